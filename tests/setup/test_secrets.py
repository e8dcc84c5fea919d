"""A key at rest opens with its own file, for its own setting and its own server, and not otherwise."""

import base64
import copy
import os
import pickle
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from aura.errors import Unavailable
from aura.providers.online.endpoint import Endpoint, Secret
from aura.setup.secrets import FILE, Secrets

NAME, SERVER = "text.api_key", "https://models.example.org"
SECRET = Secret("sk-0123456789-WXYZ")


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path / "home")


def test_a_secret_shows_its_end_however_it_is_asked() -> None:
    endpoint = Endpoint(kind="text", base_url=f"{SERVER}/v1", model="m", api_key=SECRET)
    shown = [repr(SECRET), str(SECRET), f"{SECRET}", f"{SECRET!r:>30}", f"{SECRET} {SECRET!r}"]
    shown += [repr(endpoint), str(endpoint), repr({"key": SECRET}), repr((SECRET,))]
    for text in shown:
        assert "••••WXYZ" in text
        assert "0123" not in text
    assert SECRET.reveal() == "sk-0123456789-WXYZ"
    assert not hasattr(SECRET, "__dict__")


@pytest.mark.parametrize("value", ["", "a", "abcd", "abcdefgh", "abcdefghijk"])
def test_a_short_secret_shows_nothing_of_itself(value: str) -> None:
    assert str(Secret(value)) == "••••"


def test_a_secret_is_not_written_by_accident() -> None:
    endpoint = Endpoint(kind="text", base_url=f"{SERVER}/v1", model="m", api_key=SECRET)
    for value in (SECRET, endpoint):
        for write in (
            msgspec.json.encode,
            msgspec.msgpack.encode,
            msgspec.to_builtins,
            pickle.dumps,
            copy.copy,
        ):
            if value is endpoint and write is copy.copy:
                continue  # a shallow copy holds the very same secret
            with pytest.raises(TypeError):
                write(value)


def test_secrets_are_equal_by_their_whole_value() -> None:
    assert Secret("sk-a-WXYZ") == Secret("sk-a-WXYZ") != Secret("sk-b-WXYZ")
    assert Secret("sk-a-WXYZ") != "sk-a-WXYZ"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2


def test_what_was_hidden_is_shown_again_and_looks_different_each_time(secrets: Secrets) -> None:
    first, second = secrets.hide(NAME, SERVER, SECRET), secrets.hide(NAME, SERVER, SECRET)
    assert first != second
    assert "0123" not in first
    assert secrets.show(NAME, SERVER, first) == secrets.show(NAME, SERVER, second) == SECRET
    assert Secrets(secrets.file.parent).show(NAME, SERVER, first) == SECRET, "as after a restart"


def test_the_key_file_is_made_when_it_is_needed_for_its_owner_alone(secrets: Secrets) -> None:
    assert not secrets.file.exists()
    old = os.umask(0)
    try:
        secrets.hide(NAME, SERVER, SECRET)
    finally:
        os.umask(old)
    assert stat.S_IMODE(secrets.file.stat().st_mode) == 0o600
    assert [path.name for path in secrets.file.parent.iterdir()] == [FILE]
    before = secrets.file.read_bytes()
    secrets.hide(NAME, SERVER, SECRET)
    assert secrets.file.read_bytes() == before


def test_of_many_that_make_the_key_file_at_once_all_use_the_same(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def hide(number: int) -> str:
        mine = Secrets(tmp_path)
        together.wait()
        return mine.hide(NAME, SERVER, Secret(f"sk-{number:012}"))

    with ThreadPoolExecutor(8) as pool:
        hidden = list(pool.map(hide, range(8)))
    shown = [Secrets(tmp_path).show(NAME, SERVER, text).reveal() for text in hidden]
    assert shown == [f"sk-{number:012}" for number in range(8)]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def refuses(secrets: Secrets, hidden: str, *, name: str = NAME, server: str = SERVER) -> str:
    """Why it does not open."""
    with pytest.raises(Unavailable) as refused:
        secrets.show(name, server, hidden)
    assert refused.value.field == name
    assert name in refused.value.message
    assert "0123" not in refused.value.message
    assert refused.value.__cause__ is None
    return refused.value.message


def test_a_ciphertext_moved_to_another_setting_is_refused(secrets: Secrets) -> None:
    hidden = secrets.hide(NAME, SERVER, SECRET)
    assert "give the key again" in refuses(secrets, hidden, name="speech.api_key")


def test_a_key_is_not_shown_for_another_server_and_the_one_it_is_for_is_told(secrets: Secrets) -> None:
    hidden = secrets.hide(NAME, SERVER, SECRET)
    assert SERVER in refuses(secrets, hidden, server="https://evil.example")
    forged = hidden.replace(SERVER, "https://evil.example")
    refuses(secrets, forged, server="https://evil.example")


def test_a_changed_ciphertext_is_refused_wherever_it_was_changed(secrets: Secrets) -> None:
    hidden = secrets.hide(NAME, SERVER, SECRET)
    start, _, text = hidden.rpartition(" ")
    sealed = base64.b64decode(text)
    for at in range(len(sealed)):
        flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        refuses(secrets, f"{start} {base64.b64encode(flipped).decode()}")
    for damaged in (
        "",
        "x",
        "v1",
        f"v1 {SERVER}",
        f"v1 {SERVER} ",
        f"v1 {SERVER} AAAA",
        hidden[:-8],
        "v2" + hidden[2:],
    ):
        refuses(secrets, damaged)


def test_a_lost_or_wrong_or_damaged_key_file_is_told_and_giving_the_key_again_helps(secrets: Secrets) -> None:
    hidden = secrets.hide(NAME, SERVER, SECRET)
    kept = secrets.file.read_bytes()

    secrets.file.unlink()
    assert f"{FILE} is missing" in refuses(secrets, hidden)

    again = secrets.hide(NAME, SERVER, SECRET)
    assert secrets.show(NAME, SERVER, again) == SECRET
    assert "does not open with the secret.key of this home" in refuses(secrets, hidden)

    for damaged in (b"", b"not base64!", b"AAAA", b"\xff\xfe", kept * 2):
        secrets.file.write_bytes(damaged)
        assert f"{FILE} is damaged" in refuses(secrets, hidden)
        with pytest.raises(Unavailable, match="damaged"):
            secrets.hide(NAME, SERVER, SECRET)
        assert secrets.file.read_bytes() == damaged, "never replaced"

    secrets.file.write_bytes(kept)
    assert secrets.show(NAME, SERVER, hidden) == SECRET


def test_a_key_file_that_may_not_be_read_is_told(secrets: Secrets) -> None:
    hidden = secrets.hide(NAME, SERVER, SECRET)
    secrets.file.unlink()
    secrets.file.mkdir()
    assert "does not open" in refuses(secrets, hidden)
