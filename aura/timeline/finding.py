"""Where a text stands in a document's scenes.  Pure.

Upper and lower case are alike, white space is any white space, and overlapping places are told once.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from aura.errors import Invalid
from aura.timeline.document import Document
from aura.timeline.scene import Scene
from aura.timeline.whole import marks

AROUND = 40
"""Characters of an excerpt on each side of what was found."""


class Found(Struct, frozen=True, kw_only=True):
    """One place.  ``start`` and ``end`` count characters of the field; the excerpt is of its text around."""

    scene: str
    number: int
    field: str
    start: int
    end: int
    excerpt: str


def find(
    document: Document, text: str, *, match_case: bool = False, whole_words: bool = False
) -> Iterator[Found]:
    """Every place, in the order of the film.  Raises ``Invalid`` for a text without a character."""
    wanted = pattern(text, match_case=match_case, whole_words=whole_words)
    for number, scene in enumerate(document.timeline.scenes, 1):
        for field, said in texts_of(scene):
            for place in wanted.finditer(said):
                yield Found(
                    scene=scene.id,
                    number=number,
                    field=field,
                    start=place.start(),
                    end=place.end(),
                    excerpt=_excerpt(said, place.start(), place.end()),
                )


def pattern(
    text: str, *, match_case: bool = False, whole_words: bool = False, field: str = "text"
) -> re.Pattern[str]:
    """What finds a text.  Raises ``Invalid``, naming the field, for one without a character."""
    words = text.split()
    if not words:
        raise Invalid("Say which text to find.", field=field)
    wanted = r"\s+".join(map(re.escape, words))
    if whole_words:  # a text that begins or ends with no letter is bounded there by itself
        letter = rf"[\w{marks()}]"
        before = f"(?<!{letter})" if re.match(letter, words[0]) else ""
        behind = f"(?!{letter})" if re.search(f"{letter}$", words[-1]) else ""
        wanted = f"{before}{wanted}{behind}"
    return re.compile(wanted, re.NOFLAG if match_case else re.IGNORECASE)


def texts_of(scene: Scene) -> Iterator[tuple[str, str]]:
    """The texts of a scene that are looked through, each by its field."""
    yield "title", scene.title
    yield "script_text", scene.script_text
    for index, cue in enumerate(scene.captions):
        yield f"captions[{index}]", cue.text
    for index, overlay in enumerate(scene.overlays):
        yield f"overlays[{index}].text", overlay.text
        yield f"overlays[{index}].detail", overlay.detail


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = "…" * (first > 0), "…" * (last < len(text))
    return " ".join(f"{before}{text[first:last]}{after}".split())
