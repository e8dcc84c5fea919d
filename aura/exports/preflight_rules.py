"""The rules by which an export is looked at before it is made.  Pure; each yields what it finds.

Size: a film is estimated as bit rate × time × 1.1, at most with the cap of its coding, and as a rule with
what its quality takes.  The disk has to hold the most.  A platform's limit blocks a film that would be over
it as a rule, and one that only may be is warned of.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from aura.generation.missing import picture_due, speech_due
from aura.render.chapters import chapters_of
from aura.render.platforms import LIMITS, WATCHED_SILENTLY
from aura.render.preset import Preset, bit_rates, frame_size
from aura.render.timing import Placed, film_frames, place
from aura.timeline.document import Document
from aura.timeline.media_named import objects_of_scene
from aura.timeline.scene import Scene
from aura.timeline.time import clock

Level = Literal["error", "warning", "recommendation"]
SPARE = Fraction(11, 10)
CHAPTERS_FROM_S = 120
"""A film shorter than this is watched in one go."""
NAMED = 5
"""How many scenes a sentence names."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing to be said: a code that stays, a sentence for a person, what of the project it is about, and
    the numbers of its scenes."""

    level: Level
    code: str
    message: str
    field: str = ""
    scenes: tuple[int, ...] = ()


class Facts(Struct, frozen=True, kw_only=True):
    """What of the world an export meets: the room on its disk, the digests of files that are not in the media
    store, the sizes in pixels of those of which they are known, and the characters of its texts that no
    font here draws."""

    free_bytes: int
    missing: frozenset[str] = frozenset()
    sizes_px: Mapping[str, tuple[int, int]] = {}
    undrawn: str = ""


class Film:
    """The film that an export would make."""

    def __init__(self, document: Document, preset: Preset, facts: Facts) -> None:
        self.document, self.preset, self.facts = document, preset, facts
        self.rate = document.timeline.head.rate
        frames = film_frames(document)
        self.seconds = frames / self.rate
        self.lasts = clock(frames, self.rate)
        self.placed = place(document.timeline.scenes, self.rate)
        self.width_px, self.height_px = frame_size(preset, document.brief.aspect)
        likely, most = bit_rates(preset, self.width_px, self.height_px, float(self.rate))
        self.likely_bytes = round(likely * self.seconds * SPARE / 8)
        self.most_bytes = round(most * self.seconds * SPARE / 8)
        due = {one.number: bool(speech_due(one.scene, document)) for one in self.placed}
        self.stale = [one.number for one in self.placed if due[one.number] and one.scene.narration]
        self.unspoken = [one.number for one in self.placed if due[one.number] and not one.scene.narration]

    def numbers(self, is_meant: Callable[[Placed], bool]) -> tuple[int, ...]:
        """The numbers of the scenes that are meant."""
        return tuple(one.number for one in self.placed if is_meant(one))


def disk(film: Film) -> Iterator[Finding]:
    """Whether the film fits, and what is made on the way to it."""
    free, most = film.facts.free_bytes, film.most_bytes
    there = f"{size(free)} are free"
    if most > free:
        words = f"The film may take {size(most)}, and {there}: free some, or choose a smaller preset."
        yield Finding("error", "disk", words, "preset")
    elif film.preset.video and 2 * most > free:
        words = f"The film may take {size(most)}, and as much again while it is made; {there}."
        yield Finding("warning", "disk-low", words, "preset")


def limits(film: Film) -> Iterator[Finding]:
    """What the platform takes."""
    platform = film.preset.platform
    seconds, size_bytes = LIMITS[platform]
    if seconds and film.seconds > seconds:
        words = f"{platform} takes at most {seconds} s; this film lasts {film.lasts}: shorten it."
        yield Finding("error", "too-long", words, "timeline")
    if size_bytes and film.likely_bytes > size_bytes:
        words = f"{platform} takes at most {size(size_bytes)}; this film would have about "
        words += f"{size(film.likely_bytes)}: shorten it, or choose a smaller preset."
        yield Finding("error", "too-large", words, "preset")
    elif size_bytes and film.most_bytes > size_bytes:
        words = f"{platform} takes at most {size(size_bytes)}; this film may have up to "
        words += f"{size(film.most_bytes)}, should all of it move."
        yield Finding("warning", "maybe-too-large", words, "preset")


def media(film: Film) -> Iterator[Finding]:
    """Files that a scene, the music or the watermark names and that have gone."""
    gone, words = film.facts.missing, "is not in the media store any more; bring it again, or choose another."
    lacking = film.numbers(lambda one: not gone.isdisjoint(_needed(one, film)))
    if lacking:
        whose = named(lacking).capitalize()
        yield Finding("error", "media", f"{whose}: a file {words}", "timeline.scenes", lacking)
    head = film.document.timeline.head
    if head.music and head.music.volume_percent and head.music.asset in gone:
        yield Finding("error", "media", f"The file of the music {words}", "head.music")
    if film.preset.video and head.watermark and head.watermark.asset in gone:
        yield Finding("error", "media", f"The file of the watermark {words}", "head.watermark")


def _needed(one: Placed, film: Film) -> set[str]:
    """What a scene cannot do without; not what is about to be made anew, nor what is not written."""
    scene = one.scene
    needed = set(objects_of_scene(scene))
    if scene.narration and one.number in film.stale:
        needed -= {scene.narration.audio, scene.narration.words or ""}
    if scene.media:
        unheard = scene.media.type == "Image" or not scene.media.volume_percent
        hidden = scene.drawn_by is not None or (film.preset.video is None and unheard)
        if hidden or picture_due(scene, film.document) is not None:
            needed.discard(scene.media.asset)
    return needed


def aspect(film: Film) -> Iterator[Finding]:
    """Whether the preset is meant for the film's shape."""
    meant, has = film.preset.aspect, film.document.brief.aspect
    if film.preset.video and meant and meant != has:
        words = f"“{film.preset.name}” is meant for films of {meant}; this one is {has}, and stays so."
        yield Finding("warning", "aspect", words, "brief.aspect")


