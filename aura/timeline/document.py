"""The document: all of a project's content as one frozen value.

A document has five parts, one for each hash of a version: brief, plan, voice, render, timeline.
The timeline holds the project's title, its rate, its assets and its scenes in order; a scene holds
its words and the digests of what is heard and seen.  Nothing derived from position is stored.

Units: lengths in frames over ``Timeline.rate``; percentages as integers; digests as 64 hex digits.
A field at its default is not part of the canonical bytes, so a new field changes no old digest.
"""

from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from aura.timeline.scene import Scene
from aura.timeline.terms import (
    Anchor,
    Aspect,
    AssetType,
    Bytes,
    CaptionStyle,
    Density,
    Digest,
    Ducking,
    Form,
    Language,
    Line,
    LongText,
    Milliseconds,
    Mood,
    Pacing,
    Pause,
    Pixels,
    Source,
    Text,
    Value,
    Volume,
)


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
