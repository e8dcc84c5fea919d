"""Which facts are told of each part of a project, and in which of them two differ.  Pure.

A fact rests on some fields of a value.  Two values of one kind are told apart by those of their facts whose
texts differ; where a field differs that no text shows, the first fact that rests on it is told as new.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from aura.timeline.document import Brief, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.web import words
from aura.web.compare_words import (
    MAKERS,
    Told,
    captions,
    motion,
    music,
    narration,
    of_media,
    of_music,
    overlays,
    own_voice,
    pause,
    percent,
    picture,
    rate,
    said_otherwise,
    seconds,
    sections,
    switch,
    transition,
    watermark,
    word,
)
from aura.web.inspector_words import ANCHORS, CAPTION_STYLES, ENDINGS, FITS, PAUSES, Options, called
from aura.web.plan_words import DENSITIES, FORMS, PACES


class Fact(NamedTuple):
    """A label, the fields that it rests on, and how they are told."""

    label: str
    fields: tuple[str, ...]
    tell: Callable[[Any, Told], str]
    is_text: bool = False
    """Whether it is a text of the user's, whose words are compared."""


class Line(NamedTuple):
    """A fact that differs."""

    label: str
    before: str
    after: str
    is_text: bool


def lines_of(before: Value, after: Value, told: tuple[Told, Told]) -> list[Line]:
    """The facts in which two values of one kind differ."""
    differing = {name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    found: list[Line] = []
    shown: set[str] = set()
    facts = [fact for fact in FACTS[type(before)] if differing & set(fact.fields)]
    for fact in facts:
        was, now = fact.tell(before, told[0]), fact.tell(after, told[1])
        if was != now:
            found.append(Line(fact.label, was, now, fact.is_text))
            shown |= set(fact.fields)
    for fact in facts:
        if not shown & set(fact.fields):
            was = "" if fact.is_text else fact.tell(before, told[0])
            now = "same words, other details" if fact.is_text else f"{was}, new"
            found.append(Line(fact.label, was, now, is_text=False))
            shown |= set(fact.fields)
    return found


def _text(name: str) -> Callable[[Any, Told], str]:
    return lambda value, _: str(getattr(value, name))


def _called(name: str, options: Options) -> Callable[[Any, Told], str]:
    return lambda value, _: called(options, getattr(value, name))


def _plain(name: str, tell: Callable[[Any], str]) -> Callable[[Any, Told], str]:
    return lambda value, _: tell(getattr(value, name))


def _texts(**labels: str) -> tuple[Fact, ...]:
    return tuple(Fact(label, (name,), _text(name), True) for name, label in labels.items())


FACTS: dict[type[Value], Sequence[Fact]] = {
    Scene: (
        *_texts(title="Title", script_text="Text"),
        Fact("Picture", ("media",), picture),
        Fact("Fit", ("media",), of_media(lambda media: called(FITS, media.fit))),
        Fact("Focus", ("media",), of_media(lambda media: called(ANCHORS, media.focus))),
        Fact("Clip begins at", ("media",), of_media(lambda media: seconds(media.trim_ms))),
        Fact("Clip ends at", ("media",), of_media(lambda m: seconds(m.end_ms) if m.end_ms else "its end")),
        Fact("At the clip’s end", ("media",), of_media(lambda media: called(ENDINGS, media.ending))),
        Fact("Sound of the clip", ("media",), of_media(lambda media: percent(media.volume_percent))),
        Fact("Speed of the clip", ("media",), of_media(lambda media: percent(media.speed_percent))),
        Fact("Standstill", ("media",), of_media(lambda media: seconds(media.freeze_for_ms))),
        Fact("Drawn by", ("drawn_by",), lambda s, _: s.drawn_by.name if s.drawn_by else "nobody"),
        Fact("Motion", ("motion",), motion),
        Fact("Transition", ("transition", "transition_frames"), transition),
        Fact("Length", ("length_frames", "authored_frames"), lambda s, told: told.length(s.length_frames)),
        Fact("Narration", ("narration",), narration),
        Fact("Pause after it", ("narration",), pause),
        Fact("Voice", ("voice",), own_voice),
        Fact("Loudness of the voice", ("volume_percent",), _plain("volume_percent", percent)),
        Fact("Captions", ("captions",), captions, True),
        Fact("Texts over it", ("overlays",), overlays, True),
    ),
    Brief: (
        *_texts(topic="Topic", audience="Audience", goal="Goal", tone="Tone", notes="Notes"),
        Fact("Language", ("language",), _text("language")),
        Fact("Shape", ("aspect",), _text("aspect")),
    ),
    Plan: (
        Fact("Length", ("target_duration_s",), _plain("target_duration_s", words.length)),
        Fact("Pace", ("pacing",), _called("pacing", PACES)),
        Fact("Density", ("density",), _called("density", DENSITIES)),
        Fact("Form", ("form",), _called("form", FORMS)),
        Fact("Outline", ("sections",), sections, True),
    ),
    Voice: (
        Fact("Voice", ("name",), lambda voice, _: voice.name or "the best for the language"),
        Fact("Speed", ("rate_percent",), _plain("rate_percent", percent)),
        Fact("Pitch", ("pitch_percent",), _plain("pitch_percent", percent)),
        Fact("Pauses", ("pause",), _called("pause", PAUSES)),
        Fact("Spoken by", ("source",), _plain("source", MAKERS.__getitem__)),
        Fact("Words said otherwise", ("pronunciations",), said_otherwise, True),
    ),
    Render: (
        Fact("Preset", ("preset",), _text("preset")),
        Fact("Colours", ("palette",), lambda render, _: word(render.palette) or "by the topic"),
        Fact("Captions", ("captions",), _plain("captions", switch)),
        Fact("Look of captions", ("caption_style",), _called("caption_style", CAPTION_STYLES)),
        Fact("Pictures made by", ("pictures",), _plain("pictures", MAKERS.__getitem__)),
    ),
    Head: (
        *_texts(title="Title", description="Description"),
        Fact("Frame rate", ("rate_numerator", "rate_denominator"), rate),
        Fact("Music", ("music",), music),
        Fact("Loudness of the music", ("music",), of_music(lambda music: percent(music.volume_percent))),
        Fact("Music under voices", ("music",), of_music(lambda music: word(music.ducking))),
        Fact("Music goes on", ("music",), of_music(lambda music: "again" if music.loop else "once")),
        Fact("Music begins at", ("music",), of_music(lambda music: seconds(music.trim_ms))),
        Fact("Music comes in", ("music",), of_music(lambda music: f"in {seconds(music.fade_in_ms)}")),
        Fact("Music goes out", ("music",), of_music(lambda music: f"in {seconds(music.fade_out_ms)}")),
        Fact("Watermark", ("watermark",), watermark),
    ),
}  # fmt: skip
"""What is told of each part, in order."""
