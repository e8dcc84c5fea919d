"""How glances are drawn.  Runs in the child: it decodes what people brought.

A sheet is drawn tile by tile; no more than one picture besides the sheet is held at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from av import VideoFrame
from PIL import Image

from aura.errors import Invalid
from aura.media.pictures import damage_named, open_picture
from aura.render import planes, typography
from aura.render.colour import RGB
from aura.render.compose import Composer
from aura.render.faces import Weight
from aura.render.fitting import inside
from aura.render.glances.asking import DrawFilmSheet, DrawSheet, DrawThumbnail
from aura.render.graph import Chain
from aura.render.planes import SCALE_FLAGS, Plane
from aura.render.roll import Roll
from aura.render.sheet import Sheet
from aura.render.spec import Canvas

QUALITY = 82
GROUND_RGB: RGB = (18, 17, 25)
EMPTY_RGB: RGB = (38, 37, 47)
INK_RGB: RGB = (236, 234, 242)
MUTED_RGB: RGB = (168, 165, 180)
_GAP, _TITLE, _WORDS = 0.06, 0.11, 0.075
"""As shares of a tile's width, at most of ``_LARGEST_PX``: the gap, the size of the title, that of words."""
_LARGEST_PX = 320
_NEAR_S = 4
"""Half of what stands between two key frames of a film of Aura's, at most."""
_NAME = 0.12
"""How large a name on a card is, as a share of its shorter side."""
_BOLD: Weight = "semibold"
_PLAIN: Weight = "regular"

Beat = Callable[[], None]


def thumbnail(asked: DrawThumbnail, beat: Beat) -> None:
    """Draw the first frame of a stretch, or a card."""
    image = _frame(asked, beat) if asked.content else card(asked.canvas, asked.words)
    image.save(asked.out, "JPEG" if asked.form == "jpeg" else "WEBP", quality=QUALITY)


def _frame(asked: DrawThumbnail, beat: Beat) -> Image.Image:
    assert asked.content is not None
    composer = Composer(asked.canvas)
    composer.objects, composer.beat = asked.objects, beat
    try:
        return as_image(next(composer.frames(asked.content)))
    finally:
        composer.close()


def card(canvas: Canvas, words: tuple[str, str]) -> Image.Image:
    """A plain ground with a name, and what is to be said of it under that."""
    wide, high = canvas.width_px, canvas.height_px
    sheet = Sheet(wide, high)
    sheet.lay(sheet.panel(0, 0, wide, high, 0), EMPTY_RGB)
    size = _NAME * min(wide, high)
    name, said = (
        typography.fit(text, weight, (0.84 * wide, lines * 1.2 * part), (0.5 * part, part), 1.15)
        for text, weight, lines, part in (
            (words[0], _BOLD, 2, size),
            (words[1], _PLAIN, 3, 0.6 * size),
        )
    )
    top = (high - name.height_px - said.height_px - 0.5 * size) / 2
    for block, colour in ((name, INK_RGB), (said, MUTED_RGB)):
        sheet.lay(sheet.letters(block, "centre", (wide - block.width_px) / 2, top), colour)
        top += block.height_px + 0.5 * size
    return sheet.flat()


def as_image(frame: Plane) -> Image.Image:
    """A frame as RGB."""
    video = planes.as_video(frame)
    options = f"flags={SCALE_FLAGS}+full_chroma_int:in_color_matrix=bt709:in_range=tv:out_range=pc"
    return Image.fromarray(Chain(video, ("scale", options), ("format", "rgb24"))(video).to_ndarray())


def sheet(asked: DrawSheet, beat: Beat) -> None:
    """Draw pictures in rows."""

    def tiles() -> Iterator[tuple[Image.Image | None, str]]:
        for tile in asked.tiles:
            beat()
            yield (_opened(tile.path) if tile.path else None), tile.words

    size = asked.width_px, asked.height_px
    _save(_in_rows(asked.title, tiles(), len(asked.tiles), asked.columns, size), asked.out)


