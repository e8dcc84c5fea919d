"""A cursor leads to the row behind the last one, and one that is none of ours is refused."""

import base64
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.db.pages import Page, cursor_of, position_of
from aura.errors import Invalid

HERE = (datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC), uuid.UUID(int=7))


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_a_cursor_is_the_key_it_was_made_from() -> None:
    assert position_of(cursor_of(*HERE), datetime, uuid.UUID) == HERE
    assert position_of(cursor_of(41), int) == (41,)


@pytest.mark.parametrize(("rows", "more"), [(0, False), (4, False), (5, False), (6, True)])
def test_only_a_page_that_is_not_the_last_has_a_cursor(rows: int, more: bool) -> None:
    page = Page(range(rows), 5, lambda row: (row,))
    assert list(page.items) == list(range(min(rows, 5)))
    assert page.cursor == (cursor_of(4) if more else None)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "?",
        "not a cursor",
        "ünïcode",
        "\ud800",
        "A",
        encoded("[]"),
        encoded("[1, 2]"),
        encoded('["1"]'),
        encoded("[1.5]"),
        encoded("[NaN]"),
        encoded("[2147483648]"),
        encoded("[99999999999999999999999]"),
        encoded("[" + "9" * 400 + "]"),
        encoded("[" * 300),
        cursor_of(*HERE),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        position_of(cursor, int)
    assert refused.value.field == "cursor"


def test_a_moment_without_a_zone_is_no_moment() -> None:
    forged = encoded(f'["2026-01-02T03:04:05", "{HERE[1]}"]')
    with pytest.raises(Invalid):
        position_of(forged, datetime, uuid.UUID)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_whatever_is_sent_as_a_cursor_is_read_or_refused(cursor: str) -> None:
    try:
        (number,) = position_of(cursor, int)
    except Invalid:
        return
    assert abs(number) < 2**63
