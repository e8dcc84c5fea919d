"""The offline drafter: the user's own sentences, chosen and arranged; Aura's own only where words are
missing.

    notes -> points -> candidates -> choose (by length) -> group (into scenes) -> number, title

A draft begins with a hook and ends with a close, says no sentence twice and keeps the user's order.  Its
spoken length is within 15 % of the plan's from 15 s on: up to three minutes for a topic alone, with
notes as far as they reach.  Notes that are too long for the plan are told by their most telling sentences.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from zlib import crc32

from aura.errors import Invalid
from aura.providers.text import pace
from aura.providers.text.candidates import Body, Frame, body_of, close_of, distinct, hook_of
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.fit import Candidate, choose
from aura.providers.text.grouping import grouped
from aura.providers.text.language import is_repeat_key
from aura.providers.text.languages import phrasebook
from aura.providers.text.material import material_of
from aura.providers.text.phrasebook import Subject
from aura.providers.text.points import Point, by_section, read_points, spoken
from aura.providers.text.sentences import sentences
from aura.providers.text.titles import shortened, title_of
from aura.providers.text.topic import Spelling, spelling_of
from aura.timeline.document import Brief, Form, Plan, Section, Voice

UNITS: dict[Form, str] = {"listicle": "number", "tutorial": "step"}
"""The forms whose points are numbered, and what a point is called."""


class OfflineDrafter:
    """Writes drafts from brief and plan alone.  ``voice`` tells how fast they will be spoken."""

    def __init__(self, voice: Voice | None = None) -> None:
        self._voice = voice or Voice()

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        """The draft; see ``Drafter.draft``."""
        return _Writing(brief, plan, self._voice).draft()


class _Writing:
    """One draft being written."""

    def __init__(self, brief: Brief, plan: Plan, voice: Voice) -> None:
        self.brief, self.plan = brief, plan
        rate = pace.speech_percent(plan.pacing, voice)
        self.pause_s = pace.pause_s(voice)
        self.joint_s = pace.joint_s(brief.language, rate)
        self.seconds = partial(pace.spoken_s, language=brief.language, rate_percent=rate)
        points = read_points(brief.notes, brief.language)
        if plan.sections:
            points = by_section(plan.sections, points, brief.language)
        if plan.form in UNITS:
            points = [spoken(point) for point in points]
        self.topic = " ".join(brief.topic.split()) or _first_words(points, brief.language)
        if not any(char.isalnum() for char in self.topic):
            raise Invalid("Say what the film is about: give it a topic, or some notes.", field="brief.topic")
        self.material = material_of(points, self.topic)
        self.book = phrasebook(brief.language, material=self._has_more_than(self.topic))
        self.subject = self._subject()
        self.unit = (self.subject.topic.unit or UNITS[plan.form]) if plan.form in UNITS else None
        self.body = body_of(
            self.material, self.subject, self.book, brief.language, self._clock, unit=self.unit
        )

    def draft(self) -> Draft:
        wanted = pace.scenes_for(self.plan)
        scenes = self._scenes(wanted)
        if len(scenes) != wanted:
            scenes = min(scenes, self._scenes(len(scenes)), key=self._off_s)
        topic = self.subject.topic
        title = topic.text + "?" * (topic.kind == "question")
        return Draft(
            title=shortened(title[:1].upper() + title[1:]),
            sections=self.plan.sections or tuple(self._section(scene) for scene in scenes),
            scenes=tuple(scenes),
        )

    def _subject(self) -> Subject:
        brief = self.brief
        spelling = spelling_of([said for point in self.material.points for said in point.sentences])
        tone = brief.tone.lower()
        return Subject(
            topic=self.book.topic(self.topic, spelling),
            audience=self.book.audience(brief.audience, spelling),
            goal=self.book.goal(brief.goal),
            formal=any(word in tone for word in ("formal", "serious", "official", "academic"))
            and "informal" not in tone,
            seed=crc32(self.topic.encode()),
            material=bool(self.material.sentences),
            outlined=bool(self.material.points),
            labels=self._labels(spelling),
            seconds=self.plan.target_duration_s,
        )

    def _labels(self, spelling: Spelling) -> tuple[str, ...]:
        """The headings of the material, where they are few and short enough to be told in the hook."""
        points = self.material.points
        titles = [point.title for point in points]
        plain = all(1 <= len(title.split()) <= 3 and not title.endswith("?") for title in titles)
        if self.plan.form in UNITS or not 2 <= len(titles) <= 4 or not plain:
            return ()
        return tuple(self.book.mid_sentence(title, spelling) for title in titles)

    def _clock(self, sentence: str) -> float:
        return self.seconds(sentence) + self.joint_s

    def _off_s(self, scenes: Sequence[DraftScene]) -> float:
        """How far scenes are from the length that is wanted."""
        spoken = sum(self.seconds(scene.script_text) + self.pause_s for scene in scenes)
        return abs(spoken - self.plan.target_duration_s)

    def _scenes(self, wanted: int) -> list[DraftScene]:
        """Scenes of the right length in all, about ``wanted`` of them."""
        wanted_s = self.plan.target_duration_s - wanted * (self.pause_s - self.joint_s)
        close = close_of(self.material, self.subject, self.book, self._clock)
        items = len(self.body.items)
        for _ in range(3):  # how many points there are is told in the hook, whose length decides how many fit
            hook = self._hook(items)
            said = _said([*hook.candidates, *close.candidates, *self.body.candidates], wanted_s)
            middle = [one for one in said if one.part == "body"]
            before, items = items, self._items(middle)
            if items == before:
                break
        told = [
            new.text
            for old, new in zip(hook.candidates, self._hook(items).candidates, strict=True)
            if old in said
        ]
        groups = grouped(
            middle,
            max(wanted - 2, 1),
            pace.MOST_SCENES - 2,
            max(pace.LONGEST_SCENE_S, 1.25 * wanted_s / wanted),
            frozenset(place for place, title in enumerate(self.body.titles) if title),
        )
        return [
            _scene(hook.title, told),
            *self._titled(groups),
            _scene(close.title, [one.text for one in said if one.part == "close"]),
        ]

    def _items(self, said: Sequence[Candidate]) -> int:
        """How many numbered points are said; at least one where the form has any."""
        return max(len({one.point for one in said} & self.body.items), min(len(self.body.items), 1))

    def _has_more_than(self, topic: str) -> bool:
        """Whether the user wrote anything but the topic."""
        key = is_repeat_key(topic)
        said = [sentence for point in self.material.points for sentence in point.sentences]
        return any(is_repeat_key(words) != key for words in [*said, *self.material.closing])

    def _hook(self, items: int) -> Frame:
        subject = replace(self.subject, items=items, unit=self.unit or "number")
        return hook_of(self.material, subject, self.book, self._clock)

    def _titled(self, groups: Sequence[Sequence[Candidate]]) -> list[DraftScene]:
        """The scenes of the body, their points numbered where the form wants it."""
        scenes: list[DraftScene] = []
        begun: set[int] = set()
        used: set[str] = set()
        for group in groups:
            told: list[str] = []
            for one in group:
                first = one.point not in begun
                begun.add(one.point)
                if first and self.unit and one.point in self.body.items:
                    number = len(begun & self.body.items)
                    told.append(f"{self.book.numbered(self.unit, number)}: {one.text}")
                else:
                    told.append(one.text)
            title = _title(self.body, group, used, self.brief.language)
            used.add(title)
            scenes.append(_scene(title, told))
        return scenes

    def _section(self, scene: DraftScene) -> Section:
        first = next(iter(sentences(scene.script_text, self.brief.language)), "")
        return Section(title=scene.title, summary=first)


def _said(candidates: Sequence[Candidate], wanted_s: float) -> list[Candidate]:
    """What is said, with something between hook and close whatever that costs."""
    able = distinct(candidates)
    said = choose(able, wanted_s)
    body = [one for one in able if one.part == "body" and not one.leans]
    if body and not any(one.part == "body" for one in said):
        first = max(body, key=lambda one: one.value)
        said = choose([replace(one, must=True) if one is first else one for one in able], wanted_s)
    return said


def _scene(title: str, told: Sequence[str]) -> DraftScene:
    return DraftScene(title=shortened(title), script_text=" ".join(told))


def _title(body: Body, group: Sequence[Candidate], used: set[str], language: str) -> str:
    """The title of the point a scene begins with, the first time; else the start of the scene's words."""
    title = body.titles[group[0].point]
    return title if title and title not in used else title_of(group[0].text, language)


def _first_words(points: Sequence[Point], language: str) -> str:
    """A topic for material that has none: its first heading, or the start of its first sentence."""
    for point in points:
        return point.title or title_of(point.sentences[0], language)
    return ""
