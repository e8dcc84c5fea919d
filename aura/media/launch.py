"""The first code in every process Aura starts: it bounds the process, then becomes the program.

Run as ``python -I -S launch.py key=value ... -- program argument ...`` by ``processes`` and by nothing
else; or with ``-m module argument ...`` in the place of the program, which is then run as it would be by
``python -P -m``, in the same interpreter.  What has to be set between fork and exec is set here, because
``preexec_fn`` is not safe in a program with threads.  It uses the standard library alone and imports nothing
of Aura.

Keys: ``parent`` (pid), ``nice``, ``as``, ``fsize`` and ``core`` (bytes), ``cpu`` (seconds), ``nofile``,
and ``lifeline`` (a file descriptor that ends when the parent does).
"""

import os
import sys

_KILLED_BY_PARENT = 1  # PR_SET_PDEATHSIG
_SIGKILL = 9
_LIMITS = ("as", "cpu", "fsize", "core", "nofile")


def die_with(parent: int) -> None:
    """Ask Linux to kill this process when the thread that started it ends."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_KILLED_BY_PARENT, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before it could be asked
        os._exit(0)


def _watch(lifeline: int) -> None:
    """Leave a second process in this group, which kills the group when the lifeline ends."""
    if os.fork():
        os.close(lifeline)
        return
    os.dup2(lifeline, 0)
    os.closerange(1, 256)
    while os.read(0, 64):
        pass
    os.killpg(0, _SIGKILL)


def _limit(name: str, value: int) -> None:
    """Lower one resource limit; a system that cannot enforce it leaves it as it was."""
    import resource

    kind = getattr(resource, f"RLIMIT_{name.upper()}", None)
    if kind is None:
        return
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        value = min(value, ceiling)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise


def _run(program: list[str]) -> None:
    """Run a module.  While it loads no garbage is looked for, as there is none; it says when to begin."""
    import gc
    import runpy

    gc.disable()
    sys.argv[1:] = program[1:]
    runpy.run_module(program[0], run_name="__main__", alter_sys=True)


def main(words: list[str]) -> None:
    split = next(at for at, word in enumerate(words) if word in ("--", "-m"))
    wanted = {key: int(value) for key, value in (word.split("=") for word in words[:split])}
    program = words[split + 1 :]
    die_with(wanted["parent"])
    if "lifeline" in wanted:
        _watch(wanted["lifeline"])
    os.nice(wanted["nice"])
    for name in _LIMITS:
        if name in wanted:
            _limit(name, wanted[name])
    if words[split] == "-m":
        _run(program)
        return
    try:
        os.execv(program[0], program)
    except OSError as error:
        sys.stderr.write(f"{program[0]}: {error.strerror}\n")
        sys.stderr.flush()
        os._exit(127)


if __name__ == "__main__":
    main(sys.argv[1:])
