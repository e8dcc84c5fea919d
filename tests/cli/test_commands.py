"""Every command does what it says, in words for people and as JSON for programs."""

import wave
from pathlib import Path
from typing import Any

import pytest
import typer
from blake3 import blake3
from PIL import Image
from typer.main import get_group

from aura.cli.main import build

GIF = bytes.fromhex(
    "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
)
"""A picture of four pixels."""

TAKES_LONG = {"demo", "make", "serve", "worker"}
"""Commands with tests of their own: they render films, or run until they are stopped."""

WORDS_ONLY = TAKES_LONG
"""Commands that are not asked for JSON here; all but ``make`` write lines as they go, and have none."""

WALK: list[tuple[str, list[str], str]] = [
    (
        "project create",
        ["Rivers", "--title", "All rivers", "--scene", "One.", "--scene", "Two.", "--language", "en"],
        "Created “All rivers”: {project}",
    ),
    ("project list", [], "{project} * 2 scenes  All rivers"),
    ("project list", ["--search", "nothing"], "No projects yet; *"),
    ("project show", ["latest"], "All rivers  ({project})*Draft, 2 scenes, 16:9, en*Missing:*"),
    ("project set", ["latest", "--description", "About water."], "Changed the description of the project."),
    (
        "brief set",
        ["latest", "--tone", "calm", "--aspect", "9:16"],
        "Changed the tone and the aspect of the brief.",
    ),
    ("brief set", ["latest", "--tone", "calm"], "Nothing to change."),
    (
        "plan set",
        ["latest", "--target-duration-s", "90", "--sections", '[{{"title": "Source"}}]'],
        "Changed the target duration and the sections of the plan.",
    ),
    ("voice set", ["latest", "--rate-percent", "110"], "Changed the rate of the voice."),
    (
        "render set",
        ["latest", "--captions", "false", "--preset", "Draft 360p"],
        "Changed the preset and the captions of the render settings.",
    ),
    ("scene list", ["latest"], "   1 * One.\n   2 * Two."),
    ("scene insert", ["latest", "--script-text", "In between.", "--after", "1"], "Inserted scene 2."),
    ("scene show", ["latest", "2"], "In between."),
    ("scene find", ["latest", "between"], "   2  script_text   In between."),
    ("scene find", ["latest", "nowhere"], "Not found in any scene."),
    (
        "scene captions",
        ["latest", "2", '[{{"start_ms": 0, "end_ms": 900, "text": "Between"}}]'],
        "Set the captions of scene 2.",
    ),
    ("scene captions", ["latest", "2", "[]"], "Took the captions from scene 2."),
    ("scene title", ["latest", "2", "Middle"], "Changed the title of scene 2."),
    ("scene text", ["latest", "1", "Water springs."], "Changed the text of scene 1."),
    ("scene duration", ["latest", "1", "45"], "Changed the length of scene 1."),
    ("scene motion", ["latest", "1", "in"], "Zoomed into the picture of scene 1."),
    (
        "scene transition",
        ["latest", "2", "wipe-left", "--frames", "15"],
        "Gave scene 2 a wipe to the left over half a second.",
    ),
    ("scripts list", [], "bar-chart * Aura * A bar chart whose bars grow *"),
    ("scripts show", ["typed-title"], "A title that is typed *letters_per_s    integer from 1 to 200, 12*"),
    (
        "scene draw",
        ["latest", "1", "typed-title", "--parameters", '{{"text": "Rain"}}'],
        "Had scene 1 drawn by the script typed title.",
    ),
    ("scene draw", ["latest", "1", "none"], "Gave scene 1 its picture again."),
    ("scene move", ["latest", "3", "start"], "Moved scene 3 to the start."),
    ("scene duplicate", ["latest", "1"], "Duplicated scene 1."),
    ("scene split", ["latest", "3", "--offset", "6"], "Split scene 3 in two."),
    ("scene merge", ["latest", "3"], "Merged scenes 3 and 4."),
    ("scene voice", ["latest", "2", "--rate-percent", "90"], "Changed the voice of scene 2."),
    ("scene voice", ["latest", "2"], "Gave scene 2 the voice of the film."),
    (
        "scene volume",
        ["latest", "2", "--volume-percent", "80"],
        "Changed the volume of the narration in scene 2.",
    ),
    (
        "scene overlays",
        ["latest", "2", '[{{"text": "The source", "style": "title"}}]'],
        "Set the overlays of scene 2.",
    ),
    (
        "scenes set",
        ["latest", "1,2-3", "--motion", "out", "--pause", "Long", "--clear", "captions,overlays"],
        "Changed the motion and the pause of 3 scenes and took the captions and the overlays from them.",
    ),
    ("scenes move", ["latest", "2,3", "start"], "Moved 2 scenes to the start."),
    ("scenes duplicate", ["latest", "1-2"], "Duplicated 2 scenes."),
    ("script replace-text", ["latest", "springs", "wells"], "Replaced “springs” by “wells” in 2 scenes."),
    ("undo", ["latest"], "Undone: Replaced “springs” by “wells” in 2 scenes."),
    ("scenes delete", ["latest", "3-4"], "Deleted 2 scenes."),
    ("scene delete", ["latest", "1"], "Deleted scene 1."),
    ("scene delete", ["latest", "2"], "Deleted scene 2."),
    ("scene delete", ["latest", "2"], "Deleted scene 2."),
    ("asset add", ["latest", "{file}"], "Added sky.gif: {digest}"),
    ("asset list", ["latest"], "{digest:.16}  Image * 2x2 *  sky.gif"),
    ("asset get", ["latest", "{digest}", "--out", "{folder}/back.gif"], "Wrote {folder}/back.gif"),
    (
        "scene media",
        ["latest", "1", "--asset", "{digest}", "--fit", "contain"],
        "Changed the picture of scene 1.",
    ),
    ("scene fit", ["latest", "1", "blurred"], "Changed how the picture of scene 1 is fitted."),
    ("scene focus", ["latest", "1", "top-left"], "Kept the top left of the picture of scene 1 in view."),
    ("scene media", ["latest", "1"], "Took the picture from scene 1."),
    ("asset add", ["latest", "{clip}"], "Added moving.gif: {clip_digest}"),
    ("scene media", ["latest", "1", "--asset", "{clip_digest}"], "Changed the picture of scene 1."),
    ("scene trim", ["latest", "1", "--trim-ms", "50"], "Changed which part of its clip scene 1 shows."),
    ("scene speed", ["latest", "1", "50"], "Let the clip of scene 1 play at half its speed."),
    ("scene freeze", ["latest", "1", "60", "1500"], "Let the clip of scene 1 stand still for 1.5 seconds."),
    ("scene media", ["latest", "1"], "Took the picture from scene 1."),
    ("scene narration", ["latest", "1"], "Nothing to change."),
    ("asset add", ["latest", "{sound}", "{other}"], "Added me.wav: *\nAdded other.png: *"),
    ("scene media", ["latest", "1", "--asset", "{digest}"], "Changed the picture of scene 1."),
    ("asset replace", ["latest", "{digest}", "{other_digest}"], "Replaced sky.gif by other.png in 1 scene."),
    ("undo", ["latest"], "Undone: Replaced sky.gif by other.png in 1 scene."),
    ("scene media", ["latest", "1"], "Took the picture from scene 1."),
    ("scene recording", ["latest", "1", "{sound_digest}"], "Set the recording of scene 1."),
    ("scene narration", ["latest", "1"], "Took the narration from scene 1."),
    ("music set", ["latest", "--mood", "bright", "--ducking", "gentle"], "Set the music."),
    ("music change", ["latest", "--fade-in-ms", "500", "--loop", "false"], "Changed the loop and *."),
    ("music set", ["latest"], "Took the music away."),
    ("watermark set", ["latest", "--text", "Rivers", "--anchor", "top-left"], "Set the watermark."),
    ("watermark set", ["latest"], "Took the watermark away."),
    ("calls", ["latest"], "No server was asked anything."),
    ("config list", [], "*text.base_url*"),
    ("config set", ["defaults.language", "de"], "*"),
    ("config get", ["defaults.language"], "*de*"),
    ("config unset", ["defaults.language"], "*"),
    ("setup show", [], "*"),
    ("setup tier", ["Offline"], "*"),
    ("setup complete", [], "*"),
    ("doctor", [], "*FFmpeg*"),
    ("asset remove", ["latest", "{digest}"], "Removed sky.gif."),
    ("undo", ["latest"], "Undone: Removed sky.gif."),
    ("redo", ["latest"], "Redone: Removed sky.gif."),
    ("history", ["latest", "--limit", "3"], "* Applied   Removed sky.gif\n*mark away\n*Set the watermark"),
    ("version save", ["latest", "--name", "First", "--important"], "Saved version 2 (* bytes)."),
    ("version list", ["latest"], "*    2 * Manual * First\n*    1 * Manual * Created"),
    ("version name", ["latest", "2", "--name", "Finest", "--not-important"], "Version 2: Finest."),
    ("version delete", ["latest", "2"], "Deleted version 2."),
    ("version list", ["latest", "--deleted"], "*    2 * Finest"),
    ("version bring-back", ["latest", "2"], "Version 2 is back."),
    ("version restore", ["latest", "2"], "The project already is as in version 2."),
    ("version compare", ["latest", "2"], "From version 2 to now: nothing differs."),
    ("version compare", ["latest", "1", "2"], "From version 1 to version 2:*: {{+About water.+}}*"),
    ("version restore", ["latest", "1", "--scene", "2"], "Restored scene * as in version 1 (Created)."),
    ("version restore", ["latest", "1", "--part", "brief"], "Restored the brief as in version 1 (Created)."),
    ("undo", ["latest"], "Undone: Restored the brief as in version 1 (Created)."),
    ("undo", ["latest"], "Undone: Restored scene * as in version 1 (Created)."),
    ("version restore", ["latest", "1"], "Restored version 1 (Created)."),
    ("undo", ["latest"], "Undone: Restored version 1 (Created)."),
    ("draft", ["latest"], "*"),
    ("undo", ["latest"], "Undone: *"),
    ("captions load", ["latest", "{subtitles}"], "Loaded 1 caption into 1 scene.*Left out 1 cue * “Late.”."),
    ("captions save", ["latest", "--out", "{folder}/film.vtt"], "Wrote {folder}/film.vtt, 1 caption"),
    ("captions clear", ["latest"], "Took the captions from 1 scene."),
    ("export presets", [], "Standard 720p *\nDraft 360p *"),
    ("presets list", [], "Standard 720p *\nDraft 360p *ProRes 422 HQ *"),
    (
        "presets save",
        ["Mine", "--like", "TikTok 9:16", "--size-px", "720", "--video-bit-rate", "3000000"],
        "Mine*TikTok, 9:16*h264, 720 px, quality 21, at most 3,000,000 bit/s*-14 LUFS*",
    ),
    ("presets show", ["Podcast Audio mp3"], "Podcast Audio mp3*Pictures  none*mp3, 192,000 bit/s, -16 LUFS*"),
    ("export check", ["latest", "--preset", "Mine"], "Mine: 720 × 1280, * s, about *"),
    ("presets delete", ["Mine"], "Deleted the preset “Mine”."),
    ("export list", [], "No exports yet."),
    ("export start", ["latest"], "Queued: *"),
    ("export cancel", ["latest"], "Cancelled."),
    ("export retry", ["latest"], "Queued again."),
    ("queue list", [], "   1 *   0.0 %  normal * Draft 360p"),
    ("queue first", ["latest"], "It is the next one."),
    ("queue last", ["latest"], "It waits until nothing else does."),
    ("queue normal", ["latest"], "It waits among the others."),
    ("queue pause", ["latest"], "Paused."),
    ("queue resume", ["latest"], "It waits for its turn again."),
    ("queue pause", [], "Paused the queue: *"),
    ("queue list", [], "The queue is paused; *"),
    ("queue resume", [], "The queue goes on."),
    ("export start", ["latest", "--priority", "last"], "Queued: *"),
    ("queue before", ["latest", "{export}"], "Moved."),
    ("queue list", [], "   1 * normal *\n   2  {export} *"),
    ("export cancel", ["latest"], "Cancelled."),
    ("export cancel", ["{export}"], "Cancelled."),
    ("export start", ["latest", "--here"], "Made *.mp4: *s, *"),
    ("export explain", ["latest"], "With *, against version *:\n* reused*0 (0 frames) rendered."),
    ("export watch", ["latest"], "Made *.mp4: * s, *"),
    ("export save", ["latest", "--out", "{folder}/film.mp4"], "Wrote {folder}/film.mp4"),
    (
        "preview",
        ["latest", "--scene", "1", "--output", "{folder}/one.mp4"],
        "Wrote {folder}/one.mp4: * s from 0.0 s on",
    ),
    ("frame", ["latest", "--at", "0.5", "--output", "{folder}/half.png"], "Wrote {folder}/half.png, * bytes"),
    ("sheet", ["latest", "--output", "{folder}/sheet.png"], "Wrote {folder}/sheet.png, * scene*"),
    (
        "sheet",
        ["latest", "--export", "latest", "--output", "{folder}/film.jpg"],
        "Wrote {folder}/film.jpg, 24 frames",
    ),
    ("thumbnail", ["latest", "--output", "{folder}/all.webp"], "Wrote {folder}/all.webp, * × *"),
    ("waveform", ["latest", "--scene", "1", "--output", "{folder}/one.png"], "Wrote {folder}/one.png, * s"),
    ("export list", ["--project", "latest"], "* Completed * 100.0 % *.mp4\n* Cancelled * 0.0 % *"),
    ("export delete", ["latest"], "Deleted."),
    ("template list", ["--category", "Creative"], "creative-memory * A memory"),
    ("template show", ["creative-memory"], "A memory  (creative-memory)*It asks:*The year*"),
    ("template preview", ["creative-memory", "--set", "year=1999"], "The summer of 1999: 16:9, about *"),
    ("template apply", ["creative-memory", "latest"], "Applied: 7 scenes; `aura undo` takes it back."),
    ("undo", ["latest"], "Undone: *"),
    ("template save", ["latest", "--name", "My own"], "Saved “My own”, which asks for nothing: *"),
    ("template export", ["My own", "--out", "{folder}/own.toml"], "Wrote {folder}/own.toml"),
    ("template validate", ["{folder}/own.toml"], "*"),
    ("template import", ["{folder}/own.toml"], "Imported “My own”; `aura template use own-*` uses it."),
    ("template rate", ["creative-memory", "5"], "“A memory” has 5 stars."),
    ("template delete", ["creative-memory"], "Deleted “A memory”; *"),
    ("template bring-back", ["creative-memory"], "“A memory” is back."),
    ("project pack", ["latest", "--out", "{folder}/all.aura"], "Wrote {folder}/all.aura, *: * versions, *"),
    ("project unpack", ["{folder}/all.aura"], "Unpacked “All rivers”: *"),
    ("project otio", ["latest", "--out", "{folder}/film.otio"], "Wrote {folder}/film.otio, * media files."),
    ("project delete", ["latest"], "Deleted “All rivers”; *"),
    ("project delete", ["latest"], "Deleted “All rivers”; `aura project bring-back {project}` undoes it."),
    ("project list", ["--deleted"], "{project} * All rivers"),
    ("project bring-back", ["{project}"], "“All rivers” is back."),
    ("cleanup", ["--dry-run"], "rule*items*bytes\nevents * 0 * 0\n*versions*nothing was changed."),
    ("cleanup", [], "rule*items*bytes\nevents * 0 * 0\n*deleted projects*bytes freed."),
    ("check", [], "Checked * contents (* bytes), * projects, *: nothing is wrong."),
    ("storage", [], "Database: * bytes, *versions stored whole would take *largest projects*"),
    ("backup", ["--to", "{folder}/kept"], "Backed up to {folder}/kept: *"),
    ("restore-backup", ["{folder}/kept", "--replace"], "Restored to *"),
    ("template use", ["creative-memory"], "Created “The summer of 1974”, 7 scenes: *"),
    ("project duplicate", ["{project}"], "Created “All rivers (copy)”: *"),
    ("version branch", ["{project}", "1"], "Created “All rivers (copy 2)”: *"),
]
"""A walk through every command: its words, and what it says (``*`` is anything)."""


