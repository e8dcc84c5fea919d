"""The presets to choose from, by what they are for, each with its shape, its frame and about its size.  Pure.

Two presets that differ in nothing but the encoder's speed are one choice, with the speed beside it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from aura.exports.preflight_rules import SPARE
from aura.exports.presets import Offer
from aura.render.preset import bit_rates, frame_size, preset_of
from aura.render.recipe import Recipe
from aura.render.timing import film_frames
from aura.timeline.document import Document
from aura.web import words

GROUPS = (
    "For a platform",
    "For anywhere",
    "To look at quickly",
    "To keep, or to edit further",
    "Sound alone",
    "Your own",
)
_QUICK = frozenset({"Draft 360p", "Draft Preview 720p"})
_KEPT = frozenset({"Master Archive", "ProRes 422 HQ"})
CODINGS = {
    "h264": "H.264", "h265": "H.265", "vp9": "VP9", "prores": "ProRes",
    "mp3": "MP3", "aac": "AAC", "opus": "Opus", "pcm": "PCM",
}  # fmt: skip


class Speed(NamedTuple):
    """An encoder's speed, and the preset that has it."""

    preset: str
    word: str


class Choice(Struct, frozen=True, kw_only=True):
    """A preset as a card; ``width`` and ``height`` are those of its drawn shape, 0 for sound alone."""

    name: str
    facts: str
    is_own: bool
    is_chosen: bool
    width: int
    height: int
    speeds: tuple[Speed, ...] = ()


class Group(NamedTuple):
    """Presets that are for the same thing."""

    name: str
    choices: list[Choice]


def groups(offers: Sequence[Offer], document: Document) -> list[Group]:
    """All presets, for the film of a document."""
    chosen = document.render.preset
    found: dict[str, list[Choice]] = {name: [] for name in GROUPS}
    seconds = float(film_frames(document) / document.timeline.head.rate)
    for kin in _kin(offers):
        offer = next((each for each in kin if each.recipe.name == chosen), kin[0])
        found[_group(offer)].append(_choice(offer, kin, document, seconds))
    return [Group(name, choices) for name, choices in found.items() if choices]


def _kin(offers: Iterable[Offer]) -> list[list[Offer]]:
    """Presets that differ in speed alone, together; the standard one first."""
    kin: dict[tuple[bool, Recipe], list[Offer]] = {}
    for offer in offers:
        kin.setdefault((offer.is_own, replace(offer.recipe, name="-", speed="standard")), []).append(offer)
    found: list[list[Offer]] = []
    for alike in kin.values():
        speeds = {offer.recipe.speed for offer in alike}
        if len(alike) == len(speeds):
            found.append(sorted(alike, key=lambda offer: offer.recipe.speed != "standard"))
        else:
            found += [[offer] for offer in alike]
    return found


def _group(offer: Offer) -> str:
    recipe = offer.recipe
    if offer.is_own:
        return "Your own"
    if recipe.platform != "Generic":
        return "For a platform"
    if recipe.video == "none":
        return "Sound alone"
    if recipe.name in _QUICK:
        return "To look at quickly"
    return "To keep, or to edit further" if recipe.name in _KEPT else "For anywhere"


def _choice(offer: Offer, kin: Sequence[Offer], document: Document, seconds: float) -> Choice:
    recipe, preset = offer.recipe, preset_of(offer.recipe)
    width_px, height_px = frame_size(preset, document.brief.aspect)
    usual, _ = bit_rates(preset, width_px, height_px, float(document.timeline.head.rate))
    size_bytes = round(usual * seconds * float(SPARE) / 8)
    facts = [CODINGS.get(preset.coding, preset.coding)]
    if preset.video:
        facts.append(f"{width_px} × {height_px}")
    if size_bytes:
        facts.append(f"about {words.size(size_bytes)}")
    wide, high = frame_size(preset, recipe.aspect or document.brief.aspect) if preset.video else (0, 0)
    longer = max(wide, high, 1)
    return Choice(
        name=recipe.name,
        facts=" · ".join(facts),
        is_own=offer.is_own,
        is_chosen=recipe.name == document.render.preset,
        width=round(24 * wide / longer),
        height=round(24 * high / longer),
        speeds=tuple(Speed(one.recipe.name, one.recipe.speed.capitalize()) for one in kin)
        if len(kin) > 1
        else (),
    )


def chosen_of(found: Sequence[Group]) -> Choice | None:
    """The chosen preset; none where it is not there any more."""
    return next((each for group in found for each in group.choices if each.is_chosen), None)
