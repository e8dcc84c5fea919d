"""Sixteen people edit one project at once: nobody's edit is lost, and everybody's undo is their own."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from aura.actor import LOCAL, Actor
from aura.errors import Conflict, Stale
from aura.ids import new_id
from aura.projects.editing import tag
from aura.projects.tables import ActionLog
from aura.services import Services
from aura.timeline.codec import digest_of
from aura.timeline.document import Brief, Document
from aura.timeline.edits import Edit
from aura.timeline.edits.scenes import (
    InsertScene,
    MoveScene,
    SetSceneDuration,
    SetSceneText,
    SetSceneTitle,
)
from aura.timeline.scene import Scene

CLIENTS = 16
TRIES = 2_000
"""Far more than anybody needs; whoever needs them all would wait for ever."""


class Client:
    """One of them: an actor with a scene of their own, each of whose verbs is a unit of work."""

    def __init__(self, studio: "Crowd", number: int) -> None:
        self.studio = studio
        self.number = number
        self.actor = Actor(uuid.UUID(int=100 + number))
        self.scene = studio.ids[number]
        self.refused: list[Conflict] = []
        self.late: list[tuple[str, Stale]] = []
        """What they had seen, and the answer."""

    def apply(self, *edits: Edit, **options: Any) -> None:
        with self.studio.aura.writing(self.actor) as unit:
            unit.editing.apply(self.studio.id, edits, **options)

    def tag(self) -> str:
        """The tag of their own scene."""
        with self.studio.aura.reading(self.actor) as unit:
            return tag(unit.live(self.studio.id), f"scene:{self.scene}")

    def mine(self) -> list[ActionLog]:
        return [action for action in self.studio.actions() if action.user_id == self.actor.user_id]

    def undo(self) -> None:
        with self.studio.aura.writing(self.actor) as unit:
            unit.editing.undo(self.studio.id)

    def redo(self) -> None:
        with self.studio.aura.writing(self.actor) as unit:
            unit.editing.redo(self.studio.id)

    def undo_when_nobody_is_in_the_way(self) -> None:
        """Try again until it is carried out; a refusal must say who is in the way."""
        for _ in range(TRIES):
            try:
                self.undo()
            except Conflict as refusal:
                if not refusal.data.get("later"):
                    raise
                self.refused.append(refusal)
                time.sleep(0.02)  # the others first
            else:
                return
        raise AssertionError("always refused")


class Crowd:
    """The project and the sixteen."""

    def __init__(self, aura: Services, document_of: Callable[..., Document]) -> None:
        self.aura = aura
        self._document_of = document_of
        with aura.writing(LOCAL) as unit:
            scenes = [Scene(id=str(new_id()), script_text=f"scene {n}") for n in range(CLIENTS)]
            self.id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id
        self.ids = [scene.id for scene in scenes]
        self.clients = [Client(self, number) for number in range(CLIENTS)]

    @property
    def document(self) -> Document:
        return self._document_of(self.id)

    def at_once(self, act: Callable[[Client], None]) -> None:
        """Everybody acts at the same time; the first error of any is raised."""
        with ThreadPoolExecutor(CLIENTS) as threads:
            for done in [threads.submit(act, client) for client in self.clients]:
                done.result()

    def actions(self) -> list[ActionLog]:
        with self.aura.reading() as unit:
            found = select(ActionLog).where(ActionLog.project_id == self.id).order_by(ActionLog.number)
            return list(unit.work.session.scalars(found))


@pytest.fixture
def crowd(aura: Services, document_of: Callable[..., Document], shared: None) -> Crowd:
    return Crowd(aura, document_of)


def test_edits_of_different_scenes_are_all_carried_out_and_each_takes_back_their_own(crowd: Crowd) -> None:
    before = crowd.document

    def write(client: Client) -> None:
        for number in range(2):
            text = SetSceneText(scene=client.scene, text=f"{client.number}: {number}")
            client.apply(text, expected=client.tag())
            client.apply(SetSceneDuration(scene=client.scene, frames=100 + client.number + number))

    crowd.at_once(write)
    after = crowd.document

    assert [scene.script_text for scene in after.timeline.scenes] == [f"{n}: 1" for n in range(CLIENTS)]
    assert [scene.authored_frames for scene in after.timeline.scenes] == [101 + n for n in range(CLIENTS)]
    assert [action.number for action in crowd.actions()] == list(range(1, 4 * CLIENTS + 1))

    def take_back(client: Client) -> None:
        for _ in range(4):
            client.undo()

    def do_again(client: Client) -> None:
        for _ in range(4):
            client.redo()

    crowd.at_once(take_back)
    assert crowd.document == before
    assert {action.status for action in crowd.actions()} == {"Undone"}
    crowd.at_once(do_again)
    assert crowd.document == after


def test_sixteen_who_type_at_once_lose_no_letter_and_each_takes_all_of_theirs_back(crowd: Crowd) -> None:
    """Others act in between, so nobody's letters are merged past them; undo still takes all of mine back."""
    before = crowd.document
    sentence = "The lamp is lit"

    def type_it(client: Client) -> None:
        for length in range(1, len(sentence) + 1, 3):
            client.apply(SetSceneText(scene=client.scene, text=sentence[:length]))

    crowd.at_once(type_it)
    assert {scene.script_text for scene in crowd.document.timeline.scenes} == {sentence[:13]}

    def take_back(client: Client) -> None:
        for _ in client.mine():
            client.undo()

    crowd.at_once(take_back)
    assert crowd.document == before


