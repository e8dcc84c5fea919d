"""What forms send is read as text by name; what is none is refused in words."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from aura.web.forms import MAX_FIELDS, URLENCODED

HEADERS = {"Content-Type": URLENCODED, "HX-Request": "true"}


@pytest.fixture
def sent(client: TestClient) -> Callable[..., str]:
    """Saves a topic in a form of these bytes; answers what is said."""

    def send(body: bytes, expected: int) -> str:
        answer = client.post("/new", content=body, headers=HEADERS)
        assert answer.status_code == expected, answer.text
        return answer.text

    return send


def test_texts_of_all_scripts_and_signs_come_through(client: TestClient) -> None:
    topic = "Ünïcode & =+% 日本 \u202bעברית"
    answer = client.post("/new", content=urlencode({"topic": topic}), headers=HEADERS)
    where = answer.headers["HX-Redirect"]
    assert "Ünïcode &amp; =+% 日本" in client.get(where).text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"topic=caf\xe9", "not coded as its kind says"),
        (b"topic=a%00b", "U+0000"),
        (b"&".join(b"f%d=1" % number for number in range(MAX_FIELDS + 1)), "more than 600 fields"),
    ],
)
def test_what_is_no_form_is_refused_in_words(sent: Callable[..., str], body: bytes, said: str) -> None:
    assert said in sent(body, 422)
