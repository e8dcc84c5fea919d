"""Comparing: what differs is named, in values and in words; what does not is neither named nor decoded."""

import itertools
import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.timeline import codec, comparing
from aura.timeline.comparing import Comparison, compare
from aura.timeline.document import Asset, Brief, Document, Head, Music, Plan, Section, Timeline, Watermark
from aura.timeline.scene import Cue, Media, Narration, Scene, SceneVoice, Scripted
from aura.timeline.terms import Value

IDS = [f"00000000-0000-7000-8000-{n:012d}" for n in range(1, 10)]


def film(*scenes: Scene, assets: tuple[Asset, ...] = (), **parts: Any) -> Document:
    head = parts.pop("head", Head(title="Film"))
    return Document(timeline=Timeline(head=head, scenes=scenes, assets=assets), **parts)


def scenes(*numbers: int) -> list[Scene]:
    return [Scene(id=IDS[n - 1], script_text=f"Text {n}.") for n in numbers]


def summary(before: Document, after: Document) -> tuple[str, ...]:
    return compare(before, after).summary


def test_documents_that_are_the_same_do_not_differ() -> None:
    found = compare(film(*scenes(1, 2)), film(*scenes(1, 2)))

    assert found == Comparison(is_same=True, parts=(), scenes=(), assets=(), summary=())


def test_a_part_is_compared_field_by_field() -> None:
    before = film(brief=Brief(topic="Rivers", tone="calm"))
    after = film(
        brief=Brief(topic="Lakes", tone="calm", goal="to explain"), plan=Plan(sections=(Section(title="1"),))
    )
    brief, plan = compare(before, after).parts

    assert [(field.field, field.before, field.after) for field in brief.fields] == [
        ("topic", "Rivers", "Lakes"),
        ("goal", "", "to explain"),
    ]
    assert brief.summary == "Brief: topic and goal changed"
    assert plan.summary == "Plan: sections added"


def test_music_and_watermark_are_gone_into() -> None:
    head = Head(title="Film", music=Music(mood="calm"))
    louder = replace(head, music=Music(mood="bright", volume_percent=50))
    marked = replace(head, music=None, watermark=Watermark(text="Aura"))

    (part,) = compare(film(head=head), film(head=louder)).parts
    assert [field.field for field in part.fields] == ["music.mood", "music.volume_percent"]
    assert part.summary == "Project: music changed"
    assert summary(film(head=head), film(head=marked)) == ("Project: music removed, watermark added",)


def test_a_text_tells_the_words_that_differ() -> None:
    before, after = film(*scenes(1)), film(replace(scenes(1)[0], script_text="Text one."))
    (scene,) = compare(before, after).scenes
    (field,) = scene.fields

    assert (field.field, field.before, field.after) == ("script_text", "Text 1.", "Text one.")
    assert [(run.fate, run.text) for run in field.words] == [
        ("kept", "Text "),
        ("removed", "1"),
        ("added", "one"),
        ("kept", "."),
    ]


def test_scenes_that_come_go_change_and_move_are_told_by_their_numbers() -> None:
    before = film(*scenes(1, 2, 3, 4, 5))
    first, second, third, fourth, _ = before.timeline.scenes
    new = Scene(id=IDS[5], title="A new one")
    changed = replace(third, narration=Narration(audio="0" * 64, frames=9), length_frames=9)
    after = film(fourth, first, new, second, changed)

    found = compare(before, after)

    assert [(each.before, each.after, each.is_moved) for each in found.scenes] == [
        (4, 1, True),
        (None, 3, False),
        (5, None, False),
        (3, 5, False),
    ]
    assert found.summary == (
        "Scene 4 moved to 1",
        "Scene 3 inserted: “A new one”",
        "Scene 5 deleted: “Text 5.”",
        "Scene 5 (was 3): narration added",
    )


def test_a_scene_that_was_moved_and_changed_is_one_item() -> None:
    one, two, three = scenes(1, 2, 3)
    after = film(replace(three, title="Third", media=Media(asset="1" * 64)), one, two)

    assert summary(film(one, two, three), after) == ("Scene 3 moved to 1: title changed, picture added",)


def test_what_a_scene_has_inside_is_named() -> None:
    rich = Scene(
        id=IDS[0],
        narration=Narration(audio="0" * 64, frames=9),
        media=Media(asset="1" * 64),
        captions=(Cue(start_ms=0, end_ms=1, text="c"),),
        voice=SceneVoice(rate_percent=90),
    )
    other = replace(
        rich,
        narration=Narration(audio="2" * 64, frames=9),
        media=replace(rich.media, fit="contain") if rich.media else None,
        captions=(),
        voice=SceneVoice(rate_percent=110),
        volume_percent=50,
    )
    (scene,) = compare(film(rich), film(other)).scenes

    assert [field.field for field in scene.fields] == [
        "narration.audio",
        "media.fit",
        "captions",
        "voice.rate_percent",
        "volume_percent",
    ]
    assert scene.summary == "Scene 1: narration, picture, voice and volume changed, captions removed"


