"""What a text file's bytes say.  Pure.

UTF-8 and UTF-16 are known by what they are.  Anything else is read as Windows-1252, as older programs of
Western Europe write, and is refused where the letters that makes are not those of one language: then it is
another encoding, and would be nonsense.
"""

import codecs
import re
from contextlib import suppress

from aura.errors import Invalid

_LETTERS = {
    "Danish, Norwegian": "æøåéèêóòôüäö",
    "Dutch": "áéëïíóöúüèêàç",
    "Estonian, Finnish, Swedish": "åäöõüšžéèà",
    "French": "àâæçéèêëîïôœùûüÿñ",
    "German, English": "äöüßéèêàçñïëôâîáíóåø",
    "Icelandic": "áðéíóúýþæö",
    "Italian": "àèéìíîòóùú",
    "Portuguese": "áâãàçéêíóôõúü",
    "Spanish, Catalan": "áéíñóúüàçèïò·ªº",
}
"""Letters beyond ASCII that texts of a language have, those of its loanwords too."""
_FOUND = re.compile(r"[^\W\d_a-zA-Z]|(?<=[^\W\d_])[\xa1-\xac\xae-\xb3\xb5-\xbf×÷](?=[^\W\d_])")
_MOST_SHARE = 0.33
_LEAST_SHARE = 0.95
_LOOKED_AT = 200_000


def text_of(data: bytes) -> str:
    """The text, without a byte order mark.  Raises ``Invalid`` for what is none."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if encoding == "cp1252" and not _is_western(text):
                raise Invalid(
                    "The file is in an encoding Aura does not know; save it as UTF-8.", field="file"
                )
            return text
    raise Invalid("The file is not text in UTF-8.", field="file")


def _is_western(text: str) -> bool:
    """Whether the letters beyond ASCII are few, and nearly all of one language."""
    text = text[:_LOOKED_AT]
    found = [match.group().lower() for match in _FOUND.finditer(text)]
    letters = sum(character.isalpha() for character in text)
    if not found or len(found) > _MOST_SHARE * letters:
        return not found
    most = max(sum(character in known for character in found) for known in _LETTERS.values())
    return most >= _LEAST_SHARE * len(found)
