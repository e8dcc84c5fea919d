"""What an attempt writes down, and when."""

from typing import Any

import pytest

from aura.actor import LOCAL
from aura.exports import recording
from aura.exports.queue import Claim, Queue
from aura.exports.recording import Record
from aura.render.events import SegmentDone
from aura.render.plan import RenderPlan, plan
from aura.render.preset import get_preset

DIGEST = "0" * 64


@pytest.fixture
def film(ready: Any) -> RenderPlan:
    with ready.aura.reading() as unit:
        document = unit.live(ready.id).document()
    words = {scene.narration.words: () for scene in document.timeline.scenes if scene.narration}
    return plan(document, get_preset("Draft 360p"), engine="test", words=words)


@pytest.mark.parametrize("reused", [False, True])
def test_an_attempt_that_ends_right_after_its_first_new_segment_was_not_in_vain(
    ready: Any, film: RenderPlan, reused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "WRITE_EVERY_S", 3600.0)
    export_id = ready.request()
    with ready.aura.units.writing() as work:
        export = Queue(work).claim("somebody", export_id)
        assert export is not None
        claim = Claim.of(export)
    record = Record(ready.aura.units, LOCAL, claim)
    record.begin()
    for segment in film.segments[:2]:
        done = SegmentDone(
            index=segment.index,
            key=segment.key,
            digest=DIGEST,
            frames=segment.frames,
            size_bytes=1,
            reused=reused,
        )
        record.told(done, film)

    assert ready.export(export_id).vain_attempts == (1 if reused else 0)
