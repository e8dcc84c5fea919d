"""The settings a written brief may hold as ``Key: value`` lines, in English or German, in any case.

Raises ``Invalid`` for a value that does not fit, naming the field and what is allowed.
"""

import re
from typing import Any, NamedTuple, TypeVar, get_args

from aura.errors import Invalid
from aura.providers.text.language import NAMES
from aura.timeline.document import Aspect, Density, Form, Pacing

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
        ("brief", "topic"): "topic|title|thema|titel",
        ("brief", "audience"): "audience|target audience|viewers|zielgruppe|publikum",
        ("brief", "goal"): "goal|goals|aim|purpose|objective|ziel|zweck",
        ("brief", "tone"): "tone|tone of voice|style|mood|ton|tonfall|stil",
        ("brief", "language"): "language|lang|sprache",
        ("brief", "aspect"): "aspect|aspect ratio|orientation|seitenverhältnis|bildformat",
        ("plan", "target_duration_s"): "length|duration|target length|target duration|länge|dauer|laufzeit",
        ("plan", "pacing"): "pacing|pace|tempo",
        ("plan", "density"): "density|dichte|schnittdichte",
        ("plan", "form"): "form|type|video type",
        ("either", "format"): "format",
        ("brief", "notes"): "notes|facts|material|content|notizen|fakten|inhalt",
    }.items()
    for key in keys.split("|")
}

_LINE = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:\*\*|__)?(?P<key>[^\W\d_][\w ]{1,20}?)(?:\*\*|__)?\s*:(?:\*\*|"
    r"__)?(?:\s+(?P<value>.*))?$"
)

_ASPECTS: dict[str, Aspect] = {
    "landscape": "16:9",
    "horizontal": "16:9",
    "widescreen": "16:9",
    "querformat": "16:9",
    "portrait": "9:16",
    "vertical": "9:16",
    "hochformat": "9:16",
    "square": "1:1",
    "quadratisch": "1:1",
}
_PACINGS: dict[str, Pacing] = {
    "calm": "Chill",
    "slow": "Chill",
    "relaxed": "Chill",
    "ruhig": "Chill",
    "normal": "Conversational",
    "medium": "Conversational",
    "quick": "Fast",
    "schnell": "Fast",
}
_DENSITIES: dict[str, Density] = {
    "low": "Sparse",
    "medium": "Balanced",
    "normal": "Balanced",
    "high": "Dense",
}
_FORMS: dict[str, Form] = {
    "list": "listicle",
    "liste": "listicle",
    "explanation": "explainer",
    "erklärfilm": "explainer",
    "erklärvideo": "explainer",
    "story": "story-time",
    "geschichte": "story-time",
    "how-to": "tutorial",
    "anleitung": "tutorial",
    "vergleich": "comparison",
    "showcase": "product-showcase",
    "product": "product-showcase",
}
_UNIT_S = {"s": 1, "m": 60, "h": 3600}
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|s)[a-zäöü]*\.?\s*(?:and|und|,)?\s*", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\s*(?:min|m|h)[a-z]*)?$")
_ABOUT = re.compile(
    r"(?:about|around|approx\.?|circa|ca\.?|roughly|max\.?|up to|etwa|ungefähr|rund|bis zu|~)\s*",
    re.IGNORECASE,
)


def read_line(line: str) -> tuple[Setting, str] | None:
    """The setting a line gives and its value as written; ``None`` for any other line."""
    match = _LINE.match(line)
    setting = KEYS.get(" ".join(match["key"].lower().split())) if match else None
    if not match or not setting:
        return None
    return setting, (match["value"] or "").strip().strip("*_").strip()


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