def commands(app: typer.Typer) -> dict[str, Any]:
    """Every command by its words."""
    found: dict[str, Any] = {}
    for name, command in get_group(app).commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name} {verb}": each for verb, each in inner.items()} if inner else {name: command}
    return found


def says(text: str, pattern: str) -> bool:
    """Whether a text is as the pattern says, where ``*`` stands for anything on the way."""
    first, *others = pattern.split("*")
    if not text.startswith(first):
        return False
    text = text[len(first) :]
    for number, part in enumerate(others):
        last = number == len(others) - 1
        place = len(text) - len(part) if last and text.endswith(part) else text.find(part)
        if place < 0 or (last and part and place + len(part) != len(text)):
            return False
        text = text[place + len(part) :]
    return bool(others) or not text


def test_the_walk_leads_through_every_command() -> None:
    assert {command for command, _, _ in WALK} | TAKES_LONG == set(commands(build()))


def test_every_command_explains_itself_and_all_it_takes() -> None:
    for name, command in commands(build()).items():
        assert command.help, name
        assert command.help.strip().endswith("."), name
        for parameter in command.params:
            if parameter.name not in ("help", "project", "scene"):
                plain = name.split()[0] in (
                    "scene", "brief", "plan", "voice", "render", "project", "asset", "music",
                    "scenes", "script", "watermark",
                )  # fmt: skip

                assert parameter.help or plain, f"{name} {parameter.name}"
    for name, group in get_group(build()).commands.items():
        assert group.help, name


