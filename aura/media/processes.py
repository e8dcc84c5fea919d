"""The only way to start a process: ``run`` a program to its end, or keep a ``Child`` to talk to.

Both keep the rules of ``spawn``: no shell, a session of its own, lower priority, a clean environment,
``Limits``, and nothing is left running when the call fails or Aura dies.  Standard error is always
read, and the end of it kept.

Raises: TimedOut, ChildDied and ChildSilent, which are kinds of ToolFailed; Unavailable for a program
that is not there.
"""

from aura.media.children import Child, ChildDied, ChildSilent
from aura.media.frames import Answer, Failure, Message, Progress
from aura.media.programs import Finished, TimedOut, run
from aura.media.spawn import Limits
from aura.media.supervised import Supervised
from aura.media.zygote import FORKS, Zygote

__all__ = [
    "FORKS",
    "Answer",
    "Child",
    "ChildDied",
    "ChildSilent",
    "Failure",
    "Finished",
    "Limits",
    "Message",
    "Progress",
    "Supervised",
    "TimedOut",
    "Zygote",
    "run",
]
