"""Which font draws a character: one that Aura ships, else one of this machine.

A character that no font has is left out; ``missing_glyphs`` names it.  ``FONTS_DIGEST`` belongs in the key
of whatever text is drawn into, beside ``fonts_for(text)``.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

import PIL
from blake3 import blake3
from PIL import features

from aura.render import emoji
from aura.render.glyphs import Face, coverage, fallback

Weight = Literal["regular", "semibold", "display"]

_FOLDER = Path(__file__).parent / "fonts"
FACES: dict[Weight, Face] = {
    "regular": Face(_FOLDER / "NotoSans-Regular.ttf"),
    "semibold": Face(_FOLDER / "NotoSans-SemiBold.ttf"),
    "display": Face(_FOLDER / "NotoSans-ExtraBold.ttf"),
}
SHAPED = features.check("raqm")
"""Whether scripts that join their letters are drawn right; needs the system's libfribidi."""


def _digest() -> str:
    drawn_by = (
        f"{PIL.__version__} {features.version('freetype2')} {features.version('raqm') if SHAPED else ''}"
    )
    files = b"".join(blake3(face.path.read_bytes()).digest() for face in FACES.values())
    return blake3(files + drawn_by.encode()).hexdigest()


FONTS_DIGEST: str = _digest()
"""The digest of the shipped fonts and of what draws them."""


@lru_cache(maxsize=8192)
def face_for(character: str, weight: Weight) -> Face | None:
    """The font that draws a character."""
    own = FACES[weight]
    covered = coverage(own)
    if covered and covered.has(ord(character)):
        return own
    return fallback(character, weight != "regular")


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that no font here can draw, each once, in order; empty if all can be."""
    return "".join(
        dict.fromkeys(
            character for character in _letters(text)
            if not _unseen(character) and face_for(character, "regular") is None
        )
    )  # fmt: skip


def fonts_for(text: str) -> str:
    """What, beside the shipped fonts, decides how ``text`` is drawn here; empty for nothing."""
    others = {
        f"{face.path.name} {face.path.stat().st_size}" if face else f"no font for U+{ord(character):04X}"
        for character in set(_letters(text))
        if not _unseen(character)
        for weight, own in FACES.items()
        if (face := face_for(character, weight)) is not own
    }
    pictured = {part.face for part in emoji.parts(text) if part.face}
    others |= {f"{face.path.name} {face.path.stat().st_size}" for face in pictured}
    return "; ".join(sorted(others))


def _letters(text: str) -> str:
    """What of a text is drawn in its own colour, and no space; nothing of ASCII: any shipped font has it."""
    if text.isascii():
        return ""
    return "".join(
        text[part.first : part.end]
        for part in emoji.parts(text)
        if part.face is None and not text[part.first].isspace()
    )


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me") or "\ufe00" <= character <= "\ufe0f"
