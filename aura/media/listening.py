"""Hear a sound file without letting its decoder near: where in it somebody speaks, and its plain sound.

Units: milliseconds from the first sample; ``spans`` are in order and do not touch.
"""

import os
import tempfile
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from aura.errors import AuraError, Invalid, ToolFailed
from aura.media.pool import Pool
from aura.media.processes import ChildDied, ChildSilent, Limits

SILENCE_S = 30.0
LIMITS = Limits(memory_bytes=3 * 2**29, file_bytes=2**31, open_files=64)


class Heard(Struct, frozen=True, kw_only=True):
    """What was heard of a file at ``rate_hz``, in one channel."""

    duration_ms: int
    samples: int
    rate_hz: int
    spans: tuple[tuple[int, int], ...]


class Sound(Heard, frozen=True, kw_only=True):
    """The same with the sound itself, as a WAV file."""

    wav: bytes


class Listener:
    """Listens in children of its own.  Safe from any thread.

    A file that crashes its decoder, or keeps it silent for half a minute, costs that child and is refused.
    """

    def __init__(self, children: int = 1, silence_s: float = SILENCE_S) -> None:
        self._pool = Pool("aura.media.listen_child", children, limits=LIMITS)
        self._silence_s = silence_s

    def hear(self, path: str | os.PathLike[str], wav_out: str | os.PathLike[str] | None = None) -> Heard:
        """Listen to a file.  ``wav_out`` is a file to be made of its sound: WAV, one channel, 16 bit, at most
        48 kHz.  Raises NotFound; Invalid for a file without sound that can be heard; NoSpace; Unavailable."""
        made = Path(os.path.abspath(wav_out)) if wav_out is not None else None
        try:
            return self._heard([os.path.abspath(path), str(made) if made else None])
        except AuraError:
            if made:
                made.unlink(missing_ok=True)
            raise

    def _heard(self, request: list[str | None]) -> Heard:
        with self._pool.borrow() as child:
            try:
                heard = child.ask(request, timeout_s=self._silence_s)
            except ChildSilent as error:
                raise Invalid("The sound takes too long to read.") from error
            except ChildDied as error:
                raise Invalid("The sound cannot be read: its decoder failed.", **error.data) from error
            except ToolFailed as error:
                child.kill()
                raise Invalid("The sound cannot be read.", reason=error.message) from error
        return msgspec.convert(heard, Heard)

    def fetch(self, path: str | os.PathLike[str]) -> Sound:
        """Listen to a short file, and bring its sound along.  Raises as ``hear`` does."""
        with tempfile.TemporaryDirectory(prefix="aura-sound-") as folder:
            wav = Path(folder) / "sound.wav"
            heard = self.hear(path, wav)
            return Sound(**msgspec.structs.asdict(heard), wav=wav.read_bytes())

    def close(self) -> None:
        """End the children; those at work are waited for."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
