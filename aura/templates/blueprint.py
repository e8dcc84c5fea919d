"""What a template says: variables, and a film with blanks in it.

A text may hold blanks, ``{{name}}``; ``filling`` puts a variable's value in their place.  The parts of the
film (brief, plan, voice, render, music) name only the fields that the template decides; what they leave out
is as the project has it.  A scene may be repeated for each item of a list (``each``), or be there only when
a variable was answered (``when``).

Units: lengths in milliseconds, the temperature of a model in hundredths (100 is 1.0).
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, field

from aura.timeline.document import Brief, Music, Plan, Render, Voice
from aura.timeline.rules import MAX_SCENES
from aura.timeline.terms import Line, Milliseconds, Motion, Transition, Value
from aura.timeline.terms import Text as Prose

Category = Literal["YouTube", "SocialMedia", "Business", "Creative"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
VariableType = Literal["Text", "Number", "Selection", "MultiSelection", "LongText"]
Stage = Literal["Script", "Voice", "Visuals"]
"""What a model is asked for: words, speech, pictures."""
STAGES: tuple[Stage, ...] = get_args(Stage)

PARTS: dict[str, type[Value]] = {
    "brief": Brief,
    "plan": Plan,
    "voice": Voice,
    "render": Render,
    "music": Music,
}
"""The parts a template may decide fields of."""

APART: dict[str, frozenset[str]] = {
    "voice": frozenset({"source"}),
    "render": frozenset({"pictures"}),
    "music": frozenset({"asset", "made_from", "trim_ms"}),
}
"""Fields that no template decides: who makes things is for the user to choose, and files are not carried."""

WITHIN_EACH = frozenset({"item", "item_title", "item_text", "number", "count"})
"""Blanks of a scene that is repeated: the item, its halves around the first ``": "``, and where it stands."""
BRACES = "braces"
"""The blank that stands for two opening braces."""
COUNT = "_count"
"""What the name of a list is followed by in the blank that tells how many items it has."""
RESERVED = WITHIN_EACH | {BRACES}

MAX_OPTIONS = 50
MAX_ITEMS = 100
"""Items of a list that was answered freely."""

Option = Annotated[str, Meta(min_length=1, max_length=200)]
Bound = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]
Name = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,39}(?!\n)$")]
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$", min_length=3, max_length=60)]
Tag = Annotated[str, Meta(pattern='^[^"\\\\,\n\t]{1,40}(?!\n)$')]


class Variable(Value, frozen=True, kw_only=True):
    """A question a template asks.

    ``min`` and ``max`` bound a number, the characters of a text, or how many items are chosen.  A
    ``MultiSelection`` without options is a list that the user writes, one item a line.
    """

    name: Name
    type: VariableType = "Text"
    label: Line = ""
    help: Line = ""
    default: str | int | tuple[str, ...] | None = None
    required: bool = False
    options: Annotated[tuple[Option, ...], Meta(max_length=MAX_OPTIONS)] = ()
    min: Bound | None = None
    max: Bound | None = None

    @property
    def said(self) -> str:
        """What people know it by."""
        return self.label or self.name

    @property
    def is_list(self) -> bool:
        """Whether a scene may be repeated over it."""
        return self.type in ("MultiSelection", "LongText")

    @property
    def blanks(self) -> frozenset[str]:
        """The blanks it fills."""
        counted = self.type == "MultiSelection"
        return frozenset({self.name, self.name + COUNT} if counted else {self.name})


class SceneBlueprint(Value, frozen=True, kw_only=True):
    """One scene, or one for each item of the variable ``each``; only when ``when`` was answered.

    ``length_ms`` is how long it lasts at least; 0 means as long as its words need.  Where motion and
    transition are left out, the template's motion and a short crossfade are taken.
    """

    title: Line = ""
    text: Prose = ""
    length_ms: Milliseconds = 0
    motion: Motion | None = None
    transition: Transition | None = None
    each: str = ""
    when: str = ""


class StageOptions(Value, frozen=True, kw_only=True):
    """How a model is to be asked at one stage; what is empty is as the server's settings say."""

    model: Line = ""
    temperature_percent: Annotated[int, Meta(ge=0, le=200)] | None = None
    instructions: Annotated[str, Meta(max_length=4_000)] = ""


class Pipeline(Value, frozen=True, kw_only=True):
    """How models are to be asked for words, speech and pictures."""

    Script: StageOptions | None = None
    Voice: StageOptions | None = None
    Visuals: StageOptions | None = None


class Blueprint(Value, frozen=True, kw_only=True):
    """The content of a template, the user's own or one of the gallery."""

    variables: Annotated[tuple[Variable, ...], Meta(max_length=40)] = ()
    title: Line = ""
    brief: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    voice: dict[str, Any] = field(default_factory=dict)
    render: dict[str, Any] = field(default_factory=dict)
    music: dict[str, Any] | None = None
    motion: Motion = "auto"
    scenes: Annotated[tuple[SceneBlueprint, ...], Meta(max_length=MAX_SCENES)] = ()
    pipeline: Pipeline = Pipeline()

    @property
    def is_drafted(self) -> bool:
        """Whether its script is still to be written: it says what the film is about, and has no scenes."""
        return not self.scenes and "topic" in self.brief

    def part(self, name: str) -> dict[str, Any]:
        """The fields it decides of a part."""
        fields: dict[str, Any] | None = getattr(self, name)
        return fields or {}


class TemplateFile(Blueprint, frozen=True, kw_only=True):
    """A template of the gallery, as its file says: what it is called and where it stands, and its content."""

    id: Slug
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    description: Annotated[str, Meta(max_length=2_000)] = ""
    category: Category
    sub_category: Annotated[str, Meta(max_length=60)] = ""
    tags: Annotated[tuple[Tag, ...], Meta(max_length=12)] = ()
    author: Annotated[str, Meta(max_length=200)] = ""


def pipeline_of(blueprint: Blueprint) -> dict[Stage, StageOptions]:
    """What a template says of each stage, for whoever drafts, speaks and draws for it."""
    told = ((stage, getattr(blueprint.pipeline, stage)) for stage in STAGES)
    return {stage: options for stage, options in told if options is not None}


def strings(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Every text in plain fields, with the field it is at."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, f"{at}.{name}")
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            yield from strings(item, f"{at}[{place}]")
