"""The history over HTTP: what is listed, what is compared, and what each button brings back."""

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.errors import ToolFailed
from aura.ids import new_id
from aura.projects.live import LiveView
from aura.services import Services
from aura.timeline.comparing import compare
from aura.timeline.document import Asset, Document, Head, Music, Section, Timeline
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.drawing import DrawScene
from aura.timeline.edits.fields import SetBrief, SetHead, SetPlan, SetRender
from aura.timeline.edits.scenes import (
    DeleteScene,
    InsertScene,
    MoveScene,
    SetSceneMotion,
    SetSceneText,
    SetSceneTransition,
)
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.web import history
from aura.web.compare_cards import Halves, cards, changes_of
from aura.web.compare_pieces import Piece, marked

HTMX = {"HX-Request": "true"}


class Told:
    """A project, what is done to it, and what its history says."""

    def __init__(self, aura: Services, client: TestClient, project_id: uuid.UUID) -> None:
        self.aura, self.client, self.id = aura, client, project_id
        self.path = f"/projects/{project_id}/history"

    def apply(self, *edits: Any) -> None:
        for edit in edits:
            with self.aura.writing() as unit:
                unit.editing.apply(self.id, [edit], merge=False)

    def save(self, **facts: Any) -> int:
        with self.aura.writing() as unit:
            return unit.versions.save(self.id, **facts).version_number

    @property
    def document(self) -> Document:
        with self.aura.reading() as unit:
            return unit.live(self.id).document()

    @property
    def scenes(self) -> list[Scene]:
        return list(self.document.timeline.scenes)

    def page(self, query: str = "") -> str:
        answer = self.client.get(self.path + query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, **data: str) -> Any:
        return self.client.post(self.path + path, data=data, headers=HTMX)

    def press(self, page: str, words: str) -> Any:
        """Press the first button that says so."""
        found = re.search(rf'hx-post="([^"]+)"[^>]*>(?:<svg.*?</svg>)?\s*(?:<span>)?{re.escape(words)}', page)
        assert found, words
        return self.client.post(html.unescape(found[1]), headers=HTMX)

    def card(self, page: str, kind: str) -> str:
        """The first card of a kind."""
        found = re.search(rf'<article class="change"[^>]*data-kind="{kind}".*?</article>', page, re.DOTALL)
        assert found, kind
        return html.unescape(re.sub(r"\s+", " ", found[0]))


@pytest.fixture
def told(aura: Services, client: TestClient, new_project: Callable[..., uuid.UUID]) -> Told:
    return Told(aura, client, new_project("Lighthouses", scenes=4))


def test_the_timeline_has_named_versions_restore_points_and_folded_autosaves(told: Told, clock: Any) -> None:
    told.save(name="First draft")
    for _ in range(4):
        clock.advance(minutes=12)
        told.apply(SetSceneText(scene=told.scenes[0].id, text=f"At {clock.moment}."))
        told.save(version_type="Autosave")
    clock.advance(days=1)
    told.save(name="Before a new draft", version_type="RestorePoint")
    page = html.unescape(told.page())

    assert re.search(r">Today</h3>.*>Yesterday</h3>", page, re.DOTALL)
    assert "4 autosaves," in page
    assert 'data-type="RestorePoint"' in page
    assert "kept 30 days" in page
    assert page.count('data-type="Autosave"') == 4
    assert re.search(r"<details id=\"fold-\d+\">", page)
    assert "First draft" in page
    assert 'data-type="now"' in page


def test_now_is_told_from_the_newest_version(told: Told) -> None:
    number = told.save(name="Good")
    assert f"as in v{number}" in told.page()
    told.apply(SetSceneText(scene=told.scenes[0].id, text="One."), SetHead(title="Two"))

    assert f"v{number} and 2 edits" in told.page()


