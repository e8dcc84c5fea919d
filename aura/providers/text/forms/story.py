"""A story: the user's order, thought by thought, its beginning and its end never left out.

Where the user's own dates lie years apart, a sentence lets those years pass; nothing else is added.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from aura.providers.text.forms.passage import Passage, Told
from aura.providers.text.language import primary
from aura.providers.text.material import thoughts
from aura.providers.text.points import Point
from aura.providers.text.sentences import MONTHS

_BEFORE_A_YEAR = (
    "in|im|en|nel|nell['’]anno|since|seit|depuis|desde|dal|sinds|year|jahre?|année|l['’]an|año|anno|jaar|by|"
    "until|d[ei]|del|di|van|"
) + "|".join(MONTHS)
_MONTHS_ELSEWHERE = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|"
    "abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|"
    "giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|mei|juni|juli|augustus|oktober"
)
_A_YEAR = r"(1[5-9]\d\d|20\d\d)\b(?! ?(?:%|€|\$|kg|km|m\b|metres|Meter))"
_YEAR = re.compile(rf"\b(?:{_BEFORE_A_YEAR}|{_MONTHS_ELSEWHERE}) {_A_YEAR}", re.IGNORECASE)
_FIRST_YEAR = re.compile(rf"{_A_YEAR}(?= [a-zäöü])")
_LIKE_A_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")
_STARTS = 45
"""Characters from a sentence's start within which a year tells when it happens."""


def arranged(points: Sequence[Point], language: str) -> list[Passage]:
    """The passages of a story; the first and the last are wanted."""
    found: list[Passage] = []
    for point in points:
        groups = thoughts(point, language)
        titles = [point.title, *[""] * len(groups)]
        found += [
            Passage(title=title, told=tuple(Told(said) for said in group))
            for title, group in zip(titles, groups or [()], strict=False)
        ]
    last = len(found) - 1
    return [replace(one, wanted=place in {0, last}) for place, one in enumerate(found)]


def years_between(said: Sequence[str], passed: Callable[[int], str], language: str) -> dict[int, str]:
    """The words before those of ``said`` that tell of a time two or more years after the last one named."""
    found: dict[int, str] = {}
    latest: int | None = None
    for place, sentence in enumerate(said):
        years = list(_years(sentence, language))
        if len(years) < len(_LIKE_A_YEAR.findall(sentence)):
            latest = None  # a number that may be a year: how many years passed since is not known
            continue
        if not years:
            continue
        at, year = years[0]
        if latest is not None and at <= _STARTS and year - latest >= 2:
            lead = passed(year - latest)
            if lead not in found.values():
                found[place] = lead
        latest = years[-1][1]
    return found


def _years(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Each year a sentence names, after where it stands; in German one may begin it: ``1945 lag …``."""
    if primary(language) == "de" and (first := _FIRST_YEAR.match(sentence)):
        yield 0, int(first[1])
    for match in _YEAR.finditer(sentence):
        yield match.start(1), int(match[1])
