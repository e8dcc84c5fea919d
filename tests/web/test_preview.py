"""A scene plays from its first fragment on; what it lacks is made for it, and the project stays as it is."""

import io
from typing import Any

import av
import pytest
from starlette.testclient import TestClient

from aura.actor import LOCAL
from aura.exports.previewing import Stretched
from aura.services import Services
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.scenes import SetSceneDuration, SetSceneTransition
from tests.web.scenic import Film, png

HTMX = {"HX-Request": "true"}


@pytest.fixture
def film(aura: Services) -> Film:
    """Three scenes of two seconds with pictures, and one that has none yet."""
    film = Film(aura, texts=("", "", "", ""))
    for number in (1, 2, 3):
        film.show(number, film.bring(png(40 * number), f"{number}.png"))
    film.apply(SetSceneTransition(scene=film.scenes[1].id, transition="fade", frames=12))
    return film


def find(client: TestClient, film: Film, number: int, **query: Any) -> Any:
    asked = {"scene": film.scenes[number - 1].id, **query}
    return client.get(f"{film.path}/stretch", params=asked, headers=HTMX)


def frames(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as opened:
        return sum(1 for _ in opened.decode(video=0))


def test_a_scene_is_found_and_plays(client: TestClient, film: Film) -> None:
    found = find(client, film, 2).json()
    assert (found["number"], found["from_ms"], found["length_ms"], found["scene_ms"]) == (2, 0, 2000, 2000)
    assert found["next"] == {"scene": film.scenes[2].id, "frame": 0}

    first = client.get(found["film"])
    again = client.get(found["film"], headers={"Range": "bytes=4-7"})

    assert first.headers["content-type"] == "video/mp4"
    assert frames(first.content) == 60
    assert (again.status_code, again.content) == (206, b"ftyp")


def test_stretch_after_stretch_is_the_film_without_a_gap(client: TestClient, film: Film) -> None:
    film.apply(SetSceneDuration(scene=film.scenes[0].id, frames=900))
    steps, at = [], {"scene": film.scenes[0].id}
    while True:
        found = client.get(f"{film.path}/stretch", params=at, headers=HTMX).json()
        steps.append((found["number"], found["from_ms"], found["from_ms"] + found["length_ms"]))
        if found["next"] is None:
            break
        at = {**found["next"], "later": "true"}

    # 30 s in two stretches; into the second one passes, which the first one's end has shown
    assert steps == [(1, 0, 5000), (1, 5000, 30_000), (2, 400, 2000), (3, 0, 2000), (4, 0, 2000)]


def test_the_first_fragment_is_sent_before_the_scene_is_drawn_to_its_end(aura: Services, film: Film) -> None:
    film.apply(SetSceneDuration(scene=film.scenes[2].id, frames=330))
    made: Stretched = aura.previews().stretch(film.id, film.scenes[2].id)
    keys = [one.key for one in made.preview.plan.segments]

    playing = aura.previews().play(made.preview)
    first = next(playing)

    assert first[4:8] == b"ftyp"
    assert not aura.tools.engine.is_there(keys[-1])
    assert not aura.previews().finished(made.preview)
    assert frames(first + b"".join(playing)) == 330
    assert aura.previews().finished(made.preview)


def test_what_a_scene_lacks_is_made_for_it_and_the_project_stays_as_it_is(
    client: TestClient, aura: Services
) -> None:
    film = Film(aura, texts=("A lamp burns.", "The lens turns.", "Ships see it."))
    film.apply(SetSceneTransition(scene=film.scenes[1].id, transition="fade", frames=12))
    before, steps = film.document, film.steps()

    found = find(client, film, 2).json()
    played = client.get(found["film"])

    assert found["scene_ms"] == found["length_ms"] != 2000  # as long as it is spoken, not as it is read
    assert frames(played.content) == round(found["length_ms"] * 30 / 1000)
    with av.open(io.BytesIO(played.content), "r") as opened:
        assert any(frame.to_ndarray().any() for frame in opened.decode(audio=0))
    assert (film.document, film.steps()) == (before, steps)
    stages = aura.studio.makers.stages(film.id, LOCAL)
    voice, picture = stages[0], stages[2]
    for stage in (voice, picture):
        want = next(one for one in stage.wants(before) if one.scene == before.timeline.scenes[1])
        assert aura.tools.shelf.find(want.key, stage.maker(before), stage.kind)


def test_no_server_is_asked_for_a_look(client: TestClient, film: Film) -> None:
    film.apply(SetRender(pictures="online"))
    answer = find(client, film, 4)
    assert answer.status_code == 422
    assert "Scene 4 shows nothing yet" in answer.text


def test_what_cannot_be_played_is_said_in_words(client: TestClient, film: Film) -> None:
    for query in ({"scene": "none"}, {"frame": 60}, {"frame": -1}):
        assert find(client, film, 1, **query).status_code == 422
    gone = {"scene": "00000000-0000-7000-8000-000000000000"}
    assert find(client, film, 1, **gone).status_code == 404
    nowhere = "/projects/00000000-0000-7000-8000-000000000000/stretch"
    asked = client.get(nowhere, params={"scene": film.scenes[0].id}, headers=HTMX)
    assert asked.status_code == 404
    assert 'class="toast"' in asked.text


def test_who_comes_near_wakes_those_who_draw(client: TestClient, aura: Services, film: Film) -> None:
    ready = client.post(f"{film.path}/stretch/ready", params={"scene": film.scenes[3].id})
    assert ready.status_code == 204
    assert len(aura.tools.engine._crew._idle) == 2
    assert find(client, film, 4).status_code == 200
