"""Who plays in a mood: its instruments, what they play, how loud they are and how far away."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from msgspec import Struct
from numpy.random import Generator

from aura.providers.music import patterns
from aura.providers.music.drums import BRUSH, HAT, SHAKER, Noise
from aura.providers.music.pads import GLASS, STRINGS, WARM, Weave
from aura.providers.music.parts import bass, beats, broken, crowned, held, melody
from aura.providers.music.score import Bar, Note, Score
from aura.providers.music.tones import FELT, MALLET, NYLON, PULSE, REED, ROUND, TINE, Timbre
from aura.timeline.terms import Mood

BREAK_BARS = 4

Kick = Literal["kick"]


class Part(Struct, frozen=True, kw_only=True):
    """An instrument and what it plays.

    ``level_db`` is how loud it is as a whole, against the others; ``far`` how much of it comes back from
    the room; ``loose_ms`` how far from the beat its tones may fall; ``echo`` how much of it comes again
    three quarters of a beat later from the other side; ``pan`` where it stands, from -1 to 1.
    """

    instrument: Timbre | Weave | Noise | Kick
    notes: tuple[Note, ...]
    level_db: float
    far: float
    loose_ms: float = 0.0
    echo: float = 0.0
    pan: float = 0.0


def arranged(mood: Mood, score: Score, dice: Generator) -> tuple[Part, ...]:
    """The parts of a piece."""
    return tuple(_ENSEMBLES[mood](score, dice))


def _calm(score: Score, dice: Generator) -> Iterable[Part]:
    keys = (FELT, TINE)[int(dice.integers(2))]
    yield Part(
        instrument=(WARM, STRINGS)[int(dice.integers(2))], notes=tuple(held(score)), level_db=-2, far=0.35
    )
    yield Part(instrument=GLASS, notes=tuple(crowned(score)), level_db=-15, far=0.8)
    yield Part(
        instrument=keys,
        notes=tuple(broken(score, _two(patterns.CALM, dice), dice, rest=0.12)),
        level_db=0,
        far=0.4,
        loose_ms=9,
        pan=-0.15,
    )
    yield Part(
        instrument=keys,
        notes=tuple(melody(score, _one(patterns.CALM_MELODIES, dice), dice, around=74, plays=_not_at_first)),
        level_db=-3,
        far=0.6,
        loose_ms=12,
        echo=0.25,
        pan=0.2,
    )
    yield Part(
        instrument=ROUND, notes=tuple(bass(score, _one(patterns.CALM_BASS, dice))), level_db=-3, far=0.05
    )


def _wistful(score: Score, dice: Generator) -> Iterable[Part]:
    yield Part(
        instrument=(STRINGS, WARM)[int(dice.integers(2))], notes=tuple(held(score)), level_db=-5, far=0.45
    )
    yield Part(instrument=GLASS, notes=tuple(crowned(score)), level_db=-15, far=0.8)
    yield Part(
        instrument=FELT,
        notes=tuple(broken(score, _two(patterns.WISTFUL, dice), dice, rest=0.08)),
        level_db=0,
        far=0.4,
        loose_ms=12,
        pan=-0.1,
    )
    yield Part(
        instrument=FELT,
        notes=tuple(
            melody(score, _one(patterns.WISTFUL_MELODIES, dice), dice, around=74, plays=_not_at_first)
        ),
        level_db=-1,
        far=0.5,
        loose_ms=14,
        pan=0.15,
    )
    yield Part(
        instrument=ROUND, notes=tuple(bass(score, _one(patterns.WISTFUL_BASS, dice))), level_db=-4, far=0.05
    )


def _bright(score: Score, dice: Generator) -> Iterable[Part]:
    yield Part(instrument=WARM, notes=tuple(held(score)), level_db=-5, far=0.3)
    yield Part(
        instrument=NYLON,
        notes=tuple(broken(score, _two(patterns.BRIGHT, dice), dice, rest=0.08)),
        level_db=0,
        far=0.2,
        loose_ms=6,
        pan=-0.25,
    )
    yield Part(
        instrument=(MALLET, TINE)[int(dice.integers(2))],
        notes=tuple(
            melody(score, _one(patterns.BRIGHT_MELODIES, dice), dice, around=76, plays=_not_at_first)
        ),
        level_db=-4,
        far=0.35,
        loose_ms=7,
        echo=0.2,
        pan=0.3,
    )
    yield Part(
        instrument=ROUND,
        notes=tuple(bass(score, _one(patterns.BRIGHT_BASS, dice))),
        level_db=-1,
        far=0.03,
        loose_ms=4,
    )
    yield Part(instrument="kick", notes=tuple(beats(score, patterns.ONE_AND_THREE)), level_db=-6, far=0.02)
    yield Part(
        instrument=SHAKER,
        notes=tuple(beats(score, patterns.EIGHTHS, plays=_not_at_first)),
        level_db=-17,
        far=0.1,
        loose_ms=3,
        pan=0.35,
    )
    yield Part(
        instrument=BRUSH, notes=tuple(beats(score, patterns.TWO_AND_FOUR)), level_db=-16, far=0.25, loose_ms=4
    )


def _driving(score: Score, dice: Generator) -> Iterable[Part]:
    yield Part(instrument=STRINGS, notes=tuple(held(score)), level_db=-2, far=0.35)
    yield Part(
        instrument=REED,
        notes=tuple(broken(score, _two(patterns.DRIVING, dice), dice, rest=0.03)),
        level_db=-2,
        far=0.2,
        loose_ms=2,
        echo=0.3,
        pan=-0.2,
    )
    yield Part(
        instrument=TINE,
        notes=tuple(
            melody(score, _one(patterns.DRIVING_MELODIES, dice), dice, around=74, plays=_from_the_third)
        ),
        level_db=-6,
        far=0.5,
        loose_ms=5,
        echo=0.3,
        pan=0.25,
    )
    yield Part(
        instrument=PULSE,
        notes=tuple(bass(score, _one(patterns.DRIVING_BASS, dice))),
        level_db=0,
        far=0.02,
        loose_ms=2,
    )
    yield Part(
        instrument="kick", notes=tuple(beats(score, patterns.FOUR, plays=_but_a_break)), level_db=-3, far=0.02
    )
    yield Part(
        instrument=SHAKER,
        notes=tuple(beats(score, patterns.SIXTEENTHS, plays=_not_at_first)),
        level_db=-17,
        far=0.08,
        loose_ms=2,
        pan=-0.3,
    )
    yield Part(
        instrument=HAT,
        notes=tuple(beats(score, patterns.OFF_BEATS, plays=_but_a_break)),
        level_db=-19,
        far=0.1,
        loose_ms=2,
        pan=0.25,
    )
    yield Part(
        instrument=BRUSH,
        notes=tuple(beats(score, patterns.TWO_AND_FOUR, plays=_from_the_third)),
        level_db=-17,
        far=0.3,
        loose_ms=3,
    )


def _one(choices: tuple[Any, ...], dice: Generator) -> Any:
    return choices[int(dice.integers(len(choices)))]


def _two(choices: tuple[patterns.Pattern, ...], dice: Generator) -> list[patterns.Pattern]:
    return [choices[int(number)] for number in dice.permutation(len(choices))[:2]]


def _not_at_first(bar: Bar) -> bool:
    """All but the first section."""
    return bar.section > 0


def _from_the_third(bar: Bar) -> bool:
    return bar.section > 1


def _but_a_break(bar: Bar) -> bool:
    """All but the first half of the section ``b``."""
    return bar.kind == "a" or bar.number >= BREAK_BARS


_ENSEMBLES: dict[Mood, Callable[[Score, Generator], Iterable[Part]]] = {
    "calm": _calm,
    "bright": _bright,
    "driving": _driving,
    "wistful": _wistful,
}
