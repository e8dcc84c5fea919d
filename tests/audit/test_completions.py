"""Calls to online providers are written down, listed by project, added up, and gone with their project."""

import uuid

import pytest
from msgspec.structs import replace

from aura.actor import LOCAL, Actor
from aura.audit.completions import Completions, Totals
from aura.errors import Invalid
from aura.providers.online.call import Call
from aura.services import Services
from aura.timeline.document import Brief

CALL = Call(
    provider="api.example.org",
    model="a-model",
    stage="Script",
    input_json='{"messages":[]}',
    output_json="Hel",
    input_tokens=100,
    output_tokens=30,
    duration_ms=900,
    cost_micros=75,
    status="Completed",
    error="",
    attempt=1,
)
FAILED = replace(
    CALL, status="Failed", error="It was silent.", input_tokens=None, output_tokens=None, cost_micros=None
)


@pytest.fixture
def project(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Rivers")).id


def record(aura: Services, project: uuid.UUID | None, *calls: Call) -> None:
    for call in calls:
        with aura.writing() as unit:
            Completions(unit.work).record(call, project)


def test_a_call_is_kept_as_it_was(aura: Services, project: uuid.UUID) -> None:
    record(aura, project, replace(FAILED, attempt=2))
    with aura.reading() as unit:
        (row,) = Completions(unit.work).list(project).items
    assert (row.provider, row.model, row.context_stage) == ("api.example.org", "a-model", "Script")
    assert (row.input_json, row.output_json) == ('{"messages":[]}', "Hel")
    assert (row.input_tokens, row.output_tokens, row.cost_micros) == (None, None, None)
    assert (row.status, row.error_message, row.attempt, row.duration_ms) == (
        "Failed",
        "It was silent.",
        2,
        900,
    )


def test_the_newest_come_first_page_by_page_of_one_project(aura: Services, project: uuid.UUID) -> None:
    record(aura, project, *(replace(CALL, attempt=number) for number in range(5)))
    record(aura, None, CALL)
    found: list[int] = []
    cursor = None
    with aura.reading() as unit:
        while True:
            page = Completions(unit.work).list(project, limit=2, cursor=cursor)
            found += [row.attempt for row in page.items]
            if (cursor := page.cursor) is None:
                break
        with pytest.raises(Invalid, match="cursor"):
            Completions(unit.work).list(project, cursor="nonsense")
    assert found == [4, 3, 2, 1, 0]


def test_what_all_took_is_added_up_and_what_is_not_known_is_counted(
    aura: Services, project: uuid.UUID
) -> None:
    record(aura, project, CALL, FAILED, replace(CALL, cost_micros=5_000_000_000))
    record(aura, None, replace(CALL, cost_micros=None))
    with aura.reading() as unit:
        completions = Completions(unit.work)
        assert completions.totals(project) == Totals(
            calls=3, failed=1, input_tokens=200, output_tokens=60, cost_micros=5_000_000_075, unpriced=1
        )
        assert completions.totals(None).unpriced == 1
        assert completions.totals(uuid.uuid4()) == Totals(
            calls=0, failed=0, input_tokens=0, output_tokens=0, cost_micros=0, unpriced=0
        )


def test_calls_for_no_project_yet_are_shown_to_whom_they_were_made_for_alone(
    aura: Services, project: uuid.UUID
) -> None:
    ben = Actor(uuid.UUID(int=2))
    record(aura, None, CALL)
    with aura.writing(ben) as unit:
        Completions(unit.work).record(replace(CALL, model="bens"), None)
        Completions(unit.work).record(replace(CALL, model="for a project of another's"), project)
    seen = {}
    for actor in (LOCAL, ben):
        with aura.reading(actor) as unit:
            completions = Completions(unit.work)
            seen[actor] = [row.model for row in completions.list(None).items]
            assert completions.totals(None).calls == 1
            assert completions.totals(project).calls == 1

    assert seen == {LOCAL: ["a-model"], ben: ["bens"]}


def test_a_number_that_no_server_means_is_kept_as_the_largest(aura: Services, project: uuid.UUID) -> None:
    record(aura, project, replace(CALL, input_tokens=10**15, output_tokens=-5))
    with aura.reading() as unit:
        (row,) = Completions(unit.work).list(project).items
        assert (row.input_tokens, row.output_tokens) == (2**31 - 1, 0)
