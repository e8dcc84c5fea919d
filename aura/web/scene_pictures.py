"""Where the picture of a scene is to be had: what it shows, or what Aura would draw for it.  Pure.

The address is another one when the picture is: a browser that has it need not ask again.
"""

from typing import NamedTuple

from aura.generation.missing import palette_name
from aura.timeline.codec import digest, digest_of
from aura.timeline.document import Brief, Render
from aura.timeline.scene import Scene
from aura.timeline.terms import Aspect


class ScenePictures(NamedTuple):
    """Those of one project, at ``path``; without a ``palette`` a server is asked for what scenes lack."""

    path: str
    aspect: Aspect
    palette: str = ""

    @classmethod
    def of(cls, path: str, brief: Brief, render: Render) -> "ScenePictures":
        palette = palette_name(render.palette, brief) if render.pictures == "offline" else ""
        return cls(path, brief.aspect, palette)

    def address(self, scene: Scene) -> str:
        """Empty where there is none yet."""
        if told := scene.drawn_by or scene.media:
            at, shown = f"/api/v1{self.path}/scenes/{scene.id}/thumbnail", digest_of(told)
        elif self.palette:
            at = f"{self.path}/scenes/{scene.id}/drawn"
            shown = digest(f"{self.palette}\n{scene.title}\n{scene.script_text}".encode())
        else:
            return ""
        return f"{at}?of={shown.hex()[:12]}{self.aspect.replace(':', '')}"
