"""Templates through the API: found, previewed, used, applied, imported, saved; refused at their fields."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.shipped import shipped

API = "/api/v1"
IDS = sorted(path.stem for path in shipped("templates").glob("*.toml"))

FILE = """
id = "my-own"
name = "My own"
category = "Creative"
tags = ["mine"]

[[variables]]
name = "what"
default = "rivers"
required = true

[brief]
topic = "On {{what}}"

[[scenes]]
text = "All about {{what}}."
"""

CONTENT = {
    "variables": [{"name": "what", "default": "rivers"}],
    "brief": {"topic": "{{what}}"},
    "scenes": [{"text": "All about {{what}}."}],
    "pipeline": {"Script": {"model": "large"}},
}


class Api:
    """The API, by the paths below it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def __call__(self, method: str, path: str, status: int = 200, **request: Any) -> Any:
        response = self.client.request(method, API + path, **request)
        assert response.status_code == status, response.text
        return response.json()


@pytest.fixture
def api(client: TestClient) -> Api:
    return Api(client)


@pytest.fixture
def project(api: Api) -> str:
    made = api(
        "POST", "/projects", 201, json={"brief": {"topic": "Old"}, "scenes": [{"script_text": "One."}]}
    )
    found: str = made["id"]
    return found


def test_the_gallery_shows_what_each_template_is(api: Api) -> None:
    listed = api("GET", "/templates")
    assert sorted(item["id"] for item in listed["items"]) == IDS
    (short,) = [item for item in listed["items"] if item["id"] == "social-top-list"]
    assert (short["aspect"], short["form"], short["target_duration_s"]) == ("9:16", "listicle", 33)
    assert (short["is_system"], short["picture"], short["usage_count"]) == (True, None, 0)
    assert [item["id"] for item in api("GET", "/templates?category=Creative")["items"]] == ["creative-memory"]
    assert api("GET", "/templates?tag=upright&search=quick")["items"][0]["id"] == "social-top-list"
    first = api("GET", "/templates?limit=4&sort=name")
    rest = api("GET", "/templates", params={"limit": 4, "sort": "name", "cursor": first["cursor"]})
    assert len({item["id"] for item in first["items"] + rest["items"]}) == len(IDS)


@pytest.mark.parametrize(
    "query",
    ["category=Films", "sort=age", "limit=0", "cursor=x", "search=%00", "tag=%00", "sub_category=%00"],
)
def test_a_question_that_makes_no_sense_is_refused(api: Api, query: str) -> None:
    api("GET", f"/templates?{query}", 422)


def test_a_template_tells_what_it_asks(api: Api) -> None:
    content = api("GET", "/templates/creative-memory")["content"]
    asked = {variable["name"]: variable for variable in content["variables"]}
    assert asked["year"] | {} == {
        "name": "year",
        "type": "Number",
        "label": "The year",
        "help": "",
        "default": 1974,
        "required": True,
        "options": [],
        "min": 1000,
        "max": 2100,
    }
    assert content["scenes"][1]["each"] == "moments"
    assert api("GET", "/templates/not-there", 404)["field"] == "template"
    for malformed in ("Not%20There", "a%00b", "-", "x" * 100, "a%0A"):
        api("GET", f"/templates/{malformed}", 422)


def test_a_preview_is_the_film_without_a_project(api: Api) -> None:
    film = api("POST", "/templates/creative-memory/preview", json={"answers": {"year": 2001}})
    assert film["scenes"][0]["title"] == "The summer of 2001"
    assert 40 < film["length_s"] < 80
    assert (film["music"]["mood"], film["brief"]["aspect"]) == ("wistful", "16:9")
    assert api("GET", "/projects")["items"] == []
    assert api("GET", "/templates/creative-memory")["usage_count"] == 0


def test_a_project_is_made_of_a_template_and_is_at_its_location(client: TestClient, api: Api) -> None:
    answers = {"answers": {"product": "<b>{{x}}</b>", "extras": ["a bag of coffee"], "price": "12"}}
    made = client.post(f"{API}/templates/business-product-showcase/projects", json=answers)
    assert made.status_code == 201
    assert client.get(made.headers["location"]).json() == made.json()
    scenes = api("GET", f"/projects/{made.json()['id']}/scenes")["items"]
    texts = [item["scene"]["script_text"] for item in scenes]
    assert "<b>{{x}}</b> costs 12 euros." in texts
    assert "It comes with a bag of coffee." in texts
    assert api("GET", "/templates")["items"][0]["id"] == "business-product-showcase"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"year": 5}, "answers.year"),
        ({"year": True}, "answers.year"),
        ({"year": 1.5}, "answers.year"),
        ({"opening": ""}, "answers.opening"),
        ({"opening": "a\u0000b"}, "answers.opening"),
        ({"opening": ["x"]}, "answers.opening"),
        ({"unknown": "x"}, "answers"),
        ({"moments": "x\n" * 3_500}, "answers.moments"),
    ],
)
def test_an_answer_that_is_not_allowed_is_refused_and_makes_nothing(
    api: Api, answers: dict[str, Any], field: str
) -> None:
    for path in ("preview", "projects"):
        problem = api("POST", f"/templates/creative-memory/{path}", 422, json={"answers": answers})
        assert problem["field"] == field
    assert api("GET", "/projects")["items"] == []


