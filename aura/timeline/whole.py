"""Where a phrase stands as whole words: no letter goes on before it or behind it.  Pure.

Scripts that are written without blanks have no such bounds: in them a phrase is found wherever it stands,
and a word of another script among them ends where its own letters end.
"""

import re

_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai and Lao, Burmese, Khmer, kana and Han."""
_LETTER = rf"[^\W{_WITHOUT_BLANKS}]"
_UNBOUND = re.compile(f"[{_WITHOUT_BLANKS}]")


def bounds(phrase: str) -> tuple[str, str]:
    """The patterns that stand before and behind that of a phrase which is to be found as whole words."""
    before = "" if _UNBOUND.match(phrase[:1]) else f"(?<!{_LETTER})"
    behind = "" if _UNBOUND.match(phrase[-1:]) else f"(?!{_LETTER})"
    return before, behind
