"""A document in memory as a view: the plain model the database is compared with."""

from typing import Any

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.timeline import rules
from aura.timeline.codec import digest_of
from aura.timeline.document import (
    Asset,
    Brief,
    Cue,
    Document,
    Head,
    Media,
    Music,
    Narration,
    Plan,
    Render,
    Scene,
    Section,
    Timeline,
    Voice,
    objects_of_scene,
)
from aura.timeline.edits import Edit
from aura.timeline.view import END, START, Outcome, Place, Saved


class Model:
    """A ``View`` of a document that is simply there."""

    def __init__(self, document: Document, versions: dict[str, Document] | None = None) -> None:
        self.content = document
        self.versions = versions or {}

    @property
    def ids(self) -> list[str]:
        return [scene.id for scene in self.content.timeline.scenes]

    def part(self, kind: type[Any]) -> Any:
        if kind is Head:
            return self.content.timeline.head
        return getattr(self.content, kind.__name__.lower())

    def find_scene(self, scene_id: str) -> Scene | None:
        return next((scene for scene in self.content.timeline.scenes if scene.id == scene_id), None)

    def find_asset(self, digest: str) -> Asset | None:
        return next((asset for asset in self.content.timeline.assets if asset.digest == digest), None)

    def has_object(self, digest: str) -> bool:
        return is_held(digest) or self.find_asset(digest) is not None

    def users_of(self, digest: str) -> list[int]:
        scenes = enumerate(self.content.timeline.scenes, 1)
        return [number for number, scene in scenes if digest in objects_of_scene(scene)]

    def showing(self, digest: str) -> list[Scene]:
        scenes = self.content.timeline.scenes
        return [scene for scene in scenes if scene.media and scene.media.asset == digest]

    def previous(self, scene_id: str) -> str:
        at = self.ids.index(scene_id)
        return self.ids[at - 1] if at else START

    def next(self, scene_id: str) -> str:
        at = -1 if scene_id == START else self.ids.index(scene_id)
        return self.ids[at + 1] if at + 1 < len(self.ids) else END

    def last(self) -> str:
        return self.ids[-1] if self.ids else START

    def position(self, scene_id: str) -> int:
        return self.ids.index(scene_id) + 1

    def scene_count(self) -> int:
        return len(self.ids)

    def document(self) -> Document:
        return self.content

    def version(self, version_id: str) -> Saved:
        return Saved("a version", self.versions[version_id])

    def carry_out(self, edit: Edit) -> Outcome:
        """Apply an edit and take its outcome in, part by part."""
        outcome = edit.apply(self)
        timeline = self.content.timeline
        scenes = {scene.id: scene for scene in timeline.scenes}
        assets = {asset.digest: asset for asset in timeline.assets}
        order = list(scenes)
        for change in outcome.changes:
            kind, _, name = change.part.partition(":")
            value = change.after
            if kind == "document":
                assert isinstance(value, Document)
                self.content = value
                return outcome
            if kind == "scene" and value is None:
                del scenes[name]
                order.remove(name)
            elif kind == "scene":
                scenes[name] = value
            elif kind == "asset" and value is None:
                del assets[name]
            elif kind == "asset":
                assets[name] = value
            elif kind == "head":
                timeline = replace(timeline, head=value)
            elif kind != "place":
                self.content = replace(self.content, **{kind: value})
        for scene_id in outcome.placed:
            place = next(c.after for c in outcome.changes if c.part == f"place:{scene_id}")
            assert isinstance(place, Place)
            order = [each for each in order if each != scene_id]
            order.insert(0 if place.after == START else order.index(place.after) + 1, scene_id)
        timeline = replace(
            timeline,
            scenes=tuple(scenes[scene_id] for scene_id in order),
            assets=tuple(sorted(assets.values(), key=lambda asset: asset.digest)),
        )
        self.content = replace(self.content, timeline=timeline)
        return outcome


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
digests = st.sampled_from("012789").map(lambda digit: digit * 64)
scene_ids = st.integers(0, 5).map(lambda n: f"00000000-0000-7000-8000-{n:012d}")
frames = st.integers(0, 500)
narrations = st.builds(Narration, audio=digests, frames=frames, pause_frames=frames)
media = st.builds(
    Media,
    asset=digests,
    fit=st.sampled_from(["cover", "blurred"]),
    trim_ms=frames,
    made_from=st.none() | digests,
)

