"""Draws a sheet of every transition, motion, caption style and overlay into the docs, as films show them.

What there is comes from the document's own vocabulary, so that a new one is on the next sheet by itself.
The frames are those that the encoder is given; the pictures in them are Aura's own.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from blake3 import blake3
from PIL import Image

from aura.render import typography
from aura.render.compose import Composer
from aura.render.faces import missing_glyphs
from aura.render.glances.drawing import GROUND_RGB, INK_RGB, MUTED_RGB, as_image
from aura.render.pictures.drawing import compose
from aura.render.pictures.spec import PictureSpec
from aura.render.plan import plan
from aura.render.preset import Preset
from aura.render.sheet import Sheet
from aura.timeline.document import Brief, Document, Head, Render, Timeline, Watermark
from aura.timeline.scene import Cue, Media, Overlay, Scene
from aura.timeline.terms import Anchor, Animation, CaptionStyle, Motion, OverlayStyle, Transition

DOCS = Path(__file__).parent.parent / "docs"
SMALL = Preset(name="Specimen", size_px=360)
MOST_BYTES = 390_000
FRAMES = 60
GAP, WORDS_PX = 12, 15.0

Row = tuple[str, list[Image.Image]]
"""Words, and the frames that show what they name."""

WHERE: dict[OverlayStyle, Anchor] = {
    "lower-third": "bottom-left",
    "title": "center",
    "call-to-action": "bottom-right",
}
SAID = {
    "English": "Light bends when it enters water,\nand the pool looks shallow.",
    "Hebrew": "האור נשבר כשהוא נכנס למים,\nולכן Fresnel צדק ב־1821!",
    "Arabic": "ينكسر الضوء عندما يدخل الماء،\nقال Fresnel في عام 1821.",
    "Chinese": "光进入水中时会发生折射，\n所以水池看起来很浅。",
    "Japanese": "光は水に入ると屈折します。\nだからプールは浅く見える。",
    "Emoji": "A rainbow 🌈 is light\nthat was bent twice 👍🏽",
}


class Studio:
    """Two scenes, and the frames of films made of them."""

    def __init__(self, folder: Path) -> None:
        self.objects: dict[str, str] = {}
        self._folder = folder
        self.first = self.picture("Dusk", "Light on water", 1)
        self.second = self.picture("Sand", "The lens of Fresnel", 2)
        self.bare = self.picture("Dusk", "Light on water", 3, words=False)

    def picture(self, palette: str, title: str, number: int, *, words: bool = True) -> str:
        """A picture of Aura's own, by its digest."""
        path = self._folder / f"{number}.png"
        spec = PictureSpec(
            width_px=480, height_px=270, palette=palette, title=title, number=number, seed=number
        )
        compose(spec).render(number, words=words).save(path)
        digest = blake3(path.read_bytes()).hexdigest()
        self.objects[digest] = str(path)
        return digest

    def scene(self, number: int = 1, **fields: Any) -> Scene:
        """A scene of the first picture, the second, or, as number 3, the one without words."""
        shown = {"motion": "none", "length_frames": FRAMES} | fields
        digest = (self.first, self.second, self.bare)[number - 1]
        scene_id = f"00000000-0000-7000-8000-{number:012x}"
        return Scene(id=scene_id, media=Media(asset=digest), **shown)  # type: ignore[arg-type]

    def frames(self, scenes: list[Scene], wanted: list[int], **fields: Any) -> list[Image.Image]:
        """Some frames of the film of these scenes."""
        head = Head(watermark=fields.pop("watermark", None))
        document = Document(
            brief=Brief(topic="Light"), timeline=Timeline(head=head, scenes=tuple(scenes)), **fields
        )
        film = plan(document, SMALL, engine="specimens")
        composer = Composer(film.canvas)
        composer.objects = self.objects
        found: dict[int, Image.Image] = {}
        try:
            for segment in film.segments:
                numbers = range(segment.start_frame, segment.start_frame + segment.frames)
                if not set(numbers) & set(wanted):
                    continue
                for number, frame in zip(
                    numbers, composer.frames(segment.spec.content, segment.spec.mark), strict=True
                ):
                    if number in wanted:
                        found[number] = as_image(frame)
        finally:
            composer.close()
        return [found[number] for number in wanted]


