"""Where an online provider is asked, and with what key: a value, given to those that ask.

A ``Secret`` shows only its last four characters, whoever prints, formats or logs it; ``reveal`` gives it
whole and is called where the request is made, nowhere else.  It can be neither pickled nor encoded, so that
it is never written by accident.

Units: ``timeout_s`` seconds; prices in micro-dollars for a million tokens, 0 where they are not known.
"""

from typing import Literal, NoReturn

from msgspec import Struct

SHOWN_CHARACTERS = 4
LEAST_HIDDEN = 8
"""A secret that would not keep so many to itself is hidden whole: four of six characters are the key."""


def mask(value: str) -> str:
    """How a secret is shown: its last four characters, or none where those would be too much of it."""
    shown = value[-SHOWN_CHARACTERS:] if len(value) >= SHOWN_CHARACTERS + LEAST_HIDDEN else ""
    return "••••" + shown


class Secret:
    """A key that does not show itself."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself, for the one request that needs it."""
        return self._value

    def __repr__(self) -> str:
        return mask(self._value)

    def __str__(self) -> str:
        return mask(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not written anywhere.")


class Endpoint(Struct, frozen=True, kw_only=True):
    """One provider: of texts, of speech or of images."""

    kind: Literal["text", "speech", "images"]
    base_url: str
    model: str
    api_key: Secret | None
    timeout_s: int = 60
    voice: str = ""
    size: str = ""
    input_price_micros: int = 0
    output_price_micros: int = 0
