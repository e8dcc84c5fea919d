"""A timeline for other editors is as long as the film, to the frame, and says what Aura knows."""

import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.errors import ToolFailed
from aura.exchange import timelines
from aura.exchange.otio import media_name, timeline_of, written
from aura.ids import new_id
from aura.render.timing import film_frames, place
from aura.timeline import rules
from aura.timeline.codec import digest_of
from aura.timeline.document import Asset, Brief, Document, Head, Music, Timeline
from aura.timeline.scene import Media, Narration, Scene, Scripted

PICTURE, CLIP, SOUND = (f"{number:064x}" for number in (1, 2, 3))
ASSETS = {
    PICTURE: Asset(digest=PICTURE, type="Image", mime="image/jpeg"),
    CLIP: Asset(digest=CLIP, type="Video", mime="video/mp4", duration_ms=1_700, has_audio=True),
    SOUND: Asset(digest=SOUND, type="Audio", mime="audio/mpeg", duration_ms=2_300, has_audio=True),
}
CHART = Scripted(name="chart")
RATES = (Fraction(30), Fraction(25), Fraction(24_000, 1_001), Fraction(30_000, 1_001), Fraction(60))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    rate = draw(st.sampled_from(RATES))
    media = st.one_of(
        st.none(),
        st.just(Media(asset=PICTURE)),
        st.builds(
            Media,
            asset=st.just(CLIP),
            type=st.just("Video"),
            trim_ms=st.sampled_from((0, 333)),
            end_ms=st.sampled_from((0, 400, 1_500)),
            ending=st.sampled_from(("hold", "loop")),
        ),
    )
    scenes = draw(
        st.lists(
            st.builds(
                Scene,
                id=st.builds(lambda: str(new_id())),
                script_text=st.sampled_from(("", "A lamp burns.")),
                authored_frames=st.integers(0, 200),
                narration=st.one_of(
                    st.none(),
                    st.builds(
                        Narration,
                        audio=st.just(SOUND),
                        frames=st.integers(1, 90),
                        pause_frames=st.integers(0, 20),
                    ),
                ),
                media=media,
                transition=st.sampled_from(("cut", "fade")),
                transition_frames=st.integers(0, 60),
            ),
            min_size=1,
            max_size=8,
        )
    )
    head = Head(
        title="Light",
        rate_numerator=rate.numerator,
        rate_denominator=rate.denominator,
        music=draw(st.sampled_from((None, Music(asset=SOUND), Music(asset=SOUND, loop=False, trim_ms=900)))),
    )
    timed = tuple(rules.timed(scene, rate) for scene in scenes)
    return Document(brief=Brief(topic="Light"), timeline=Timeline(head=head, scenes=timed))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_track_is_as_long_as_the_film_and_every_dissolve_has_its_handles(document: Document) -> None:
    timeline = timeline_of(document, ASSETS, media_name)
    read = otio.adapters.read_from_string(written(timeline).decode(), "otio_json")
    rate, frames = document.timeline.head.rate, film_frames(document)
    assert read.is_equivalent_to(timeline)
    assert read.duration().value == frames
    assert read.duration().rate == float(rate)
    for track in read.tracks:
        assert track.duration().value == frames, track.name
    picture = read.tracks[0]
    dissolves = [item for item in picture if isinstance(item, otio.schema.Transition)]
    shared = [one.lead_frames for one in place(document.timeline.scenes, rate) if one.lead_frames]
    assert [int((one.in_offset + one.out_offset).value) for one in dissolves] == shared
    for item in picture.find_clips():
        available = item.media_reference.available_range
        if available and not item.effects:
            assert item.source_range.start_time >= available.start_time
            assert item.source_range.end_time_exclusive().value <= available.end_time_exclusive().value + 1


