"""The one way of text: measured, broken, fitted and drawn alike for pictures and captions.

Text is laid out at ideal widths (unhinted, scaled from one large size) and each letter is placed at
its sub-pixel position, so that a line is equally wide whatever its size and whatever the machine.
A character the shipped fonts lack is drawn with a font of this machine; one that no font has is left
out, and ``missing_glyphs`` names it.

Units: pixels; tracking is in thousandths of the size.  ``FONTS_DIGEST`` belongs in the key of whatever
text is drawn into, beside ``fonts_for(text)``.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import PIL
from blake3 import blake3
from PIL import Image, ImageDraw, ImageFont, features

from aura.render import linebreaks
from aura.render.glyphs import Face, coverage, fallback

Weight = Literal["regular", "semibold", "display"]
Align = Literal["left", "centre", "right"]

_FOLDER = Path(__file__).parent / "fonts"
_FACES: dict[Weight, Face] = {
    "regular": Face(_FOLDER / "NotoSans-Regular.ttf"),
    "semibold": Face(_FOLDER / "NotoSans-SemiBold.ttf"),
    "display": Face(_FOLDER / "NotoSans-ExtraBold.ttf"),
}
_IDEAL_PX = 400
CAP_HEIGHT = 0.714
"""The height of a capital, as a share of the size."""
DESCENT = 0.23
_OVERHANG = 0.4
SHAPED = features.check("raqm")
"""Whether scripts that join or reorder their letters are drawn right; needs the system's libfribidi."""


def _digest() -> str:
    drawn_by = (
        f"{PIL.__version__} {features.version('freetype2')} {features.version('raqm') if SHAPED else ''}"
    )
    files = b"".join(blake3(face.path.read_bytes()).digest() for face in _FACES.values())
    return blake3(files + drawn_by.encode()).hexdigest()


FONTS_DIGEST: str = _digest()
"""The digest of the shipped fonts and of what draws them."""


class Run(NamedTuple):
    """A stretch of text in one font.  ``plain``: its letters stand side by side and may be spaced."""

    face: Face
    text: str
    plain: bool


class Block(NamedTuple):
    """A text laid out.  ``height_px`` runs from the top of the first capital to below the last line."""

    lines: tuple[str, ...]
    weight: Weight
    size_px: float
    leading: float
    tracking: float
    width_px: float
    height_px: float


@lru_cache(maxsize=96)
def _font(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, max(1.0, size_px), index=face.number)


@lru_cache(maxsize=8192)
def _advance(face: Face, text: str) -> float:
    features_off = ["-liga", "-clig"] if SHAPED else None
    return _font(face, _IDEAL_PX).getlength(text, features=features_off) / _IDEAL_PX


def _plain(character: str) -> bool:
    code = ord(character)
    return (code < 0x590 and not unicodedata.combining(character)) or 0x1E00 <= code <= 0x218F


