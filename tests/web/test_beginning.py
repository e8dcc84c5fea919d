"""The first run, and every way to begin a project."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.setup.findings import Finding, failed, ok, warning
from aura.setup.setups import Setup
from aura.timeline.document import Document
from aura.web import words
from aura.web.setup_lines import checks_of, where
from aura.web.starting import title_of
from aura.web.template_forms import blanks

New = Callable[..., uuid.UUID]


def id_in(answer: Any) -> uuid.UUID:
    """The project that an answer leads to."""
    return uuid.UUID(answer.headers["location"].split("/")[2])


def test_the_set_up_goes_through_its_steps_and_comes_back_to_where_it_was_left(fresh: TestClient) -> None:
    assert "Where your files live" in fresh.get("/setup").text
    assert fresh.post("/setup/welcome").url.path == "/setup/checks"
    assert fresh.get("/setup").url.path == "/setup/checks"
    assert fresh.post("/setup/checks").url.path == "/setup/keys"
    assert fresh.post("/setup/keys", data={"tier": "Offline"}).url.path == "/setup/done"
    assert fresh.post("/setup/done").url.path == "/new"
    assert fresh.get("/").url.path == "/"


def test_the_set_up_can_be_skipped(aura: Services, fresh: TestClient) -> None:
    assert fresh.post("/setup/skip").url.path == "/new"
    with aura.reading() as unit:
        assert unit.setup.current().is_complete
        assert unit.configuration.tier() == "Offline"


def test_a_server_is_kept_and_its_key_is_shown_to_nobody(aura: Services, fresh: TestClient) -> None:
    server = {
        "tier": "OwnServer",
        "base_url": "http://localhost:11434/v1",
        "model": "llama",
        "api_key": "sk-secret-1234",
    }
    assert fresh.post("/setup/keys", data=server).url.path == "/setup/done"
    page = fresh.get("/setup/keys").text

    assert "http://localhost:11434/v1" in page
    assert "secret" not in page
    assert "One is kept" in page
    fresh.post("/setup/keys", data=server | {"api_key": "", "model": "other"})
    with aura.reading() as unit:
        endpoint = unit.configuration.endpoint("text")
        assert endpoint is not None
        assert endpoint.api_key is not None
        assert (endpoint.model, endpoint.api_key.reveal()) == ("other", "sk-secret-1234")


def test_an_address_that_is_none_is_said_beside_its_field_and_nothing_is_kept(
    aura: Services, fresh: TestClient
) -> None:
    answer = fresh.post("/setup/keys", data={"tier": "OwnServer", "base_url": "nonsense", "model": "m"})

    assert answer.status_code == 422
    assert 'id="said-base_url" class="said"><p class="error">' in answer.text
    assert 'value="nonsense"' in answer.text
    with aura.reading() as unit:
        assert unit.configuration.tier() is None


def test_the_checks_are_listed_with_what_to_do(client: TestClient) -> None:
    page = client.get("/setup/checks/list").text

    assert "FFmpeg" in page
    assert "GiB free" in page


def test_a_key_that_was_typed_beside_a_mistake_is_asked_for_again(aura: Services, fresh: TestClient) -> None:
    server = {"tier": "Cloud", "base_url": "nonsense", "model": "m", "api_key": "sk-secret-1234"}
    answer = fresh.post("/setup/keys", data=server)

    assert answer.status_code == 422
    assert "secret" not in answer.text
    assert 'id="said-api_key" class="said"><p class="error">' in answer.text
    assert "Give the key once more" in answer.text
    assert "Give the key once more" not in fresh.post("/setup/keys", data=server | {"api_key": ""}).text
    with aura.reading() as unit:
        assert unit.configuration.endpoint("text") is None


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("St. Petersburg in winter. A walk.", "St. Petersburg in winter"),
        ("Why Dr. Watson writes: a portrait", "Why Dr. Watson writes"),
        ("Lamps of the U.S. coast.", "Lamps of the U.S. coast"),
        (": from fire to lens", ": from fire to lens"),
        ("Meer. Licht. Turm.", "Meer"),
    ],
)
def test_a_title_is_the_first_sentence_of_the_topic(topic: str, title: str) -> None:
    assert title_of(topic) == title


@pytest.mark.parametrize(
    ("names", "words"),
    [(["python"], "1 more thing is fine"), (["python", "pyav"], "2 more things are fine")],
)
def test_what_is_folded_is_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, names: list[str], words: str
) -> None:
    found = [ok(name, "It works") for name in ("ffmpeg", *names)]
    monkeypatch.setattr("aura.web.setup.findings", lambda *_, **__: found)

    assert words in client.get("/setup/checks/list").text


def test_what_is_not_well_is_never_folded_away() -> None:
    found = checks_of(
        [
            ok("python", "Python 3.11"),
            failed("database", "It is gone.", "Bring `it` back."),
            warning("fonts", "No font.", "Install one."),
            ok("ffmpeg", "FFmpeg 7"),
            ok("text", "Aura writes by itself, offline"),
        ]
    )

    assert [line.title for line in found.lines] == ["Video", "Letters", "Text provider", "Database"]
    assert [line.tone for line in found.lines] == ["good", "warn", "info", "bad"]
    assert [line.title for line in found.folded] == ["Python"]
    assert found.summary == "3 things are fine; 1 must be put right before a video can be made."


@pytest.mark.parametrize(
    ("others", "summary"),
    [
        ([warning("fonts", "No font.", "Install one.")], "1 thing is fine; 1 could be better. "),
        ([], "1 thing is fine."),
    ],
)
def test_one_thing_is_not_told_as_many(others: list[Finding], summary: str) -> None:
    assert checks_of([ok("ffmpeg", "FFmpeg 7"), *others]).summary.startswith(summary)


def test_a_step_that_pages_know_no_more_leads_to_the_next_one() -> None:
    assert where(Setup(step="folders")) == "keys"
    assert where(Setup(step="checks")) == "checks"


def test_an_idea_becomes_a_project_with_a_brief(
    client: TestClient, document_of: Callable[..., Document]
) -> None:
    form = {"topic": "How lighthouses work: from fire\nto lens", "notes": "40 km", "aspect": "9:16"}
    answer = client.post("/new", data=form, follow_redirects=False)
    document = document_of(id_in(answer))

    assert document.brief.topic == "How lighthouses work: from fire to lens"
    assert (document.brief.notes, document.brief.aspect) == ("40 km", "9:16")
    assert document.timeline.head.title == "How lighthouses work"


@pytest.mark.parametrize(
    ("form", "field"), [({"topic": "  "}, "topic"), ({"topic": "x", "aspect": "3:2"}, "aspect")]
)
def test_an_idea_that_cannot_be_taken_is_asked_again(
    client: TestClient, form: dict[str, str], field: str
) -> None:
    answer = client.post("/new", data=form | {"notes": "kept"})

    assert answer.status_code == 422
    assert f'id="said-{field}" class="said"><p class="error">' in answer.text
    assert "kept</textarea>" in answer.text


def test_a_script_is_taken_word_for_word(client: TestClient, document_of: Callable[..., Document]) -> None:
    text = "# Lights\n\nFires on a hill.\n\nThen came a lens."
    answer = client.post("/new/script", data={"text": text}, follow_redirects=False)
    document = document_of(id_in(answer))

    said = " ".join(scene.script_text for scene in document.timeline.scenes)
    assert "Fires on a hill." in said
    assert "Then came a lens." in said
    assert document.timeline.head.title == "Lights"
    assert "Plan, 2 of 5" in client.get("/").text
    assert client.post("/new/script", data={"text": " "}).status_code == 422


def test_a_template_s_blanks_are_a_form_and_become_a_project(
    aura: Services, client: TestClient, document_of: Callable[..., Document]
) -> None:
    form = client.get("/new/template/youtube-explainer").text
    with aura.reading() as unit:
        variables = unit.templates.blueprint("youtube-explainer").variables
    sent: dict[str, list[str]] = {
        blank.name: list(blank.chosen) if blank.look == "some" else [blank.value]
        for blank in blanks(variables)
    }
    path = "/new/template/youtube-explainer"

    assert all(f'name="{name}"' in form for name in sent)
    assert "Who moves the tide?" in client.post(f"{path}/preview", data=sent).text
    lacking = sent | {"v_title": [""]}
    assert "cannot be left out" in client.post(f"{path}/preview", data=lacking).text
    refused = client.post(path, data=lacking)
    assert refused.status_code == 422
    assert 'id="said-v_title" class="said"><p class="error">' in refused.text
    made = client.post(path, data=sent | {"v_title": ["Who moves the sea?"]}, follow_redirects=False)
    assert document_of(id_in(made)).timeline.head.title == "Who moves the sea?"
    assert client.get("/new/template/nothing").status_code == 404


def test_a_project_s_file_becomes_a_project(
    client: TestClient, new_project: New, document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    file = client.get(f"/api/v1/projects/{mine}/file").content
    answer = client.post("/new/file", content=file, headers={"HX-Request": "true"})
    copy = uuid.UUID(answer.headers["hx-redirect"].rpartition("/")[2])

    assert copy != mine
    assert document_of(copy).timeline.head.title == "Lighthouses"
    refused = client.post("/new/file", content=b"no zip", headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert 'class="toast"' in refused.text


def test_lengths_ages_sizes_and_initials_are_said_as_people_say_them() -> None:
    now = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
    ages = {
        timedelta(seconds=5): "just now",
        timedelta(minutes=5): "5 min ago",
        timedelta(hours=3): "3 h ago",
        timedelta(days=1): "yesterday",
        timedelta(days=3): "3 days ago",
        timedelta(days=30): "10 Feb",
        timedelta(days=130): "2 Nov 2025",
    }
    sizes = {12: "12 bytes", 5_120: "5.1 kB", 3_456_789: "3.5 MB", 212e9: "212 GB"}
    initials = {"How it works": "HI", "!": "·", "光の海": "光", "5 habits": "5H"}

    assert {passed: words.age(now - passed, now) for passed in ages} == ages
    assert [words.length(seconds) for seconds in (7, 60, 3_723)] == ["0:07", "1:00", "1:02:03"]
    assert [words.about(seconds) for seconds in (45, 150, 3_900)] == ["45 s", "2 min", "1 h 5 min"]
    assert {size: words.size(size) for size in sizes} == sizes
    assert {title: words.initials(title) for title in initials} == initials
    assert {words.hue(title) for title in map(str, range(99))} == set(range(words.HUES))
