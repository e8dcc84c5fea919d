"""Identifiers: UUID version 7, so that keys made later sort later and indexes grow at their end.

Source: RFC 9562, section 5.7, with the monotonic counter of section 6.2 in ``rand_a``.
"""

import os
import threading
import time
import uuid

from aura.errors import Invalid

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> uuid.UUID:
    """A fresh id, larger than any this process made before."""
    global _last_ms, _counter
    random = int.from_bytes(os.urandom(8), "big")
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms, _counter = now_ms, random >> 55  # start low: room for 3,500 more in this ms
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        stamp, counter = _last_ms, _counter
    value = (stamp << 80) | (7 << 76) | (counter << 64) | (2 << 62) | (random & ((1 << 62) - 1))
    return uuid.UUID(int=value)


def parse_id(text: str, field: str = "id") -> uuid.UUID:
    """The UUID written as ``text``; ``Invalid`` names ``field`` when it is none."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        raise Invalid(f"{text!r:.80} is not an id; ids look like {new_id()}.", field=field) from None
