from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta, Struct

from aura.cli.script_lines import ScriptLine, ScriptPage


class Parameters(Struct, frozen=True):
    kind: Literal["red", "blue"] = "red"
    step: Literal[1, 2] | None = None
    count: Annotated[int, Meta(gt=0, lt=9)] = 3
    code: Annotated[str, Meta(min_length=2, max_length=4)] = "ab"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("kind", '"blue" or "red", "red"'),
        ("step", "1 or 2 or null, null"),
        ("count", "integer above 0 below 9, 3"),
        ("code", 'string at least 2 at most 4, "ab"'),
    ],
)
def test_a_parameter_is_shown_with_all_that_it_may_be(field: str, words: str) -> None:
    line = ScriptLine("pulse", "scenes folder", "A pulse.", "/pulse.py", "0" * 64)
    rows = ScriptPage(line, msgspec.json.schema(Parameters)).words().splitlines()

    assert next(row.split(maxsplit=1)[1] for row in rows if row.split()[:1] == [field]) == words
