"""What Aura says in Spanish.  Nobody is addressed as "tú" or "usted"; questions open with ``¿``."""

import re

from aura.providers.text.frames import Rounding
from aura.providers.text.spanish import beats
from aura.providers.text.spanish.forms import BANKS, WORDING
from aura.providers.text.spanish.lexicon import FEMININE, FEMININE_ORDINALS, GRAMMAR, NUMBERS, ORDINALS
from aura.providers.text.worded import Worded, Wording

_I_SOUND = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)


class Spanish(Worded):
    """The Spanish phrasebook."""

    grammar = GRAMMAR
    wording = Wording(
        forms=WORDING,
        general=beats.GENERAL,
        doing=beats.DOING,
        form_banks=BANKS,
        this="este tema",
        joined="y",
        numbers=NUMBERS,
        ask_clause="¿Sabemos de verdad {}?",
        ask_activity="¿Cómo {}?",
        ask_noun="¿Qué sabemos de verdad sobre {}?",
        ask_label="{}: ¿de qué se trata?",
        ask_listed="{}: ¿qué hay de nuevo?",
        answer="Esta es la respuesta, en breve.",
        closer="Veamos esto de cerca.",
        labels="Por el camino: {}.",
        minute="En menos de un minuto.",
        one_by_one="Vamos por orden.",
        step="Aquí va un paso.",
        steps="Aquí van {n} pasos.",
        item="Aquí va una cosa que conviene saber.",
        items="Aquí van {n} cosas que conviene saber.",
        way="Aquí va una manera de saber más.",
        ways="Aquí van {n} maneras de saber más.",
        way_doing="Aquí va una pista para conseguirlo.",
        ways_doing="Aquí van {n} pistas para conseguirlo.",
        answered="La próxima vez que alguien lo pregunte, tendremos una respuesta.",
        unanswered="Vale la pena buscar la respuesta.",
        next_time="La próxima vez que salga el tema, tendremos algo que decir.",
        next_time_bare="La próxima vez que salga el tema, tendremos algo que decir.",
        remember="Si hay que recordar una cosa, que sea esta: {}.",
        rounding=Rounding(
            new="¿Qué parte era nueva?",
            again="Y si ha ido demasiado rápido, se puede ver otra vez.",
            tell="Vale la pena contarlo.",
            found="Y contemos lo que vayamos descubriendo.",
        ),
        take_away="Para recordar",
        think="Vale la pena pensarlo.",
        years="Luego pasan {} años.",
        infinitive_call="Ahora solo queda {}",
        points=(
            "Para empezar: {}.",
            "Lo siguiente: {}.",
            "Después viene esto: {}.",
            "Otro punto: {}.",
            "Y ahora: {}.",
            "Sin olvidar esto: {}.",
            "Seguimos: {}.",
            "Una parada más: {}.",
            "Otra cosa: {}.",
            "Y también: {}.",
        ),
        last_point="Y para terminar: {}.",
        questions=(
            "¿Qué convendría recordar de esto?",
            "¿Qué les contaríamos a unos amigos?",
            "¿Qué se pregunta más a menudo?",
            "¿Quién podría contarnos más?",
            "¿Qué es lo que sorprende aquí?",
            "¿Qué nos gustaría saber con más detalle?",
            "¿Qué es lo que pasa desapercibido?",
        ),
    )

    def numbered(self, unit: str, number: int) -> str:
        """``Número uno``, but ``Primer paso`` up to the tenth."""
        name = {"number": "", "step": "paso"}.get(unit, unit)
        if not name:
            return f"Número {self._number(number)}"
        if number > len(ORDINALS):
            return f"{name.capitalize()} {self._number(number)}"
        ordinals = FEMININE_ORDINALS if name in FEMININE else ORDINALS
        return f"{ordinals[number - 1].capitalize()} {name}"

    def _and(self, following: str) -> str:
        return "e" if _I_SOUND.match(following) else "y"
