"""The render engine: a plan becomes a film, segment by segment, on a few child processes.

A segment is named by everything that determines its bytes, so what was made once is never made again:
not after a crash, not for the next version, not for another project.  The engine knows no database;
the caller is told of every segment as it lands and may keep that as a checkpoint.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Self

from aura.render import crew
from aura.render.events import Event, Rendered
from aura.render.messages import MakeFrame
from aura.render.pins import pin
from aura.render.plan import RenderPlan
from aura.render.rendering import Rendering
from aura.render.segments import path_of
from aura.render.shares import Shares
from aura.render.spec import SegmentSpec, sources

STALL_S = 60.0
ATTEMPTS = 3
LEFTOVER_S = 86_400


class Engine:
    """Renders plans; may be used by several threads at once, which then share its workers evenly.

    ``objects`` gives the file of a digest or raises NotFound.  ``workers`` is how many segments are made
    at a time, one a core unless said otherwise.  A worker that says nothing for ``stall_s`` is killed; a
    segment is tried ``attempts`` times.  ``executor`` runs the threads that drive the child processes.
    """

    def __init__(
        self,
        cache_dir: Path,
        objects: Callable[[str], Path],
        *,
        workers: int | None = None,
        stall_s: float = STALL_S,
        attempts: int = ATTEMPTS,
        executor: Executor | None = None,
        child: str = crew.MODULE,
    ) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._cache_dir = cache_dir.absolute()
        self._objects = objects
        self._stall_s = stall_s
        self._attempts = attempts
        self._crew = crew.Crew(child)
        self._executor = executor or ThreadPoolExecutor(self.workers, "aura-render")
        self._given = executor is not None
        self._shares = Shares(self._executor, self.workers)
        self._sweep()

    def render(
        self,
        plan: RenderPlan,
        *,
        out: Path,
        on_event: Callable[[Event], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
        finished: Mapping[str, str] = MappingProxyType({}),
        metadata: Mapping[str, str] = MappingProxyType({}),
    ) -> Rendered:
        """Make the film of a plan as the file ``out``, which is there whole and verified, or not at all.

        ``finished`` holds the digests of segments by key, from checkpoints; a file with another digest is
        made again.  ``metadata`` goes into the file.  ``on_event`` and ``cancelled`` are called in this
        thread, the latter a few times a second; when it says so, or when ``on_event`` raises, all children
        are killed and nothing but finished segments is left.

        Raises Cancelled; NotFound for a file that is missing and Invalid for one that cannot be shown, both
        naming the scene; NoSpace; ToolFailed with the reason when a segment failed too often.
        """
        keys = {plan.audio_key, *(segment.key for segment in plan.segments)}
        with pin(self._cache_dir, keys), self._shares.share() as executor:
            rendering = Rendering(
                plan,
                cache_dir=self._cache_dir,
                objects=self._objects,
                executor=executor,
                squad=crew.Squad(self._crew, self._stall_s),
                workers=self.workers,
                attempts=self._attempts,
                on_event=on_event,
                cancelled=cancelled,
            )
            return rendering.run(out.absolute(), finished, dict(metadata))

    def frame(self, spec: SegmentSpec, number: int, *, width_px: int) -> bytes:
        """One frame of what a spec shows, as the encoder would be given it, as a PNG of this width.

        Raises NotFound for a file that is missing, Invalid for one that cannot be shown, ToolFailed.
        """
        shown = (*sources(spec.content), *((spec.mark.digest,) if spec.mark and spec.mark.digest else ()))
        objects = {digest: str(self._objects(digest).absolute()) for digest in shown}
        asked = MakeFrame(spec=spec, number=number, width_px=width_px, objects=objects)
        squad = crew.Squad(self._crew, self._stall_s)
        with self._shares.share() as executor:
            made: bytes = executor.submit(squad.ask, asked, lambda said: None).result()
        return made

    def stream(self, plan: RenderPlan, *, out: Path) -> Generator[bytes]:
        """Make a film as ``render`` does, and give it while it is made, as an MP4 in fragments.

        At the end the finished film is there as ``out``.  Closing the generator calls the render off.
        Raises what ``render`` raises.
        """
        from aura.render.streaming import Stream  # loads what joins

        stream = Stream(self._cache_dir, plan)

        def make() -> None:
            try:
                self.render(plan, out=out, on_event=stream.told, cancelled=stream.is_stopped)
            except BaseException as error:  # noqa: BLE001  # handed to the reader, who raises it
                stream.end(error)
            else:
                stream.end()

        thread = threading.Thread(target=make, name="aura-stream")
        thread.start()
        try:
            yield from stream.fragments()
        finally:
            stream.stop()
            thread.join()

    def warm(self) -> None:
        """Start the children that a short film begins with, for its pictures and for its sound."""
        self._crew.warm(2)

    def is_there(self, key: str, ending: str = "segment") -> bool:
        """Whether the segment, or what else has this ending, of a key was made."""
        return path_of(self._cache_dir, key, ending).exists()

    def close(self) -> None:
        """Let go of threads and children; an executor that was given is left as it is."""
        if not self._given:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._crew.dismiss()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _sweep(self) -> None:
        """Remove what renders left behind that were killed long ago."""
        for folder in self._cache_dir.glob("work/*"):
            with suppress(FileNotFoundError):  # another process may just have removed it
                if time.time() - folder.stat().st_mtime > LEFTOVER_S:
                    shutil.rmtree(folder, ignore_errors=True)
