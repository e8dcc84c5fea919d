"""One filter graph of FFmpeg's for the whole film; pictures move by ``zoompan`` from 2560 pixels.

The texts are drawn by ``drawtext``; sound is mixed, ducked and brought to its loudness in the same graph.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aura.media import ffmpeg
from tests.bench.render_media import Material
from tests.bench.render_story import (
    AUDIO_BIT_RATE,
    FADE_FRAMES,
    RATE,
    SCENE_FRAMES,
    VOICE_DELAY_FRAMES,
    Part,
    Size,
    Story,
    Timed,
    zoom_at,
)

ZOOM_FROM_PX = 2560
"""How wide a picture is before it is zoomed into, in a film of 1280; in others as many times the frame."""
COLOUR = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv")
_BT709 = "flags=bicubic:out_color_matrix=bt709:out_range=tv"


def command(story: Story, material: Material, font: Path, out: Path) -> list[str]:
    """FFmpeg with the whole film in one graph, which it reads from a file beside ``out``."""
    graph = _written(out, [*_pictures(story, font), *_sound(story)])
    coding = story.preset.video
    video = ("-c:v", coding.codec, "-preset", coding.speed, "-crf", str(coding.crf), "-threads", "2", *COLOUR)
    sound = ("-map", "[sound]", "-c:a", "aac", "-b:a", str(AUDIO_BIT_RATE))
    return [*_inputs(story, material), *graph, "-map", "[seen]", *sound, *video, str(out)]


def raw_command(story: Story, material: Material, font: Path, out: Path) -> list[str]:
    """The same frames as they are before they are encoded, without sound."""
    graph = _written(out, [*_pictures(story, font)])
    return [*_inputs(story, material), *graph, "-map", "[seen]", "-f", "rawvideo", str(out)]


def _inputs(story: Story, material: Material) -> list[str]:
    words = [str(ffmpeg.find()), "-v", "error", "-y", "-nostdin"]
    for part in story.parts:
        if part.kind == "clip":
            words += ["-t", str(SCENE_FRAMES / RATE), "-i", str(material.clips[part.source])]
        else:
            words += ["-i", str(material.pictures[part.source])]
    for part in story.parts:
        words += ["-i", str(material.voices[part.voice])]
    return [*words, "-i", str(material.music)]


def _written(out: Path, chains: Sequence[str]) -> tuple[str, str]:
    file = out.with_suffix(".graph")
    file.write_text(";\n".join(chains))
    return "-/filter_complex", str(file)


def _pictures(story: Story, font: Path) -> Iterator[str]:
    for part in story.parts:
        texts = ",".join(_texts(part, story.size, font))
        yield f"[{part.number}:v]{_shot(part, story.size)},{texts},setsar=1,settb=1/{RATE}[s{part.number}]"
    labels = []
    for pair in story.pairs:
        first = pair[0].number
        if len(pair) == 1:
            labels.append(f"[s{first}]")
            continue
        labels.append(f"[p{first}]")
        fade = f"duration={FADE_FRAMES / RATE}:offset={(SCENE_FRAMES - FADE_FRAMES) / RATE}"
        yield f"[s{first}][s{first + 1}]xfade=transition=fade:{fade}[p{first}]"
    yield f"{''.join(labels)}concat=n={len(labels)}:v=1:a=0,format=yuv420p[seen]"


def _shot(part: Part, size: Size) -> str:
    if part.kind == "clip":
        length = f"trim=end_frame={SCENE_FRAMES},setpts=PTS-STARTPTS"
        return f"fps={RATE},{_covering(size.width, size.height)},{length}"
    wide = round(ZOOM_FROM_PX * size.width / 1280 / 2) * 2
    zoom = zoom_at(f"(on/{SCENE_FRAMES - 1})")
    middle = "x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2'"
    frame = f"d={SCENE_FRAMES}:s={size.width}x{size.height}:fps={RATE}"
    return f"{_covering(wide, wide * size.height // size.width)},zoompan=z='{zoom}':{middle}:{frame}"


def _covering(width: int, height: int) -> str:
    scaled = f"scale={width}:{height}:force_original_aspect_ratio=increase:{_BT709}"
    return f"{scaled},crop={width}:{height},format=yuv420p"


def _texts(part: Part, size: Size, font: Path) -> Iterator[str]:
    foot = f"x=(w-text_w)/2:y=h-{round(80 * size.scale)}-text_h"
    for caption in part.captions:
        yield _text(caption, size, font, 40, foot)
    corner = round(52 * size.scale)
    yield _text(part.title, size, font, 48, f"x={corner}:y={corner}")


def _text(timed: Timed, size: Size, font: Path, high: int, place: str) -> str:
    box = f"box=1:boxcolor=black@0.5:boxborderw={round(12 * size.scale)}"
    shown = f"enable='between(n,{timed.first},{timed.end - 1})'"
    look = f"fontsize={round(high * size.scale)}:fontcolor=white:{box}"
    return f"drawtext=fontfile={font}:text='{timed.text}':{look}:{place}:{shown}"


def _sound(story: Story) -> Iterator[str]:
    scenes, length_s = len(story.parts), story.frames / RATE
    voices = ""
    for part in story.parts:
        late_ms = (part.start + VOICE_DELAY_FRAMES) * 1000 // RATE
        form = "aformat=sample_rates=48000:channel_layouts=stereo"
        yield f"[{scenes + part.number}:a]{form},adelay={late_ms}:all=1[v{part.number}]"
        voices += f"[v{part.number}]"
    mixed = f"amix=inputs={scenes}:normalize=0:dropout_transition=0,apad,atrim=0:{length_s}"
    yield f"{voices}{mixed},asplit[voice][key]"
    fade = f"afade=t=out:st={max(0, length_s - 2)}:d=2"
    yield f"[{2 * scenes}:a]aloop=-1:size=2147483647,atrim=0:{length_s},volume=0.5,{fade}[music]"
    yield "[music][key]sidechaincompress=threshold=0.03:ratio=8:attack=20:release=350[bed]"
    level = "loudnorm=I=-16:TP=-2:LRA=11,aresample=48000"
    yield f"[voice][bed]amix=inputs=2:normalize=0,{level}[sound]"