@settings(max_examples=30, deadline=None)
@given(documents())
def test_every_scene_is_seen_where_aura_shows_it(document: Document) -> None:
    """Counted with its part of the dissolves around it, a scene starts where it does in the film."""
    timeline = timeline_of(document, ASSETS, media_name)
    picture = timeline.tracks[0]
    starts: dict[str, int] = {}
    for item in picture.find_clips():
        start = int(picture.range_of_child(item).start_time.value)
        starts.setdefault(item.metadata["aura"]["id"], start)
    for one in place(document.timeline.scenes, document.timeline.head.rate):
        assert starts[one.scene.id] == one.start_frame + one.lead_frames // 2


@settings(max_examples=30, deadline=None)
@given(documents())
def test_every_narration_is_heard_where_aura_speaks_it(document: Document) -> None:
    timeline = timeline_of(document, ASSETS, media_name)
    tracks = {track.name: track for track in timeline.tracks}
    placed = place(document.timeline.scenes, document.timeline.head.rate)
    spoken = [(one.voice_frame, one.scene.narration.frames) for one in placed if one.scene.narration]
    clips = list(tracks["Narration"].find_clips()) if spoken else []
    ranges = [tracks["Narration"].range_of_child(clip) for clip in clips]
    assert [(int(one.start_time.value), int(one.duration.value)) for one in ranges] == spoken


@pytest.mark.parametrize(
    ("mime", "ending"),
    [
        ("video/mp4", "mp4"), ("video/quicktime", "mov"), ("video/x-matroska", "mkv"), ("video/webm", "webm"),
        ("video/x-msvideo", "avi"), ("video/mp2t", "ts"), ("image/gif", "gif"), ("image/heic", "heic"),
        ("audio/mpeg", "mp3"), ("audio/mp4", "m4a"), ("audio/x-matroska", "mka"), ("audio/wav", "wav"),
        ("audio/flac", "flac"), ("audio/ogg", "ogg"), ("audio/mp2t", "ts"), ("", "bin"),
    ],
)  # fmt: skip
def test_a_file_has_the_ending_that_editors_know_its_kind_by(mime: str, ending: str) -> None:
    asset = Asset(digest=CLIP, type="Video", mime=mime)
    assert media_name(asset) == f"media/{CLIP}.{ending}"


def test_a_clip_that_is_too_short_is_held_or_begins_again() -> None:
    def pieces(media: Media) -> list[tuple[int, int, bool]]:
        scene = Scene(id=str(new_id()), authored_frames=100, length_frames=100, media=media)
        document = Document(brief=Brief(topic="Light"), timeline=Timeline(scenes=(scene,)))
        timeline = timeline_of(document, ASSETS, media_name)
        return [
            (int(one.source_range.start_time.value), int(one.source_range.duration.value), bool(one.effects))
            for one in timeline.tracks[0]
        ]

    held = Media(asset=CLIP, type="Video", trim_ms=1_000, end_ms=1_500)
    assert pieces(held) == [(30, 15, False), (44, 85, True)]
    looped = Media(asset=CLIP, type="Video", ending="loop")
    assert pieces(looped) == [(0, 51, False), (0, 49, False)]


def test_a_narration_that_is_silent_in_the_film_is_not_in_its_timeline() -> None:
    scenes = [
        Scene(id=str(new_id()), narration=Narration(audio=SOUND, frames=60), volume_percent=volume)
        for volume in (0, 100)
    ]
    timed = tuple(rules.timed(scene, Fraction(30)) for scene in scenes)
    document = Document(timeline=Timeline(scenes=timed))
    timeline = timeline_of(document, ASSETS, media_name)
    _, narration = timeline.tracks

    assert [narration.range_of_child(clip).start_time.value for clip in narration.find_clips()] == [60]
    silent = timeline_of(Document(timeline=Timeline(scenes=timed[:1])), ASSETS, media_name)
    assert [track.name for track in silent.tracks] == ["Picture"]


@pytest.fixture
def made(film: Any) -> timelines.Film:
    with film.aura.reading() as unit:
        return timelines.film_of(unit.work, film.aura.objects, film.id)