def test_edits_of_the_same_scene_are_in_its_text_or_their_authors_are_told_what_is(crowd: Crowd) -> None:
    scene_id = crowd.ids[0]
    marks = [f"[{client.number}.{number}]" for client in crowd.clients for number in range(2)]

    def write(client: Client) -> None:
        seen = crowd.document.timeline.scenes[0]
        text, etag = seen.script_text, digest_of(seen).hex()
        for number in range(2):
            for _ in range(TRIES):
                mine = f"{text}[{client.number}.{number}]"
                try:
                    client.apply(SetSceneText(scene=scene_id, text=mine), expected=etag)
                except Stale as late:
                    client.late.append((text, late))
                    text, etag = late.data["current"]["script_text"], late.data["etag"]
                else:
                    break
            else:
                raise AssertionError("always too late")

    crowd.at_once(write)
    final = crowd.document.timeline.scenes[0].script_text

    assert final.startswith("scene 0[")
    assert sorted(final.removeprefix("scene 0").replace("][", "] [").split()) == sorted(marks)
    for client in crowd.clients:
        for seen, late in client.late:
            present = late.data["current"]["script_text"]
            assert final.startswith(present)
            assert len(present) > len(seen)
    assert any(client.late for client in crowd.clients)


def test_whoever_is_in_the_way_is_named_until_everybody_has_taken_their_own_back(crowd: Crowd) -> None:
    """All at one place: only the last of them can go first, and nothing is guessed."""
    before = crowd.document
    anchor = crowd.ids[5]

    def insert(client: Client) -> None:
        text = f"by {client.number}"
        client.apply(InsertScene(scene=Scene(id=str(new_id()), script_text=text), after=anchor))

    crowd.at_once(insert)
    texts = {scene.script_text for scene in crowd.document.timeline.scenes}
    assert texts >= {f"by {number}" for number in range(CLIENTS)}

    crowd.at_once(Client.undo_when_nobody_is_in_the_way)
    assert crowd.document == before
    assert {action.status for action in crowd.actions()} == {"Undone"}
    known = {str(action.id): action for action in crowd.actions()}
    for client in crowd.clients:
        for refusal in client.refused:
            later = known[refusal.data["later"]]
            assert later.number > known[refusal.data["action"]].number
            assert later.description in refusal.message


def test_a_free_for_all_leads_back_to_the_beginning_when_everybody_undoes(crowd: Crowd) -> None:
    """Texts, titles, moves and insertions at the same time: nobody fails, and in the end all is as it was."""
    before = crowd.document

    def edit(client: Client) -> None:
        mine, neighbour = client.scene, crowd.ids[(client.number + 1) % CLIENTS]
        fresh = Scene(id=str(new_id()), script_text=f"by {client.number}")
        client.apply(SetSceneText(scene=mine, text=f"text {client.number}"))
        client.apply(InsertScene(scene=fresh, after="end"))
        client.apply(MoveScene(scene=mine, after="start"))
        client.apply(SetSceneTitle(scene=neighbour, title=f"title {client.number}"))

    crowd.at_once(edit)
    assert len(crowd.document.timeline.scenes) == 2 * CLIENTS
    assert [action.number for action in crowd.actions()] == list(range(1, len(crowd.actions()) + 1))

    def take_back(client: Client) -> None:
        for _ in client.mine():
            client.undo_when_nobody_is_in_the_way()

    crowd.at_once(take_back)
    assert crowd.document == before
    assert {action.status for action in crowd.actions()} == {"Undone"}
