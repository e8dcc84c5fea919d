"""The French words by which a topic's grammar, a goal and an audience are recognised, and its numbers."""

import re

from aura.providers.text.grammar import Grammar
from aura.providers.text.language import FUNCTION_WORDS, vocabulary

NUMBERS = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip
ORDINALS = (
    "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
    "neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième",
    "dix-septième", "dix-huitième", "dix-neuvième", "vingtième",
)  # fmt: skip

UNITS = {
    "conseils": "conseil",
    "astuces": "astuce",
    "raisons": "raison",
    "règles": "règle",
    "faits": "fait",
    "mythes": "mythe",
    "idées": "idée",
    "erreurs": "erreur",
    "leçons": "leçon",
    "étapes": "étape",
    "secrets": "secret",
    "questions": "question",
    "choses": "number",
    "façons": "façon",
    "manières": "manière",
    "lieux": "lieu",
    "recettes": "recette",
}
FEMININE = vocabulary("astuce raison règle idée erreur leçon étape question façon manière recette")

_COUNTS = {word: place for place, word in enumerate(NUMBERS, start=1)}
_VERBS = (
    "faire|créer|apprendre|réparer|préparer|construire|changer|planter|cuisiner|installer|choisir|utiliser|"
    "nettoyer|monter|fabriquer|écrire|lire|cuire|peindre|coudre|tailler|entretenir|semer|cultiver|ranger|trier|"
    "économiser|dormir|courir|nager|dessiner|photographier|comprendre|trouver|aller|venir|voir|soutenir|"
    "protéger|adopter|rejoindre|visiter|acheter|commander|réserver|essayer|télécharger|s['’]inscrire|"
    "s['’]abonner|se rendre|donner|partager|participer|passer|prendre|mieux \\w+r"
)
_DOING = re.compile(
    rf"(?:(?:{_VERBS})\s+\S|[a-zà-ÿ]+(?:er|ir|re)\s+(?:le|la|les|l['’]|un|une|son|sa|ses|mieux)\b)",
    re.IGNORECASE,
)
_CLAUSE = r"(?P<clause>(?:comment|pourquoi|ce qu[ei'’]|quand|où|qu[ei'’]|combien|à quoi).+)"

_NUMBERED, _COUNTED = "|".join(NUMBERS), "|".join(UNITS)

GRAMMAR = Grammar(
    function_words=FUNCTION_WORDS["fr"],
    asking=re.compile(r"(?:comment|pourquoi|quand|où|qui|combien|quel(?:le)?s?|à quoi)\b", re.IGNORECASE),
    articles=vocabulary("le la les un une notre nos mon ma mes votre vos ce cette ces"),
    elided=re.compile(r"l['’]\w", re.IGNORECASE),
    finite=vocabulary(
        "est sont ont a était étaient peut peuvent va vont fait font sera seront doit doivent disparaissent"
    ),
    relative=vocabulary("qui que qu où dont quand"),
    doing=_DOING,
    how_to=re.compile(
        rf"(?:comment|guide pour|tutoriel\s?:) (?P<act>(?:bien |mieux )?(?:{_DOING.pattern}).*)",
        re.IGNORECASE,
    ),
    counted=re.compile(
        rf"(?:les |nos |mes )?(?P<count>\d{{1,2}}|{_NUMBERED}) (?:\w+ )?(?P<unit>{_COUNTED})\b", re.IGNORECASE
    ),
    counts=_COUNTS,
    units=UNITS,
    bare=re.compile(r"(?!)"),
    taught=re.compile(
        r"(?:.{0,40}?\b)?(?:comprendre|savoir|apprendre|expliquer|montrer|découvrir|voir|retenir|rappeler|"
        r"comprennent|sachent|faire comprendre),? "
        rf"{_CLAUSE}",
        re.IGNORECASE,
    ),
    moved=re.compile(
        r".{0,30}?\b(?:inciter|encourager|inviter|amener|convaincre|motiver|pousser|aider) .{0,60}?"
        r"\b(?:à|de|d['’]) ?((?:s['’])?\w+(?:er|ir|re)\b.*)",
        re.IGNORECASE,
    ),
    imperative=re.compile(
        r"(?:\w+ez\b|\w+ez-|venez|faites|dites|viens|essaie|découvre|inscris)", re.IGNORECASE
    ),
    call=re.compile(
        r"(?:aller|venir|voir|soutenir|protéger|adopter|rejoindre|visiter|acheter|commander|réserver|essayer|"
        r"télécharger|s['’]inscrire|s['’]abonner|se rendre|donner|partager|participer|trier|passer|prendre|"
        r"planter|"
        r"économiser|réparer|apprendre à|se lancer|choisir)\b.*\s\S",
        re.IGNORECASE,
    ),
    makers=re.compile(
        r"\b(?:ventes?|vendre|promouvoir|inscriptions|clics|notoriété|marque|abonnés|chiffre d['’]affaires|"
        r"informer|"
        r"divertir|sensibiliser|présenter|attirer|augmenter|gagner|expliquer|montrer)\b",
        re.IGNORECASE,
    ),
    everybody=re.compile(
        r"(?:tout le monde|tous|toutes|grand public|le grand public|public|tout public|les gens|aucun|-+)$",
        re.IGNORECASE,
    ),
    ages=re.compile(
        r"\s*\(?,?\s*\b(?:âgée?s? )?(?:de|entre|dès)? ?\d+\s*(?:[-–+]|à|et)?\s*\d*\+? ?(?:ans)?\)?",
        re.IGNORECASE,
    ),
    for_="pour",
)
