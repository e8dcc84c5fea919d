"""A clip in pieces, as other editors lay it: played, held, again."""

from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pytest

from aura.exchange.otio import media_name, timeline_of
from aura.exchange.pieces import Piece, pieces
from aura.timeline.document import Asset, Document, Timeline
from aura.timeline.pacing import pace_of
from aura.timeline.scene import Media, Scene

CLIP = Asset(digest="5" * 64, type="Video", mime="video/mp4", duration_ms=2_000, has_audio=True)
A, B = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2))


@pytest.mark.parametrize(
    ("fields", "start", "frames", "wanted"),
    [
        ({}, 0, 90, [Piece(0, 60), Piece(59, 30, True)]),
        ({"speed_percent": 200, "trim_ms": 1_000}, 0, 30, [Piece(30, 15), Piece(59, 15, True)]),
        ({"speed_percent": 50}, 10, 90, [Piece(5, 90)]),
        (
            {"freeze_ms": 500, "freeze_for_ms": 1_000},
            5,
            60,
            [Piece(5, 10), Piece(15, 30, True), Piece(15, 20)],
        ),
        (
            {"end_ms": 1_000, "ending": "loop", "freeze_ms": 500, "freeze_for_ms": 500},
            20,
            55,
            [Piece(15, 10, True), Piece(15, 15), Piece(0, 15), Piece(15, 15, True)],
        ),
        ({"freeze_ms": 0, "freeze_for_ms": 500}, 0, 20, [Piece(0, 15, True), Piece(0, 5)]),
    ],
)
def test_a_clip_is_laid_in_pieces_as_it_is_seen(
    fields: dict[str, Any], start: int, frames: int, wanted: list[Piece]
) -> None:
    pace = pace_of(Media(asset=CLIP.digest, type="Video", **fields), Fraction(2))
    assert list(pieces(pace, Fraction(30), start, frames)) == wanted


def test_speeds_standstills_and_kinds_of_transition_are_told_to_other_editors() -> None:
    paced = Media(asset=CLIP.digest, type="Video", speed_percent=50, freeze_ms=500, freeze_for_ms=400)
    scenes = tuple(
        Scene(id=name, media=paced, length_frames=60, transition="wipe-up" if name == B else "cut")
        for name in (A, B)
    )
    document = Document(timeline=Timeline(assets=(CLIP,), scenes=scenes))
    found = timeline_of(document, {CLIP.digest: CLIP}, media_name)
    picture, sound = found.tracks[0], found.tracks[1]
    effects = [
        [type(effect).__name__ for effect in clip.effects]
        for clip in picture
        if isinstance(clip, otio.schema.Clip)
    ]
    crossing = next(each for each in picture if isinstance(each, otio.schema.Transition))

    assert effects[:3] == [["LinearTimeWarp"], ["FreezeFrame"], ["LinearTimeWarp"]]
    assert sound[0].effects[0].time_scalar == 0.5
    assert isinstance(sound[1], otio.schema.Gap)
    assert picture.duration() == sound.duration()
    assert (crossing.transition_type, crossing.metadata["aura"]["kind"]) == ("Custom_Transition", "wipe-up")
