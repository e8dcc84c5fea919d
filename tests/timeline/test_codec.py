"""Canonical bytes: one written form for each value, and a digest that tells any two values apart."""

import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline import codec, document
from aura.timeline import scene as scene_module
from aura.timeline.document import (
    Asset,
    Brief,
    Document,
    Head,
    Music,
    Plan,
    Pronunciation,
    Render,
    Section,
    Timeline,
    Voice,
    Watermark,
)
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene, SceneVoice, Scripted
from aura.timeline.terms import Value

GOLDEN = Path(__file__).parent / "golden"

A, B = "a" * 64, "b" * 64
ID = "00000000-0000-7000-8000-000000000001"
FIRST = Document(
    brief=Brief(topic="t", audience="a", goal="g", tone="f", language="de", aspect="1:1", notes="n"),
    plan=Plan(
        target_duration_s=30,
        pacing="Fast",
        density="Dense",
        form="listicle",
        sections=(Section(title="s", summary="u"),),
    ),
    voice=Voice(name="v", rate_percent=90, pitch_percent=110, pause="Long"),
    render=Render(preset="p", palette="q", captions=False),
    timeline=Timeline(
        head=Head(title="h", description="d", rate_numerator=24_000, rate_denominator=1_001),
        assets=(
            Asset(
                digest=A,
                type="Video",
                name="n",
                mime="m",
                size_bytes=1,
                width_px=2,
                height_px=3,
                duration_ms=4,
                has_audio=True,
            ),
        ),
        scenes=(
            Scene(
                id=ID,
                title="t",
                script_text="s",
                authored_frames=1,
                length_frames=2,
                narration=Narration(audio=A, frames=1, pause_frames=2, words=B, made_from=B),
                media=Media(asset=A, type="Video", fit="contain", trim_ms=5, made_from=B),
                motion="in",
                transition="fade",
                transition_frames=3,
            ),
        ),
    ),
)
"""The full document of the first form; what was added since is at its default in it."""

MEDIA = replace(
    FIRST,
    voice=replace(FIRST.voice, source="online", pronunciations=(Pronunciation(written="w", spoken="s"),)),
    render=replace(FIRST.render, caption_style="word", pictures="online"),
    timeline=replace(
        FIRST.timeline,
        head=replace(
            FIRST.timeline.head,
            music=Music(
                asset=A,
                mood="bright",
                variation=7,
                volume_percent=50,
                ducking="gentle",
                loop=False,
                trim_ms=1,
                fade_in_ms=2,
                fade_out_ms=3,
                made_from=B,
            ),
        ),
        scenes=tuple(
            replace(
                scene,
                narration=replace(scene.narration, words_from=B),
                media=replace(scene.media, end_ms=9, ending="loop", volume_percent=80),
                captions=(Cue(start_ms=1, end_ms=2, text="c"),),
            )
            for scene in FIRST.timeline.scenes
            if scene.narration and scene.media
        ),
    ),
)
"""The full document of the second form."""

OVERLAYS = replace(
    MEDIA,
    timeline=replace(
        MEDIA.timeline,
        head=replace(
            MEDIA.timeline.head,
            watermark=Watermark(asset=A, text="w", anchor="top", opacity_percent=50, size_percent=20),
        ),
        scenes=tuple(
            replace(
                scene,
                overlays=(
                    Overlay(text="o", detail="d", style="title", anchor="center", start_ms=1, end_ms=2),
                ),
                voice=SceneVoice(name="v", rate_percent=80, pitch_percent=90, pause="Short"),
                volume_percent=70,
            )
            for scene in MEDIA.timeline.scenes
        ),
    ),
)
"""The full document of the third form."""

FULL = replace(
    OVERLAYS,
    timeline=replace(
        OVERLAYS.timeline,
        scenes=tuple(
            replace(
                scene,
                media=replace(scene.media, focus="top", speed_percent=50, freeze_ms=6, freeze_for_ms=7),
                overlays=tuple(replace(overlay, animation="rise") for overlay in scene.overlays),
                drawn_by=Scripted(name="n", parameters='{"a":1}'),
            )
            for scene in OVERLAYS.timeline.scenes
            if scene.media
        ),
    ),
)
"""A document in which no field is at its default."""

FORMS = {"schema-1": FIRST, "schema-1-media": MEDIA, "schema-1-overlays": OVERLAYS}
"""What each written form of the golden corpus holds."""


def structs(value: Any) -> list[Value]:
    """Every struct in a value, outermost first."""
    if isinstance(value, tuple):
        return [found for item in value for found in structs(item)]
    if not isinstance(value, Value):
        return []
    return [value, *(s for name in value.__struct_fields__ for s in structs(getattr(value, name)))]


