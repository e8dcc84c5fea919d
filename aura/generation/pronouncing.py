"""How a project wants words to be said: fixes applied to a text, and the times of what was said brought
back to the words as written.  Pure.

A fix holds for whole words, and wherever it stands in a script without blanks, whatever the case; the longest
that fits comes first.  The words of a text are its parts between white space, with what is attached to them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aura.providers.speech.speaker import Word
from aura.timeline.document import Pronunciation
from aura.timeline.whole import bounds


class Group(NamedTuple):
    """Words as written, and as said in their place."""

    written: tuple[str, ...]
    said: tuple[str, ...]


class Pronounced(NamedTuple):
    """A text as it is to be said, and what stands for what in it."""

    text: str
    groups: tuple[Group, ...]

    def timed(self, spoken: Sequence[Word]) -> tuple[Word, ...]:
        """The words as written, from the times of those that were said."""
        words: list[Word] = []
        at = 0
        for group in self.groups:
            heard = spoken[at : at + len(group.said)]
            at += len(group.said)
            words.extend(_shared(group.written, heard))
        return tuple(words)


def pronounced(text: str, fixes: Sequence[Pronunciation]) -> Pronounced:
    """A text with all fixes applied."""
    places = list(_places(text, fixes))
    groups: list[Group] = []
    parts: list[str] = []
    end = 0
    for start, stop in _merged(text, places):
        said = _replaced(text, start, stop, places)
        parts += [text[end:start], said]
        end = stop
        groups.append(Group(tuple(text[start:stop].split()), tuple(said.split())))
    return Pronounced("".join([*parts, text[end:]]), tuple(groups))


def _places(text: str, fixes: Sequence[Pronunciation]) -> Iterator[tuple[int, int, str]]:
    """Where fixes apply, in order: start, end, and what is said there."""
    if not fixes:
        return
    forms = {" ".join(fix.written.split()): fix.spoken for fix in fixes}
    known = {written.casefold(): said for written, said in forms.items()}
    either = dict.fromkeys(filter(None, (*forms, *known)))  # ß is ss in the other case
    longest = sorted(either, key=len, reverse=True)
    written = "|".join(map(_pattern, longest))
    if not written:
        return
    for found in re.finditer(written, text, re.IGNORECASE):
        said = known.get(" ".join(found[0].split()).casefold())
        if said is not None and said.split():
            yield found.start(), found.end(), said


def _pattern(written: str) -> str:
    """What finds a word or a phrase."""
    before, behind = bounds(written)
    return before + re.escape(written).replace(r"\ ", r"\s+") + behind


def _merged(text: str, places: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """The stretches of whole words that a text consists of: those with fixes in them, and single words."""
    waiting = list(places)
    start: int | None = None
    stop = 0
    for word in re.finditer(r"\S+", text):
        if start is None:
            start = word.start()
        stop = word.end()
        while waiting and waiting[0][1] <= stop:
            waiting.pop(0)
        if not (waiting and waiting[0][0] < stop):  # no fix goes on in the next word
            yield start, stop
            start = None


def _replaced(text: str, start: int, stop: int, places: Sequence[tuple[int, int, str]]) -> str:
    said = ""
    at = start
    for begin, end, words in places:
        if start <= begin and end <= stop:
            said += text[at:begin] + words
            at = end
    return said + text[at:stop]


def _shared(written: Sequence[str], heard: Sequence[Word]) -> Iterator[Word]:
    """The time of what was heard, shared among the words as written by their length."""
    if not heard:
        return
    start, end = heard[0].start_ms, heard[-1].end_ms
    if len(written) == len(heard):
        yield from (Word(word.start_ms, word.end_ms, text) for text, word in zip(written, heard, strict=True))
        return
    total = sum(map(len, written))
    done = 0
    for text in written:
        begin, done = done, done + len(text)
        yield Word(start + (end - start) * begin // total, start + (end - start) * done // total, text)
