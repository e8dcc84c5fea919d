"""The document: all of a project's content as one frozen value.

A document has five parts, one for each hash of a version: brief, plan, voice, render, timeline.
The timeline holds the project's title, its rate, its assets and its scenes in order; a scene holds
its words and the digests of what is heard and seen.  Nothing derived from position is stored.

Units: lengths in frames over ``Timeline.rate``; percentages as integers; digests as 64 hex digits.
A field at its default is not part of the canonical bytes, so a new field changes no old digest.
"""

from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta, Struct

Line = Annotated[str, Meta(max_length=300)]
Text = Annotated[str, Meta(max_length=20_000)]
LongText = Annotated[str, Meta(max_length=200_000)]
_END = r"(?!\n)$"  # a bare $ would let a line end pass
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MAX_FRAMES = 100_000_000

Digest = Annotated[str, Meta(pattern=f"^[0-9a-f]{{64}}{_END}")]
Id = Annotated[str, Meta(pattern=f"^{_UUID}{_END}")]
Position = Annotated[str, Meta(pattern=f"^(start|end|{_UUID}){_END}")]
"""A place in the order: behind the scene of this id, or ``start``, or ``end``."""
Frames = Annotated[int, Meta(ge=0, le=MAX_FRAMES)]
Bytes = Annotated[int, Meta(ge=0, le=2**50)]
Pixels = Annotated[int, Meta(ge=0, le=65_535)]
Milliseconds = Annotated[int, Meta(ge=0, le=2**40)]
Language = Annotated[str, Meta(pattern=f"^[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*{_END}", max_length=20)]

ScriptName = Annotated[str, Meta(pattern=f"^[a-z][a-z0-9-]{{0,59}}{_END}")]

Aspect = Literal["16:9", "9:16", "1:1", "4:5"]
Pacing = Literal["Chill", "Conversational", "Fast"]
Density = Literal["Sparse", "Balanced", "Dense"]
Form = Literal["explainer", "listicle", "comparison", "story-time", "tutorial", "product-showcase"]
Pause = Literal["Natural", "Short", "Long", "Dramatic"]
AssetType = Literal["Script", "Audio", "Image", "Video", "Subtitle"]
Fit = Literal["cover", "contain", "blurred", "stretch"]
Motion = Literal["auto", "none", "in", "out", "left", "right", "up", "down"]
Passage = Literal[
    "fade",
    "dissolve",
    "fade-black",
    "fade-white",
    "wipe-left",
    "wipe-right",
    "wipe-up",
    "wipe-down",
    "wipe-up-left",
    "wipe-up-right",
    "wipe-down-left",
    "wipe-down-right",
    "smooth-left",
    "smooth-right",
    "smooth-up",
    "smooth-down",
    "slide-left",
    "slide-right",
    "slide-up",
    "slide-down",
    "circle-open",
    "circle-close",
    "radial",
]
"""How one scene gives way to the next over some time; a direction is the one in which something moves."""
Transition = Literal["cut", Passage]
Source = Literal["offline", "online"]
"""Who makes something: Aura on this machine, or the server that was set up for it."""
CaptionStyle = Literal["plain", "highlight", "pill", "outline", "word"]
"""A cue as it is, with the spoken word lit, with it on a pill, without a box; or one word at a time."""
Ending = Literal["hold", "loop"]
Ducking = Literal["off", "gentle", "balanced", "aggressive"]
Mood = Literal["calm", "bright", "driving", "wistful"]
Anchor = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right"
]
"""Where in the frame something stands."""
OverlayStyle = Literal["lower-third", "title", "call-to-action"]
Animation = Literal["fade", "none", "slide", "rise"]
"""How a text over a picture comes and goes: softly, at once, from its side, from below."""
Volume = Annotated[int, Meta(ge=0, le=200)]
Speed = Annotated[int, Meta(ge=25, le=400)]
Standstill = Annotated[int, Meta(ge=0, le=3_600_000)]
"""For how long a clip stands still, in milliseconds."""


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen piece of a document.  Equality is equality of fields."""


class Brief(Value, frozen=True, kw_only=True):
    """What the film is to be about, and for whom."""

    topic: Line = ""
    audience: Line = ""
    goal: Line = ""
    tone: Line = ""
    language: Language = "en"
    aspect: Aspect = "16:9"
    notes: LongText = ""


class Section(Value, frozen=True, kw_only=True):
    """One point of the outline."""

    title: Line = ""
    summary: Text = ""


class Plan(Value, frozen=True, kw_only=True):
    """How the film is to be told: length, pace, form and outline."""

    target_duration_s: Annotated[int, Meta(ge=5, le=36_000)] = 60
    pacing: Pacing = "Conversational"
    density: Density = "Balanced"
    form: Form = "explainer"
    sections: Annotated[tuple[Section, ...], Meta(max_length=500)] = ()


class Pronunciation(Value, frozen=True, kw_only=True):
    """How a word or a phrase is to be said: ``spoken`` is read in the place of ``written``."""

    written: Annotated[str, Meta(min_length=1, max_length=100)]
    spoken: Annotated[str, Meta(min_length=1, max_length=200)]


class Voice(Value, frozen=True, kw_only=True):
    """Who speaks, and how.  An empty name is the best voice for the brief's language."""

    name: Line = ""
    rate_percent: Annotated[int, Meta(ge=50, le=200)] = 100
    pitch_percent: Annotated[int, Meta(ge=50, le=150)] = 100
    pause: Pause = "Natural"
    source: Source = "offline"
    pronunciations: Annotated[tuple[Pronunciation, ...], Meta(max_length=500)] = ()


