"""What names a preset of one's own: projects, templates, a setting.

What the environment says of a setting is not seen here, nor are versions: those are history.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.sql import Select

from aura.db.work import Work
from aura.projects.tables import ProjectState
from aura.setup.catalogue import PRESET
from aura.setup.tables import Configuration
from aura.templates.reading import read
from aura.templates.tables import CustomTemplate, Template
from aura.timeline import codec
from aura.timeline.document import Render

NAMED = 3
"""How many of a kind a sentence names."""


class Use(NamedTuple):
    """One thing that names a preset."""

    kind: Literal["project", "template", "setting"]
    what: str


def uses_of(work: Work, name: str) -> Iterator[Use]:
    """Everything of the actor's that names this preset and is not deleted."""
    for title, spec in work.session.execute(_projects(work, name)):
        if codec.decode_part(spec.encode(), Render).preset == name:
            yield Use("project", title)
    for title, looks in work.session.execute(_own_templates(work, name)):
        if msgspec.json.decode(looks).get("preset") == name:
            yield Use("template", title)
    for title, text in work.session.execute(_templates(work)):
        if read(text).get("render", {}).get("preset") == name:
            yield Use("template", title)
    usual = work.session.get(Configuration, PRESET)
    if usual and usual.is_active and usual.value == name:
        yield Use("setting", PRESET)


def told(uses: Sequence[Use]) -> str:
    """What uses a preset, as a sentence names it."""
    projects = [f"“{use.what}”" for use in uses if use.kind == "project"]
    templates = [f"“{use.what}”" for use in uses if use.kind == "template"]
    parts = [_some("project", projects), _some("template", templates)]
    parts += [f"the setting {use.what}" for use in uses if use.kind == "setting"]
    return _and([part for part in parts if part])


def _some(noun: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return f"the {noun}{'s' * (len(names) > 1)} {_and([*names[:NAMED], *more])}"


def _and(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _projects(work: Work, name: str) -> Select[str, str]:
    mine = ProjectState.created_by == work.actor.user_id, ProjectState.is_deleted.is_(False)
    said = ProjectState.render_spec_json.contains(_json(name), autoescape=True)
    return select(ProjectState.title, ProjectState.render_spec_json).where(*mine, said)


def _own_templates(work: Work, name: str) -> Select[str, str]:
    mine = CustomTemplate.created_by == work.actor.user_id, CustomTemplate.is_deleted.is_(False)
    said = CustomTemplate.visual_preferences_json.contains(_json(name), autoescape=True)
    return select(CustomTemplate.name, CustomTemplate.visual_preferences_json).where(*mine, said)


def _templates(work: Work) -> Select[str, str]:
    """Imported ones: a file may write a name in more than one way, so that all of them are read."""
    mine = Template.created_by == work.actor.user_id, Template.is_deleted.is_(False)
    imported = Template.is_community_template.is_(True)
    return select(Template.name, Template.template_data).where(*mine, imported)


def _json(name: str) -> str:
    return msgspec.json.encode(name).decode()
