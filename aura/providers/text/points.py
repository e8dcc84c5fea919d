"""The user's material as points: a title where the user gave one, and whole sentences in the user's order.

What is said aloud are the user's own words, made sentences where they were none: a capital first, a stop
last. Left out are only what nobody could want spoken: addresses of web pages, code, and directions to the
writer ("Keep it funny").  A request such as "Mention the price" becomes the heading "The price".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aura.providers.text.english.verbs import begins_with_verb, is_finite
from aura.providers.text.language import content_words, is_repeat_key, stem, vocabulary
from aura.providers.text.markup import Block, blocks, sections
from aura.providers.text.requests import is_direction, told_to_cover, told_to_state
from aura.providers.text.sentences import sentences
from aura.timeline.document import Section


@dataclass(frozen=True, slots=True)
class Point:
    """``listed`` is set for an item of a list; a point without sentences is a heading to be filled."""

    title: str = ""
    sentences: tuple[str, ...] = ()
    listed: bool = False


_FENCE = re.compile(r"^\s*(```|~~~).*?^\s*\1[^\n]*$", re.MULTILINE | re.DOTALL)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_NUMBERING = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_LABELLED = re.compile(r"(?P<label>[^:.!?]{2,60}?)\s*(?::|\s[–—-])\s+(?P<rest>\S.*)$")
_DETERMINERS = vocabulary("the our my a an der die das unser unsere mein meine ein eine")
_LABEL_WORDS = 4
_CLAUSE_WORDS = 8
_WH = vocabulary("how why what where when who which wie warum was wo wann wer woher wozu")


def read_points(text: str, language: str) -> list[Point]:
    """The points of notes or of any pasted text, repeated sentences left out."""
    found: list[Point] = []
    for heading, below in sections(blocks(_FENCE.sub("\n\n", text), jotted=True)):
        found += _points(heading, below, language)
    return _distinct(found)


def _points(heading: Block | None, below: Sequence[Block], language: str) -> list[Point]:
    title = _title(heading.text) if heading else ""
    if title and not below:
        said = sentences(title, language)
        return [Point(title) if len(said) == 1 else Point(sentences=tuple(map(as_sentence, said)))]
    points: list[Point] = []
    for place, block in enumerate(below):
        nested = (
            place + 1 < len(below)
            and below[place + 1].kind == "item"
            and below[place + 1].level > block.level
        )
        points += _point(block, nested=nested and block.kind == "item", language=language)
    points = _under_their_parents(points, below) if len(points) == len(below) else points
    if not title:
        return points
    if points and all(point.title and not point.sentences for point in points):
        return [Point(title), *points] if not _is_plain_heading(title) else points
    listed = [point for point in points if point.listed]
    if len(listed) > 1 and _is_plain_heading(title):
        return points
    return [_under(title, points)]


def _is_plain_heading(title: str) -> bool:
    """Whether a heading only says that there are notes below it."""
    return title.lower().rstrip(":") in {
        *(
            "notes",
            "facts",
            "key facts",
            "key points",
            "points",
            "outline",
            "content",
            "script",
            "ideas",
            "material",
        ),
        *(
            "notizen",
            "fakten",
            "punkte",
            "gliederung",
            "inhalt",
            "stichpunkte",
            "ideen",
            "background",
            "hintergrund",
        ),
    }


def _under(title: str, points: Iterable[Point]) -> Point:
    """One point of all that stands below a heading."""
    points = list(points)
    fragments = points and all(point.listed for point in points) and not _is_plain_heading(title)
    said = [as_sentence(title)] if fragments else []
    for point in points:
        if point.title and not point.sentences:
            said.append(as_sentence(point.title))
        said += point.sentences
    return Point("" if _is_plain_heading(title) else title, tuple(said))


def _under_their_parents(points: list[Point], below: Sequence[Block]) -> list[Point]:
    """Items below an item belong to it."""
    found: list[Point] = []
    levels: list[int] = []
    for point, block in zip(points, below, strict=True):
        if found and block.kind == "item" and levels and block.level > levels[-1]:
            parent = found[-1]
            said = [
                *parent.sentences,
                *([as_sentence(point.title)] if not point.sentences else point.sentences),
            ]
            found[-1] = replace(parent, sentences=tuple(said))
        else:
            found.append(point)
            levels.append(block.level if block.kind == "item" else 99)
    return found


def _point(block: Block, *, nested: bool, language: str) -> list[Point]:
    text = _without_addresses(block.text)
    listed = block.kind == "item"
    if not any(char.isalnum() for char in text) or is_direction(text):
        return []
    if stated := told_to_state(text):
        text = stated
    elif asked := told_to_cover(text):
        return [Point(_title(asked), listed=listed)]
    if listed and (nested or _is_label(text)):
        return [Point(_title(text), listed=True)]
    if listed and (labelled := _LABELLED.match(text)):
        return [_labelled(labelled["label"], labelled["rest"], text, language)]
    said = [as_sentence(one) for one in sentences(text, language) if not is_direction(one)]
    said = [one for one in said if any(char.isalnum() for char in one)]
    return [Point(sentences=tuple(said), listed=listed)] if said else []


def _without_addresses(text: str) -> str:
    """``text`` without addresses of web pages; nothing of one that hardly says more than where to look."""
    kept = " ".join(_URL.sub(" ", text).split())
    return kept if kept == text or len(kept.split()) > 4 else ""


def _labelled(label: str, rest: str, text: str, language: str) -> Point:
    """``Lens: it bends the light``: the label is the title, and also said unless the rest says it again."""
    stems = {stem(word) for word in content_words(label, language)}
    repeated = stems and stems <= {stem(word) for word in content_words(rest, language)}
    whole = len(rest.split()) >= 5
    told = [as_sentence(rest)] if repeated and whole else [as_sentence(text)]
    if whole and not repeated and rest[0].isupper():
        told = [as_sentence(label), as_sentence(rest)]
    said = [as_sentence(one) for part in told for one in sentences(part, language)]
    return Point(_title(label), tuple(said), listed=True)


def _is_label(text: str) -> bool:
    """Whether an item names something to be told about, rather than telling it."""
    words = text.rstrip(":").split()
    if text.endswith((".", "!", "?", "…", ";")) or not words[0][:1].isalpha() or "," in text or ": " in text:
        return False
    if any(char.isdigit() for char in text) and words[0].lower() not in _DETERMINERS:
        return False
    if words[0].lower() in _WH:
        return len(words) <= _CLAUSE_WORDS
    second = words[1].lower() if len(words) > 1 else ""
    tells = begins_with_verb(words[0].lower(), second) or (words[0].islower() and is_finite(words[0]))
    return len(words) <= _LABEL_WORDS and not (second and tells)


def spoken(point: Point) -> Point:
    """A heading without words as a point that says it."""
    return point if point.sentences else replace(point, sentences=(as_sentence(point.title),), listed=True)


def _title(text: str) -> str:
    text = _NUMBERING.sub("", text.strip(" .:;,-–—"))
    return text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """``text`` with a capital first and a stop last; a first word like ``iPhone`` stays as it is."""
    text = text.strip().rstrip(",;:–—-").strip()
    first = text.split(" ", 1)[0]
    if first.islower():
        text = text[:1].upper() + text[1:]
    end = text.rstrip("\"'”’“»)]")[-1:]
    return text if end in set(".!?…。！？") else f"{text}."


def _distinct(points: Iterable[Point]) -> list[Point]:
    """The points with each sentence once, and without those that are empty."""
    seen: set[str] = set()
    found: list[Point] = []
    for point in points:
        said: list[str] = []
        for sentence in point.sentences:
            key = is_repeat_key(sentence)
            if key and key not in seen:
                seen.add(key)
                said.append(sentence)
        if said or (point.title and not point.sentences):
            found.append(replace(point, sentences=tuple(said)))
    return found


def by_section(outline: Sequence[Section], points: Sequence[Point], language: str) -> list[Point]:
    """The outline's sections as points, the notes' sentences told under the section they share most words
    with.

    Sentences keep their order within a section; one that fits none stays with the sentence before it.
    """
    titles = [section.title.strip() for section in outline]
    said = [list(_said(section.summary, language)) for section in outline]
    words = [_stems(f"{section.title} {section.summary}", language) for section in outline]
    place = 0
    for point in points:
        if point.title in titles:
            place = titles.index(point.title)
            said[place] += point.sentences
            continue
        for sentence in point.sentences or ([as_sentence(point.title)] if point.title else ()):
            shared = [len(_stems(f"{point.title} {sentence}", language) & known) for known in words]
            if max(shared) > 0:
                place = shared.index(max(shared))
            said[place].append(sentence)
    return _distinct(
        Point(title, tuple(lines), listed=True)
        for title, lines in zip(titles, said, strict=True)
        if title or lines
    )


def _said(summary: str, language: str) -> Iterable[str]:
    for point in read_points(summary, language):
        yield from point.sentences or (as_sentence(point.title),)


def _stems(text: str, language: str) -> set[str]:
    return {stem(word) for word in content_words(text, language)}
