"""What people write where a topic is asked for, when they ask for a film instead.

Make a 60-second video about bees      bees
Explain how vaccines work              how vaccines work
Erstelle ein Video über den Mond       der Mond
"""

import re

_ASKED = r"(?:please |can you |could you )*"
_MADE = (
    rf"{_ASKED}(?:(?:i|we)(?: would like|['’]d like| want| need)(?: you)? ?)?"
    r"(?:(?:to )?(?:make|create|produce|generate|write|do|prepare|build)(?: me| us)? )?(?:an? |the )?"
)
_QUALITY = (
    r"(?:(?:short|brief|quick|little|simple|funny|fun|nice|cool|great|animated|educational|engaging|new|"
    r"promotional|promo|marketing|informative|youtube|tiktok|instagram|explainer|"
    r"(?:\d{1,3}|one|two|three|five|ten)[- ]?(?:s|sec|seconds?|min|minutes?)(?:[- ]long)?) )*"
)
_SUBJECT = (
    r"(?: about| explaining| (?:that|which) explains| on the (?:topic|subject) of|(?<=explainer) on|"
    r"(?<=documentary) on|(?<=presentation) on| on(?= (?:how|why|what) ))"
)
_ENGLISH = (
    rf"{_MADE}{_QUALITY}(?:video|film|movie|clip|reel|explainer|documentary|presentation){_SUBJECT}",
    rf"{_ASKED}(?:explain|describe)(?: to (?:me|us))?(?! (?:the )?(?:your|my))",
    rf"{_ASKED}(?:tell|teach) (?:me|us)(?: all| something| more)? about",
    r"(?:let['’]s|let us) talk about",
)
_GEMACHT = (
    r"(?:bitte )?(?:(?:ich|wir) (?:möchten?|brauchen?|will|wollen|hätten? gerne?) |"
    r"(?:erstellen?|mache?n?|schreibe?|produziere|generiere)(?: sie)?(?: bitte)?(?: mir| uns)? )?"
    r"(?:ein(?:en)? )?(?:(?:kurze|kleine|lustige|einfache|neue)[ns]? )*"
)
_GERMAN = (
    rf"{_GEMACHT}(?:video|film|kurzfilm|clip|erklärvideo|erklärfilm|kurzvideo|imagefilm) (?:über|zum thema)",
    r"(?:bitte )?erklären?(?: sie)?(?: bitte)?(?: mir| uns)?,?(?= (?:wie|warum|was|wer|wo|wann|weshalb) )",
    r"(?:bitte )?erzähle?(?: bitte)?(?: mir| uns)?(?: etwas| mehr)? über",
)
_OTHERS = (
    r"(?:(?:fais|faites|créez?|faire|créer)(?:-moi|-nous)? )?une? (?:(?:courte|petite) )?(?:vidéo|film) sur",
    r"(?:(?:haz|crea|hacer|crear)(?:me|nos)? )?un (?:(?:breve|pequeño) )?(?:v[ií]deo|película) sobre",
    r"(?:maak(?: me| ons)? )?(?:een )?(?:(?:korte|leuke) )?(?:video|filmpje) over",
)
_WISH = re.compile(rf"(?:{'|'.join((*_ENGLISH, *_GERMAN, *_OTHERS))})[: ]+(?P<topic>\S.*)$", re.IGNORECASE)
_MANNER = re.compile(
    r",? (?:(?:like|as if) (?:i|we)(?:['’]m| am| were|['’]re) .{1,20}|"
    r"to (?:me|us)|in simple (?:terms|words))$",
    re.IGNORECASE,
)
_ACCUSATIVE = re.compile(r"(?:den|(?:ein|unser|mein|dein|sein|ihr|eur)en)(?= )", re.IGNORECASE)
_NOMINATIVE = {"den": "der", "euren": "euer"}


def film_about(text: str) -> str | None:
    """What a film is wished for about; ``None`` where ``text`` asks for none."""
    text = " ".join(text.split())
    found = _WISH.match(text)
    if not found:
        return None
    wish = text[: found.start("topic")].lower()
    topic = _MANNER.sub("", found["topic"].rstrip(" .!?" if wish.startswith(("can ", "could ")) else " ."))
    if wish.endswith("über ") and (case := _ACCUSATIVE.match(topic)):
        article = case.group().lower()
        topic = _NOMINATIVE.get(article, article.removesuffix("en")) + topic[case.end() :]
    return topic or None
