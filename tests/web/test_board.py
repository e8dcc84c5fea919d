"""The storyboard over HTTP: every change is one step of undo, and no text is taken for anything else."""

import io
import re
import uuid
from collections.abc import Callable, Iterable
from html import unescape
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import event
from starlette.testclient import TestClient

from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene
from aura.web.board import after_of

New = Callable[..., uuid.UUID]
Post = Callable[..., Any]


def picture(colour: str = "navy") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 36), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def film(aura: Services) -> Callable[..., str]:
    """A project with scenes that say A, B, C, …; answers its address."""

    def make(words: Iterable[str] = "ABCD") -> str:
        scenes = [Scene(id=str(uuid.uuid4()), script_text=word) for word in words]
        with aura.writing() as unit:
            return f"/projects/{unit.projects.create(brief=Brief(topic='x'), head=Head(), scenes=scenes).id}"

    return make


@pytest.fixture
def post(client: TestClient) -> Post:
    def send(path: str, **form: str) -> Any:
        return client.post(path, data=form, headers={"HX-Request": "true"})

    return send


@pytest.fixture
def said(document_of: Callable[..., Document]) -> Callable[[str], str]:
    """The words of a film's scenes, one after the other."""
    return lambda path: "".join(scene.script_text for scene in scenes_of(document_of, path))


def scenes_of(document_of: Callable[..., Document], path: str) -> tuple[Scene, ...]:
    return document_of(uuid.UUID(path.split("/")[2])).timeline.scenes


def test_each_scene_has_a_card_with_its_number_its_length_and_its_words(
    client: TestClient, film: Callable[..., str]
) -> None:
    page = client.get(f"{film('ABC')}/scenes").text

    assert page.count('class="scene"') == 3
    assert "3 scenes" in page
    assert re.findall(r'aria-label="Words of scene (\d)"[^>]*>\s*(\w)</textarea>', page) == [
        ("1", "A"),
        ("2", "B"),
        ("3", "C"),
    ]
    assert "Drawn with the film" not in page


def test_a_long_board_stays_in_order_and_numbered_as_it_is_changed(
    aura: Services, client: TestClient, film: Callable[..., str], post: Post, document_of: Any
) -> None:
    path = film(f"Lamp {number}." for number in range(90))

    def shown() -> list[tuple[str, str]]:
        page = client.get(f"{path}/scenes/board").text
        return re.findall(r'aria-label="Words of scene (\d+)"[^>]*>\n(.*)</textarea>', page)

    def kept() -> list[tuple[str, str]]:
        return [(str(at), each.script_text) for at, each in enumerate(scenes_of(document_of, path), 1)]

    scenes = scenes_of(document_of, path)
    assert shown() == kept()
    for change, sent in [
        ("scenes", {"after": "start"}),
        ("scenes/delete", {"scenes": scenes[40].id}),
        ("scenes/move", {"scenes": scenes[70].id, "after": scenes[3].id}),
        ("scenes/duplicate", {"scenes": scenes[5].id}),
    ]:
        post(f"{path}/{change}", **sent)
        assert shown() == kept(), change
    with aura.writing() as unit:
        edit = SetSceneText(scene=scenes[60].id, text="Another.")
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [edit])
    assert shown() == kept()
    post(f"{path}/undo?at=scenes")
    assert shown() == kept()


def test_a_card_shows_what_aura_will_draw_and_the_project_is_left_as_it_is(
    client: TestClient, film: Callable[..., str], document_of: Any
) -> None:
    path = film("ABC")
    shown = re.findall(r'<img src="([^"]+)"', client.get(f"{path}/scenes").text)
    assert [address.partition("?")[0] for address in shown] == [
        f"{path}/scenes/{scene.id}/drawn" for scene in scenes_of(document_of, path)
    ]

    drawn = client.get(shown[0])

    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(drawn.content)).size == (320, 180)
    assert client.get(shown[0], headers={"If-None-Match": drawn.headers["etag"]}).status_code == 304
    assert [scene.media for scene in scenes_of(document_of, path)] == [None] * 3


def test_a_card_has_no_picture_yet_where_a_server_will_be_asked_for_it(
    client: TestClient, film: Callable[..., str], aura: Services
) -> None:
    path = film("ABC")
    with aura.writing() as unit:
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [SetRender(pictures="online")])

    page = client.get(f"{path}/scenes").text

    assert page.count("Drawn with the film") == 3
    assert "/drawn?" not in page


