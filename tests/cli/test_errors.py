"""An error is one line and an exit code of its own, whatever its kind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aura import errors
from aura.api.problems import STATUS, status_of
from aura.cli.exits import EXIT_CODES, exit_code
from aura.errors import KINDS, AuraError


def subclasses(kind: type[AuraError]) -> set[type[AuraError]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_kind_has_a_status_and_an_exit_code_of_its_own() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AuraError)}
    assert set(KINDS) == kinds - {AuraError} == set(STATUS) == set(EXIT_CODES)
    for table in (STATUS, EXIT_CODES):
        assert len(set(table.values())) == len(KINDS)
    assert len({kind.slug for kind in KINDS}) == len(KINDS)
    assert not set(EXIT_CODES.values()) & {0, 1, 130}
    assert all(400 <= status < 600 for status in STATUS.values())


def test_every_case_of_a_kind_ends_as_its_kind_does() -> None:
    import aura.exports.queue
    import aura.media.children
    import aura.media.programs  # noqa: F401

    cases = subclasses(AuraError) - {AuraError} - set(KINDS)
    assert cases
    for case in cases:
        error = case.__new__(case)
        kind = next(kind for kind in KINDS if issubclass(case, kind))
        assert (status_of(error), exit_code(error), case.slug) == (STATUS[kind], EXIT_CODES[kind], kind.slug)


def test_the_docstring_draws_the_kinds_there_are() -> None:
    drawn = {line.split()[1] for line in (errors.__doc__ or "").splitlines() if "── " in line}
    assert drawn == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_an_error_is_one_line_on_standard_error_and_its_code(
    run: Any, monkeypatch: pytest.MonkeyPatch, kind: type[AuraError]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise kind("Something is not right.", field="there", limit=5)

    monkeypatch.setattr("aura.projects.projects.Projects.list", fail)
    ran = run("project", "list")
    assert ran == (EXIT_CODES[kind], "", "aura: Something is not right. (there)\n")
    ran = run("project", "list", "--json")
    assert (ran.code, ran.out) == (EXIT_CODES[kind], "")
    assert ran.problem == {
        "kind": kind.slug,
        "message": "Something is not right.",
        "field": "there",
        "limit": 5,
    }


MISTAKES: list[tuple[list[str], int, str]] = [
    (["project", "show", "nothing"], 3, "There is no project 'nothing'"),
    (["project", "show", "00000000-0000-7000-8000-000000000001"], 3, "There is no project"),
    (["project", "create", ""], 2, "Say what the film is about."),
    (["project", "create", "x", "--aspect", "2:1"], 2, "16:9, 9:16, 1:1, 4:5"),
    (["project", "create", "x", "--language", "English!"], 2, "en, de or pt-BR"),
    (["project", "create", "x" * 301], 2, "topic"),
    (["project", "create", "a\x01b"], 2, "U+0001"),
    (["project", "create", "a\udcffb"], 2, "U+DCFF"),
    (["project", "list", "--search", "\udcff"], 2, "U+DCFF"),
    (["project", "show", "\udcff"], 2, "U+DCFF"),
    (["project", "list", "--limit", "0"], 2, "limit"),
    (["project", "bring-back", "latest"], 3, "There is no project"),
    (["scene", "show", "Rivers", "9"], 3, "has 3 scenes; there is no scene 9"),
    (["scene", "show", "Rivers", "0"], 3, "there is no scene 0"),
    (["scene", "show", "Rivers", "-1"], 2, "-1"),
    (["scene", "show", "Rivers", "first"], 2, "is not an id"),
    (["scene", "show", "Rivers", "²"], 2, "is not an id"),
    (["scene", "show", "Rivers", "9" * 30], 3, "there is no scene"),
    (["scene", "text", "Rivers", "1"], 2, "Missing argument"),
    (["scene", "duration", "Rivers", "1", "long"], 2, "is not A whole number"),
    (["scene", "duration", "Rivers", "1", "-5"], 2, "frames"),
    (["scene", "move", "Rivers", "1", "1"], 2, "cannot stand after itself"),
    (["scene", "move", "Rivers", "1", "middle"], 2, "is not an id"),
    (["scene", "motion", "Rivers", "1", "spin"], 2, "auto, none, in, out, left, right, up, down"),
    (["scene", "media", "Rivers", "1", "--asset", "zz"], 2, "64 hex digits"),
    (["scene", "media", "Rivers", "1", "--asset", "0" * 64], 3, "add the file first"),
    (["brief", "set", "Rivers"], 2, "Say which field"),
    (["plan", "set", "Rivers", "--sections", "[{"], 2, "sections"),
    (["plan", "set", "Rivers", "--sections", "[" * 50_000], 2, "is not JSON"),
    (["asset", "add", "Rivers", "/nowhere/x.gif"], 3, "There is no file /nowhere/x.gif"),
    (["asset", "add", "Rivers", __file__], 2, "takes pictures, sounds and videos"),
    (["asset", "get", "Rivers", "0" * 64, "--out", "/tmp/x"], 3, "no asset"),
    (["asset", "remove", "Rivers", "zz"], 2, "64 hex digits"),
    (["version", "restore", "Rivers", "9"], 3, "no version 9"),
    (["version", "restore", "Rivers", "0"], 2, "number"),
    (["version", "bring-back", "Rivers", "1"], 4, "is not deleted"),
    (["undo", "Rivers"], 4, "nothing to undo"),
    (["redo", "Rivers"], 4, "nothing to redo"),
    (["export", "watch", "latest"], 3, "There is no export"),
    (["export", "start", "Rivers", "--preset", "Best"], 2, "There is no preset 'Best'"),
    (["make", "/nowhere/script.txt"], 3, "There is no file"),
    (["nothing"], 2, "No such command"),
    (["serve", "--port", "70000"], 2, "65535"),
    (["serve", "--host", "no.such.host.invalid", "--port", "0"], 8, "Cannot listen"),
]


def test_a_mistake_is_told_in_words_that_help(run: Any, project: str) -> None:
    before = run("project", "show", project, "--json").json
    for words, code, said in MISTAKES:
        ran = run(*words)
        assert ran.code == code, (words, ran)
        assert said in " ".join(ran.err.replace("│", " ").split()), (words, ran.err)
        assert ran.out == "", words
        assert "Traceback" not in ran.err, words
    assert run("project", "show", project, "--json").json == before


def test_a_title_two_projects_share_names_neither(run: Any, project: str) -> None:
    other = run("project", "create", "Rivers", "--json").json["id"]
    ran = run("project", "show", "Rivers")
    assert ran.code == 4
    assert project in ran.err
    assert other in ran.err


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        (("project", "list", "--nope"), None, "No such option: --nope"),
        (("frame", "latest", "--output", "a.png"), "at", "Missing option"),
        (("frame", "latest", "--at", "soon", "--output", "a.png"), "at", "Invalid value for '--at'"),
        (("nothing",), None, "No such command 'nothing'"),
    ],
)
def test_a_program_is_told_in_json_what_was_wrong_with_its_words(
    run: Any, words: tuple[str, ...], field: str | None, said: str
) -> None:
    ran = run(*words, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert (ran.problem["kind"], ran.problem["field"]) == ("invalid", field)
    assert said in ran.problem["message"]


def test_a_place_that_cannot_be_written_is_told(run: Any, project: str, tmp_path: Path) -> None:
    file = tmp_path / "sky.gif"
    file.write_bytes(
        bytes.fromhex(
            "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
        )
    )
    digest = run("asset", "add", project, file, "--json").json["digest"]
    for out, code in ((file / "no folder.gif", 8), (tmp_path, 2)):
        ran = run("asset", "get", project, digest, "--out", out)
        assert ran.code == code, ran
        assert str(tmp_path) in ran.err
        assert ran.err.count("\n") == 1


def test_settings_that_cannot_be_used_are_named(
    run: Any, monkeypatch: pytest.MonkeyPatch, environment: Path
) -> None:
    monkeypatch.setenv("AURA_PORT", "many")
    ran = run("project", "list", "--json")
    assert (ran.code, ran.problem["field"]) == (2, "AURA_PORT")
    monkeypatch.delenv("AURA_PORT")
    environment.mkdir(exist_ok=True)
    (environment / "aura.env").write_text("AURA_PROT=80\n")
    assert "AURA_PROT" in run("project", "list").err
    (environment / "aura.env").write_bytes(b"\xff\xfe")
    assert run("project", "list").code == 2


def test_a_database_that_is_not_there_is_unavailable(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_DATABASE_URL", "postgresql+psycopg://aura:secret@127.0.0.1:1/aura")
    ran = run("project", "list")
    assert ran.code == 8
    assert ran.err.startswith("aura: The database cannot be used: ")
    assert "secret" not in ran.err
    monkeypatch.setenv("AURA_DATABASE_URL", "nonsense")
    assert run("project", "list").code == 2


def aura(*words: str, home: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AURA_HOME": str(home), "AURA_DATABASE_URL": "", "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "aura.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **options)


def test_as_a_program_it_ends_with_the_code_and_leaves_no_warning(tmp_path: Path) -> None:
    made = aura("project", "create", "Rivers", "--json", home=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(made.stdout)["title"] == "Rivers"
    missing = aura("project", "show", "Lakes", home=tmp_path)
    assert (missing.returncode, missing.stdout) == (3, "")
    assert missing.stderr == "aura: There is no project 'Lakes'; `aura project list` shows them. (project)\n"


def test_however_it_is_started_its_help_calls_it_by_its_name(tmp_path: Path) -> None:
    assert " Usage: aura scene text [OPTIONS] " in aura("scene", "text", "--help", home=tmp_path).stdout
    mistaken = aura("scene", "text", home=tmp_path).stderr
    assert "Try 'aura scene text --help' for help." in mistaken
    assert "aura.cli" not in mistaken


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    aura("project", "create", "Rivers", home=tmp_path)
    script = f'"{sys.executable}" -m aura.cli.main project list | true'
    environment = {**os.environ, "AURA_HOME": str(tmp_path), "AURA_DATABASE_URL": ""}
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr
