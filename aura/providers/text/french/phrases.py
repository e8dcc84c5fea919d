"""What Aura says in French.  Nobody is addressed as "tu" or "vous".

No blank stands before ``?``, ``!`` and ``:``, as in Swiss print: a mark that stands alone would be a word of
its own to whatever times and captions words.
"""

from aura.providers.text.frames import Rounding
from aura.providers.text.french import beats
from aura.providers.text.french.forms import BANKS, WORDING
from aura.providers.text.french.lexicon import FEMININE, GRAMMAR, NUMBERS, ORDINALS
from aura.providers.text.worded import Worded, Wording


class French(Worded):
    """The French phrasebook."""

    grammar = GRAMMAR
    wording = Wording(
        forms=WORDING,
        general=beats.GENERAL,
        doing=beats.DOING,
        form_banks=BANKS,
        this="ce sujet",
        joined="et",
        numbers=NUMBERS,
        ask_clause="Sait-on vraiment {}?",
        ask_activity="Comment {}?",
        ask_noun="Connaît-on vraiment {}?",
        ask_label="{}: de quoi s'agit-il?",
        ask_listed="{}: qu'y a-t-il de nouveau?",
        answer="Voici la réponse, en bref.",
        closer="Regardons cela de plus près.",
        labels="Au programme: {}.",
        minute="Cela prend moins d'une minute.",
        one_by_one="Prenons-les dans l'ordre.",
        step="Voici une étape.",
        steps="Voici {n} étapes.",
        item="Voici une chose à savoir.",
        items="Voici {n} choses à savoir.",
        way="Voici une piste pour en savoir plus.",
        ways="Voici {n} pistes pour en savoir plus.",
        way_doing="Voici une piste pour y arriver.",
        ways_doing="Voici {n} pistes pour y arriver.",
        answered="La prochaine fois que quelqu'un pose la question, nous aurons une réponse.",
        unanswered="La réponse vaut la peine d'être cherchée.",
        next_time="La prochaine fois que le sujet reviendra, nous aurons quelque chose à dire.",
        next_time_bare="La prochaine fois que le sujet reviendra, nous aurons quelque chose à dire.",
        remember="S'il faut retenir une chose, c'est celle-ci: {}.",
        rounding=Rounding(
            new="Qu'est-ce qui était nouveau là-dedans?",
            again="Et si c'était trop rapide, il suffit de regarder une deuxième fois.",
            tell="À raconter à quelqu'un que cela intéresse.",
            found="Et racontons autour de nous ce que nous découvrons.",
        ),
        take_away="À retenir",
        think="Cela mérite réflexion.",
        years="Puis {} ans passent.",
        infinitive_call="Il ne reste plus qu'à {}",
        points=(
            "Pour commencer: {}.",
            "Ensuite: {}.",
            "Puis vient ceci: {}.",
            "Un autre point: {}.",
            "Et maintenant: {}.",
            "À ne pas oublier: {}.",
            "Continuons: {}.",
            "Encore une étape: {}.",
            "Autre chose encore: {}.",
            "Et aussi: {}.",
        ),
        last_point="Et pour finir: {}.",
        questions=(
            "Que faudrait-il en retenir?",
            "Qu'en dirions-nous à des amis?",
            "Quelle question revient le plus souvent à ce propos?",
            "Qui pourrait nous en dire plus?",
            "Qu'est-ce qui surprend ici?",
            "Qu'aimerions-nous savoir de plus précis?",
            "Qu'est-ce qui passe facilement inaperçu?",
        ),
    )

    def numbered(self, unit: str, number: int) -> str:
        """``Numéro un``, but ``Première étape``."""
        name = {"number": "", "step": "étape"}.get(unit, unit)
        if not name or number > len(ORDINALS):
            return f"Numéro {self._number(number)}"
        ordinal = "première" if number == 1 and name in FEMININE else ORDINALS[number - 1]
        return f"{ordinal.capitalize()} {name}"
