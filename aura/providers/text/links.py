"""Addresses of web pages in notes: who listens cannot follow one.

An address goes where a sentence holds without it; where it is a part of the sentence, the name of its site is
said: ``Learn all about them at https://bees.example/a?b=1`` is ``Learn all about them at bees.example``.
"""

import re

from aura.providers.text.language import vocabulary
from aura.providers.text.sentences import sentences

FEWEST_WORDS = 5
"""A sentence with fewer beside its address only says where to look, and is left out."""

_PART = r"\([^\s<>()]*\)|"
_ADDRESS = rf"(?:https?://|www\.)(?:{_PART}[^\s<>()\[\]{{}}])*(?:{_PART}[^\s<>.,;:!?…()\[\]{{}}\"'”’“»])"
_LINK = re.compile(_ADDRESS)
_POINTED = re.compile(rf"<({_ADDRESS})>")
_ASIDE = re.compile(rf"\s*[(\[][^()\[\]]{{0,30}}?{_ADDRESS}\s*[)\]]")
_SITE = re.compile(r"(?:https?://)?(?:[^\s/?#@]*@)?(?:www\.)?(?P<site>[^\s/?#:]+)")
_LEADING = vocabulary(
    "at on to from via see visit by under through is "
    "auf unter bei von zu nach über aus siehe besuche besucht ist "
    "sur à chez de par voir visitez visite est "
    "en a desde ver vea visita es su da presso vedi visitate è op bij van naar zie bezoek"
)
"""The words after which a sentence needs the address that follows."""


def without_links(text: str, language: str) -> str:
    """``text`` without the addresses in it, and without sentences that say no more than where to look."""
    if not _LINK.search(text):
        return text
    return " ".join(filter(None, (_unlinked(one) for one in sentences(text, language))))


def _unlinked(sentence: str) -> str:
    kept = _ASIDE.sub("", _POINTED.sub(r"\1", sentence))
    if not _LINK.search(kept):
        return kept
    if len(_LINK.sub(" ", kept).split()) < FEWEST_WORDS:
        return ""
    last = max(place for place, char in enumerate(kept) if char.isalnum())
    told: list[str] = []
    end = 0
    for link in _LINK.finditer(kept):
        before = kept[end : link.start()]
        is_led_to = before.split()[-1:] and before.split()[-1].lower() in _LEADING
        told += before, _site(link.group()) if is_led_to or link.end() <= last else ""
        end = link.end()
    said = re.sub(r"\s+(?=[.,;:!?…])", "", "".join((*told, kept[end:])))
    return " ".join(said.split())


def _site(address: str) -> str:
    found = _SITE.match(address)
    return found["site"] if found else ""