def another(value: Any, kind: Any) -> Any:
    """A value of the same field that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        choices = [choice for choice in get_args(kind) if isinstance(choice, str)]
        if choices:
            return next(choice for choice in choices if choice != value)
        return {A: B, B: A, ID: ID[:-1] + "2"}.get(value, value + "x")
    if isinstance(value, tuple):
        return ()
    return None


BUILT = (Scene, Head)
"""The structs whose parts are set to nothing as a whole."""


def fields_of_every_struct() -> list[tuple[str, str]]:
    return [
        (type(value).__name__, name)
        for value in structs(FULL)
        for name in value.__struct_fields__
        if not isinstance(getattr(value, name), Value) or type(value) in BUILT
    ]


def changed(value: Any, struct: str, field: str) -> Any:
    """``value`` with that field of that struct, wherever it stands, made another."""
    if isinstance(value, tuple):
        return tuple(changed(item, struct, field) for item in value)
    if not isinstance(value, Value):
        return value
    if type(value).__name__ == struct:
        kinds = {found.name: found.type for found in msgspec.structs.fields(value)}
        return msgspec.structs.replace(value, **{field: another(getattr(value, field), kinds[field])})
    inner = {name: changed(getattr(value, name), struct, field) for name in value.__struct_fields__}
    return msgspec.structs.replace(value, **inner)


def test_the_full_document_leaves_no_field_at_its_default() -> None:
    for value in structs(FULL):
        for field in msgspec.structs.fields(value):
            assert getattr(value, field.name) != field.default, (type(value).__name__, field.name)


def test_the_full_document_holds_every_struct_of_its_modules() -> None:
    known = {
        each.__name__
        for each in (vars(document) | vars(scene_module)).values()
        if isinstance(each, type) and issubclass(each, Value) and each is not Value
    }

    assert {type(value).__name__ for value in structs(FULL)} == known


@pytest.mark.parametrize(("struct", "field"), fields_of_every_struct())
def test_a_change_of_any_field_changes_the_digest(struct: str, field: str) -> None:
    other = changed(FULL, struct, field)

    assert other != FULL
    assert codec.digest_of(other) != codec.digest_of(FULL)


def _named(value: Any) -> str:
    return type(value).__name__ if isinstance(value, Value) else str(value)


def fields_with_defaults() -> list[tuple[Value, str, Any]]:
    return [
        (value, field.name, field.default)
        for value in structs(FULL)
        for field in msgspec.structs.fields(value)
        if field.default is not msgspec.NODEFAULT and not isinstance(value, Document | Timeline)
    ]


@pytest.mark.parametrize(("value", "field", "default"), fields_with_defaults(), ids=_named)
def test_a_field_at_its_default_is_not_in_the_bytes(value: Value, field: str, default: Any) -> None:
    plain = json.loads(codec.canonical(msgspec.structs.replace(value, **{field: default})))

    assert field not in plain


def test_every_document_comes_back_from_its_bytes(strategies: dict[str, st.SearchStrategy[Any]]) -> None:
    @given(strategies["documents"])
    def comes_back(found: Document) -> None:
        frozen = codec.freeze(found)

        assert codec.thaw(frozen) == found
        assert codec.freeze(codec.thaw(frozen)) == frozen

    comes_back()


def test_the_bytes_do_not_depend_on_the_order_in_which_assets_were_added() -> None:
    first, second = Asset(digest=A, type="Image"), Asset(digest=B, type="Image")
    one = Document(timeline=Timeline(assets=(first, second)))
    other = Document(timeline=Timeline(assets=(second, first)))

    assert codec.freeze(one) == codec.freeze(other)


def test_text_is_written_as_it_is_and_keys_are_sorted() -> None:
    assert (
        codec.canonical(Brief(topic="Größe\n“x”", audience="a"))
        == '{"audience":"a","topic":"Größe\\n“x”"}'.encode()
    )


def test_a_scene_is_one_line_whatever_its_text_holds() -> None:
    scenes = tuple(Scene(id=f"{ID[:-1]}{n}", script_text="a\nb\u2028c\x85d") for n in range(3))
    frozen = codec.freeze(Document(timeline=Timeline(scenes=scenes)))

    assert frozen.timeline.count(b"\n") == len(scenes)
    assert codec.decode_timeline(frozen.timeline).scenes == scenes


def test_content_of_a_newer_schema_is_refused() -> None:
    with pytest.raises(Invalid, match="newer Aura"):
        codec.decode_part(b'{"schema":999,"topic":"x"}', Brief)


def test_content_of_an_older_schema_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "SCHEMA", 3)
    monkeypatch.setitem(codec.UPGRADES, 1, lambda _, fields: {"subject": fields["theme"]})
    monkeypatch.setitem(codec.UPGRADES, 2, lambda _, fields: {"topic": fields["subject"]})

    assert codec.decode_part(b'{"schema":1,"theme":"old"}', Brief).topic == "old"


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda folder: folder.name)
def test_the_written_form_of_every_released_schema_still_reads_the_same(folder: Path) -> None:
    parts = codec.Frozen(*((folder / f"{name}.json").read_bytes() for name in codec.Frozen._fields))
    digests = json.loads((folder / "digests.json").read_text())

    assert [digest.hex() for digest in parts.digests()] == [digests[name] for name in codec.Frozen._fields]
    assert codec.thaw(parts) == FORMS[folder.name]
    assert codec.digest_of(codec.thaw(parts)).hex() == digests["document"]
