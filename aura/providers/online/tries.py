"""Asking a provider: at most three tries, with growing pauses, until a deadline; each try is on record.

Only what may pass is tried again: silence, broken connections, 408, 409, 429, 5xx, answers that cannot be
used.  A pause is as long as the server wishes, up to 30 s; when it wishes more, the error comes at once and
says how long.  No error of a library leaves here, not even as the cause of Aura's own.

Units: seconds on ``clock``, which need not be the world's.
"""

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from aura.logs import get_logger
from aura.providers.online.call import Call, Record, Stage, Status, answer, question
from aura.providers.online.client import Limits, connected
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Fault, fault_of, host_of
from aura.providers.online.prices import Usage, cost_micros

if TYPE_CHECKING:
    from openai import OpenAI

T = TypeVar("T")

log = get_logger()


class Patience(Struct, frozen=True, kw_only=True):
    """How often and how long a provider is asked.  ``dice`` gives numbers from 0 to 1."""

    tries: int = 3
    pause_s: float = 1.0
    """The first pause, give or take a quarter; each is twice the one before."""
    longest_pause_s: float = 30.0
    times: int = 5
    """The deadline of all tries together, in times of the endpoint's ``timeout_s``."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    dice: Callable[[], float] = random.random


PATIENCE = Patience()


class Try:
    """One try being made: what is asked, and what has come so far.

    ``before`` is what went wrong in the try before; ``None`` for the first.
    """

    def __init__(self, number: int, before: Fault | None) -> None:
        self.number = number
        self.before = before
        self.asked: dict[str, Any] = {}
        self.output = ""
        self.usage = Usage()
        self.begun = False


class Asking:
    """Asks one endpoint for one kind of thing, and puts every try on record."""

    def __init__(
        self, endpoint: Endpoint, stage: Stage, record: Record, *, limits: Limits, patience: Patience
    ) -> None:
        self.endpoint = endpoint
        self.stage = stage
        self.record = record
        self.limits = limits
        self.patience = patience

    @property
    def tries(self) -> int:
        """How often it is asked at most."""
        return self.patience.tries

    def ask(
        self,
        make: Callable[["OpenAI", Try], T],
        adapt: Callable[[Fault], bool] = lambda fault: False,
    ) -> T:
        """What ``make`` gets out of the provider.  Raises ``Unavailable``, ``TooMany`` or ``ToolFailed``.

        ``adapt`` is told of a fault that would not pass; it answers whether ``make`` will ask otherwise now.
        What else ``make`` raises ends the asking, and is raised as it is.
        """
        clock = self.patience.clock
        deadline = clock() + self.patience.times * self.endpoint.timeout_s
        before: Fault | None = None
        for number in range(1, self.patience.tries + 1):
            one, started, fault = Try(number, before), clock(), None
            try:
                with connected(self.endpoint, self.limits, clock=clock, deadline=deadline) as client:
                    made = make(client, one)
            except BaseException as error:
                fault = fault_of(error, self.endpoint, begun=one.begun)
                if fault is None:
                    self._write(one, started, "Failed", "It was given up.")
                    raise
            if fault is None:
                self._write(one, started, "Completed", "")
                return made
            self._write(one, started, "Refused" if fault.refused else "Failed", fault.error.message)
            before = fault
            adapted = not fault.passes and adapt(fault)
            pause_s = 0.0 if adapted or fault.problem else self._pause_s(number, fault)
            if not (fault.passes or adapted) or number == self.patience.tries:
                break
            if pause_s > self.patience.longest_pause_s or clock() + pause_s > deadline:
                break
            self.patience.sleep(pause_s)
        assert before is not None
        raise before.error  # where no other error is being handled: it has neither cause nor context

    def _pause_s(self, number: int, fault: Fault) -> float:
        """How long the provider is left alone after a try."""
        if fault.wait_s is not None:
            return fault.wait_s
        return self.patience.pause_s * 2.0 ** (number - 1) * (0.75 + self.patience.dice() / 2)

    def _write(self, one: Try, started: float, status: Status, error: str) -> None:
        """Put a try on record, if anything was asked in it."""
        host, model = host_of(self.endpoint), self.endpoint.model
        duration_ms = round((self.patience.clock() - started) * 1000)
        if error:
            log.warning(
                "provider failed",
                provider=host,
                model=model,
                stage=self.stage,
                attempt=one.number,
                error=error,
            )
        if not one.asked:
            return
        call = Call(
            provider=host,
            model=model,
            stage=self.stage,
            input_json=question(one.asked, self.endpoint.api_key),
            output_json=answer(one.output, self.endpoint.api_key),
            input_tokens=one.usage.input_tokens,
            output_tokens=one.usage.output_tokens,
            duration_ms=max(duration_ms, 0),
            cost_micros=cost_micros(self.endpoint, one.usage),
            status=status,
            error=error,
            attempt=one.number,
        )
        self.record(call)
