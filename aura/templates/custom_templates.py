"""The user's own templates: a project saved to start others from it, or a way of making films.

The four columns divide what a template says: the script (variables, brief, plan, and the scenes' words),
the film (voice, music, and the scenes' timings), the pipeline of models, and the looks.  Together they are
one ``Blueprint``.  At most one is the default.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import select, update
from sqlalchemy.sql import Select

from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.errors import Conflict, Invalid, NotFound, Stale, TooLarge
from aura.ids import new_id
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.setup.presets import preset_names
from aura.templates.blueprint import Blueprint, Category, Tag, TemplateFile
from aura.templates.checking import checked
from aura.templates.reading import fields_of, written
from aura.templates.saving import saved
from aura.templates.tables import CustomTemplate
from aura.timeline.edits.registry import convert
from aura.timeline.terms import Value

MAX_BYTES = 2 * 2**20
"""Of one template, as JSON."""

_SCENE = ("length_ms", "motion", "transition")
"""The fields of a scene that belong to the film; the others are the script's."""
_SCRIPT = ("variables", "title", "brief", "plan")
_FILM = ("voice", "music")


class Card(Value, frozen=True, kw_only=True):
    """What an own template is called, and where it stands; what is not given stays as it is."""

    name: Annotated[str, Meta(min_length=1, max_length=100)] | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=2_000)] | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    tags: Annotated[tuple[Tag, ...], Meta(max_length=12)] | UnsetType = UNSET
    author: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    is_default: bool | UnsetType = UNSET


class CustomTemplates:
    """The verbs on the actor's own templates."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def create(self, card: Card, content: Mapping[str, Any]) -> CustomTemplate:
        """A new template with this content.  Raises ``Invalid`` with all ``findings``."""
        row = CustomTemplate(id=str(new_id()), name="" if card.name is UNSET else card.name)
        self.session.add(row)
        return self._changed(row, card, content)

    def save(self, project_id: uuid.UUID, card: Card, variables: Mapping[str, str]) -> CustomTemplate:
        """Save a project as a template; what each variable says in it becomes that variable's blank."""
        document = LiveView(self.session, Projects(self.work).get(project_id)).document()
        return self.create(card, saved(document, variables))

    def edit(
        self,
        template_id: str,
        card: Card,
        content: Mapping[str, Any] | None = None,
        *,
        expected: datetime | None = None,
    ) -> CustomTemplate:
        """Change what is given; content is given whole.

        Raises ``Stale`` when it was changed since ``expected``, when the caller last saw it changed.
        """
        row = self._held(template_id)
        if expected is not None and row.updated_at != expected:
            raise Stale(f"The template “{row.name:.100}” was changed in the meantime.")
        return self._changed(row, card, content)

    def list(
        self, *, limit: int = 50, cursor: str | None = None, search: str | None = None, deleted: bool = False
    ) -> Page[CustomTemplate]:
        """Own templates, the newest first."""
        wanted = self._visible().where(CustomTemplate.is_deleted.is_(deleted))
        if search:
            wanted = wanted.where(CustomTemplate.name.icontains(search, autoescape=True))
        if cursor:
            (last,) = position_of(cursor, uuid.UUID)
            wanted = wanted.where(CustomTemplate.id < str(last))
        rows = self.session.scalars(wanted.order_by(CustomTemplate.id.desc()).limit(limit + 1)).all()
        return Page(rows, limit, lambda row: (row.id,))

    def get(self, template_id: str, *, deleted: bool = False) -> CustomTemplate:
        """An own template; raises ``NotFound``, also for a deleted one unless asked for."""
        row = self.session.scalar(self._visible().where(CustomTemplate.id == template_id))
        if row is None or (row.is_deleted and not deleted):
            raise NotFound(f"There is no template {template_id!r:.80}.", field="custom_template")
        return row

    def named(self, name: str, *, deleted: bool = False) -> CustomTemplate:
        """The one meant by its id, the end of it (four characters or more), or its name."""
        there = self._visible().where(CustomTemplate.is_deleted.is_(deleted))
        found = list(self.session.scalars(there.where(CustomTemplate.name == name)))
        if not found and len(name) >= 4:
            found = [row for row in self.session.scalars(there) if row.id.endswith(name.lower())]
        if not found:
            raise NotFound(
                f"There is no template {name!r:.80}; `aura template list` shows them.", field="template"
            )
        if len(found) > 1:
            ids = ", ".join(row.id for row in found[:5])
            raise Conflict(f"{name!r:.80} means more than one template: {ids}.", field="template")
        return found[0]

    def default(self) -> CustomTemplate | None:
        """The one that new projects are offered first."""
        usual = self._visible().where(CustomTemplate.is_default, CustomTemplate.is_deleted.is_(False))
        return self.session.scalar(usual.limit(1))

    def blueprint(self, template_id: str) -> Blueprint:
        """What an own template says."""
        return blueprint_of(self.get(template_id))

    def file(self, template_id: str) -> str:
        """An own template as a file, which another Aura can import."""
        row = self.get(template_id)
        content = fields_of(blueprint_of(row))
        card = {
            "id": f"own-{row.id.replace('-', '')[-12:]}",
            "name": row.name,
            "description": row.description,
            "category": row.category or "Creative",
            "tags": msgspec.json.decode(row.tags),
            "author": row.author,
        }
        return written(checked(card | content, TemplateFile, row.name, presets=None))

    def delete(self, template_id: str) -> CustomTemplate:
        """Delete a template; it can be brought back for 30 days."""
        row = self._held(template_id)
        row.is_deleted, row.deleted_at, row.is_default = True, self.work.now(), False
        self.session.flush()
        return row

    def bring_back(self, template_id: str) -> CustomTemplate:
        """Undo a deletion."""
        row = self._held(template_id, deleted=True)
        if not row.is_deleted:
            raise Conflict("This template is not deleted.")
        row.is_deleted, row.deleted_at = False, None
        self.session.flush()
        return row

    def _changed(self, row: CustomTemplate, card: Card, content: Mapping[str, Any] | None) -> CustomTemplate:
        given = {
            name: value for name in Card.__struct_fields__ if (value := getattr(card, name)) is not UNSET
        }
        if not given.get("name", row.name).strip():
            raise Invalid("Say what the template is called.", field="name")
        if "tags" in given:
            given["tags"] = _json(list(given["tags"]))
        if content is not None:
            presets = preset_names(self.work)
            given |= columns_of(checked(dict(content), Blueprint, row.name, presets))
        for name, value in given.items():
            setattr(row, name, value)
        self.session.flush()
        if given.get("is_default"):
            others = update(CustomTemplate).where(
                CustomTemplate.created_by == self.work.actor.user_id, CustomTemplate.id != row.id
            )
            self.session.execute(others.where(CustomTemplate.is_default).values(is_default=False))
        return row

    def _held(self, template_id: str, *, deleted: bool = False) -> CustomTemplate:
        held = self._visible().where(CustomTemplate.id == template_id).with_for_update()
        self.session.scalars(held.execution_options(populate_existing=True)).first()
        return self.get(template_id, deleted=deleted)

    def _visible(self) -> Select[CustomTemplate]:
        """What every look-up starts from: the actor's own."""
        return select(CustomTemplate).where(CustomTemplate.created_by == self.work.actor.user_id)


