"""What the API answers about templates, and what it takes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from aura.errors import AuraError, Invalid
from aura.providers.online.disclosure import Disclosure
from aura.templates.blueprint import Blueprint
from aura.templates.custom_templates import Card, blueprint_of
from aura.templates.filling import Filled, FilledScene, filled
from aura.templates.tables import CustomTemplate, Template
from aura.templates.templates import parsed
from aura.templates.using import Chosen
from aura.timeline.document import Brief, Music, Plan, Render, Voice
from aura.timeline.terms import Line, Value


class TemplateLine(Struct):
    """A template of the gallery; ``picture`` and ``film`` are where its previews are, if it has any."""

    id: str
    name: str
    description: str
    category: str
    sub_category: str
    tags: list[str]
    author: str
    aspect: str
    form: str
    target_duration_s: int
    is_system: bool
    is_community: bool
    usage_count: int
    rating: float
    rating_count: int
    picture: str | None
    film: str | None
    created_at: datetime
    updated_at: datetime
    is_deleted: bool
    deleted_at: datetime | None

    @classmethod
    def of(cls, row: Template) -> "TemplateLine":
        return cls(**_line(row, _known(lambda: parsed(row.template_data))))


class TemplateWhole(TemplateLine):
    """A template with all that it says."""

    content: Blueprint

    @classmethod
    def of(cls, row: Template) -> "TemplateWhole":
        file = parsed(row.template_data)
        content = {name: getattr(file, name) for name in Blueprint.__struct_fields__}
        return cls(**_line(row, file), content=Blueprint(**content))


def _line(row: Template, file: Blueprint | None) -> dict[str, Any]:
    at = f"/api/v1/templates/{row.id}"
    return {
        **{name: getattr(row, name) for name in ("id", "name", "description", "category", "sub_category")},
        "tags": msgspec.json.decode(row.tags),
        "author": row.author,
        **_shape(file),
        "is_system": row.is_system_template,
        "is_community": row.is_community_template,
        "usage_count": row.usage_count,
        "rating": row.rating,
        "rating_count": row.rating_count,
        "picture": f"{at}/picture" if row.preview_image else None,
        "film": f"{at}/film" if row.preview_video else None,
        **_stamps(row),
    }


def _known(read: Callable[[], Blueprint]) -> Blueprint | None:
    """What a template says; none where this Aura cannot read it any more, so that the others are listed."""
    try:
        return read()
    except AuraError:
        return None


def _shape(content: Blueprint | None) -> dict[str, Any]:
    """What kind of film it makes with its usual answers."""
    if content is None:
        return {"aspect": "", "form": "", "target_duration_s": 0}
    usual = {variable.name: str(variable.default or "") for variable in content.variables}

    def decided(part: str, name: str, otherwise: Any) -> str:
        return filled(str(content.part(part).get(name, otherwise)), usual)

    length = decided("plan", "target_duration_s", Plan().target_duration_s)
    return {
        "aspect": decided("brief", "aspect", Brief().aspect),
        "form": decided("plan", "form", Plan().form),
        "target_duration_s": int(length) if length.isdecimal() else Plan().target_duration_s,
    }


def _stamps(row: Template | CustomTemplate) -> dict[str, Any]:
    names = ("created_at", "updated_at", "is_deleted", "deleted_at")
    return {name: getattr(row, name) for name in names}


class CustomTemplateLine(Struct):
    """A template of the user's own."""

    id: str
    name: str
    description: str
    category: str
    tags: list[str]
    author: str
    is_default: bool
    aspect: str
    form: str
    target_duration_s: int
    created_at: datetime
    updated_at: datetime
    is_deleted: bool
    deleted_at: datetime | None

    @classmethod
    def of(cls, row: CustomTemplate) -> "CustomTemplateLine":
        return cls(**_own_line(row, _known(lambda: blueprint_of(row))))


class CustomTemplateWhole(CustomTemplateLine):
    """An own template with all that it says."""

    content: Blueprint

    @classmethod
    def of(cls, row: CustomTemplate) -> "CustomTemplateWhole":
        content = blueprint_of(row)
        return cls(**_own_line(row, content), content=content)


def _own_line(row: CustomTemplate, content: Blueprint | None) -> dict[str, Any]:
    names = ("id", "name", "description", "category", "author", "is_default")
    own = {name: getattr(row, name) for name in names}
    return {**own, "tags": msgspec.json.decode(row.tags), **_shape(content), **_stamps(row)}


class Preview(Struct):
    """A film as a template and some answers would make it; ``length_s`` is an estimate.

    ``disclosures`` say what making the project would send to a server.
    """

    title: str
    length_s: int
    brief: Brief
    plan: Plan
    voice: Voice
    render: Render
    music: Music | None
    scenes: tuple[FilledScene, ...]
    disclosures: Sequence[Disclosure]

    @classmethod
    def of(cls, film: Filled, disclosures: Sequence[Disclosure]) -> "Preview":
        told = {name: getattr(film, name) for name in cls.__struct_fields__ if name != "disclosures"}
        return cls(**told, disclosures=disclosures)


class NewTemplate(Value, frozen=True, kw_only=True):
    """A template's file to import; ``again`` puts it in the place of the one of its id."""

    file: Annotated[str, Meta(min_length=1)]
    again: bool = False


class Answers(Value, frozen=True, kw_only=True):
    """What is answered to a template's questions, by the name of the variable."""

    answers: dict[str, Any] = field(default_factory=dict)


class TemplateUse(Answers, frozen=True, kw_only=True):
    """A template to make a project like: one of the gallery, or one of the user's own."""

    template: Line | None = None
    custom_template: Line | None = None

    @property
    def chosen(self) -> Chosen:
        """Raises ``Invalid`` unless exactly one is named."""
        if (self.template is None) == (self.custom_template is None):
            raise Invalid("Name a template, or a custom_template.", field="template")
        if self.template is not None:
            return Chosen("template", self.template)
        return Chosen("custom_template", self.custom_template or "")


class Stars(Value, frozen=True, kw_only=True):
    """How much a template is liked."""

    stars: Annotated[int, Meta(ge=1, le=5)]


class NewCustomTemplate(Card, frozen=True, kw_only=True):
    """An own template to create; its content is as in a template's file."""

    content: dict[str, Any]


class CustomTemplateChanges(Card, frozen=True, kw_only=True):
    """What to change about an own template; content is given whole."""

    content: dict[str, Any] | None = None


class ProjectAsTemplate(Card, frozen=True, kw_only=True):
    """How to save a project as a template: what each variable says in it becomes that variable's blank."""

    variables: dict[str, Annotated[str, Meta(max_length=20_000)]] = field(default_factory=dict)
