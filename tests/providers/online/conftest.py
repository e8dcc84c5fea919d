"""A provider to ask, and those that ask it; nobody waits between two tries."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from aura.media.listening import Listener
from aura.media.prober import Prober
from aura.providers.online.call import Call
from aura.providers.online.client import Limits
from aura.providers.online.drafter import Manner, OnlineDrafter
from aura.providers.online.endpoint import Endpoint, Secret
from aura.providers.online.illustrator import OnlineIllustrator
from aura.providers.online.speaker import OnlineSpeaker
from aura.providers.online.tries import Patience
from aura.providers.speech.espeak import EspeakSpeaker
from aura.timeline.document import Voice
from tests.providers.online.server import Provider

KEY = "sk-canary-7c1e94d2b85f4a06-QRST"


class Hours:
    """A clock that moves when told, and sleep that takes no time."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def patience(hours: Hours) -> Patience:
    return Patience(clock=hours, sleep=hours.sleep, dice=lambda: 0.5, times=50)


@pytest.fixture
def calls() -> list[Call]:
    """What was put on record."""
    return []


@pytest.fixture
def endpoint(provider: Provider) -> Callable[..., Endpoint]:
    def make(kind: Any = "text", **others: Any) -> Endpoint:
        given = {"base_url": provider.address, "model": "a-model", "api_key": Secret(KEY), "timeout_s": 5}
        return Endpoint(kind=kind, **{**given, **others})

    return make


@pytest.fixture
def drafter(
    endpoint: Callable[..., Endpoint], calls: list[Call], patience: Patience
) -> Callable[..., OnlineDrafter]:
    def make(
        limits: Limits | None = None, manner: Manner | None = None, voice: Voice | None = None, **others: Any
    ) -> OnlineDrafter:
        options: dict[str, Any] = {"limits": limits} if limits else {}
        options |= {"manner": manner} if manner else {}
        options |= {"voice": voice} if voice else {}
        return OnlineDrafter(endpoint("text", **others), calls.append, patience=patience, **options)

    return make


@pytest.fixture
def speaker(
    endpoint: Callable[..., Endpoint], calls: list[Call], patience: Patience, listener: Listener
) -> Callable[..., OnlineSpeaker]:
    def make(limits: Limits | None = None, **others: Any) -> OnlineSpeaker:
        options = {"limits": limits} if limits else {}
        asked = endpoint("speech", **others)
        return OnlineSpeaker(asked, calls.append, listener.fetch, patience=patience, **options)

    return make


@pytest.fixture
def illustrator(
    endpoint: Callable[..., Endpoint], calls: list[Call], patience: Patience, prober: Prober
) -> Callable[..., OnlineIllustrator]:
    def make(limits: Limits | None = None, **others: Any) -> OnlineIllustrator:
        options = {"limits": limits} if limits else {}
        asked = endpoint("images", **others)
        return OnlineIllustrator(asked, calls.append, prober.probe, patience=patience, **options)

    return make


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture(scope="session")
def prober() -> Iterator[Prober]:
    with Prober(1) as prober:
        yield prober


@pytest.fixture(scope="session")
def voice() -> bytes:
    """Somebody says two sentences, as a WAV file."""
    with EspeakSpeaker() as speaker:
        return speaker.speak("The lamp is lit. Ships see it from afar.", language="en").wav


@pytest.fixture(scope="session")
def image() -> bytes:
    """A picture, as a PNG file."""
    out = io.BytesIO()
    Image.effect_noise((192, 128), 40).convert("RGB").save(out, "PNG")
    return out.getvalue()


TOLD = (
    ("The tower", "Why does a tower need a light at all? At night the sea and the rocks are the same black."),
    ("The lamp", "The lamp itself is weak. You could hold it in one hand, and it would hardly light a room."),
    (
        "The lens",
        "Then comes the lens. It bends nearly all of that light into one flat beam, mile by mile.",
    ),
    ("The rhythm", "The beam turns, so a ship sees a flash. Every lighthouse keeps a rhythm of its own."),
    ("The keeper", "Hardly any keeper climbs the stairs today. Yet somebody still checks that it shines."),
)


@pytest.fixture
def script() -> Callable[..., str]:
    """A model's answer."""

    def make(told: Any = TOLD, **others: Any) -> str:
        scenes = [{"title": title, "script_text": words} for title, words in told]
        sections = [{"title": "The light", "summary": "How it is made."}]
        return json.dumps({"title": "How lighthouses work", "sections": sections, "scenes": scenes, **others})

    return make


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are put for the time of a question."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder
