"""Plain text and Markdown as blocks: headings, list items, paragraphs.  The marks go, every word stays.

A heading is a line with ``#``, a line underlined with ``===`` or ``---``, a line all in bold, or a short
line that ends in a colon or stands alone above its text.  ``---``, ``***`` and the like on a line of their
own part blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aura.providers.text import grid
from aura.providers.text.sentences import MONTHS

BlockKind = Literal["heading", "item", "paragraph"]


@dataclass(frozen=True, slots=True)
class Block:
    """``level`` is a heading's depth from 1, or an item's from 0 by its indent."""

    kind: BlockKind
    text: str
    level: int = 0


SCENE = re.compile(
    r"\s*(?:#{1,6}\s*)?[*_\[(]*(?:scene|szene|slide|folie|shot|scène|"
    r"escena)\s+\d+[*_\])]*\s*(?:[:.)–—-]+\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
"""A line that begins a scene: ``Scene 3``, ``## Scene 3: The lamp``, ``[SZENE 3]``."""

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"(\s*)(?:[-*+•‣▪◦–]|\(?(?P<number>\d{1,3})[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)$")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:[-*_] ){2,}[-*_])\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>[^*_]+?)\1:?\s*$")
_UNDERLINE = re.compile(r"\s*(?:=+|-{2,})\s*$")
_GUARD = "\u2060"
"""Stands before a number that begins no list item, while a text is read."""
_JOTTED = 60
"""Characters a line that was jotted down has at most."""

_SHORT = 6
"""Words a heading without a mark may have."""


def blocks(text: str, *, jotted: bool = False) -> list[Block]:
    """The blocks of ``text`` in order.  With ``jotted``, short lines without stops are items, not one
    paragraph, lines that all end with a stop are a paragraph each, and rows of tables are items.
    """
    found: list[Block] = []
    paragraph: list[str] = []

    def flush() -> None:
        if jotted and _is_jotted(paragraph):
            found.extend(Block("item", line) for line in paragraph)
        elif jotted and len(paragraph) > 1 and all(line.endswith((".", "!", "?", "…")) for line in paragraph):
            found.extend(Block("paragraph", line) for line in paragraph)
        elif paragraph:
            found.append(Block("paragraph", " ".join(paragraph)))
        paragraph.clear()

    lines = text.expandtabs(4).splitlines()
    lines = _unnumbered(grid.listed(lines) if jotted else lines)
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip() or _RULE.match(line) or (_UNDERLINE.match(line) and _is_title(before)):
            flush()
        elif heading := _heading(line, before, after):
            flush()
            found.append(heading)
        elif item := _ITEM.match(line):
            flush()
            found.append(Block("item", item["text"].strip(), len(item[1]) // 2))
        elif not paragraph and found and found[-1].kind == "item" and before.strip() and line[:1] == " ":
            labelled = jotted and before.strip() and _is_title(found[-1].text) and line.strip()[:1].isupper()
            joint = ": " if labelled and not found[-1].text.endswith(":") else " "
            found[-1] = Block("item", f"{found[-1].text}{joint}{line.strip()}", found[-1].level)
        else:
            paragraph.append(line.strip().removeprefix(">").strip() or line.strip())
    flush()
    return [Block(block.kind, plain(block.text), block.level) for block in found if plain(block.text)]


def _is_jotted(lines: list[str]) -> bool:
    """Whether lines are notes of their own rather than a paragraph that was wrapped."""
    unended = sum(not line.endswith((".", "!", "?", "…", ",", ";")) for line in lines)
    return len(lines) > 1 and max(map(len, lines)) <= _JOTTED and 2 * unended >= len(lines)


def _unnumbered(lines: list[str]) -> list[str]:
    """The lines with the numbers of lists made into dashes; ``3. Oktober`` at a line's start is no list."""
    numbers = {
        at: int(item["number"])
        for at, line in enumerate(lines)
        if (item := _ITEM.match(line)) and item["number"]
    }
    follows = set(numbers.values())
    begun: set[int] = set()
    changed = list(lines)
    for at, number in numbers.items():
        item = _ITEM.match(lines[at])
        dated = item and item["text"].split()[0].strip(",.").lower() in MONTHS
        if not dated and (number - 1 in begun or (number == 1 and 2 in follows)):
            begun.add(number)
            changed[at] = f"{item[1]}- {item['text']}" if item else lines[at]
        else:
            changed[at] = lines[at].replace(str(number), f"{_GUARD}{number}", 1)
    return changed


def _heading(line: str, before: str, after: str) -> Block | None:
    if marked := _HEADING.match(line):
        return Block("heading", marked[2], len(marked[1]))
    if SCENE.match(line):
        return None
    if bold := _BOLD.match(line):
        return Block("heading", bold["text"], 3)
    if _is_title(line) and _UNDERLINE.match(after):
        return Block("heading", line.strip(), 1 if "=" in after else 2)
    among_items = bool(_ITEM.match(before) and _ITEM.match(after))
    if _ITEM.match(line) or not _is_title(line) or (before.strip() and not among_items):
        return None
    if line.rstrip().endswith(":") and after.strip():
        return Block("heading", line.strip().rstrip(":"), 3)
    stands_above = bool(_ITEM.match(after)) or after.rstrip().endswith((".", "!", "?", "…"))
    capital = line.strip()[:1].isupper() or line.strip()[:1].isdigit()
    titled = stands_above and capital and not among_items
    return Block("heading", line.strip(), 3) if titled else None


def _is_title(line: str) -> bool:
    """Whether a line is short and no sentence."""
    line = line.strip()
    return (
        bool(line)
        and len(line.split()) <= _SHORT
        and not line.endswith((".", "!", "?", "…", ",", ";", "”", '"'))
    )


_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\((?:https?:|mailto:|/|#)[^)]*\)"), r"\1"),
    (re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=\S)(.+?)(?<=\S)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)


def plain(text: str) -> str:
    """``text`` without Markdown's emphasis and links, its white space made single blanks."""
    text = text.replace(_GUARD, "")
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return " ".join(text.split())


def sections(found: list[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Each heading with the blocks below it; first what stands above any heading."""
    heading: Block | None = None
    below: list[Block] = []
    for block in found:
        if block.kind == "heading":
            if heading or below:
                yield heading, below
            heading, below = block, []
        else:
            below.append(block)
    if heading or below:
        yield heading, below
