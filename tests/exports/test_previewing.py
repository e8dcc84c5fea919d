"""Parts of a film are seen before it is made, and are as it will be."""

import io
import threading
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from aura.errors import Invalid, NotFound
from aura.exports.previewing import MOST_S, Preview
from aura.exports.words import timings
from aura.services import Services
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.scenes import SetSceneDuration
from aura.timeline.edits.showing import SetSceneMedia


@pytest.fixture
def pictured(studios: Any, tmp_path: Path) -> Any:
    """Three scenes with pictures and no words, two seconds each, that fade into each other."""
    studio = studios(texts=("", "", ""))
    studio.bring_pictures(tmp_path)
    studio.apply(SetRender(preset="Draft 360p"))
    return studio


def play(studio: Any, preview: Preview) -> bytes:
    return b"".join(studio.aura.previews().play(preview))


def length(film: bytes) -> tuple[int, float]:
    """The frames of a film, and the seconds of its sound."""
    with av.open(io.BytesIO(film), "r") as opened:
        pictures = sum(1 for _ in opened.decode(video=0))
    with av.open(io.BytesIO(film), "r") as opened:
        samples = sum(frame.samples for frame in opened.decode(audio=0))
    return pictures, samples / 48_000


def test_a_scene_is_seen_with_the_passages_at_its_ends_and_heard(pictured: Any) -> None:
    previews = pictured.aura.previews()
    preview = previews.of_scene(pictured.id, pictured.scenes[1].id)
    assert (preview.from_ms, preview.length_ms) == (1600, 2000)
    assert not previews.finished(preview)

    streamed = play(pictured, preview)

    frames, sound_s = length(streamed)
    assert frames == 60
    assert sound_s == pytest.approx(2, abs=0.05)
    assert previews.finished(preview)
    assert length(preview.file.read_bytes())[0] == 60


def test_a_part_of_the_film_begins_and_ends_where_it_is_asked_to(pictured: Any) -> None:
    previews = pictured.aura.previews()
    inside = previews.of_range(pictured.id, 100, 500)
    assert (inside.from_ms, inside.plan.total_frames) == (100, 12)
    across = previews.of_range(pictured.id, 1700, 2500)
    assert (across.from_ms, across.from_ms + across.length_ms) == (1600, 2500)
    whole = previews.of_range(pictured.id, 0, 5200)
    assert whole.plan.total_frames == 156


def test_what_was_made_for_a_preview_is_there_for_the_film_and_the_other_way_round(pictured: Any) -> None:
    play(pictured, pictured.aura.previews().of_scene(pictured.id, pictured.scenes[0].id))
    made = pictured.segments()

    pictured.made()

    assert made.items() <= pictured.segments().items()
    before = pictured.segments()
    play(pictured, pictured.aura.previews().of_range(pictured.id, 0, 5200))
    assert pictured.segments() == before


def test_a_preview_that_did_not_change_is_not_made_again(pictured: Any) -> None:
    previews = pictured.aura.previews()
    first = previews.of_scene(pictured.id, pictured.scenes[2].id)
    play(pictured, first)
    pictured.apply(SetSceneDuration(scene=pictured.scenes[0].id, frames=75))

    moved = previews.of_scene(pictured.id, pictured.scenes[2].id)

    assert moved.file == first.file
    assert previews.finished(moved)


def test_the_frame_is_the_one_that_the_film_has_there(pictured: Any) -> None:
    film = pictured.film(pictured.made())
    with av.open(str(film)) as opened:
        shown = [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]
    for at_ms, number in ((0, 0), (33, 0), (34, 1), (1700, 51), (3000, 90), (5199, 155)):
        made = pictured.aura.previews().frame(pictured.id, at_ms)
        drawn = np.asarray(Image.open(io.BytesIO(made)), np.float64)
        assert drawn.shape == (360, 640, 3)
        assert np.abs(drawn - shown[number]).mean() < 3, at_ms


def test_a_frame_is_refused_where_there_is_none(pictured: Any) -> None:
    previews = pictured.aura.previews()
    with pytest.raises(Invalid, match="the film ends after 5,200 ms") as past:
        previews.frame(pictured.id, 5200)
    assert past.value.field == "at_ms"
    for width in (15, 641):
        with pytest.raises(Invalid, match="from 16 to 640 pixels wide"):
            previews.frame(pictured.id, 0, width)
    assert Image.open(io.BytesIO(previews.frame(pictured.id, 0, 64))).size == (64, 36)


