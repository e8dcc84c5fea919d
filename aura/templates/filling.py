"""A template's blanks filled with what was answered: a film's parts and the words of its scenes.  Pure.

Filling is one pass: a value is text and nothing else, so one that holds ``{{name}}`` stays as it is.  A blank
takes the place of its variable's value, a number in digits, a list as people say one.  How much is written
is bounded while it is written.

Raises ``Invalid`` naming the answer, or the field of the template that cannot be filled so.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.inspect import BoolType, IntType

from aura.errors import AuraError, Invalid
from aura.providers.text.language import primary
from aura.providers.text.pace import pause_s, speech_percent, spoken_s
from aura.render.palettes import palette_for
from aura.templates.answers import Answer, is_blank, items, parted, values
from aura.templates.blueprint import (
    APART,
    BRACES,
    COUNT,
    Blueprint,
    SceneBlueprint,
    Stage,
    StageOptions,
    pipeline_of,
)
from aura.timeline.document import Brief, Document, Music, Plan, Render, Voice
from aura.timeline.edits.registry import convert
from aura.timeline.rules import MAX_SCENES
from aura.timeline.terms import Line, Milliseconds, Motion, Transition, Value
from aura.timeline.terms import Text as Prose

BLANK = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
FADE_MS = 400
"""How long the crossfade into a scene lasts, where a template does not ask for a cut."""
MOST_CHARACTERS = 4_000_000
"""Of all that is written into one film."""
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en", "pl": "i"}

V = TypeVar("V", bound=Value)
Words = Mapping[str, str]


class FilledScene(Value, frozen=True, kw_only=True):
    """A scene with its words."""

    title: Line = ""
    text: Prose = ""
    length_ms: Milliseconds = 0
    motion: Motion = "auto"
    transition: Transition = "cut"


class Filled(Struct, frozen=True, kw_only=True):
    """A film as a template and some answers make it; no ``music`` where the template says nothing of it."""

    title: str
    brief: Brief
    plan: Plan
    voice: Voice
    render: Render
    music: Music | None
    scenes: tuple[FilledScene, ...]
    pipeline: dict[Stage, StageOptions]

    @property
    def length_s(self) -> int:
        """About how long the film will be; as the plan says where the script is still to be written."""
        rate = speech_percent(self.plan.pacing, self.voice)
        language, pause = self.brief.language, pause_s(self.voice)
        spoken = [spoken_s(s.text, language, rate) + pause if s.text else 0.0 for s in self.scenes]
        lengths = (max(s.length_ms / 1000, length) for s, length in zip(self.scenes, spoken, strict=True))
        shared = sum(scene.transition != "cut" for scene in self.scenes) * FADE_MS / 1000
        return round(sum(lengths) - shared) if self.scenes else self.plan.target_duration_s


def fill(
    blueprint: Blueprint,
    answers: Mapping[str, Any],
    onto: Document | None = None,
    presets: Collection[str] | None = None,
) -> Filled:
    """A template filled; fields it does not decide are those of ``onto``.

    ``presets`` names those there are; without, whichever it names is taken.
    """
    there = onto or Document()
    filler = _Filler(values(blueprint.variables, answers), blueprint.brief.get("language", "en"))
    brief, render = filler.part(blueprint, there.brief), filler.part(blueprint, there.render)
    if "palette" in blueprint.render:
        try:
            palette_for(render.palette, brief.topic)
        except AuraError as error:
            raise Invalid(error.message, field="render.palette") from None
    if "preset" in blueprint.render and presets is not None and render.preset not in presets:
        words = f"There is no preset {render.preset!r:.80}; there are {', '.join(presets)}."
        raise Invalid(words, field="render.preset")
    return Filled(
        title=convert({"title": filler.line(blueprint.title)}, FilledScene).title,
        brief=brief,
        plan=filler.part(blueprint, there.plan),
        voice=filler.part(blueprint, there.voice),
        render=render,
        music=None if blueprint.music is None else filler.part(blueprint, Music()),
        scenes=tuple(filler.scenes(blueprint)),
        pipeline={stage: filler.options(each) for stage, each in pipeline_of(blueprint).items()},
    )


def filled(text: str, words: Words, room: int = MOST_CHARACTERS) -> str:
    """``text`` with its blanks filled, in one pass; raises ``Invalid`` once it is longer than ``room``."""
    pieces, end, length = [], 0, 0
    for blank in BLANK.finditer(text):
        pieces += [text[end : blank.start()], words.get(blank[1], blank[0])]
        end = blank.end()
        length += len(pieces[-2]) + len(pieces[-1])
        if length > room:
            break
    pieces.append(text[end:])
    if length + len(pieces[-1]) > room:
        raise Invalid(
            f"Filled with these answers, the film would hold more than {MOST_CHARACTERS:,} letters."
        )
    return "".join(pieces)


class _Filler:
    """Fills one film: the values, how they are said, and how much may still be written."""

    def __init__(self, answers: Mapping[str, Answer], language: Any) -> None:
        self._answers = answers
        self._room = MOST_CHARACTERS
        lists = {name: answer for name, answer in answers.items() if isinstance(answer, tuple)}
        counts = {name + COUNT: str(len(answer)) for name, answer in lists.items()}
        plain = {name: _said(answer, ", ") for name, answer in answers.items()} | counts | {BRACES: "{{"}
        spoken = primary(filled(language, plain)) if isinstance(language, str) else "en"
        last = f" {_AND[spoken]} " if spoken in _AND else ", "
        self._words: Words = plain | {name: _said(answer, last) for name, answer in answers.items()}

    def text(self, text: str, words: Words | None = None) -> str:
        made = filled(text, self._words if words is None else words, self._room).strip()
        self._room -= len(made)
        return made

    def line(self, text: str, words: Words | None = None) -> str:
        return " ".join(self.text(text, words).split())

    def part(self, blueprint: Blueprint, there: V) -> V:
        """A part of the film: the fields that the template decides over those there are."""
        kind = type(there)
        name = kind.__name__.lower()
        decided = blueprint.part(name)
        for field in sorted(APART.get(name, frozenset()) & decided.keys()):
            raise Invalid(
                f"A template does not decide {name}.{field}; leave it out.", field=f"{name}.{field}"
            )
        return _placed(name, {**msgspec.to_builtins(there), **_numbers(self._tree(decided), kind)}, kind)

    def options(self, options: StageOptions) -> StageOptions:
        return msgspec.structs.replace(options, instructions=self.text(options.instructions))

    def scenes(self, blueprint: Blueprint) -> Iterator[FilledScene]:
        count = 0
        for place, scene in enumerate(blueprint.scenes):
            if scene.when and is_blank(self._answers.get(scene.when, "")):
                continue
            for words in self._rounds(scene):
                count += 1
                if count > MAX_SCENES:
                    raise Invalid(f"A film has at most {MAX_SCENES:,} scenes; these answers would make more.")
                made = {
                    "title": self.line(scene.title, words),
                    "text": self.text(scene.text, words),
                    "length_ms": scene.length_ms,
                    "motion": scene.motion or blueprint.motion,
                    "transition": scene.transition or ("cut" if count == 1 else "fade"),
                }
                yield _placed(f"scenes[{place}]", made, FilledScene)

    def _rounds(self, scene: SceneBlueprint) -> Iterator[Words]:
        """The words of each time a scene is told."""
        if not scene.each:
            yield self._words
            return
        told = items(self._answers.get(scene.each, ()))
        for number, item in enumerate(told, 1):
            title, text = parted(item)
            within = {"item": item, "item_title": title, "item_text": text}
            yield {**self._words, **within, "number": str(number), "count": str(len(told))}

    def _tree(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {name: self._tree(item) for name, item in value.items()}
        return [self._tree(item) for item in value] if isinstance(value, list | tuple) else value


def _said(answer: Answer, last: str) -> str:
    """An answer as it is read aloud."""
    if not isinstance(answer, tuple):
        return str(answer)
    *first, end = answer or ("",)
    return f"{', '.join(first)}{last}{end}" if first else end


def _numbers(fields: dict[str, Any], kind: type[Value]) -> dict[str, Any]:
    """Text that fills a field for numbers, or for yes and no, as what it stands for."""
    info = msgspec.inspect.type_info(kind)
    types = {field.name: field.type for field in getattr(info, "fields", ())}
    made = dict(fields)
    for name, value in fields.items():
        if (
            isinstance(types.get(name), IntType)
            and isinstance(value, str)
            and re.fullmatch("-?[0-9]{1,9}", value)
        ):
            made[name] = int(value)
        if isinstance(types.get(name), BoolType) and value in ("true", "false"):
            made[name] = value == "true"
    return made


def _placed(name: str, fields: dict[str, Any], kind: type[V]) -> V:
    """Fields as a value; what is wrong with them is said of the template's field."""
    try:
        return convert(fields, kind)
    except Invalid as error:
        field = f"{name}.{error.field}" if error.field else name
        raise Invalid(error.message, field=field) from None