def transitions(studio: Studio) -> Iterator[Row]:
    """Each at a fifth, a half and four fifths of its way."""
    long = 25
    for kind in get_args_deep(Transition):
        scenes = [studio.scene(1), studio.scene(2, transition=kind, transition_frames=long)]
        start = FRAMES - long if kind != "cut" else FRAMES - 2
        steps = (long // 5, long // 2, long * 4 // 5) if kind != "cut" else (0, 1, 2)
        yield kind, studio.frames(scenes, [start + step for step in steps])


def motions(studio: Studio) -> Iterator[Row]:
    """Each at its beginning, in its middle and at its end."""
    for kind in get_args_deep(Motion):
        yield kind, studio.frames([studio.scene(1, motion=kind)], [0, FRAMES // 2, FRAMES - 1])


def captions(studio: Studio) -> Iterator[Row]:
    """Each style in some languages."""
    for style in get_args_deep(CaptionStyle):
        shown = []
        for text in SAID.values():
            if missing_glyphs(text):
                continue
            cue = Cue(start_ms=0, end_ms=2000, text=text)
            render = Render(captions=True, caption_style=style)
            (frame,) = studio.frames([studio.scene(3, captions=(cue,))], [14], render=render)
            wide, high = frame.size
            shown.append(frame.crop((wide // 5, high * 2 // 3, wide * 4 // 5, high)))
        yield style, shown


def overlays(studio: Studio) -> Iterator[Row]:
    """Each style, each way of coming, several at one anchor and at several, and a watermark."""
    for style in get_args_deep(OverlayStyle):
        where = WHERE[style]
        for animation in get_args_deep(Animation):
            text = Overlay(
                text="Augustin Fresnel", detail="Physicist, 1788–1827", style=style, anchor=where,
                start_ms=0, end_ms=2000, animation=animation,
            )  # fmt: skip
            yield f"{style}, {animation}", studio.frames([studio.scene(3, overlays=(text,))], [1, 4, 7, 30])
    stacked = tuple(
        Overlay(text=text, start_ms=200 * at) for at, text in enumerate(("First", "Second", "Third"))
    )
    mark = Watermark(text="Aura")
    shown = studio.frames([studio.scene(3, overlays=stacked)], [5, 12, 18, 40], watermark=mark)
    yield "three at one anchor, and a watermark", shown
    together = (
        Overlay(text="How light bends", style="title", anchor="center", start_ms=0),
        Overlay(text="Augustin Fresnel", detail="Physicist, 1788–1827", anchor="left", start_ms=200),
        Overlay(text="Read on", style="call-to-action", anchor="bottom-right", start_ms=400),
        Overlay(text="Paris, in the winter of 1821", anchor="bottom", start_ms=600),
    )
    cue = Cue(start_ms=0, end_ms=2000, text="Light bends where it enters water,\nsaid Fresnel in 1821.")
    crowded = studio.scene(3, overlays=together, captions=(cue,))
    yield "several meant for places that meet, over captions", studio.frames([crowded], [5, 12, 18, 40])


def get_args_deep(kind: Any) -> list[Any]:
    """The choices of a literal, those within it too."""
    return [choice for each in get_args(kind) for choice in (get_args_deep(each) or [each])]


def drawn(title: str, rows: list[Row], across: int) -> Image.Image:
    """Rows of frames, so many rows side by side, each under its words."""
    wide, high = rows[0][1][0].size
    column = max(len(frames) for _, frames in rows) * (wide + GAP)
    down = -(-len(rows) // across)
    foot = round(2 * WORDS_PX)
    sheet = Sheet(across * column + GAP, 54 + down * (high + foot + GAP))
    sheet.lay(sheet.panel(0, 0, sheet.width, sheet.height, 0), GROUND_RGB)
    sheet.lay(sheet.letters(typography.block((title,), "semibold", 24, 1.2), "left", GAP, 18), INK_RGB)
    for number, (words, frames) in enumerate(rows):
        left, top = GAP + number % across * column, 54 + number // across * (high + foot + GAP)
        block = typography.block((words,), "semibold", WORDS_PX, 1.2)
        sheet.lay(sheet.letters(block, "left", left, top + WORDS_PX * 0.5), MUTED_RGB)
        for at, frame in enumerate(frames):
            sheet.place(frame, left + at * (wide + GAP), top + foot)
    return sheet.flat()


def save(image: Image.Image, path: Path) -> int:
    """A JPEG of no more than ``MOST_BYTES``: of less quality, then smaller."""
    for shrunk in (1.0, 0.8, 0.65, 0.5):
        size = round(image.width * shrunk), round(image.height * shrunk)
        small = image.resize(size, Image.Resampling.LANCZOS) if shrunk < 1 else image
        for quality in (86, 80, 74, 68):
            small.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
            if path.stat().st_size <= MOST_BYTES:
                return path.stat().st_size
    return path.stat().st_size


SHEETS: dict[str, tuple[str, Callable[[Studio], Iterator[Row]], float, int]] = {
    "transitions": ("Transitions: a fifth, a half and four fifths of the way", transitions, 0.34, 3),
    "motions": ("Motions: beginning, middle, end", motions, 0.375, 2),
    "captions": ("Caption styles", captions, 1.0, 1),
    "overlays": ("Overlays: how they come, and how they stand", overlays, 0.4, 2),
}


def main(wanted: list[str]) -> None:
    """Draw the sheets named, or all."""
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        for name, (title, rows, scale, across) in SHEETS.items():
            if wanted and name not in wanted:
                continue
            found = [
                (
                    words,
                    [
                        frame.resize(
                            (round(frame.width * scale), round(frame.height * scale)),
                            Image.Resampling.LANCZOS,
                        )
                        for frame in frames
                    ],
                )
                for words, frames in rows(studio)
            ]
            path = DOCS / f"{name}.jpg"
            size = save(drawn(title, found, across), path)
            print(f"{path.name}: {len(found)} rows, {size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
