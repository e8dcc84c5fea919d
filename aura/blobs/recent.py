"""Content that was put a moment ago, kept by its digest: the next version is a change of it.

What timelines are joined from is kept too, under what it is known by: the digests of all its scenes.

Content never changes under its digest, so what is kept here cannot be out of date; whether it is still
stored, the database knows.
"""

import threading
from collections import OrderedDict

from aura.timeline.codec import digest

_MOST_BYTES = 16 * 1024 * 1024

_kept: OrderedDict[bytes, bytes] = OrderedDict()
_names: dict[bytes, bytes] = {}
"""The digests of content that is kept, found at once for the same bytes: Python works out their hash once."""
_bytes = 0
_lock = threading.Lock()


def keep(name: bytes, data: bytes) -> None:
    """Keep bytes under a name that nothing else has; what was not asked for longest makes room."""
    with _lock:
        _keep(name, data)


def find(name: bytes) -> bytes | None:
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
        return _kept.get(name)


def name_of(data: bytes) -> bytes:
    """The digest of content, which is kept: worked out once while it is here."""
    with _lock:
        name = _names.get(data)
        if name is not None and name in _kept:
            _kept.move_to_end(name)
    if name is None:
        name = digest(data)
        with _lock:
            _names[data] = name
            _keep(name, data)
    return name


def _keep(name: bytes, data: bytes) -> None:
    global _bytes
    if name not in _kept:
        _bytes += len(data)
    _kept[name] = data
    _kept.move_to_end(name)
    while _bytes > _MOST_BYTES:
        gone, held = _kept.popitem(last=False)
        _bytes -= len(held)
        if _names.get(held) == gone:
            del _names[held]
