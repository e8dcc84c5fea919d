"""A preset as a form has it, and back.  Pure.

Bit rates are given in thousands of bits a second, for nobody thinks in single ones; what is no whole thousand
has up to three places behind the point, so that no bit is lost.  A field that is left empty goes by the
codec, or by the platform.
"""

from typing import Any, NamedTuple, get_args

from msgspec.structs import asdict

from aura.render.codecs import CODECS
from aura.render.containers import Container, Sound
from aura.render.preset import preset_of
from aura.render.recipe import Pictures, Platform, Recipe
from aura.timeline.terms import Aspect
from aura.web.forms import Form
from aura.web.render_choices import CODINGS

_CONTAINERS: dict[Container, str] = {
    "mp4": "MP4, plays everywhere",
    "mov": "MOV, for editing programs",
    "mkv": "MKV",
    "webm": "WebM, for the web",
    "mp3": "MP3, sound alone",
    "m4a": "M4A, sound alone",
}
_PICTURES: dict[Pictures, str] = {
    **{codec: CODINGS[codec] for codec in CODECS},
    "none": "None, sound alone",
}
_SHAPES: tuple[Aspect, ...] = get_args(Aspect)
CHOICES: dict[str, list[tuple[str, str]]] = {
    "platform": [
        (name, "Anywhere" if name == "Generic" else name)
        for name in sorted(get_args(Platform), key=str.lower)
    ],
    "aspect": [("", "Any shape"), *((shape, shape) for shape in _SHAPES)],
    "container": list(_CONTAINERS.items()),
    "video": list(_PICTURES.items()),
    "speed": [("standard", "Standard"), ("fast", "Fast")],
    "audio": [(sound, CODINGS[sound]) for sound in get_args(Sound)],
}
_THOUSANDS = ("video_bit_rate", "audio_bit_rate")
_NUMBERS = ("size_px", "crf", "loudness_lufs", "peak_db")
_TEXTS = ("platform", "aspect", "container", "video", "speed", "audio")


class PresetLine(NamedTuple):
    """A preset in the list."""

    name: str
    facts: str


def line_of(recipe: Recipe) -> PresetLine:
    """A preset in a line."""
    coding = preset_of(recipe).coding
    facts = [CODINGS.get(coding, coding), recipe.container.upper()]
    if recipe.video != "none":
        facts.append(f"{recipe.size_px}p")
    if recipe.video_bit_rate:
        facts.append(f"at most {recipe.video_bit_rate / 1_000_000:g} Mbit/s")
    if recipe.speed == "fast":
        facts.append("fast")
    if recipe.platform != "Generic":
        facts.append(f"for {recipe.platform}")
    return PresetLine(recipe.name, " · ".join(facts))


def filled(recipe: Recipe, name: str | None = None) -> dict[str, str]:
    """What the form's fields hold for a preset."""
    values = {field: "" if value is None else str(value) for field, value in asdict(recipe).items()}
    for field in _THOUSANDS:
        if values[field]:
            whole, rest = divmod(int(values[field]), 1000)
            values[field] = f"{whole}.{rest:03d}".rstrip("0") if rest else f"{whole}"
    return values if name is None else values | {"name": name}


def sent_back(sent: Form) -> dict[str, str]:
    """What the form's fields hold after it was refused: as it was sent."""
    return {field: sent.text(field) for field in Recipe.__struct_fields__}


def changes_of(sent: Form) -> dict[str, Any]:
    """What was sent, as changes of a preset.  What is no number is left as it is, for the rules to refuse."""
    texts: dict[str, Any] = {field: sent.text(field) for field in _TEXTS}
    texts["aspect"] = texts["aspect"] or None
    numbers = {field: _number(sent.text(field)) for field in _NUMBERS}
    return texts | numbers | {field: _thousands(sent.text(field)) for field in _THOUSANDS}


def _thousands(text: str) -> int | str | None:
    """A number of thousands as one of single ones."""
    whole, point, rest = text.strip().replace(",", ".").partition(".")
    if not point:
        number = _number(text)
        return number * 1000 if isinstance(number, int) else number
    is_one = whole.isdecimal() and rest.isdecimal() and len(whole) <= 9 and len(rest) <= 3
    return int(whole + rest.ljust(3, "0")) if is_one else text.strip()


def _number(text: str) -> int | str | None:
    text = text.strip().replace("−", "-")
    if text.removeprefix("-").isdecimal() and len(text) <= 9:
        return int(text)
    return text or None
