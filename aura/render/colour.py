"""Colour as the eye measures it: OKLCH in, sRGB out.

Units: sRGB components 0..255; OKLCH lightness 0..1, chroma 0..~0.37, hue in degrees; contrast is
the WCAG ratio, 1..21.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RGB = tuple[float, float, float]
Array = NDArray[np.float32]

_TO_LMS = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ],
    dtype=np.float32,
)
_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ],
    dtype=np.float32,
)
_FROM_LINEAR = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    dtype=np.float32,
)
_FROM_LMS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)


def oklab_of(rgb: Array) -> Array:
    """sRGB along the last axis to OKLab."""
    unit = rgb / np.float32(255)
    linear = np.where(
        unit <= 0.04045, unit / np.float32(12.92), ((unit + np.float32(0.055)) / np.float32(1.055)) ** 2.4
    )
    lab: Array = np.cbrt(linear.astype(np.float32) @ _FROM_LINEAR.T) @ _FROM_LMS.T
    return lab


def srgb_of(oklab: Array) -> Array:
    """OKLab along the last axis to sRGB, clipped to what a screen shows."""
    linear = np.clip((oklab @ _TO_LMS.T) ** 3 @ _TO_LINEAR.T, 0, 1)
    unit = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (unit * 255).astype(np.float32)


@lru_cache(maxsize=1024)
def oklch(lightness: float, chroma: float, hue: float) -> RGB:
    """The sRGB colour of an OKLCH one; chroma gives way until a screen can show it."""
    angle = math.radians(hue)
    low, high = 0.0, chroma
    for step in range(14):
        tried = high if step == 0 else (low + high) / 2
        lab = np.array([lightness, tried * math.cos(angle), tried * math.sin(angle)], dtype=np.float32)
        linear = (lab @ _TO_LMS.T) ** 3 @ _TO_LINEAR.T
        if linear.min() >= -1e-4 and linear.max() <= 1.0001:
            low = tried
            if step == 0:
                break
        else:
            high = tried
    lab = np.array([lightness, low * math.cos(angle), low * math.sin(angle)], dtype=np.float32)
    red, green, blue = (round(float(part), 2) for part in srgb_of(lab))
    return red, green, blue


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """The colour ``share`` of the way from ``first`` to ``second``, evenly to the eye."""
    labs = oklab_of(np.array([first, second], dtype=np.float32))
    red, green, blue = (
        round(float(part), 2) for part in srgb_of(labs[0] + (labs[1] - labs[0]) * np.float32(share))
    )
    return red, green, blue


def ramp(stops: tuple[RGB, ...], steps: int = 256) -> Array:
    """``steps`` colours through evenly spaced ``stops``, interpolated in OKLab.  Shape: (steps, 3)."""
    labs = oklab_of(np.array(stops, dtype=np.float32))
    at = np.linspace(0, len(stops) - 1, steps, dtype=np.float32)
    places = np.arange(len(stops), dtype=np.float32)
    return srgb_of(
        np.stack([np.interp(at, places, labs[:, part]) for part in range(3)], axis=1).astype(np.float32)
    )


def luminance(rgb: RGB) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    parts = [part / 255 for part in rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: RGB, second: RGB) -> float:
    """The WCAG contrast ratio of two colours."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)
