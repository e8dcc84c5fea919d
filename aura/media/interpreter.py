"""How a Python module of Aura's is started as a process of its own.

It imports what its parent could, takes no code from its working directory, and uses one thread for linear
algebra.  While it loads it looks for no garbage, as there is none; from ``child.serve`` on it does,
or from where the command line opens its services.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from aura.media import spawn
from aura.media.spawn import Limits, Process

_SETTINGS = {
    "PYTHONFAULTHANDLER": "1",
    "PYTHONUNBUFFERED": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def start(
    module: str,
    args: Sequence[str] = (),
    *,
    cwd: str | os.PathLike[str],
    limits: Limits,
    env: Mapping[str, str],
    pass_fds: Sequence[int],
) -> Process:
    """Start ``python -m module args``; its output and its errors come through one pipe.

    Whoever starts it must ``spawn.end`` it.
    """
    path = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    return spawn.start(
        [spawn.MODULE, module, *args],
        cwd=cwd,
        stdin=spawn.DEVNULL,
        stdout=spawn.JOINED,
        limits=limits,
        env=_SETTINGS | {"PYTHONPATH": path} | dict(env),
        pass_fds=pass_fds,
    )
