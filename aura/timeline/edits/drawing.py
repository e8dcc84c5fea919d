"""Edits of which script draws a scene."""

from typing import Any

import msgspec

from aura.errors import Invalid
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
        found: Any = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise Invalid(f"The parameters are no JSON: {error}.", field="parameters") from None
    if not isinstance(found, dict):
        raise Invalid('The parameters are a JSON object, such as {"title": "Rain"}.', field="parameters")
    return msgspec.json.encode(found, order="sorted").decode()