class Render(Value, frozen=True, kw_only=True):
    """How the film is to look and be written.  An empty palette is chosen from the topic.

    ``pictures`` says who makes the picture of a scene that has none of its own.
    """

    preset: Line = "Standard 720p"
    palette: Line = ""
    captions: bool = True
    caption_style: CaptionStyle = "plain"
    pictures: Source = "offline"


class Asset(Value, frozen=True, kw_only=True):
    """A file the user brought, named by the digest of its bytes; facts as measured, never as claimed.

    What moves is a ``Video``, also without sound and whatever its file is called: an animated GIF is one.
    """

    digest: Digest
    type: AssetType
    name: Line = ""
    mime: Line = ""
    size_bytes: Bytes = 0
    width_px: Pixels = 0
    height_px: Pixels = 0
    duration_ms: Milliseconds = 0
    has_audio: bool = False


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


class Music(Value, frozen=True, kw_only=True):
    """The music under a film: a file, or with none a bed that Aura makes: a mood and one of its variations.

    It begins at ``trim_ms`` of its own time, is looped or ends, is cut to the film, faded in and out,
    and turned down under voices as ``ducking`` says.  ``made_from`` is set on music Aura made.
    """

    asset: Digest | None = None
    mood: Mood = "calm"
    variation: Annotated[int, Meta(ge=0, le=999)] = 0
    volume_percent: Volume = 100
    ducking: Ducking = "balanced"
    loop: bool = True
    trim_ms: Milliseconds = 0
    fade_in_ms: Annotated[int, Meta(ge=0, le=60_000)] = 1_000
    fade_out_ms: Annotated[int, Meta(ge=0, le=60_000)] = 2_500
    made_from: Digest | None = None


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


class Watermark(Value, frozen=True, kw_only=True):
    """A mark shown through the whole film: a picture of the project, or a text.

    ``size_percent`` is a picture's width of the frame's width, and a text's height of the frame's height;
    0 is what suits most: 10 for a picture, 4 for a text.
    """

    asset: Digest | None = None
    text: Line = ""
    anchor: Anchor = "bottom-right"
    opacity_percent: Annotated[int, Meta(ge=1, le=100)] = 60
    size_percent: Annotated[int, Meta(ge=0, le=100)] = 0


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


class Head(Value, frozen=True, kw_only=True):
    """The timeline's own fields."""

    title: Line = ""
    description: Text = ""
    rate_numerator: Annotated[int, Meta(ge=1, le=240_000)] = 30
    rate_denominator: Annotated[int, Meta(ge=1, le=1_001)] = 1
    music: Music | None = None
    watermark: Watermark | None = None

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return Fraction(self.rate_numerator, self.rate_denominator)


class Timeline(Value, frozen=True, kw_only=True):
    """Title and rate, the assets by digest, the scenes in order."""

    head: Head = Head()
    assets: tuple[Asset, ...] = ()
    scenes: tuple[Scene, ...] = ()


class Document(Value, frozen=True, kw_only=True):
    """A project's whole content."""

    brief: Brief = Brief()
    plan: Plan = Plan()
    voice: Voice = Voice()
    render: Render = Render()
    timeline: Timeline = Timeline()
