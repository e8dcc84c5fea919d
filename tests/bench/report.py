"""What a bench found: figures by name, each with what it should be, and the raw numbers it was made from."""

import os
import platform
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bench.measuring import Spent

Aim = tuple[str, float]
"""``<=`` or ``>=``, and a number."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number; ``behind`` is what it was made from."""

    name: str
    value: float
    unit: str
    says: str
    aim: Aim | None = None
    behind: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_met(self) -> bool | None:
        if self.aim is None:
            return None
        sign, wanted = self.aim
        return self.value <= wanted if sign == "<=" else self.value >= wanted


class Report:
    """One bench's figures, in the order they were found."""

    def __init__(self, bench: str, arguments: Mapping[str, Any], commands: Mapping[str, str]) -> None:
        self.bench = bench
        self.arguments = arguments
        self.commands = commands
        self.figures: list[Figure] = []

    def add(
        self, name: str, value: float, unit: str, says: str, *, aim: Aim | None = None, **behind: Any
    ) -> None:
        self.figures.append(Figure(name=name, value=value, unit=unit, says=says, aim=aim, behind=behind))

    def time(self, name: str, spent: Spent, says: str, *, aim: Aim | None = None, **behind: Any) -> None:
        """A figure in milliseconds of processor time."""
        says = f"{says}; by the clock {_short(spent.wall_s * 1e3)}"
        self.add(name, spent.cpu_s * 1e3, "ms", says, aim=aim, **behind)

    def table(self) -> str:
        """For people: a line for each figure, those with an aim marked where it is missed."""
        lines = [f"{'figure':34} {'found':>10} {'':6} {'aim':>8}  what it is", "-" * 110]
        for each in self.figures:
            aim = f"{each.aim[0]} {each.aim[1]:g}" if each.aim else ""
            missed = " !" if each.is_met is False else "  "
            lines.append(f"{each.name:34} {_short(each.value):>10} {each.unit:6} {aim:>8}{missed}{each.says}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """For programs: the figures as plain numbers, and what is behind each."""
        return {
            "bench": self.bench,
            "arguments": dict(self.arguments),
            "commands": dict(self.commands),
            "machine": machine(),
            "figures": {each.name: _rounded(each.value) for each in self.figures},
            "behind": {
                each.name: {"unit": each.unit, "says": each.says, "aim": each.aim, **_plain(each.behind)}
                for each in self.figures
            },
        }


def machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
    }


def _short(value: float) -> str:
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _plain(value: Any) -> Any:
    """Numbers with as many digits as were measured; ``Spent`` as a pair: by the processor, by the clock."""
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if hasattr(value, "_asdict") and not isinstance(value, Spent):
        return _plain(value._asdict())
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _rounded(value: float) -> float:
    return round(value, 6)
