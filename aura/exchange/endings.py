"""How a file beside a timeline ends: editors tell what it is by that.  Pure."""

from aura.timeline.document import Asset

_ENDINGS = {
    "audio/mp2t": "ts",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/x-matroska": "mka",
    "audio/x-msvideo": "avi",
    "image/jpeg": "jpg",
    "video/mp2t": "ts",
    "video/ogg": "ogv",
    "video/quicktime": "mov",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
}
"""Of kinds that are called otherwise than their files."""


def ending(asset: Asset) -> str:
    """The ending of a file's name, by what it is."""
    kind = asset.mime.rpartition("/")[2].removeprefix("x-")
    return _ENDINGS.get(asset.mime) or "".join(filter(str.isalnum, kind)) or "bin"
