"""Style sheets, scripts and fonts: kept for ever by browsers, under addresses that change with them."""

import re

from starlette.testclient import TestClient

from aura.web import files


def test_what_a_page_loads_is_there_and_kept_for_ever(client: TestClient) -> None:
    page = client.get("/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)

    assert len(addresses) > 5
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_what_was_not_changed_is_not_sent_again(client: TestClient) -> None:
    address = files.address("tokens.css")
    tag = client.get(address).headers["etag"]
    again = client.get(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.content == b""


def test_an_address_of_an_older_aura_gives_what_there_is_now_and_is_not_kept(client: TestClient) -> None:
    answer = client.get("/static/0123456789abcdef/tokens.css")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


def test_no_other_file_is_reached(client: TestClient) -> None:
    for name in ("../site.py", "..%2fsite.py", "nothing.css", "%2e%2e/html/app.html"):
        assert client.get(f"/static/x/{name}").status_code == 404


def test_style_sheets_name_files_that_are_there() -> None:
    for name, file in files.shelf().items():
        if name.endswith(".css"):
            for named in re.findall(r"url\(([^)]+)\)", file.content.decode()):
                assert named in files.shelf(), (name, named)


def test_every_file_has_a_type_that_browsers_take() -> None:
    types = {files.mime_of(name) for name in files.shelf()}

    assert types == {"text/css", "text/javascript", "font/woff2", "image/svg+xml", "text/plain"}


def test_what_an_english_page_loads_is_small() -> None:
    loaded = (
        "tokens.css",
        "shell.css",
        "components.css",
        "pressing.js",
        "early.js",
        "renewing.js",
        "aura.js",
        "fields.js",
        "notes.js",
        "saving.js",
        "leaving.js",
        "icons.svg",
        "mark.svg",
    )
    vendored = ("vendor/htmx.min.js", "fonts/inter-latin.woff2")

    assert sum(len(files.shelf()[name].content) for name in loaded + vendored) < 150_000
