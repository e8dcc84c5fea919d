"""A seeded history of saves as people make them: the states of one project, each an edit of the one before.

Of a hundred saves 60 follow a change of one scene's text (near the last one, as people work), 8 a move of
one to three scenes, 6 an insertion, 5 a deletion, 3 a duplicate, 14 a change of a field of the brief, the
plan, the voice or the render settings, 1 a new look for all scenes, and 3 go back to an earlier state.
A scene is about 970 bytes of JSON; what two states have in common is the same object in both.
"""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from aura.timeline import rules
from aura.timeline.document import (
    Brief,
    Document,
    Head,
    Music,
    Plan,
    Pronunciation,
    Render,
    Section,
    Timeline,
    Voice,
)
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene, SceneVoice
from tests.bench.prose import Prose

Kind = Literal["start", "text", "move", "insert", "delete", "duplicate", "field", "look", "back"]
PROPORTIONS: dict[Kind, int] = {
    "text": 60,
    "move": 8,
    "insert": 6,
    "delete": 5,
    "duplicate": 3,
    "field": 14,
    "look": 1,
    "back": 3,
}
WORDS_A_SECOND = 2.6
LONGEST_WORDS = 220
FEWEST_SCENES = 5
ANCHORS = ("top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right")
STYLES = ("lower-third", "title", "call-to-action")
TAGS = ("intro", "hook", "body", "call to action", "outro", "footage", "quote")
PALETTES = ("Slate", "Harbour", "Ember", "Meadow", "Dusk", "Paper", "Neon", "Ink")
PRESETS = ("Standard 720p", "Draft 360p", "YouTube 1080p", "YouTube 4K", "Email/Web 480p", "WebM VP9 + Opus")
_SECONDS = 30
"""Frames in one."""


@dataclass(frozen=True, slots=True)
class State:
    """What a project is at one save, and what led there."""

    kind: Kind
    document: Document

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self.document.timeline.scenes


def history(scenes: int, saves: int, seed: int) -> list[State]:
    """The states of so many saves, of a project that begins with so many scenes."""
    author = Author(random.Random(f"{seed} {scenes}"))
    states = [State("start", author.beginning(scenes))]
    while len(states) < saves:
        states.append(author.next(states))
    return states


