"""How pages say lengths, ages, sizes and titles.  Pure.

Days are those of the machine.
"""

import re
import zlib
from datetime import datetime, timedelta

HUES = 8
"""The lights in which a stand-in for a poster is drawn."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def length(seconds: float) -> str:
    """A length as players write it: ``0:07``, ``12:00``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def about(seconds: float) -> str:
    """A length as people say it: ``90 s``, ``2 min``, ``1 h 5 min``."""
    if seconds < 120:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def age(moment: datetime, now: datetime) -> str:
    """How long ago something was: ``just now``, ``5 min ago``, ``yesterday``, ``12 Nov``."""
    moment, now = moment.astimezone(), now.astimezone()
    passed = now - moment
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} min ago"
    if moment.date() == now.date():
        return f"{passed // timedelta(hours=1)} h ago"
    days = (now.date() - moment.date()).days
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"{days} days ago"
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return day if moment.year == now.year else f"{day} {moment.year}"


def days_left(left: timedelta) -> str:
    """How long something can still be brought back: ``3 days left``."""
    days = max(0, -(-left // timedelta(days=1)))
    return f"{counted(days, 'day')} left" if days else "gone for good soon"


def size(size_bytes: float) -> str:
    """A size: ``512 kB``, ``3.5 MB``, ``212 GB``."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= step:
            return f"{size_bytes / step:.{1 if size_bytes < 10 * step else 0}f} {unit}"
    return f"{round(size_bytes)} bytes"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 scene``, ``2 scenes``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def titled(title: str) -> str:
    """What a project is called, also one without a title."""
    return title or "Untitled"


def initials(title: str) -> str:
    """One or two letters that stand for a title: those of its first two words that have letters."""
    found = re.findall(r"[^\W_]", " ".join(word[:1] for word in re.findall(r"[^\W_]+", title)))
    return "".join(found[:2]).upper()[:2] or "·"


def hue(title: str) -> int:
    """The light a title's stand-in is drawn in: always the same one."""
    return zlib.crc32(title.encode()) % HUES
