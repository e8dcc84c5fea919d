"""Projects and a plain model of them, taken through their whole life one step at a time.

Each step does to the database what it does to the model, and then compares the two: the live document byte
for byte, and from time to time every version of every project, every count and every digest.  A step is
chosen by ``pick(n)``, a number below n: by Hypothesis in the everyday tests, by dice in the soak.
"""

import io
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from aura.blobs import content, manifests, patches, sweep
from aura.blobs.payloads import BLOBS, ROWS
from aura.errors import AuraError, Conflict
from aura.exchange.packing import pack
from aura.exchange.unpacking import unpack
from aura.projects.tables import ActionLog, ProjectVersion
from aura.services import Services
from aura.timeline import codec
from aura.timeline.document import Brief, Document, Watermark
from aura.timeline.edits import Edit
from aura.timeline.edits.copying import DuplicateScene
from aura.timeline.edits.fields import SetBrief, SetHead, SetPlan, SetVoice
from aura.timeline.edits.merging import MergeScene
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.edits.restore import RestorePart, RestoreScene
from aura.timeline.edits.rewording import ReplaceText
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText, SetSceneTitle
from aura.timeline.edits.selection import DeleteScenes, MoveScenes, SetScenes
from aura.timeline.edits.splitting import SplitScene
from aura.timeline.edits.watermark import SetWatermark
from aura.timeline.scene import Overlay, Scene
from tests.timeline.conftest import Model

Pick = Callable[[int], int]
WORDS = ("harbour", "lamp", "storm", "keeper", "ship", "fog", "bell", "ü", "灯台", "🌊")
MOST_PROJECTS, MOST_SCENES = 6, 14
GRACE = timedelta(hours=1)


@dataclass
class Kept:
    """A version as the model has it."""

    document: Document
    id: str
    is_deleted: bool = False


@dataclass
class Story:
    """One project as the model has it."""

    id: uuid.UUID
    document: Document
    versions: dict[int, Kept]
    done: list[tuple[Document, Document]] = field(default_factory=list)
    undone: list[tuple[Document, Document]] = field(default_factory=list)
    is_deleted: bool = False


