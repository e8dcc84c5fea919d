"""Texts that would do something if a page took them for anything but text are shown as text, on every page.

Each page is compared with the same page over harmless texts of the same words: it must have the very same
elements with the very same attributes, and must show each text as often.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from aura import config
from aura.services import Services
from tests.web.filled import UNVISITED, Ids, addresses, documents, fill, routes
from tests.web.scenic import png, sound

ADDRESSES = ("href", "src", "action", "poster", "hx-get", "hx-post", "hx-put", "hx-delete")
"""Attributes in which a text is written as addresses are."""
BATCHES = 3
"""A line of a document has room for a third of the texts."""


NAMES = (
    '"><img src=x onerror=alert(1)>.png',
    "' onmouseover='alert(2).wav",
    "<svg onload=alert(3)>.jpg",
    "{{ 7 * 7 }}{% raw %}.png",
    "&lt;b&gt;&quot;.png",
    "javascript:alert(4)",
    '--><iframe src="x">.mp4',
    "<script>alert(5)<&sol;script>.wav",
)
"""What files may be called, wherever they come from."""


class Shown(NamedTuple):
    """A page: its elements with the names of their attributes, and how often each text is on it."""

    status: int
    shape: Sequence[tuple[str, ...]]
    texts: Sequence[int]
    links: Sequence[str]


def harmless(text: str) -> str:
    """A text of as many words and letters, of which nobody could make anything else."""
    return re.sub(r"[^\w\s]", "x", text)


@pytest.fixture
def opened(
    tmp_path: Path, new_database: Callable[[Path], str], new_app: Callable[[Services], FastAPI]
) -> Callable[..., Any]:
    """An Aura in which these texts are given, asked over HTTP."""

    @contextmanager
    def asked(name: str, texts: Sequence[str]) -> Iterator[tuple[TestClient, FastAPI, Ids]]:
        home = tmp_path / name
        aura = Services(config.load(home, database_url=new_database(home))).open()
        ids = fill(aura, texts)
        app = new_app(aura)
        try:
            with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
                yield client, app, ids
        finally:
            aura.close()

    return asked


@pytest.fixture
def shown(opened: Callable[..., Any], seen: Any) -> Callable[..., list[tuple[str, Shown]]]:
    """Every page over these texts, by its route."""

    def visit(name: str, texts: Sequence[str]) -> list[tuple[str, Shown]]:
        with opened(name, texts) as (client, app, ids):
            asked = ((route, client.get(at, follow_redirects=False)) for route, at in addresses(app, ids))
            return [(route, read(answer, seen, texts)) for route, answer in asked]

    return visit


def read(answer: Any, seen: Any, texts: Sequence[str]) -> Shown:
    """What a browser makes of an answer, and how often it shows these texts."""
    page = seen(answer.text if answer.headers.get("content-type", "").startswith("text/html") else "")
    values = [value or "" for name, value in page.attributes if name not in ADDRESSES]
    there = [sum(each.count(text) for each in (*page.texts, *values)) for text in texts]
    return Shown(answer.status_code, page.shape, there, page.addresses)


def otherwise(
    pages: Sequence[tuple[str, Shown]], likes: Sequence[tuple[str, Shown]], texts: Sequence[str]
) -> list[str]:
    """Where pages over these texts are otherwise than the same pages over harmless ones."""
    found = []
    for (route, page), (_, like) in zip(pages, likes, strict=True):
        more, fewer = Counter(page.shape) - Counter(like.shape), Counter(like.shape) - Counter(page.shape)
        if page.status != like.status or page.status >= 500 or more or fewer:
            found.append(f"{route} ({page.status}, {like.status}): has {dict(more)}, has not {dict(fewer)}")
        for text, times, wanted in zip(texts, page.texts, like.texts, strict=True):
            if times != wanted:
                found.append(f"{route}: shows {text!r} {times} times, {harmless(text)!r} {wanted} times")
        found += [f"{route}: leads to {link}" for link in page.links if not link.startswith(("/", "#", "?"))]
        found += [f"{route}: has {name}" for name in _forbidden(page.shape)]
    return found


@pytest.mark.parametrize("batch", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, BATCHES))])
def test_injected_texts_change_no_page_and_are_shown_on_it_as_they_are(
    shown: Callable[..., list[tuple[str, Shown]]], hostile: tuple[str, ...], batch: int
) -> None:
    texts = hostile[batch::BATCHES]
    pages = shown("hostile", texts)
    likes = shown("harmless", [harmless(text) for text in texts])

    found = otherwise(pages, likes, texts)
    assert not found, "\n".join(found)
    assert all(sum(page.texts[number] for _, page in pages) > 0 for number in range(len(texts)))


def test_names_of_files_are_text_on_every_page(opened: Callable[..., Any], seen: Any) -> None:
    """They come with the files: to the project, to a scene's picture and voice, and in a project's file."""

    def pages(name: str, names: Sequence[str]) -> list[tuple[str, Shown]]:
        with opened(name, ["Lamps", "Lenses", "Light"]) as (client, app, ids):
            project, scene = _project(client)
            answers = list(_brought(client, project, scene, names))
            unpacked = answers[-1][1].headers["location"].split("/")[2]
            theirs = {"project_id": [project, unpacked], "scene_id": [scene]}
            for route, address in addresses(app, Ids({**ids.names, **theirs}, ids.text)):
                if "{project_id}" in route:
                    answers.append((route, client.get(address, follow_redirects=False)))
            return [(route, read(answer, seen, names)) for route, answer in answers]

    shown, likes = pages("hostile", NAMES), pages("harmless", [harmless(name) for name in NAMES])
    found = otherwise(shown, likes, NAMES)
    assert not found, "\n".join(found)
    assert all(sum(page.texts[number] for _, page in shown) > 0 for number in range(len(NAMES)))


def _project(client: TestClient) -> tuple[str, str]:
    """A project of one scene, and the scene."""
    body = {"brief": {"topic": "Lamps"}, "scenes": [{"title": "The lamp", "script_text": "It burns."}]}
    project = client.post("/api/v1/projects", json=body).json()["id"]
    (item,) = client.get(f"/api/v1/projects/{project}/scenes").json()["items"]
    return project, item["scene"]["id"]


def _brought(client: TestClient, project: str, scene: str, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Files of these names sent wherever a file can be sent, the last of them a project with all of them."""
    to: dict[str, Callable[[int], bytes]] = {
        f"/api/v1/projects/{project}/assets": png,
        f"/projects/{project}/scenes/{scene}/picture": lambda number: png(100 + number),
        f"/projects/{project}/voice/scenes/{scene}/recording": lambda number: sound(0.2 + number / 10),
    }
    headers = {"HX-Request": "true", "Content-Type": "application/octet-stream"}
    for number, name in enumerate(names):
        for address, made in to.items():
            for data, status in ((made(number), {200, 201}), (b"of no kind", {422})):
                answer = client.post(address, params={"name": name}, content=data, headers=headers)
                assert answer.status_code in status, answer.text
                yield address.replace(project, "{}").replace(scene, "{}"), answer
    file = client.get(f"/api/v1/projects/{project}/file").content
    yield (
        "/new/file",
        client.post("/new/file", params={"name": names[0]}, content=file, follow_redirects=False),
    )


