"""The JSON schema of a draft, in the strict form that servers hold a model to.  Pure.

Made from ``Draft`` itself, so that the two cannot part.  Strict means: every field required, none beside
them, no defaults, nothing by reference, no limits on lengths, which not every server knows.
"""

from functools import lru_cache
from typing import Any

import msgspec

from aura.providers.text.drafter import Draft

_KEPT = {"type", "properties", "items", "required", "additionalProperties"}


@lru_cache(maxsize=1)
def response_format() -> dict[str, Any]:
    """What is asked for in a question: an answer in the form of a draft."""
    whole = msgspec.json.schema(Draft)
    schema = _strict(whole, whole["$defs"])
    return {"type": "json_schema", "json_schema": {"name": "script", "strict": True, "schema": schema}}


def _strict(part: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        part = named[part["$ref"].rpartition("/")[2]]
    kept = {name: value for name, value in part.items() if name in _KEPT}
    if "properties" in kept:
        kept["properties"] = {name: _strict(one, named) for name, one in kept["properties"].items()}
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    if "items" in kept:
        kept["items"] = _strict(kept["items"], named)
    return kept
