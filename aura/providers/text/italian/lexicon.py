"""The Italian words by which a topic's grammar, a goal and an audience are recognised, and its numbers."""

import re

from aura.providers.text.grammar import Grammar
from aura.providers.text.language import FUNCTION_WORDS, vocabulary

NUMBERS = (
    "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove",
    "venti",
)  # fmt: skip
ORDINALS = (
    "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo",
    "undicesimo", "dodicesimo", "tredicesimo", "quattordicesimo", "quindicesimo", "sedicesimo",
    "diciassettesimo", "diciottesimo", "diciannovesimo", "ventesimo",
)  # fmt: skip

UNITS = {
    "consigli": "consiglio",
    "trucchi": "trucco",
    "ragioni": "ragione",
    "motivi": "motivo",
    "regole": "regola",
    "fatti": "fatto",
    "miti": "mito",
    "idee": "idea",
    "errori": "errore",
    "lezioni": "lezione",
    "passi": "passo",
    "segreti": "segreto",
    "domande": "domanda",
    "cose": "number",
    "modi": "modo",
    "luoghi": "luogo",
    "posti": "posto",
    "ricette": "ricetta",
}
FEMININE = vocabulary("ragione regola idea lezione domanda ricetta")

_VERBS = (
    "fare|creare|imparare|riparare|preparare|costruire|cambiare|piantare|cucinare|installare|scegliere|usare|"
    "pulire|montare|scrivere|leggere|cuocere|dipingere|cucire|potare|curare|seminare|coltivare|riordinare|"
    "riciclare|risparmiare|dormire|correre|nuotare|disegnare|fotografare|capire|trovare|andare|venire|vedere|"
    "sostenere|proteggere|adottare|unirsi|visitare|comprare|ordinare|prenotare|provare|scaricare|iscriversi|"
    "abbonarsi|donare|condividere|partecipare|prendere|separare|migliorare"
)
_DOING = re.compile(
    rf"(?:(?:{_VERBS})\s+\S|[a-zàèéìòù]+(?:are|ere|ire)\s+(?:il|lo|la|i|gli|le|l['’]|un|una|uno|il proprio|"
    rf"meglio)\b)",
    re.IGNORECASE,
)
_CLAUSE = r"(?P<clause>(?:come|perché|che cosa|cosa|quando|dove|che|quanto|a che cosa)\b.+)"

_NUMBERED, _COUNTED = "|".join(NUMBERS), "|".join(UNITS)

GRAMMAR = Grammar(
    function_words=FUNCTION_WORDS["it"],
    asking=re.compile(
        r"(?:come|perché|quando|dove|chi|che cosa|cosa|quant[oaie]|quale|quali)\b", re.IGNORECASE
    ),
    articles=vocabulary("il lo la i gli le un uno una questo questa questi queste"),
    elided=re.compile(r"(?:l|un)['’]\w", re.IGNORECASE),
    finite=vocabulary("è sono ha hanno fu era erano può possono va vanno fa fanno sta stanno deve devono"),
    relative=vocabulary("che cui dove quando chi"),
    doing=_DOING,
    how_to=re.compile(
        rf"(?:come|guida per|tutorial:) (?P<act>(?:{_DOING.pattern}|[a-zàèéìòù]+(?:are|ere|ire|arsi|ersi|"
        rf"irsi)\b).*)",
        re.IGNORECASE,
    ),
    counted=re.compile(
        rf"(?:i |gli |le )?(?P<count>\d{{1,2}}|{_NUMBERED}) (?:\w+ )?(?P<unit>{_COUNTED})\b", re.IGNORECASE
    ),
    counts={word: place for place, word in enumerate(NUMBERS, start=1)},
    units=UNITS,
    bare=re.compile(r"(?!)"),
    taught=re.compile(
        r"(?:.{0,40}?\b)?(?:capire|comprendere|sapere|imparare|spiegare|mostrare|scoprire|vedere|ricordare|"
        r"insegnare|capiscano|sappiano),? "
        rf"{_CLAUSE}",
        re.IGNORECASE,
    ),
    moved=re.compile(
        r".{0,30}?\b(?:invitare|incoraggiare|spingere|convincere|motivare|portare|aiutare|"
        r"invogliare) .{0,60}?"
        r"\b(?:a|ad) (\w+(?:are|ere|ire|rre|arsi|ersi|irsi)\b.*)",
        re.IGNORECASE,
    ),
    imperative=re.compile(
        r"(?:visita|visitate|prova|provate|prenota|prenotate|acquista|acquistate|compra|comprate|ordina|"
        r"ordinate|"
        r"iscriviti|iscrivetevi|unisciti|unitevi|vieni|venite|scarica|scaricate|condividi|condividete|scopri|"
        r"scoprite|dona|donate|scrivi|scrivete|chiama|chiamate|partecipa|partecipate)\b",
        re.IGNORECASE,
    ),
    call=re.compile(rf"(?:{_VERBS})\b.*\s\S", re.IGNORECASE),
    makers=re.compile(
        r"\b(?:vendite|vendere|promuovere|iscrizioni|clic|notorietà|marchio|abbonati|ricavi|informare|"
        r"intrattenere|"
        r"sensibilizzare|presentare|attirare|aumentare|guadagnare|spiegare|mostrare)\b",
        re.IGNORECASE,
    ),
    everybody=re.compile(
        r"(?:tutti|tutte|grande pubblico|il grande pubblico|pubblico generico|il pubblico|la gente|nessuno|"
        r"-+)$",
        re.IGNORECASE,
    ),
    ages=re.compile(
        r"\s*\(?,?\s*\b(?:da|di|dai|dagli|tra|fra)? ?\d+\s*(?:[-–+]|a|e|ai)?\s*\d*\+? ?(?:anni)?\)?",
        re.IGNORECASE,
    ),
    for_="per",
)
