"""Designed pictures for scenes that bring none."""

from aura.render.pictures.choose import arrange, layout_for
from aura.render.pictures.drawing import compose, draw
from aura.render.pictures.layouts import LAYOUTS
from aura.render.pictures.spec import OVERSCAN, SPEC_REVISION, PictureSpec

__all__ = ["LAYOUTS", "OVERSCAN", "SPEC_REVISION", "PictureSpec", "arrange", "compose", "draw", "layout_for"]