def columns_of(blueprint: Blueprint) -> dict[str, str]:
    """A blueprint as the four columns that divide it."""
    fields = fields_of(blueprint)
    scenes = fields.get("scenes", [])
    script = {name: fields[name] for name in _SCRIPT if name in fields}
    film = {name: fields[name] for name in _FILM if name in fields}
    looks = {"motion": fields.get("motion"), **fields.get("render", {})}
    script["scenes"] = [{name: value for name, value in s.items() if name not in _SCENE} for s in scenes]
    film["scenes"] = [{name: value for name, value in s.items() if name in _SCENE} for s in scenes]
    columns = {
        "script_structure_json": _json(script),
        "video_structure_json": _json(film),
        "llm_pipeline_json": _json(fields.get("pipeline", {})),
        "visual_preferences_json": _json({name: value for name, value in looks.items() if value is not None}),
    }
    if sum(map(len, columns.values())) > MAX_BYTES:
        raise TooLarge(f"A template is at most {MAX_BYTES:,} bytes.", limit_bytes=MAX_BYTES)
    return columns


def blueprint_of(row: CustomTemplate) -> Blueprint:
    """The blueprint that a row's four columns make.  Raises ``Invalid`` for one an older Aura knew."""
    script, film = (
        msgspec.json.decode(row.script_structure_json),
        msgspec.json.decode(row.video_structure_json),
    )
    looks = msgspec.json.decode(row.visual_preferences_json)
    motion = {"motion": looks.pop("motion")} if "motion" in looks else {}
    nothing: dict[str, Any] = {}
    told, timed = script.pop("scenes", []), film.pop("scenes", [])
    scenes = [{**words, **times} for words, times in zip_longest(told, timed, fillvalue=nothing)]
    pipeline = msgspec.json.decode(row.llm_pipeline_json)
    fields = {**script, **film, **motion, "render": looks, "scenes": scenes, "pipeline": pipeline}
    return convert(fields, Blueprint)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
