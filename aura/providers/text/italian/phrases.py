"""What Aura says in Italian.  Nobody is addressed as "tu", "voi" or "Lei"."""

from aura.providers.text.frames import Rounding
from aura.providers.text.italian import beats
from aura.providers.text.italian.forms import BANKS, WORDING
from aura.providers.text.italian.lexicon import FEMININE, GRAMMAR, NUMBERS, ORDINALS
from aura.providers.text.worded import Worded, Wording


class Italian(Worded):
    """The Italian phrasebook."""

    grammar = GRAMMAR
    wording = Wording(
        forms=WORDING,
        general=beats.GENERAL,
        doing=beats.DOING,
        form_banks=BANKS,
        this="questo argomento",
        joined="e",
        numbers=NUMBERS,
        ask_clause="Sappiamo davvero {}?",
        ask_activity="Come {}?",
        ask_noun="Conosciamo davvero {}?",
        ask_label="{}: di che cosa si tratta?",
        ask_listed="{}: che cosa c'è di nuovo?",
        answer="Ecco la risposta, in breve.",
        closer="Guardiamo più da vicino.",
        labels="In programma: {}.",
        minute="Basta meno di un minuto.",
        one_by_one="Andiamo con ordine.",
        step="Ecco un passo.",
        steps="Ecco {n} passi.",
        item="Ecco una cosa da sapere.",
        items="Ecco {n} cose da sapere.",
        way="Ecco un modo per saperne di più.",
        ways="Ecco {n} modi per saperne di più.",
        way_doing="Ecco uno spunto per riuscirci.",
        ways_doing="Ecco {n} spunti per riuscirci.",
        answered="La prossima volta che qualcuno lo chiede, avremo una risposta.",
        unanswered="Vale la pena di cercare la risposta.",
        next_time="La prossima volta che se ne parla, avremo qualcosa da dire.",
        next_time_bare="La prossima volta che se ne parla, avremo qualcosa da dire.",
        remember="Se c'è una cosa da ricordare, è questa: {}.",
        rounding=Rounding(
            new="Che cosa c'era di nuovo?",
            again="E se è andato troppo in fretta, basta riguardare.",
            tell="Vale la pena di raccontarlo in giro.",
            found="E raccontiamo in giro quello che scopriamo.",
        ),
        take_away="Da ricordare",
        think="Vale la pena di pensarci.",
        years="Poi passano {} anni.",
        infinitive_call="Ora non resta che {}",
        points=(
            "Per cominciare: {}.",
            "Poi: {}.",
            "Dopo viene questo: {}.",
            "Un altro punto: {}.",
            "E adesso: {}.",
            "Da non dimenticare: {}.",
            "Andiamo avanti: {}.",
            "Un'altra tappa: {}.",
            "Un'altra cosa ancora: {}.",
            "E anche: {}.",
        ),
        last_point="E per finire: {}.",
        questions=(
            "Che cosa bisognerebbe ricordarne?",
            "Che cosa ne racconteremmo agli amici?",
            "Che cosa si chiede più spesso?",
            "Chi potrebbe dirci di più?",
            "Che cosa sorprende, qui?",
            "Che cosa vorremmo sapere con più precisione?",
            "Che cosa è facile non notare?",
        ),
    )

    def numbered(self, unit: str, number: int) -> str:
        """``Numero uno``, but ``Primo passo``."""
        name = {"number": "", "step": "passo"}.get(unit, unit)
        if not name or number > len(ORDINALS):
            return f"Numero {self._number(number)}"
        ordinal = ORDINALS[number - 1]
        return f"{(ordinal[:-1] + 'a' if name in FEMININE else ordinal).capitalize()} {name}"
