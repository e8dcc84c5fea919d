"""A document in memory as a view: the plain model the database is compared with."""

import unicodedata
from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.timeline import rules
from aura.timeline.codec import digest_of
from aura.timeline.document import (
    Asset,
    Brief,
    Document,
    Head,
    Music,
    Plan,
    Render,
    Section,
    Timeline,
    Voice,
    Watermark,
)
from aura.timeline.edits import Edit
from aura.timeline.media_named import objects_of_scene
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene, SceneVoice
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


T = TypeVar("T")


def made(build: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """Values built from one number each: whole documents take no longer to generate than to build."""
    return st.integers(0, 2**32 - 1).map(lambda seed: build(Random(seed)))


ALPHABET = "aA01  .ßé漢あ🎞“–\u200d\u2028"
NUMBERS = (0, 0, 1, 7, 30, 90, 500)


def a_line(some: Random) -> str:
    return "".join(some.choices(ALPHABET, k=some.choice((0, 1, 4, 12))))


def a_text(some: Random) -> str:
    return a_line(some).strip() or "x"


def a_digest(some: Random) -> str:
    return some.choice("012789") * 64


def a_scene_id(some: Random) -> str:
    return f"00000000-0000-7000-8000-{some.randrange(6):012d}"


def a_narration(some: Random) -> Narration:
    pause, made_from = some.choice(NUMBERS), some.choice((None, "2" * 64))
    return Narration(
        audio=a_digest(some), frames=some.choice(NUMBERS), pause_frames=pause, made_from=made_from
    )


def a_medium(some: Random) -> Media:
    return Media(
        asset=a_digest(some),
        type=some.choice(("Image", "Video")),
        fit=some.choice(("cover", "blurred")),
        focus=some.choice(("center", "center", "top")),
        trim_ms=some.choice(NUMBERS),
        ending=some.choice(("hold", "loop")),
        speed_percent=some.choice((100, 100, 50, 400)),
        freeze_ms=some.choice((0, 7)),
        freeze_for_ms=some.choice((0, 0, 500)),
        made_from=some.choice((None, a_digest(some))),
    )


def some_cues(some: Random) -> tuple[Cue, ...]:
    starts = sorted(some.sample(range(0, 6_000, 10), some.randrange(4)))
    return tuple(Cue(start_ms=at, end_ms=at + 10, text=a_text(some)) for at in starts)


def some_overlays(some: Random) -> tuple[Overlay, ...]:
    starts = [some.randrange(0, 3_000) for _ in range(some.randrange(3))]
    return tuple(
        Overlay(text=a_text(some), detail=a_line(some), start_ms=at, end_ms=some.choice((0, at + 900)))
        for at in starts
    )


def a_voice(some: Random) -> SceneVoice:
    return SceneVoice(name=some.choice((None, a_line(some))), pause=some.choice((None, "Short", "Long")))


def a_watermark(some: Random) -> Watermark:
    return some.choice((Watermark(text=a_text(some)), Watermark(asset=a_digest(some))))


def some_music(some: Random) -> Music:
    asset, made_from = some.choice((None, a_digest(some))), some.choice((None, a_digest(some)))
    return Music(asset=asset, volume_percent=some.randrange(201), made_from=made_from)


def a_scene(some: Random, scene_id: str | None = None) -> Scene:
    scene = Scene(
        id=scene_id or a_scene_id(some),
        title=a_line(some),
        script_text=a_line(some),
        authored_frames=some.choice(NUMBERS),
        narration=some.choice((None, None, a_narration(some))),
        media=some.choice((None, a_medium(some))),
        motion=some.choice(("auto", "in", "left")),
        transition=some.choice(("cut", "fade", "slide-up")),
        captions=some_cues(some),
        overlays=some_overlays(some),
        voice=some.choice((None, a_voice(some))),
        volume_percent=some.choice((100, 100, 50)),
    )
    return rules.timed(scene, Head().rate)


def an_asset(some: Random, digest: str | None = None) -> Asset:
    return Asset(
        digest=digest or a_digest(some),
        type=some.choice(("Image", "Video", "Audio")),
        name=a_line(some),
        duration_ms=some.choice((0, 7, 2_000)),
        has_audio=some.random() < 0.5,
    )


def a_document(some: Random) -> Document:
    ids = [
        f"00000000-0000-7000-8000-{n:012d}" for n in some.sample(range(6), some.choice((0, 1, 3, 4, 5, 6)))
    ]
    digests = sorted(digit * 64 for digit in some.sample("012789", some.randrange(5)))
    head = Head(
        title=a_line(some),
        description=a_line(some),
        music=some.choice((None, some_music(some))),
        watermark=some.choice((None, a_watermark(some))),
    )
    timeline = Timeline(
        head=head,
        assets=tuple(an_asset(some, digest) for digest in digests),
        scenes=tuple(a_scene(some, scene_id) for scene_id in ids),
    )
    sections = tuple(Section(title=a_line(some)) for _ in range(some.randrange(3)))
    return whole(
        Document(
            brief=Brief(topic=a_line(some), goal=a_line(some), aspect=some.choice(("16:9", "1:1"))),
            plan=Plan(target_duration_s=some.randint(5, 100), sections=sections),
            voice=Voice(name=a_line(some), rate_percent=some.randint(50, 200)),
            render=Render(palette=a_line(some), captions=some.random() < 0.5),
            timeline=timeline,
        )
    )


def whole(document: Document) -> Document:
    """The document with every file that it names: brought ones listed, made ones held."""
    timeline = document.timeline
    music, watermark = timeline.head.music, timeline.head.watermark
    if music and music.asset and not is_held(music.asset):
        timeline = replace(timeline, head=replace(timeline.head, music=None))
    held = [scene for scene in timeline.scenes if all(map(is_held, made_files(scene)))]
    brought = [scene.media.asset for scene in held if scene.media and not scene.media.made_from]
    assets = {asset.digest: asset for asset in timeline.assets}
    if music and music.asset and is_held(music.asset) and not music.made_from:
        assets[music.asset] = Asset(digest=music.asset, type="Audio", has_audio=True)
    for digest in brought:
        assets.setdefault(digest, Asset(digest=digest, type="Image"))
    if watermark and music and watermark.asset == music.asset:  # no file is both seen and heard so
        timeline = replace(timeline, head=replace(timeline.head, watermark=None))
    elif watermark and watermark.asset:
        assets[watermark.asset] = Asset(digest=watermark.asset, type="Image")
    listed = tuple(sorted(assets.values(), key=lambda asset: asset.digest))
    return replace(document, timeline=replace(timeline, scenes=tuple(held), assets=listed))


def made_files(scene: Scene) -> list[str]:
    narration = [scene.narration.audio] if scene.narration else []
    return narration + ([scene.media.asset] if scene.media and scene.media.made_from else [])


def is_held(digest: str) -> bool:
    """Made up: some of the digests are files the project holds."""
    return digest[0] in "0127"


@pytest.fixture
def model() -> type[Model]:
    return Model


@pytest.fixture
def strategies() -> dict[str, st.SearchStrategy[Any]]:
    """What generated documents are made of."""
    return {
        "lines": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(
            lambda text: unicodedata.normalize("NFC", text)  # as every edit has it
        ),
        "digests": made(a_digest),
        "scene_ids": made(a_scene_id),
        "frames": st.integers(0, 500),
        "narrations": made(a_narration),
        "media": made(a_medium),
        "music": made(some_music),
        "cues": made(some_cues),
        "overlays": made(some_overlays),
        "voices": made(a_voice),
        "watermarks": made(a_watermark),
        "scenes": made(a_scene),
        "assets": made(an_asset),
        "documents": made(a_document),
    }


@pytest.fixture
def digest() -> Any:
    return digest_of
