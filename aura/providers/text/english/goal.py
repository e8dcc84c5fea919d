"""An English goal or audience, as it can be said aloud."""

import re

from aura.providers.text.english.casing import mid_sentence
from aura.providers.text.english.lexicon import NOUN_VERBS, PLAIN_VERBS, WH
from aura.providers.text.language import vocabulary
from aura.providers.text.phrasebook import Goal
from aura.providers.text.topic import Spelling

_WHO = (
    r"(?:(?:the|my|our|all|more|new|young|other|many) )?(?:viewers?|people|users|customers|"
    r"clients|students|pupils|readers|visitors|"
    r"audience|kids|children|adults|parents|teachers|teams?|employees|colleagues|members|"
    r"citizens|everyone|everybody|them|"
    r"others|you|beginners|guests|fans|donors|volunteers)"
)
_LEAD = re.compile(
    rf"(?:(?:the|our|my) )?(?:goal|aim|purpose|idea) is (?:to |for {_WHO} to )?|(?:i|"
    rf"we) want (?:to |{_WHO} to )?|so that |to ",
    re.IGNORECASE,
)
_MOVE = re.compile(
    rf"(?:encourage|get|convince|persuade|inspire|invite|motivate|help|make|remind|ask|urge|"
    rf"enable|teach|tell|show) {_WHO} "
    r"(?:to |how )?(?P<rest>.+)",
    re.IGNORECASE,
)
_TEACH = re.compile(
    rf"(?:{_WHO} )?(?:should |will |can |must |to )?"
    rf"(?:understand|know|learn|see|realise|realize|remember|explain|show|teach|tell|describe|"
    rf"demonstrate|discover)s? "
    rf"(?:(?:to )?{_WHO} )?(?P<clause>(?:that|how|why|what|where|when|which|who) .+)",
    re.IGNORECASE,
)
_SELL = re.compile(
    r"(?:sell|promote|advertise|introduce|launch|present) (?:more )?(?P<thing>.+)", re.IGNORECASE
)
_AWARE = re.compile(r"(?:raise|create|build) awareness (?:of|for|about) (?P<thing>.+)", re.IGNORECASE)
_MAKERS = vocabulary(
    "raise increase promote sell attract drive boost generate entertain inform educate explain "
    "introduce present advertise improve build win gain convince reach grow launch show teach tell "
    "help give make get create provide strengthen inspire establish celebrate describe demonstrate "
    "support report reward handle market lead"
)
_VIEWERS = (
    PLAIN_VERBS
    | NOUN_VERBS
    | vocabulary("sign subscribe donate vote register download contact apply come leave taste turn")
)
_ALONE = frozenset({"subscribe", "donate", "vote"})
"""What a viewer may be asked to do without saying more."""
_BUSINESS = re.compile(
    r"\b(sales|sign-?ups|leads|revenue|views|clicks|subscribers|awareness|conversions?|"
    r"engagement|traffic|brand|reach|"
    r"fun|entertainment|education|information|educate|inform|entertain)\b",
    re.IGNORECASE,
)
_TO_VIEWER = {
    "their": "your",
    "they": "you",
    "themselves": "yourself",
    "theirs": "yours",
    "they're": "you're",
}
_EVERYBODY = re.compile(
    r"(?:the )?(?:everyone|everybody|anyone|anybody|all|all people|people|general(?: public|"
    r" audience)?|public|"
    r"broad audience|all ages|viewers|none|n/?a|-+)$",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\s*\(?,?\s*\b(?:aged?|ages|between|from)?\s*\d+\s*(?:[-–+]|to|"
    r"and)?\s*\d*\+?\s*(?:years?(?: old)?|year-olds)?\)?",
    re.IGNORECASE,
)


def read_goal(text: str) -> Goal:
    """The goal's call, lesson or aim; an empty ``Goal`` where none would read well."""
    text = " ".join(text.split()).rstrip(" .!?;,")
    if lead := _LEAD.match(text):
        text = text[lead.end() :]
    if not text or len(text) > 160:
        return Goal()
    if taught := _TEACH.match(text):
        return Goal(lesson=_to_viewer(taught["clause"][0].lower() + taught["clause"][1:]))
    if moved := _MOVE.match(text):
        return _moved(moved["rest"], asking=text.lower().startswith(("teach", "show")))
    if aware := _AWARE.match(text):
        return Goal(call=f"Tell one more person about {aware['thing']}")
    if sold := _SELL.match(text):
        return Goal(call=f"Have a look at {sold['thing']}")
    first, _, rest = text.partition(" ")
    if first.lower() in _VIEWERS - _MAKERS and (rest or first.lower() in _ALONE):
        return Goal(call=_capital(_to_viewer(text)))
    verb = first.lower() in PLAIN_VERBS | _MAKERS | WH
    if verb or len(text.split()) > 8 or _BUSINESS.search(text):
        return Goal()
    return Goal(aim=mid_sentence(text, Spelling()))


def _moved(rest: str, *, asking: bool) -> Goal:
    """What people are to be brought to: to learn something, or to do it."""
    if taught := _TEACH.match(rest):
        return Goal(lesson=_to_viewer(taught["clause"]))
    if asking:
        return Goal(lesson=f"how to {_to_viewer(rest.removeprefix('to '))}")
    first = rest.split(maxsplit=1)[0].lower()
    able = first in _VIEWERS | _MAKERS and (" " in rest or first in _ALONE)
    return Goal(call=_capital(_to_viewer(rest))) if able else Goal()


def _to_viewer(text: str) -> str:
    return " ".join(_TO_VIEWER.get(word.lower(), word) for word in text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def read_audience(text: str, spelling: Spelling) -> str:
    """Who follows "for": ages are left out, and so is everybody."""
    text = re.split(r"[;,/.(]", _AGES.sub(" ", text), maxsplit=1)[0]
    text = " ".join(text.split()).strip(" -–:").removeprefix("for ").removeprefix("For ")
    if not text or _EVERYBODY.match(text) or len(text.split()) > 8 or not text[0].isalpha():
        return ""
    return mid_sentence(text, spelling)