def test_what_a_script_draws_names_no_file_that_is_not_seen() -> None:
    clip = Media(asset=CLIP, type="Video")
    scenes = [
        Scene(id=str(new_id()), authored_frames=30, media=clip, drawn_by=script) for script in (CHART, None)
    ]
    timed = tuple(rules.timed(scene, Fraction(30)) for scene in scenes)
    document = Document(timeline=Timeline(scenes=timed))
    picture, sound = timeline_of(document, ASSETS, media_name).tracks

    assert [type(each.media_reference) for each in picture] == [
        otio.schema.MissingReference,
        otio.schema.ExternalReference,
    ]
    assert [type(each) for each in sound] == [otio.schema.Gap, otio.schema.Clip]


def test_the_timeline_of_a_project_tells_its_scenes_texts_and_digests(film: Any, made: Any) -> None:
    found = timelines.timeline(made)
    read = otio.adapters.read_from_string(found.data.decode(), "otio_json")
    assert read.name == "Light: houses?"
    assert read.metadata["aura"]["document"] == digest_of(film.document).hex()
    assert read.duration().value == film_frames(film.document)
    assert [track.name for track in read.tracks] == ["Picture", "Narration", "Music"]
    markers: dict[str, list[Any]] = {}
    for marker in read.tracks.markers:
        markers.setdefault(marker.metadata["aura"]["kind"], []).append(marker)
    assert [marker.name for marker in markers["scene"]] == [
        "Scene 1 (Light)", "Scene 2", "Scene 3 (Clip)", "Scene 4",
    ]  # fmt: skip
    assert [marker.name for marker in markers["overlay"]] == ["Now"]
    assert "The end" in [marker.name for marker in markers["caption"]]
    assert markers["scene"][1].metadata["aura"]["text"] == "Für immer — 日本 🎬."
    urls = {clip.media_reference.target_url for clip in read.find_clips() if not _is_missing(clip)}
    assert urls == {media_name(asset) for asset in found.media}
    assert all(url.startswith("media/") for url in urls)


def _is_missing(clip: otio.schema.Clip) -> bool:
    return isinstance(clip.media_reference, otio.schema.MissingReference)


def test_a_timeline_can_name_its_media_in_place_or_have_it_beside(
    film: Any, made: Any, tmp_path: Path
) -> None:
    in_place = timelines.timeline(made, film.aura.objects)
    for clip in otio.adapters.read_from_string(in_place.data.decode(), "otio_json").find_clips():
        if not _is_missing(clip):
            assert Path(otio.url_utils.filepath_from_url(clip.media_reference.target_url)).is_file()
    beside = timelines.timeline(made)
    for _ in range(2):
        timelines.lay_beside(beside.media, film.aura.objects, tmp_path)
    assert sorted(path.name for path in (tmp_path / "media").iterdir()) == sorted(
        Path(media_name(asset)).name for asset in beside.media
    )


def test_media_that_is_damaged_is_not_laid_beside_a_timeline(film: Any, made: Any, tmp_path: Path) -> None:
    beside = timelines.timeline(made)
    path = film.aura.objects.path(beside.media[0].digest)
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[:-1] + b"?")
    with pytest.raises(ToolFailed, match="is damaged"):
        timelines.lay_beside(beside.media, film.aura.objects, tmp_path)
    assert [*(tmp_path / "media").iterdir()] == []

    path.write_bytes(whole)
    timelines.lay_beside(beside.media, film.aura.objects, tmp_path)
    assert (tmp_path / media_name(beside.media[0])).read_bytes() == whole


def test_a_bundle_is_read_by_opentimelineio_and_holds_the_media(film: Any, made: Any, tmp_path: Path) -> None:
    out = io.BytesIO()
    found = timelines.bundle(made, film.aura.objects, out)
    path = tmp_path / "film.otioz"
    path.write_bytes(out.getvalue())
    read = otio.adapters.read_from_file(str(path))
    assert read.duration().value == film_frames(film.document)
    archive = zipfile.ZipFile(path)
    for asset in found.media:
        assert archive.read(media_name(asset)) == film.aura.objects.path(asset.digest).read_bytes()
    assert json.loads(archive.read("content.otio"))["OTIO_SCHEMA"].startswith("Timeline")
