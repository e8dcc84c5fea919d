"""What is found of a template: faults, each with the field it is at and what would be right."""

from typing import Literal

from msgspec import Struct

from aura.errors import Invalid

_PATTERNS = {
    "[a-z][a-z0-9_]": "A variable's name is small letters, digits and _, at most 40, as in main_point.",
    "[a-z0-9]+(-": "An id is small letters, digits and hyphens, as in product-launch.",
    '[^"': "A tag is up to 40 characters, without quotation marks, backslashes and commas.",
}


class Finding(Struct, frozen=True):
    """One thing that is wrong, or could be better."""

    level: Literal["error", "warning"]
    field: str
    message: str


def found_by(error: Invalid, prefix: str = "") -> Finding:
    """What an error says, at its field below ``prefix``."""
    at = f"{prefix}.{error.field}" if prefix and error.field else prefix or error.field or ""
    message = next(
        (words for part, words in _PATTERNS.items() if f"'^{part}" in error.message), error.message
    )
    return Finding("error", at, message)