def test_every_command_can_answer_in_json_but_for_those_that_run_long() -> None:
    without = {
        name
        for name, command in commands(build()).items()
        if "as_json" not in {parameter.name for parameter in command.params}
    }
    assert without == WORDS_ONLY - {"make"}


@pytest.mark.parametrize("as_json", [False, True], ids=["in words", "as JSON"])
def test_every_command_does_its_work(run: Any, tmp_path: Path, as_json: bool) -> None:
    file = tmp_path / "sky.gif"
    file.write_bytes(GIF)
    sound, other = tmp_path / "me.wav", tmp_path / "other.png"
    with wave.open(str(sound), "wb") as written:
        written.setparams((1, 2, 16_000, 0, "NONE", ""))
        written.writeframes(bytes(32_000))
    Image.new("RGB", (4, 4), (200, 10, 10)).save(other)
    shades = [Image.new("RGB", (4, 4), (shade, 10, 10)) for shade in (0, 90, 180)]
    shades[0].save(tmp_path / "moving.gif", save_all=True, append_images=shades[1:], duration=200)
    known = {"file": str(file), "folder": str(tmp_path), "sound": str(sound), "other": str(other)}
    known["clip"] = str(tmp_path / "moving.gif")
    known["subtitles"] = str(tmp_path / "film.srt")
    Path(known["subtitles"]).write_text(
        "1\n00:00:00,500 --> 00:00:01,500\nWater.\n\n2\n01:00:00,000 --> 01:00:01,000\nLate.\n"
    )
    known |= {
        f"{name}_digest": blake3(Path(known[name]).read_bytes()).hexdigest()
        for name in ("sound", "other", "clip")
    }
    for command, arguments, said in WALK:
        ask_json = as_json and command not in WORDS_ONLY
        words = [argument.format(**known) for argument in arguments]
        ran = run(*command.split(), *words, *(["--json"] if ask_json else []))
        assert ran.code == 0, (command, words, ran)
        assert "Traceback" not in ran.err
        if command == "project create":
            known["project"] = ran.json["id"] if ask_json else ran.out.strip().rpartition(" ")[2]
        if command == "asset add" and "digest" not in known:
            known["digest"] = ran.json["digest"] if ask_json else ran.out.strip().rpartition(" ")[2]
        if command == "export start" and "export" not in known:
            known["export"] = ran.json["id"] if ask_json else ran.out.strip().rpartition(" ")[2]
        if ask_json:
            assert isinstance(ran.json, dict), command
        else:
            assert says(ran.out.rstrip("\n"), said.format(**known)), (command, ran.out, said)
    assert (tmp_path / "back.gif").read_bytes() == GIF
    assert (tmp_path / "film.mp4").stat().st_size > 10_000


