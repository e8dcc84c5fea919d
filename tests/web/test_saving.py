"""What is typed is saved field by field; who is late is shown both texts, and nothing is lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.timeline.document import Document, Pronunciation
from aura.timeline.edits.fields import SetPlan, SetVoice
from aura.timeline.edits.scenes import SetSceneText
from aura.web.differences import marked

New = Callable[..., uuid.UUID]


@pytest.fixture
def put(client: TestClient) -> Callable[..., Any]:
    """Saves a field, as the page's script does."""

    def send(path: str, name: str, value: str, was: str, at: str = "brief", **more: str) -> Any:
        form = {"name": name, "key": name, "value": value, "was": was, **more}
        return client.put(f"{path}?at={at}", data=form, headers={"HX-Request": "true"})

    return send


def test_a_field_is_saved_and_the_frame_says_how_to_undo_it(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", topic="Lights")
    answer = put(f"/projects/{mine}/parts/brief", "audience", "Sailors", "")

    assert answer.status_code == 200
    assert "Undo: Changed the audience of the brief" in answer.text
    assert document_of(mine).brief.audience == "Sailors"


def test_numbers_switches_and_choices_are_saved_as_what_they_are(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    assert put(f"/projects/{mine}/parts/plan", "target_duration_s", "90", "60").status_code == 200
    assert put(f"/projects/{mine}/parts/render", "captions", "false", "true").status_code == 200
    assert put(f"/projects/{mine}/parts/plan", "pacing", "Fast", "Conversational").status_code == 200
    document = document_of(mine)

    assert (document.plan.target_duration_s, document.render.captions, document.plan.pacing) == (
        90,
        False,
        "Fast",
    )


def test_what_cannot_be_saved_is_said_beside_its_field(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    for name, value in (("target_duration_s", "3"), ("target_duration_s", "long"), ("pacing", "Hasty")):
        was = "60" if name == "target_duration_s" else "Conversational"
        answer = put(f"/projects/{mine}/parts/plan", name, value, was)
        assert answer.status_code == 422, value
        assert f'id="said-{name}"' in answer.text
    assert put(f"/projects/{mine}/parts/plan", "sections", "x", "()").status_code == 422
    assert put(f"/projects/{mine}/parts/plan", "nothing", "x", "").status_code == 422

    assert document_of(mine).plan.target_duration_s == 60


def test_a_save_of_no_part_or_from_no_page_is_refused(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    for path, at in (("parts/timeline", "brief"), ("parts/brief", "nowhere"), ("scenes/first", "scenes")):
        answer = put(f"/projects/{mine}/{path}", "goal", "Wonder", "", at=at)
        assert answer.status_code == 422, path
    assert put(f"/projects/{uuid.uuid4()}/parts/brief", "goal", "Wonder", "").status_code == 404

    assert document_of(mine).brief.goal == ""


def test_two_tabs_on_one_field_are_told_and_see_both_texts(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", topic="A lamp at sea")
    path = f"/projects/{mine}/parts/brief"
    assert put(path, "topic", "A lamp far out at sea", "A lamp at sea").status_code == 200
    late = put(path, "topic", "A lamp near the sea", "A lamp at sea")

    assert late.status_code == 409
    assert "changed in another tab" in late.text
    assert "<ins>near the</ins>" in late.text
    assert "A lamp far out at sea" in late.text
    assert document_of(mine).brief.topic == "A lamp far out at sea"


def test_two_tabs_on_two_fields_notice_nothing(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    path = f"/projects/{mine}/parts/brief"

    assert put(path, "goal", "Wonder", "").status_code == 200
    assert put(path, "audience", "Sailors", "").status_code == 200
    assert document_of(mine).brief.goal == "Wonder"


def test_an_answer_that_was_lost_makes_nobody_quarrel_with_himself(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", topic="A")
    path = f"/projects/{mine}/parts/brief"
    put(path, "topic", "AB", "A")  # arrived, and its answer did not

    assert put(path, "topic", "ABC", "A", tried="AB").status_code == 200
    assert put(path, "topic", "ABC", "A", tried="AB").status_code == 200
    assert document_of(mine).brief.topic == "ABC"


def test_typing_is_one_step_of_undo_and_both_sides_of_a_conflict_are_steps_of_their_own(
    client: TestClient, new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", topic="A")
    path = f"/projects/{mine}/parts/brief"
    put(path, "topic", "AB", "A")
    put(path, "topic", "ABC", "AB")
    put(path, "topic", "mine", "ABC", apart="yes")
    put(path, "topic", "ABC", "mine", apart="yes")
    client.post(f"/projects/{mine}/undo?at=brief")
    assert document_of(mine).brief.topic == "mine"
    client.post(f"/projects/{mine}/undo?at=brief")
    assert document_of(mine).brief.topic == "ABC"
    answer = client.post(f"/projects/{mine}/undo?at=brief")

    assert document_of(mine).brief.topic == "A"
    assert "Undone: Changed the topic of the brief" in answer.text
    assert "aura:content" in answer.headers["hx-trigger"]
    assert client.post(f"/projects/{mine}/undo?at=brief").status_code == 409
    client.post(f"/projects/{mine}/redo?at=brief")
    assert document_of(mine).brief.topic == "ABC"


def test_a_scene_is_saved_by_its_fields(
    new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    first, second = document_of(mine).timeline.scenes
    path = f"/projects/{mine}/scenes/{first.id}"

    assert put(path, "script_text", "It burns.", "A lamp burns.", at="scenes").status_code == 200
    assert put(path, "script_text", "It glows.", "A lamp burns.", at="scenes").status_code == 409
    assert put(path, "id", second.id, first.id, at="scenes").status_code == 422
    assert put(f"/projects/{mine}/scenes/{uuid.uuid4()}", "title", "x", "", at="scenes").status_code == 404
    assert document_of(mine).timeline.scenes[0].script_text == "It burns."


def test_next_goes_on_when_nothing_is_missing_and_saves_what_is_left(
    aura: Services, client: TestClient, new_project: New, put: Callable[..., Any]
) -> None:
    mine = new_project("Lighthouses", scenes=0)
    assert (
        client.post(f"/projects/{mine}/steps/plan", follow_redirects=False)
        .headers["location"]
        .endswith("/plan")
    )
    gated = client.post(f"/projects/{mine}/steps/voice", follow_redirects=False)

    assert gated.headers["location"].endswith("/plan")
    page = client.get(f"/projects/{mine}/plan").text
    assert "There is no script yet" in page
    assert 'href="#f-draft"' in page

    client.post(f"/projects/{mine}/draft")
    went = client.post(f"/projects/{mine}/steps/voice", follow_redirects=False)
    assert went.headers["location"].endswith("/voice")
    with aura.reading() as unit:
        assert unit.projects.get(mine).current_wizard_step == 2
        versions = unit.versions.list(mine, autosaves=True).items
    assert client.get(f"/projects/{mine}", follow_redirects=False).headers["location"].endswith("/voice")
    assert versions[0].version_type == "Autosave"


def test_an_outline_is_drafted_edited_and_put_in_another_order(
    client: TestClient, new_project: New, put: Callable[..., Any], document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", scenes=0, topic="How lighthouses work")
    client.post(f"/projects/{mine}/draft")
    before = [point.title for point in document_of(mine).plan.sections]
    assert len(before) >= 3

    client.post(f"/projects/{mine}/outline/0/move", data={"to": "2"})
    after = [point.title for point in document_of(mine).plan.sections]
    assert after == [before[1], before[2], before[0], *before[3:]]
    assert put(f"/projects/{mine}/outline/0", "title", "Fire", before[1]).status_code == 200
    assert put(f"/projects/{mine}/outline/0", "title", "Ice", before[1]).status_code == 409
    client.post(f"/projects/{mine}/outline/1/delete")
    client.post(f"/projects/{mine}/outline")
    last = [point.title for point in document_of(mine).plan.sections]
    assert last == ["Fire", before[0], *before[3:], ""]
    assert client.post(f"/projects/{mine}/outline/99/delete").status_code == 409
    for way in ("move", "delete"):  # numbers are of the page's time, titles say whether they still hold
        wrong = {"to": "1", "title": "Ice"}
        assert client.post(f"/projects/{mine}/outline/0/{way}", data=wrong).status_code == 409
    same = {"to": "1", "title": " Fire\n"}
    assert client.post(f"/projects/{mine}/outline/0/move", data=same).status_code == 200
    assert client.post(f"/projects/{mine}/outline/0/move", data={"to": "99"}).status_code == 409
    assert put(f"/projects/{mine}/outline/99", "title", "x", "").status_code == 409


def test_words_that_differ_are_marked_on_both_sides_and_texts_stay_whole() -> None:
    sides = marked("One lamp reaches 40 km\nout.", "One lamp could be seen 40 km\nout.")

    assert "".join(piece.text for piece in sides.yours) == "One lamp reaches 40 km\nout."
    assert "".join(piece.text for piece in sides.other) == "One lamp could be seen 40 km\nout."
    assert [piece.text for piece in sides.yours if piece.is_marked] == ["reaches"]


def test_long_texts_of_the_same_few_words_are_compared_at_once() -> None:
    yours, other = "so " * 2_000, "so so far " * 700
    sides = marked(yours, other)  # where each word is looked for everywhere, this takes minutes

    assert "".join(piece.text for piece in sides.yours) == yours
    assert "".join(piece.text for piece in sides.other) == other
    assert any(piece.is_marked for piece in sides.other)


def test_a_sample_of_the_voice_is_heard(client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses")
    sample = client.get(f"/projects/{mine}/voice/sample")

    assert sample.headers["content-type"] == "audio/wav"
    assert sample.content[:4] == b"RIFF"
    assert "The best for the language" in client.get(f"/projects/{mine}/voice").text


def test_a_sample_is_spoken_as_the_film_is_and_asked_for_anew_when_that_changes(
    aura: Services, client: TestClient, new_project: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, heard = new_project("Lighthouses", script_text="A lamp burns."), []
    speaker = aura.studio.makers.offline_speaker
    speak = speaker.speak

    def listen(text: str, **how: Any) -> Any:
        heard.append((text, how["rate_percent"]))
        return speak(text, **how)

    monkeypatch.setattr(speaker, "speak", listen)
    addresses = []
    said = (Pronunciation(written="lamp", spoken="lantern"),)
    for edit in (SetPlan(pacing="Conversational"), SetPlan(pacing="Fast"), SetVoice(pronunciations=said)):
        with aura.writing() as unit:
            unit.editing.apply(mine, [edit], merge=False)
        player = client.get(f"/projects/{mine}/voice/listen").text
        addresses.append(player.partition('src="')[2].partition('"')[0])
        client.get(addresses[-1])
    with aura.writing() as unit:
        scene = unit.live(mine).order().ids[0]
        unit.editing.apply(mine, [SetSceneText(scene=scene, text="A bell rings.")])
    addresses.append(
        client.get(f"/projects/{mine}/voice/listen").text.partition('src="')[2].partition('"')[0]
    )

    assert [text for text, _ in heard] == ["A lamp burns.", "A lamp burns.", "A lantern burns."]
    assert heard[0][1] < heard[1][1]
    assert len(set(addresses)) == len(addresses)
