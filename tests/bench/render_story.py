"""The film that all sides make: its scenes, their places, their texts.  Nothing here belongs to any side.

Of five scenes two show a clip and three a picture that is slowly zoomed into.  Scenes come in pairs: within a
pair the one fades into the other, from pair to pair it is cut.  Each scene has a voice, a title in its first
part and two captions.

Units: frames at ``RATE`` a second, pixels of a frame of ``Size``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from aura.render.motion import ZOOM
from aura.render.preset import Preset, frame_size, get_preset

RATE = 30
SCENE_FRAMES = 120
FADE_FRAMES = 15
VOICE_DELAY_FRAMES = 8
PICTURES, CLIPS, VOICES = 12, 8, 20
"""So many different files of each kind; they come round again in longer films."""

STANDARD = "Standard 720p"
AUDIO_BIT_RATE = 192_000
SAID = (
    ("A narrow road climbs out of", "the harbour and into the hills."),
    ("Every lamp along the shore", "is lit before the boats return."),
    ("Two rivers meet below the mill,", "and neither gives up its colour."),
    ("What was counted in the morning", "is counted again before dark."),
)
"""What is said in a scene, as two captions."""


class Size(NamedTuple):
    """A frame."""

    width: int
    height: int

    @property
    def scale(self) -> float:
        """Sizes of type and distances are those of 720 lines, times this."""
        return self.height / 720


class Timed(NamedTuple):
    """A text from ``first`` to before ``end``, counted within its scene."""

    first: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A scene; ``source`` and ``voice`` are the numbers of files of their kinds.

    ``lead`` frames are shared with the scene before, ``tail`` with the one after.
    """

    number: int
    kind: Literal["picture", "clip"]
    source: int
    voice: int
    start: int
    lead: int
    tail: int
    title: Timed
    captions: tuple[Timed, ...]


@dataclass(frozen=True)
class Story:
    """A film of some scenes."""

    parts: tuple[Part, ...]
    preset: Preset

    @property
    def size(self) -> Size:
        return Size(*frame_size(self.preset, "16:9"))

    @property
    def frames(self) -> int:
        last = self.parts[-1]
        return last.start + SCENE_FRAMES

    @property
    def needs(self) -> tuple[int, int, int]:
        """How many pictures, clips and voices there are in it."""
        pictures, clips = (
            1 + max((part.source for part in self.parts if part.kind == kind), default=-1)
            for kind in ("picture", "clip")
        )
        return pictures, clips, 1 + max(part.voice for part in self.parts)

    @property
    def pairs(self) -> Iterator[tuple[Part, ...]]:
        """The scenes that fade into one another together; a last one may be alone."""
        for first in range(0, len(self.parts), 2):
            yield self.parts[first : first + 2]


def story(scenes: int, preset: str = STANDARD) -> Story:
    """A film of so many scenes, in the size and coding of a preset."""
    parts: list[Part] = []
    pictures = clips = start = 0
    for number in range(scenes):
        is_clip = number % 5 in (2, 4)
        source = clips % CLIPS if is_clip else pictures % PICTURES
        clips, pictures = clips + is_clip, pictures + (not is_clip)
        lead = FADE_FRAMES if number % 2 else 0
        tail = FADE_FRAMES if number % 2 == 0 and number + 1 < scenes else 0
        first, second = SAID[number % len(SAID)]
        parts.append(
            Part(
                number=number,
                kind="clip" if is_clip else "picture",
                source=source,
                voice=number % VOICES,
                start=start,
                lead=lead,
                tail=tail,
                title=Timed(0, 45, f"Scene {number + 1}"),
                captions=(Timed(6, 58, first), Timed(62, 114, second)),
            )
        )
        start += SCENE_FRAMES - tail
    return Story(tuple(parts), get_preset(preset))


def zoom_at(share: str) -> str:
    """How far a picture is zoomed in, as a formula of how much of the scene has passed: as Aura's ``in``."""
    return f"(1+{ZOOM - 1:.4f}*({share}+({share})*({share})*(3-2*({share})))/2)"


def zoomed(frame: int) -> float:
    """The same as a number."""
    share = frame / (SCENE_FRAMES - 1)
    return 1 + (ZOOM - 1) * (share + share * share * (3 - 2 * share)) / 2
