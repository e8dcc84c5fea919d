"""``/static/…``: style sheets, scripts, fonts and icons, under addresses that name their content.

The address of a file holds the digest of all of them (``FINGERPRINT``), so that a browser may keep it for
ever, and style sheets name fonts beside them.  An address of an older Aura is answered with what there is
now, and not kept.
"""

import mimetypes
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from blake3 import blake3
from fastapi import APIRouter, Header
from starlette.responses import Response

from aura.errors import NotFound

router = APIRouter(include_in_schema=False)

FOR_EVER = "public, max-age=31536000, immutable"
_MIME = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}


class File(NamedTuple):
    """A file's bytes, what they are, and their tag."""

    content: bytes
    mime: str
    etag: str


@cache
def shelf() -> dict[str, File]:
    """Every static file by its path."""
    root = files("aura.web") / "static"
    found: dict[str, File] = {}

    def read(folder: object, path: str) -> None:
        for entry in folder.iterdir():  # type: ignore[attr-defined]  # a Traversable, whose type moved in 3.11
            name = f"{path}{entry.name}"
            if entry.is_dir():
                read(entry, f"{name}/")
            else:
                content = entry.read_bytes()
                found[name] = File(content, mime_of(name), f'"{blake3(content).hexdigest()[:32]}"')

    read(root, "")
    return dict(sorted(found.items()))


@cache
def fingerprint() -> str:
    """A digest of all static files."""
    digest = blake3()
    for name, file in shelf().items():
        digest.update(name.encode() + b"\0" + file.etag.encode())
    return digest.hexdigest()[:16]


def address(name: str) -> str:
    """Where a file is found; raises ``KeyError`` for one that is not there, so that no page names it."""
    if name not in shelf():
        raise KeyError(name)
    return f"/static/{fingerprint()}/{name}"


def mime_of(name: str) -> str:
    suffix = f".{name.rpartition('.')[2]}"
    return _MIME.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@router.get("/static/{print}/{name:path}")
def get_file(print: str, name: str, if_none_match: str | None = Header(None)) -> Response:
    """A static file, or 304 for who has it."""
    file = shelf().get(name)
    if file is None:
        raise NotFound("There is no such file.")
    headers = {"ETag": file.etag, "Cache-Control": FOR_EVER if print == fingerprint() else "no-cache"}
    if if_none_match and file.etag in (tag.strip() for tag in if_none_match.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.mime, headers=headers)
