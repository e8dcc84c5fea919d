"""Measure a media file: what it is by its content, and whether Aura can decode it.

Content decides between the ways of reading; name and claimed type are not asked.  Decoders work here,
so this is the body of a child process; everyone else asks a ``prober.Prober``.
"""

import os
import re
from collections.abc import Callable
from typing import Any

import puremagic

from aura.errors import Invalid, NotFound
from aura.media.child import serve
from aura.media.facts import Facts
from aura.media.pictures import KINDS, facts_of_picture, is_picture
from aura.media.streams import facts_of_streams

_SNIFFED_BYTES = 4096
_CONTAINERS = ("application/ogg", "application/x-matroska")
_AVIF = (b"ftypavif", b"ftypavis")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TAKEN = "Aura takes pictures, sounds and videos"


def probe(path: str | os.PathLike[str], alive: Callable[[], None] = lambda: None) -> Facts:
    """The facts of a media file.  ``alive`` is called now and then while a long file is read.

    A picture that moves is a Video where FFmpeg plays it, which is a GIF; of others the first is shown.
    Text is refused unopened: what FFmpeg could make of it are scripts that name other files.
    Raises NotFound; Invalid, saying why, for whatever Aura cannot use.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(_SNIFFED_BYTES)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound("The file is not there.") from error
    if not head:
        raise Invalid("The file is empty.")
    if is_picture(head):
        facts = facts_of_picture(path)
        return facts_of_streams(path, alive) if facts.animated and facts.codec == "gif" else facts
    if head[4:12] in _AVIF:  # which FFmpeg would take for a film
        raise Invalid(_other("image/avif"))
    if not _NO_TEXT.search(head):
        raise Invalid(_other(_sniffed(head)) or f"{_TAKEN}; this is text.")
    try:
        return facts_of_streams(path, alive)
    except Invalid as refused:
        if reason := _other(_sniffed(head)):
            raise Invalid(reason) from refused
        raise


def _other(kind: str) -> str:
    """Why a file of this kind was refused, if it is by its kind."""
    match kind.partition("/")[0]:
        case "image":
            return f"Aura reads {KINDS} pictures; this is {kind}."
        case "text":
            return f"{_TAKEN}; this is text."
        case "application" if kind == "application/pdf":
            return f"{_TAKEN}; this is a PDF document."
        case "application" if kind not in _CONTAINERS:
            return f"{_TAKEN}; this looks like a document, a play list or an archive."
    return ""


def _sniffed(head: bytes) -> str:
    """The MIME type the first bytes look like, empty if like nothing known; it is good for words only."""
    try:
        return next((match.mime_type for match in puremagic.magic_string(head) if match.mime_type), "")
    except puremagic.PureError:
        return ""


def _handle(request: Any, progress: Callable[[Any], None]) -> Any:
    return probe(request, lambda: progress(None)) if request else None


if __name__ == "__main__":
    serve(_handle)
