"""What notes say to the writer rather than to the viewer."""

import re

_DIRECTION = re.compile(
    r"(?:please |bitte )?(?:"
    r"(?:avoid|no|don'?t use) (?:any )?(?:jargon|clich|technical terms|buzz)|"
    r"(?:keep|make) (?:it|the (?:tone|language|text|film|video|script)) (?:all |very |nice and )?"
    r"(?:short|brief|funny|simple|light|fun|casual|friendly|formal|clear|upbeat|positive|under \d)|"
    r"use (?:a |an )?(?:simple|plain|short|friendly|easy|clear|warm|casual|formal|funny)\b.*"
    r"\b(?:language|tone|words|sentences|style)\b|"
    r"(?:tone|style|mood|stil)\s*:|"
    r"(?:include|add|end with|finish with|close with|start with|begin with|open with) "
    r"(?:a |an |the |some )?(?:call to action|cta|hook|joke|humou?r)\b|"
    r"halte? (?:es|den text|den film) (?:kurz|einfach|locker)|keine? fachsprache|"
    r"(?:éviter|évitez|pas de|sans) (?:le |la |les )?(?:jargon|termes techniques|clichés)|"
    r"(?:rester|restez|reste|garder|gardez) (?:un ton |le ton )?(?:court|bref|simple|drôle|léger|clair)|"
    r"(?:evitar|evita|sin) (?:la |el )?(?:jerga|tecnicismos|clichés)|"
    r"(?:mantener|mantén|que sea) (?:un tono )?(?:breve|corto|simple|sencillo|divertido|ligero|claro)|"
    r"(?:evitare|evita|niente|senza) (?:il |i )?(?:gergo|termini tecnici|luoghi comuni)|"
    r"(?:tenere|tieni|mantenere) (?:un tono )?(?:breve|semplice|leggero|divertente|chiaro)|"
    r"(?:vermijd|geen) (?:jargon|vaktaal|clichés)|hou(?:d)? het (?:kort|simpel|luchtig|grappig|eenvoudig)|"
    r"(?:ton|tono|toon|stijl)\s*:)",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:please )?(?:mention|say|note|state|point out|remind (?:people|viewers|them)|explain|"
    r"stress|tell them|make sure to (?:mention|say)|"
    r"don'?t forget to (?:mention|say)|fact|key (?:point|fact|message)|important|hinweis|fakt|"
    r"wichtig|(?:mentionner|dire|préciser|rappeler|mencionar|decir|explicar|recordar|menzionare|dire|"
    r"ricordare|spiegare|vermeld|noem|zeg)(?= (?:que|che|dat)\b|:))(?: that\b| que\b| che\b| dat\b|:)\s+"
    r"(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:please )?(?:mention|include|cover|discuss|describe|introduce|talk about|explain|"
    r"say something about|tell (?:them|people) about|"
    r"make sure to (?:mention|include|cover)|don'?t forget to (?:mention|include)|"
    r"show)\s+(?P<rest>(?:the|our|my|how|why|what|where|who|when)\b.*)",
    re.IGNORECASE,
)


def is_direction(text: str) -> bool:
    """Whether ``text`` only tells how to write, as "Keep it funny" does; nobody is to hear it."""
    return bool(_DIRECTION.match(text))


def told_to_state(text: str) -> str | None:
    """What is to be said: ``the lamp turns`` of "Mention that the lamp turns"."""
    stated = _STATED.match(text)
    return stated["rest"] if stated else None


def told_to_cover(text: str) -> str | None:
    """What is to be talked about: ``the price`` of "Mention the price"."""
    asked = _ASKED.match(text.rstrip("."))
    return asked["rest"] if asked else None
