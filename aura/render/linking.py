"""Where words begin in scripts that do not part them, as far as the kinds of characters tell.  Pure.

In Japanese a word begins where a character of meaning or a foreign one follows hiragana, which end words;
in Korean what stands together belongs together.  Chinese shows nothing of the kind.
"""

import unicodedata

_HIRAGANA, _KATAKANA, _HAN, _HANGUL, _OTHER = range(5)
_OPENING, _CLOSING = ("Ps", "Pi"), ("Pe", "Pf")


def linked(before: str, after: str) -> bool | None:
    """Whether two neighbouring characters belong to one word; None where their kinds do not tell."""
    end, start = unicodedata.category(before), unicodedata.category(after)
    if end in _OPENING or (start[0] == "P" and start not in _OPENING):
        return True
    if end in _CLOSING and _kind(after) == _HIRAGANA:
        return True
    if end[0] == "P" or start[0] == "P":
        return False
    first, second = _kind(before), _kind(after)
    if first == second:
        return None if first in (_HAN, _OTHER) else True
    return second == _HIRAGANA and first != _HANGUL


def _kind(character: str) -> int:
    code = ord(character)
    if 0x3041 <= code <= 0x309F:
        return _HIRAGANA
    if 0x30A0 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF or 0xFF66 <= code <= 0xFF9F:
        return _KATAKANA
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF:
        return _HANGUL
    if 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF or code == 0x3005:
        return _HAN
    return _OTHER
