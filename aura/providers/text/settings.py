"""The settings a written brief may hold as ``Key: value`` lines, in English, German, French, Spanish, Italian
or Dutch, in any case.

Raises ``Invalid`` for a value that does not fit, naming the field and what is allowed.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar, get_args

from aura.errors import Invalid
from aura.providers.text.language import NAMES, vocabulary
from aura.timeline.terms import Aspect, Density, Form, Pacing

T = TypeVar("T", bound=str)

LONGEST_LINE = 300
FEWEST_S, MOST_S = 5, 36_000


class Setting(NamedTuple):
    """``part`` is ``brief`` or ``plan``; ``field`` one of its fields, or ``notes`` from where on all is
    notes.
    """

    part: str
    field: str


KEYS: dict[str, Setting] = {
    key: Setting(part, field)
    for (part, field), keys in {
        (
            "brief",
            "topic",
        ): "topic|title|thema|titel|sujet|titre|tema|título|argomento|titolo|soggetto|onderwerp",
        ("brief", "audience"): "audience|target audience|viewers|zielgruppe|publikum|public|public cible|"
        "público|audiencia|destinatarios|pubblico|destinatari|publiek|doelgroep",
        ("brief", "goal"): "goal|goals|aim|purpose|objective|ziel|zweck|objectif|finalité|objetivo|meta|"
        "finalidad|obiettivo|scopo|doel",
        ("brief", "tone"): "tone|tone of voice|style|mood|ton|tonfall|stil|tono|estilo|stile|toon|stijl",
        ("brief", "language"): "language|lang|sprache|langue|idioma|lengua|lingua|taal",
        ("brief", "aspect"): "aspect|aspect ratio|orientation|seitenverhältnis|bildformat|format d'image|"
        "proporción|proporzioni|beeldverhouding",
        (
            "plan",
            "target_duration_s",
        ): "length|duration|target length|target duration|länge|dauer|laufzeit|durée|"
        "longueur|duración|durata|lunghezza|lengte|duur",
        ("plan", "pacing"): "pacing|pace|tempo|rythme|ritmo",
        ("plan", "density"): "density|dichte|schnittdichte|densité|densidad|densità|dichtheid",
        ("plan", "form"): "form|type|video type|forme|forma|tipo|vorm|soort",
        ("either", "format"): "format|formato|formaat",
        (
            "brief",
            "notes",
        ): "notes|facts|material|content|notizen|fakten|inhalt|faits|contenu|notas|datos|hechos|"
        "contenido|appunti|fatti|contenuti|contenuto|notities|feiten|inhoud",
    }.items()
    for key in keys.split("|")
}

KEY_LANGUAGES: dict[str, str] = {
    key: language
    for language, keys in {
        "en": "audience viewers goal goals aim purpose objective tone mood length duration pace facts",
        "de": "thema titel zielgruppe publikum ziel zweck tonfall stil sprache seitenverhältnis bildformat "
        "länge dauer laufzeit dichte notizen fakten inhalt",
        "fr": "sujet titre public objectif finalité langue durée longueur rythme densité forme faits contenu",
        "es": "tema título público audiencia objetivo meta finalidad tono estilo idioma lengua "
        "proporción duración densidad notas datos hechos contenido",
        "it": "argomento titolo soggetto pubblico destinatari obiettivo scopo stile lingua proporzioni "
        "durata lunghezza densità appunti fatti contenuti",
        "nl": "onderwerp publiek doelgroep doel toon stijl taal beeldverhouding lengte duur dichtheid vorm "
        "soort notities feiten inhoud",
    }.items()
    for key in keys.split()
}
"""The keys that are words of one of these languages only."""

_LINE = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:\*\*|__)?(?P<key>[^\W\d_][\w '’]{1,20}?)(?:\*\*|__)?\s*:(?:\*\*|"
    r"__)?(?:\s+(?P<value>.*))?$"
)

_ASPECTS: dict[str, Aspect] = {
    **dict.fromkeys(
        vocabulary("landscape horizontal widescreen querformat paysage apaisado orizzontale liggend"), "16:9"
    ),
    **dict.fromkeys(vocabulary("portrait vertical hochformat verticale verticaal staand retrato"), "9:16"),
    **dict.fromkeys(vocabulary("square quadratisch carré cuadrado quadrato vierkant"), "1:1"),
}
_PACINGS: dict[str, Pacing] = {
    **dict.fromkeys(
        vocabulary(
            "calm slow relaxed ruhig langsam calme lent tranquilo lento tranquillo calmo rustig traag"
        ),
        "Chill",
    ),
    **dict.fromkeys(vocabulary("normal medium normale normaal moyen medio gemiddeld"), "Conversational"),
    **dict.fromkeys(vocabulary("quick schnell rapide vif rápido rapido veloce snel vlot"), "Fast"),
}
_DENSITIES: dict[str, Density] = {
    **dict.fromkeys(vocabulary("low niedrig gering faible baja bassa laag"), "Sparse"),
    **dict.fromkeys(vocabulary("medium normal mittel moyenne media normale gemiddeld"), "Balanced"),
    **dict.fromkeys(vocabulary("high hoch dicht élevée forte alta hoog"), "Dense"),
}
_FORM_NAMES: dict[Form, str] = {
    "listicle": "list|liste|lista|elenco|lijst|lijstje|top",
    "explainer": "explanation|erklärung|erklärfilm|erklärvideo|explication|vidéo-explicative|explicación|"
    "vídeo-explicativo|spiegazione|video-esplicativo|uitleg|uitlegvideo",
    "story-time": "story|geschichte|erzählung|histoire|récit|historia|relato|cuento|storia|racconto|verhaal",
    "tutorial": "how-to|anleitung|schritt-für-schritt|tutoriel|tuto|mode-d'emploi|guía|instrucciones|guida|"
    "istruzioni|handleiding|stappenplan",
    "comparison": "compare|vergleich|gegenüberstellung|comparaison|comparatif|comparación|comparativa|"
    "confronto|paragone|vergelijking",
    "product-showcase": "showcase|product|produkt|produktvorstellung|produktfilm|produit|"
    "présentation-de-produit|présentation-produit|producto|presentación-de-producto|prodotto|presentazione-di-prodotto|"
    "presentazione-del-prodotto|presentazione-prodotto|productpresentatie|productvideo",
}
_FORMS: dict[str, Form] = {name: form for form, names in _FORM_NAMES.items() for name in names.split("|")}
_UNIT_S = {
    **dict.fromkeys(
        vocabulary("h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren u"), 3600
    ),
    **dict.fromkeys(vocabulary("m min mins minute minutes minuten minuto minutos minuti minuut"), 60),
    **dict.fromkeys(
        vocabulary(
            "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos seg secondo "
            "secondi seconden"
        ),
        1,
    ),
}
_AMOUNT = re.compile(
    rf"(\d+(?:[.,]\d+)?)\s*({'|'.join(sorted(_UNIT_S, key=len, reverse=True))})(?![^\W\d_])\.?\s*"
    r"(?:and|und|et|y|e|en|,)?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\s*(?:min|m|h)[a-z]*)?$")
_ABOUT = re.compile(
    r"(?:about|around|approx\.?|circa|ca\.?|roughly|max\.?|up to|etwa|ungefähr|rund|bis zu|environ|"
    r"à peu près|"
    r"jusqu'à|unos|unas|aproximadamente|alrededor de|hasta|fino a|ongeveer|tot|~)\s*",
    re.IGNORECASE,
)


def read_line(line: str) -> tuple[Setting, str] | None:
    """The setting a line gives and its value as written; ``None`` for any other line."""
    match = _LINE.match(line)
    setting = KEYS.get(" ".join(match["key"].lower().split())) if match else None
    if not match or not setting:
        return None
    return setting, (match["value"] or "").strip().strip("*_").strip()


def language_of(lines: Iterable[str]) -> str | None:
    """The language that the keys of a brief are written in, where most of them are of one."""
    matches = filter(None, map(_LINE.match, lines))
    found = Counter(
        KEY_LANGUAGES[key]
        for match in matches
        if (key := " ".join(match["key"].lower().split())) in KEY_LANGUAGES
    )
    return next((language for language, _ in found.most_common(1)), None)


def read_value(setting: Setting, value: str) -> tuple[str, Any]:
    """The dotted field, and ``value`` as that field wants it."""
    name = f"{setting.part}.{setting.field}"
    match setting.field:
        case "target_duration_s":
            return name, duration_s(value, name)
        case "language":
            return name, _language(value, name)
        case "aspect":
            return name, _one_of(re.sub(r"\s*[x×/]\s*|\s*:\s*", ":", value), get_args(Aspect), _ASPECTS, name)
        case "pacing":
            return name, _one_of(value, get_args(Pacing), _PACINGS, name)
        case "density":
            return name, _one_of(value, get_args(Density), _DENSITIES, name)
        case "form":
            return name, _one_of(re.sub(r"[\s_]+", "-", value), get_args(Form), _FORMS, name)
        case "format":  # people call both the form and the shape of the picture so
            pictured = any(char.isdigit() for char in value) or value.lower() in _ASPECTS
            return read_value(Setting("brief", "aspect") if pictured else Setting("plan", "form"), value)
    return name, line(value, name)


def line(value: str, field: str) -> str:
    """``value`` if it is short enough for one line of a document."""
    value = " ".join(value.split())
    if len(value) > LONGEST_LINE:
        raise Invalid(f"{_label(field)} may have at most {LONGEST_LINE} characters.", field=field)
    return value


def duration_s(value: str, field: str = "plan.target_duration_s") -> int:
    """Whole seconds from ``45 s``, ``2 min``, ``1 min 30 s``, ``1:30`` or ``90``."""
    text = _ABOUT.sub("", value.strip(), count=1).rstrip(".")
    seconds: float | None = None
    if clock := _CLOCK.match(text):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        seconds = 3600 * hours + 60 * minutes + rest
    elif re.fullmatch(r"\d{1,6}", text):
        seconds = int(text)
    elif text and not _AMOUNT.sub("", text):
        seconds = sum(
            float(amount.replace(",", ".")) * _UNIT_S[unit.lower()] for amount, unit in _AMOUNT.findall(text)
        )
    if seconds is None or not FEWEST_S <= seconds <= MOST_S:
        raise Invalid(
            f'{_label(field)}: "{_shown(value)}" is not a length from 5 seconds to 10 hours; '
            'write it like "45 s", "2 min" or "1:30".',
            field=field,
        )
    return round(seconds)


def _language(value: str, field: str) -> str:
    text = value.strip().rstrip(".").lower()
    if text in NAMES:
        return NAMES[text]
    if re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", text) and len(text) <= 20:
        first, *rest = re.split("[-_]", text)
        return "-".join([first, *(part.upper() if len(part) == 2 else part for part in rest)])
    raise Invalid(
        f'{_label(field)}: "{_shown(value)}" is not a language Aura knows; '
        'write a tag such as "en", "de" or "pt-BR", or a name such as "English".',
        field=field,
    )


def _one_of(value: str, allowed: tuple[T, ...], other_names: dict[str, T], field: str) -> T:
    text = value.strip().rstrip(".").lower()
    known = {one.lower(): one for one in allowed} | other_names
    if text not in known:
        raise Invalid(f'{_label(field)}: "{_shown(value)}" is not one of {", ".join(allowed)}.', field=field)
    return known[text]


def _label(field: str) -> str:
    name = field.partition(".")[2]
    return {"target_duration_s": "Length"}.get(name, name.capitalize())


def _shown(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
