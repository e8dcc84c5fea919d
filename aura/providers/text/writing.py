"""One draft being written: what is said, in which scenes, and by which words its parts are joined."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from typing import NamedTuple
from zlib import crc32

from aura.errors import Invalid
from aura.providers.text import pace
from aura.providers.text.candidates import Body, Frame, body_of, close_of, distinct, hook_of
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.fit import Candidate, choose
from aura.providers.text.forms.arranging import arrange
from aura.providers.text.forms.sides import sides_of
from aura.providers.text.forms.story import years_between
from aura.providers.text.grouping import grouped
from aura.providers.text.language import is_repeat_key
from aura.providers.text.languages import cues_of, phrasebook
from aura.providers.text.material import material_of
from aura.providers.text.phrasebook import Subject
from aura.providers.text.points import Point, as_sentence, by_section, read_points, spoken, without_headings
from aura.providers.text.sentences import sentences
from aura.providers.text.titles import shortened, title_of
from aura.providers.text.topic import Spelling, spelling_of
from aura.providers.text.wishes import film_about
from aura.timeline.document import Brief, Plan, Section, Voice
from aura.timeline.terms import Form

UNITS: dict[Form, str] = {"listicle": "number", "tutorial": "step"}
"""The forms whose points are numbered, and what a point is called."""

SAID_AS_THEY_STAND = {*UNITS, "comparison", "product-showcase"}
"""The forms in which a heading without words below it is one of the points, and is said as it stands."""

LONGER = 1.15
"""How much longer than its density aims at a scene may well be."""

ONWARD_S = 40
"""A shorter story needs no words to carry it on."""


class _Scene(NamedTuple):
    """``summary`` is its first sentence, without the words that lead to it."""

    title: str
    told: tuple[str, ...]
    summary: str

    @property
    def text(self) -> str:
        return " ".join(self.told)


class Writing:
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
        if plan.form in {"comparison", "product-showcase"}:
            points = without_headings(points)
        if plan.form in SAID_AS_THEY_STAND:
            points = [spoken(point) for point in points]
        topic = " ".join(brief.topic.split()) or _first_words(points, brief.language)
        wished = film_about(topic) if plan.form != "tutorial" else None
        self.topic = as_sentence(wished).removesuffix(".") if wished else topic
        if not any(char.isalnum() for char in self.topic):
            raise Invalid("Say what the film is about: give it a topic, or some notes.", field="brief.topic")
        self.material = material_of(points, self.topic, brief.language)
        self.book = phrasebook(brief.language, material=self._has_more_than(self.topic))
        self.subject = self._subject()
        self.unit = (self.subject.topic.unit or UNITS[plan.form]) if plan.form in UNITS else None
        self.told = arrange(
            self.material, self.subject, self.book, brief.language, outlined=bool(plan.sections)
        )
        self.body = body_of(self.told, self.subject, self.book, brief.language, self._clock, unit=self.unit)

    def draft(self) -> Draft:
        wanted = pace.scenes_for(self.plan)
        scenes = self._scenes(wanted)
        if len(scenes) != wanted:
            scenes = min(scenes, self._scenes(len(scenes)), key=self._off_s)
        title = self.book.hook(self.subject).title
        return Draft(
            title=shortened(title[:1].upper() + title[1:]),
            sections=self.plan.sections or tuple(map(self._section, scenes)),
            scenes=tuple(DraftScene(title=shortened(one.title), script_text=one.text) for one in scenes),
        )

    def _subject(self) -> Subject:
        brief = self.brief
        spelling = spelling_of([said for point in self.material.points for said in point.sentences])
        tone = brief.tone.lower()
        return Subject(
            topic=self.book.topic(self.topic, spelling),
            form=self.plan.form,
            sides=self._sides(spelling),
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

    def _sides(self, spelling: Spelling) -> tuple[str, ...]:
        if self.plan.form != "comparison":
            return ()
        sides = sides_of(self.topic, self.material.points, cues_of(self.brief.language))
        return tuple(self.book.mid_sentence(side, spelling) for side in sides)

    def _labels(self, spelling: Spelling) -> tuple[str, ...]:
        """The headings of the material, where they are few and short enough to be told in the hook."""
        points = self.material.points
        titles = [point.title for point in points]
        plain = all(1 <= len(title.split()) <= 3 and not title.endswith("?") for title in titles)
        if self.plan.form != "explainer" or not 2 <= len(titles) <= 4 or not plain:
            return ()
        return tuple(self.book.mid_sentence(title, spelling) for title in titles)

    def _clock(self, sentence: str) -> float:
        return self.seconds(sentence) + self.joint_s

    def _off_s(self, scenes: Sequence[_Scene]) -> float:
        """How far scenes are from the length that is wanted."""
        spoken = sum(self.seconds(scene.text) + self.pause_s for scene in scenes)
        return abs(spoken - self.plan.target_duration_s)

    def _scenes(self, wanted: int) -> list[_Scene]:
        """Scenes of the right length in all, about ``wanted`` of them."""
        language = self.brief.language
        wanted_s = self.plan.target_duration_s - wanted * (self.pause_s - self.joint_s)
        close = close_of(self.told.closing, self.subject, self.book, self._clock, language)
        body = self._dated(self.body.candidates)
        onward = "" if any(one.lead for one in body) else self._onward()
        wanted_s -= self._clock(onward) if onward else 0
        items = len(self.body.items)
        for _ in range(3):  # how many points there are is told in the hook, whose length decides how many fit
            hook = self._hook(items)
            said = _said([*hook.candidates, *close.candidates, *body], wanted_s)
            middle = self._dated([one for one in said if one.part == "body"])
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
            max(wanted - 2, self._scenes_for(middle)),
            pace.MOST_SCENES - 2,
            max(pace.LONGEST_SCENE_S, 1.25 * wanted_s / wanted),
            self.body.apart,
        )
        last = [one.text for one in said if one.part == "close"]
        return [
            _Scene(hook.title, tuple(told), told[0]),
            *self._titled(groups, onward),
            _Scene(close.title, tuple(last), last[0]),
        ]

    def _scenes_for(self, body: Sequence[Candidate]) -> int:
        """The fewest scenes in which none need be much longer than the density aims at."""
        longest_s = LONGER * pace.SCENE_S[self.plan.density]
        own = sum(one.seconds for one in body if one.own)
        added = sum(one.seconds for one in body if not one.own)
        return max(ceil(own / longest_s) + ceil(added / longest_s), 1)

    def _dated(self, said: Sequence[Candidate]) -> list[Candidate]:
        """A story's sentences, with the years that pass between them."""
        if self.plan.form != "story-time":
            return list(said)
        years = years_between([one.text for one in said], self.book.passed, self.brief.language)
        leads = [years.get(place, "") for place in range(len(said))]
        return [
            replace(one, lead=lead, seconds=self._clock(f"{lead} {one.text}".strip()))
            for one, lead in zip(said, leads, strict=True)
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
        return hook_of(self.told.opening, subject, self.book, self._clock, self.brief.language)

    def _onward(self) -> str:
        """What carries a story on in its middle; nothing for a short one, or in any other form."""
        long = self.plan.target_duration_s >= ONWARD_S and len(self.told.passages) > 3
        return self.book.bridges(self.subject).onward if self.plan.form == "story-time" and long else ""

    def _titled(self, groups: Sequence[Sequence[Candidate]], onward: str) -> list[_Scene]:
        """The scenes of the body, with the words that number their points or carry a story on."""
        scenes: list[_Scene] = []
        begun: set[int] = set()
        used: set[str] = set()
        own = [place for place, group in enumerate(groups) if group[0].own]
        middle = own[len(own) // 2] if len(own) > 1 else None
        for place, group in enumerate(groups):
            told: list[str] = []
            for one in group:
                first = one.point not in begun
                begun.add(one.point)
                if first and self.unit and one.point in self.body.items:
                    number = len(begun & self.body.items)
                    told.append(f"{self.book.numbered(self.unit, number)}: {one.text}")
                else:
                    told.append(one.spoken)
            if onward and place == middle and not (group[0].leans or group[0].lead):
                told.insert(0, onward)
            title = _title(self.body, group, used, self.brief.language)
            used.add(title)
            scenes.append(_Scene(title, tuple(told), group[0].text))
        return scenes

    def _section(self, scene: _Scene) -> Section:
        first = next(iter(sentences(scene.summary, self.brief.language)), "")
        return Section(title=shortened(scene.title), summary=first)


def _said(candidates: Sequence[Candidate], wanted_s: float) -> list[Candidate]:
    """What is said, with something between hook and close whatever that costs."""
    able = distinct(candidates)
    said = choose(able, wanted_s)
    body = [one for one in able if one.part == "body" and not (one.leans or one.tied)]
    if body and not any(one.part == "body" for one in said):
        first = max(body, key=lambda one: one.value)
        said = choose([replace(one, must=True) if one is first else one for one in able], wanted_s)
    return said


def _title(body: Body, group: Sequence[Candidate], used: set[str], language: str) -> str:
    """The title of the point a scene begins with, the first time; else the start of the scene's words."""
    title = body.titles[group[0].point]
    return title if title and title not in used else title_of(group[0].text, language)


def _first_words(points: Sequence[Point], language: str) -> str:
    """A topic for material that has none: its first heading, or the start of its first sentence."""
    for point in points:
        return point.title or title_of(point.sentences[0], language)
    return ""