def test_scenes_are_added_at_any_place(
    film: Callable[..., str], post: Post, said: Any, document_of: Any
) -> None:
    path = film("AB")
    first, second = scenes_of(document_of, path)
    assert post(f"{path}/scenes").status_code == 200
    assert post(f"{path}/scenes", after="start").status_code == 200
    answer = post(f"{path}/scenes", after=first.id)
    scenes = scenes_of(document_of, path)

    assert [scene.script_text for scene in scenes] == ["", "A", "", "B", ""]
    assert "Inserted scene 3." in answer.text
    assert "aura:content" in answer.headers["hx-trigger"]
    assert second.id == scenes[3].id
    assert post(f"{path}/scenes", after="nowhere").status_code == 422


@pytest.mark.parametrize(
    ("chosen", "verb", "how", "after"),
    [
        ("B", "delete", {}, "ACD"),
        ("BD", "delete", {}, "AC"),
        ("B", "duplicate", {}, "ABBCD"),
        ("AC", "duplicate", {}, "ABCACD"),
        ("D", "move", {"after": "start"}, "DABC"),
        ("AC", "move", {"after": "end"}, "BDAC"),
        ("A", "move", {"number": "3"}, "BCAD"),
        ("D", "move", {"number": "1"}, "DABC"),
        ("AB", "move", {"number": "3"}, "CDAB"),
    ],
)
def test_what_is_chosen_is_changed_together_and_taken_back_in_one_step(
    film: Callable[..., str],
    post: Post,
    said: Any,
    document_of: Any,
    chosen: str,
    verb: str,
    how: dict[str, str],
    after: str,
) -> None:
    path = film()
    ids = {scene.script_text: scene.id for scene in scenes_of(document_of, path)}
    answer = post(f"{path}/scenes/{verb}", scenes=" ".join(ids[each] for each in chosen), **how)

    assert answer.status_code == 200
    assert said(path) == after
    assert "/undo?at=scenes" in answer.text
    post(f"{path}/undo?at=scenes")
    assert said(path) == "ABCD"


def test_a_toast_takes_back_what_it_tells_of_and_nothing_that_came_after_it(
    film: Callable[..., str], client: TestClient, post: Post, said: Any, document_of: Any
) -> None:
    path = film()
    first, *_, last = scenes_of(document_of, path)
    toast = post(f"{path}/scenes/delete", scenes=last.id).text
    (way_back,) = re.findall(r'action="([^"]*/undo[^"]*)"', toast)
    typed = {"name": "script_text", "value": "A lamp", "was": "A"}
    client.put(f"{path}/scenes/{first.id}?at=scenes", data=typed)
    refused = post(unescape(way_back))

    assert refused.status_code == 409
    assert "of scene 1” is. Undo that one first." in refused.text
    assert said(path) == "A lampBC"
    post(f"{path}/undo?at=scenes")
    assert post(unescape(way_back)).status_code == 200
    assert said(path) == "ABCD"
    assert post(unescape(way_back)).status_code == 409


def test_what_cannot_be_done_is_said_and_changes_nothing(
    film: Callable[..., str], post: Post, said: Any, document_of: Any
) -> None:
    path = film()
    first = scenes_of(document_of, path)[0].id

    assert "Give a number from 1 to 4" in post(f"{path}/scenes/move", scenes=first, number="9").text
    assert post(f"{path}/scenes/move", scenes=first, after="x").status_code == 422
    assert "Choose a scene first" in post(f"{path}/scenes/delete").text
    assert post(f"{path}/scenes/delete", scenes=str(uuid.uuid4())).status_code == 404
    assert post(f"{path}/scenes/{first}/split", offset="1").status_code == 422
    assert post(f"{path}/scenes/delete", scenes=f"{first} {first}").status_code == 422
    assert said(path) == "ABCD"


def test_a_scene_is_split_merged_and_given_a_title(
    film: Callable[..., str], post: Post, document_of: Any
) -> None:
    path = film(["A lamp. A tower."])
    one = scenes_of(document_of, path)[0].id
    assert post(f"{path}/scenes/{one}/title", title="The  lamp").status_code == 200
    post(f"{path}/scenes/{one}/split", offset="8")
    assert [scene.script_text for scene in scenes_of(document_of, path)] == ["A lamp.", "A tower."]
    answer = post(f"{path}/scenes/{one}/merge")

    merged = scenes_of(document_of, path)
    assert [scene.script_text for scene in merged] == ["A lamp. A tower."]
    assert merged[0].title == "The  lamp"
    assert "Merged scenes 1 and 2." in answer.text
    assert post(f"{path}/scenes/{one}/merge").status_code == 422


def test_typing_answers_with_the_length_that_follows(
    client: TestClient, film: Callable[..., str], document_of: Any
) -> None:
    path = film("A")
    one = scenes_of(document_of, path)[0].id
    form = {"name": "script_text", "key": one, "value": "word " * 20, "was": "A"}
    answer = client.put(f"{path}/scenes/{one}?at=scenes", data=form, headers={"HX-Request": "true"})

    assert f"innerHTML:#scene-{one} .tag-br" in answer.text
    assert ">0:08.0</span>" in answer.text


