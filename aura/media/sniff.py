"""What a file is, by its bytes; names and claims are not believed."""

from pathlib import Path
from typing import NamedTuple

import puremagic

from aura.errors import Invalid
from aura.timeline.document import AssetType

ACCEPTED: dict[str, tuple[AssetType, str]] = {
    ".jpg": ("Image", "image/jpeg"),
    ".jpeg": ("Image", "image/jpeg"),
    ".png": ("Image", "image/png"),
    ".webp": ("Image", "image/webp"),
    ".gif": ("Image", "image/gif"),
    ".mp4": ("Video", "video/mp4"),
    ".m4v": ("Video", "video/mp4"),
    ".mov": ("Video", "video/quicktime"),
    ".webm": ("Video", "video/webm"),
    ".mkv": ("Video", "video/x-matroska"),
    ".mp3": ("Audio", "audio/mpeg"),
    ".wav": ("Audio", "audio/wav"),
    ".m4a": ("Audio", "audio/mp4"),
    ".flac": ("Audio", "audio/flac"),
    ".ogg": ("Audio", "audio/ogg"),
}
"""By the file ending that puremagic finds in the bytes."""


class Kind(NamedTuple):
    type: AssetType
    mime: str


def sniff(path: Path) -> Kind:
    """The kind of a media file; raises ``Invalid`` saying what is accepted."""
    try:
        matches = puremagic.magic_file(str(path))
    except (puremagic.PureError, ValueError, OSError):
        matches = []
    for match in sorted(matches, key=lambda m: m.confidence, reverse=True):
        if match.extension in ACCEPTED:
            return Kind(*ACCEPTED[match.extension])
    accepted = ", ".join(sorted({ending.removeprefix(".") for ending in ACCEPTED}))
    raise Invalid(f"This is not a picture, clip or sound Aura can use; it takes {accepted}.", field="file")