def upscaling(film: Film) -> Iterator[Finding]:
    """Pictures and clips that have to be enlarged.  Nothing is said of those whose size is not known."""
    if film.preset.video is None:
        return
    frame = f"the frame of {film.width_px} × {film.height_px}"
    small = film.numbers(lambda one: _is_small(one, film) and not _is_drawn(one))
    if small:
        words = f"What is seen in {named(small)} is smaller than {frame}: it is enlarged, and looks soft."
        yield Finding("warning", "upscaling", words, "timeline.scenes", small)
    drawn = film.numbers(lambda one: _is_small(one, film) and _is_drawn(one))
    if drawn:
        words = f"The pictures made for {named(drawn)} are enlarged to {frame}: a smaller preset is as sharp."
        yield Finding("recommendation", "made-small", words, "preset", drawn)


def _is_drawn(one: Placed) -> bool:
    return bool(one.scene.media and one.scene.media.made_from)


def _is_small(one: Placed, film: Film) -> bool:
    shown = None if one.scene.drawn_by else one.scene.media
    width_px, height_px = film.facts.sizes_px.get(shown.asset, (0, 0)) if shown else (0, 0)
    if shown is None or not width_px or not height_px:
        return False
    across, down = Fraction(film.width_px, width_px), Fraction(film.height_px, height_px)
    return (min if shown.fit in ("contain", "blurred") else max)(across, down) > 1


def narration(film: Film) -> Iterator[Finding]:
    """What is spoken first; how long the film is may change by it."""
    if film.stale:
        words = f"The narration of {named(film.stale)} is older than its text: it is spoken again first."
        yield Finding("warning", "stale-narration", words, "timeline.scenes", tuple(film.stale))
    if film.unspoken:
        words = f"The text of {named(film.unspoken)} is spoken first, which sets how long the film is."
        yield Finding("recommendation", "not-spoken", words, "timeline.scenes", tuple(film.unspoken))


def captions(film: Film) -> Iterator[Finding]:
    """Whether a film that plays without sound can be followed."""
    platform = film.preset.platform
    if film.preset.video and platform in WATCHED_SILENTLY and not film.document.render.captions:
        words = f"Most people watch {platform} without sound: show the captions."
        yield Finding("recommendation", "captions", words, "render.captions")


def sound(film: Film) -> Iterator[Finding]:
    """Whether anything is heard."""
    timeline = film.document.timeline
    heard = {asset.digest for asset in timeline.assets if asset.has_audio}
    music = timeline.head.music
    if (music and music.volume_percent) or any(_is_heard(scene, heard) for scene in timeline.scenes):
        return
    if film.preset.video is None:
        words = "Nothing is heard in this film, and its sound is all that would be written: add a narration."
        yield Finding("error", "silent", words, "timeline")
    else:
        words = "Nothing is heard in this film: a narration or music would help."
        yield Finding("recommendation", "silent", words, "timeline")


def _is_heard(scene: Scene, heard: Container[str]) -> bool:
    """Whether a scene is spoken, or its clip is one of those that have sound, and that is not muted."""
    clip = None if scene.drawn_by else scene.media
    if clip and clip.volume_percent and clip.asset in heard:
        return True
    return bool(scene.volume_percent and (scene.script_text.strip() or scene.narration))


def chapters(film: Film) -> Iterator[Finding]:
    """Whether one finds one's way in a long film."""
    is_long = film.seconds >= CHAPTERS_FROM_S and len(film.placed) > 2
    if is_long and not chapters_of(film.placed):
        words = "Give the scenes titles: they become chapters, by which one finds one's way in a long film."
        yield Finding("recommendation", "chapters", words, "timeline.scenes")


RULES = (disk, limits, media, aspect, upscaling, narration, captions, sound, chapters)


def named(numbers: Sequence[int]) -> str:
    """Scenes as a sentence names them."""
    words = [str(number) for number in numbers[:NAMED]]
    if len(numbers) == 1:
        return f"scene {words[0]}"
    last = f"{len(numbers) - NAMED} more" if len(numbers) > NAMED else words.pop()
    return f"scenes {', '.join(words)} and {last}"


def size(size_bytes: int) -> str:
    """A size as people write it."""
    for unit, name in ((10**9, "GB"), (10**6, "MB")):
        if size_bytes >= unit:
            return f"{size_bytes / unit:,.1f} {name}".replace(".0 ", " ")
    return f"{-(-size_bytes // 1000):,} KB"