def test_without_a_command_it_says_what_there_is(run: Any) -> None:
    for words in ([], ["--help"], ["scene"], ["scene", "--help"], ["scene", "text", "--help"]):
        ran = run(*words)
        assert ran.code in (0, 2)
        assert "Usage" in ran.out + ran.err


def test_it_says_its_version_without_making_a_home(run: Any, environment: Path) -> None:
    before = sorted(environment.rglob("*"))
    assert run("--version").out == "aura 0.1.0\n"
    assert sorted(environment.rglob("*")) == before


def test_a_home_can_be_named_for_one_command(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AURA_DATABASE_URL")
    run("--home", tmp_path / "other", "project", "create", "Elsewhere")
    assert "Elsewhere" not in run("project", "list").out
    assert "Elsewhere" in run("--home", tmp_path / "other", "project", "list").out
    assert (tmp_path / "other" / "aura.db").is_file()


def test_what_json_says_is_what_the_api_says(run: Any, project: str) -> None:
    whole = run("project", "show", project, "--json").json
    assert whole["id"] == project
    assert whole["etags"].keys() == {"brief", "plan", "voice", "render", "head", "order"}
    done = run("scene", "text", project, "1", "New.", "--json").json
    assert done["actions"][0]["kind"] == "scene.text"
    assert len(done["etag"]) == 64


def test_a_scene_is_a_line_of_the_list_however_many_lines_are_said_in_it(run: Any) -> None:
    run("project", "create", "Lamps", "--scene", "One.\nTwo.\n\nThree.", "--scene", "Four.")
    run("scene", "title", "Lamps", "2", " ")

    first, second = run("scene", "list", "Lamps").out.splitlines()
    assert first.endswith("  One. Two. Three.")
    assert second.endswith("  Four.")
