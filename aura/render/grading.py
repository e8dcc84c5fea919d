"""HDR brought to an ordinary screen: PQ and HLG in the colours of BT.2020 become BT.709.

HDR says how light a thing is, in nits.  Its white, which is 203 nits, becomes the screen's white; what is
lighter, up to 1000 nits, is pressed into the last part before it by the curve of BT.2390; what is below
about 90 nits is shown as it is.  The curve goes by the strongest of red, green and blue and changes all
three alike, so a colour keeps its hue.  Colours an ordinary screen has not are paled, at their lightness,
until it has them.  The screen is that of BT.1886: its signal is the 2.4th root of light.

All this is a table of colours, made once; a filter looks frames up in it.

Source: ITU-R BT.2100, BT.2390 (5.4.1), BT.2408, BT.1886, BT.2087.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from av import VideoFrame
from av.filter import Graph
from av.filter.context import FilterContext
from numpy.typing import NDArray

from aura.render.planes import SCALE_FLAGS

PQ, HLG = 16, 18
"""Code points of transfers, as ITU-T H.273 has them."""
WHITE_NITS = 203.0
PEAK_NITS = 1000.0
SCREEN_GAMMA = 2.4
DEEP = "gbrp16le"
"""The form frames come in: the HDR signal as red, green and blue."""

_NODES = 49
_WHITE = 65_280 / 65_535
"""What the scaler takes for white, and gives as white, of all that 16 bits can hold."""
_TO_BT709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_LUMINANCE_OF_BT2020 = np.array([0.2627, 0.6780, 0.0593])

Floats = NDArray[np.float64]


def nits_of(signal: Floats, transfer: int) -> Floats:
    """The light of each part of a signal, 0 to 1; of HLG as on a screen of 1000 nits.  Shape: (..., 3)."""
    if transfer == PQ:
        root = signal ** (1 / 78.84375)
        light: Floats = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
        return np.asarray(10_000 * light ** (1 / 0.1593017578125))
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    lightness = (scene @ _LUMINANCE_OF_BT2020)[..., None]
    return np.asarray(PEAK_NITS * scene * np.maximum(lightness, 1e-9) ** 0.2)


def pq_of(nits: Floats) -> Floats:
    """The PQ signal of a light."""
    power = (nits / 10_000) ** 0.1593017578125
    return np.asarray(((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375)


def pressed(nits: Floats) -> Floats:
    """A light as it is shown, at most white: BT.2390's curve from the brightest HDR to it."""
    top = pq_of(np.array(PEAK_NITS))
    white = pq_of(np.array(WHITE_NITS)) / top
    knee = 1.5 * white - 0.5
    level = np.minimum(pq_of(nits) / top, 1)
    way = (level - knee) / (1 - knee)
    bent = (
        (2 * way**3 - 3 * way**2 + 1) * knee
        + (way**3 - 2 * way**2 + way) * (1 - knee)
        + (3 * way**2 - 2 * way**3) * white
    )
    return nits_of(np.where(level < knee, level, bent) * top, PQ)


def shown(signal: Floats, transfer: int) -> Floats:
    """What an ordinary screen is given, 0 to 1, for an HDR signal.  Shape: (..., 3)."""
    nits = nits_of(signal, transfer)
    strongest = np.maximum(nits.max(axis=-1, keepdims=True), 1e-6)
    light = nits * (pressed(strongest) / strongest) / WHITE_NITS
    return np.asarray(_paled(light @ _TO_BT709.T) ** (1 / SCREEN_GAMMA))


def _paled(light: Floats) -> Floats:
    """Colours moved towards the grey of their lightness until no part is below nothing or above all."""
    grey = np.clip(light @ _LUMINANCE, 0, 1)[..., None]
    low, high = light.min(axis=-1, keepdims=True), light.max(axis=-1, keepdims=True)
    share = np.where(low < 0, grey / np.maximum(grey - low, 1e-9), 1.0)
    share = np.minimum(share, np.where(high > 1, (1 - grey) / np.maximum(high - grey, 1e-9), 1.0))
    return np.asarray(np.clip(grey + (light - grey) * share, 0, 1))


@cache
def table(transfer: int) -> bytes:
    """What is shown for each of 49 levels of red, green and blue, red changing fastest, in the filter's
    own words."""
    levels = np.minimum(np.linspace(0, 1 / _WHITE, _NODES), 1)
    blue, green, red = np.meshgrid(levels, levels, levels, indexing="ij")
    colours = shown(np.stack((red, green, blue), axis=-1), transfer).reshape(-1, 3) * _WHITE
    lines = map("{:.5f} {:.5f} {:.5f}".format, *colours.T.tolist())
    return "\n".join((f"LUT_3D_SIZE {_NODES}", *lines, "")).encode()


class Grade:
    """Brings frames of one size from HDR, as ``DEEP``, to the planes the encoder takes."""

    def __init__(self, like: VideoFrame, transfer: int) -> None:
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._first = self._graph.add_buffer(
            width=like.width, height=like.height, format=like.format, time_base=Fraction(1)
        )
        scale = f"flags={SCALE_FLAGS}+full_chroma_inp:out_color_matrix=bt709:out_range=tv:out_chroma_loc=left"
        steps = (
            self._lookup(transfer),
            self._graph.add("scale", scale),
            self._graph.add("format", "yuv420p"),
            self._graph.add("buffersink"),
        )
        last = self._first
        for step in steps:
            last.link_to(step)
            last = step
        self._last = last
        self._graph.configure()

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        self._first.push(frame)
        graded = self._last.pull()
        assert isinstance(graded, VideoFrame)
        return graded

    def _lookup(self, transfer: int) -> FilterContext:
        """The filter with its table, which it takes from a file, and at once."""
        with TemporaryDirectory(prefix="aura-") as folder:
            file = Path(folder) / "table.cube"
            file.write_bytes(table(transfer))
            return self._graph.add("lut3d", file=str(file), interp="tetrahedral")
