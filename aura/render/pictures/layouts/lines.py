"""Layouts of lines."""

import numpy as np
from PIL import Image

from aura.render.colour import Array, mix
from aura.render.pictures import shapes
from aura.render.pictures.shapes import Shape
from aura.render.pictures.stage import Stage


def contours(stage: Stage) -> None:
    """The height lines of an imagined map, its summit marked."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    if frame.wide:
        x, y, room = 0.80 * width, 0.42 * height, frame.part(0, 0.0, 0.56, 1)
    elif frame.tall:
        x, y, room = 0.62 * width, 0.21 * height, frame.part(0, 0.58, 1, 1)
    else:
        x, y, room = 0.66 * width, 0.23 * height, frame.part(0, 0.58, 0.96, 1)
    stage.ground(25, (x / width, y / height, 0.5, mix(scheme.stops[2], scheme.tones[1], 0.7), 1.0))
    relief = _Relief(stage, x, y)
    levels = 15
    for place, colour in enumerate(
        (scheme.tones[0], scheme.tones[1], mix(scheme.tones[1], scheme.tones[2], 0.6), scheme.tones[2])
    ):
        canvas.fill(relief.above(0.50 + 0.115 * place), colour, 0.75)
    strong = scheme.accent if not scheme.dark else scheme.tones[3]
    if frame.wide:
        seen = shapes.fade(0.68 * width, 0, 0.34 * width, 0)
    else:
        upper, lower = (
            shapes.fade(0, 0.34 * height, 0, 0.46 * height),
            shapes.fade(0, 0.92 * height, 0, 0.74 * height),
        )
        seen = shapes.either(upper, lower)
    canvas.fill(shapes.both(relief.lines(levels, 0.22 * unit), seen), strong, 0.5)
    canvas.fill(shapes.both(relief.lines(levels / 5, 0.36 * unit), seen), strong, 0.75)
    if stage.motif:
        stage.disc(x, y, 12.5 * unit, stage.ball(x, y, 12.5 * unit, scheme.stops[0], scheme.stops[2]), 0.6)
        stage.draw_motif(x, y, 8 * unit, scheme.stops[1])
    else:
        canvas.fill(shapes.ring(x, y, 3.4 * unit, 0.5 * unit), scheme.second)
        stage.disc(x, y, 1.7 * unit, scheme.second, 0.4)
    frame.stack(stage.words, room, most=stage.most)


class _Relief:
    """Heights from 0 to 1 on a coarse grid: a summit, its ridges, gentle chance.

    Slopes are in heights a pixel, and nowhere so small that a line would spread to a plain.
    """

    def __init__(self, stage: Stage, x: float, y: float) -> None:
        self._width, self._height, unit = stage.size
        wide, high = max(24, round(self._width / unit)), max(24, round(self._height / unit))
        across = np.linspace(0, self._width / unit, wide, dtype=np.float32)[None, :]
        down = np.linspace(0, self._height / unit, high, dtype=np.float32)[:, None]
        warp = np.zeros((high, wide), dtype=np.float32)
        for size, strength in ((6, 1.0), (11, 0.35)):
            rows = [[stage.dice.uniform(-1, 1) for _ in range(size)] for _ in range(size)]
            coarse = Image.fromarray(np.array(rows, dtype=np.float32))
            warp += np.float32(strength) * np.asarray(coarse.resize((wide, high), Image.Resampling.BICUBIC))
        away = np.hypot(across - x / unit, (down - y / unit) * 1.15)
        heights = np.exp(-((away / 34) ** 1.5)) + 0.13 * warp * np.clip(away / 22, 0.15, 1)
        if not stage.frame.wide:
            low = np.hypot(across - 0.12 * self._width / unit, down - 1.02 * self._height / unit)
            heights = heights + 0.6 * np.exp(-((low / 24) ** 1.6))
        heights = (heights - heights.min()) / (heights.max() - heights.min())
        steep = np.hypot(*np.gradient(heights, self._height / high, self._width / wide))
        self._heights = Image.fromarray(heights.astype(np.float32))
        self._slopes = Image.fromarray(np.maximum(steep, 0.3 * steep.mean()).astype(np.float32))

    def lines(self, levels: float, width: float) -> Shape:
        """Lines at ``levels`` even heights."""

        def cover(across: Array, down: Array) -> Array:
            heights = self._part(self._heights, across, down) * np.float32(levels)
            slopes = self._part(self._slopes, across, down) * np.float32(levels)
            away = np.abs(heights - np.round(heights)) / slopes
            share: Array = np.clip(np.float32(width / 2 + 0.5) - away, 0, 1)
            return share

        return Shape(shapes.EVERYWHERE, cover)

    def above(self, level: float) -> Shape:
        """All that is higher than ``level``."""

        def cover(across: Array, down: Array) -> Array:
            inside = self._part(self._heights, across, down) - np.float32(level)
            slopes = self._part(self._slopes, across, down)
            share: Array = np.clip(inside / slopes + np.float32(0.5), 0, 1)
            return share

        return Shape(shapes.EVERYWHERE, cover)

    def _part(self, grid: Image.Image, across: Array, down: Array) -> Array:
        scale_x, scale_y = grid.width / self._width, grid.height / self._height
        box = (
            (float(across[0, 0]) - 0.5) * scale_x,
            (float(down[0, 0]) - 0.5) * scale_y,
            (float(across[0, -1]) + 0.5) * scale_x,
            (float(down[-1, 0]) + 0.5) * scale_y,
        )
        size = (across.shape[1], down.shape[0])
        return np.asarray(grid.resize(size, Image.Resampling.BICUBIC, box=box), np.float32)