cues = st.lists(
    st.builds(
        lambda at, text: Cue(start_ms=at * 10, end_ms=at * 10 + 10, text=text), frames, lines.filter(bool)
    ),
    max_size=3,
    unique_by=lambda cue: cue.start_ms,
).map(lambda found: tuple(sorted(found, key=lambda cue: cue.start_ms)))
music = st.builds(
    Music, asset=st.none() | digests, volume_percent=st.integers(0, 200), made_from=st.none() | digests
)


def timed(scene: Scene) -> Scene:
    return rules.timed(scene, Head().rate)


scenes = st.builds(
    Scene,
    id=scene_ids,
    title=lines,
    script_text=lines,
    authored_frames=frames,
    narration=st.none() | narrations,
    media=st.none() | media,
    motion=st.sampled_from(["auto", "in", "left"]),
    captions=cues,
).map(timed)
assets = st.builds(
    Asset,
    digest=digests,
    type=st.sampled_from(["Image", "Video", "Audio"]),
    name=lines,
    duration_ms=frames,
    has_audio=st.booleans(),
)


def whole(document: Document) -> Document:
    """The document with every file that it names: brought ones listed, made ones held."""
    timeline = document.timeline
    music = timeline.head.music
    if music and music.asset and not is_held(music.asset):
        timeline = replace(timeline, head=replace(timeline.head, music=None))
    held = [scene for scene in timeline.scenes if all(map(is_held, made_files(scene)))]
    brought = [scene.media.asset for scene in held if scene.media and not scene.media.made_from]
    assets = {asset.digest: asset for asset in timeline.assets}
    if music and music.asset and is_held(music.asset) and not music.made_from:
        assets[music.asset] = Asset(digest=music.asset, type="Audio", has_audio=True)
    for digest in brought:
        assets.setdefault(digest, Asset(digest=digest, type="Image"))
    listed = tuple(sorted(assets.values(), key=lambda asset: asset.digest))
    return replace(document, timeline=replace(timeline, scenes=tuple(held), assets=listed))


def made_files(scene: Scene) -> list[str]:
    narration = [scene.narration.audio] if scene.narration else []
    return narration + ([scene.media.asset] if scene.media and scene.media.made_from else [])


def is_held(digest: str) -> bool:
    """Made up: some of the digests are files the project holds."""
    return digest[0] in "0127"


documents = st.builds(
    Document,
    brief=st.builds(Brief, topic=lines, goal=lines, aspect=st.sampled_from(["16:9", "1:1"])),
    plan=st.builds(
        Plan,
        target_duration_s=st.integers(5, 100),
        sections=st.lists(st.builds(Section, title=lines), max_size=3).map(tuple),
    ),
    voice=st.builds(Voice, name=lines, rate_percent=st.integers(50, 200)),
    render=st.builds(Render, palette=lines, captions=st.booleans()),
    timeline=st.builds(
        Timeline,
        head=st.builds(Head, title=lines, description=lines, music=st.none() | music),
        scenes=st.lists(scenes, max_size=6, unique_by=lambda scene: scene.id).map(tuple),
        assets=st.lists(assets, max_size=4, unique_by=lambda asset: asset.digest).map(
            lambda found: tuple(sorted(found, key=lambda asset: asset.digest))
        ),
    ),
).map(whole)


@pytest.fixture
def model() -> type[Model]:
    return Model


@pytest.fixture
def strategies() -> dict[str, st.SearchStrategy[Any]]:
    """What generated documents are made of."""
    return {
        "lines": lines,
        "digests": digests,
        "scene_ids": scene_ids,
        "frames": frames,
        "narrations": narrations,
        "media": media,
        "music": music,
        "cues": cues,
        "scenes": scenes,
        "assets": assets,
        "documents": documents,
    }


@pytest.fixture
def digest() -> Any:
    return digest_of
