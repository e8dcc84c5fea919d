"""What a narrator is to say, rid of what models add to it all the same.  Pure.

Marks of Markdown, numbers of lists, ``[music]``, ``(pause)``, ``Narrator:`` and ``Scene 3:`` go; words stay.
"""

import re

from aura.providers.text.markup import SCENE, plain

_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|[-*+•‣▪◦–]\s+|\(?\d{1,2}[.)]\s+(?=\D))")
_SPEAKER = re.compile(
    r"^\s*[*_(\[]*(?:narrator|narration|voice-?\s?over|vo|v\.o\.|speaker|host|presenter|erzähler(?:in)?|sprecher(?:in)?|"
    r"moderator(?:in)?|narrateur|narradora?|locutora?|voix off|voz en off|narratore|verteller)"
    r"(?:\s*\([^)]*\))?[*_)\]]*\s*:[*_]*\s*",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\(\s*(?:(?:short|long|brief|dramatic|kurze?|lange|soft|upbeat|gentle|leise)\s+)?"
    r"(?:pause|beat|music|musik|sound|sfx|fade|cut to|cut|zoom|visual|b-roll|on screen|on-screen|laughs?|"
    r"sighs?|silence|stille|geräusch|schnitt|einblendung|blende|lacht|seufzt|musique|música|silencio)\b[^()]*\)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[[^\[\]]*\](?!\()")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_LEFT_OVER = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
_BEFORE_MARK = re.compile(r"\s+([.,;:!?…](?=\s|$))")


def spoken(text: str) -> str:
    """What is said of a scene's text: its paragraphs, one to a line."""
    return "\n".join(line for line in map(_line, text.splitlines()) if any(map(str.isalnum, line)))


def title(text: str) -> str:
    """A title without marks, on one line; its first 1,000 characters."""
    line = " ".join(text[:1_000].split())
    return _LEFT_OVER.sub("", plain(_LINE_MARK.sub("", line))).strip(" :")


def _line(line: str) -> str:
    if found := SCENE.match(line):
        line = found["rest"] or ""
    line = _LINE_MARK.sub("", line)
    line = _SPEAKER.sub("", line)
    line = _BRACKETED.sub(" ", _LINK.sub(r"\1", line))
    line = _LEFT_OVER.sub("", plain(_DIRECTION.sub(" ", line)))
    return _BEFORE_MARK.sub(r"\1", " ".join(line.split()))