def test_what_draws_a_scene_is_called_by_a_name_for_people() -> None:
    one = Scene(id=IDS[0])
    drawn = replace(one, drawn_by=Scripted(name="bar-chart"))
    other = replace(one, drawn_by=Scripted(name="bar-chart", parameters='{"title":"Rain"}'))

    assert summary(film(one), film(drawn)) == ("Scene 1: drawing script added",)
    assert summary(film(drawn), film(other)) == ("Scene 1: drawing script changed",)
    assert summary(film(drawn), film(one)) == ("Scene 1: drawing script removed",)


def test_a_length_that_follows_from_other_fields_is_no_news_but_alone_it_is() -> None:
    one = scenes(1)[0]

    assert summary(film(one), film(replace(one, script_text="x", length_frames=5))) == (
        "Scene 1: text changed",
    )
    assert summary(film(one), film(replace(one, length_frames=5))) == ("Scene 1: length changed",)


def test_assets_that_come_go_or_are_told_of_otherwise() -> None:
    old, gone, new = (
        Asset(digest=digit * 64, type="Image", name=f"{digit}.png") for digit in ("0", "1", "2")
    )
    after = film(assets=(replace(old, name="sky.png"), new))

    assert summary(film(assets=(old, gone)), after) == (
        "sky.png: name changed",
        "1.png removed",
        "2.png added",
    )


def test_as_few_scenes_as_possible_are_moved() -> None:
    for size in range(6):
        for order in itertools.permutations(range(1, size + 1)):
            found = compare(film(*scenes(*range(1, size + 1))), film(*scenes(*order)))
            stayed = [number for number in order if number not in {each.before for each in found.scenes}]
            longest = max(
                len(some)
                for length in range(size + 1)
                for some in itertools.combinations(order, length)
                if list(some) == sorted(some)
            )

            assert stayed == sorted(stayed)
            assert len(stayed) == longest


def test_every_difference_between_any_two_documents_is_named(
    strategies: dict[str, st.SearchStrategy[Any]],
) -> None:
    @settings(max_examples=60, deadline=None)
    @given(strategies["documents"], strategies["documents"])
    def is_named(before: Document, after: Document) -> None:
        found = compare(before, after)
        old = {scene.id: scene for scene in before.timeline.scenes}
        new = {scene.id: scene for scene in after.timeline.scenes}
        told = {each.scene: each for each in found.scenes}
        assert found.is_same == (before == after)
        for name in old.keys() | new.keys():
            was, now = old.get(name), new.get(name)
            fields = [field.field.partition(".")[0] for field in told[name].fields] if name in told else []
            differing = (
                was and now and [f for f in Scene.__struct_fields__ if getattr(was, f) != getattr(now, f)]
            )
            if was is None or now is None:
                assert name in told
            else:
                assert list(dict.fromkeys(fields)) == differing
        parts = {part.part for part in found.parts}
        assert ("head" in parts) == (before.timeline.head != after.timeline.head)
        assert parts - {"head"} == {
            part for part in comparing.PARTS if getattr(before, part) != getattr(after, part)
        }

    is_named()


def test_lines_that_are_the_same_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    before = codec.freeze(film(*scenes(1, 2, 3, 4)))
    after = codec.freeze(film(*scenes(4, 1, 2), replace(scenes(3)[0], title="New")))
    decoded = []
    decode = codec.decode_value

    def counting(line: bytes, kind: type[Value], schema: int = codec.SCHEMA) -> Value:
        decoded.append(line)
        return decode(line, kind, schema)

    monkeypatch.setattr(codec, "decode_value", counting)
    found = compare(before, after)

    assert found.summary == ("Scene 4 moved to 1", "Scene 4 (was 3): title changed")
    assert len(decoded) == 2


def test_an_older_form_is_brought_up_to_date_before_it_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    old = codec.freeze(film(*scenes(1, 2), brief=Brief(tone="calm")))

    def upgrade(name: str, fields: dict[str, Any]) -> dict[str, Any]:
        if name == "Scene" and "script_text" in fields:
            fields["title"] = fields["script_text"]
        return fields

    monkeypatch.setattr(codec, "SCHEMA", 2)
    monkeypatch.setitem(codec.UPGRADES, 1, upgrade)
    titled = [replace(scene, title=scene.script_text) for scene in scenes(1, 2)]

    assert compare(old, film(*titled, brief=Brief(tone="calm"))).is_same
    assert compare(old, film(titled[0], brief=Brief(tone="calm"))).summary == ("Scene 2 deleted: “Text 2.”",)


def test_nothing_within_a_scene_has_an_id_that_could_be_taken_for_its_own() -> None:
    def structs(kind: Any) -> set[type[Value]]:
        if isinstance(kind, type) and issubclass(kind, Value):
            inner = (structs(field.type) for field in msgspec.structs.fields(kind))
            return {kind}.union(*inner)
        return set().union(*map(structs, typing.get_args(kind)))

    named = {kind for kind in structs(Scene) if "id" in kind.__struct_fields__}

    assert structs(Scene) > {Narration, Media, Cue}
    assert named == {Scene}


def test_a_text_that_looks_like_an_id_is_not_taken_for_one() -> None:
    tricky = Scene(id=IDS[0], captions=(Cue(start_ms=0, end_ms=1, text=f'{{"id":"{IDS[4]}"}}'),), title="x")
    found = compare(film(tricky), film(replace(tricky, title="y")))

    assert [scene.scene for scene in found.scenes] == [IDS[0]]
