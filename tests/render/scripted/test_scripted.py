"""Scenes written in Python: drawn frame by frame in processes of their own, and blamed for what fails."""

import io
import json
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aura.errors import Invalid, NotFound, Unavailable
from aura.media.processes import Limits
from aura.render import planes
from aura.render.engine import Engine
from aura.render.events import SegmentDone
from aura.render.plan import RenderPlan, plan
from aura.render.scripted import shot
from aura.render.scripted.checking import require_drawable
from aura.render.scripted.installed import Scripts, moviepy_version
from aura.render.scripted.shot import ScriptedShot, check, describe
from aura.render.spec import Canvas, Script
from aura.timeline.scene import Scene, Scripted

SIZE = (64, 36)
CANVAS = Canvas(width_px=64, height_px=36, rate_numerator=30, rate_denominator=1)

GREYS = """
    '''Each frame is a shade of its own.'''

    import numpy as np
    from msgspec import Struct

    class Parameters(Struct, frozen=True, forbid_unknown_fields=True):
        first: int = 0
        step: int = 8

    class Clip:
        duration = None

        def __init__(self, frame, parameters):
            self.frame, self.parameters = frame, parameters

        def get_frame(self, t):
            number = round(t * self.frame.rate)
            shade = self.parameters.first + self.parameters.step * number
            return np.full((self.frame.height_px, self.frame.width_px, 3), shade, np.uint8)

    def scene(frame, parameters):
        return Clip(frame, parameters)
"""
"""A script that needs no MoviePy."""


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    folder = tmp_path / "scenes"
    folder.mkdir()
    return Scripts(folder)


@pytest.fixture
def write(scripts: Scripts) -> Callable[..., str]:
    """Installs a script."""

    def install(code: str = GREYS, name: str = "greys") -> str:
        path = scripts.folder / f"{name.replace('-', '_')}.py"
        path.write_text(textwrap.dedent(code), encoding="utf-8")
        return name

    return install


@pytest.fixture
def shoot(scripts: Scripts) -> Iterator[Callable[..., ScriptedShot]]:
    """Opens what a script draws."""
    opened = []

    def open_shot(name: str = "greys", parameters: Any = None, frames: int = 30, **how: Any) -> ScriptedShot:
        script = scripts.get(name)
        text = json.dumps(parameters or {})
        spec = Script(digest=script.digest, name=name, parameters=text, made_with="x", length_frames=frames)
        opened.append(ScriptedShot(script.path, spec, how.get("canvas", CANVAS)))
        return opened[-1]

    yield open_shot
    for each in opened:
        each.close()


def drawn(source: ScriptedShot, frame: int, canvas: Canvas = CANVAS) -> planes.Plane:
    target = planes.empty(canvas.width_px, canvas.height_px)
    source.draw(frame, target)
    return target


def test_each_frame_is_drawn_at_its_own_time_in_any_order(write: Any, shoot: Any) -> None:
    write()
    source = shoot()
    for frame in (0, 1, 29, 3):
        luma = planes.split(drawn(source, frame)).y
        assert np.all(luma == round(16 + 219 * 8 * frame / 255)), frame


