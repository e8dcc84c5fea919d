"""How ``./scripts/aura`` sets itself up: once, whole, and out of the way from then on."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from tests.scripts.checkout import Checkout

FIRST = "Setting up Aura in .venv (once, about a minute) ..."
WAITING = "Waiting for another set-up of Aura to finish ..."
AGAIN = "Bringing .venv up to date ..."


def contents(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def test_the_first_start_says_so_in_one_line_and_does_what_was_asked(checkout: Checkout, tmp_path: Path):
    outcome = checkout.start("new", "two words", given="a brief", cwd=tmp_path)

    assert outcome.told == {"arguments": ["new", "two words"], "folder": str(tmp_path), "input": "a brief"}
    assert outcome.lines == [FIRST]


def test_a_later_start_says_nothing_and_changes_nothing(checkout: Checkout):
    assert checkout.start().code == 0
    before = contents(checkout.venv)

    assert checkout.start("again").told["arguments"] == ["again"]

    assert contents(checkout.venv) == before
    assert len(checkout.installations()) == 1


def test_every_package_is_held_to_the_digests_in_the_lock(checkout: Checkout):
    checkout.start()

    assert "--no-deps --require-hashes" in checkout.installations()[0]


def test_a_link_to_the_script_starts_the_checkout_it_leads_to(checkout: Checkout, tmp_path: Path):
    link = tmp_path / "aura"
    link.symlink_to(checkout.top / "scripts" / "aura")

    assert checkout.start("here", script=link, cwd="/").told["arguments"] == ["here"]


def test_modules_in_the_working_folder_are_not_taken_for_pythons_or_auras(checkout: Checkout, tmp_path: Path):
    for name in ("json.py", "aura.py", "encodings.py"):
        (tmp_path / name).write_text("raise SystemExit('taken for another')")

    assert checkout.start(cwd=tmp_path).told["folder"] == str(tmp_path)


def test_a_changed_lock_is_put_in_place_once(checkout: Checkout):
    checkout.start()
    (checkout.top / "requirements.lock").write_text("# changed\n")

    assert checkout.start().lines == [AGAIN]
    assert checkout.start().lines == []
    assert len(checkout.installations()) == 2


def test_a_lock_that_is_changed_back_is_put_in_place_again(checkout: Checkout):
    """Whatever the set-up in between replaced has to come back."""
    lock = checkout.top / "requirements.lock"
    checkout.start()
    lock.write_text("# changed\n")
    checkout.uv_does("kill -9 $PPID")
    checkout.start()
    checkout.uv_does("exit 0")
    lock.write_text("# requirements.lock\n")

    assert checkout.start().lines == [FIRST]


def test_what_the_tests_need_includes_what_aura_needs(checkout: Checkout):
    script = checkout.top / "scripts" / "everything"
    script.write_text(
        (checkout.top / "scripts" / "aura").read_text().replace("requirements.", "requirements-dev.")
    )
    script.chmod(0o755)

    assert checkout.start(script=script).lines == [FIRST]
    assert checkout.start().lines == []


def test_of_starts_at_the_same_moment_one_sets_up_and_all_go_on(checkout: Checkout):
    checkout.uv_does("sleep 0.5")
    started = [checkout.launch(str(number)) for number in range(3)]
    for process in started:
        process.communicate()

    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(checkout.installations()) == 1


def test_a_set_up_that_was_killed_is_begun_anew(checkout: Checkout):
    checkout.uv_does(f'cd "{checkout.venv}"/lib/python3*/site-packages && touch half.py; kill -9 $PPID')
    assert checkout.start().code != 0
    assert list(checkout.venv.rglob("half.py"))
    checkout.uv_does("exit 0")

    assert checkout.start().lines == [FIRST]
    assert not list(checkout.venv.rglob("half.py"))


def test_an_installer_that_outlives_its_killed_set_up_is_waited_for(checkout: Checkout):
    late = checkout.venv / "late"
    checkout.uv_does(f'kill -9 $PPID; sleep 1; touch "{late}"')
    assert checkout.start(stderr=subprocess.DEVNULL).code != 0
    checkout.uv_does("exit 0")

    assert checkout.start().lines == [WAITING, FIRST]
    assert not late.exists()


def test_what_ends_a_start_ends_its_set_up(checkout: Checkout):
    checkout.uv_does("kill -INT $PPID; sleep 5; exit 0")

    assert checkout.start().code != 0
    assert not (checkout.venv / "requirements.lock").exists()


def test_a_set_up_compiles_aura_also_where_python_is_told_to_write_no_bytecode(checkout: Checkout):
    checkout.start(env=checkout.environment(PYTHONDONTWRITEBYTECODE="1"))

    compiled = {path.name.split(".")[0] for path in (checkout.top / "aura").rglob("*.pyc")}
    assert compiled == {"__init__", "main"}


def test_where_uv_fails_pip_installs_and_a_failure_of_both_is_no_success(checkout: Checkout):
    checkout.uv_does("exit 1")
    lock = checkout.top / "requirements.lock"
    lock.write_text(f"aura-has-no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    offline = {"env": checkout.environment(PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)}

    failed = checkout.start(**offline)
    assert failed.code == 1
    assert failed.lines[-1].startswith("Aura could not set itself up: Could not install what Aura needs")
    assert not (checkout.venv / "requirements.lock").exists()

    lock.write_text("# nothing\n")
    assert checkout.start(**offline).code == 0


def test_a_checkout_that_was_moved_still_starts(checkout: Checkout, tmp_path: Path):
    checkout.start()
    moved = tmp_path / "elsewhere"
    shutil.move(checkout.top, moved)

    assert checkout.start("still", script=moved / "scripts" / "aura").told["arguments"] == ["still"]
    assert len(checkout.installations()) == 1


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Checkout):
    checkout.start()
    for name in ("python", "python3"):
        (checkout.venv / "bin" / name).unlink(missing_ok=True)
        (checkout.venv / "bin" / name).symlink_to("/gone/python")

    assert checkout.start("on").told["arguments"] == ["on"]


def test_without_a_python_the_message_says_what_to_do(checkout: Checkout):
    outcome = checkout.start(env=checkout.environment(AURA_PYTHON="/no/such/python"))

    assert outcome.code == 1
    assert outcome.lines[0] == "Aura needs Python 3.11 or later, and found none as: /no/such/python."
    assert "AURA_PYTHON" in outcome.lines[1]


def test_a_signal_reaches_the_command_itself(checkout: Checkout):
    """The script becomes the command, so that stopping the one stops the other."""
    checkout.start()
    (checkout.top / "aura" / "cli" / "main.py").write_text(
        "print('up', flush=True)\nimport time\ntime.sleep(600)\n"
    )
    process = checkout.launch()
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    process.communicate()

    assert process.returncode == -signal.SIGTERM
