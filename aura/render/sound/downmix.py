"""From surround to stereo as ITU-R BS.775 folds it: the centre to both sides 3 dB down, what is behind to its
own side.  The channel for low effects is left out.  In float samples, so that nothing is clipped.

A file that does not say which channel is which is taken to have them in the usual order.
"""

from collections.abc import Sequence

from aura.render.sound.samples import Filter

_HALF = 0.7071
_SIDES: dict[str, tuple[float, float]] = {
    "FL": (1, 0), "FR": (0, 1), "DL": (1, 0), "DR": (0, 1), "FC": (_HALF, _HALF), "LFE": (0, 0),
    "BL": (_HALF, 0), "BR": (0, _HALF), "SL": (_HALF, 0), "SR": (0, _HALF), "BC": (0.5, 0.5), "LFE2": (0, 0),
    "FLC": (_HALF, 0.5), "FRC": (0.5, _HALF), "WL": (_HALF, 0), "WR": (0, _HALF),
}  # fmt: skip
"""How much of a channel is heard on the left and on the right."""
_OTHER = 0.5, 0.5
_USUAL: dict[int, tuple[str, ...]] = {
    2: ("FL", "FR"),
    3: ("FL", "FR", "FC"),
    4: ("FL", "FR", "BL", "BR"),
    5: ("FL", "FR", "FC", "BL", "BR"),
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    7: ("FL", "FR", "FC", "LFE", "BC", "SL", "SR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}
_PLAIN = ("FL", "FR")
_UNNAMED = "NONE"


def downmix(channels: Sequence[str]) -> tuple[Filter, ...]:
    """Filters that make two channels of these, given by FFmpeg's names; none where one or two are there."""
    if len(channels) == 1 or tuple(channels) == _PLAIN:
        return ()
    names = _USUAL.get(len(channels), channels) if _UNNAMED in channels else channels
    shares = [_SIDES.get(name, _OTHER) for name in names]
    sides = ("+".join(f"{share[side]}*c{number}" for number, share in enumerate(shares)) for side in (0, 1))
    left, right = sides
    return ("aformat", "sample_fmts=fltp"), ("pan", f"stereo|c0={left}|c1={right}")