class Histories:
    """The projects of one Aura, and what is done to them."""

    def __init__(self, aura: Services, clock: Any) -> None:
        self.aura = aura
        self.clock = clock
        self.stories: list[Story] = []
        self.steps = 0
        self.ids = 0

    def step(self, pick: Pick) -> None:
        """Do one thing."""
        self.steps += 1
        if not self.stories:
            self._begin(pick)
            return
        story = self.stories[pick(len(self.stories))]
        kinds = [*[self.edit] * 9, *[self.save] * 3, *[self.undo] * 3, *[self.redo] * 2, *self._rarer()]
        kinds[pick(len(kinds))](story, pick)
        self._require_same(story)

    def _rarer(self) -> list[Callable[[Story, Pick], None]]:
        return [
            self.autosave, self.restore, self.restore_scene, self.restore_part, self.branch, self.duplicate,
            self.delete_version, self.bring_version_back, self.purge, self.sweep, self.export_and_import,
            self.delete_project, self.describe,
        ]  # fmt: skip

    def _begin(self, pick: Pick) -> None:
        scenes = [self._scene(pick) for _ in range(pick(4))]
        with self.aura.writing() as unit:
            project_id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id
        self._take_in(project_id, self._live(project_id))

    def edit(self, story: Story, pick: Pick) -> None:
        edits = [edit for _ in range(1 + pick(2)) if (edit := self._edit(story, pick))]
        model = self._model(story)
        refused: type[AuraError] | None = None
        is_step = False  # also when what one changes another one of them changes back
        try:
            for each in edits:
                before = model.content
                model.carry_out(each)
                is_step = is_step or model.content != before
        except AuraError as error:
            refused = type(error)
        with pytest.raises(refused) if refused else nullcontext(), self.aura.writing() as unit:
            if edits:
                unit.editing.apply(story.id, edits, merge=False)
        if refused is None and is_step:
            self._step(story, model.content)

    def save(self, story: Story, pick: Pick) -> None:
        with self.aura.writing() as unit:
            version = unit.versions.save(story.id, important=pick(4) == 0)
        self._kept(story, version)

    def autosave(self, story: Story, pick: Pick) -> None:
        self.clock.advance(minutes=6)
        there = self._newest(story)
        with self.aura.writing() as unit:
            version, is_new = unit.versions.autosave(story.id, left=bool(pick(2)))
        assert is_new == (there is None or there.document != story.document)
        if is_new:
            self._kept(story, version)

    def undo(self, story: Story, pick: Pick) -> None:
        """Take a step back, do it again, and take it back again."""
        before = story.document
        try:
            with self.aura.writing() as unit:
                unit.editing.undo(story.id)
        except Conflict:
            assert not story.done
            return
        step = story.done.pop()
        assert step[1] == story.document
        story.document = step[0]
        story.undone.append(step)
        if pick(2):
            self._require_same(story)
            self.redo(story, pick)
            assert story.document == before

    def redo(self, story: Story, pick: Pick) -> None:
        try:
            with self.aura.writing() as unit:
                unit.editing.redo(story.id)
        except Conflict:
            assert not story.undone
            return
        step = story.undone.pop()
        story.document = step[1]
        story.done.append(step)

    def restore(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is None:
            return
        was = story.document
        newest = self._newest(story)
        with self.aura.writing() as unit:
            unit.versions.restore(story.id, number)
            last = unit.projects.get(story.id).last_version_number
            made = unit.versions.get(story.id, last) if last not in story.versions else None
        if made is not None:
            assert (made.version_type, newest is None or newest.document != was) == ("RestorePoint", True)
            self._kept(story, made)
        self._moved(story, kept.document)

    def restore_scene(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is None or not kept.document.timeline.scenes:
            return
        scenes = kept.document.timeline.scenes
        edit = RestoreScene(version=kept.id, scene=scenes[pick(len(scenes))].id)
        model = self._model(story)
        model.carry_out(edit)
        with self.aura.writing() as unit:
            unit.versions.restore_scene(story.id, number, edit.scene)
        self._moved(story, model.content)

    def restore_part(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is None:
            return
        model = self._model(story)
        edit = RestorePart(version=kept.id, part=("brief", "plan", "voice", "render", "head")[pick(5)])
        model.carry_out(edit)
        with self.aura.writing() as unit:
            unit.versions.restore_part(story.id, number, edit.part)
        self._moved(story, model.content)

    def branch(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is None or len(self.stories) >= MOST_PROJECTS:
            return
        with self.aura.writing() as unit:
            project_id = unit.versions.branch(story.id, number).id
        self._take_in(project_id, kept.document)

    def duplicate(self, story: Story, pick: Pick) -> None:
        if len(self.stories) < MOST_PROJECTS:
            with self.aura.writing() as unit:
                project_id = unit.projects.duplicate(story.id).id
            self._take_in(project_id, story.document)

    def delete_version(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is not None:
            with self.aura.writing() as unit:
                unit.versions.delete(story.id, number)
            kept.is_deleted = True

    def bring_version_back(self, story: Story, pick: Pick) -> None:
        gone = [number for number, kept in story.versions.items() if kept.is_deleted]
        if gone:
            number = gone[pick(len(gone))]
            with self.aura.writing() as unit:
                unit.versions.bring_back(story.id, number)
            story.versions[number].is_deleted = False

    def describe(self, story: Story, pick: Pick) -> None:
        number, kept = self._some_version(story, pick)
        if kept is not None:
            with self.aura.writing() as unit:
                unit.versions.describe(story.id, number, name="kept", important=bool(pick(2)))

    def purge(self, story: Story, pick: Pick) -> None:
        """Remove a version for good; one that something needs stays."""
        numbers = sorted(story.versions)
        if not numbers:
            return
        number = numbers[pick(len(numbers))]
        if story.versions[number].is_deleted and pick(2):
            self.clock.advance(days=31)
        try:
            with self.aura.writing() as unit:
                unit.versions.purge([unit.versions.get(story.id, number, deleted=True)])
        except Conflict:
            return
        assert story.versions[number].is_deleted or self._newest(story) is not story.versions[number]
        del story.versions[number]

    def sweep(self, story: Story, pick: Pick) -> None:
        self.clock.advance(hours=2)
        sweep.sweep(self.aura.units, self.clock() - GRACE)
        self.require_all_same()

    def export_and_import(self, story: Story, pick: Pick) -> None:
        if len(self.stories) >= MOST_PROJECTS:
            return
        file = io.BytesIO()
        pack(self.aura.units, self.aura.objects, story.id, file, with_media=False)
        file.seek(0)
        project_id = unpack(self.aura.units, self.aura.objects, self.aura.prober, file)
        self._take_in(project_id, story.document, title=story.document.timeline.head.title)
        taken = [kept.document for _, kept in sorted(self.stories[-1].versions.items())]
        there = [kept.document for _, kept in sorted(story.versions.items()) if not kept.is_deleted]
        assert taken[: len(there)] == there

    def delete_project(self, story: Story, pick: Pick) -> None:
        """Delete a project; it is brought back, unless there are many."""
        with self.aura.writing() as unit:
            unit.projects.delete(story.id)
        if len(self.stories) > MOST_PROJECTS // 2 and pick(2):
            self.stories.remove(story)
            story.is_deleted = True
            return
        with self.aura.writing() as unit:
            unit.projects.bring_back(story.id)

    def require_all_same(self) -> None:
        """Every version of every project, every digest and every count."""
        for story in self.stories:
            self._require_same(story)
            with self.aura.reading() as unit:
                for number, kept in story.versions.items():
                    row = unit.versions.get(story.id, number, deleted=True)
                    frozen = unit.live(story.id).frozen(row)
                    assert frozen == codec.freeze(kept.document)
        self._require_counted()

    def _require_same(self, story: Story) -> None:
        if story.is_deleted:
            return
        with self.aura.reading() as unit:
            live = unit.live(story.id)
            assert live.freeze() == codec.freeze(story.document)

    def _require_counted(self) -> None:
        with self.aura.reading() as unit:
            session = unit.work.session
            counted = dict(session.execute(select(BLOBS.c.content_hash, BLOBS.c.reference_count)).all())
            named = dict.fromkeys(counted, 0)
            for version in session.scalars(select(ProjectVersion)):
                for name in version.hashes:
                    named[name] += 1
            for hashes in session.execute(select(ActionLog.payload_hash, ActionLog.inverse_payload_hash)):
                for name in filter(None, hashes):
                    named[name] += 1
            lists = select(BLOBS.c.content_hash).join(ROWS, ROWS.c.id == BLOBS.c.payload_id)
            for name in session.scalars(lists.where(ROWS.c.encoding == patches.LIST)):
                data = content.get(session, name)
                for piece in manifests.pieces_of("Timeline", data):
                    named[codec.digest(piece)] += 1
        assert counted == named

    def _edit(self, story: Story, pick: Pick) -> Edit | None:
        """An edit, which may well not be possible."""
        scenes = [scene.id for scene in story.document.timeline.scenes]
        text = " ".join(WORDS[pick(len(WORDS))] for _ in range(1 + pick(6)))
        if not scenes or (pick(4) == 0 and len(scenes) < MOST_SCENES):
            places = ["start", "end", *scenes]
            return InsertScene(scene=self._scene(pick), after=places[pick(len(places))])
        one, other = scenes[pick(len(scenes))], scenes[pick(len(scenes))]
        some = tuple(dict.fromkeys((one, other)))
        makers: list[Callable[[], Edit]] = [
            lambda: SetSceneText(scene=one, text=text),
            lambda: SetSceneTitle(scene=one, title=text),
            lambda: DeleteScene(scene=one),
            lambda: MoveScene(scene=one, after=("start", "end", other)[pick(3)]),
            lambda: SetBrief(goal=text),
            lambda: SetHead(title=text),
            lambda: SetPlan(target_duration_s=10 + pick(90)),
            lambda: SetVoice(rate_percent=80 + pick(40)),
            lambda: SplitScene(scene=one, id=self._id(), offset=1 + pick(20)),
            lambda: MergeScene(scene=one),
            lambda: SetSceneOverlays(scene=one, overlays=(Overlay(text=text),)),
            lambda: SetWatermark(watermark=Watermark(text=text)),
            lambda: SetScenes(scenes=some, motion=("in", "out", "left")[pick(3)]),
            lambda: DeleteScenes(scenes=some),
            lambda: MoveScenes(scenes=some, after=("start", "end", other)[pick(3)]),
            lambda: ReplaceText(find=WORDS[pick(len(WORDS))], replace=text),
        ]
        if len(scenes) < MOST_SCENES:
            makers.append(lambda: DuplicateScene(scene=one, id=self._id()))
        return makers[pick(len(makers))]()

    def _scene(self, pick: Pick) -> Scene:
        text = " ".join(WORDS[pick(len(WORDS))] for _ in range(pick(8)))
        return Scene(id=self._id(), script_text=text)

    def _id(self) -> str:
        self.ids += 1
        return f"{uuid.UUID(int=self.ids << 40 | self.steps % 256)}"

    def _model(self, story: Story) -> Model:
        return Model(story.document, {kept.id: kept.document for kept in story.versions.values()})

    def _moved(self, story: Story, document: Document) -> None:
        if document != story.document:
            self._step(story, document)

    def _step(self, story: Story, document: Document) -> None:
        story.done.append((story.document, document))
        story.undone.clear()
        story.document = document

    def _kept(self, story: Story, version: ProjectVersion) -> None:
        assert version.version_number > max(story.versions, default=0)
        story.versions[version.version_number] = Kept(story.document, str(version.id))

    def _newest(self, story: Story) -> Kept | None:
        there = [number for number, kept in story.versions.items() if not kept.is_deleted]
        return story.versions[max(there)] if there else None

    def _some_version(self, story: Story, pick: Pick) -> tuple[int, Kept | None]:
        there = [number for number, kept in story.versions.items() if not kept.is_deleted]
        if not there:
            return 0, None
        number = there[pick(len(there))]
        return number, story.versions[number]

    def _live(self, project_id: uuid.UUID) -> Document:
        with self.aura.reading() as unit:
            return unit.live(project_id).document()

    def _take_in(self, project_id: uuid.UUID, document: Document, *, title: str | None = None) -> None:
        """A project that came to be with this content; a copy's title is its own."""
        there = self._live(project_id)
        head = replace(document.timeline.head, title=title or there.timeline.head.title)
        story = Story(project_id, replace(document, timeline=replace(document.timeline, head=head)), {})
        with self.aura.reading() as unit:
            for row in unit.work.session.scalars(
                select(ProjectVersion)
                .where(ProjectVersion.project_id == project_id)
                .order_by(ProjectVersion.version_number)
            ):
                story.versions[row.version_number] = Kept(unit.live(project_id).thaw(row), str(row.id))
        self.stories.append(story)
        self._require_same(story)