def test_colours_become_bt709_of_limited_range(write: Any, shoot: Any) -> None:
    columns = {(255, 255, 255): (235, 128, 128), (255, 0, 0): (63, 102, 240), (0, 0, 255): (32, 240, 118)}
    colours = f"np.asarray({list(columns)}, np.uint8)"
    write(
        GREYS.replace(
            "return np.full(", f"return np.repeat(np.tile({colours}, (36, 1, 1)), [24, 20, 20], 1)  #"
        )
    )
    found = planes.split(drawn(shoot(), 0))

    for (left, right), wanted in zip(((4, 20), (28, 40), (48, 60)), columns.values(), strict=True):
        seen = found.y[:, left:right], *(plane[:, left // 2 : right // 2] for plane in found[1:])
        for plane, value in zip(seen, wanted, strict=True):
            assert np.all(np.abs(plane.astype(int) - value) <= 1), (plane[0, 0], value)


def test_a_clip_that_is_shorter_than_its_scene_shows_its_last_frame(write: Any, shoot: Any) -> None:
    write(GREYS.replace("duration = None", "duration = 0.5"))
    source = shoot()

    assert np.array_equal(drawn(source, 29), drawn(source, 14))
    assert not np.array_equal(drawn(source, 29), drawn(source, 13))


def test_frames_of_fractions_are_brought_to_bytes(write: Any, shoot: Any) -> None:
    write(GREYS.replace("shade, np.uint8)", "300.0)"))

    assert np.all(planes.split(drawn(shoot(), 0)).y == 235)


def test_a_wrong_parameter_is_named(scripts: Scripts, write: Any) -> None:
    write()
    check(scripts.get("greys"), '{"step": 3}')
    with pytest.raises(
        Invalid, match="does not take these parameters: Expected `int`, got `str` at step"
    ) as wrong:
        check(scripts.get("greys"), '{"step": "three"}')
    assert wrong.value.field == "script.parameters.step"
    with pytest.raises(Invalid, match="unknown field `stride`"):
        check(scripts.get("greys"), '{"stride": 3}')


WRONG = [
    ("import sys; sys.exit('enough')", "raised SystemExit: enough, line 1 of greys.py"),
    ("def scene(:", "raised SyntaxError: .*, line 1 of greys.py"),
    ("import nothing_like_it", "raised ModuleNotFoundError: No module named 'nothing_like_it', line 1"),
    ("x = 1", "has no Parameters"),
    ("class Parameters: pass", "Parameters is no msgspec.Struct"),
    (GREYS.replace("return Clip(frame, parameters)", "return 7"), "gave back int, which is no clip"),
    (GREYS.replace("self.frame.height_px", "40"), "drew an array of 40 × 64 × 3 for frame 0, where 36 × 64"),
    (GREYS.replace("number = ", "import os; os._exit(3); number = "), "ended with 3 while it drew"),
]


@pytest.mark.parametrize(("code", "words"), WRONG)
def test_what_a_script_does_wrong_is_told_with_its_place(
    write: Any, shoot: Any, code: str, words: str
) -> None:
    write(code)
    with pytest.raises(Invalid, match=words) as wrong:
        drawn(shoot(), 0)
    assert wrong.value.field == "script"


def test_what_was_raised_comes_with_the_end_of_its_traceback(write: Any, shoot: Any) -> None:
    write(GREYS.replace("shade = ", "shade = 1 // 0 + "))
    with pytest.raises(Invalid) as wrong:
        drawn(shoot(), 0)

    line = next(n for n, text in enumerate(textwrap.dedent(GREYS).split("\n"), 1) if "shade =" in text)
    assert f"ZeroDivisionError: integer division or modulo by zero, line {line} of greys.py" in str(
        wrong.value
    )
    told = wrong.value.data["traceback"].splitlines()
    assert told[-1].startswith("ZeroDivisionError")
    assert any("greys.py" in line for line in told)
    assert len(told) <= 12


def test_a_script_that_hangs_is_stopped(write: Any, shoot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write(GREYS.replace("number = ", "__import__('time').sleep(600); number = "))
    source = shoot()
    monkeypatch.setattr(source._process, "_silent_s", 3.0)
    with pytest.raises(Invalid, match="takes more than 3 s for a frame and was stopped"):
        drawn(source, 0)

    assert not source._process.runs


def test_a_script_that_takes_too_much_memory_is_stopped(
    write: Any, scripts: Scripts, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(GREYS + "\n    hoard = bytearray(6 * 2**30)\n")
    assert isinstance(shot.LIMITS, Limits)
    with pytest.raises(Invalid, match="raised MemoryError"):
        check(scripts.get("greys"), "{}")


def test_a_script_knows_none_of_auras_settings_and_secrets(
    write: Any, scripts: Scripts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_WEBHOOK_SECRET", "canary")
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    write(GREYS + "\n    import os\n    raise RuntimeError(sorted(os.environ.items()))\n")
    with pytest.raises(Invalid, match="raised RuntimeError") as wrong:
        check(scripts.get("greys"), "{}")

    assert "canary" not in str(wrong.value.data)
    assert "PATH" in str(wrong.value.data)


def test_a_shot_that_failed_once_is_drawn_when_the_cause_is_gone(
    write: Any, shoot: Any, tmp_path: Path
) -> None:
    write(GREYS.replace("number = ", f"open({str(tmp_path / 'there')!r}); number = "))
    source = shoot()
    with pytest.raises(Invalid, match="FileNotFoundError"):
        drawn(source, 0)
    (tmp_path / "there").touch()

    assert drawn(source, 1).any()


def test_a_script_that_was_changed_while_its_film_was_rendered_is_not_drawn(write: Any, shoot: Any) -> None:
    write()
    source = shoot()
    write(GREYS + "\n    # changed\n")
    with pytest.raises(Invalid, match="was changed while the film was rendered"):
        drawn(source, 0)


# What is installed.


def test_scripts_are_found_without_being_run(scripts: Scripts, write: Any, tmp_path: Path) -> None:
    write(f"'''Marks that it ran.'''\nopen({str(tmp_path / 'ran')!r}, 'w')\n", "mark-it")
    write("# no words", "none")
    (scripts.folder / "Notes.py").write_text("")
    found = scripts.all()

    assert set(found) == {"bar-chart", "mark-it", "typed-title"}
    assert found["mark-it"].about == "Marks that it ran."
    assert found["bar-chart"].origin == "Aura"
    assert not (tmp_path / "ran").exists()


def test_what_is_no_file_or_cannot_be_read_keeps_nobody_from_the_others(scripts: Scripts, write: Any) -> None:
    write()
    (scripts.folder / "drafts.py").mkdir()
    os.mkfifo(scripts.folder / "pipe.py")
    (scripts.folder / "gone.py").symlink_to("nowhere")
    (scripts.folder / "torn.py").symlink_to("/proc/self/mem")  # a file whose beginning nobody can read

    found = scripts.all()

    assert set(found) == {"bar-chart", "greys", "torn", "typed-title"}
    assert found["torn"].about.startswith("Cannot be read: ")
    assert scripts.get("greys") == found["greys"]
    assert set(scripts.sources()) == {"bar-chart", "greys", "typed-title"}
    with pytest.raises(Invalid, match="'torn' cannot be used: Cannot be read: ") as refused:
        scripts.get("torn")
    assert refused.value.field == "script"


def test_a_script_of_the_folder_is_used_in_the_place_of_one_that_ships(scripts: Scripts, write: Any) -> None:
    shipped = scripts.get("bar-chart").digest
    write(name="bar-chart")

    assert scripts.get("bar-chart").origin == "scenes folder"
    assert scripts.get("bar-chart").digest != shipped


def test_a_package_brings_scripts_by_entry_point_and_any_of_its_files_counts(
    scripts: Scripts, tmp_path: Path, shoot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    package = root / "our_scenes"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "shades.py").write_text("STEP = 8\n")
    code = textwrap.dedent(GREYS).replace("import numpy", "from our_scenes.shades import STEP\nimport numpy")
    (package / "greys.py").write_text(code.replace("step: int = 8", "step: int = STEP"))
    info = root / "our_scenes-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-scenes\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[aura.scenes]\nshades = our_scenes.greys\n")
    monkeypatch.syspath_prepend(str(root))
    found = scripts.get("shades")
    assert found.origin == "our-scenes 1.2"
    assert np.all(planes.split(drawn(shoot("shades"), 2)).y == round(16 + 219 * 16 / 255))

    (package / "shades.py").write_text("STEP = 9\n")

    assert scripts.get("shades").digest != found.digest


def test_of_a_package_of_several_scripts_each_scene_is_drawn_by_its_own(
    scripts: Scripts, reel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    package = root / "our_scenes"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    for module, shade in (("dark", 40), ("light", 200)):
        code = textwrap.dedent(GREYS).replace("first: int = 0", f"first: int = {shade}")
        (package / f"{module}.py").write_text(code.replace("step: int = 8", "step: int = 0"))
    info = root / "our_scenes-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-scenes\nVersion: 1.2\n")
    names = "".join(f"{name} = our_scenes.{name}\n" for name in ("dark", "light"))
    (info / "entry_points.txt").write_text(f"[aura.scenes]\n{names}")
    monkeypatch.syspath_prepend(str(root))
    scenes = [
        reel.scene(number, None, 20, drawn_by=Scripted(name=name))
        for number, name in enumerate(("dark", "light"), 1)
    ]
    wanted = film(reel, scripts, *scenes)

    with Engine(tmp_path / "cache", scripts.beside(lambda digest: None, reel.path), workers=1) as engine:
        shown = [
            np.asarray(Image.open(io.BytesIO(engine.frame(one.spec, 0, width_px=16)))).mean()
            for one in wanted.segments
        ]

    assert shown == pytest.approx([40, 200], abs=2)


def test_a_script_that_is_not_there_is_named_with_those_that_are(scripts: Scripts) -> None:
    with pytest.raises(NotFound, match=r"'rain' is not installed here.*bar-chart, typed-title"):
        scripts.get("rain")


def test_where_moviepy_is_missing_it_is_said_how_to_install_it(
    scripts: Scripts, write: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("import sys\nsys.modules['moviepy'] = None\nfrom moviepy import VideoClip\n")
    with pytest.raises(Unavailable, match=r"pip install 'aura\[scenes\]'"):
        check(scripts.get("greys"), "{}")


# In films.


def film(reel: Any, scripts: Scripts, *scenes: Scene) -> RenderPlan:
    from tests.render.conftest import TINY

    return plan(reel.document(*scenes), TINY, engine="test", scripts=scripts.sources())


def by_script(reel: Any, number: int, frames: int = 20, parameters: str = "{}", **fields: Any) -> Scene:
    scene: Scene = reel.scene(
        number, None, frames, drawn_by=Scripted(name="greys", parameters=parameters), **fields
    )
    return scene


def test_a_segments_key_goes_by_source_parameters_and_length_and_not_by_place(
    reel: Any, scripts: Scripts, write: Any
) -> None:
    write()

    def key(*scenes: Scene) -> str:
        return film(reel, scripts, *scenes).segments[-1].key

    before = key(by_script(reel, 1))
    assert key(reel.shows(2), by_script(reel, 1)) == before
    assert key(by_script(reel, 1, title="Other")) == before
    assert key(by_script(reel, 1, parameters='{"step":9}')) != before
    assert key(by_script(reel, 1, frames=21)) != before
    write(GREYS + "\n    # a word\n")
    assert key(by_script(reel, 1)) != before


def test_a_scene_by_script_is_a_scene_like_any_other(
    reel: Any, scripts: Scripts, write: Any, tmp_path: Path
) -> None:
    write()
    fade: dict[str, Any] = {"transition": "fade", "transition_frames": 6}
    scenes = (
        reel.shows(2),
        by_script(reel, 1, frames=40, parameters='{"step":2}', **fade),
        reel.plays(3, **fade),
    )
    wanted = film(reel, scripts, *scenes)
    events: list[Any] = []
    with Engine(tmp_path / "cache", scripts.beside(lambda digest: None, reel.path), workers=1) as engine:
        made = engine.render(wanted, out=tmp_path / "film.mp4", on_event=events.append)
        again = engine.render(wanted, out=tmp_path / "again.mp4")

    assert made.frames == wanted.total_frames == 20 + 40 + 20 - 12
    assert again.segments_rendered == 0
    assert again.digest == made.digest
    assert any(isinstance(event, SegmentDone) and not event.reused for event in events)


def test_a_script_that_fails_ends_its_render_once_and_names_the_scene(
    reel: Any, scripts: Scripts, write: Any, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    write(GREYS.replace("number = ", f"open({str(runs)!r}, 'a').write('x'); 1 // 0; number = "))
    wanted = film(reel, scripts, reel.shows(2), by_script(reel, 1))
    with (
        Engine(tmp_path / "cache", scripts.beside(lambda digest: None, reel.path), workers=1) as engine,
        pytest.raises(Invalid, match="Scene 2: The script greys raised ZeroDivisionError"),
    ):
        engine.render(wanted, out=tmp_path / "film.mp4")

    assert runs.read_text() == "x", "what a script does wrong is not tried again"
    assert not (tmp_path / "film.mp4").exists()


def test_what_cannot_be_drawn_is_told_before_anything_is(reel: Any, scripts: Scripts, write: Any) -> None:
    with pytest.raises(NotFound, match="Scene 2: the script greys is not installed here"):
        film(reel, scripts, reel.shows(2), by_script(reel, 1))
    document = reel.document(reel.shows(2), by_script(reel, 1, parameters='{"step":"x"}'))
    with pytest.raises(NotFound, match="Scene 2: the script greys is not installed here"):
        require_drawable(document, scripts)
    write()
    with pytest.raises(Invalid, match=r"Scene 2: .* got `str` at step"):
        require_drawable(document, scripts)


# The two that ship.


SHIPPED = [
    ("bar-chart", {"title": "Rain", "bars": [{"label": "May", "value": 5}, {"label": "June", "value": 9.5}]}),
    ("typed-title", {"text": "The year in numbers"}),
]


@pytest.mark.parametrize(("name", "parameters"), SHIPPED)
@pytest.mark.skipif(moviepy_version() is None, reason="MoviePy is not installed")
def test_the_scripts_that_ship_draw_what_changes_and_say_what_they_take(
    scripts: Scripts, shoot: Any, name: str, parameters: Any
) -> None:
    canvas = Canvas(width_px=320, height_px=180, rate_numerator=30, rate_denominator=1)
    source = shoot(name, parameters, frames=60, canvas=canvas)
    first, middle, last = (drawn(source, frame, canvas) for frame in (0, 20, 59))
    assert not np.array_equal(first, middle)
    assert not np.array_equal(middle, last)
    assert np.array_equal(last, drawn(shoot(name, parameters, frames=60, canvas=canvas), 59, canvas))
    schema = describe(scripts.get(name))
    assert "Parameters" in schema["$defs"]


def test_aura_itself_never_loads_moviepy(scripts: Scripts) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from aura.render import engine, plan, worker_child;"
        "from aura.render.scripted import shot;"
        "from pathlib import Path; from aura.render.scripted.installed import Scripts;"
        "Scripts(Path('/nowhere')).sources(); print('moviepy' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )

    assert said.stdout.strip() == "False"
