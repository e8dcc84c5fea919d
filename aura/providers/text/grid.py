"""Tables of Markdown among notes, as items of a list that can be said: a row each.

    | Car | Range  | Price   |
    |-----|--------|---------|
    | Una | 400 km | 30,000  |      - Una: Range 400 km, Price 30,000

Of a table of two columns the heads are not said: ``Lens: bends the light``.  Pure.
"""

import re
from itertools import zip_longest

_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")
_BETWEEN = re.compile(r"(?<!\\)\|")
_WITH_HEADS = 3
"""Columns from which on it is said what is in each."""


def listed(lines: list[str]) -> list[str]:
    """The lines, with the rows of tables made items, and their heads and rules left empty."""
    found: list[str] = []
    heads: list[str] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" not in line:
            heads = []
            found.append(line)
        elif heads:
            found.append("" if _RULE.fullmatch(line.strip()) else _item(heads, _cells(line)))
        elif _RULE.fullmatch(after.strip()) and len(_cells(line)) == len(_cells(after)):
            heads = _cells(line)
            found.append("")
        else:
            found.append(line)
    return found


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|").strip() for cell in _BETWEEN.split(inner)]


def _item(heads: list[str], cells: list[str]) -> str:
    first, *others = cells
    names = heads[1:] if len(heads) >= _WITH_HEADS else []
    told = [
        f"{name} {cell}".strip()
        for name, cell in zip_longest(names[: len(others)], others, fillvalue="")
        if cell
    ]
    text = f"{first}: {', '.join(told)}" if first and told else first or ", ".join(told)
    return f"- {text}" if text else ""
