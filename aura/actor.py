"""Who is acting.  Every unit of work has an actor; rows, actions and versions carry the actor's id."""

import uuid
from dataclasses import dataclass

LOCAL_USER_ID = uuid.UUID("00000000-0000-7000-8000-000000000001")
"""The one user of a machine without accounts; the first migration makes its row."""


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: uuid.UUID


LOCAL = Actor(LOCAL_USER_ID)
