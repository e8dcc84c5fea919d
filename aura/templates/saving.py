"""A project as a template: its parts, and its scenes with their words and timings.  Pure.

Texts stay as they are; where a variable is named with what it says in this project, that word or phrase
becomes its blank, everywhere.  Also what is usual is said, as something else may be usual where the
template is used; what is empty is not.  Files are not carried: pictures, recordings and music of one's own
stay with the project, and a wish for a mood of music goes along.
"""

import re
from collections.abc import Mapping
from typing import Any

from aura.errors import Invalid
from aura.templates.blueprint import APART, BRACES, PARTS
from aura.templates.reading import fields_of
from aura.timeline.document import Document
from aura.timeline.rules import clean_text
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.time import ms_from_frames
from aura.timeline.whole import bounds

TEXTS: dict[str, tuple[str, ...]] = {
    "brief": ("topic", "audience", "goal", "tone", "notes"),
    "plan": ("sections",),
}
"""The fields of the parts that may hold blanks when a project is saved."""


def saved(document: Document, variables: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a blueprint.  Raises ``Invalid`` for a variable whose words are nowhere to be found."""
    blanks = _Blanks(variables)
    head = document.timeline.head
    fields: dict[str, Any] = {"title": blanks.made(head.title)}
    for name in PARTS:
        part: Value | None = head.music if name == "music" else getattr(document, name)
        if part is None or (name == "music" and head.music and head.music.asset and not head.music.made_from):
            continue
        every = fields_of(part, usual=name != "music")
        apart = APART.get(name, frozenset())
        decided = {key: value for key, value in every.items() if key not in apart and value not in ("", [])}
        texts = TEXTS.get(name, ())
        fields[name] = {key: blanks.all(value) if key in texts else value for key, value in decided.items()}
    scenes = document.timeline.scenes
    fields["scenes"] = [_scene(scene, document, blanks, first=scene is scenes[0]) for scene in scenes]
    blanks.require_all()
    return {"variables": blanks.variables(), **fields}


def _scene(scene: Scene, document: Document, blanks: "_Blanks", *, first: bool) -> dict[str, Any]:
    """What a template need say of a scene: not that its motion and transition are the usual ones."""
    usual = ("", 0, "auto", "cut" if first else "fade")
    fields = {
        "title": blanks.made(scene.title),
        "text": blanks.made(scene.script_text),
        "length_ms": ms_from_frames(scene.authored_frames, document.timeline.head.rate),
        "motion": scene.motion,
        "transition": scene.transition,
    }
    return {name: value for name, value in fields.items() if value not in usual}


class _Blanks:
    """Puts blanks in the place of words, the longest first, in one pass."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._said = {
            name: clean_text(words, f"variables.{name}").strip() for name, words in variables.items()
        }
        for name, words in self._said.items():
            if not words:
                raise Invalid(f"Say what {name} is in this project.", field=f"variables.{name}")
            if list(self._said.values()).count(words) > 1:
                raise Invalid(f"Two variables say “{words:.60}”.", field=f"variables.{name}")
        self._names = {words: name for name, words in self._said.items()}
        self._found: set[str] = set()
        longest = sorted(self._names, key=len, reverse=True)
        words = "|".join(re.escape(each).join(bounds(each)) for each in longest)
        self._pattern = re.compile(rf"\{{\{{|{words}" if words else r"\{\{")

    def made(self, text: str) -> str:
        """``text`` with its blanks; braces that were there stay braces."""
        return self._pattern.sub(self._blank, text)

    def all(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.made(value)
        if isinstance(value, dict):
            return {key: self.all(item) for key, item in value.items()}
        return [self.all(item) for item in value] if isinstance(value, list | tuple) else value

    def require_all(self) -> None:
        for name, words in self._said.items():
            if name not in self._found:
                raise Invalid(f"“{words:.60}” is nowhere in the project.", field=f"variables.{name}")

    def variables(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "type": "LongText" if "\n" in words or len(words) > 300 else "Text",
                "default": words,
                "required": True,
            }
            for name, words in self._said.items()
        ]

    def _blank(self, match: re.Match[str]) -> str:
        name = self._names.get(match[0], BRACES)
        self._found.add(name)
        return f"{{{{{name}}}}}"
