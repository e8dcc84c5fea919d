"""What the brief offers to choose from, in words.  Pure."""

from typing import NamedTuple, get_args

from aura.timeline.terms import Aspect


class Shape(NamedTuple):
    """A shape of the picture, where it is used, and how it is drawn: in pixels."""

    value: str
    where: str
    width: int
    height: int


_WHERE: dict[str, tuple[str, int, int]] = {
    "16:9": ("YouTube, television", 36, 20),
    "9:16": ("Shorts, Reels, TikTok", 20, 36),
    "1:1": ("Posts in a feed", 28, 28),
    "4:5": ("Portrait posts", 26, 32),
}
SHAPES = tuple(Shape(aspect, *_WHERE[aspect]) for aspect in get_args(Aspect))

TONES = ("warm", "matter-of-fact", "playful", "dramatic", "formal")
AUDIENCES = ("Curious adults", "School class, 10–12", "People who are new to it")

LANGUAGES = {
    "en": "English",
    "en-GB": "English (UK)",
    "en-US": "English (US)",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português",
    "pt-BR": "Português (Brasil)",
    "nl": "Nederlands",
    "pl": "Polski",
    "cs": "Čeština",
    "da": "Dansk",
    "sv": "Svenska",
    "nb": "Norsk bokmål",
    "fi": "Suomi",
    "el": "Ελληνικά",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "ar": "العربية",
    "hi": "हिन्दी",
    "zh": "中文",
    "ja": "日本語",
    "ko": "한국어",
}


def languages(current: str) -> list[tuple[str, str]]:
    """The languages to choose from; the present one is among them, whatever it is."""
    known = list(LANGUAGES.items())
    return known if current in LANGUAGES else [(current, current), *known]


def choices(values: tuple[str, ...], current: str) -> list[tuple[str, str]]:
    """Values and their words; the present one is among them, whatever it is."""
    known = [(value, value.replace("-", " ").capitalize()) for value in values]
    return known if current in values or not current else [*known, (current, current)]