@lru_cache(maxsize=8192)
def _face_for(character: str, weight: Weight) -> Face | None:
    own = _FACES[weight]
    covered = coverage(own)
    if covered and covered.has(ord(character)):
        return own
    return fallback(character, weight != "regular")


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me") or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=2048)
def _runs(text: str, weight: Weight) -> tuple[Run, ...]:
    runs: list[tuple[Face, list[str]]] = []
    for character in text:
        last = runs[-1][0] if runs else None
        known = coverage(last) if last else None
        neutral = not character.isalnum()
        if last and known and neutral and known.has(ord(character)):
            runs[-1][1].append(character)
            continue
        face = _face_for(character, weight)
        if face is None:
            continue
        if face == last:
            runs[-1][1].append(character)
        else:
            runs.append((face, [character]))
    found = [Run(face, "".join(part), all(map(_plain, part))) for face, part in runs]
    first = next(
        (unicodedata.bidirectional(c) for c in text if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L"
    )
    return tuple(found if first == "L" else reversed(found))


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that no font here can draw, each once, in order; empty if all can be."""
    lacking = dict.fromkeys(
        character for character in text
        if not character.isspace() and not _unseen(character) and _face_for(character, "regular") is None
    )  # fmt: skip
    return "".join(lacking)


def fonts_for(text: str) -> str:
    """What, beside the shipped fonts, decides how ``text`` is drawn here; empty for nothing."""
    others = {
        f"{face.path.name} {face.path.stat().st_size}" if face else f"no font for U+{ord(character):04X}"
        for weight in _FACES
        for character in set(text)
        if not character.isspace() and not _unseen(character)
        if (face := _face_for(character, weight)) not in _FACES.values()
    }
    return "; ".join(sorted(others))


@lru_cache(maxsize=4096)
def _places(text: str, weight: Weight, tracking: float) -> tuple[tuple[tuple[Face, str, float], ...], float]:
    """Each piece of a line with its place, and the line's width, at size 1."""
    placed: list[tuple[Face, str, float]] = []
    at = 0.0
    for face, part, plain in _runs(text, weight):
        if not plain:
            placed.append((face, part, at))
            at += _advance(face, part)
            continue
        for place, character in enumerate(part):
            if place:
                pair = part[place - 1 : place + 1]
                at += _advance(face, pair) - _advance(face, pair[0]) - _advance(face, character)
            placed.append((face, character, at))
            at += _advance(face, character) + tracking / 1000
    return tuple(placed), max(0.0, at - (tracking / 1000 if placed else 0))


def measure(text: str, weight: Weight, size_px: float, tracking: float = 0) -> float:
    """The width of one line."""
    return _places(text, weight, tracking)[1] * size_px


def wrap(text: str, weight: Weight, size_px: float, room_px: float, tracking: float = 0) -> tuple[str, ...]:
    """``text`` in the fewest, evenest lines no wider than ``room_px``; a line end in the text is kept."""
    lines: list[str] = []
    for paragraph in drawable(text, weight).splitlines():
        lines += linebreaks.balanced(
            paragraph, lambda part: measure(part, weight, size_px, tracking), room_px
        )
    return tuple(lines)


@lru_cache(maxsize=256)
def drawable(text: str, weight: Weight) -> str:
    """``text`` without the characters that no font here can draw, and without soft hyphens."""
    return "".join(
        character
        for character in text
        if character.isspace() or (character != "\u00ad" and _face_for(character, weight) is not None)
    )


def block(
    lines: tuple[str, ...], weight: Weight, size_px: float, leading: float, tracking: float = 0
) -> Block:
    """These lines as they are."""
    width = max((measure(line, weight, size_px, tracking) for line in lines), default=0.0)
    height = size_px * (CAP_HEIGHT + DESCENT + leading * (len(lines) - 1)) if lines else 0.0
    return Block(lines, weight, size_px, leading, tracking, width, height)


def fit(
    text: str,
    weight: Weight,
    room_px: tuple[float, float],
    sizes_px: tuple[float, float],
    leading: float = 1.1,
    tracking: float = 0,
) -> Block:
    """``text`` at the largest size from ``sizes_px`` (least, most) at which it fits a width and a height.

    A word is cut only if it would be whole only below six tenths of the greatest size.  What does not fit
    at the least size ends in an ellipsis.
    """
    least, most = min(sizes_px), max(sizes_px)
    room, high = room_px
    text = drawable(text, weight)
    widest = max((measure(part.text, weight, 1, tracking) for part in linebreaks.pieces(text)), default=0)

    def laid(size_px: float) -> Block:
        return block(wrap(text, weight, size_px, room, tracking), weight, size_px, leading, tracking)

    def fits(size_px: float) -> bool:
        return (widest * size_px <= room or size_px <= max(least, 0.6 * most)) and laid(
            size_px
        ).height_px <= high

    if fits(most):
        return laid(most)
    if not fits(least):
        return _shortened(laid(least), room, high)
    low, top = least, most
    while top - low > max(0.25, least * 0.01):
        middle = (low + top) / 2
        low, top = (middle, top) if fits(middle) else (low, middle)
    return laid(low)


def _shortened(laid: Block, room: float, high: float) -> Block:
    size, leading = laid.size_px, laid.leading
    count = max(1, int((high / size - CAP_HEIGHT - DESCENT) / leading + 1 + 1e-6))
    if len(laid.lines) <= count:
        return laid
    last = laid.lines[count - 1]
    while last and measure(last.rstrip(" ,;:.–—") + "…", laid.weight, size, laid.tracking) > room:
        last = last[:-1]
    lines = (*laid.lines[: count - 1], last.rstrip(" ,;:.–—") + "…")
    return block(lines, laid.weight, size, leading, laid.tracking)


def draw(laid: Block, align: Align = "left") -> tuple[Image.Image, int, int]:
    """The coverage of a block, 0..255, and the pixel in it where the block's top left corner lies."""
    pad = int(laid.size_px * _OVERHANG) + 2
    image = Image.new("L", (int(laid.width_px) + 2 * pad + 1, int(laid.height_px) + 2 * pad + 1))
    pen = ImageDraw.Draw(image)
    features_off = ["-liga", "-clig"] if SHAPED else None
    for row, line in enumerate(laid.lines):
        placed, width = _places(line, laid.weight, laid.tracking)
        spare = laid.width_px - width * laid.size_px
        left = pad + {"left": 0.0, "centre": spare / 2, "right": spare}[align]
        base = pad + laid.size_px * (CAP_HEIGHT + laid.leading * row)
        for face, part, at in placed:
            where = (left + at * laid.size_px, base)
            pen.text(
                where, part, fill=255, font=_font(face, laid.size_px), anchor="ls", features=features_off
            )
    return image, pad, pad
