"""Every route answers as the OpenAPI document says, and knows only what is there."""

import uuid
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

API = "/api/v1"

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


AT_OTHER_TIMES = {"204", "304", "503"}
"""Documented answers beside the usual one: nothing more to tell, unchanged, not well."""


def faults(value: Any, schema: dict[str, Any], schemas: dict[str, Any], at: str = "$") -> list[str]:
    """Where an answer is not what its schema says: types, choices, and no field more or less."""
    if "$ref" in schema:
        return faults(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    if "anyOf" in schema:
        tries = [faults(value, each, schemas, at) for each in schema["anyOf"]]
        return [] if [] in tries else tries[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at} is {value!r}"]
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))):
        return [f"{at} is {value!r}, not of type {kind}"]
    found = []
    if kind == "array" and isinstance(schema.get("items"), dict):
        found += [
            fault
            for n, item in enumerate(value)
            for fault in faults(item, schema["items"], schemas, f"{at}[{n}]")
        ]
    if "properties" in schema:
        known = schema["properties"]
        found += [f"{at}.{name} is not documented" for name in value.keys() - known.keys()]
        found += [f"{at}.{name} is missing" for name in set(schema.get("required", ())) - value.keys()]
        for name in value.keys() & known.keys():
            found += faults(value[name], known[name], schemas, f"{at}.{name}")
    elif isinstance(schema.get("additionalProperties"), dict):
        for name, item in value.items():
            found += faults(item, schema["additionalProperties"], schemas, f"{at}.{name}")
    return found


def is_problem(response: Response, status: int) -> bool:
    """Whether it is the problem of this status, whole and consistent."""
    if response.headers["content-type"] != "application/problem+json":
        return False
    body = response.json()
    return (
        response.status_code == body["status"] == status
        and body["type"].startswith("/problems/")
        and {"type", "title", "detail"} <= body.keys()
    )


def operations(app: FastAPI) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path.removeprefix(API)}": operation
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    }


def test_every_route_has_an_example_and_every_example_a_route(app: FastAPI, examples: dict[str, Any]) -> None:
    assert set(operations(app)) == set(examples)


def test_every_route_answers_as_it_is_documented(
    app: FastAPI, new_stage: Callable[[], Any], examples: dict[str, Any]
) -> None:
    schemas = app.openapi()["components"]["schemas"]
    stage = new_stage()
    for route, operation in operations(app).items():
        method, path = route.split()
        (status, documented), *others = [
            item for item in operation["responses"].items() if item[0] != "default"
        ]
        assert {other for other, _ in others} <= AT_OTHER_TIMES, route
        response = stage.send(method, path, **examples[route].request(stage))
        assert response.status_code == int(status), (route, response.text)
        content = documented.get("content", {})
        if response.content:
            kind, _, _ = response.headers["content-type"].partition(";")
            assert {kind, "*/*"} & content.keys(), (route, kind)
        if "application/json" in content:
            assert (route, faults(response.json(), content["application/json"]["schema"], schemas)) == (
                route,
                [],
            )
        else:
            assert response.content, route
        if method != "GET" or examples[route].before:
            stage = new_stage()


def test_a_created_thing_is_at_its_location(stage: Any, examples: dict[str, Any]) -> None:
    for path in ("/projects", "/projects/{project_id}/versions", "/projects/{project_id}/exports"):
        made = stage.send("POST", path, json=examples[f"POST {path}"].json)
        there = stage.client.get(made.headers["location"])
        assert there.json()["id"] == made.json()["id"]


UNKNOWN = {
    "project_id": uuid.UUID(int=5),
    "scene_id": uuid.UUID(int=5),
    "export_id": uuid.UUID(int=5),
    "digest": "0" * 64,
    "number": 77,
    "key": "no.such_setting",
    "template_id": "not-there",
    "custom_template_id": uuid.UUID(int=5),
}

MALFORMED = {
    "project_id": ["1", "%00", "' OR 1=1 --", "x" * 3000],
    "scene_id": ["1", "%00", "start"],
    "export_id": ["1", "%00"],
    "digest": ["zz", "0" * 63, "A" * 64, "%00", "0" * 64 + "%0A"],
    "number": ["0", "-1", "x", "2147483648", "9" * 50, "1.5"],
    "key": ["x", "%00", "TEXT.MODEL", "text.model%0A", "a." + "x" * 3000],
    "template_id": ["A", "%00", "a_b", "a--b", "creative-memory%0A", "x" * 3000],
    "custom_template_id": ["1", "%00"],
}


def test_what_is_not_there_is_a_problem_on_every_route_and_changes_nothing(
    stage: Any, examples: dict[str, Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for route, example in examples.items():
        method, path = route.split()
        request = example._replace(before=None).request(stage)
        for name in [name for name in UNKNOWN if f"{{{name}}}" in path]:
            known, stage.ids[name] = stage.ids[name], UNKNOWN[name]
            missing = stage.send(method, path, **request)
            assert is_problem(missing, 404), (route, name, missing.text)
            for text in MALFORMED[name]:
                stage.ids[name] = text
                refused = stage.send(method, path, **request)
                assert is_problem(refused, 422), (route, name, text, refused.text)
            stage.ids[name] = known
    assert rows() == before
    assert list((stage.aura.objects.root / "incoming").iterdir()) == []


def test_a_scene_and_an_asset_of_another_project_are_not_there(new_stage: Callable[[], Any]) -> None:
    mine, other = new_stage(), new_stage()
    mine.ids["scene_id"] = other.ids["scene_id"]
    assert is_problem(mine.send("GET", "/projects/{project_id}/scenes/{scene_id}"), 404)
    added = other.send(
        "POST",
        "/projects/{project_id}/assets",
        content=bytes.fromhex(
            "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
        ),
    )
    mine.ids["digest"] = added.json()["asset"]["digest"]
    for path in ("", "/content"):
        assert is_problem(mine.send("GET", f"/projects/{{project_id}}/assets/{{digest}}{path}"), 404)


def test_a_deleted_project_is_not_there_but_for_bringing_it_back(
    stage: Any, examples: dict[str, Any]
) -> None:
    stage.send("DELETE", "/projects/{project_id}")
    for route, example in examples.items():
        method, path = route.split()
        if "{project_id}" in path and not path.endswith("{project_id}/bring-back"):
            headers = {"If-Match": "*"}
            response = stage.send(method, path, json=example.json, content=example.content, headers=headers)
            assert is_problem(response, 404), route
    assert stage.send("POST", "/projects/{project_id}/bring-back").status_code == 200
    assert stage.send("GET", "/projects/{project_id}").status_code == 200


def test_nothing_is_at_other_addresses_and_other_methods_are_named(stage: Any) -> None:
    assert stage.client.get("/nothing").status_code == 404  # and a page says so, as to people
    assert is_problem(stage.client.get(f"{API}/nothing"), 404)
    answer = stage.client.put(f"{API}/health")
    assert is_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD"
