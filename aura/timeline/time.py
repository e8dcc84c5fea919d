"""Time in a document: whole frames over a rational rate.  No floats, so equal means equal.

Units: frames are integers from 0; a rate is frames per second as ``numerator / denominator``.
Seconds appear only at the edge, where people and files want them.
"""

from fractions import Fraction


def frames_from_ms(duration_ms: int, rate: Fraction) -> int:
    """The number of frames that covers ``duration_ms``: rounded up, so that no sound is cut off."""
    return -((-duration_ms * rate.numerator) // (1000 * rate.denominator))


def ms_from_frames(frames: int, rate: Fraction) -> int:
    """The length of ``frames`` in whole milliseconds, rounded to the nearest."""
    return round(Fraction(frames * 1000 * rate.denominator, rate.numerator))


def seconds_from_frames(frames: int, rate: Fraction) -> float:
    """The length of ``frames`` in seconds, for display and for files."""
    return frames * rate.denominator / rate.numerator


def clock(frames: int, rate: Fraction) -> str:
    """A length as people write it: ``0:07.5``, ``12:00.0``, ``1:02:03.0``."""
    tenths = round(Fraction(frames * 10 * rate.denominator, rate.numerator))
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{rest // 10:02d}.{rest % 10}"
