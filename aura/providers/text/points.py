"""The user's material as points: a title where the user gave one, and whole sentences in the user's order.

What is said aloud are the user's own words, made sentences where they were none: a capital first, a stop
last. Left out are only what nobody could want spoken: addresses of web pages (``links``), code, and
directions to the writer ("Keep it funny").  A request such as "Mention the price" becomes the heading "The
price".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aura.providers.text.cues import is_headed
from aura.providers.text.english.verbs import begins_with_verb, is_finite
from aura.providers.text.language import content_words, is_repeat_key, stem, vocabulary
from aura.providers.text.languages import cues_of, phrasebook
from aura.providers.text.links import without_links
from aura.providers.text.markup import Block, blocks, sections
from aura.providers.text.requests import is_direction, told_to_cover, told_to_state
from aura.providers.text.sentences import sentences
from aura.timeline.document import Section


@dataclass(frozen=True, slots=True)
class Point:
    """``listed`` is set for an item of a list; a point without sentences is a heading to be filled.

    ``under`` is the heading of a list of such points.  ``breaks`` are the places of those sentences that
    begin a line or an item of their own in the user's text.
    """

    title: str = ""
    sentences: tuple[str, ...] = ()
    listed: bool = False
    breaks: tuple[int, ...] = ()
    under: str = ""


_FENCE = re.compile(r"^\s*(```|~~~).*?^\s*\1[^\n]*$", re.MULTILINE | re.DOTALL)
_NUMBERING = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_LABELLED = re.compile(r"(?P<label>[^:.!?]{2,60}?)\s*(?::|\s[–—-])\s+(?P<rest>\S.*)$")
_DETERMINERS = vocabulary(
    "the our my a an der die das unser unsere mein meine ein eine le la les notre nos un une el los las "
    "nuestro "
    "nuestra il lo i gli uno una de het onze een"
)
_LABEL_WORDS = 4
_CLAUSE_WORDS = 8
_WH = vocabulary(
    "how why what when where who which wie warum was wo wann wer woher wozu comment pourquoi quand où qui "
    "cómo "
    "cuándo dónde quién qué come perché dove quando chi hoe waarom wat wanneer waar wie"
)


def read_points(text: str, language: str) -> list[Point]:
    """The points of notes or of any pasted text, repeated sentences left out."""
    found: list[Point] = []
    for heading, below in sections(blocks(_FENCE.sub("\n\n", text), jotted=True)):
        found += _points(heading, below, language)
    return _distinct(found)


def _points(heading: Block | None, below: Sequence[Block], language: str) -> list[Point]:
    title = _title(heading.text) if heading else ""
    if len(said := sentences(title, language)) > 1:
        return [Point(sentences=tuple(map(as_sentence, said))), *_points(None, below, language)]
    if title and not below:
        return [Point(title)]
    points: list[Point] = []
    for place, block in enumerate(below):
        nested = (
            place + 1 < len(below)
            and below[place + 1].kind == "item"
            and below[place + 1].level > block.level
        )
        points += _point(block, nested=nested and block.kind == "item", language=language)
    points = _under_their_parents(points, below, language) if len(points) == len(below) else points
    if not title:
        return _taken_up(points, language)
    if is_headed(title, "need") and (needed := _enumerated(title, below, language)):
        return [needed]
    if points and all(point.title and not point.sentences for point in points):
        if _is_plain_heading(title):
            return points
        return [Point(title), *(replace(point, under=title) for point in points)]
    listed = [point for point in points if point.listed]
    if len(listed) > 1 and _is_plain_heading(title):
        return points
    return [_under(title, points)]


def _is_plain_heading(title: str) -> bool:
    """Whether a heading only says that there are notes below it."""
    return is_headed(title, "plain")


def _under(title: str, points: Iterable[Point]) -> Point:
    """One point of all that stands below a heading."""
    points = list(points)
    breaks: list[int] = []
    fragments = points and all(point.listed for point in points) and not _is_plain_heading(title)
    said = [as_sentence(title)] if fragments else []
    for point in points:
        breaks += [len(said)] if said else []
        if point.title and not point.sentences:
            said.append(as_sentence(point.title))
        said += point.sentences
    return Point("" if _is_plain_heading(title) else title, tuple(said), breaks=tuple(breaks))


def _enumerated(title: str, below: Sequence[Block], language: str) -> Point | None:
    """Short items below a heading as one sentence; ``None`` where they are not all short items."""
    items = [block.text.rstrip(",;. ") for block in below]
    short = all(block.kind == "item" and len(block.text.split()) <= _CLAUSE_WORDS for block in below)
    if not short or any(len(sentences(item, language)) > 1 for item in items):
        return None
    return Point(title, (f"{title}: {phrasebook(language, material=True).joined(items)}.",))


def _taken_up(points: Iterable[Point], language: str) -> list[Point]:
    """The points; a line that takes up the one before it ("But …", "It …") belongs to it."""
    cues = cues_of(language)
    found: list[Point] = []
    for point in points:
        plain = found and not (point.title or point.listed or found[-1].title or found[-1].listed)
        if plain and point.sentences and cues.leans.match(point.sentences[0]):
            told = found[-1].sentences
            found[-1] = Point(sentences=(*told, *point.sentences), breaks=(*found[-1].breaks, len(told)))
        else:
            found.append(point)
    return found


def _under_their_parents(points: list[Point], below: Sequence[Block], language: str) -> list[Point]:
    """Items below an item belong to it.  It is said before them where they are no whole sentences, unless the
    first of them says it again.
    """
    found: list[Point] = []
    levels: list[int] = []
    for point, block in zip(points, below, strict=True):
        if found and block.kind == "item" and levels and block.level > levels[-1]:
            parent = found[-1]
            said = spoken(point).sentences
            whole = block.text.endswith((".", "!", "?", "…"))
            again = _stems(parent.title, language) <= _stems(said[0], language)
            if not (parent.sentences or whole or again):
                said = (as_sentence(parent.title), *said)
            found[-1] = replace(parent, sentences=(*parent.sentences, *said))
        else:
            found.append(point)
            levels.append(block.level if block.kind == "item" else 99)
    return found


def _point(block: Block, *, nested: bool, language: str) -> list[Point]:
    text = without_links(block.text, language)
    listed = block.kind == "item"
    if not any(char.isalnum() for char in text) or is_direction(text):
        return []
    if stated := told_to_state(text):
        text = stated
    elif asked := told_to_cover(text):
        return [Point(_title(asked), listed=listed)]
    if listed and (nested or _is_label(text, language)):
        return [Point(_title(text), listed=True)]
    if listed and (labelled := _LABELLED.match(text)):
        return [_labelled(labelled["label"], labelled["rest"], text, language)]
    said = [as_sentence(one) for one in sentences(text, language) if not is_direction(one)]
    said = [one for one in said if any(char.isalnum() for char in one)]
    return [Point(sentences=tuple(said), listed=listed)] if said else []


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


def _is_label(text: str, language: str) -> bool:
    """Whether an item names something to be told about, rather than telling it."""
    words = text.rstrip(":").split()
    if text.endswith((".", "!", "?", "…", ";")) or not words[0][:1].isalpha():
        return False
    if "," in text or ": " in text or len(sentences(text, language)) > 1:
        return False
    if any(char.isdigit() for char in text) and words[0].lower() not in _DETERMINERS:
        return False
    if words[0].lower() in _WH:
        return len(words) <= _CLAUSE_WORDS
    if len(words) > 1 and cues_of(language).tells.match(text):
        return False
    second = words[1].lower() if len(words) > 1 else ""
    tells = begins_with_verb(words[0].lower(), second) or (words[0].islower() and is_finite(words[0]))
    return len(words) <= _LABEL_WORDS and not (second and tells)


def spoken(point: Point) -> Point:
    """A heading without words as a point that says it."""
    return point if point.sentences else replace(point, sentences=(as_sentence(point.title),), listed=True)


def without_headings(points: Sequence[Point]) -> list[Point]:
    """The points without those that are only the heading of others."""
    headings = {point.under for point in points}
    return [point for point in points if point.sentences or point.title not in headings]


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


def part_of(point: Point, start: int, end: int) -> Point:
    """A point's sentences from ``start`` to before ``end``."""
    breaks = tuple(place - start for place in point.breaks if start < place < end)
    return replace(point, sentences=point.sentences[start:end], breaks=breaks)


def unlabelled(point: Point) -> Point:
    """A point without a first sentence that is only its title."""
    labelled = len(point.sentences) > 1 and point.sentences[0] == as_sentence(point.title)
    return part_of(point, 1, len(point.sentences)) if labelled else point


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
            kept = len(said) == len(point.sentences)
            found.append(replace(point, sentences=tuple(said), breaks=point.breaks if kept else ()))
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
