"""What can be wrong with what is stored, each kind by a name that stays.

A fault is one thing that is wrong.  ``affected`` are the contents that cannot be read as they are stored
because of it: a payload's own, what is a change of it, and the lists that name those as their pieces.  A
second copy may still give them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal[
    "payload-damaged",
    "payload-missing",
    "base-missing",
    "base-cycle",
    "encoding-wrong",
    "piece-missing",
    "content-missing",
    "action-content-missing",
    "payload-orphan",
    "copy-damaged",
    "size-wrong",
    "count-too-high",
    "count-too-low",
]

WORDS: Mapping[Kind, str] = {
    "payload-damaged": "Its stored bytes are damaged.",
    "payload-missing": "Its stored bytes are not there.",
    "base-missing": "It is stored as a change of something that is not there.",
    "base-cycle": "It is stored as a change of itself.",
    "encoding-wrong": "It is stored under the wrong encoding.",
    "piece-missing": "It is a piece of other content, and is not there.",
    "content-missing": "A version names it, and it is not there.",
    "action-content-missing": "An action names it, and it is not there: that step cannot be undone.",
    "payload-orphan": "Stored bytes that no content names.",
    "copy-damaged": "Its second copy is damaged.",
    "size-wrong": "Its size is written down wrong.",
    "count-too-high": "It is counted more often than it is named: it would never be removed.",
    "count-too-low": "It is named more often than it is counted: it might be removed too soon.",
}

UNREADABLE: frozenset[Kind] = frozenset(
    {
        "payload-damaged",
        "payload-missing",
        "base-missing",
        "base-cycle",
        "encoding-wrong",
        "piece-missing",
        "content-missing",
        "action-content-missing",
    }
)
"""The kinds for which content cannot be read as it is stored."""


class Fault(NamedTuple):
    """One thing that is wrong.  ``off`` is what has to be added to a count or a size to make it right."""

    kind: Kind
    name: bytes | None = None
    payload_id: int | None = None
    affected: frozenset[bytes] = frozenset()
    off: int = 0
    content_type: str | None = None
