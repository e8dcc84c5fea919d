"""What was done is told on every terminal, and JSON is JSON on all of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

TITLE = "Über “Flüsse” 🌊"


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")


def aura(environment: Path, encoding: str, *words: str) -> tuple[int, bytes, bytes]:
    """``aura`` with standard streams of this encoding, in which what does not fit is a mistake."""
    done = subprocess.run(
        [sys.executable, "-m", "aura.cli.main", *words],
        env={**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("encoding", "said"), [("latin-1", "Über ?Flüsse? ?"), ("utf-8", TITLE)])
def test_words_are_what_the_terminal_can_show(environment: Path, encoding: str, said: str) -> None:
    code, out, err = aura(environment, encoding, "project", "create", TITLE)

    assert (code, err) == (0, b"")
    assert said in out.decode(encoding)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-16"])
def test_json_is_utf_8_on_every_terminal(environment: Path, encoding: str) -> None:
    code, out, _ = aura(environment, encoding, "project", "create", TITLE, "--json")
    assert code == 0
    assert json.loads(out.decode())["title"] == TITLE

    code, _, err = aura(environment, encoding, "project", "show", "Flüße", "--json")
    assert code == 3
    assert "Flüße" in json.loads(err.decode())["message"]


def test_a_file_whose_name_is_no_text_is_written_and_told(environment: Path, tmp_path: Path) -> None:
    out = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xffd.srt"))
    assert aura(environment, "utf-8", "project", "create", "Rivers", "--scene", "Water.")[0] == 0

    code, said, err = aura(environment, "utf-8", "captions", "save", "latest", "--out", str(out))
    assert (code, err) == (0, b"")
    assert said.startswith(b"Wrote ")
    code, said, err = aura(environment, "utf-8", "captions", "save", "latest", "--out", str(out), "--json")
    assert (code, err) == (0, b"")
    assert Path(json.loads(said)["file"]) == out
    assert out.is_file()

    missing = str(out.with_suffix(".aura"))
    code, _, err = aura(environment, "utf-8", "project", "unpack", missing, "--json")
    assert code == 3
    assert missing in json.loads(err)["message"]


def shell(environment: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which ``aura`` is this one."""
    script = f'aura() {{ "{sys.executable}" -m aura.cli.main "$@"; }}; {line}'
    return subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=False)


@FULL
def test_a_full_disk_is_told_in_a_line_and_by_its_exit_code(environment: Path, tmp_path: Path) -> None:
    picture = tmp_path / "red.png"
    Image.new("RGB", (64, 48), "red").save(picture)
    aura(environment, "utf-8", "project", "create", "Rivers")
    added = json.loads(aura(environment, "utf-8", "asset", "add", "latest", str(picture), "--json")[1])
    for line in (
        "aura project list >/dev/full",
        "aura project list --json >/dev/full",
        f"aura asset get latest {added['digest']} --out /dev/full",
    ):
        ended = shell(environment, line)
        assert ended.returncode == 7, (line, ended.stderr)
        assert "The disk is full; free some space and try again." in ended.stderr
        assert ended.stderr.count("\n") == 1, ended.stderr


@FULL
def test_who_cannot_be_told_why_is_told_by_the_exit_code(environment: Path) -> None:
    for line in ("aura project show nothing", "aura project show nothing --json"):
        assert shell(environment, f"{line} 2>/dev/full").returncode == 3
        assert shell(environment, f"{line} 2>&-").returncode == 3


@pytest.mark.parametrize("stdin", ["<&-", "</dev/null", "<bytes"])
def test_a_value_that_cannot_be_asked_for_is_missed_in_words(
    environment: Path, tmp_path: Path, stdin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    Path("bytes").write_bytes(b"\xff\xfe\n")

    ended = shell(environment, f"aura config set text.model {stdin}")

    assert ended.returncode == 2
    assert ended.stderr.startswith("aura: ")
    assert ended.stderr.endswith(" (value)\n")
