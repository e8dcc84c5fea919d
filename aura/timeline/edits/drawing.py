"""Edits of which script draws a scene."""

from typing import Any

import msgspec
from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline import rules
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit
from aura.timeline.scene import Scripted
from aura.timeline.terms import ScriptName, Text
from aura.timeline.view import Outcome, View, get_scene

NONE = "none"
"""No script is called that."""


@edit("scene.draw")
class DrawScene(SceneEdit, frozen=True, kw_only=True):
    """Have an installed script draw a scene, with parameters as JSON; “none” gives its picture back."""

    name: ScriptName
    parameters: Text = "{}"

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        if self.name == NONE:
            return with_other(view, before, "Gave scene {n} its picture again", drawn_by=None)
        script = drawn(Scripted(name=self.name, parameters=self.parameters), "parameters")
        called = self.name.replace("-", " ")
        return with_other(view, before, f"Had scene {{n}} drawn by the script {called}", drawn_by=script)


def drawn(script: Scripted, field: str) -> Scripted:
    """A script with its parameters in their one written form.  Raises Invalid naming ``field``."""
    return replace(script, parameters=canonical(script.parameters, field))


def canonical(text: str, field: str) -> str:
    """Parameters in their one written form.  Raises Invalid naming ``field``."""
    try:
        found: Any = _composed(msgspec.json.decode(text), field)
    except msgspec.DecodeError as error:
        raise Invalid(f"The parameters are no JSON: {error}.", field=field) from None
    except RecursionError:
        raise Invalid("The parameters are nested too deep.", field=field) from None
    if not isinstance(found, dict):
        raise Invalid('The parameters are a JSON object, such as {"title": "Rain"}.', field=field)
    written = msgspec.json.encode(found, order="sorted").decode()
    if rules.clean_text(written, field) != written:
        raise Invalid("A text in the parameters begins with a mark that needs a letter.", field=field)
    return written


def _composed(data: Any, field: str) -> Any:
    """JSON with its texts as a document has them: escapes may say what no text should hold."""
    if isinstance(data, str):
        return rules.clean_text(data, field)
    if isinstance(data, list):
        return [_composed(item, field) for item in data]
    if isinstance(data, dict):
        return {_composed(name, field): _composed(item, field) for name, item in data.items()}
    return data
