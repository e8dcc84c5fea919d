"""What may be said of a setting, and how it is written down.

The environment and the command line know only text, so text is taken for a number and a yes or no as well.
A value that is refused is never repeated in the error: it may be a secret that went into the wrong field.
"""

import re

from aura.errors import Invalid
from aura.providers.online.endpoint import Secret
from aura.setup import addresses
from aura.setup.catalogue import Plain, Setting
from aura.timeline.rules import clean_text

MAX_CHARACTERS = 300
MAX_SECRET_CHARACTERS = 4_096
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
_SECRET = re.compile(rf"[!-~]{{1,{MAX_SECRET_CHARACTERS}}}")


def parsed(setting: Setting, said: Plain, name: str, *, plain_http: bool = False) -> Plain | Secret:
    """The value that was said, checked and typed.  Raises ``Invalid`` with what ``name`` may be."""
    value = said.strip() if isinstance(said, str) else said
    match setting.type:
        case "integer":
            return _whole(setting, value, name)
        case "boolean":
            return _yes_or_no(value, name)
    if not isinstance(value, str):
        raise Invalid(f"{name} is a text.", field=name)
    match setting.type:
        case "secret":
            return _secret(value, name)
        case "address":
            return addresses.checked(value, name, plain_http=plain_http) if value else ""
        case "choice" if value not in setting.choices:
            raise Invalid(f"{name} is one of {', '.join(setting.choices)}.", field=name)
    return _text(setting, value, name)


def written(value: Plain) -> str:
    """A value as text, for the database."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _whole(setting: Setting, value: Plain, name: str) -> int:
    if isinstance(value, str) and re.fullmatch("-?[0-9]{1,15}", value):
        value = int(value)
    if (
        isinstance(value, str | bool)
        or (setting.least is not None and value < setting.least)
        or (setting.most is not None and value > setting.most)
    ):
        unit = f" ({setting.unit})" if setting.unit else ""
        bounds = f"from {setting.least:,} to {setting.most:,}"
        raise Invalid(f"{name} is a whole number {bounds}{unit}.", field=name)
    return value


def _yes_or_no(value: Plain, name: str) -> bool:
    word = str(value).lower()
    if word in _YES | _NO:
        return word in _YES
    raise Invalid(f"{name} is true or false.", field=name)


def _secret(value: str, name: str) -> Secret:
    if not _SECRET.fullmatch(value):
        raise Invalid(
            f"{name} is a key of 1 to {MAX_SECRET_CHARACTERS:,} letters, digits and signs without spaces.",
            field=name,
        )
    return Secret(value)


def _text(setting: Setting, value: str, name: str) -> str:
    text = clean_text(value, name)
    if len(text) > MAX_CHARACTERS or "\n" in text or "\t" in text:
        raise Invalid(f"{name} is one line of at most {MAX_CHARACTERS} characters.", field=name)
    if text and setting.pattern and not re.fullmatch(setting.pattern, text):
        raise Invalid(f"{name} is written like {setting.example}.", field=name)
    if not text and setting.default:
        raise Invalid(f"{name} cannot be empty; unset it for its default, {setting.default}.", field=name)
    return text
