"""Where a phrase stands as whole words: no letter goes on before it or behind it.  Pure.

A vowel sign or an accent that is a character of its own belongs to the letter it stands on.

Scripts that are written without blanks have no such bounds: in them a phrase is found wherever it stands,
and a word of another script among them ends where its own letters end.
"""

import re
import unicodedata
from functools import cache

_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai and Lao, Burmese, Khmer, kana and Han."""
_LETTER = rf"[^\W{_WITHOUT_BLANKS}]"
_UNBOUND = re.compile(f"[{_WITHOUT_BLANKS}]")


def bounds(phrase: str) -> tuple[str, str]:
    """The patterns that stand before and behind that of a phrase which is to be found as whole words."""
    mark = f"[{_bound_marks()}]"
    before = "" if _UNBOUND.match(phrase[:1]) else f"(?<!{_LETTER})(?<!{mark})"
    behind = "" if _UNBOUND.match(phrase[-1:]) else f"(?!{_LETTER})(?!{mark})"
    return before, behind


@cache
def marks() -> str:
    """The characters that belong to the letter before them, as a part of a class of a pattern.

    Not those that only choose between two forms of a sign, as of an emoji; nor those beyond the first 65,536
    characters, with which every look at the class would take ten times as long.
    """
    found = map(chr, (*range(0x300, 0xFE00), *range(0xFE10, 0x10000)))
    return "".join(each for each in found if unicodedata.category(each) in ("Mn", "Mc"))


@cache
def _bound_marks() -> str:
    """Those of scripts that are written with blanks."""
    return _UNBOUND.sub("", marks())
