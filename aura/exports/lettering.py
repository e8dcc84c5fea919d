"""What is said of letters that no font here draws: they are left out of the film.  Pure.

A text of which nothing at all would be seen blocks the export; one that lacks some letters is warned of.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from aura.exports.preflight_rules import Film, Finding, Level, named
from aura.generation.missing import picture_due
from aura.render.pictures.phrases import phrase
from aura.render.scripts import Lacking, lacking_in, says
from aura.timeline.document import Document
from aura.timeline.scene import Scene

Place = Literal["captions", "overlay", "picture", "watermark"]
_CALLED = {"captions": "the captions", "overlay": "a text"}
_PLAIN = {"Emoji": "emoji", "Symbols": "some of the symbols"}


class Written(NamedTuple):
    """A text that a film shows, and the number of its scene: 0 for that of the whole film."""

    place: Place
    scene: int
    text: str


def written(document: Document) -> Iterator[Written]:
    """Every text that the film of a document shows."""
    for number, scene in enumerate(document.timeline.scenes, 1):
        if document.render.captions:
            own = " ".join(cue.text for cue in scene.captions)
            yield Written("captions", number, own or scene.script_text)
        for overlay in scene.overlays:
            yield Written("overlay", number, f"{overlay.text} {overlay.detail}")
        yield Written("picture", number, _in_picture(scene, document))
    watermark = document.timeline.head.watermark
    if watermark and not watermark.asset:
        yield Written("watermark", 0, watermark.text)


def letters(film: Film) -> Iterator[Finding]:
    """Scripts that cannot be drawn here, and what brings a font for each."""
    missing = film.facts.undrawn
    if not missing or film.preset.video is None:
        return
    found: dict[tuple[Level, Lacking], list[Written]] = {}
    for one in written(film.document):
        level: Level = "error" if _is_lost(one, missing) else "warning"
        for lacking in lacking_in(one.text, missing):
            found.setdefault((level, lacking), []).append(one)
    for (level, lacking), places in found.items():
        yield _finding(level, lacking, places)


def _in_picture(scene: Scene, document: Document) -> str:
    """What Aura is about to write into the picture that it draws for a scene."""
    if document.render.pictures == "online" or not picture_due(scene, document):
        return ""
    return scene.title or phrase(scene.script_text)


def _is_lost(one: Written, missing: str) -> bool:
    """Whether nothing that says something would be seen of a text.  A picture shows more than its words."""
    return one.place != "picture" and all(each in missing for each in one.text if says(each))


def _finding(level: Level, lacking: Lacking, places: Sequence[Written]) -> Finding:
    numbers = tuple(dict.fromkeys(one.scene for one in places if one.scene))
    mark = ["the watermark"] if any(one.place == "watermark" for one in places) else []
    draws = f"No font here draws {_PLAIN.get(lacking.script, f'{lacking.script} letters')}"
    advice = f"Install one where films are made, such as Debian's {lacking.package}"
    if level == "warning":
        where = " and of ".join(([named(numbers)] if numbers else []) + mark)
        words = f"{draws}: they are left out of {where}. {advice}."
    else:
        kinds = dict.fromkeys(_CALLED[one.place] for one in places if one.scene)
        what = [f"{' and '.join(kinds)} in {named(numbers)}"] if numbers else []
        words = f"{draws}: nothing would be seen of {' and of '.join(what + mark)}. {advice}, or do without."
    return Finding(level, "letters", words, "timeline.scenes" if numbers else "head.watermark", numbers)