def test_a_part_is_refused_that_is_none(pictured: Any) -> None:
    previews = pictured.aura.previews()
    for start, end, field in ((500, 500, "to_ms"), (0, 5300, "to_ms"), (6000, 7000, "from_ms")):
        with pytest.raises(Invalid) as refused:
            previews.of_range(pictured.id, start, end)
        assert refused.value.field == field
    with pytest.raises(Invalid, match=f"at most {MOST_S} s"):
        previews.of_range(pictured.id, 0, MOST_S * 1000 + 1)
    with pytest.raises(NotFound, match="no scene"):
        previews.of_scene(pictured.id, "00000000-0000-7000-8000-000000000000")


def test_a_scene_can_be_seen_while_others_are_still_to_be_made(studio: Any, tmp_path: Path) -> None:
    studio.bring_pictures(tmp_path)
    studio.apply(SetSceneMedia(scene=studio.scenes[2].id, media=None))

    seen = studio.aura.previews().of_scene(studio.id, studio.scenes[1].id)
    assert (seen.plan.total_frames, len(seen.plan.segments)) == (60, 3)
    assert studio.aura.previews().frame(studio.id, 0, 32)
    with pytest.raises(Invalid, match="Scene 3 shows nothing yet"):
        studio.aura.previews().of_scene(studio.id, studio.scenes[2].id)


def test_a_long_scene_is_shown_from_its_start(pictured: Any) -> None:
    pictured.apply(SetSceneDuration(scene=pictured.scenes[2].id, frames=30 * (MOST_S + 60)))

    preview = pictured.aura.previews().of_scene(pictured.id, pictured.scenes[2].id)

    assert preview.length_ms == MOST_S * 1000


def test_nobody_waits_for_the_database_while_a_preview_is_made(pictured: Any, aura: Services) -> None:
    preview = pictured.aura.previews().of_scene(pictured.id, pictured.scenes[1].id)
    playing = pictured.aura.previews().play(preview)
    next(playing)
    written = threading.Event()

    def edit() -> None:
        pictured.apply(SetSceneDuration(scene=pictured.scenes[0].id, frames=70))
        written.set()

    writer = threading.Thread(target=edit)
    writer.start()
    assert written.wait(20)
    writer.join()
    playing.close()


def test_a_stretch_begins_where_the_one_before_it_ended(pictured: Any) -> None:
    pictured.apply(SetSceneDuration(scene=pictured.scenes[1].id, frames=600))
    previews = pictured.aura.previews()

    first = previews.stretch(pictured.id, pictured.scenes[1].id)
    assert first.onward is not None
    second = previews.stretch(pictured.id, *first.onward, most_ms=20_000)

    assert first.preview.plan.total_frames == first.onward.frame == 240
    assert (second.from_ms, second.preview.plan.total_frames) == (8000, 360)
    assert second.preview.plan.segments[0].key != first.preview.plan.segments[-1].key
    assert second.onward is not None
    assert second.onward.scene_id == pictured.scenes[2].id
    third = previews.stretch(pictured.id, *second.onward)
    assert (third.from_ms, third.onward) == (400, None)  # the passage into it was shown with the second
    with pytest.raises(Invalid, match="over by then"):
        previews.stretch(pictured.id, pictured.scenes[1].id, 600)


def test_a_stretch_never_ends_within_a_passage(pictured: Any) -> None:
    pictured.apply(SetSceneDuration(scene=pictured.scenes[1].id, frames=240))
    previews = pictured.aura.previews()
    for most_ms in (5_000, 7_500, 7_700):
        found = previews.stretch(pictured.id, pictured.scenes[1].id, most_ms=most_ms)
        assert found.preview.plan.total_frames in (round(most_ms * 3 / 100), 240)
        assert found.onward is not None


def test_those_who_draw_can_be_woken_before_there_is_work(pictured: Any) -> None:
    previews = pictured.aura.previews()
    previews.warm()
    woken = list(pictured.aura.tools.engine._crew._idle)
    previews.warm()
    assert pictured.aura.tools.engine._crew._idle == woken
    play(pictured, previews.of_scene(pictured.id, pictured.scenes[0].id))
    assert all(child.alive for child in woken)


def test_a_long_narration_is_cut_between_two_of_its_words(studios: Any) -> None:
    sentence = "The keeper climbs the stairs each night, and he counts them as he goes up. "
    studio = studios(texts=(sentence * 5,))
    previews = studio.aura.previews()

    first = previews.stretch(studio.id, studio.scenes[0].id)

    assert first.onward is not None
    made = previews._made_ahead(studio.id, studio.document, 0)
    narration = made.timeline.scenes[0].narration
    assert narration is not None
    words = timings(made, studio.aura.objects)[narration.words]
    cut_ms = first.onward.frame * 1000 / 30
    before = max((word for word in words if word[1] - 34 <= cut_ms), key=lambda word: word[1])
    assert 5_000 < cut_ms <= 8_000
    assert before[2] in ("night,", "up.")
    assert (first.from_ms, first.scene_ms) == (0, round(made.timeline.scenes[0].length_frames * 1000 / 30))
