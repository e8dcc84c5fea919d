"""What Aura makes for projects, as verbs: a project from a text, a script, a place for people's own files.

Each is a sequence of units of work; none is open while anything is made.  Whoever makes something leaves
the project as it was, or has made it whole.
"""

import uuid
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from aura.actor import Actor
from aura.db.work import Units
from aura.generation.arranging import arranged
from aura.generation.drafting import draft
from aura.generation.makers import Makers
from aura.generation.starting import is_script, start
from aura.generation.telling import drafting_tells, making_tells
from aura.generation.usual import Usual
from aura.ids import new_id
from aura.projects.editing import Applied, Editing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.providers.online.disclosure import Disclosure
from aura.providers.text.brief import read_brief
from aura.timeline.document import Asset, Brief, Document, Plan, Voice
from aura.timeline.terms import Source


class Studio:
    """The verbs that make things."""

    def __init__(self, units: Units, makers: Makers, usual: Callable[[Actor], Usual]) -> None:
        self.makers = makers
        self._units = units
        self._usual = usual

    def start(self, text: str, name: str, actor: Actor, source: Source | None = None) -> uuid.UUID:
        """A new project from the text of a brief or of a script; answers its id."""
        usual = self._usual(actor)
        if source == "offline":
            usual = usual.offline()
        document = usual.document
        drafter = self.makers.drafter(source or usual.text, None, actor, voice=document.voice)
        return start(self._units, actor, text, name, drafter, document)

    def draft(self, project_id: uuid.UUID, actor: Actor, source: Source | None = None) -> Applied:
        """Draft a project's script from its brief and plan, in place of the scenes it has."""
        with self._units.reading(actor) as work:
            voice = LiveView(work.session, Projects(work).get(project_id)).part(Voice)
        source = source or self._usual(actor).text
        drafter = self.makers.drafter(source, project_id, actor, voice=voice)
        return draft(self._units, actor, project_id, drafter)

    def drafting_tells(
        self, project_id: uuid.UUID, actor: Actor, source: Source | None = None
    ) -> list[Disclosure]:
        """What ``draft`` would send to a server; nothing, offline."""
        document = self._document(project_id, actor)
        return self.writing_tells(document.brief, document.plan, actor, source)

    def writing_tells(
        self,
        brief: Brief,
        plan: Plan,
        actor: Actor,
        source: Source | None = None,
        *,
        model: str = "",
        instructions: str = "",
    ) -> list[Disclosure]:
        """What having a script written from these would send to a server; nothing, offline."""
        if (source or self._usual(actor).text) == "offline":
            return []
        endpoint = self.makers.required("text")
        return [drafting_tells(brief, plan, replace(endpoint, model=model or endpoint.model), instructions)]

    def making_tells(self, project_id: uuid.UUID, actor: Actor) -> list[Disclosure]:
        """What an export would send to servers to make what is missing now."""
        return list(making_tells(self._document(project_id, actor), self.makers.required))

    def starting_tells(self, text: str, name: str, actor: Actor, source: Source | None) -> list[Disclosure]:
        """What ``start`` would send to a server."""
        if is_script(text, name):
            return []
        return self.writing_tells(*read_brief(text, self._usual(actor).document.brief), actor, source)

    def bring(self, project_id: uuid.UUID, assets: Sequence[Asset], actor: Actor) -> Applied:
        """Give people's own files their places in a film, as one step of undo."""
        with self._units.writing(actor) as work:
            document = LiveView(work.session, Projects(work).hold(project_id)).document()
            held = {asset.digest for asset in document.timeline.assets}
            fresh = {asset.digest: asset for asset in assets if asset.digest not in held}
            edits = list(arranged(document, list(fresh.values()), lambda: str(new_id())))
            return Editing(work).apply(project_id, edits)

    def _document(self, project_id: uuid.UUID, actor: Actor) -> Document:
        with self._units.reading(actor) as work:
            return LiveView(work.session, Projects(work).get(project_id)).document()
