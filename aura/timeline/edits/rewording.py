"""The edit that replaces a text by another wherever the scenes have it."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, TypeVar

from msgspec import Meta
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline import rules
from aura.timeline.edits.changing import counted, selected
from aura.timeline.edits.putting import with_fields
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.finding import pattern
from aura.timeline.scene import Cue, Overlay, Scene
from aura.timeline.terms import Id
from aura.timeline.view import Outcome, View

T = TypeVar("T", Cue, Overlay)

MAX_TITLE, MAX_WORDS, MAX_CAPTION, MAX_OVERLAY = 300, 20_000, 500, 300
SHOWN = 40
"""Characters of a text that are told in an action's words."""


@edit("script.replace-text")
class ReplaceText(Edit, frozen=True, kw_only=True):
    """Replace a text in titles, words, captions and overlays, of the scenes that are named or of all."""

    find: Annotated[str, Meta(min_length=1, max_length=300)]
    replace: Annotated[str, Meta(max_length=1_000)]
    scenes: Annotated[tuple[Id, ...], Meta(max_length=rules.MAX_SCENES)] = ()
    match_case: bool = False
    whole_words: bool = False

    def apply(self, view: View) -> Outcome:
        wanted = pattern(self.find, match_case=self.match_case, whole_words=self.whole_words, field="find")
        scenes = selected(view, self.scenes) if self.scenes else view.document().timeline.scenes
        found = [scene for scene in scenes if any(map(wanted.search, _texts(scene)))]
        if not found:
            raise Conflict(f"No scene says {_quoted(self.find)}.", field="find")
        after = {scene.id: _reworded(scene, partial(self._in, wanted)) for scene in found}
        for scene in after.values():
            _require_lengths(view, scene)
        before = [scene for scene in found if after[scene.id] != scene]
        words = f"Replaced {_quoted(self.find)} by {_quoted(self.replace)} in {counted(len(before))}"
        if not self.replace:
            words = f"Took {_quoted(self.find)} out of {counted(len(before))}"
        return with_fields(view, before, [after[scene.id] for scene in before], words)

    def guard(self) -> str:
        return f"scene:{self.scenes[0]}" if self.scenes else "order"

    def _in(self, wanted: re.Pattern[str], text: str) -> str:
        return rules.clean_text(wanted.sub(lambda _: self.replace, text))


def _reworded(scene: Scene, reworded: "partial[str]") -> Scene:
    """The scene with all its texts reworded; a caption or an overlay of which nothing is left goes."""
    cues = [replace(cue, text=reworded(cue.text)) for cue in scene.captions]
    overlays = [
        replace(each, text=reworded(each.text), detail=reworded(each.detail)) for each in scene.overlays
    ]
    return replace(
        scene,
        title=reworded(scene.title),
        script_text=reworded(scene.script_text),
        captions=tuple(_left(scene.captions, cues)),
        overlays=tuple(_left(scene.overlays, overlays)),
    )


def _left(before: Sequence[T], after: Sequence[T]) -> Iterator[T]:
    """Those that say something, or are as they were."""
    return (new for old, new in zip(before, after, strict=True) if new.text.strip() or new == old)


def _texts(scene: Scene) -> Iterator[str]:
    yield scene.title
    yield scene.script_text
    yield from (cue.text for cue in scene.captions)
    for overlay in scene.overlays:
        yield overlay.text
        yield overlay.detail


def _require_lengths(view: View, scene: Scene) -> None:
    """Raise ``Invalid`` for a text that became too long."""
    texts: tuple[tuple[str, Sequence[str], int], ...] = (
        ("The title", [scene.title], MAX_TITLE),
        ("The text", [scene.script_text], MAX_WORDS),
        ("A caption", [cue.text for cue in scene.captions], MAX_CAPTION),
        (
            "An overlay",
            [each.text for each in scene.overlays] + [each.detail for each in scene.overlays],
            MAX_OVERLAY,
        ),
    )
    for called, some, limit in texts:
        if any(len(text) > limit for text in some):
            number = view.position(scene.id)
            raise Invalid(
                f"{called} of scene {number} would be longer than {limit:,} characters.", field="replace"
            )


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= SHOWN else text[:SHOWN] + '…'}”"
