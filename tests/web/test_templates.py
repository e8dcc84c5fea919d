"""Templates: the list, one's own made of a project, changed, deleted and brought back; files in and out."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.db.pages import cursor_of
from aura.providers.online import tries
from aura.services import Services
from aura.templates.custom_templates import Card
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Scene
from aura.web import template_pages
from aura.web.forms import Form
from aura.web.template_variables import asked, name_of

New = Callable[..., uuid.UUID]


def made(client: TestClient, project_id: uuid.UUID, **form: str) -> str:
    """An own template of a project; its id."""
    form = {"name": "City film", "description": "", "category": "Creative", **form}
    answer = client.post(f"/projects/{project_id}/template", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(re.findall("/templates/own/([^?]+)", answer.headers["location"])[0])


@pytest.fixture
def lisbon(new_project: New) -> uuid.UUID:
    return new_project("A day in Lisbon", topic="Lisbon", script_text="Lisbon wakes by the river.")


def test_the_list_shows_what_ships_with_its_menus(client: TestClient) -> None:
    page = client.get("/new/template").text

    assert "Ready to use" in page
    assert "/new/template/youtube-explainer" in page
    assert "/api/v1/templates/youtube-explainer/file" in page
    assert "Your own" not in page


def test_every_template_is_on_some_page(
    client: TestClient, aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_pages, "PER_PAGE", 4)
    with aura.writing() as unit:
        mine = {unit.custom_templates.create(Card(name=f"Mine {number}"), {}).id for number in range(9)}
        shipped = {template.id for template in unit.templates.list(limit=100).items}

    def walked(more: str) -> list[str]:
        """The cards of each page, as one goes on by the link that says so."""
        address, cards = "/new/template", []
        while address:
            page = client.get(address).text
            cards += re.findall('<article class="project" id="template-([^"]+)"', page)
            link = re.search(f'<a class="btn" href="([^"]+)">(?:(?!</a>).)* {more}</a>', page)
            address = unescape(link[1]) if link else ""
        return cards

    own, others = walked("More of your own"), walked("More templates")
    with aura.reading() as unit:
        shipped = {template.id for template in unit.templates.list(limit=100).items}
    assert sorted(card for card in own if card in mine) == sorted(mine)
    assert sorted(card for card in others if card in shipped) == sorted(shipped)
    assert len(shipped) > 4
    beyond = client.get(f"/new/template?own={cursor_of(min(mine))}").text
    assert "Your own" not in beyond
    assert "Back to the first" in beyond


def test_a_project_becomes_a_template_with_blanks_and_films_come_of_it(
    client: TestClient, lisbon: uuid.UUID, document_of: Callable[..., Document]
) -> None:
    form = client.get(f"/projects/{lisbon}/template").text
    assert 'value="Lisbon"' in form
    own = made(client, lisbon, words_0="Lisbon", label_0="City")
    assert "City film" in client.get("/new/template").text
    question = client.get(f"/new/template/own/{own}").text
    assert ">City" in question
    assert 'name="v_city"' in question
    preview = client.post(f"/new/template/own/{own}/preview", data={"v_city": "Porto"}).text
    assert "A day in Porto" in preview
    started = client.post(f"/new/template/own/{own}", data={"v_city": "Porto"}, follow_redirects=False)
    document = document_of(uuid.UUID(started.headers["location"].split("/")[2]))

    assert document.timeline.head.title == "A day in Porto"
    assert document.timeline.scenes[0].script_text == "Porto wakes by the river."


def test_a_blank_may_be_called_what_blanks_that_fill_themselves_are_called(
    client: TestClient, lisbon: uuid.UUID
) -> None:
    own = made(client, lisbon, words_0="Lisbon", label_0="Item")
    answers = {"v_item_2": "Porto"}
    preview = client.post(f"/new/template/own/{own}/preview", data=answers).text

    assert ">Item" in client.get(f"/new/template/own/{own}").text
    assert "A day in Porto" in preview


def test_answers_are_there_again_when_the_server_that_is_to_write_fails_and_it_is_said_why(
    client: TestClient, aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = tries.Patience(sleep=lambda seconds: None)
    monkeypatch.setattr("aura.providers.online.drafter.PATIENCE", once)
    asks = {
        "variables": [{"name": "what", "type": "LongText"}],
        "brief": {"topic": "Rivers", "notes": "{{what}}"},
    }
    with aura.writing() as unit:
        own = unit.custom_templates.create(Card(name="To be written"), asks).id
        unit.setup.save(tier="OwnServer")
        unit.configuration.set("text.base_url", "http://127.0.0.1:1/v1")
    preview = client.post(f"/new/template/own/{own}/preview", data={"v_what": "The Tagus"})
    assert preview.status_code == 200
    assert "text.model is not set" in preview.text
    with aura.writing() as unit:
        unit.configuration.set("text.model", "m")
    again = client.post(f"/new/template/own/{own}", data={"v_what": "The Tagus, from end to end."})

    assert again.status_code == 422
    assert "127.0.0.1:1 cannot be reached" in again.text
    assert "The Tagus, from end to end." in again.text
    with aura.reading() as unit:
        assert unit.projects.list().items == []


def test_what_is_wrong_with_no_single_answer_is_said_above_them_all(
    client: TestClient, aura: Services
) -> None:
    asks = {
        "variables": [{"name": "city", "default": "Lisbon"}],
        "brief": {"topic": "A day and a night in {{city}} and in {{city}}"},
        "scenes": [{"text": "{{city}}"}],
    }
    with aura.writing() as unit:
        own = unit.custom_templates.create(Card(name="City"), asks).id
    again = client.post(f"/new/template/own/{own}", data={"v_city": "Lisbon" * 40})

    assert again.status_code == 422
    assert "300" in again.text
    assert "Lisbon" * 40 in again.text


def test_what_cannot_be_a_template_is_said_at_its_field(client: TestClient, lisbon: uuid.UUID) -> None:
    at = f"/projects/{lisbon}/template"
    nameless = client.post(at, data={"name": " ", "category": "Creative"})
    nowhere = client.post(at, data={"name": "x", "category": "Creative", "words_2": "Madrid"})

    assert nameless.status_code == nowhere.status_code == 422
    assert 'id="said-name" class="said"><p class="error">' in nameless.text
    assert re.search(r'id="said-words_2" class="said"><p class="error">', nowhere.text)
    assert "Madrid” is nowhere in the project" in nowhere.text
    assert client.post(at, data={"name": "x", "category": "Odd"}).status_code == 422
    assert client.get(f"/projects/{uuid.uuid4()}/template").status_code == 404


def test_an_own_template_is_changed(client: TestClient, lisbon: uuid.UUID) -> None:
    own = made(client, lisbon, words_0="Lisbon", label_0="City")
    changes = {
        "name": "Any city",
        "description": "From dawn to dusk.",
        "category": "YouTube",
        "is_default": "yes",
        "label_city": "Which city?",
        "help_city": "As its people call it.",
        "default_city": "Porto",
    }
    assert client.post(f"/templates/own/{own}", data=changes, follow_redirects=False).status_code == 303
    question = client.get(f"/new/template/own/{own}").text
    edit = client.get(f"/templates/own/{own}").text

    assert "Which city?" in question
    assert "As its people call it." in question
    assert 'value="Porto"' in question
    assert "Offered first" in client.get("/new/template").text
    assert "optional" in question  # it need not be filled in any more
    assert "{{city}} wakes by the river." in edit
    bad = client.post(f"/templates/own/{own}", data={**changes, "name": ""})
    assert bad.status_code == 422
    checked = 'name="is_default" value="yes" autocomplete="off" checked'
    assert checked in bad.text
    del changes["is_default"]
    assert checked not in client.post(f"/templates/own/{own}", data={**changes, "name": ""}).text
    assert "Say what the template is called." in bad.text


def test_of_two_tabs_on_a_template_the_second_is_told_of_the_first_before_it_takes_its_place(
    client: TestClient, lisbon: uuid.UUID
) -> None:
    own = made(client, lisbon, words_0="Lisbon", label_0="City")
    at = f"/templates/own/{own}"

    def seen(page: str) -> str:
        return unescape(re.findall('name="seen" value="([^"]+)"', page)[0])

    form = {"name": "City film", "category": "Creative", "required_city": "yes", "default_city": "Lisbon"}
    form |= {"label_city": "City", "help_city": "", "seen": seen(client.get(at).text)}
    first = client.post(at, data={**form, "help_city": "By its own name."}, follow_redirects=False)
    second = client.post(at, data={**form, "label_city": "Which town?"}, follow_redirects=False)

    assert (first.status_code, second.status_code) == (303, 422)
    assert "was changed in the meantime" in second.text
    assert "Which town?" in second.text
    assert "By its own name." in client.get(at).text
    again = {**form, "label_city": "Which town?", "seen": seen(second.text)}
    assert client.post(at, data=again, follow_redirects=False).status_code == 303
    assert "Which town?" in client.get(at).text
    assert client.post(at, data={**form, "seen": "yesterday"}).status_code == 422


def test_templates_are_deleted_and_brought_back(client: TestClient, lisbon: uuid.UUID) -> None:
    own = made(client, lisbon)
    for at, name in ((f"/templates/own/{own}", "City film"), ("/templates/youtube-explainer", "")):
        gone = client.post(f"{at}/delete", headers={"HX-Request": "true"})
        assert f"{name}” is deleted." in gone.text
        assert "aura:templates" in gone.headers["hx-trigger"]
        assert f"{at}/bring-back" in gone.text
        assert client.post(f"{at}/delete").status_code == 404
        back = client.post(f"{at}/bring-back")
        assert "is back." in back.text
    assert "City film" in client.get("/new/template").text
    assert "youtube-explainer" in client.get("/new/template").text


def test_a_template_s_file_goes_out_and_comes_in(client: TestClient, lisbon: uuid.UUID) -> None:
    own = made(client, lisbon, words_0="Lisbon", label_0="City")
    file = client.get(f"/api/v1/custom-templates/{own}/file").content
    for each in (file, b"\xef\xbb\xbf" + file):
        taken = client.post("/templates/import", content=each, headers={"HX-Request": "true"})
        assert taken.status_code == 204
    where = taken.headers["hx-redirect"]

    assert where.startswith("/new/template/own-")
    assert 'name="v_city"' in client.get(where).text
    wrongs = {b"\xff\xfe": 422, b"not toml = = =": 422, b"": 422, b'id = "x"': 422, b"#" * 300_000: 413}
    for wrong, status in wrongs.items():
        refused = client.post("/templates/import", content=wrong, headers={"HX-Request": "true"})
        assert refused.status_code == status
        assert 'class="toast"' in refused.text


def test_a_blank_is_named_after_what_people_call_it() -> None:
    assert name_of("City name") == "city_name"
    assert name_of("Größe") == "groe"
    assert name_of("3rd stop") == "blank_3rd_stop"
    assert name_of("東京") == "blank"
    assert name_of("City", ["city", "city_2"]) == "city_3"
    assert [name_of(label) for label in ("Number", "Item", "Count", "Braces")] == [
        "number_2",
        "item_2",
        "count_2",
        "braces_2",
    ]
    form = Form(
        {"words_0": ["Lisbon"], "label_0": [""], "words_1": [" "], "words_4": ["x"], "label_4": ["X"]}
    )
    assert asked(form) == {"blank_1": ("Blank 1", "Lisbon"), "x": ("X", "x")}


def test_hostile_words_are_shown_as_text(
    client: TestClient, new_project: New, seen: Any, hostile: tuple[str, ...]
) -> None:
    for text in hostile:
        mine = new_project(text, scenes=1, topic=text, script_text=text)
        blank = {} if "{{" in text else {"words_0": text}  # braces stay braces, and are no words
        own = made(client, mine, name=text, description=text, label_0=text, **blank)
        paths = (
            f"/projects/{mine}/template",
            f"/templates/own/{own}",
            f"/new/template/own/{own}",
            "/new/template",
        )
        for path in paths:
            page = seen(client.get(path).text)
            assert not any(name.startswith("on") for name, _ in page.attributes), (text, path)
            assert "iframe" not in page.elements
            assert not any("alert" in address for address in page.addresses)


def test_from_a_project_s_menu_to_a_film_of_ones_own_template(page: Any, site: Any, expect: Any) -> None:
    aura: Services = site.aura
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        scene = Scene(id=str(uuid.uuid4()), script_text="Lisbon wakes.")
        head = Head(title="A day in Lisbon")
        mine = unit.projects.create(brief=Brief(topic="Lisbon"), head=head, scenes=[scene]).id
    page.goto(f"/projects/{mine}/brief")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Save as a template").click()
    page.get_by_label("Name", exact=True).fill("City film")
    page.get_by_label("Asked for as").first.fill("City")
    page.get_by_role("button", name="Save the template").click()
    expect(page.get_by_text("Your template is saved.")).to_be_visible()
    page.get_by_role("link", name="Make a video", exact=True).click()
    page.get_by_label("City").fill("Porto")
    expect(page.locator("#preview")).to_contain_text("A day in Porto")
    page.get_by_role("button", name="Make the project").click()
    expect(page.get_by_role("heading", name="A day in Porto")).to_be_visible()
    page.goto("/new/template")
    page.get_by_role("button", name="Actions for City film").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#toasts")).to_contain_text("“City film” is deleted.")
    expect(page.get_by_role("heading", name="Your own")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="City film")).to_be_visible()
