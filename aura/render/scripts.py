"""Which scripts a text is written in that no font of this machine draws, and which Debian package brings one.

Letters without a font are left out of what is drawn, so whoever exports is told before.
"""

import unicodedata
from collections.abc import Container, Iterable
from typing import NamedTuple

from aura.render import emoji, faces

CORE, EAST_ASIAN, PICTURES = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"
SAMPLES = {
    "Arabic": "\u0639",
    "Hebrew": "\u05d0",
    "Thai": "\u0e01",
    "Chinese": "\u4e2d",
    "Japanese": "\u3042",
    "Korean": "\ud55c",
    "Emoji": "\U0001f308",
}
"""Scripts that the shipped fonts lack, by a letter of each."""
_EAST_ASIAN = frozenset({"Chinese", "Japanese", "Korean"})
_WIDE = "wide signs"
_NAMED = {
    **dict.fromkeys(("Cjk", "Bopomofo"), "Chinese"),
    **dict.fromkeys(("Hiragana", "Katakana", "Katakana-Hiragana", "Halfwidth"), "Japanese"),
    "Hangul": "Korean",
    **dict.fromkeys(("Ideographic", "Fullwidth"), _WIDE),
}
_PACKAGES = {"Chinese": EAST_ASIAN, "Japanese": EAST_ASIAN, "Korean": EAST_ASIAN, "Emoji": PICTURES}


class Lacking(NamedTuple):
    """A script that cannot be drawn here, and the Debian package that brings a font for it."""

    script: str
    package: str


def fonts_missing(texts: Iterable[str]) -> tuple[Lacking, ...]:
    """The scripts of these texts that no font here draws, each once, in the order they are met."""
    found = (lacking for text in texts for lacking in lacking_in(text, undrawn([text])))
    return tuple(dict.fromkeys(found))


def undrawn(texts: Iterable[str]) -> str:
    """The characters of these texts that no font here draws, each once."""
    return "".join(
        dict.fromkeys(
            character for text in texts if not text.isascii() for character in faces.missing_glyphs(text)
        )
    )


def lacking_in(text: str, missing: Container[str]) -> tuple[Lacking, ...]:
    """The scripts of the characters of a text that are ``missing``.  A text with kana is Japanese; a wide
    sign is of the East Asian script that it stands beside."""
    scripts = dict.fromkeys(script_of(character) for character in text if character in missing)
    if "Japanese" in scripts:
        scripts.pop("Chinese", None)
    if _WIDE in scripts:
        del scripts[_WIDE]
        if not scripts.keys() & _EAST_ASIAN:
            scripts["Chinese"] = None
    return tuple(Lacking(script, package_for(script)) for script in scripts)


def script_of(character: str) -> str:
    """What people call the script of a character; ``Symbols`` for what belongs to none, and ``_WIDE`` for
    what any East Asian text may hold."""
    if emoji.is_emoji(character):
        return "Emoji"
    if not character.isalpha():
        return _WIDE if unicodedata.east_asian_width(character) in "WF" else "Symbols"
    word = unicodedata.name(character, "Symbols").split()[0].title()
    return _NAMED.get(word, word)


def says(character: str) -> bool:
    """Whether a character says something by itself: a letter, a figure or an emoji."""
    return character.isalnum() or emoji.is_emoji(character)


def package_for(script: str) -> str:
    """The Debian package with a font for a script."""
    return _PACKAGES.get(script, CORE)
