"""A scene, and what it holds: its words, what is heard and what is seen, by digests."""

from typing import Annotated, Literal

from msgspec import Meta

from aura.timeline.terms import (
    Anchor,
    Animation,
    Digest,
    Ending,
    Fit,
    Frames,
    Id,
    Line,
    Milliseconds,
    Motion,
    OverlayStyle,
    Pause,
    ScriptName,
    Speed,
    Standstill,
    Text,
    Transition,
    Value,
    Volume,
)


class Narration(Value, frozen=True, kw_only=True):
    """A scene's spoken sound, and the silence kept after it.

    ``words`` names the word timings, a JSON object of the media store; ``made_from`` is the digest
    of what Aura spoke it from (none for a recording), by which a stale narration is known.
    ``words_from`` is set where the timings were not told by a voice but estimated from the sound, and
    is the digest of what from.
    """

    audio: Digest
    frames: Frames
    pause_frames: Frames = 0
    words: Digest | None = None
    made_from: Digest | None = None
    words_from: Digest | None = None


class Media(Value, frozen=True, kw_only=True):
    """What a scene shows.  ``made_from`` is set on pictures Aura made, and names what from.

    A clip is seen from ``trim_ms`` to ``end_ms`` of its own time (0: to its end).  Where its scene lasts
    longer its last picture is held, or it begins again.  ``volume_percent`` is that of its own sound, which
    goes at the clip's speed at its own pitch.  Where it comes to ``freeze_ms`` of its own time it stands
    still and silent for ``freeze_for_ms`` (0: not at all).  What does not fit into the frame is cut off away
    from ``focus``, which is also what a moving picture keeps to.
    """

    asset: Digest
    type: Literal["Image", "Video"] = "Image"
    fit: Fit = "cover"
    focus: Anchor = "center"
    trim_ms: Milliseconds = 0
    end_ms: Milliseconds = 0
    ending: Ending = "hold"
    volume_percent: Volume = 100
    speed_percent: Speed = 100
    freeze_ms: Milliseconds = 0
    freeze_for_ms: Standstill = 0
    made_from: Digest | None = None


class Cue(Value, frozen=True, kw_only=True):
    """A caption its author wrote, in milliseconds from the start of its scene."""

    start_ms: Milliseconds
    end_ms: Milliseconds
    text: Annotated[str, Meta(min_length=1, max_length=500)]


class Overlay(Value, frozen=True, kw_only=True):
    """A text shown over a scene's picture, in milliseconds from the start of its scene (0: to its end)."""

    text: Annotated[str, Meta(min_length=1, max_length=300)]
    detail: Line = ""
    style: OverlayStyle = "lower-third"
    anchor: Anchor = "bottom-left"
    start_ms: Milliseconds = 0
    end_ms: Milliseconds = 0
    animation: Animation = "fade"


class SceneVoice(Value, frozen=True, kw_only=True):
    """How one scene is spoken otherwise than the film; what is not set here follows the film's voice."""

    name: Line | None = None
    rate_percent: Annotated[int, Meta(ge=50, le=200)] | None = None
    pitch_percent: Annotated[int, Meta(ge=50, le=150)] | None = None
    pause: Pause | None = None


class Scripted(Value, frozen=True, kw_only=True):
    """A scene drawn by a script that is installed where the film is rendered.

    ``parameters`` is the canonical JSON of an object, whose fields the script knows.
    """

    name: ScriptName
    parameters: Text = "{}"


class Scene(Value, frozen=True, kw_only=True):
    """One scene.  ``length_frames`` follows ``rules.scene_length``; ``authored_frames`` 0 means as spoken.

    The transition is the one *into* this scene and is shared with the end of the one before.
    ``captions`` are shown in the place of those made from the narration.  ``voice`` is how it is spoken
    where that is not as the film is, and ``volume_percent`` how loud its narration is.  ``drawn_by`` is seen
    in the place of ``media``.
    """

    id: Id
    title: Line = ""
    script_text: Text = ""
    authored_frames: Frames = 0
    length_frames: Frames = 0
    narration: Narration | None = None
    media: Media | None = None
    motion: Motion = "auto"
    transition: Transition = "cut"
    transition_frames: Frames = 0
    captions: Annotated[tuple[Cue, ...], Meta(max_length=1_000)] = ()
    overlays: Annotated[tuple[Overlay, ...], Meta(max_length=20)] = ()
    voice: SceneVoice | None = None
    volume_percent: Volume = 100
    drawn_by: Scripted | None = None
