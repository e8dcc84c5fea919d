"""Which phrasebook and which cues a language has.

English, German, French, Spanish, Italian and Dutch have their own.  Others have a plain phrasebook that lets
the user speak, and are read by English cues.
"""

from aura.providers.text.cues import Cues
from aura.providers.text.dutch.cues import CUES as DUTCH
from aura.providers.text.dutch.phrases import Dutch
from aura.providers.text.english.cues import CUES as ENGLISH
from aura.providers.text.english.phrases import English
from aura.providers.text.french.cues import CUES as FRENCH
from aura.providers.text.french.phrases import French
from aura.providers.text.german.cues import CUES as GERMAN
from aura.providers.text.german.phrases import German
from aura.providers.text.italian.cues import CUES as ITALIAN
from aura.providers.text.italian.phrases import Italian
from aura.providers.text.language import primary
from aura.providers.text.phrasebook import Phrasebook
from aura.providers.text.plain import Plain
from aura.providers.text.spanish.cues import CUES as SPANISH
from aura.providers.text.spanish.phrases import Spanish

PHRASEBOOKS: dict[str, type[Phrasebook]] = {
    "en": English,
    "de": German,
    "fr": French,
    "es": Spanish,
    "it": Italian,
    "nl": Dutch,
}
_CUES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "nl": DUTCH}


def phrasebook(language: str, *, material: bool) -> Phrasebook:
    """The phrasebook for ``language``; English where there is none and the user brought no words of their
    own.
    """
    code = primary(language)
    if own := PHRASEBOOKS.get(code):
        return own()
    return Plain(code) if material else English()


def cues_of(language: str) -> Cues:
    """The cues of ``language``."""
    return _CUES.get(primary(language), ENGLISH)
