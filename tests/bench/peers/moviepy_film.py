"""The film as one writes it with MoviePy: run as a script, by an interpreter that has it and no Aura.

It is told the film as JSON: where things are, and when.  No ducking, no loudness: MoviePy has neither.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from moviepy import (  # type: ignore[import-not-found, unused-ignore]
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoFileClip,
    afx,
    vfx,
)
from PIL import Image

SPARE = 1.25
"""A picture that is zoomed into is kept so many times as large as the frame."""
MUSIC_GAIN = 0.2


def main(path: str) -> None:
    with open(path) as file:
        film = json.load(file)
    rate, frames = film["rate"], film["frames"]
    scenes, voices = [], []
    for part in film["parts"]:
        scenes.append(_scene(film, part))
        late = (part["start"] + film["voice_delay"]) / rate
        voices.append(AudioFileClip(part["voice"]).with_start(late))
    music = AudioFileClip(film["music"])
    if music.duration < frames / rate:
        music = music.with_effects([afx.AudioLoop(duration=frames / rate)])
    music = music.subclipped(0, frames / rate)
    music = music.with_effects([afx.MultiplyVolume(MUSIC_GAIN), afx.AudioFadeOut(2)])
    sound = CompositeAudioClip([*voices, music]).with_duration(frames / rate)
    whole = CompositeVideoClip(scenes, size=tuple(film["size"])).with_duration(frames / rate)
    whole.with_audio(sound).write_videofile(
        film["out"],
        fps=rate,
        codec="libx264",
        audio_codec="aac",
        audio_bitrate=str(film["audio_bit_rate"]),
        preset=film["speed"],
        threads=2,
        ffmpeg_params=["-crf", str(film["crf"])],
        logger=None,
    )


def _scene(film: dict[str, Any], part: dict[str, Any]) -> Any:
    """A scene with its texts, fading in over the one before."""
    rate, size, scale = film["rate"], tuple(film["size"]), film["size"][1] / 720
    length = film["scene_frames"] / rate
    shot = _clip(part, size, length) if part["kind"] == "clip" else _picture(part, size, length)
    layers = [shot]
    for first, end, words in part["captions"]:
        text = _text(film["font"], words, round(40 * scale), scale)
        place = ("center", size[1] - round(80 * scale) - text.h)
        layers.append(text.with_start(first / rate).with_duration((end - first) / rate).with_position(place))
    first, end, words = part["title"]
    title = _text(film["font"], words, round(48 * scale), scale).with_start(first / rate)
    layers.append(title.with_duration((end - first) / rate).with_position((round(40 * scale),) * 2))
    scene = CompositeVideoClip(layers, size=size).with_duration(length).with_start(part["start"] / rate)
    return scene.with_effects([vfx.CrossFadeIn(part["lead"] / rate)]) if part["lead"] else scene


def _picture(part: dict[str, Any], size: tuple[int, int], length: float) -> Any:
    wide, high = round(size[0] * SPARE), round(size[1] * SPARE)
    still = _covering(ImageClip(part["source"]), wide, high).with_duration(length)
    amount = part["zoom"] - 1

    def zoomed(frame_at: Callable[[float], Any], time: float) -> Any:
        share = min(1.0, time / length)
        zoom = 1 + amount * (share + share * share * (3 - 2 * share)) / 2
        across, down = wide / zoom, high / zoom
        left, top = (wide - across) / 2, (high - down) / 2
        seen = (left, top, left + across, top + down)
        return np.asarray(Image.fromarray(frame_at(time)).resize(size, Image.Resampling.BICUBIC, box=seen))

    return still.transform(zoomed)


def _clip(part: dict[str, Any], size: tuple[int, int], length: float) -> Any:
    return _covering(VideoFileClip(part["source"], audio=False).subclipped(0, length), *size)


def _covering(clip: Any, wide: int, high: int) -> Any:
    """Scaled until the frame is filled, what stands over cut off."""
    across, down = clip.size
    factor = max(wide / across, high / down)
    scaled = clip.resized((round(across * factor), round(down * factor)))
    return scaled.cropped(x_center=scaled.w / 2, y_center=scaled.h / 2, width=wide, height=high)


def _text(font: str, words: str, high: int, scale: float) -> Any:
    margin = (round(12 * scale),) * 2
    return TextClip(
        font=font, text=words, font_size=high, color="white", bg_color=(0, 0, 0, 128), margin=margin
    )


if __name__ == "__main__":
    main(sys.argv[1])
