"""What a form sends, as clean text by name.  Files are not among it: they come as bodies of their own."""

from collections.abc import Iterator, Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from aura.errors import AuraError, Invalid
from aura.timeline.rules import clean_text

MAX_FIELDS = 600
URLENCODED = "application/x-www-form-urlencoded"


class Form:
    """The fields of a form that was sent."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def text(self, name: str, otherwise: str = "") -> str:
        """A field's text; the last where it was sent more than once."""
        return self._fields.get(name, [otherwise])[-1]

    def all(self, name: str) -> list[str]:
        """All that was sent under a name."""
        return self._fields.get(name, [])

    def number(self, name: str) -> int:
        """A field as a whole number.  Raises ``Invalid``."""
        text = self.text(name).strip()
        if not text.removeprefix("-").isdecimal() or len(text) > 12:
            raise Invalid("Give a whole number.", field=name)
        return int(text)


async def form_of(request: Request) -> Form:
    """The form that is sent.  Raises ``Invalid`` for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (URLENCODED, ""):
        raise Invalid("Send the page's own form.")
    if not kind:
        return Form({})
    body = await request.body()
    try:
        sent = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError:
        raise Invalid("The form is not coded as its kind says.") from None
    except ValueError:
        raise Invalid(f"The form has more than {MAX_FIELDS} fields.") from None
    fields: dict[str, list[str]] = {}
    for name, value in sent:
        fields.setdefault(clean_text(name), []).append(clean_text(value, name))
    return Form(fields)


Sent = Annotated[Form, Depends(form_of)]


def at_fields(error: AuraError) -> dict[str, str]:
    """An error's words by the field they belong to; under an empty name where it has none."""
    return {(error.field or "").rpartition(".")[2]: error.message}
