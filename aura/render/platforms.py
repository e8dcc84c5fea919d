"""What platforms take: how long a film may be there, and how large.  0 is no limit that a film meets.

Units: seconds; bytes, as platforms count them, in powers of ten.
"""

from typing import NamedTuple

from aura.render.recipe import Platform

MB, GB = 10**6, 10**9


class Limits(NamedTuple):
    """The longest and the largest film that a platform takes."""

    seconds: int = 0
    size_bytes: int = 0


LIMITS: dict[Platform, Limits] = {
    "YouTube": Limits(size_bytes=256 * GB),
    "TikTok": Limits(seconds=600, size_bytes=287 * MB),
    "Instagram": Limits(seconds=90, size_bytes=4 * GB),
    "Facebook": Limits(),
    "Twitter": Limits(seconds=140, size_bytes=512 * MB),
    "LinkedIn": Limits(seconds=600, size_bytes=5 * GB),
    "Generic": Limits(),
}

WATCHED_SILENTLY: frozenset[Platform] = frozenset({"TikTok", "Instagram", "Facebook", "Twitter", "LinkedIn"})
"""Where films play without sound until somebody turns it on."""
