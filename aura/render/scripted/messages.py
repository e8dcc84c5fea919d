"""What is asked of the process that runs a script."""

from typing import Any

import msgspec
from msgspec import Struct


class Asked(Struct, frozen=True, kw_only=True, tag=True):
    """Anything asked."""


class Describe(Asked, frozen=True, kw_only=True):
    """Say which parameters a script has, as a JSON schema."""

    path: str
    name: str


class Check(Asked, frozen=True, kw_only=True):
    """Say whether a script takes these parameters."""

    path: str
    name: str
    parameters: str


class Open(Asked, frozen=True, kw_only=True):
    """Make a script's clip, of the source of this digest."""

    path: str
    name: str
    parameters: str
    digest: str
    width_px: int
    height_px: int
    rate_numerator: int
    rate_denominator: int
    frames: int


class Draw(Asked, frozen=True, kw_only=True):
    """Draw one frame of the clip; the answer is its planes (``render.planes``) as bytes."""

    frame: int


Request = Describe | Check | Open | Draw


def request(said: Any) -> Request:
    """A request, as it arrives."""
    asked: Request = msgspec.convert(said, Request)
    return asked
