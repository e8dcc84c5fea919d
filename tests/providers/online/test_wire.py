"""What leaves goes to one server, with little in its head; no proxy that could read it, no key in between."""

import subprocess
import sys
from typing import Any

import pytest

from aura import __version__
from aura.providers.online.proxies import proxy_for
from aura.timeline.document import Brief, Plan
from tests.providers.online.conftest import KEY
from tests.providers.online.server import Provider, text

BRIEF, PLAN = Brief(topic="Lighthouses"), Plan(target_duration_s=30, density="Dense")


def test_a_request_carries_its_key_and_nothing_of_this_machine(
    provider: Provider, drafter: Any, script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "OPENAI_API_KEY": "sk-of-somebody-else",
        "OPENAI_ADMIN_KEY": "sk-admin-of-somebody",
        "OPENAI_ORG_ID": "org-private",
        "OPENAI_PROJECT_ID": "proj-private",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/elsewhere",
        "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer other\nX-Private: yes\nCookie: a=b",
    }.items():
        monkeypatch.setenv(name, value)
    provider.will(text(script()))
    drafter().draft(BRIEF, PLAN)

    (asked,) = provider.asked
    assert asked.headers.pop("content-length")
    assert asked.headers == {
        "host": provider.host,
        "accept": "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "user-agent": f"Aura/{__version__}",
        "authorization": f"Bearer {KEY}",
    }


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"])
def test_this_machine_is_never_asked_through_a_proxy(
    provider: Provider, drafter: Any, script: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    proxy = Provider()  # it never answers
    monkeypatch.setenv(name, f"http://{proxy.host}")
    for bypass in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(bypass, raising=False)
    provider.will(text(script()))
    assert drafter().draft(BRIEF, PLAN)

    proxy.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        proxy.socket.accept()
    proxy.server_close()


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("https://api.example.org/v1", "http://proxy.example:3128"),
        ("https://inside.example.net/v1", None),
        ("http://api.example.org/v1", None),  # a proxy would read the key
        ("http://192.168.1.20:8080/v1", None),
        ("https://localhost/v1", None),
        ("https://here.localhost:8443/v1", None),
        ("https://127.0.0.2/v1", None),
        ("https://[::1]:8443/v1", None),
    ],
)
def test_a_proxy_is_for_https_to_other_machines(
    monkeypatch: pytest.MonkeyPatch, address: str, proxy: str | None
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", ".example.net")
    assert proxy_for(address) == proxy


def test_the_library_is_not_loaded_before_a_question() -> None:
    program = """
import sys
from aura.providers.online import disclosure, drafter, illustrator, speaker
print([name for name in sys.modules if name.partition(".")[0] in ("openai", "httpx2", "pydantic")])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
