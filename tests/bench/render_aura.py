"""Aura's side: the story as a project in an Aura of its own, exported by a worker in a process of its own."""

import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

import aura.render
from aura import config
from aura.ids import new_id
from aura.projects.assets import take_in_file
from aura.render.faces import fonts_for
from aura.render.plan import RenderPlan, plan
from aura.render.preset import PRESETS, Preset
from aura.render.revision import engine
from aura.services import Services
from aura.timeline.document import Asset, Brief, Head, Music
from aura.timeline.edits import Edit
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.hearing import SetMusic, SetSceneNarration
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.edits.putting import Inserted, PutScenes
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene
from aura.timeline.terms import Fit
from tests.bench.render_media import VOICE_S, Material
from tests.bench.render_story import RATE, SCENE_FRAMES, Part, Story, Timed
from tests.bench.render_trees import Cost, cost_of

CHECKOUT = Path(__file__).parents[2]
FONT = Path(aura.render.__file__).with_name("fonts") / "NotoSans-SemiBold.ttf"
"""What the other sides write with, which is what Aura writes with."""
VOICE_FRAMES = round(VOICE_S * RATE)
FITS: tuple[Fit, ...] = ("cover", "stretch", "contain")
_MANY = 100


def fast_preset(standard: Preset) -> str | None:
    """The preset that is as this one but for an encoder that works less; None where there is none."""
    for name, preset in PRESETS.items():
        coding, same = preset.video, standard.video
        alike = coding and same and (coding.codec, coding.crf) == (same.codec, same.crf)
        if alike and coding.speed == "superfast" != same.speed and preset.size_px == standard.size_px:
            return name
    return None


class AuraFilm:
    """A project of the story.  Every export is one of a fresh worker; ``forget`` has it render all anew."""

    def __init__(self, home: Path, story: Story, material: Material) -> None:
        self.home, self.story = home, story
        self.exported = home
        self._assets: dict[Path, Asset] = {}
        self._material = material
        with self._open() as services:
            with services.writing() as unit:
                head = Head(title="A film for measuring", rate_numerator=RATE)
                self.project: uuid.UUID = unit.projects.create(brief=Brief(topic="harbours"), head=head).id
            self._bring(services)
            self.scenes = [self._scene(part) for part in story.parts]
            self._fill(services)

    def apply(self, *edits: Edit) -> None:
        with self._open() as services, services.writing() as unit:
            unit.editing.apply(self.project, edits)

    def undo(self) -> None:
        with self._open() as services, services.writing() as unit:
            unit.editing.undo(self.project)

    def changes(self, number: int, turn: int) -> Mapping[str, Edit]:
        """A scene shown another way, each by an edit of its own; another one each ``turn``."""
        scene, part = self.scenes[number], self.story.parts[number]
        other = self._assets[self._material.spare_picture].digest
        cues = [replace(cue, text=f"{cue.text} {turn}") for cue in scene.captions]
        texts = [replace(overlay, text=f"{overlay.text}, {turn}") for overlay in scene.overlays]
        edits: dict[str, Edit] = {
            "caption": SetSceneCaptions(scene=scene.id, captions=tuple(cues)),
            "text": SetSceneOverlays(scene=scene.id, overlays=tuple(texts)),
        }
        if part.kind == "picture":
            edits["picture"] = SetSceneMedia(scene=scene.id, media=Media(asset=other, fit=FITS[turn % 3]))
        return edits

    def another_voice(self, number: int) -> Edit:
        """A scene that is spoken anew."""
        audio = self._assets[self._material.spare_voice].digest
        return SetSceneNarration(
            scene=self.scenes[number].id, narration=Narration(audio=audio, frames=VOICE_FRAMES)
        )

    def export(self, preset: str = "") -> Cost:
        """Ask for an export; what it costs to make.  Its film is ``exported`` until the next ``forget``."""
        with self._open() as services, services.writing() as unit:
            export_id = unit.exports.request(self.project, preset or self.story.preset.name).id
        worker = [sys.executable, "-P", "-m", "tests.bench.render_run", str(self.home), export_id]
        cost = cost_of(worker, cwd=CHECKOUT)
        with self._open() as services, services.reading() as unit:
            self.exported = unit.exports.file(export_id)
        return cost

    def forget(self) -> None:
        """Throw away all that was rendered, prepared or cached."""
        shutil.rmtree(self._settings().cache_dir, ignore_errors=True)
        shutil.rmtree(self._settings().exports_dir, ignore_errors=True)

    def plan(self) -> tuple[RenderPlan, Callable[[str], Path]]:
        """What the engine is given, and where its files are."""
        with self._open() as services, services.reading() as unit:
            document = unit.live(self.project).document()
            found = services.objects.path
        return plan(document, self.story.preset, engine=engine(), fonts=fonts_for), found

    def _settings(self) -> config.Settings:
        return config.load(self.home, database_url="")

    @contextmanager
    def _open(self) -> Iterator[Services]:
        services = Services(self._settings()).open()
        try:
            yield services
        finally:
            services.close()

    def _bring(self, services: Services) -> None:
        """Take all files in."""
        files = self._material
        shown = (*files.pictures, *files.clips, files.spare_picture)
        for path in (*shown, *files.voices, files.spare_voice, files.music):
            self._assets[path] = take_in_file(services.objects, services.prober, path)
            with services.writing() as unit:
                unit.assets.add(self.project, self._assets[path])

    def _fill(self, services: Services) -> None:
        after = "start"
        for first in range(0, len(self.scenes), _MANY):
            inserted = []
            for scene in self.scenes[first : first + _MANY]:
                inserted.append(Inserted(scene=scene, after=after))
                after = scene.id
            with services.writing() as unit:
                unit.editing.apply(self.project, [PutScenes(inserted=tuple(inserted))])
        score = Music(asset=self._assets[self._material.music].digest, fade_in_ms=0, fade_out_ms=2_000)
        with services.writing() as unit:
            unit.editing.apply(self.project, [SetMusic(music=score)])

    def _scene(self, part: Part) -> Scene:
        shown = self._material.pictures if part.kind == "picture" else self._material.clips
        voice = self._assets[self._material.voices[part.voice]].digest
        first, end, words = part.title
        return Scene(
            id=str(new_id()),
            authored_frames=SCENE_FRAMES,
            narration=Narration(audio=voice, frames=VOICE_FRAMES),
            media=Media(
                asset=self._assets[shown[part.source]].digest,
                type="Image" if part.kind == "picture" else "Video",
            ),
            motion="in" if part.kind == "picture" else "auto",
            transition="fade" if part.lead else "cut",
            transition_frames=part.lead,
            captions=tuple(map(_cue, part.captions)),
            overlays=(Overlay(text=words, anchor="top-left", start_ms=_ms(first), end_ms=_ms(end)),),
        )


def _cue(timed: Timed) -> Cue:
    return Cue(start_ms=_ms(timed.first), end_ms=_ms(timed.end), text=timed.text)


def _ms(frame: int) -> int:
    return round(frame * 1000 / RATE)
