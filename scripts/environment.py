"""Makes ``.venv`` hold what a lock file names: ``python environment.py requirements.lock``.

One set-up at a time: whoever holds ``.venv/aura.lock`` works, another waits and then finds the work done.
A copy of the lock file inside ``.venv``, written last, says that what it names is in place.
A set-up that was killed leaves ``.venv/unfinished`` behind, and the next one starts from nothing.
Each package is held to the digests in the lock file, by uv and by pip alike.
Aura itself is not installed: a path file points to the checkout, so that nothing is built and an edit counts
at once.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
GUARD = VENV / "aura.lock"
UNFINISHED = VENV / "unfinished"
FIRST = "Setting up Aura in .venv (once, about a minute) ..."
AGAIN = "Bringing .venv up to date ..."
LOCKS = {  # what is in place once a lock file is
    "requirements.lock": ["requirements.lock"],
    "requirements-scenes.lock": ["requirements.lock", "requirements-scenes.lock"],
    "requirements-dev.lock": ["requirements.lock", "requirements-dev.lock"],
}
PIP = "pip-26.3-py3-none-any.whl"  # for a Python that comes without: Debian's, unless python3-venv is there
PIP_URL = f"https://files.pythonhosted.org/packages/07/25/ee8c38ae72d66b844ce8eb9711ba905dba21ca1a8a0c960057c41cd23337/{PIP}"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


class Failed(Exception):
    """What could not be done, and what to do about it."""


def main(lock: str) -> None:
    VENV.mkdir(exist_ok=True)
    with GUARD.open("w") as guard:
        wait_for(guard.fileno())
        wanted = {name: (ROOT / name).read_bytes() for name in LOCKS[lock]}
        if in_place(lock, wanted[lock]):
            return
        say(AGAIN if any((VENV / name).exists() for name in LOCKS) else FIRST)
        if UNFINISHED.exists() or not site_packages():
            clear()
        UNFINISHED.touch()
        for name in LOCKS:
            (VENV / name).unlink(missing_ok=True)
        try:
            fill(lock)
        except Failed:  # is no kill: an installer that gives up leaves whole what was there
            UNFINISHED.unlink()
            raise
        UNFINISHED.unlink()
        for name, content in wanted.items():
            (VENV / name).write_bytes(content)


def wait_for(guard: int) -> None:
    try:
        fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another set-up of Aura to finish ...")
        fcntl.flock(guard, fcntl.LOCK_EX)
    os.set_inheritable(guard, True)  # an installer that outlives its killed set-up still holds the lock


def in_place(lock: str, wanted: bytes) -> bool:
    copy = VENV / lock
    return os.access(PYTHON, os.X_OK) and copy.exists() and copy.read_bytes() == wanted


def fill(lock: str) -> None:
    """Make the environment where there is none, and install what the lock file names."""
    packages = site_packages()
    if packages is None:
        run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], "make .venv")
        packages = site_packages()
    if packages is None:
        raise Failed(f"{PYTHON} does not start. Another Python may do better: set AURA_PYTHON to its path.")
    checked = ["--no-deps", "--require-hashes", "--requirement", str(ROOT / lock)]
    if not (uv := shutil.which("uv")) or not runs([*with_uv(uv), *checked]):
        run([*with_pip(), *checked], "install what Aura needs")
    (packages / "aura.pth").write_text(os.path.relpath(ROOT, packages) + "\n")
    runs([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "aura")], quiet=True)  # Python may be told not to


def site_packages() -> Path | None:
    """Where the environment keeps its packages; None when there is no environment that works."""
    ask = "import sys, sysconfig; print(sysconfig.get_path('purelib')); sys.exit(sys.version_info < (3, 11))"
    try:
        told = subprocess.run([PYTHON, "-I", "-c", ask], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return Path(told.stdout.strip())


def with_uv(uv: str) -> list[str]:
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # trust what the machine trusts, as pip does
    return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]


def with_pip() -> list[str]:
    pip = [str(PYTHON), "-m", "pip"]
    if not runs([*pip, "--version"], quiet=True) and not runs([*pip[:2], "ensurepip"], quiet=True):
        run(
            [str(PYTHON), str(fetched_pip() / "pip"), "install", "-qq", "--no-index", str(VENV / PIP)],
            "install pip",
        )
    return [*pip, "install", "-qq", "--no-user", "--no-input", "--disable-pip-version-check"]


def fetched_pip() -> Path:
    """Pip's own package, which can run as it is; from PyPI, held to its digest."""
    wheel = VENV / PIP
    try:
        with urllib.request.urlopen(PIP_URL, timeout=60) as answer:
            content = answer.read()
    except OSError as error:
        raise Failed(
            f"This Python has no pip, and it could not be fetched ({error})."
            " Install it (Debian, Ubuntu: apt install python3-venv), or install uv."
        ) from error
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        raise Failed(
            f"{PIP_URL} is not what it was when Aura was released. Install pip or uv by other means."
        )
    wheel.write_bytes(content)
    return wheel


def clear() -> None:
    """Empty .venv, but for the lock that is held."""
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != GUARD:
            entry.unlink()


def runs(command: list[str], *, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, stdout=output, stderr=output, close_fds=False, check=False)
    return done.returncode == 0


def run(command: list[str], purpose: str) -> None:
    if not runs(command):
        raise Failed(f"Could not {purpose}; the reason stands above. Started again, Aura goes on from here.")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
    except (Failed, OSError) as error:
        say(f"Aura could not set itself up: {error}")
        sys.exit(1)