def test_the_project_is_read_once_for_all_that_a_page_says_of_now(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.save(name="Before")
    told.apply(SetHead(title="Another"))
    reads: list[LiveView] = []
    freeze = LiveView.freeze
    monkeypatch.setattr(LiveView, "freeze", lambda live: reads.append(live) or freeze(live))

    page = told.client.get(told.path).text

    assert "and 1 edit" in page
    assert "Another" in page
    assert len(reads) == 1


def test_versions_are_filtered_and_hundreds_are_shown_bit_by_bit(told: Told) -> None:
    with told.aura.writing() as unit:
        for number in range(130):
            unit.versions.save(told.id, name=f"Take {number}", important=number == 7)
    first = told.page()

    assert len(re.findall(r'class="version" id=', first)) == 60
    assert "71 older" in first
    more = re.search(r'href="([^"]+show=120[^"]*)"', first)
    assert more
    assert len(re.findall(r'class="version" id=', told.client.get(html.unescape(more[1])).text)) == 120
    assert re.findall(r'class="version" id="(v\d+)"', told.page("?only=important")) == ["v9"]
    assert 'id="v3" data-type="Manual"' in told.page("?version=3")  # shown, however far down it is


def test_a_comparison_shows_what_became_of_each_scene_and_part(told: Told) -> None:
    first, second, third, fourth = (scene.id for scene in told.scenes)
    number = told.save(name="Sent to Marta")
    told.apply(
        SetSceneText(scene=first, text="A lamp glows."),
        SetSceneMotion(scene=second, motion="left"),
        DeleteScene(scene=third),
        MoveScene(scene=fourth, after="start"),
        InsertScene(scene=Scene(id=str(new_id()), script_text="Every light blinks."), after="end"),
        SetBrief(audience="Sailors"),
        SetPlan(sections=(Section(title="Fire"), Section(title="Glass"))),
    )
    page = told.page(f"?version={number}")
    changed = told.card(page, "changed")

    assert "“Sent to Marta” and now" in html.unescape(page)
    assert "A lamp <del>burns</del>." in changed
    assert "A lamp <ins>glows</ins>." in changed
    assert "Motion" in page
    assert "<del>Chosen by Aura</del>" in page
    assert "<ins>Drift left</ins>" in page
    assert f"Not there in v{number}" in told.card(page, "inserted")
    assert "Every light blinks." in told.card(page, "inserted")
    assert "Not there now" in told.card(page, "deleted")
    assert "was scene 4, content unchanged" in told.card(page, "moved")
    assert "<ins>Sailors</ins>" in page
    assert "<ins>Fire Glass</ins>" in re.sub(r"\s+", " ", page)
    assert "5 of 5 scenes differ." in page
    assert "Show changes" in page
    only = told.page(f"?version={number}&kind=deleted")
    assert only.count('<article class="change"') == 1


def test_two_versions_are_compared_the_older_one_on_the_left(told: Told) -> None:
    older = told.save(name="Old")
    told.apply(SetSceneText(scene=told.scenes[0].id, text="A lamp glows."))
    newer = told.save(name="New")
    told.apply(SetSceneText(scene=told.scenes[0].id, text="Later still."))
    for query in (f"?version={older}&against={newer}", f"?version={newer}&against={older}"):
        card = told.card(told.page(query), "changed")
        assert card.index("<del>burns</del>") < card.index("<ins>glows</ins>")
    told.press(told.page(f"?version={newer}&against={older}"), f"Restore as in v{newer}")

    assert told.scenes[0].script_text == "A lamp glows."


def test_one_scene_is_restored_and_undo_brings_the_other_back(told: Told) -> None:
    number = told.save(name="Good")
    told.apply(SetSceneText(scene=told.scenes[1].id, text="Worse."))
    answer = told.press(told.page(f"?version={number}"), "Restore this scene")

    assert f"Restored scene 2 as in version {number}" in answer.text
    assert told.scenes[1].script_text == "A lamp burns."
    undo = re.search(r'action="([^"]+/undo[^"]+)"', answer.text)
    assert undo
    told.client.post(html.unescape(undo[1]), headers=HTMX)
    assert told.scenes[1].script_text == "Worse."


def test_each_card_s_button_takes_back_just_what_it_shows(told: Told) -> None:
    ids = [scene.id for scene in told.scenes]
    number = told.save(name="Good")
    told.apply(
        DeleteScene(scene=ids[2]),
        MoveScene(scene=ids[0], after="end"),
        InsertScene(scene=Scene(id=str(new_id()), script_text="New."), after="start"),
        SetBrief(audience="Sailors"),
    )
    for words in ("Remove it", "Bring back", "Move back", "Restore the brief"):
        assert told.press(told.page(f"?version={number}"), words).status_code == 200

    assert [scene.id for scene in told.scenes] == ids
    assert told.document.brief.audience == ""
    assert "Nothing differs." in told.page(f"?version={number}")


def test_many_moved_scenes_come_back_in_any_order(told: Told) -> None:
    ids = [scene.id for scene in told.scenes]
    number = told.save(name="Good")
    told.apply(MoveScene(scene=ids[3], after="start"), MoveScene(scene=ids[2], after="start"))
    for scene_id in (ids[3], ids[2], ids[1], ids[0]):
        told.post(f"/versions/{number}/scenes/{scene_id}/move-back")

    assert [scene.id for scene in told.scenes] == ids


def test_a_whole_version_comes_back_and_what_was_there_is_kept(told: Told) -> None:
    number = told.save(name="Good")
    good = told.document
    told.apply(SetHead(title="Worse"), DeleteScene(scene=told.scenes[0].id))
    worse = told.document
    answer = told.post(f"/versions/{number}/restore")

    assert f"v{number} “Good” is back. What was there is kept as v{number + 1}." in html.unescape(answer.text)
    assert told.document == good
    assert 'id="title"' in answer.text
    assert 'id="steps"' not in answer.text  # there are none on this page
    assert f"Before restoring version {number}" in told.page()
    told.client.post(f"/projects/{told.id}/undo?at=history", headers=HTMX)
    assert told.document == worse


def test_what_is_as_it_was_is_not_restored_again(told: Told) -> None:
    number = told.save(name="Good")

    assert f"All is as in v{number} already." in told.post(f"/versions/{number}/restore").text
    part = told.post(f"/versions/{number}/parts/brief/restore")
    assert f"The brief is as in v{number} already." in part.text


def test_a_version_is_saved_named_marked_deleted_and_brought_back(told: Told) -> None:
    answer = told.post("/versions", name="Sent to Marta", description="She liked it.", important="true")
    assert "v2 is saved as “Sent to Marta”." in html.unescape(answer.text)
    page = told.page()
    assert "She liked it." in page
    assert "Important: " in page

    told.post("/versions/2", name="Sent to Marta and Piet", description="")
    page = told.page()
    assert "Sent to Marta and Piet" in page
    assert "She liked it." not in page
    assert "Important: " not in page
    for _ in range(2):  # pressed in two tabs, it is done all the same
        marked = told.post("/versions/2/mark")
        assert "v2 is marked as important" in marked.text
        assert f'hx-post="{told.path}/versions/2/unmark"' in marked.text
    assert "Important: " in told.page()
    assert "no longer marked as important" in told.post("/versions/2/unmark").text
    assert "Important: " not in told.page()

    gone = told.post("/versions/2/delete")
    assert "can be brought back for 30 days" in gone.text
    assert f'hx-post="{told.path}/versions/2/bring-back"' in gone.text
    assert 'id="v2"' not in told.page("?version=2")  # another one is shown
    assert "30 days left" in told.page("?only=deleted")
    told.post("/versions/2/bring-back")
    assert 'id="v2"' in told.page()


def test_an_autosave_without_a_name_stays_one_when_it_is_described(told: Told) -> None:
    number = told.save(version_type="Autosave")
    told.post(f"/versions/{number}", name="", description="Before lunch")
    assert f'id="v{number}" data-type="Autosave"' in told.page()
    told.post(f"/versions/{number}", name="Lunch", description="Before lunch")

    assert f'id="v{number}" data-type="Manual"' in told.page()


def test_a_name_that_is_too_long_is_refused_beside_its_field(told: Told) -> None:
    for path, field in (("/versions", "save"), ("/versions/1", "describe")):
        answer = told.post(path, name="x" * 301)
        assert answer.status_code == 422
        assert f'id="said-{field}-version"' in answer.text
    answer = told.post("/versions/1/copy", title="x" * 301)
    assert answer.status_code == 422
    with told.aura.reading() as unit:
        assert len(unit.projects.list().items) == 1


def test_a_version_opens_as_a_project_of_its_own(told: Told) -> None:
    number = told.save(name="Good")
    told.apply(SetSceneText(scene=told.scenes[0].id, text="Worse."))
    answer = told.post(f"/versions/{number}/copy", title="Lighthouses for Marta")
    copy = uuid.UUID(answer.headers["hx-redirect"].rsplit("/", 1)[1])
    with told.aura.reading() as unit:
        document = unit.live(copy).document()

    assert document.timeline.head.title == "Lighthouses for Marta"
    assert document.timeline.scenes[0].script_text == "A lamp burns."
    assert told.scenes[0].script_text == "Worse."
    assert copy != told.id


def test_a_copy_of_a_project_without_a_title_is_offered_a_name(told: Told) -> None:
    told.apply(SetHead(title=""))

    assert 'value="Untitled (Created)"' in told.page()


def test_what_differs_is_called_as_it_is_where_it_is_chosen(told: Told) -> None:
    first = told.scenes[0].id
    picture = Asset(digest="cd" * 32, type="Image", name="sky.png", mime="image/png", width_px=8, height_px=8)
    told.apply(AddAsset(asset=picture), SetSceneMedia(scene=first, media=Media(asset=picture.digest)))
    number = told.save()
    told.apply(
        SetSceneMedia(scene=first, media=Media(asset=picture.digest, fit="contain")),
        SetSceneTransition(scene=first, transition="wipe-left", frames=10),
        SetPlan(pacing="Chill", form="story-time"),
        SetRender(caption_style="pill"),
    )
    page = html.unescape(told.page(f"?version={number}"))

    for before, after in (
        ("Fill the frame", "All of it"),
        ("Cut", "Wipe to the left 0.3 s"),
        ("Conversational", "Calm"),
        ("Explainer", "Story"),
        ("Plain", "Spoken word on a pill"),
    ):
        assert f"<del>{before}</del>" in page
        assert f"<ins>{after}</ins>" in page


def test_what_was_done_is_told_and_taken_back_as_far_as_one_says(told: Told) -> None:
    first = told.scenes[0].id
    for number in range(4):
        told.apply(SetSceneText(scene=first, text=f"Take {number}."))
    page = told.client.get(f"{told.path}/done").text
    assert page.count("Changed the text of scene 1") >= 4
    assert "Undo 3 after this" in page
    assert "You · " in page

    answer = told.press(page, "Undo 2 after this")
    assert "2 steps are taken back." in answer.text
    assert told.scenes[0].script_text == "Take 1."
    page = told.client.get(f"{told.path}/done").text
    assert "Redo this" in page
    assert page.count("Taken back") == 2
    redo = re.search(r'action="([^"]+/forth[^"]+)"', answer.text)
    assert redo
    assert "2 steps are done again." in told.client.post(html.unescape(redo[1]), headers=HTMX).text
    assert told.scenes[0].script_text == "Take 3."
    told.post("/back?to=0")
    assert told.scenes[0].script_text == "A lamp burns."
    told.press(told.client.get(f"{told.path}/done").text, "Redo 3 steps")
    assert told.scenes[0].script_text == "Take 2."


def test_the_way_back_of_a_page_from_before_takes_back_no_more_than_it_says(told: Told) -> None:
    for number in range(3):
        told.apply(SetSceneText(scene=told.scenes[0].id, text=f"Take {number}."))
    page = told.client.get(f"{told.path}/done").text
    told.apply(SetHead(title="In another tab"))
    refused = told.press(page, "Undo 2 after this")

    assert refused.status_code == 409
    assert "Something else was done since." in refused.text
    assert told.scenes[0].script_text == "Take 2."
    told.press(told.client.get(f"{told.path}/done").text, "Undo 3 after this")
    assert told.scenes[0].script_text == "Take 0."


def test_the_way_back_from_steps_that_were_done_again_takes_nothing_else_back(told: Told) -> None:
    for title in ("One", "Two"):
        told.apply(SetHead(title=title))
    told.post("/back?to=0")
    toast = told.post("/forth?to=2").text
    (way_back,) = re.findall(r'action="([^"]*/back[^"]*)"', toast)
    told.apply(SetHead(title="Three"))
    refused = told.client.post(html.unescape(way_back), headers=HTMX)

    assert refused.status_code == 409
    assert "Something else was done since." in refused.text
    assert told.document.timeline.head.title == "Three"
    told.client.post(f"/projects/{told.id}/undo?at=history", headers=HTMX)
    assert "2 steps are taken back." in told.client.post(html.unescape(way_back), headers=HTMX).text


def test_where_nothing_is_left_to_turn_no_way_back_is_offered(told: Told) -> None:
    told.apply(SetHead(title="Lights"))
    for path in ("/forth?to=99", "/back?to=99"):
        answer = told.post(path)
        assert answer.status_code == 200
        assert "There is nothing" in answer.text
        assert "/back?to=" not in answer.text
        assert "/forth?to=" not in answer.text
    assert told.document.timeline.head.title == "Lights"


def test_no_link_leads_to_more_than_a_page_shows(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 70)
    with told.aura.writing() as unit:
        for number in range(90):
            unit.versions.save(told.id, name=f"Take {number}")
            unit.editing.apply(told.id, [SetHead(title=f"Take {number}")], merge=False)

    assert 'show=70"' in told.page()
    assert "older</a>" not in told.page("?show=70")
    assert "done?show=70" in told.page("/done?show=40")
    assert "done?show=" not in told.page("/done?show=70")


def test_pages_of_many_steps_and_of_none(told: Told) -> None:
    empty = told.client.get(f"{told.path}/done").text
    assert "Nothing was done yet" in empty
    for number in range(6):
        told.apply(SetHead(title=f"Take {number}"))
    page = told.client.get(f"{told.path}/done?show=3").text

    assert len(re.findall(r'class="step-line"', page)) == 2  # the last one might go on
    assert "done?show=103" in page


def test_a_picture_is_there_for_every_version_and_scene(told: Told) -> None:
    blank = told.client.get(f"{told.path}/picture?version=1")
    assert blank.headers["content-type"].startswith("image/svg")
    scene = told.scenes[0].id
    for query in (
        f"scene={scene}",
        f"version=1&scene={scene}",
        f"scene={uuid.uuid4()}",
        "scene=no",
        "version=77",
    ):
        assert told.client.get(f"{told.path}/picture?{query}").status_code == 200
    kept = told.client.get(f"{told.path}/picture?version=1", follow_redirects=False)
    assert "max-age" in kept.headers["cache-control"]


def test_a_picture_that_could_not_be_made_is_asked_for_again(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ToolFailed("A picture could not be drawn.")

    told.apply(DrawScene(scene=told.scenes[0].id, name="gone"))
    number = told.save()
    monkeypatch.setattr(told.aura.glances, "thumbnail", fail)
    answer = told.client.get(f"{told.path}/picture?version={number}", follow_redirects=False)

    assert answer.status_code == 302
    assert "max-age" not in answer.headers.get("cache-control", "")


def test_hundreds_of_scenes_that_differ_make_a_small_page(
    aura: Services, client: TestClient, new_project: Callable[..., uuid.UUID]
) -> None:
    long = "It shone over the sea, and nobody knew who had lit it. " * 20
    many = Told(aura, client, new_project("Many", scenes=200, script_text=long))
    number = many.save(name="Good")
    edits = [SetSceneText(scene=scene.id, text=f"Once upon a time. {long}") for scene in many.scenes]
    with aura.writing() as unit:
        unit.editing.apply(many.id, edits)
    page = many.page(f"?version={number}")

    assert page.count('<article class="change"') == 40
    assert "160 more changes" in page
    assert "<ins>Once upon a time." in page
    assert len(page) < 150_000
    assert many.page(f"?version={number}&most=80").count('<article class="change"') == 80


def test_a_version_that_never_was_is_said_not_to_be_there(told: Told) -> None:
    assert told.client.get(f"{told.path}?version=77").status_code == 404
    assert told.client.get(f"{told.path}?version=1&against=").status_code == 200
    assert told.post("/versions/77/restore").status_code == 404


def test_the_words_of_long_texts_are_marked_and_what_is_far_from_them_left_out() -> None:
    far = "It shone over the sea. " * 100
    before, after = marked(f"{far}One lamp glows.{far}", f"{far}Two lamp glow.{far}")

    assert [piece.mark for piece in before] == ["gap", "", "del", "", "del", "", "gap"]
    assert Piece("…", "gap") in before
    assert Piece("…", "gap") in after
    assert sum(len(piece.text) for piece in after) < 800
    assert marked("same", "same") == ([Piece("same")], [Piece("same")])


def test_music_files_and_pictures_are_told_by_name(told: Told) -> None:
    digest = "ab" * 32
    scene = Scene(id=str(new_id()))
    before = Document(timeline=Timeline(scenes=(scene,)))
    after = Document(
        timeline=Timeline(
            head=Head(music=Music(asset=digest)),
            assets=(Asset(digest=digest, type="Audio", name="waves.ogg"),),
            scenes=(Scene(id=scene.id, media=Media(asset="cd" * 32, made_from="ef" * 32)),),
        )
    )
    halves = Halves.of(before, after, ("in v1", "now"))
    head, files, shown = cards(changes_of(compare(before, after)), halves)

    assert head.title == "Title, music and watermark"
    assert head.sides[1].facts[0].pieces == [Piece("waves.ogg", "ins")]
    assert files.sides[1].facts[0].label == "Audio"
    assert shown.what.startswith("picture")
    assert shown.sides[0].facts[0].pieces == [Piece("none", "del")]
    assert shown.sides[1].has_picture
