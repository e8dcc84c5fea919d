"""The gallery: templates that ship with Aura, and those that were imported from a file.

A row holds its file as it was written, so that exporting gives the very file, and taking the shipped ones in
again costs a comparison.  A shipped template that its user deleted stays deleted; one that ships no more is
marked deleted, and is nobody's any more.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

import msgspec
from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.sql import Select

from aura.db.pages import Page, position_of
from aura.db.statements import upsert
from aura.db.work import Work
from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.logs import get_logger
from aura.setup.presets import preset_names
from aura.templates.blueprint import Category, TemplateFile
from aura.templates.checking import checked
from aura.templates.reading import read
from aura.templates.tables import Template

Sort = Literal["uses", "stars", "name"]

log = get_logger()


class Templates:
    """The verbs on the gallery."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def list(
        self,
        *,
        category: Category | None = None,
        sub_category: str | None = None,
        search: str | None = None,
        tag: str | None = None,
        sort: Sort = "uses",
        limit: int = 50,
        cursor: str | None = None,
        deleted: bool = False,
    ) -> Page[Template]:
        """Templates, the most used, the best liked, or by name."""
        wanted = self._visible().where(Template.is_deleted.is_(deleted))
        if category:
            wanted = wanted.where(Template.category == category)
        if sub_category:
            wanted = wanted.where(Template.sub_category == sub_category)
        if tag:
            wanted = wanted.where(Template.tags.icontains(_json(tag), autoescape=True))
        if search:
            said = (Template.name, Template.description, Template.sub_category, Template.tags)
            wanted = wanted.where(or_(*(text.icontains(search, autoescape=True) for text in said)))
        return self._page(wanted, sort, limit, cursor)

    def get(self, template_id: str, *, deleted: bool = False) -> Template:
        """A template the actor may see; raises ``NotFound``, also for a deleted one unless asked for."""
        template = self.session.scalar(self._visible().where(Template.id == template_id))
        if template is None or (template.is_deleted and not deleted):
            raise NotFound(f"There is no template {template_id!r:.80}.", field="template")
        return template

    def blueprint(self, template_id: str) -> TemplateFile:
        """What a template says."""
        return parsed(self.get(template_id).template_data)

    def take_in(self, text: str, *, again: bool = False) -> Template:
        """Import a template's file; ``again`` puts it in the place of the one of its id.

        Raises ``Invalid`` with all ``findings``, ``TooLarge``, and ``Conflict`` where the id is taken.
        """
        file = parsed(text, preset_names(self.work))
        there = self.session.get(Template, file.id)
        if there is not None and (there.is_system_template or there.created_by != self.work.actor.user_id):
            raise Conflict(f"The id {file.id} is taken; give this template another one.", field="id")
        if there is not None and not there.is_deleted and not again:
            words = f"There is a template {file.id} already; import it again to put this one in its place."
            raise Conflict(words, field="id")
        columns = _columns(file, text) | {
            "is_community_template": True,
            "is_deleted": False,
            "deleted_at": None,
        }
        if there is not None:
            self._set(file.id, columns)
        elif not self._made(columns):
            return self.take_in(text, again=again)  # another took it in meanwhile
        self.session.flush()
        return self.get(file.id)

    def file(self, template_id: str) -> str:
        """A template's file, as it was written."""
        return self.get(template_id).template_data

    def rate(self, template_id: str, stars: int) -> Template:
        """Give a template one to five stars, in the place of those its user gave before."""
        if not 1 <= stars <= 5:
            raise Invalid("A template is given 1 to 5 stars.", field="stars")
        template = self._held(template_id)
        template.rating, template.rating_count = float(stars), 1
        self.session.flush()
        return template

    def used(self, template_id: str) -> None:
        """Count one more use."""
        more = update(Template).where(Template.id == template_id)
        self.session.execute(more.values(usage_count=Template.usage_count + 1))

    def shown_by(self, template_id: str, *, image: str | None, video: str | None) -> Template:
        """Remember a template's preview picture and film, by their names in the cache."""
        template = self._held(template_id)
        template.preview_image, template.preview_video = image, video
        self.session.flush()
        return template

    def delete(self, template_id: str) -> Template:
        """Delete a template; it can be brought back for 30 days."""
        template = self._held(template_id)
        template.is_deleted, template.deleted_at = True, self.work.now()
        self.session.flush()
        return template

    def bring_back(self, template_id: str) -> Template:
        """Undo a deletion."""
        template = self._held(template_id, deleted=True)
        if not template.is_deleted:
            raise Conflict("This template is not deleted.")
        template.is_deleted, template.deleted_at = False, None
        self.session.flush()
        return template

    def is_shelved(self, files: Mapping[str, str]) -> bool:
        """Whether the shipped templates are in the table as these files (by id) say."""
        rows = select(Template.id, Template.template_data).where(Template.is_system_template.is_(True))
        shelved = {row.id: row.template_data for row in self.session.execute(rows)}
        imported = select(Template.id).where(Template.id.in_(files), Template.is_system_template.is_(False))
        owned = set(self.session.scalars(imported.where(Template.is_community_template.is_(True))))
        return shelved == {name: text for name, text in files.items() if name not in owned}

    def shelve(self, files: Mapping[str, str]) -> None:
        """Take the shipped templates in: new ones and changed ones; what ships no more is marked deleted."""
        for name, text in files.items():
            try:
                file = parsed(text)
            except AuraError as error:
                log.error("a shipped template is left out", template=name, error=error.message)
                continue
            row = upsert(self.session, Template).values(**_columns(file, text), is_system_template=True)
            self.session.execute(row.on_conflict_do_nothing())
            there = self.session.get_one(Template, file.id)
            if there.is_community_template or (there.is_system_template and there.template_data == text):
                continue
            back = {} if there.is_system_template else {"is_deleted": False, "deleted_at": None}
            self._set(file.id, _columns(file, text) | back | {"is_system_template": True})
        gone = update(Template).where(Template.is_system_template.is_(True), Template.id.not_in(files))
        marked = {"is_system_template": False, "is_deleted": True, "deleted_at": self.work.now()}
        self.session.execute(gone.values(marked))

    def _page(self, wanted: Select[Template], sort: Sort, limit: int, cursor: str | None) -> Page[Template]:
        if sort == "name":
            if cursor:
                (last,) = position_of(cursor, str)
                wanted = wanted.where(tuple_(Template.name, Template.id) > (self._name_of(last), last))
            wanted = wanted.order_by(Template.name, Template.id)
            return Page(self.session.scalars(wanted.limit(limit + 1)).all(), limit, lambda row: (row.id,))
        column: Any = Template.usage_count if sort == "uses" else Template.rating
        if cursor:
            count, last = position_of(cursor, int, str) if sort == "uses" else position_of(cursor, float, str)
            wanted = wanted.where((column < count) | ((column == count) & (Template.id > last)))
        wanted = wanted.order_by(column.desc(), Template.id)
        rows = self.session.scalars(wanted.limit(limit + 1)).all()
        return Page(rows, limit, lambda row: (getattr(row, column.key), row.id))

    def _name_of(self, template_id: str) -> str:
        name = self.session.scalar(select(Template.name).where(Template.id == template_id))
        if name is None:
            raise Invalid("This cursor is not from a page of this list.", field="cursor")
        return name

    def _held(self, template_id: str, *, deleted: bool = False) -> Template:
        held = self._visible().where(Template.id == template_id).with_for_update()
        self.session.scalars(held.execution_options(populate_existing=True)).first()
        return self.get(template_id, deleted=deleted)

    def _made(self, columns: dict[str, Any]) -> bool:
        """Add a row; answers whether there was none of its id."""
        row = upsert(self.session, Template).values(**columns).on_conflict_do_nothing()
        return self.session.scalar(row.returning(Template.id)) is not None

    def _set(self, template_id: str, columns: dict[str, Any]) -> None:
        self.session.execute(update(Template).where(Template.id == template_id).values(**columns))

    def _visible(self) -> Select[Template]:
        """What every look-up starts from: the shipped ones, and the actor's own."""
        mine = Template.created_by == self.work.actor.user_id
        return select(Template).where(or_(Template.is_system_template.is_(True), mine))


@lru_cache(maxsize=64)
def parsed(text: str, presets: tuple[str, ...] | None = None) -> TemplateFile:
    """What a template's file says.  Raises ``Invalid`` with all ``findings``, and ``TooLarge``.

    ``presets`` names those there are; without, whichever it names is taken.
    """
    return checked(read(text), TemplateFile, presets=presets)


def _columns(file: TemplateFile, text: str) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "description": file.description,
        "category": file.category,
        "sub_category": file.sub_category,
        "tags": _json(list(file.tags)),
        "author": file.author,
        "template_data": text,
    }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
