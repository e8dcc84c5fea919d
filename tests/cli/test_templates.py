"""Templates on the command line: found, used, applied, checked, carried about."""

import json
from pathlib import Path
from typing import Any

import pytest

Run = Any

FILE = """
id = "my-own"
name = "My own"
category = "Creative"

[[variables]]
name = "what"
default = "rivers"

[[variables]]
name = "points"
type = "MultiSelection"

[brief]
topic = "On {{what}}"
language = "en"

[[scenes]]
text = "All about {{what}}."

[[scenes]]
each = "points"
text = "{{item}}"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my-own.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def texts(run: Run, project: str) -> list[str]:
    return [item["text"] for item in _scenes(run, project)]


def _scenes(run: Run, project: str) -> list[dict[str, Any]]:
    return [
        {"text": item.get("script_text", "")}
        for item in run("scene", "list", project, "--json").json["items"]
    ]


def test_the_gallery_is_listed_by_category_words_and_stars(run: Run) -> None:
    assert len(run("template", "list").out.splitlines()) == 6
    assert run("template", "list", "--category", "Creative").out.split()[0] == "creative-memory"
    assert run("template", "list", "--search", "square").out.startswith("business-product-showcase")
    assert run("template", "list", "--tag", "how-to", "--json").json["items"][0]["id"] == "youtube-tutorial"
    run("template", "rate", "youtube-tutorial", 5)
    assert run("template", "list", "--sort", "stars").out.startswith("youtube-tutorial")
    assert run("template", "list", "--own").out == "No templates.\n"
    for wrong in (["--category", "Films"], ["--sort", "age"]):
        ran = run("template", "list", *wrong)
        assert ran.code == 2
        assert "is one of" in ran.err


def test_a_template_is_shown_with_what_it_asks(run: Run) -> None:
    shown = run("template", "show", "creative-memory").out
    assert "A memory  (creative-memory)\nstory-time, 16:9, about 54 s\n" in shown
    assert "  year             Number         needed  The year\n" in shown
    assert run("template", "show", "nothing").code == 3


def test_answers_come_from_options_and_from_a_file(run: Run, tmp_path: Path, file: Path) -> None:
    run("template", "import", file)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"what": "lakes", "points": ["x"]}), encoding="utf-8")
    ran = run(
        "template",
        "use",
        "my-own",
        "--answers",
        answers,
        "--set",
        "points=a = b",
        "--set",
        "points=c",
        "--json",
    )
    assert ran.json["brief"]["topic"] == "On lakes"
    preview = run("template", "preview", "my-own", "--set", "points=one\ntwo").out
    assert preview.startswith("On rivers: 16:9, about ")
    assert "   1  \n      All about rivers.\n   2  \n      one\n   3  \n      two\n" in preview
    for wrong in ("{", "[]", '"x"'):
        answers.write_text(wrong, encoding="utf-8")
        assert run("template", "use", "my-own", "--answers", answers).code == 2
    assert run("template", "use", "my-own", "--set", "what").code == 2
    assert run("template", "use", "my-own", "--set", "where=x").code == 2
    assert run("template", "use", "my-own", "--answers", tmp_path / "none.json").code == 3


def test_a_value_on_the_command_line_is_text_whatever_it_looks_like(run: Run, file: Path) -> None:
    run("template", "import", file)
    hostile = "{{points}} '; -- [out];movie=x $(id) %{pts}"
    made = run("template", "use", "my-own", "--set", f"what={hostile}", "--json").json
    assert made["brief"]["topic"] == f"On {hostile}"


def test_a_template_is_applied_and_taken_back(run: Run, project: str) -> None:
    ran = run("template", "apply", "youtube-explainer", project)
    assert ran.out == "Applied: 8 scenes; `aura undo` takes it back.\n"
    assert run("project", "show", project, "--json").json["brief"]["topic"] == "Who moves the tide?"
    assert "Before “How it works”" in run("version", "list", project).out
    run("undo", project)
    assert run("project", "show", project, "--json").json["brief"]["topic"] == "Rivers"


def test_a_file_is_checked_without_a_trace(run: Run, file: Path) -> None:
    assert run("template", "validate", file).out == "Nothing is wrong with it.\n"
    file.write_text(FILE.replace("Creative", "Films") + '\n[[scenes]]\nword = "x"\n', encoding="utf-8")
    ran = run("template", "validate", file)
    assert ran.code == 2
    assert [line.split(": ")[1] for line in ran.out.splitlines()] == ["category", "scenes[2].word"]
    assert len(run("template", "validate", file, "--json").json["items"]) == 2
    file.write_text(FILE.replace("{{what}}", "rivers"), encoding="utf-8")
    ran = run("template", "validate", file)
    assert (ran.code, ran.out) == (0, "warning: variables[0]: Nothing uses what.\n")
    assert len(run("template", "list").out.splitlines()) == 6


def test_a_file_that_names_a_preset_is_checked_against_one_s_own_too(run: Run, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + '\n[render]\npreset = "Mine"\n', encoding="utf-8")
    ran = run("template", "validate", file)
    assert (ran.code, "no preset 'Mine'" in ran.out) == (2, True)
    run("presets", "save", "Mine")
    assert run("template", "validate", file).out == "Nothing is wrong with it.\n"


def test_a_preset_in_use_is_deleted_only_when_that_is_said(run: Run, project: str) -> None:
    run("presets", "save", "Mine")
    run("render", "set", project, "--preset", "Mine")
    ran = run("presets", "delete", "Mine")
    assert (ran.code, "is in use: the project “Rivers”" in ran.err) == (4, True)
    assert run("presets", "delete", "Mine", "--in-use").out == "Deleted the preset “Mine”.\n"
    assert "no preset 'Mine'" in run("export", "check", project).err


def test_a_template_is_carried_as_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("template", "import", file).out == "Imported “My own”; `aura template use my-own` uses it.\n"
    assert run("template", "import", file).code == 4
    assert run("template", "import", file, "--again").code == 0
    assert run("template", "export", "my-own").out == FILE.strip("\n").join(["\n", "\n"])
    out = tmp_path / "out.toml"
    assert run("template", "export", "my-own", "--out", out).out == f"Wrote {out}\n"
    assert out.read_text(encoding="utf-8") == FILE


def test_a_project_is_saved_as_a_template_known_by_its_name(run: Run, project: str) -> None:
    saved = run("template", "save", project, "--name", "My rivers", "--variable", "what=Rivers", "--default")
    assert saved.out.startswith("Saved “My rivers”, which asks for what: ")
    own_id = saved.out.split()[-1]
    for name in ("My rivers", own_id, own_id[-6:]):
        made = run("template", "use", name, "--set", "what=Lakes", "--json").json
        assert made["brief"]["topic"] == "Lakes"
    assert run("template", "show", "My rivers", "--json").json["is_default"]
    assert run("template", "use", "--json").json["brief"]["topic"] == "Rivers"
    assert run("template", "list", "--own").out.startswith(own_id)
    assert 'topic = "{{what}}"' in run("template", "export", "My rivers").out
    assert run("template", "save", project, "--name", "x", "--variable", "what=Lakes").code == 2
    assert run("template", "delete", "My rivers").code == 0
    assert run("template", "use", "My rivers").code == 3
    assert run("template", "use").code == 3
    assert run("template", "bring-back", own_id[-6:]).out == "“My rivers” is back.\n"


def test_a_template_of_the_gallery_is_deleted_and_brought_back(run: Run) -> None:
    assert run("template", "delete", "creative-memory").out.startswith("Deleted “A memory”; ")
    assert "creative-memory" not in run("template", "list").out
    assert run("template", "list", "--deleted").out.startswith("creative-memory")
    assert run("template", "bring-back", "creative-memory").out == "“A memory” is back.\n"
    assert run("template", "rate", "creative-memory", 6).code == 2
