"""What a point of the notes is in a form: its heading or its label says so."""

from aura.providers.text.cues import Role, is_headed
from aura.providers.text.points import Point


def plays(point: Point, role: Role) -> bool:
    """Whether a point's heading, or the label before its first words (``Price: …``), says what it is."""
    return any(is_headed(one, role) for one in (point.title, point.under, label_of(point)) if one)


def label_of(point: Point) -> str:
    """The label before a point's first words; empty where there is none."""
    label, colon, _ = (point.sentences or ("",))[0].partition(":")
    return label if colon else ""