def _forbidden(shape: Sequence[tuple[str, ...]]) -> set[str]:
    """What no page of Aura's has: handlers, styles of its own, foreign content."""
    names = {name for _, *names in shape for name in names if name.startswith("on") or name == "style"}
    return names | {tag for tag, *_ in shape if tag in ("iframe", "object", "embed", "base", "style")}


def test_every_route_is_visited_or_named_with_a_reason(
    opened: Callable[..., Any], hostile: tuple[str, ...]
) -> None:
    with opened("walked", [harmless(text) for text in hostile[::BATCHES]]) as (client, app, ids):
        walked = list(addresses(app, ids))
        statuses = {address: client.get(address, follow_redirects=False).status_code for _, address in walked}

    assert {route for route, _ in walked} | UNVISITED.keys() == routes(app).keys()
    assert [address for address in statuses if "{" in address] == []
    opened_once = {route for route, address in walked if statuses[address] in (200, 303)}
    assert {route for route, _ in walked} - opened_once == set()


def test_what_a_form_sends_back_is_text(
    opened: Callable[..., Any], hostile: tuple[str, ...], seen: Any
) -> None:
    """What was refused comes back as it was typed; a conflict shows both texts; a toast names a project."""

    def answers(name: str, texts: Sequence[str]) -> Iterator[Any]:
        words, kept = " ".join(texts), " ".join(texts[::BATCHES])
        with opened(name, texts[::BATCHES]) as (client, _, ids):
            project, scene = (f"/projects/{ids.names['project_id'][0]}", ids.names["scene_id"][0])
            history, export = f"{project}/history/versions", f"/exports/{ids.names['export_id'][0]}"
            title = {"name": words[:300], "description": words, "title": words[:300]}
            typed = {
                "name": "script_text",
                "key": f"text-{scene}",
                "value": f"{kept} {words}",
                "was": "other",
            }
            for method, path, data in (
                ("POST", "/new", {"topic": words, "notes": words, "aspect": words}),
                ("POST", "/new/script", {"text": words * 900}),
                ("POST", "/setup/keys", {"tier": "OwnServer", "base_url": words, "model": words}),
                ("POST", "/new/template/own-words", {"v_what": words * 90}),
                ("POST", "/new/template/own-words/preview", {"v_what": words[:250]}),
                ("PUT", f"{project}/scenes/{scene}?at=scenes", typed),
                ("PUT", f"{project}/parts/brief?at=brief", typed | {"name": "goal"}),
                ("POST", f"{project}/scenes/{scene}/title?at=scenes", title),
                ("POST", f"{project}/keep", title),
                ("POST", history, title),
                ("POST", f"{history}/2", title),
                ("POST", f"{history}/2/delete", {}),
                ("POST", f"{export}/last", {}),
                ("POST", f"{project}/duplicate", {}),
                ("POST", f"{project}/undo?at=brief", {}),
                ("POST", f"{project}/delete", {}),
                ("GET", f"/?status={quote(words)}", {}),
            ):
                for headers in ({}, {"HX-Request": "true"}):
                    yield path, client.request(method, path, data=data, headers=headers)

    said, likes = [*answers("hostile", hostile)], [*answers("harmless", [*map(harmless, hostile)])]
    found = []
    for (path, answer), (_, like) in zip(said, likes, strict=True):
        page = seen(answer.text)
        if answer.status_code != like.status_code or answer.status_code >= 500:
            found.append(f"{path}: {answer.status_code}, but {like.status_code} of harmless texts")
        if page.shape != seen(like.text).shape or _forbidden(page.shape):
            found.append(f"{path}: {answer.text}")
    assert not found, "\n".join(found)


@pytest.mark.long
def test_a_browser_takes_injected_texts_for_text_on_every_page(
    page: Any, site: Any, complaints: Any, hostile: tuple[str, ...], expect: Any
) -> None:
    """All texts at once.  Whatever one of them did would be a dialog, an error, or a breach of the policy."""
    paths = documents(site.app, fill(site.aura, hostile))
    for path in paths:
        page.goto(path)
        expect(page.locator(".htmx-request")).to_have_count(0)  # the pieces are in their places

    assert len(paths) > 15
