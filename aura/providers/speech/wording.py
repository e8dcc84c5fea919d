"""What is said for what is written, word by word.

Each written word, as ``text.split()`` gives it, has exactly one spoken form, which may be several words
or none, so that what is heard can be brought back to what is seen.  In every language signs nobody reads
aloud are dropped: emoji, markup, control characters (which the synthesiser would take for commands).
Where there is a lexicon, short forms, units, amounts, ranges and years are said in full.
"""

import re
import unicodedata
from collections.abc import Sequence

from aura.providers.speech.german import ordinal
from aura.providers.speech.lexicon import LEXICONS, Lexicon

_JOINERS = "\u200c\u200d"  # parts of words in Persian and Indian scripts, of pictures elsewhere
_MARKUP = re.compile(r"^[*_`~#>•·|]+|[*_`~|]+$|\*\*|__|``")
_READ = frozenset("&%@§$€£¥+=<>°#")
_REPEATED = re.compile(r"(\W)\1+")
_SCHEME = re.compile(r"^(\W*)https?://(?:www\.)?(.+?)/?(\W*)$")
_PARTS = re.compile(r"^([\"'“”„‚‘’«»‹›(\[{¿¡]*)(.*?)([\"'“”‘’«»‹›)\]},;:!?…]*)$", re.DOTALL)
_NUMBER = re.compile(r"\d[\d.,]*")
_RANGE = re.compile(r"^(\d+)[-–](\d+)(%?)$")
_ATTACHED = re.compile(r"^(\d[\d.,]*)([^\d.,].*)$")
_AMOUNT = re.compile(r"^([$€£¥]?)(\d[\d.,]*?)(?:[.,](\d\d))?([$€£¥]?)(k|K|M|bn|B)?(\.?)$")
_CENTURY = re.compile(r"^(1[1-9]|20)(\d\d)(s?)(\.?)$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d\d)$")
_SLASHED = re.compile(r"^([^\W\d_]{2,})/([^\W\d_]{2,})(\.?)$")


def spoken_words(words: Sequence[str], language: str) -> list[str]:
    """The spoken form of each word; ``language`` is a BCP 47 tag."""
    said = [_pronounceable(word) for word in words]
    lexicon = LEXICONS.get(language.lower().partition("-")[0])
    return _paused(said if lexicon is None else _in_full(said, lexicon))


