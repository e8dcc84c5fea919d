"""One line of text laid out: which font draws which of its letters, and where.

It is laid out at ideal widths (unhinted, scaled from one large size), so that a line is equally wide
whatever its size and whatever the machine.  Letters that stand side by side are placed one by one, what
joins or reorders its letters in one piece.  All is from left to right as it is seen.

Units: the size of the type is 1; tracking is in thousandths of it.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageDraw, ImageFont

from aura.render import bidi, emoji
from aura.render.faces import FACES, SHAPED, Weight, face_for
from aura.render.glyphs import Face, coverage

IDEAL_PX = 400
PLAINLY = ["-liga", "-clig"] if SHAPED else None
"""Letters are not joined for looks: each is to be found at its place."""
UNSHAPED_BELOW = "\u0180"
"""The letters before this one, by themselves and in the fonts that ship with Aura, are drawn the same without
being shaped, which takes longer than drawing them; beyond it some are put together of two."""
_OWN = frozenset(FACES.values())


class Piece(NamedTuple):
    """Letters drawn as one at a place: those of the line from ``first`` on.  ``pictured``: an emoji."""

    text: str
    face: Face
    at: float
    width: float
    first: int
    leftward: bool = False
    pictured: bool = False


class _Run(NamedTuple):
    """A stretch of text in one font.  ``plain``: its letters stand side by side and may be spaced."""

    face: Face
    text: str
    first: int
    plain: bool
    pictured: bool


@lru_cache(maxsize=96)
def font(face: Face, size_px: float, *, shaped: bool = True) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels; ``shaped``: its letters are joined and placed as the font has it."""
    layout = None if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(face.path, max(1.0, size_px), index=face.number, layout_engine=layout)


def draw(pen: ImageDraw.ImageDraw, place: tuple[float, float], piece: "Piece", size_px: float) -> None:
    """Draw a piece that is no emoji from this place on, standing on the line."""
    alone = len(piece.text) == 1 and piece.text < UNSHAPED_BELOW
    shaped = not alone or piece.leftward or piece.face not in _OWN
    pen.text(
        place,
        piece.text,
        fill=255,
        font=font(piece.face, size_px, shaped=shaped),
        anchor="ls",
        direction=direction(leftward=piece.leftward) if shaped else None,
        features=PLAINLY if shaped else None,
    )


def direction(*, leftward: bool) -> str | None:
    """How a piece is to be read, as Pillow has it."""
    return ("rtl" if leftward else "ltr") if SHAPED else None


@lru_cache(maxsize=4096)
def laid(
    text: str, weight: Weight, tracking: float, *, from_right: bool = False
) -> tuple[tuple[Piece, ...], float]:
    """The pieces of a line whose text reads from the left or ``from_right``, and the line's width."""
    placed: list[Piece] = []
    at = 0.0
    for stretch in bidi.ordered(text, from_right=from_right):
        runs = list(_runs(text, stretch, weight))
        for run in reversed(runs) if stretch.leftward else runs:
            if run.pictured:
                placed.append(
                    Piece(run.text, run.face, at, emoji.advance(run.face, run.text), run.first, pictured=True)
                )
                at += placed[-1].width
            elif stretch.leftward or not run.plain:
                shown = bidi.turned(run.text) if stretch.leftward and not SHAPED else run.text
                width = _advance(run.face, shown, leftward=stretch.leftward)
                placed.append(Piece(shown, run.face, at, width, run.first, stretch.leftward))
                at += width
            else:
                for piece in _side_by_side(run, at, tracking / 1000):
                    placed.append(piece)
                    at = piece.at + piece.width + tracking / 1000
    return tuple(placed), max(0.0, at - (tracking / 1000 if placed else 0))


def extents(
    text: str, first: int, end: int, weight: Weight, tracking: float, *, from_right: bool = False
) -> list[tuple[float, float]]:
    """Where the characters of a line from ``first`` to before ``end`` stand: from and to where, in order."""
    found: list[tuple[float, float]] = []
    for piece in laid(text, weight, tracking, from_right=from_right)[0]:
        since, until = max(first, piece.first), min(end, piece.first + len(piece.text))
        if since >= until:
            continue
        before, after = 0.0, piece.width
        if until - since < len(piece.text):
            head, both = (piece.text[: place - piece.first] for place in (since, until))
            before, after = (_advance(piece.face, part, leftward=piece.leftward) for part in (head, both))
        if piece.leftward:
            before, after = piece.width - after, piece.width - before
        if found and found[-1][1] >= piece.at + before - tracking / 1000 - 1e-6:
            found[-1] = found[-1][0], piece.at + after
        else:
            found.append((piece.at + before, piece.at + after))
    return found


def _side_by_side(run: _Run, at: float, apart: float) -> Iterator[Piece]:
    """The letters of a run one by one, each as near to the one before as the font has it."""
    for place, letter in enumerate(run.text):
        width = _advance(run.face, letter)
        if place:
            before = run.text[place - 1]
            at += _advance(run.face, before + letter) - _advance(run.face, before) - width
        yield Piece(letter, run.face, at, width, run.first + place)
        at += width + apart


def _runs(text: str, stretch: bidi.Stretch, weight: Weight) -> Iterator[_Run]:
    """A stretch of a line, cut where another font draws; what none can draw is left out."""
    gathered: list[tuple[Face, int, int]] = []
    read = text[stretch.first : stretch.end]
    for part in emoji.parts(read):
        first, end = part.first + stretch.first, part.end + stretch.first
        if part.face:
            if gathered:
                yield _run(text, *gathered.pop())
            yield _Run(part.face, text[first:end], first, plain=False, pictured=True)
            continue
        face = _face(text[first], gathered[-1][0] if gathered else None, weight)
        if face is None:
            continue
        if gathered and gathered[-1][0] == face and gathered[-1][2] == first:
            gathered[-1] = face, gathered[-1][1], end
        else:
            if gathered:
                yield _run(text, *gathered.pop())
            gathered.append((face, first, end))
    if gathered:
        yield _run(text, *gathered.pop())


def _face(character: str, before: Face | None, weight: Weight) -> Face | None:
    """The font of a character; what is no letter is drawn with that of the letter before it."""
    if before and not character.isalnum():
        covered = coverage(before)
        if covered and covered.has(ord(character)):
            return before
    return face_for(character, weight)


def _run(text: str, face: Face, first: int, end: int) -> _Run:
    part = text[first:end]
    return _Run(face, part, first, all(map(_plain, part)), pictured=False)


def _plain(character: str) -> bool:
    code = ord(character)
    return (code < 0x590 and not unicodedata.combining(character)) or 0x1E00 <= code <= 0x218F


@lru_cache(maxsize=8192)
def _advance(face: Face, text: str, *, leftward: bool = False) -> float:
    drawn = font(face, IDEAL_PX)
    return drawn.getlength(text, direction=direction(leftward=leftward), features=PLAINLY) / IDEAL_PX
