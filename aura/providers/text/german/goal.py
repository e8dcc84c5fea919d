"""A German goal or audience, as it can be said aloud."""

import re

from aura.providers.text.german import lexicon
from aura.providers.text.german.topic import is_infinitive, mid_sentence
from aura.providers.text.phrasebook import Goal
from aura.providers.text.topic import Spelling

_CLAUSE = r"(?P<clause>(?:dass|wie|warum|weshalb|was|wann|wo|woher|wozu|wer) .+)"
_TEACH = re.compile(
    r"(?:.{0,60}?\b)?(?:verstehen|versteht|wissen|weiß|lernen|lernt|erkennen|erkennt|"
    r"begreifen|erklären|zeigen|vermitteln|"
    rf"erfahren|entdecken|merken|klarmachen),? {_CLAUSE}",
    re.IGNORECASE,
)
_LEADS = r".{0,60}\b(?:bringen|bewegen|ermutigen|motivieren|überzeugen|einladen|anregen), "
_MOVE = re.compile(rf"{_LEADS}(?P<rest>.+?) ?zu (?P<verb>\w+n)$", re.IGNORECASE)
_LED = re.compile(rf"{_LEADS}(?P<rest>.+)$", re.IGNORECASE)
_PREFIXED = re.compile(
    r"(?P<prefix>vorbei|zurück|weiter|kennen|dabei|teil|nach|mit|ein|aus|auf|her|hin|los|vor|weg|an|ab|um|zu)"
    r"zu(?P<verb>\w+n)$"
)
"""A verb whose prefix stands before the "zu": ``vorbeizukommen``."""
_MAKERS = re.compile(
    r"(?:erklären|verkaufen|bewerben|vorstellen|informieren|unterhalten|steigern|erhöhen|"
    r"gewinnen|zeigen|vermitteln|"
    r"präsentieren|erreichen|wecken|schaffen|begeistern|überzeugen|aufklären|stärken|"
    r"verbessern|fördern|werben)$"
)
_BUSINESS = re.compile(
    r"\b(umsatz|verkäufe|anmeldungen|klicks|reichweite|bekanntheit|marke|abonnenten|"
    r"aufmerksamkeit|information|unterhaltung)",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:alle|jede[rn]?|jedermann|allgemein(?:heit)?|(?:die )?öffentlichkeit|alle menschen|"
    r"menschen|leute|breites publikum|"
    r"zuschauer|keine?|-+)$",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\s*\(?,?\s*\b(?:im alter|zwischen|von|ab|bis|unter|über)?\s*(?:von )?\d+\s*(?:[-–+]|bis|"
    r"und)?\s*\d*\s*(?:jahren?)?\)?",
    re.IGNORECASE,
)


def read_goal(text: str) -> Goal:
    """The goal's call, lesson or aim; an empty ``Goal`` where none would read well."""
    text = " ".join(text.split()).rstrip(" .!?;,")
    if not text or len(text) > 160:
        return Goal()
    if taught := _TEACH.match(text):
        return Goal(lesson=taught["clause"][0].lower() + taught["clause"][1:])
    if (led := _LED.match(text)) and (prefixed := _PREFIXED.search(led["rest"])):
        before = led["rest"][: prefixed.start()]
        return Goal(call=f"{before}{prefixed['prefix']}{prefixed['verb']}")
    if moved := _MOVE.match(text):
        return Goal(call=f"{moved['rest']} {moved['verb']}")
    words = text.split()
    if is_infinitive(words[-1]):
        if len(words) < 2 or _MAKERS.search(words[-1]) or " sollen " in text or words[-2] in {"zu", "sollen"}:
            return Goal()
        return Goal(call=mid_sentence(text, Spelling()))
    plain = (
        len(words) <= 8 and not _BUSINESS.search(text) and not any(word in lexicon.FINITE for word in words)
    )
    return Goal(aim=mid_sentence(text, Spelling())) if plain else Goal()


def read_audience(text: str, spelling: Spelling) -> str:
    """Who follows "für": ages are left out, and so is everybody, and what would need another case."""
    text = re.split(r"[;,/.(]", _AGES.sub(" ", text), maxsplit=1)[0]
    text = " ".join(text.split()).strip(" -–:").removeprefix("für ").removeprefix("Für ")
    words = text.split()
    if not words or _EVERYBODY.match(text) or len(words) > 8 or not text[0].isalpha():
        return ""
    if words[0].lower() in lexicon.MALE_OR_OPEN or (len(words) > 1 and words[0].lower().endswith("er")):
        return ""
    return mid_sentence(text, spelling)
