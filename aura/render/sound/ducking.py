"""How far other sound is turned down under voices.

What counts is where voices are in fact heard.  The sound is down before a word starts, stays down through
the pauses between words and sentences, and comes back slowly where nobody speaks for longer: the gain at a
moment follows from how long ago a voice was heard last and how soon one will be heard next.

Units: gains in dB, levels in LU against the voices, times in ticks of 10 ms.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aura.render.sound.samples import CHANNELS, RATE_HZ, Block, amplitude, silence
from aura.timeline.terms import Ducking

TICK = RATE_HZ // 100
LEAD = 6
"""So long before a voice everything is down."""
AUDIBLE_LU = 25.0
"""A voice is heard where it is no more than this below its loudness as a whole."""
FAR = 10**9
_QUIETEST_DB, _LOUDEST_DB = -120, 20

Ticks = NDArray[np.int64]


class Profile(NamedTuple):
    """A way to make room for voices.

    ``level_lu`` is how loud music is where nobody speaks, ``most_lu`` how loud it may be in a film that has
    few voices; ``depth_db`` is how far it is turned down where somebody speaks.  ``attack`` and ``release``
    are how long it takes to go down and to come back.  ``hold`` is the longest pause that it stays down
    for, and half of it the time until it starts to come back.
    """

    level_lu: float
    most_lu: float
    depth_db: float
    attack: int
    release: int
    hold: int


PROFILES: dict[Ducking, Profile] = {
    "off": Profile(level_lu=-16, most_lu=-10, depth_db=0, attack=1, release=1, hold=0),
    "gentle": Profile(level_lu=-7, most_lu=-3, depth_db=9, attack=50, release=150, hold=80),
    "balanced": Profile(level_lu=-7, most_lu=-3, depth_db=12, attack=30, release=100, hold=60),
    "aggressive": Profile(level_lu=-7, most_lu=-3, depth_db=18, attack=15, release=60, hold=60),
}


def fitted(profile: Profile, share: float) -> Profile:
    """The profile for music in a film that has voices in this share of it.

    Such a film is brought to its loudness as a whole.  Where voices are rare music is most of that, and if
    it were much quieter they would be made far too loud: so it is as loud as keeps the film within 3 LU of
    its voices.  Under voices it is as loud as ever.
    """
    if not 0 < share < 0.5:
        return profile
    needed_lu = 10 * math.log10((0.5 - share) / (1 - share))
    raised_lu = max(profile.level_lu, min(profile.most_lu, needed_lu))
    depth_db = profile.depth_db + raised_lu - profile.level_lu if profile.depth_db else 0.0
    return profile._replace(level_lu=raised_lu, depth_db=depth_db)


class Presence:
    """Counts the ticks of voices by how loud they are, until it is known how loud a tick has to be."""

    def __init__(self) -> None:
        self._counts = np.zeros(_LOUDEST_DB - _QUIETEST_DB, np.int64)

    def through(self, voices: Iterable[Block]) -> Iterator[Block]:
        """Pass blocks on."""
        for block in voices:
            levels_db = 10 * np.log10(np.maximum(_powers(block), 1e-12))
            places = np.clip(levels_db - _QUIETEST_DB, 0, len(self._counts) - 1).astype(np.int64)
            self._counts += np.bincount(places, minlength=len(self._counts))
            yield block

    def share(self, voices_lufs: float) -> float:
        """In how much of what was passed a voice is heard, to a decibel of what that means."""
        first = round(voices_lufs - AUDIBLE_LU - _QUIETEST_DB)
        return float(self._counts[max(0, first) :].sum() / max(1, self._counts.sum()))


class Near(NamedTuple):
    """For the nodes between a block's ticks, both ends included: ticks since a voice was heard, and until."""

    since: Ticks
    until: Ticks


def heard(voices: Iterator[Block], voice_lufs: float) -> Iterator[tuple[Block, Near]]:
    """The voices' blocks, each with where they are heard; the block after it is always looked at too.

    All blocks but the last are whole ticks long.
    """
    power = amplitude(voice_lufs - AUDIBLE_LU) ** 2
    block = next(voices, None)
    since = FAR
    present = _powers(silence(0) if block is None else block) > power
    while block is not None:
        after = next(voices, None)
        present_after = _powers(silence(0) if after is None else after) > power
        near = _near(np.concatenate((present, present_after)), len(present), since)
        yield block, near
        block, present, since = after, present_after, int(near.since[-1])


def turned(block: Block, near: Near, profile: Profile) -> Block:
    """A block that sounds beside the voices, turned down where they are."""
    if not profile.depth_db:
        return block
    depth = (-profile.depth_db * _shares(near, profile)).astype(np.float32)
    gains: Block = np.power(10, depth / 20, dtype=np.float32)
    line: Block = gains[:-1, None] + np.diff(gains)[:, None] * _RAMP
    return block * line.reshape(-1)[: block.shape[1]]


def _shares(near: Near, profile: Profile) -> NDArray[np.float64]:
    """How much of the depth there is at each node."""
    falling = _eased(1 - (near.until - LEAD) / profile.attack)
    rising = _eased(1 - (near.since - profile.hold / 2) / profile.release)
    return np.where(near.since + near.until <= profile.hold, 1.0, np.maximum(falling, rising))


def _eased(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along a raised cosine from 0 to 1, and no further."""
    eased: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0, 1))
    return eased


def _powers(voices: Block) -> Block:
    """The power of each tick, both sides together.  Shape: (ticks,)."""
    ticks = -(-voices.shape[1] // TICK)
    squares = np.zeros(ticks * TICK, np.float32)
    squares[: voices.shape[1]] = np.square(voices).sum(axis=0) * (CHANNELS / len(voices))
    powers: Block = squares.reshape(ticks, TICK).mean(axis=1)
    return powers


def _near(present: NDArray[np.bool_], ticks: int, since: int) -> Near:
    """For the nodes of the first ``ticks`` of these, before which ``since`` ticks were without a voice."""
    index = np.arange(len(present))
    last = np.maximum.accumulate(np.where(present, index, -1 - since))
    following = np.minimum.accumulate(np.where(present, index, FAR)[::-1])[::-1]
    nodes = np.arange(ticks + 1)
    return Near(
        since=nodes - 1 - np.concatenate(([-1 - since], last))[nodes],
        until=np.concatenate((following, [FAR]))[nodes] - nodes,
    )


_RAMP: Block = np.arange(TICK, dtype=np.float32) / np.float32(TICK)