def _in_full(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words with their short forms said in full, what is attached to them left where it is."""
    parts = [_PARTS.match(word) for word in words]
    cores = [part[2] if part else "" for part in parts]
    forms: list[str | None] = [None] * len(words)
    for index, core in enumerate(cores):
        if core and forms[index] is None:
            for offset, form in enumerate(_said(cores, index, lexicon)):
                forms[index + offset] = form
    return [
        word if form is None or part is None else f"{part[1]}{form}{part[3]}"
        for word, form, part in zip(words, forms, parts, strict=True)
    ]


def _paused(words: list[str]) -> list[str]:
    """Marks that stand alone become a pause after the word before them; by themselves they are read out."""
    last = -1
    for index, word in enumerate(words):
        read = any(character.isalnum() or character in _READ for character in word)
        if read and not _REPEATED.fullmatch(word):
            last = index
            continue
        if word and last >= 0 and words[last][-1].isalnum():
            words[last] += word[0] if word[0] in ".!?" else "," if word[0] != "…" else "."
        words[index] = ""
    return words


def _pronounceable(word: str) -> str:
    """The word without what nobody says."""
    kept = []
    for index, character in enumerate(word):
        kind = unicodedata.category(character)
        if character in _JOINERS:
            keep = index > 0 and unicodedata.category(word[index - 1])[0] in "LM"
        elif kind[0] == "C" or "\ufe00" <= character <= "\ufe0f" or character == "\u20e3":
            keep = False
        else:
            keep = character < "\u2190" or not (kind in ("So", "Sk") or character <= "\u21ff")
        if keep:
            kept.append(character)
    bare = unicodedata.normalize("NFC", "".join(kept))
    numbered = re.match(r"^\W*#\d", bare)
    bare = bare if numbered else _MARKUP.sub("", bare)
    return _SCHEME.sub(r"\1\2\3", bare)


def _said(cores: Sequence[str], index: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The forms of the word at ``index`` and, if it is said together with them, of those after it."""
    core = cores[index]
    key = core.lower()
    stop = "." * core.endswith(".")
    after = cores[index + 1] if index + 1 < len(cores) else ""
    before = cores[index - 1] if index else ""
    if pair := lexicon.pairs.get((key, after.lower())):
        return pair
    if key in lexicon.before_number and after[:1].isdigit():
        return (lexicon.before_number[key],)
    if _NUMBER.fullmatch(before) and (unit := lexicon.units.get(key.rstrip("."))):
        return (unit[before != "1"] + stop,)
    if key in lexicon.short:
        ends = key not in lexicon.titles and (not after or after[0].isupper())
        return (lexicon.short[key] + stop * ends,)
    if core in lexicon.spelled:
        return (" ".join(core),)
    if not any(character.isdigit() for character in core):
        return (_SLASHED.sub(rf"\1 {lexicon.slash} \2\3", core),)
    return _said_number(core, before, after, lexicon)


def _said_number(core: str, before: str, after: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The same for a word with figures in it."""
    if core.startswith("#"):
        return (f"{lexicon.number} {core[1:]}",)
    if amount := _said_amount(core, after, lexicon):
        return amount
    if span := _RANGE.match(core):
        return (f"{span[1]} {lexicon.to} {span[2]}{span[3]}",)
    if lexicon.point == ",":
        if after.lower() in ("uhr", "uhr.") and (clock := _CLOCK.match(core)):
            return (f"{clock[1]} Uhr", clock[2].lstrip("0") + "." * after.endswith("."))
        if ordinals := ordinal(core, before, after, lexicon.months):
            return (ordinals,)
    if (attached := _ATTACHED.match(core)) and (unit := lexicon.units.get(attached[2].rstrip(".").lower())):
        return (f"{attached[1]} {unit[attached[1] != '1']}{'.' * core.endswith('.')}",)
    if (year := _CENTURY.match(core)) and after.lower() not in lexicon.units:
        return (_said_year(year, lexicon) or core,)
    return (core,)


def _said_amount(core: str, after: str, lexicon: Lexicon) -> tuple[str, ...]:
    """An amount of money, nothing if it is none.  The currency is said after what multiplies it."""
    amount = _AMOUNT.match(core)
    sign = amount and (amount[1] or amount[4] or _sign(after, lexicon))
    if not amount or not sign:
        return ()
    money = lexicon.money[sign]
    whole, parts, stop = amount[2], (amount[3] or "").lstrip("0"), amount[6]
    name = money.one if whole == "1" else money.many
    apart = bool(_sign(after, lexicon))
    fraction = f"{lexicon.point}{amount[3]}" if amount[3] else ""
    if amount[5]:
        large = f"{whole}{fraction} {lexicon.multiples[amount[5].lower()]}"
        ended = money.many + "." * after.endswith(".")
        return (large, ended) if apart else (f"{large} {money.many}{stop}",)
    if not apart and (multiple := lexicon.multiples.get(after.lower())):  # "mio." has a stop of its own
        return (whole + fraction, f"{multiple} {money.many}")
    if not apart and (multiple := lexicon.multiples.get(after.lower().rstrip("."))):
        return (whole + fraction, f"{multiple} {money.many}.")
    if whole == "0" and parts and money.cents:
        said = parts, money.cent if parts == "1" else money.cents
    else:
        said = (f"{whole} {name}", parts) if parts else (whole, name)
    if apart:
        return (said[0], said[1] + "." * after.endswith("."))
    return (" ".join(said) + stop,)


def _sign(word: str, lexicon: Lexicon) -> str:
    """The currency sign a word stands for, itself or by its name; nothing if for none."""
    bare = word.rstrip(".")
    return next((sign for sign, money in lexicon.money.items() if bare in (sign, money.one, money.many)), "")


def _said_year(year: re.Match[str], lexicon: Lexicon) -> str:
    """A year as two pairs of figures, or nothing where it is said as a number."""
    century, rest, decade, stop = year.groups()
    if lexicon.point == ",":
        if century == "20" or decade:
            return ""
        return f"{century} hundert {rest.lstrip('0')}".strip() + stop
    if century == "20" and rest < "10":
        return ""
    if rest == "00":
        return f"{century} hundred{decade}{stop}"
    return f"{century} {'oh ' + rest[1] if rest[0] == '0' else rest}{decade}{stop}"
