"""The API describes itself: an OpenAPI document that holds together, a page that asks no other host."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

API = "/api/v1"


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    answer = client.get(f"{API}/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def routes(app: FastAPI) -> set[tuple[str, str]]:
    """Every route that is mounted and meant for callers, as the framework itself would match it."""
    return {
        (method, context.path.replace(":path}", "}"))
        for router in app.routes
        if hasattr(router, "effective_route_contexts")
        for context in router.effective_route_contexts()
        if context.include_in_schema
        for method in context.methods
    }


def walk(value: Any) -> Any:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def test_every_route_is_in_the_document_and_nothing_else(app: FastAPI, document: dict[str, Any]) -> None:
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert described == routes(app)
    assert len(described) > 40


def test_the_document_holds_together(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Aura"
    schemas = document["components"]["schemas"]
    assert not any(name.startswith(("HTTPValidationError", "ValidationError")) for name in schemas)
    named = {value["$ref"] for value in walk(document) if isinstance(value, dict) and "$ref" in value}
    assert named <= {f"#/components/schemas/{name}" for name in schemas}
    ids = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            ids.append(operation["operationId"])
            where = f"{method} {path}"
            in_path = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert in_path == set(re.findall(r"{(\w+)}", path)), where
            assert operation["description"].strip(), where
            assert operation["tags"], where
            assert "default" in operation["responses"], where
            assert any(status.startswith("2") for status in operation["responses"]), where
            if method in ("get", "delete"):
                assert "requestBody" not in operation, where
    assert len(ids) == len(set(ids))


def test_every_schema_describes_what_it_is(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert schema["type"] == "object", name
        assert schema.get("description"), name


def test_a_change_that_needs_a_tag_says_so(document: dict[str, Any], examples: dict[str, Any]) -> None:
    for route, example in examples.items():
        method, path = route.split()
        operation = document["paths"][API + path][method.lower()]
        asked = {p["name"].lower() for p in operation.get("parameters", ()) if p["in"] == "header"}
        asked.discard("last-event-id")  # which no change needs
        assert asked == ({"if-match"} if example.guard else set()), route


class Links(HTMLParser):
    """What a page makes a browser ask for, and what it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "action", "srcset")]


def test_the_page_to_read_lists_every_route_and_asks_no_other_host(
    client: TestClient, document: dict[str, Any]
) -> None:
    page = client.get(f"{API}/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    links = Links(page.text)
    assert links.found
    assert not [link for link in links.found if re.match(r"[a-z]+:|//", link)]
    assert "script" not in links.tags
    for link in links.found:
        if not link.startswith("#"):
            assert client.get(f"{API}/{link}").status_code == 200, link
    for path, methods in document["paths"].items():
        assert f"<code>{path}</code>" in page.text
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page.text
    for name in document["components"]["schemas"]:
        assert f'id="{name}"' in page.text
    style = client.get(f"{API}/docs.css")
    assert style.headers["content-type"].startswith("text/css")
    assert not re.search(r"url\(|@import|https?:", style.text)
