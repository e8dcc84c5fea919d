"""Content that was put a moment ago, kept by its digest: the next version is a change of it.  The lines of
scenes that stand side by side are kept too, by all their digests.

Content never changes under its digest, so what is kept here cannot be out of date; whether it is still
stored, the database knows.
"""

import threading
from collections import OrderedDict

_MOST_BYTES = 16 * 1024 * 1024

_kept: OrderedDict[bytes, bytes] = OrderedDict()
_bytes = 0
_lock = threading.Lock()


def keep(name: bytes, data: bytes) -> None:
    """Keep content that was checked; what was not asked for longest makes room."""
    global _bytes
    with _lock:
        if name not in _kept:
            _bytes += len(data)
        _kept[name] = data
        _kept.move_to_end(name)
        while _bytes > _MOST_BYTES:
            _bytes -= len(_kept.popitem(last=False)[1])


def find(name: bytes) -> bytes | None:
    with _lock:
        return _kept.get(name)
