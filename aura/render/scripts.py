"""Which scripts a text is written in that no font of this machine draws, and which Debian package brings one.

Letters without a font are left out of what is drawn, so whoever exports is told before.
"""

import unicodedata
from collections.abc import Iterable
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
_NAMED = {"Cjk": "Chinese", "Hiragana": "Japanese", "Katakana": "Japanese", "Hangul": "Korean"}
_PACKAGES = {"Chinese": EAST_ASIAN, "Japanese": EAST_ASIAN, "Korean": EAST_ASIAN, "Emoji": PICTURES}


class Lacking(NamedTuple):
    """A script that cannot be drawn here, and the Debian package that brings a font for it."""

    script: str
    package: str


def fonts_missing(texts: Iterable[str]) -> tuple[Lacking, ...]:
    """The scripts of these texts that no font here draws, each once, in the order they are met."""
    found: dict[str, Lacking] = {}
    for text in texts:
        for character in "" if text.isascii() else faces.missing_glyphs(text):
            script = script_of(character)
            found[script] = Lacking(script, package_for(script))
    return tuple(found.values())


def script_of(character: str) -> str:
    """What people call the script of a character; ``Symbols`` for what belongs to none."""
    if emoji.is_emoji(character):
        return "Emoji"
    if not character.isalpha():
        return "Symbols"
    word = unicodedata.name(character, "Symbols").split()[0].title()
    return _NAMED.get(word, word)


def package_for(script: str) -> str:
    """The Debian package with a font for a script."""
    return _PACKAGES.get(script, CORE)
