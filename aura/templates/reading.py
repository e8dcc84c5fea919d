"""Between a template's file and its fields: TOML in, and TOML out.

What is read may come from anywhere, so its size is bounded, and so is how deep a key may go: a parser's
time grows with the square of a key's length.  What is written is read back as the same fields.
"""

import re
import tomllib
from typing import Any

import msgspec

from aura.errors import Invalid, TooLarge
from aura.templates.blueprint import Blueprint
from aura.timeline.terms import Value

MAX_BYTES = 256 * 1024
MAX_DOTS = 100
"""In one line: keys are joined by points, and a key stands in one line."""


def read(text: str) -> dict[str, Any]:
    """The fields of a template's file, with the mark that some editors begin one with or without.

    Raises ``Invalid`` saying where it is not TOML, and ``TooLarge``.
    """
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise TooLarge(f"A template's file is at most {MAX_BYTES:,} bytes.", limit_bytes=MAX_BYTES)
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > MAX_DOTS:
            raise Invalid(f"Line {number} holds more than {MAX_DOTS} points; break it into several.")
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"The file is not TOML: {error}.") from None
    except RecursionError:
        raise Invalid("The file is nested too deeply.") from None
    except ValueError:  # a date or a number of the right shape that there is not
        raise Invalid("The file is not TOML: it holds a date or a number that does not exist.") from None


def fields_of(value: Value, *, usual: bool = False) -> dict[str, Any]:
    """A value as plain fields in their own order; those at their defaults only with ``usual``."""
    plain: dict[str, Any] = {}
    for field in msgspec.structs.fields(value):
        given = getattr(value, field.name)
        default = field.default_factory() if callable(field.default_factory) else field.default
        if usual or given != default:
            plain[field.name] = _plain(given)
    return plain


def _plain(given: Any) -> Any:
    if isinstance(given, Value):
        return fields_of(given)
    if isinstance(given, dict):
        return {key: _plain(item) for key, item in given.items()}
    return [_plain(item) for item in given] if isinstance(given, tuple | list) else given


def written(template: Blueprint) -> str:
    """The file of a template."""
    fields = fields_of(template)
    first = [name for name in type(template).__annotations__ if name in fields]
    ordered = {name: fields[name] for name in (*first, *fields)}
    return "\n".join(_table(ordered, ())).strip() + "\n"


def _table(fields: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    """The lines of a table: what is plain first, as TOML wants it, then the tables in it."""
    lines, below = [], []
    for name, value in fields.items():
        inner = (*path, name)
        if isinstance(value, dict):
            bare = value and all(isinstance(item, dict) for item in value.values())
            below += [*([] if bare else ["", f"[{_dotted(inner)}]"]), *_table(value, inner)]
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for item in value:
                below += ["", f"[[{_dotted(inner)}]]", *_table(item, inner)]
        elif value is not None:
            lines.append(f"{_key(name)} = {_value(value)}")
    return lines + below


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(map(_key, path))


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _line(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        inner = [_value(item) for item in value]
        whole = f"[{', '.join(inner)}]"
        return whole if len(whole) < 100 else "[\n" + "".join(f"  {item},\n" for item in inner) + "]"
    if isinstance(value, str):
        return _lines(value) if "\n" in value or value.count(".") > MAX_DOTS else _line(value)
    return str(int(value))


_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def _escaped(char: str) -> str:
    return _SHORT.get(char) or (f"\\u{ord(char):04x}" if char < " " or char == "\x7f" else char)


def _line(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


_FULL = re.compile(rf"(?:[^.\n]*\.){{{MAX_DOTS}}} *(?=[^ \n])")
"""As much of a line as may stand in one, up to what would be lost at the beginning of the next."""


def _broken(line: re.Match[str]) -> str:
    return f"{line[0]}\\\n"


def _lines(text: str) -> str:
    """A text of several lines, between three quotation marks each; one with too many points is broken, which
    is not part of the text."""
    inner = "".join(char if char in '\n"' else _escaped(char) for char in text)
    apart = re.sub(r'"(?="|\Z)', r'\\"', inner)
    return f'"""\n{_FULL.sub(_broken, apart)}"""'