def test_a_template_is_applied_to_a_project_in_one_step(api: Api, project: str) -> None:
    done = api("POST", f"/projects/{project}/template", json={"template": "youtube-tutorial"})
    assert len({action["correlation_id"] for action in done["actions"]}) == 1
    whole = api("GET", f"/projects/{project}")
    assert (whole["brief"]["topic"], whole["scene_count"]) == ("Bake your first bread", 9)
    (kept,) = api("GET", f"/projects/{project}/versions?type=RestorePoint")["items"]
    assert kept["name"] == "Before “Step by step”"
    api("POST", f"/projects/{project}/undo")
    assert api("GET", f"/projects/{project}")["brief"]["topic"] == "Old"


def test_exactly_one_template_is_applied(api: Api, project: str) -> None:
    for body in ({}, {"template": "creative-memory", "custom_template": "x"}):
        problem = api("POST", f"/projects/{project}/template", 422, json=body)
        assert problem["field"] == "template"
    api("POST", f"/projects/{project}/template", 404, json={"template": "not-there"})
    api("POST", f"/projects/{project}/template", 404, json={"custom_template": "not-there"})
    assert len(api("GET", f"/projects/{project}/versions")["items"]) == 1


def test_a_file_goes_in_and_comes_out_as_it_was(client: TestClient, api: Api) -> None:
    made = client.post(f"{API}/templates", json={"file": FILE})
    assert made.status_code == 201
    assert made.json()["is_community"]
    assert client.get(made.headers["location"]).json() == made.json()
    out = client.get(f"{API}/templates/my-own/file")
    assert out.text == FILE
    assert out.headers["content-type"].startswith("application/toml")
    assert out.headers["content-disposition"] == 'attachment; filename="my-own.toml"'
    api("POST", "/templates", 409, json={"file": FILE})
    api("POST", "/templates", 201, json={"file": FILE.replace("My own", "Newer"), "again": True})
    assert api("GET", "/templates/my-own")["name"] == "Newer"


def test_a_file_that_is_wrong_is_refused_with_all_that_is_wrong_with_it(api: Api) -> None:
    wrong = (
        FILE.replace("Creative", "Films").replace("All about {{what}}", "{{ 1 + 1 }}")
        + '\n[[scenes]]\nword = "x"'
    )
    problem = api("POST", "/templates", 422, json={"file": wrong})
    assert {finding["field"] for finding in problem["findings"]} == {"category", "scenes[1].word"}
    assert "my-own" in problem["detail"]
    api("POST", "/templates", 422, json={"file": "{"})
    api("POST", "/templates", 413, json={"file": "#" * 300_000})
    api("POST", "/templates", 409, json={"file": FILE.replace("my-own", "creative-memory")})
    assert len(api("GET", "/templates")["items"]) == len(IDS)


def test_a_template_that_this_aura_cannot_read_any_more_hides_no_other(aura: Services, api: Api) -> None:
    api("POST", "/templates", 201, json={"file": FILE})
    own = api("POST", "/custom-templates", 201, json={"name": "Own", "content": CONTENT})["id"]
    with aura.writing() as unit:
        unit.templates.get("my-own").template_data = FILE + '[render]\npalette = "Forgotten"\n'
        unit.custom_templates.get(own).video_structure_json = '{"voice": 5}'
    lines = {item["id"]: item for item in api("GET", "/templates")["items"]}
    assert (len(lines), lines["my-own"]["aspect"]) == (len(IDS) + 1, "")
    assert api("GET", "/custom-templates")["items"][0]["form"] == ""
    assert "Forgotten" in api("POST", "/templates/my-own/projects", 422, json={})["detail"]
    assert "voice" in api("GET", f"/custom-templates/{own}", 422)["field"]


