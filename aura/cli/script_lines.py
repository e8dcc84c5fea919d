"""How scripts are shown: in a line, and on a page with their parameters."""

from typing import Any

import msgspec
from msgspec import Struct

from aura.render.scripted.installed import Installed
from aura.render.scripted.shot import describe


class ScriptLine(Struct, frozen=True):
    """A script that is installed."""

    name: str
    origin: str
    about: str
    path: str
    digest: str

    @classmethod
    def of(cls, script: Installed) -> "ScriptLine":
        return cls(script.name, script.origin, script.about, str(script.path), script.digest)


class ScriptPage(Struct, frozen=True):
    """A script and its parameters, as a JSON schema."""

    script: ScriptLine
    parameters: dict[str, Any]

    @classmethod
    def of(cls, script: Installed) -> "ScriptPage":
        return cls(ScriptLine.of(script), describe(script))

    def words(self) -> str:
        """The page for people."""
        line = self.script
        structs = self.parameters.get("$defs", {})
        rows = [line.about, "", f"From: {line.origin}, {line.path}", f"Source: {line.digest}"]
        for name in sorted(structs, key=lambda name: name != "Parameters"):
            struct = structs[name]
            rows += ["", f"{name}:"]
            for field, kind in struct.get("properties", {}).items():
                rows.append(f"  {field:<16} {_type(kind)}{_default(field, kind, struct)}")
        return "\n".join(rows)


def _type(kind: dict[str, Any]) -> str:
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if kind.get("type") == "array":
        return f"list of {_type(kind.get('items') or {})}"
    if "anyOf" in kind:
        return " or ".join(_type(each) for each in kind["anyOf"])
    if "enum" in kind:
        return " or ".join(msgspec.json.encode(each).decode() for each in kind["enum"])
    limits = {
        "minimum": "from",
        "exclusiveMinimum": "above",
        "maximum": "to",
        "exclusiveMaximum": "below",
        "minLength": "at least",
        "maxLength": "at most",
        "pattern": "like",
    }
    bounds = [f"{words} {kind[name]}" for name, words in limits.items() if name in kind]
    return " ".join([str(kind.get("type", "anything")), *bounds])


def _default(field: str, kind: dict[str, Any], struct: dict[str, Any]) -> str:
    if field in struct.get("required", ()):
        return ", required"
    return f", {msgspec.json.encode(kind['default']).decode()}" if "default" in kind else ""
