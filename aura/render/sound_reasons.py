"""Why the sound of a film is not that of an earlier film, in words.  Pure."""

from collections.abc import Iterator

from aura.render.plan import RenderPlan
from aura.render.reasons import PRESET, Story, differing
from aura.render.soundtrack import AudioClip, ClipSound


def sound_reasons(now: Story, before: Story) -> list[str]:
    """What differs in what is heard."""
    reasons = [PRESET] if now.plan.preset.audio != before.plan.preset.audio else []
    spoken, played = (_voices(before), _voices(now)), (_clips(before), _clips(now))
    numbers = {scene_id: one.number for scene_id, one in now.placed().items()}
    for scene_id in dict.fromkeys((*numbers, *before.placed())):
        name = f"scene {numbers[scene_id]}" if scene_id in numbers else "a scene that went"
        words = (
            *_voice_changed(*(heard.get(scene_id) for heard in spoken)),
            *_clip_changed(*(heard.get(scene_id) for heard in played)),
        )
        reasons += [f"{name}: {each}" for each in words]
    reasons += _music_changed(before.plan, now.plan)
    if not reasons and now.plan.audio != before.plan.audio:
        reasons.append("scenes are heard at other times than before")
    return reasons


def _voices(story: Story) -> dict[str, AudioClip]:
    """The narrations by scene; each starts where the passage into its scene is over."""
    starts = {clip.start_frame: clip for clip in story.plan.audio.clips}
    placed = story.placed().items()
    return {
        scene_id: starts[one.voice_frame]
        for scene_id, one in placed
        if one.scene.narration and one.voice_frame in starts
    }


def _clips(story: Story) -> dict[str, ClipSound]:
    """The sound of clips by scene."""
    starts = {(sound.start_frame, sound.digest): sound for sound in story.plan.audio.own}
    return {
        scene_id: starts[one.start_frame, one.scene.media.asset]
        for scene_id, one in story.placed().items()
        if one.scene.media and (one.start_frame, one.scene.media.asset) in starts
    }


def _voice_changed(before: AudioClip | None, now: AudioClip | None) -> Iterator[str]:
    if before is None or now is None:
        if before is not now:
            yield "its narration is new" if now else "its narration went"
    elif before.digest != now.digest:
        yield "its narration changed"
    elif before.gain_percent != now.gain_percent:
        yield "the volume of its narration changed"


def _clip_changed(before: ClipSound | None, now: ClipSound | None) -> Iterator[str]:
    if before is None or now is None:
        if before is not now:
            yield "the sound of its clip is new" if now else "the sound of its clip went"
        return
    names = set(differing(before, now)) - {"start_frame"}
    if names:
        yield (
            "the volume of its clip changed"
            if names == {"volume_percent"}
            else "the sound of its clip changed"
        )


def _music_changed(before: RenderPlan, now: RenderPlan) -> list[str]:
    had, has = before.audio.music, now.audio.music
    if had == has:
        return []
    if had is None or has is None:
        return ["there is music now" if has else "the music went"]
    return ["the music changed" if had.digest != has.digest else "how the music is played changed"]