def test_stars_loss_and_return(api: Api) -> None:
    assert api("PUT", "/templates/creative-memory/stars", json={"stars": 4})["rating"] == 4
    for stars in (0, 6, 2.5, "4"):
        api("PUT", "/templates/creative-memory/stars", 422, json={"stars": stars})
    assert api("DELETE", "/templates/creative-memory")["is_deleted"]
    api("POST", "/templates/creative-memory/projects", 404, json={})
    assert [item["id"] for item in api("GET", "/templates?deleted=true")["items"]] == ["creative-memory"]
    assert not api("POST", "/templates/creative-memory/bring-back")["is_deleted"]
    api("POST", "/templates/creative-memory/bring-back", 409)


def test_a_preview_picture_and_film_are_shown_once_they_were_made(
    aura: Services, client: TestClient, api: Api
) -> None:
    for kind in ("picture", "film"):
        assert "scripts/previews" in api("GET", f"/templates/creative-memory/{kind}", 404)["detail"]
    folder: Path = aura.settings.cache_dir / "templates"
    folder.mkdir(parents=True)
    (folder / "one.jpg").write_bytes(b"picture")
    with aura.writing() as unit:
        unit.templates.shown_by("creative-memory", image="templates/one.jpg", video="templates/gone.mp4")
    line = api("GET", "/templates/creative-memory")
    shown = client.get(line["picture"])
    assert (shown.content, shown.headers["content-type"]) == (b"picture", "image/jpeg")
    assert client.get(line["film"]).status_code == 404


def test_an_own_template_has_a_life_of_its_own(client: TestClient, api: Api) -> None:
    made = client.post(f"{API}/custom-templates", json={"name": "Own", "tags": ["a"], "content": CONTENT})
    assert made.status_code == 201
    assert client.get(made.headers["location"]).json() == made.json()
    own = f"/custom-templates/{made.json()['id']}"
    assert made.json()["content"]["pipeline"]["Script"]["model"] == "large"
    assert api("PATCH", own, json={"is_default": True})["is_default"]
    changed = api("PATCH", own, json={"content": CONTENT | {"title": "On {{what}}"}, "category": "Business"})
    assert (changed["name"], changed["category"], changed["content"]["title"]) == (
        "Own",
        "Business",
        "On {{what}}",
    )
    film = api("POST", f"{own}/preview", json={"answers": {"what": "lakes"}})
    assert (film["title"], film["scenes"][0]["text"]) == ("On lakes", "All about lakes.")
    project = api("POST", f"{own}/projects", 201, json={})
    assert project["title"] == "On rivers"
    api("POST", f"/projects/{project['id']}/template", json={"custom_template": made.json()["id"]})
    file = client.get(API + own + "/file")
    imported = api("POST", "/templates", 201, json={"file": file.text})
    assert imported["content"]["scenes"] == changed["content"]["scenes"]
    assert api("DELETE", own)["is_deleted"]
    api("GET", own, 404)
    assert api("GET", "/custom-templates")["items"] == []
    assert len(api("GET", "/custom-templates?deleted=true")["items"]) == 1
    assert not api("POST", f"{own}/bring-back")["is_deleted"]
    assert api("GET", "/custom-templates?search=OW")["items"][0]["name"] == "Own"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"content": CONTENT}, "name"),
        ({"name": "x"}, "content"),
        ({"name": "x" * 101, "content": CONTENT}, "name"),
        ({"name": "x", "content": CONTENT, "id": "x"}, "id"),
        ({"name": "x", "content": CONTENT | {"render": {"palette": "Mud"}}}, "render.palette"),
        ({"name": "x", "content": {"scenes": [{"text": 5}]}}, "scenes[0].text"),
        ({"name": "x", "content": {"plan": {"target_duration_s": 1.5}}}, "content.plan.target_duration_s"),
    ],
)
def test_an_own_template_that_is_wrong_is_refused_at_its_field(
    api: Api, body: dict[str, Any], field: str
) -> None:
    assert api("POST", "/custom-templates", 422, json=body)["field"] == field
    assert api("GET", "/custom-templates")["items"] == []


def test_a_project_is_saved_as_a_template_that_asks(api: Api, project: str) -> None:
    body = {"name": "Own", "variables": {"topic": "Old"}, "is_default": True}
    made = api("POST", f"/projects/{project}/save-as-template", 201, json=body)
    assert made["is_default"]
    assert made["content"]["brief"]["topic"] == "{{topic}}"
    again = api(
        "POST", f"/custom-templates/{made['id']}/projects", 201, json={"answers": {"topic": "New & improved"}}
    )
    assert again["brief"]["topic"] == "New & improved"
    body = {"name": "Own", "variables": {"topic": "Not in it"}}
    problem = api("POST", f"/projects/{project}/save-as-template", 422, json=body)
    assert problem["field"] == "variables.topic"
