"""The film as a strip: its scenes in their places along a ruler, in per cent of what is shown.  Pure.

A clip begins where the passage into its scene is over.  Of a long film a stretch of scenes is shown, with the
place of that stretch in the whole.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from aura.render.timing import Placed, place
from aura.timeline.document import Asset, Head
from aura.timeline.scene import Scene
from aura.timeline.time import clock
from aura.web import words
from aura.web.scene_pictures import ScenePictures

MOST_CLIPS = 60
"""More scenes than this are shown a stretch at a time."""
MOST_NUMBERS = 24
"""Of more clips every fifth bears its number."""
MOST_TICKS = 10
LAST_WORDS = 96
"""What stands further to the right, in per cent, would be cut off."""
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200)
_WAVE_PX = 24
"""Pixels of a waveform's picture for each second of it."""


class Clip(Struct, frozen=True, kw_only=True):
    """A scene in the strip; ``wave`` is the address of its narration's sound, for as wide as that lasts."""

    id: str
    number: int
    name: str
    is_numbered: bool
    x: float
    width: float
    start_ms: int
    length_ms: int
    picture: str
    wave: str
    wave_width: float


class Tick(Struct, frozen=True):
    """A moment on the ruler."""

    x: float
    words: str


class Span(Struct, frozen=True, kw_only=True):
    """Which scenes are shown, counted from 1, where they are in the film, and from where one goes on."""

    first: int
    last: int
    x: float
    width: float
    earlier: int | None
    later: int | None


class Strip(Struct, frozen=True, kw_only=True):
    """The strip."""

    path: str
    clips: list[Clip]
    ticks: list[Tick]
    count: int
    total: str
    spoken: str
    start_ms: int
    shown_ms: int
    music: str
    span: Span | None

    @classmethod
    def of(
        cls,
        pictures: ScenePictures,
        scenes: Sequence[Scene],
        head: Head,
        assets: Sequence[Asset] = (),
        *,
        around: str = "",
        first: int | None = None,
    ) -> "Strip":
        """The strip of these scenes; of many those around one, or from a number on, counted from 0."""
        placed = place(scenes, head.rate)
        frames = placed[-1].start_frame + placed[-1].frames if placed else 0
        start, end = _window([scene.id for scene in scenes], around, first)
        shown = placed[start:end]
        opens = _opens(shown[0]) if start else 0
        closes = _opens(placed[end]) if end < len(placed) else frames
        inside = max(1, closes - opens)
        rate = head.rate
        edges = [*(_opens(one) if index or start else 0 for index, one in enumerate(shown)), closes]
        every = 1 if len(shown) <= MOST_NUMBERS else 5
        clips = [
            _clip(one, opens, edges[at], edges[at + 1], inside, rate, pictures, every)
            for at, one in enumerate(shown)
        ]
        return cls(
            path=pictures.path,
            clips=clips,
            ticks=_ticks(opens, inside, rate) if clips else [],
            count=len(scenes),
            total=clock(frames, rate),
            spoken=_spoken(frames, rate),
            start_ms=_ms(opens, rate),
            shown_ms=_ms(inside, rate),
            music=_music(head, assets),
            span=_span(start, end, len(scenes), opens, inside, frames),
        )


def _window(ids: Sequence[str], around: str, first: int | None) -> tuple[int, int]:
    """Which scenes are shown."""
    if len(ids) <= MOST_CLIPS:
        return 0, len(ids)
    if first is None:
        first = (ids.index(around) if around in ids else 0) - MOST_CLIPS // 2
    first = max(0, min(first, len(ids) - MOST_CLIPS))
    return first, first + MOST_CLIPS


def _span(start: int, end: int, count: int, opens: int, inside: int, frames: int) -> Span | None:
    if end - start == count:
        return None
    return Span(
        first=start + 1,
        last=end,
        x=_share(opens, frames),
        width=_share(inside, frames),
        earlier=max(0, start - MOST_CLIPS) if start else None,
        later=end if end < count else None,
    )


def _clip(
    one: Placed,
    opens: int,
    start: int,
    end: int,
    inside: int,
    rate: Fraction,
    pictures: ScenePictures,
    every: int,
) -> Clip:
    frames = end - start
    scene = one.scene
    said = scene.narration
    wave, heard = "", 0
    if said:
        heard = min(said.frames, frames)
        width_px = max(8, min(4000, round(said.frames / rate * _WAVE_PX)))
        drawn = f"format=png&width={width_px}&height=28&of={said.audio[:12]}"
        wave = f"/api/v1{pictures.path}/scenes/{scene.id}/waveform?{drawn}"
    return Clip(
        id=scene.id,
        number=one.number,
        is_numbered=every == 1 or one.number % every == 0,
        name=f"Scene {one.number}, {_seconds(frames, rate)} seconds",
        x=_share(start - opens, inside),
        width=_share(frames, inside),
        start_ms=_ms(start, rate),
        length_ms=_ms(frames, rate),
        picture=pictures.address(scene),
        wave=wave,
        wave_width=_share(heard, inside),
    )


def _opens(one: Placed) -> int:
    """Where a scene is alone for the first time."""
    return one.voice_frame


def _ticks(opens: int, frames: int, rate: Fraction) -> list[Tick]:
    """Round moments of the film, no more than can be read."""
    length = frames / rate
    longest = _STEPS_S[-1] * max(1, math.ceil(length / (_STEPS_S[-1] * MOST_TICKS)))
    step = next((each for each in _STEPS_S if length / each <= MOST_TICKS), longest)
    begins = opens / rate
    number = -(-begins // step)
    ticks = []
    while (moment := number * step) < begins + length:
        x = _share(moment - begins, length)
        ticks.append(Tick(x, words.length(moment) if x <= LAST_WORDS else ""))
        number += 1
    return ticks


def _music(head: Head, assets: Sequence[Asset]) -> str:
    """What plays under the film, in words; empty: nothing."""
    if head.music is None:
        return ""
    name = next((asset.name for asset in assets if asset.digest == head.music.asset), "")
    return f"Music: {name or head.music.mood}"


def _seconds(frames: int, rate: Fraction) -> str:
    tenths = round(frames * 10 / rate)
    return f"{tenths // 10}.{tenths % 10}"


def _spoken(frames: int, rate: Fraction) -> str:
    """A length in words, for who hears the strip."""
    minutes, rest = divmod(round(frames / rate), 60)
    parts = [(minutes, "minute"), (rest, "second")]
    return " ".join(f"{each} {word}{'' if each == 1 else 's'}" for each, word in parts if each) or "0 seconds"


def _ms(frames: int, rate: Fraction) -> int:
    return round(frames * 1000 / rate)


def _share(part: Fraction | int, whole: Fraction | int) -> float:
    """A part of a whole in per cent, as finely as one can see."""
    return round(float(100 * part / (whole or 1)), 3)
