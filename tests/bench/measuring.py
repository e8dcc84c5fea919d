"""What work costs: seconds of processor time, user and system, of this process and its children; and seconds
by the clock."""

import resource
import statistics
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds of one piece of work."""

    cpu_s: float
    wall_s: float


def cpu_s() -> float:
    """Processor time so far: of all threads, and of all children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@contextmanager
def measured(into: list[Spent]) -> Iterator[None]:
    """Add what the block costs."""
    cpu, wall = cpu_s(), time.perf_counter()
    yield
    wall, cpu = time.perf_counter() - wall, cpu_s() - cpu
    into.append(Spent(cpu, wall))


def total(spent: Iterable[Spent]) -> Spent:
    pairs = list(spent)
    return Spent(sum(each.cpu_s for each in pairs), sum(each.wall_s for each in pairs))


def mean(spent: Iterable[Spent]) -> Spent:
    pairs = list(spent)
    return Spent(*(statistics.fmean(side) for side in zip(*pairs, strict=True)))


def median(spent: Iterable[Spent]) -> Spent:
    """The median of each, which a pause of the machine does not move."""
    pairs = list(spent)
    return Spent(*(statistics.median(side) for side in zip(*pairs, strict=True)))