class Author:
    """Who makes a project and goes on changing it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.prose = Prose(dice)
        self.place: int | None = None

    def beginning(self, scenes: int) -> Document:
        text = self.prose.text
        return Document(
            brief=Brief(
                topic=text(4),
                audience=text(6),
                goal=text(12),
                tone="informative",
                language="en-US",
                notes=text(60),
            ),
            plan=Plan(
                target_duration_s=600,
                sections=tuple(Section(title=text(5), summary=text(25)) for _ in range(12)),
            ),
            voice=Voice(
                name="en-us",
                pronunciations=tuple(Pronunciation(written=text(1), spoken=text(1)) for _ in range(8)),
            ),
            render=Render(palette="Slate"),
            timeline=Timeline(
                head=Head(title=text(4), music=Music(asset=self._digest())),
                scenes=tuple(self.scene() for _ in range(scenes)),
            ),
        )

    def scene(self) -> Scene:
        """A new scene; four of five are spoken and have a picture."""
        dice, text = self.dice, self.prose.text
        words = int(min(170, max(18, dice.lognormvariate(4.0, 0.55))))
        is_done = dice.random() < 0.8
        scene = Scene(
            id=self._id(),
            title=text(dice.randint(3, 7)),
            script_text=text(words),
            narration=self._spoken(words) if is_done else None,
            media=Media(asset=self._digest(), made_from=self._digest()) if is_done else None,
            motion="in",
            transition=dice.choice(("cut", "fade")),
            transition_frames=dice.choice((0, 8, 12, 15, 24)),
            overlays=(
                Overlay(
                    text=text(dice.randint(6, 16))[:300],
                    style="title",
                    anchor="bottom",
                    start_ms=500,
                    end_ms=1_000 + 10 * dice.randint(0, 600),
                ),
            ),
            captions=tuple(
                Cue(start_ms=1_000 * number, end_ms=1_000 * number + 800, text=dice.choice(TAGS))
                for number in range(dice.randint(0, 2))
            ),
            voice=SceneVoice(rate_percent=105),
            volume_percent=dice.randint(80, 120),
        )
        return self._timed(scene)

    def next(self, states: Sequence[State]) -> State:
        """The state after these."""
        kinds, weights = list(PROPORTIONS), list(PROPORTIONS.values())
        kind = self.dice.choices(kinds, weights)[0]
        now = states[-1].document
        if kind == "back":
            return State(kind, self._earlier(states))
        if kind == "field":
            return State(kind, self._field(now))
        scenes = list(now.timeline.scenes)
        if kind == "delete" and len(scenes) <= FEWEST_SCENES:
            kind = "insert"
        change: dict[Kind, Callable[[list[Scene]], None]] = {
            "text": self._text,
            "move": self._move,
            "insert": lambda scenes: scenes.insert(self.dice.randint(0, len(scenes)), self.scene()),
            "delete": lambda scenes: scenes.__delitem__(self.dice.randrange(len(scenes))),
            "duplicate": self._duplicate,
            "look": self._look,
        }
        change[kind](scenes)
        return State(kind, replace(now, timeline=replace(now.timeline, scenes=tuple(scenes))))

    def reworded(self, scene: Scene) -> Scene:
        """A scene with other words: its narration goes, or comes where there was none."""
        words = self._reworded(scene.script_text.split(" "))[:LONGEST_WORDS]
        spoken = None
        if scene.narration is None and self.dice.random() < 0.5:
            spoken = self._spoken(len(words))
        return self._timed(replace(scene, script_text=" ".join(words), narration=spoken))

    def _reworded(self, words: list[str]) -> list[str]:
        dice = self.dice
        at, way = dice.randrange(len(words)), dice.random()
        if way < 0.5:
            for _ in range(dice.randint(1, 4)):
                words[dice.randrange(len(words))] = self.prose.text(1)
        elif way < 0.75:
            words[at:at] = self.prose.words(dice.randint(2, 14))
        elif way < 0.9 and len(words) > 20:
            del words[at : at + dice.randint(1, 8)]
        else:
            words[at : at + dice.randint(6, 18)] = self.prose.words(dice.randint(6, 18))
        return words

    def _text(self, scenes: list[Scene]) -> None:
        if self.place is None or self.dice.random() < 0.3:
            self.place = self.dice.randrange(len(scenes))
        near = self.place + round(self.dice.gauss(0, 3))
        at = max(0, min(len(scenes) - 1, near))
        scenes[at] = self.reworded(scenes[at])

    def _move(self, scenes: list[Scene]) -> None:
        count = self.dice.choice((1, 1, 1, 2, 3))
        at = self.dice.randrange(len(scenes))
        taken = scenes[at : at + count]
        del scenes[at : at + count]
        far = round(self.dice.gauss(0, max(3, len(scenes) / 10)))
        to = max(0, min(len(scenes), at + far))
        scenes[to:to] = taken

    def _duplicate(self, scenes: list[Scene]) -> None:
        at = self.dice.randrange(len(scenes))
        scenes.insert(at + 1, replace(scenes[at], id=self._id()))

    def _look(self, scenes: list[Scene]) -> None:
        """One choice for all scenes."""
        field, value = self.dice.choice(
            (
                ("motion", self.dice.choice(("auto", "none", "in", "out", "left", "right"))),
                ("style", self.dice.choice(STYLES)),
                ("anchor", self.dice.choice(ANCHORS)),
                ("rate_percent", self.dice.randint(80, 130)),
            )
        )
        scenes[:] = [_looking(scene, field, value) for scene in scenes]

    def _field(self, now: Document) -> Document:
        dice, text = self.dice, self.prose.text
        part = dice.choice(("brief", "plan", "voice", "voice", "render", "render"))
        if part == "brief":
            name = dice.choice(("goal", "notes", "audience"))
            return replace(
                now, brief=replace(now.brief, **{name: text(len(getattr(now.brief, name).split()))})
            )
        if part == "plan":
            sections = list(now.plan.sections)
            at = dice.randrange(len(sections))
            sections[at] = replace(sections[at], summary=text(25))
            return replace(now, plan=replace(now.plan, sections=tuple(sections)))
        if part == "voice":
            name = dice.choice(("rate_percent", "pitch_percent", "pause"))
            pause = dice.choice(("Natural", "Short", "Long", "Dramatic"))
            value = pause if name == "pause" else dice.randint(70, 140)
            return replace(now, voice=replace(now.voice, **{name: value}))
        name, values = dice.choice((("preset", PRESETS), ("palette", PALETTES), ("captions", (True, False))))
        return replace(now, render=replace(now.render, **{name: dice.choice(values)}))

    def _earlier(self, states: Sequence[State]) -> Document:
        back = len(states) - 1
        if back and self.dice.random() < 0.8:
            back = min(20, back)
        return states[-1 - self.dice.randint(min(1, back), back)].document

    def _spoken(self, words: int) -> Narration:
        frames = round((words / WORDS_A_SECOND + self.dice.random()) * _SECONDS)
        return Narration(audio=self._digest(), frames=frames, pause_frames=13)

    def _timed(self, scene: Scene) -> Scene:
        return rules.timed(scene, Head().rate)

    def _id(self) -> str:
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def _digest(self) -> str:
        return f"{self.dice.getrandbits(256):064x}"


def _looking(scene: Scene, field: str, value: Any) -> Scene:
    if field == "motion":
        return replace(scene, motion=value)
    if field == "rate_percent":
        return replace(scene, voice=replace(scene.voice or SceneVoice(), rate_percent=value))
    return replace(scene, overlays=tuple(replace(each, **{field: value}) for each in scene.overlays))