def test_a_picture_is_received_and_shown_in_one_step(
    client: TestClient, film: Callable[..., str], post: Post, document_of: Any
) -> None:
    path = film("AB")
    one = scenes_of(document_of, path)[0].id
    answer = client.post(f"{path}/scenes/{one}/picture?name=sea.png", content=picture())
    document = document_of(uuid.UUID(path.split("/")[2]))

    assert answer.status_code == 200
    assert document.timeline.scenes[0].media.asset == document.timeline.assets[0].digest
    page = client.get(f"{path}/scenes/board").text
    address = re.search(rf'src="(/api/v1{path}/scenes/{one}/thumbnail\?of=\w+)"', page)
    assert address
    assert client.get(address[1]).headers["content-type"] == "image/jpeg"
    client.post(f"{path}/scenes/{one}/picture?name=sky.png", content=picture("skyblue"))
    assert address[1] not in client.get(f"{path}/scenes/board").text
    post(f"{path}/undo?at=scenes")
    assert address[1] in client.get(f"{path}/scenes/board").text
    post(f"{path}/undo?at=scenes")
    document = document_of(uuid.UUID(path.split("/")[2]))
    assert (document.timeline.assets, document.timeline.scenes[0].media) == ((), None)


def test_pictures_become_scenes_and_what_is_none_is_refused(
    client: TestClient, film: Callable[..., str], document_of: Any
) -> None:
    path = film("A")
    assert client.post(f"{path}/scenes/picture?name=a.png", content=picture()).status_code == 200
    assert client.post(f"{path}/scenes/picture?name=b.png", content=picture("teal")).status_code == 200
    again = client.post(f"{path}/scenes/picture?name=a.png", content=picture())
    refused = client.post(
        f"{path}/scenes/picture?name=c.png", content=b"none", headers={"HX-Request": "true"}
    )
    document = document_of(uuid.UUID(path.split("/")[2]))

    assert again.status_code == 200
    assert [bool(scene.media) for scene in document.timeline.scenes] == [False, True, True, True]
    assert len(document.timeline.assets) == 2
    assert refused.status_code == 422
    assert 'class="toast"' in refused.text


def test_a_card_says_whether_the_newest_film_has_its_scene_as_it_is(
    aura: Services, client: TestClient, film: Callable[..., str], new_export: Any, document_of: Any
) -> None:
    path = film("AB")
    mine = uuid.UUID(path.split("/")[2])
    assert "data-tone" not in client.get(f"{path}/scenes/board").text
    with aura.writing() as unit:
        version = unit.versions.save(mine).id
    new_export(mine, status="Completed", version_id=version, completed_at=aura.database.clock())
    with aura.writing() as unit:
        first = unit.live(mine).at(1)
        assert first
        unit.editing.apply(mine, [SetSceneText(scene=first, text="Another")])
    board = client.get(f"{path}/scenes/board").text

    assert re.findall(r"</svg>(Rendered|Changed)</span>", board) == ["Changed", "Rendered"]


def test_a_board_of_any_size_takes_the_same_few_queries_and_small_cards(
    aura: Services, client: TestClient, film: Callable[..., str]
) -> None:
    asked: list[str] = []
    event.listen(aura.database.reading_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for words in ("A" * 3, "A" * 300):
        path = film(words)
        client.get(f"{path}/scenes")
        asked.clear()
        board = client.get(f"{path}/scenes/board").text
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert len(board) / 300 < 1_300


def test_the_number_decides_behind_which_scene_others_come() -> None:
    assert after_of("abcd", "b", 1) == "start"
    assert after_of("abcd", "b", 2) == "a"
    assert after_of("abcd", "b", 4) == "d"
    assert after_of("abcd", "bc", 3) == "d"


def test_a_named_version_is_saved_from_the_keys(
    aura: Services, client: TestClient, film: Callable[..., str], post: Post
) -> None:
    path = film("A")
    dialogs = client.get(f"{path}/keys").text
    answer = post(f"{path}/keep", name=" <b>Sent</b>  to Marta ")

    assert f'hx-post="{path}/keep"' in dialogs
    assert "v2 is saved as “&lt;b&gt;Sent&lt;/b&gt; to Marta”." in answer.text
    with aura.reading() as unit:
        version = unit.versions.list(uuid.UUID(path.split("/")[2])).items[0]
    assert (version.name, version.version_type) == ("<b>Sent</b> to Marta", "Manual")
    assert "v3 is saved." in post(f"{path}/keep").text