def film_sheet(asked: DrawFilmSheet, beat: Beat) -> None:
    """Draw frames of a film in rows, each with its time.  Raises Invalid for a film that shows nothing."""
    roll = Roll(Path(asked.film), beat)
    try:
        length = roll.length_s()
        first = roll.next
        if first is None:
            raise Invalid("There is no picture in this film.")
        wide, high = first[0].width, first[0].height
        box = inside(Fraction(wide), Fraction(high), asked.side_px, asked.side_px)

        size = box.width, box.height
        moments = [length * (2 * number + 1) / (2 * asked.count) for number in range(asked.count)]

        def tiles() -> Iterator[tuple[Image.Image | None, str]]:
            for at, frame in zip(moments, _frames_at(roll, moments), strict=True):
                beat()
                yield (_scaled(frame, size) if frame else None), _clock(at)

        _save(_in_rows(asked.title, tiles(), asked.count, asked.columns, size), asked.out)
    finally:
        roll.close()


def _frames_at(roll: Roll, moments: Sequence[Fraction]) -> Iterator[VideoFrame | None]:
    """The last frame that has begun by each of these times, which go forward.

    What is near is read on to: a film is entered at a key frame only, which may be seconds before.
    """
    shown = None
    for at in moments:
        if shown is None or at - shown[1] > _NEAR_S:
            roll.seek(at)
            shown = roll.next
        while (ahead := roll.next) is not None and ahead[1] <= at:
            shown = ahead
            roll.advance()
        yield shown[0] if shown else None


def _scaled(frame: VideoFrame, size: tuple[int, int]) -> Image.Image:
    options = f"w={size[0]}:h={size[1]}:flags={SCALE_FLAGS}:in_color_matrix=bt709:in_range=tv:out_range=pc"
    return Image.fromarray(Chain(frame, ("scale", options), ("format", "rgb24"))(frame).to_ndarray())


def _in_rows(
    title: str,
    tiles: Iterator[tuple[Image.Image | None, str]],
    count: int,
    columns: int,
    size: tuple[int, int],
) -> Image.Image:
    wide, high = size
    measure = min(wide, _LARGEST_PX)
    gap, words_px = round(_GAP * measure), _WORDS * measure
    foot = round(2.1 * words_px)
    columns = max(1, min(columns, count))
    rows = -(-count // columns)
    width = columns * wide + (columns + 1) * gap
    head = typography.fit(
        title.strip(), "semibold", (width - 2 * gap, 2 * _TITLE * measure), (8, _TITLE * measure)
    )
    above = gap + (round(head.height_px) + gap if head.lines else 0)
    whole = Sheet(width, above + rows * (high + foot + gap))
    whole.lay(whole.panel(0, 0, whole.width, whole.height, 0), GROUND_RGB)
    if head.lines:
        whole.lay(whole.letters(head, "left", gap, gap), INK_RGB)
        whole.paint(head, "left", gap, gap)
    for number, (picture, words) in enumerate(tiles):
        left = gap + number % columns * (wide + gap)
        top = above + number // columns * (high + foot + gap)
        if picture is None:
            whole.lay(whole.panel(left, top, wide, high, 0.03 * measure), EMPTY_RGB)
        else:
            whole.place(picture, left, top)
        laid = _shortened(words, wide, words_px)
        if laid.lines:
            below = top + high + 0.55 * words_px
            whole.lay(whole.letters(laid, "left", left, below), MUTED_RGB)
            whole.paint(laid, "left", left, below)
    return whole.flat()


def _shortened(words: str, wide: int, size: float) -> typography.Block:
    """One line, cut short where it is too long."""
    high = typography.block(("x",), "regular", size, 1.2).height_px
    return typography.fit(" ".join(words.split()), "regular", (wide, high + 0.5), (size, size), 1.2)


def _opened(path: str) -> Image.Image:
    with open_picture(path) as picture, damage_named():
        return picture.convert("RGB")


def _clock(at: Fraction) -> str:
    minutes, seconds = divmod(int(at), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _save(image: Image.Image, out: str) -> None:
    if out.endswith(".png"):
        image.save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=QUALITY, optimize=True)
