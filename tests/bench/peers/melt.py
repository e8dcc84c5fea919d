"""melt, from the MLT framework: an XML of four tracks.  Pictures move by ``affine``, scenes fade by ``luma``.

There is no ducking and no loudness on this side, as melt has neither without plug-ins.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from PIL import Image

from tests.bench.render_media import VOICE_S, Material
from tests.bench.render_story import (
    AUDIO_BIT_RATE,
    RATE,
    SCENE_FRAMES,
    VOICE_DELAY_FRAMES,
    Part,
    Size,
    Story,
    Timed,
    zoomed,
)

HOW = "melt is not installed: apt install melt (Debian, Ubuntu), or brew install mlt (macOS)"
KEY_FRAMES = 17
"""From one written place of a moving picture to the next; between them it moves evenly."""
MUSIC_GAIN = 0.2


def find() -> str | None:
    """The program, or None where it is not installed."""
    return shutil.which("melt") or shutil.which("melt-7")


def command(program: str, story: Story, material: Material, out: Path) -> list[str]:
    """melt with the film as XML, which it reads from a file beside ``out``."""
    file = out.with_suffix(".mlt")
    file.write_text("\n".join(_document(story, material)))
    coding = story.preset.video
    video = (
        f"vcodec={coding.codec}",
        f"preset={coding.speed}",
        f"crf={coding.crf}",
        "threads=2",
        "pix_fmt=yuv420p",
    )
    sound = ("acodec=aac", f"ab={AUDIO_BIT_RATE}")
    return [program, "-silent", str(file), "-consumer", f"avformat:{out}", *video, *sound, "real_time=-1"]


def _document(story: Story, material: Material) -> Iterator[str]:
    width, height = story.size
    shape = 'progressive="1" sample_aspect_num="1" sample_aspect_den="1" colorspace="709"'
    aspect = f'display_aspect_num="{width}" display_aspect_den="{height}"'
    yield '<?xml version="1.0"?><mlt LC_NUMERIC="C" producer="film">'
    yield (
        f'<profile width="{width}" height="{height}" frame_rate_num="{RATE}" frame_rate_den="1"'
        f" {shape} {aspect}/>"
    )
    for part in story.parts:
        yield from _producer(part, story.size, material)
        yield f'<producer id="voice{part.number}">{_set("resource", material.voices[part.voice])}</producer>'
    gain = f'<filter mlt_service="volume">{_set("gain", MUSIC_GAIN)}</filter>'
    yield f'<producer id="music">{_set("resource", material.music)}{gain}</producer>'
    yield from (_track(story, odd) for odd in (0, 1))
    yield _voices(story)
    yield f'<playlist id="score">{_entry("music", story.frames)}</playlist>'
    yield from _film(story)


def _producer(part: Part, size: Size, material: Material) -> Iterator[str]:
    yield f'<producer id="shot{part.number}" in="0" out="{SCENE_FRAMES - 1}">'
    if part.kind == "picture":
        path = material.pictures[part.source]
        yield _set("resource", path) + _set("mlt_service", "pixbuf") + _set("length", SCENE_FRAMES)
        places = ";".join(_places(path, size))
        still = _set("transition.fill", 1) + _set("transition.distort", 0)
        moves = _set("transition.rect", places) + still
        yield f'<filter mlt_service="affine" in="0" out="{SCENE_FRAMES - 1}">{moves}</filter>'
    else:
        path = material.clips[part.source]
        yield _set("resource", path) + _set("mlt_service", "avformat") + _set("audio_index", -1)
    for caption in part.captions:
        yield _text(caption, size, 40, "center", f"0 {_s(580, size)} {size.width} {_s(80, size)}")
    corner = f"{_s(40, size)} {_s(40, size)} {size.width - _s(80, size)} {_s(80, size)}"
    yield _text(part.title, size, 48, "left", corner)
    yield "</producer>"


def _places(path: Path, size: Size) -> Iterator[str]:
    """Where in the frame the whole picture lies, every few frames."""
    with Image.open(path) as image:
        across, down = image.size
    cover = max(size.width / across, size.height / down)
    for frame in (*range(0, SCENE_FRAMES - 1, KEY_FRAMES), SCENE_FRAMES - 1):
        wide, high = across * cover * zoomed(frame), down * cover * zoomed(frame)
        left, top = (size.width - wide) / 2, (size.height - high) / 2
        yield f"{frame}={left:.3f} {top:.3f} {wide:.3f} {high:.3f}"


def _text(timed: Timed, size: Size, high: int, align: str, place: str) -> str:
    values = {
        "argument": timed.text, "geometry": place, "family": "DejaVu Sans", "size": _s(high, size),
        "weight": 700, "fgcolour": "0xffffffff", "bgcolour": "0x00000080", "pad": _s(12, size),
        "halign": align, "valign": "top",
    }  # fmt: skip
    properties = "".join(_set(name, value) for name, value in values.items())
    span = f'in="{timed.first}" out="{timed.end - 1}"'
    return f'<filter mlt_service="dynamictext" {span}>{properties}</filter>'


def _track(story: Story, odd: int) -> str:
    """Every second scene: neighbours that fade overlap, so they lie on two tracks."""
    place, entries = 0, ""
    for part in story.parts[odd::2]:
        entries += _blank(part.start - place) + _entry(f"shot{part.number}", SCENE_FRAMES)
        place = part.start + SCENE_FRAMES
    return f'<playlist id="scenes{odd}">{entries}</playlist>'


def _voices(story: Story) -> str:
    length = round(VOICE_S * RATE)
    place, entries = 0, ""
    for part in story.parts:
        start = part.start + VOICE_DELAY_FRAMES
        entries += _blank(start - place) + _entry(f"voice{part.number}", length)
        place = start + length
    return f'<playlist id="voices">{entries}</playlist>'


def _film(story: Story) -> Iterator[str]:
    yield f'<tractor id="film" in="0" out="{story.frames - 1}"><multitrack>'
    yield "".join(f'<track producer="{name}"/>' for name in ("scenes0", "scenes1", "voices", "score"))
    yield "</multitrack>"
    for part in story.parts:
        if part.lead:
            yield _transition("luma", part.start, part.start + part.lead - 1, 1)
        if part.number % 2:
            whole = _set("geometry", f"0 0 {story.size.width} {story.size.height}")
            last = part.start + SCENE_FRAMES - 1
            yield _transition("composite", part.start + part.lead, last, 1, whole)
    for track in (2, 3):
        yield _transition("mix", 0, story.frames - 1, track, _set("sum", 1))
    yield "</tractor></mlt>"


def _transition(service: str, first: int, last: int, track: int, more: str = "") -> str:
    tracks = _set("a_track", 0) + _set("b_track", track)
    return f'<transition mlt_service="{service}" in="{first}" out="{last}">{tracks}{more}</transition>'


def _entry(producer: str, frames: int) -> str:
    return f'<entry producer="{producer}" in="0" out="{frames - 1}"/>'


def _blank(frames: int) -> str:
    return f'<blank length="{frames}"/>' if frames > 0 else ""


def _set(name: str, value: object) -> str:
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f"<property name={quoteattr(name)}>{text}</property>"


def _s(pixels: int, size: Size) -> int:
    return round(pixels * size.scale)
