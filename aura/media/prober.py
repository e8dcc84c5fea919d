"""Ask for the facts of a file without letting its decoder near: children do the reading."""

import os
from typing import Self

import msgspec

from aura.errors import Invalid, ToolFailed
from aura.media.facts import Facts
from aura.media.pool import Pool
from aura.media.processes import ChildDied, ChildSilent, Limits

SILENCE_S = 20.0
LIMITS = Limits(memory_bytes=2**30, file_bytes=0, open_files=64)


class Prober:
    """Measures files in children of its own.  Safe from any thread.

    A file that crashes its decoder, or keeps it silent for 20 s, costs that child and is refused.
    """

    def __init__(self, children: int = 2, silence_s: float = SILENCE_S) -> None:
        self._pool = Pool("aura.media.probe", children, limits=LIMITS)
        self._silence_s = silence_s

    def probe(self, path: str | os.PathLike[str]) -> Facts:
        """The facts of a file.  Raises NotFound; Invalid for a file Aura cannot use; Unavailable."""
        with self._pool.borrow() as child:
            try:
                found = child.ask(os.path.abspath(path), timeout_s=self._silence_s)
            except ChildSilent as error:
                raise Invalid("The file takes too long to read.") from error
            except ChildDied as error:
                raise Invalid("The file cannot be read: its decoder failed.", **error.data) from error
            except ToolFailed as error:
                child.kill()
                raise Invalid("The file cannot be read.", reason=error.message) from error
        return msgspec.convert(found, Facts)

    def close(self) -> None:
        """End the children; those at work are waited for."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
