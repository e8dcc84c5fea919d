"""Presets of one's own, beside those that ship.

An own preset is made from another one with some fields changed, and is checked as a whole before it is kept.
An export keeps the preset it was asked for with: it is made the same when that is changed or deleted since.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict
from sqlalchemy import select

from aura.db.statements import upsert
from aura.db.work import Work
from aura.errors import Conflict, Invalid, NotFound
from aura.exports.tables import ExportHistory
from aura.render.codecs import Speed
from aura.render.containers import Container, Sound
from aura.render.preset import PRESETS, RECIPES, Preset, get_preset, preset_of
from aura.render.recipe import (
    AudioBitRate,
    Crf,
    Loudness,
    Name,
    Peak,
    Pictures,
    Platform,
    Recipe,
    SizePx,
    VideoBitRate,
)
from aura.setup.tables import ExportPreset
from aura.timeline.edits.registry import convert
from aura.timeline.rules import clean_text
from aura.timeline.terms import Aspect, Value

MOST = 100
"""Presets of one user's own."""


class Changes(Value, frozen=True, kw_only=True):
    """A preset like another one, but for what is said here.  ``null`` takes a value back: it then goes by the
    codec or the platform."""

    like: Name = "Standard 720p"
    platform: Platform | UnsetType = UNSET
    aspect: Aspect | UnsetType | None = UNSET
    size_px: SizePx | UnsetType = UNSET
    container: Container | UnsetType = UNSET
    video: Pictures | UnsetType = UNSET
    speed: Speed | UnsetType = UNSET
    crf: Crf | UnsetType | None = UNSET
    video_bit_rate: VideoBitRate | UnsetType | None = UNSET
    audio: Sound | UnsetType = UNSET
    audio_bit_rate: AudioBitRate | UnsetType = UNSET
    loudness_lufs: Loudness | UnsetType | None = UNSET
    peak_db: Peak | UnsetType = UNSET


class Offer(NamedTuple):
    """A preset one can export with."""

    recipe: Recipe
    is_own: bool


class Presets:
    """The verbs on presets."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def list(self) -> "list[Offer]":
        """Those that ship, then the actor's own by name."""
        return [*(Offer(recipe, is_own=False) for recipe in RECIPES.values()), *self._own()]

    def get(self, name: str) -> Offer:
        """The preset of this name; raises ``NotFound``."""
        if name in RECIPES:
            return Offer(RECIPES[name], is_own=False)
        row = self._find(name)
        if row is None:
            raise NotFound(f"There is no preset {name!r:.80}.", field="preset")
        return _offer(row)

    def preset(self, name: str, field: str = "render.preset") -> Preset:
        """The preset to make a film with; raises ``Invalid`` naming those there are."""
        if name in PRESETS:
            return PRESETS[name]
        row = self._find(name)
        if row is None:
            there = ", ".join(offer.recipe.name for offer in self.list())
            raise Invalid(f"There is no preset {name!r:.80}; there are {there}.", field=field)
        return preset_of(_offer(row).recipe)

    def save(self, name: str, changes: Changes) -> Offer:
        """Make a preset of one's own, or make one of that name anew.

        Raises ``Invalid`` with the field that is wrong, ``NotFound`` where there is none to be like.
        """
        fields = _changed(self.get(changes.like).recipe, changes) | {"name": clean_text(name, "name").strip()}
        recipe = convert(fields, Recipe)
        if recipe.name in RECIPES:
            raise Conflict(
                f"The preset “{recipe.name}” ships with Aura; give yours another name.", field="name"
            )
        preset_of(recipe)
        row = self._find(recipe.name, hold=True)
        if row is None:
            if len(list(self._own())) >= MOST:
                raise Conflict(f"There are {MOST} presets of your own already; delete one first.")
            row = self._made(recipe.name)
        row.recipe = msgspec.json.encode(recipe).decode()
        self.session.flush()
        return _offer(row)

    def delete(self, name: str, *, in_use: bool = False) -> Offer:
        """Delete a preset of one's own; films that were asked for with it are made all the same.

        Raises ``Conflict`` for one that projects, templates or a setting name, unless it is to go though it
        is ``in_use``: they then say that it is missing.
        """
        from aura.exports.preset_uses import told, uses_of  # templates name presets, and exports no template

        if name in RECIPES:
            raise Conflict(f"The preset “{name}” ships with Aura, and stays.", field="name")
        offer = self.get(name)
        uses = [] if in_use else list(uses_of(self.work, name))
        if uses:
            words = f"The preset “{name}” is in use: {told(uses)}. Choose another preset there first, "
            words += "or delete it though it is in use."
            raise Conflict(words, field="name", uses=[use.what for use in uses])
        if (row := self._find(name, hold=True)) is not None:  # another may have deleted it meanwhile
            self.session.delete(row)
        self.session.flush()
        return offer

    def _own(self) -> Iterator[Offer]:
        mine = select(ExportPreset).where(ExportPreset.created_by == self.work.actor.user_id)
        for row in self.session.scalars(mine.order_by(ExportPreset.name)):
            yield _offer(row)

    def _find(self, name: str, *, hold: bool = False) -> ExportPreset | None:
        key = (clean_text(name, "preset"), self.work.actor.user_id)
        return self.session.get(ExportPreset, key, with_for_update=hold or None, populate_existing=hold)

    def _made(self, name: str) -> ExportPreset:
        """A new row, yet without a recipe; of two who make it at once, the second finds the first's."""
        row = upsert(self.session, ExportPreset).values(name=name, recipe="")
        self.session.execute(row.on_conflict_do_nothing())
        made = self._find(name, hold=True)
        assert made is not None
        return made


def kept(preset: Preset) -> str:
    """A preset as an export keeps it."""
    return msgspec.json.encode(preset).decode()


def used(export: ExportHistory) -> Preset:
    """The preset that an export was asked for with; of one that kept none, the shipped one of its name."""
    if export.preset_json is None:
        return get_preset(export.preset_name)
    return msgspec.json.decode(export.preset_json, type=Preset)


def _offer(row: ExportPreset) -> Offer:
    return Offer(msgspec.json.decode(row.recipe, type=Recipe), is_own=True)


def _changed(recipe: Recipe, changes: Changes) -> dict[str, Any]:
    """The fields of a recipe with these changes; another codec has another scale of quality, and may have no
    cap, so that it takes neither over."""
    given = {name: value for name, value in asdict(changes).items() if name != "like" and value is not UNSET}
    fields = asdict(recipe)
    if given.get("video", recipe.video) != recipe.video:
        fields["crf"] = None
        if given["video"] in ("prores", "none"):
            fields["video_bit_rate"] = None
    return fields | given
