"""Having child processes do the work, and again where one dies.  Runs in the threads of an executor."""

from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec

from aura.errors import AuraError, ToolFailed
from aura.render import messages
from aura.render.crew import Squad
from aura.render.events import Cancelled, Retried
from aura.render.messages import Film, Made, MakeFilm, MakeSegments, MakeTrack, Order, Started, Step, Track

Told = Started | Step | Made | Retried


class Driver:
    """Asks a squad and passes on what it says.

    When a worker dies, falls silent or fails at an encoder, the same is asked again, of another one if need
    be, up to ``attempts`` times.

    Raises Cancelled once the squad was stopped; ToolFailed with the last reason; and at once whatever
    trying again would not change, such as Invalid for a picture that cannot be read.
    """

    def __init__(self, squad: Squad, attempts: int, tell: Callable[[Told], None]) -> None:
        self._squad = squad
        self._attempts = attempts
        self._tell = tell

    def segments(self, orders: tuple[Order, ...], files: dict[str, str], work_dir: str) -> None:
        """Make segments in a row.  What was made is not made again when a worker is replaced."""
        left = deque(orders)
        failures = 0

        def said(message: Any) -> None:
            nonlocal failures
            told = messages.progress(message)
            if isinstance(told, Made):
                left.popleft()
                failures = 0
            self._tell(told)

        while left:
            try:
                self._squad.ask(MakeSegments(orders=tuple(left), objects=files, work_dir=work_dir), said)
                if left:
                    raise ToolFailed("A worker left out what it was asked to make.")
            except AuraError as error:
                failures += 1
                if left:
                    self._judge(error, left[0].owner, left[0].index, failures)

    def track(self, request: MakeTrack) -> Track:
        """Make the sound track."""
        return msgspec.convert(self._persist(request, "The sound track"), Track)

    def film(self, request: MakeFilm) -> Film:
        """Join and verify the film."""
        return msgspec.convert(self._persist(request, "The film"), Film)

    def _persist(self, request: MakeTrack | MakeFilm, what: str) -> Any:
        failures = 0
        while True:
            try:
                return self._squad.ask(request, lambda said: self._tell(messages.progress(said)))
            except AuraError as error:
                failures += 1
                self._judge(error, what, -1, failures)

    def _judge(self, error: AuraError, what: str, index: int, failures: int) -> None:
        """Return if the same should be tried again; raise otherwise."""
        if self._squad.stopped:
            raise Cancelled from None
        reason = _reason(error)
        if not isinstance(error, ToolFailed) or "damaged" in error.data:
            raise type(error)(f"{what}: {reason}", field=error.field, **error.data) from error
        if failures >= self._attempts:
            raise ToolFailed(f"{what} failed {failures} times. {reason}", reason=reason) from error
        self._tell(Retried(index=index, failures=failures, reason=reason))


def _reason(error: AuraError) -> str:
    """Why something failed, with the last thing the worker had to say about it."""
    tail = str(error.data.get("stderr_tail", "")).strip().splitlines()
    return f"{error.message} {tail[-1]}" if tail else error.message
