"""A film's script from subtitles: what is said, in sentences, parted into scenes where it pauses.  Pure.

A scene ends before a silence of a second and a half, and where a sentence ends if the next would make it last
longer than twelve seconds.  A sentence is parted after 25 s.

Units: milliseconds.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from aura.errors import Invalid
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.language import detect
from aura.providers.text.titles import title_of
from aura.timeline.rules import MAX_SCENES
from aura.timeline.scene import Cue

PAUSE_MS = 1_500
ABOUT_MS = 12_000
LONGEST_MS = 25_000
MOST_CHARACTERS = 20_000

_STOP = frozenset(".!?…。！？")
_CLOSING = "\"'”’»)]」』"


def script_of(cues: Sequence[Cue]) -> Draft:
    """The scenes that cues of a film tell.  Raises ``Invalid`` for more than a project holds."""
    texts = [_joined(scene) for scene in _scenes(cues)]
    if len(texts) > MAX_SCENES:
        raise Invalid(
            f"The subtitles have {len(texts):,} scenes; a project has at most {MAX_SCENES:,}.", field="script"
        )
    language = detect(" ".join(texts)) or "en"
    return Draft(scenes=tuple(DraftScene(title=title_of(text, language), script_text=text) for text in texts))


def _scenes(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """The cues of each scene: as many sentences as have room in it."""
    scene: list[Cue] = []
    for sentence in _sentences(cues):
        lasts = sentence[-1].end_ms - scene[0].start_ms if scene else 0
        if scene and (_pauses(scene, sentence[0]) or lasts > ABOUT_MS):
            yield scene
            scene = []
        scene = scene + sentence
    if scene:
        yield scene


def _sentences(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """The cues of each sentence, which ends at the latest where it pauses or becomes too long."""
    sentence: list[Cue] = []
    length = 0
    for cue in cues:
        length += len(cue.text) + 1
        if sentence and (
            sentence[-1].text.rstrip(_CLOSING)[-1:] in _STOP
            or _pauses(sentence, cue)
            or cue.end_ms - sentence[0].start_ms > LONGEST_MS
            or length > MOST_CHARACTERS
        ):
            yield sentence
            sentence, length = [], len(cue.text) + 1
        sentence.append(cue)
    if sentence:
        yield sentence


def _pauses(before: Sequence[Cue], cue: Cue) -> bool:
    return cue.start_ms - before[-1].end_ms >= PAUSE_MS


def _joined(scene: Sequence[Cue]) -> str:
    """The lines of cues as running text: a blank between two, but not where a script writes none."""
    told = ""
    for line in (line for cue in scene for line in cue.text.split()):
        spaced = told and not (_wide(told[-1]) and _wide(line[0]))
        told += f" {line}" if spaced else line
    return told


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"
