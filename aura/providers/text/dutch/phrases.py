"""What Aura says in Dutch.  Nobody is addressed as "jij" or "u"."""

from aura.providers.text.dutch import beats
from aura.providers.text.dutch.forms import BANKS, WORDING
from aura.providers.text.dutch.lexicon import GRAMMAR, NUMBERS
from aura.providers.text.frames import Rounding
from aura.providers.text.worded import Worded, Wording


class Dutch(Worded):
    """The Dutch phrasebook."""

    grammar = GRAMMAR
    wording = Wording(
        forms=WORDING,
        general=beats.GENERAL,
        doing=beats.DOING,
        form_banks=BANKS,
        this="dit onderwerp",
        joined="en",
        numbers=NUMBERS,
        ask_clause="Weten we eigenlijk {}?",
        ask_activity="{1}: hoe gaat dat?",
        ask_noun="Wat weten we eigenlijk over {}?",
        ask_label="{}: waar gaat het om?",
        ask_listed="{}: wat is daarvan nieuw?",
        answer="Hier komt het korte antwoord.",
        closer="Laten we eens beter kijken.",
        labels="Op het programma: {}.",
        minute="Het duurt nog geen minuut.",
        one_by_one="Laten we ze een voor een bekijken.",
        step="Hier is één stap.",
        steps="Hier zijn {n} stappen.",
        item="Hier is één ding om te weten.",
        items="Hier zijn {n} dingen om te weten.",
        way="Hier is één manier om er meer over te weten te komen.",
        ways="Hier zijn {n} manieren om er meer over te weten te komen.",
        way_doing="Hier is één stap op weg daarheen.",
        ways_doing="Hier zijn {n} stappen op weg daarheen.",
        answered="Als iemand het de volgende keer vraagt, hebben we een antwoord.",
        unanswered="Het antwoord is het zoeken waard.",
        next_time="De volgende keer dat het over {} gaat, kunnen we meepraten.",
        next_time_bare="De volgende keer dat dit ter sprake komt, kunnen we meepraten.",
        remember="Als er één ding blijft hangen, dan dit: {}.",
        rounding=Rounding(
            new="Wat was hiervan nieuw?",
            again="En wie het te snel ging: gewoon nog een keer kijken.",
            tell="Het is het doorvertellen waard.",
            found="En laten we doorvertellen wat we ontdekken.",
        ),
        take_away="Om te onthouden",
        think="Dat is het overdenken waard.",
        years="Dan gaan er {} jaar voorbij.",
        infinitive_call="Nu rest er nog één ding: {}",
        points=(
            "Om te beginnen: {}.",
            "Daarna: {}.",
            "Dan komt dit: {}.",
            "Nog een punt: {}.",
            "En nu: {}.",
            "Niet te vergeten: {}.",
            "We gaan verder: {}.",
            "Nog een halte: {}.",
            "Nog iets: {}.",
            "En ook: {}.",
        ),
        last_point="En tot slot: {}.",
        questions=(
            "Wat zouden we daarvan moeten onthouden?",
            "Wat zouden we er vrienden over vertellen?",
            "Wat wordt hier het vaakst gevraagd?",
            "Wie zou ons hier meer over kunnen vertellen?",
            "Wat is hier verrassend?",
            "Wat zouden we hier preciezer willen weten?",
            "Wat wordt hier makkelijk over het hoofd gezien?",
        ),
    )

    def numbered(self, unit: str, number: int) -> str:
        """``Nummer één``, ``Stap twee``."""
        name = {"number": "nummer", "step": "stap"}.get(unit, unit)
        return f"{name.capitalize()} {self._number(number)}"
