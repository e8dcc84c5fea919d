"""The edit that makes one scene of two.

    | Words, |  | more words. |   scene.merge   ->   | Words, more words. |

The first one's picture (that of the second where it has none), motion, voice and transition are kept, and
its narration where the second says nothing; otherwise the narrations are dropped, as neither says the words
of both.  Captions of one's own are kept where both have them (or nothing to say): with those of one alone
the words of the other would have none.
"""

from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.document import Head
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import SceneEdit, timed
from aura.timeline.edits.putting import Inserted, PutScenes
from aura.timeline.edits.registry import edit
from aura.timeline.edits.splitting import without_recording
from aura.timeline.scene import Cue, Overlay, Scene
from aura.timeline.terms import MAX_MS
from aura.timeline.time import ms_from_frames
from aura.timeline.view import END, Change, Outcome, View, get_scene

MAX_CHARACTERS, MAX_CAPTIONS, MAX_OVERLAYS = 20_000, 1_000, 20


@edit("scene.merge")
class MergeScene(SceneEdit, frozen=True, kw_only=True):
    """Merge a scene with the one behind it: their words follow one another, the first picture is kept."""

    def apply(self, view: View) -> Outcome:
        first = get_scene(view, self.scene)
        chain = Chain(view)
        following = chain.next(first.id)
        if following == END:
            raise Invalid("It is the last scene; there is none behind it to merge it with.", field="scene")
        second = get_scene(view, following)
        number = view.position(first.id)
        merged = timed(
            view, _merged(first, second, ms_from_frames(first.length_frames, view.part(Head).rate))
        )
        lost = without_recording(first, merged) or without_recording(second, merged)
        chain.take([second.id])
        return Outcome(
            inverse=PutScenes(changed=(first,), inserted=(Inserted(scene=second, after=first.id),)),
            words=f"Merged scenes {number} and {number + 1}{lost}",
            changes=(
                Change(f"scene:{first.id}", first, merged),
                Change(f"scene:{second.id}", second, None),
                *chain.changes(),
            ),
        )

    def guard(self) -> str:
        return "order"


def _merged(first: Scene, second: Scene, at_ms: int) -> Scene:
    """One scene that says and shows both; the second begins at ``at_ms``."""
    text = " ".join(each.script_text for each in (first, second) if each.script_text.strip())
    captions, overlays = _captions(first, second, at_ms), _overlays(first, second, at_ms)
    for field, count, limit, words in (
        ("script_text", len(text), MAX_CHARACTERS, "characters"),
        ("captions", len(captions), MAX_CAPTIONS, "captions"),
        ("overlays", len(overlays), MAX_OVERLAYS, "overlays"),
    ):
        if count > limit:
            raise Invalid(
                f"Together they would have {count:,} {words}; a scene has at most {limit:,}.", field=field
            )
    for field, shown in (("captions", captions), ("overlays", overlays)):
        if any(max(each.start_ms, each.end_ms) > MAX_MS for each in shown):
            raise Invalid(f"Together they would have {field} at times too late for any film.", field=field)
    silent = _is_silent(first) or _is_silent(second)
    keeps_length = first.authored_frames or second.authored_frames or silent
    return replace(
        first,
        title=first.title or second.title,
        script_text=text,
        authored_frames=first.length_frames + second.length_frames if keeps_length else 0,
        narration=first.narration if _is_silent(second) else None,
        media=first.media or second.media,
        drawn_by=first.drawn_by if first.drawn_by or first.media else second.drawn_by,
        captions=captions,
        overlays=overlays,
    )


def _is_silent(scene: Scene) -> bool:
    return scene.narration is None and not scene.script_text.strip()


def _captions(first: Scene, second: Scene, at_ms: int) -> tuple[Cue, ...]:
    if not all(each.captions or _is_silent(each) for each in (first, second)):
        return ()
    early = (replace(cue, end_ms=min(cue.end_ms, at_ms)) for cue in first.captions if cue.start_ms < at_ms)
    late = (replace(cue, start_ms=cue.start_ms + at_ms, end_ms=cue.end_ms + at_ms) for cue in second.captions)
    return (*early, *late)


def _overlays(first: Scene, second: Scene, at_ms: int) -> tuple[Overlay, ...]:
    early = (
        replace(each, end_ms=min(each.end_ms or at_ms, at_ms))
        for each in first.overlays
        if each.start_ms < at_ms
    )
    late = (
        replace(each, start_ms=each.start_ms + at_ms, end_ms=each.end_ms and each.end_ms + at_ms)
        for each in second.overlays
    )
    return (*early, *late)
