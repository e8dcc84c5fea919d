"""Where a sentence ends: no full stop of an abbreviation, a number, an initial or a quotation is taken for
one.

The pieces joined by blanks are the text, its white space aside; nothing is added and nothing is lost.
"""

import re

from aura.providers.text.language import primary, vocabulary

NEVER_LAST = vocabulary(
    "dr mr mrs ms prof st vs eg ie messrs gen col sgt capt lt rev hon sen gov cf viz eds pp vol "
    "approx mme mlle bzw ca hr fr nr inkl exkl ggf evtl vgl abb bd tel zb dh ua sog mind bspw dipl "
    "phil rer geb gest allg zzgl abzgl bzgl"
)
"""Abbreviations that another word always follows, without their stops."""

SOMETIMES_LAST = vocabulary(
    "etc pm inc ltd co corp jr sr usa uk eu ad bc usw uvm str jh mio mrd chr std sek jan feb aug sept "
    "okt oct nov dec dez dept est al"
)
"""Abbreviations after which a sentence may end: it does if the next word is one that often begins one."""

STARTERS = vocabulary(
    "a after all also although an and another as at because before both but by each every first for "
    "from he her here his how however i if in instead into it its just later many most my next no "
    "nobody not now of often on once one only or our over people she since so some soon still such "
    "that the their then there these they this those though to today under until we what when where "
    "while who why with without yes yet you your aber alle als also am an auch auf aus bei beim bis "
    "da dabei dadurch damit danach dann daran darum das dazu dein den denn der deshalb die dies diese "
    "dieser dieses doch dort du durch ein eine einige er erst es für heute hier ich ihr ihre im immer "
    "in jede jeder jedes jetzt kein keine man manche mehr mein mit nach nein nun nur ob oder ohne "
    "schon sein seine seit sie so später sobald trotzdem um und unser unter viele vom von vor wann "
    "warum was weil wenn wer wie wir wo zu zuerst zum zur zwar zwischen über"
)
MONTHS = vocabulary(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "january february march may june july october december"
)

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»›)\]“]*+(?=\s)|[。！？｡]+[」』”’）]*""")
"""A row of marks is tried once, as a whole: a table of contents may have a thousand dots in it."""
_TOKEN = re.compile(r"\s*(\S+)")
_LAST_TOKEN = re.compile(r"[\w.&-]*$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_QUOTE_REACH = 300
_LONGEST_QUOTED = 2_000
_LOOK_BACK = 80
"""Characters looked at for the end of a quotation, in a sentence with one, and for the word before a stop."""


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of ``text``.  Blank lines end a sentence; single line ends are white space."""
    found: list[str] = []
    for paragraph in _BREAK.split(text):
        for piece in _split(" ".join(paragraph.split()), language):
            if found and not any(char.isalnum() for char in piece):
                found[-1] += f" {piece}"
            else:
                found.append(piece)
    return found


def _split(line: str, language: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(line):
        end = match.end()
        if end >= len(line):
            break
        if _ends(line, start, match, language):
            pieces.append(line[start:end].strip())
            start = end
    pieces.append(line[start:].strip())
    return [piece for piece in pieces if piece]


def _ends(line: str, start: int, match: re.Match[str], language: str) -> bool:
    mark = match.group()
    if mark[0] in "。！？｡":
        return not _quote_open(line, start, match.end())
    found = _TOKEN.match(line, match.end())
    token = found.group(1) if found else ""
    first = next((char for char in token if char.isalnum()), "")
    if first.islower() or (not first and token[0] in "-–—"):
        return False
    if _quote_open(line, start, match.end()):
        return False
    if mark[0] == "." and not mark.startswith(".."):
        return _full_stop(line[max(start, match.start() - _LOOK_BACK) : match.start()], token, language)
    return True


def _full_stop(before: str, token: str, language: str) -> bool:
    """Whether a single stop after ``before`` ends a sentence, when ``token`` follows."""
    last = _LAST_TOKEN.search(before)
    word = last.group() if last else ""
    bare = word.lower().replace(".", "")
    following = re.sub(r"^\W+|\W+$", "", token).lower()
    starts = following in STARTERS
    if bare in NEVER_LAST:
        return False
    if bare in {"no", "fig"} and following[:1].isdigit():
        return False
    if bare.isdigit():
        return _after_number(before, bare, following, language)
    if bare in SOMETIMES_LAST or _INITIAL.match(word):
        return starts and following not in MONTHS
    return True


def _after_number(before: str, digits: str, following: str, language: str) -> bool:
    if before.strip() == digits:  # the number of a list item
        return False
    if following in MONTHS:
        return False
    if primary(language) == "de" and len(digits) <= 2:
        return following in STARTERS
    return True


def _quote_open(line: str, start: int, end: int) -> bool:
    """Whether a quotation or bracket that began in this sentence is still open, and closes soon."""
    if end - start > _LONGEST_QUOTED:
        return False
    piece, rest = line[start:end], line[end : end + _QUOTE_REACH]
    if piece.count('"') % 2 and '"' in rest:
        return True
    if "„" in piece:
        closed = piece.count("“") + piece.count("”")
        return piece.count("„") > closed and ("“" in rest or "”" in rest)
    for opening, closing in ("“”", "«»", "()", "「」", "『』"):
        if piece.count(opening) > piece.count(closing) and closing in rest:
            return True
    return False
