"""Edits of which script draws a scene."""

from typing import Any

import msgspec

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
        script = Scripted(name=self.name, parameters=canonical(self.parameters))
        called = self.name.replace("-", " ")
        return with_other(view, before, f"Had scene {{n}} drawn by the script {called}", drawn_by=script)


def canonical(text: str) -> str:
    """Parameters in their one written form.  Raises Invalid."""
    try:
        found: Any = _composed(msgspec.json.decode(text))
    except msgspec.DecodeError as error:
        raise Invalid(f"The parameters are no JSON: {error}.", field="parameters") from None
    except RecursionError:
        raise Invalid("The parameters are nested too deep.", field="parameters") from None
    if not isinstance(found, dict):
        raise Invalid('The parameters are a JSON object, such as {"title": "Rain"}.', field="parameters")
    written = msgspec.json.encode(found, order="sorted").decode()
    if rules.clean_text(written, "parameters") != written:
        raise Invalid("A text in the parameters begins with a mark that needs a letter.", field="parameters")
    return written


def _composed(data: Any) -> Any:
    """JSON with its texts as a document has them: escapes may say what no text should hold."""
    if isinstance(data, str):
        return rules.clean_text(data, "parameters")
    if isinstance(data, list):
        return [_composed(item) for item in data]
    if isinstance(data, dict):
        return {_composed(name): _composed(item) for name, item in data.items()}
    return data
