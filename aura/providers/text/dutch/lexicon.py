"""The Dutch words by which a topic's grammar, a goal and an audience are recognised, and its numbers."""

import re

from aura.providers.text.grammar import Grammar
from aura.providers.text.language import FUNCTION_WORDS, vocabulary

NUMBERS = (
    "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip

UNITS = {
    "tips": "tip",
    "trucs": "truc",
    "redenen": "reden",
    "regels": "regel",
    "feiten": "feit",
    "mythes": "mythe",
    "ideeën": "idee",
    "fouten": "fout",
    "lessen": "les",
    "stappen": "stap",
    "geheimen": "geheim",
    "vragen": "vraag",
    "dingen": "number",
    "manieren": "manier",
    "plekken": "plek",
    "recepten": "recept",
}

_VERBS = (
    "bakken|maken|koken|bouwen|repareren|leren|schrijven|planten|verven|schilderen|naaien|kiezen|plakken|vervangen|"
    "schoonmaken|zetten|snoeien|zaaien|kweken|installeren|opruimen|gebruiken|lezen|tekenen|zwemmen|lopen|fietsen|"
    "fotograferen|besparen|slapen|rijden|brouwen|breien|stekken|leggen|ophangen|onderhouden|verzorgen"
)
_CALLS = (
    "bezoeken|komen|gaan|steunen|beschermen|adopteren|kopen|bestellen|reserveren|proberen|downloaden|aanmelden|"
    "inschrijven|abonneren|doneren|delen|meedoen|scheiden|nemen|bekijken|lezen|planten|sparen|besparen|leren"
)
_DOING = re.compile(rf"(?!(?:de|deze|die|onze|mijn)\s)\S.*\s(?:{_VERBS})$", re.IGNORECASE)
_CLAUSE = r"(?P<clause>(?:hoe|waarom|wat|wanneer|waar|dat|hoeveel|waarvoor)\b.+)"

_NUMBERED, _COUNTED = "|".join(NUMBERS), "|".join(UNITS)

GRAMMAR = Grammar(
    function_words=FUNCTION_WORDS["nl"],
    asking=re.compile(
        r"(?:hoe|waarom|wat|wanneer|waar|wie|welke?|hoeveel|waarvoor|waarmee|waardoor)\b", re.IGNORECASE
    ),
    articles=vocabulary("de het een onze ons mijn deze dit die dat alle"),
    elided=re.compile(r"(?!)"),
    finite=vocabulary(
        "is zijn was waren heeft hebben kan kunnen gaat gaan wordt worden moet moeten doet doen maakt maken "
        "werkt "
        "werken komt komen krijgt bak maak kook bouw repareer leer schrijf kies gebruik zet"
    ),
    relative=vocabulary("die dat waarop waarin waar toen waarmee wie"),
    doing=_DOING,
    how_to=re.compile(rf"(?:hoe moet je|zelf|stap voor stap) (?P<act>\S.*(?:{_VERBS}))$", re.IGNORECASE),
    counted=re.compile(
        rf"(?:de |mijn )?(?P<count>\d{{1,2}}|{_NUMBERED}) (?:\w+ )?(?P<unit>{_COUNTED})\b", re.IGNORECASE
    ),
    counts={word: place for place, word in enumerate(NUMBERS, start=1)},
    units=UNITS,
    bare=re.compile(
        r"(?:\w+e )?(?!(?:toren|molen|haven|keuken|wagen|oven|jongen|varken|kussen|deken|teken)$)"
        r"\w+(?:ens?|'s|[eao]rs|els|ems|ies|jes)$",
        re.IGNORECASE,
    ),
    verb_second=True,
    taught=re.compile(
        r"(?:.{0,40}?\b)?(?:begrijpen|weten|leren|uitleggen|laten zien|ontdekken|zien|onthouden|vertellen|"
        r"snappen),? "
        rf"{_CLAUSE}",
        re.IGNORECASE,
    ),
    moved=re.compile(
        r".{0,30}?\b(?:mensen|kijkers|iedereen|bezoekers|klanten|ouders|kinderen|ze|hen)\b.{0,40}?\bom "
        r"(?:(.+) )?te (\w+n)$",
        re.IGNORECASE,
    ),
    imperative=re.compile(
        r"(?:bezoek|probeer|meld|bestel|koop|kom|schrijf|reserveer|download|deel|ontdek|doneer|bel|doe|kijk|"
        r"ga|"
        r"boek|vraag|word|steun)\b",
        re.IGNORECASE,
    ),
    call=re.compile(rf"\S.*\s(?:{_CALLS})$", re.IGNORECASE),
    makers=re.compile(
        r"\b(?:verkoop|verkopen|promoten|aanmeldingen|kliks|bekendheid|merk|abonnees|omzet|informeren|"
        r"vermaken|"
        r"voorlichten|presenteren|aantrekken|verhogen|vergroten|winnen|uitleggen|laten zien)\b",
        re.IGNORECASE,
    ),
    everybody=re.compile(
        r"(?:iedereen|alle mensen|mensen|breed publiek|het brede publiek|algemeen publiek|publiek|kijkers|"
        r"geen|-+)$",
        re.IGNORECASE,
    ),
    ages=re.compile(
        r"\s*\(?,?\s*\b(?:van|tussen|vanaf|tot)? ?\d+\s*(?:[-–+]|tot|en)?\s*\d*\+? ?(?:jaar(?: oud)?)?\)?",
        re.IGNORECASE,
    ),
    for_="voor",
)
