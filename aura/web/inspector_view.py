"""What is shown of one scene beside the board.  Read from a live view; everything else is pure."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from aura.projects.live import LiveView
from aura.providers.speech.speaker import VoiceInfo
from aura.timeline.document import Asset, Brief, Head, Render, Voice
from aura.timeline.scene import Media, Overlay, Scene, SceneVoice
from aura.timeline.time import clock
from aura.timeline.view import START, get_scene
from aura.web import inspector_words as words
from aura.web.inspector_known import standing
from aura.web.scene_pictures import ScenePictures
from aura.web.voices import voices_for

TILES = 6
"""Pictures in the filmstrip of a clip."""
LIKELY_S = 10
"""A clip of unknown length is taken to be so long."""


class Clip(Struct, frozen=True, kw_only=True):
    """A clip as it is cut: lengths in seconds, and moments of which pictures are shown, in milliseconds."""

    length: str
    start: str
    end: str
    freeze: str
    freeze_for: str
    start_share: str
    seen_share: str
    moments: list[int]

    @classmethod
    def of(cls, media: Media, asset: Asset | None) -> "Clip":
        length_ms = (asset.duration_ms if asset else 0) or max(media.end_ms, LIKELY_S * 1000)
        end_ms = media.end_ms or length_ms
        most = written(Fraction(-(-length_ms // 100), 10))  # in tenths; no part of it is out of reach
        return cls(
            length=most,
            start=written(Fraction(media.trim_ms, 1000)),
            end=written(Fraction(end_ms, 1000)) if media.end_ms else most,
            freeze=written(Fraction(media.freeze_ms, 1000)),
            freeze_for=written(Fraction(media.freeze_for_ms, 1000)),
            start_share=share(media.trim_ms, length_ms),
            seen_share=share(max(0, end_ms - media.trim_ms), length_ms),
            moments=[length_ms * (2 * tile + 1) // (2 * TILES) for tile in range(TILES)],
        )


class Text(Struct, frozen=True, kw_only=True):
    """A text over the picture, and its times in seconds; an empty end is the scene's."""

    overlay: Overlay
    start: str
    end: str

    @classmethod
    def of(cls, overlay: Overlay) -> "Text":
        end = written(Fraction(overlay.end_ms, 1000)) if overlay.end_ms else ""
        return cls(overlay=overlay, start=written(Fraction(overlay.start_ms, 1000)), end=end)

    @property
    def standing(self) -> str:
        """How it stands, by which it is told from another of the same words."""
        return standing(self.overlay)


class Inspected(Struct, frozen=True, kw_only=True):
    """A scene in full, and what of the project it is seen and heard with."""

    path: str
    scene: Scene
    number: int
    count: int
    is_first: bool
    aspect: str
    length: str
    length_s: str
    least_s: str
    transition_s: str
    picture: str
    asset: Asset | None
    clip: Clip | None
    texts: list[Text]
    own: SceneVoice
    film_voice: Voice
    render: Render
    voices: list[tuple[str, str]]

    @property
    def at(self) -> str:
        """The scene's address."""
        return f"{self.path}/scenes/{self.scene.id}"

    @property
    def words(self) -> object:
        """What the choices are called."""
        return words

    @classmethod
    def of(cls, live: LiveView, scene_id: str) -> "Inspected":
        scene, head, brief = get_scene(live, scene_id), live.part(Head), live.part(Brief)
        path = f"/projects/{live.project.id}"
        media, rate = scene.media, head.rate
        asset = live.find_asset(media.asset) if media and not media.made_from else None
        own = scene.voice or SceneVoice()
        return cls(
            path=path,
            scene=scene,
            number=live.position(scene_id),
            count=live.scene_count(),
            is_first=live.previous(scene_id) == START,
            aspect=brief.aspect,
            length=clock(scene.length_frames, rate),
            length_s=written(scene.length_frames / rate),
            least_s=written(scene.authored_frames / rate) if scene.authored_frames else "",
            transition_s=written(scene.transition_frames / rate) if scene.transition_frames else "",
            picture=ScenePictures.of(path, brief, live.part(Render)).address(scene),
            asset=asset,
            clip=Clip.of(media, asset) if media and media.type == "Video" else None,
            texts=[Text.of(overlay) for overlay in scene.overlays],
            own=own,
            film_voice=live.part(Voice),
            render=live.part(Render),
            voices=voices_of(scene, brief, ()),
        )


def voices_of(scene: Scene, brief: Brief, known: Sequence[VoiceInfo]) -> list[tuple[str, str]]:
    """The voices that a scene may have; its own is among them."""
    own = (scene.voice and scene.voice.name) or ""
    return [("", "As in the film"), *voices_for(known, brief.language, own)[1:]]


def written(length_s: Fraction) -> str:
    """Seconds as people write them, to a hundredth: ``0.4``, ``12``."""
    hundredths = round(length_s * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent."""
    return f"{100 * part / (whole or 1):.3f}"
