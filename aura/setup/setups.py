"""A user's set-up: the step they are at, what they chose, whether it is done.

It is made by the first change; until then it stands at its beginning.  ``SETUP_VERSION`` is raised when an
upgrade asks something new: a set-up completed under an older one is open again, with all that was chosen.
What the pages remember between steps is theirs, a JSON object of at most ``MAX_STATE_BYTES``.

``system_configuration`` follows: it says whether anyone completed the set-up, and which FFmpeg and which
folder are in use.  Those two come from the environment or the command line; nobody can set them here.
"""

from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

import msgspec
from msgspec import Struct
from sqlalchemy import exists, select

from aura.db.statements import upsert
from aura.db.work import Work
from aura.errors import Conflict, Invalid
from aura.ids import new_id
from aura.setup.tables import SystemConfiguration, UserSetup
from aura.timeline import rules

SETUP_VERSION = 1
MAX_STATE_BYTES = 16_384

Tier = Literal["Offline", "OwnServer", "Cloud"]
"""Who makes texts, voices and pictures: Aura on this machine alone, a server of one's own, or a service."""
TIERS: tuple[Tier, ...] = get_args(Tier)
Step = Literal["welcome", "checks", "folders", "keys", "done"]
STEPS: tuple[Step, ...] = get_args(Step)


class InUse(NamedTuple):
    """What this machine works with, as found at the start."""

    ffmpeg_path: str | None
    output_directory: str


class Setup(Struct, frozen=True, kw_only=True):
    """How far a user came."""

    is_complete: bool = False
    completed_at: datetime | None = None
    version: int = SETUP_VERSION
    is_reopened: bool = False
    """Completed once, for an older Aura; the new one asks more."""
    step: str = STEPS[0]
    tier: str | None = None
    state: dict[str, Any] = {}


class Setups:
    """The verbs on the acting user's set-up."""

    def __init__(self, work: Work, in_use: InUse) -> None:
        self.work = work
        self.session = work.session
        self.in_use = in_use

    def current(self) -> Setup:
        """Where the user stands."""
        row = self.session.scalar(self._mine())
        if row is None:
            return Setup()
        is_complete = row.completed and row.version >= SETUP_VERSION
        return Setup(
            is_complete=is_complete,
            completed_at=row.completed_at,
            version=row.version,
            is_reopened=not is_complete and row.completed_at is not None,
            step=row.last_step or STEPS[0],
            tier=row.selected_tier,
            state=msgspec.json.decode(row.wizard_state) if row.wizard_state else {},
        )

    def save(
        self, *, step: str | None = None, tier: str | None = None, state: dict[str, Any] | None = None
    ) -> Setup:
        """Remember what is given; the rest stays.  Raises ``Invalid``."""
        if step is not None and step not in STEPS:
            raise Invalid(f"The steps are {', '.join(STEPS)}.", field="step")
        if tier is not None and tier not in TIERS:
            raise Invalid(f"The tiers are {', '.join(TIERS)}.", field="tier")
        text = None if state is None else _encoded(state)
        row = self._held()
        row.last_step = row.last_step if step is None else step
        row.selected_tier = row.selected_tier if tier is None else tier
        row.wizard_state = row.wizard_state if text is None else text
        return self._followed()

    def complete(self) -> Setup:
        """The set-up is done.  Raises ``Conflict`` while no tier was chosen."""
        row = self._held()
        if row.selected_tier is None:
            raise Conflict(f"Choose a tier first: {', '.join(TIERS)}.", field="tier")
        row.completed, row.completed_at, row.version = True, self.work.now(), SETUP_VERSION
        row.last_step = STEPS[-1]
        return self._followed()

    def is_system_complete(self) -> bool:
        """Whether anyone completed the set-up that this Aura asks for."""
        done = exists().where(UserSetup.completed.is_(True), UserSetup.version >= SETUP_VERSION)
        return bool(self.session.scalar(select(done)))

    def _followed(self) -> Setup:
        """Bring the system's one row in line with what was changed."""
        self.session.flush()
        said = {"is_setup_complete": self.is_system_complete(), **self.in_use._asdict()}
        row = upsert(self.session, SystemConfiguration).values(id=1, **said)
        again = {name: row.excluded[name] for name in (*said, "updated_at", "modified_by")}
        self.session.execute(row.on_conflict_do_update(index_elements=[SystemConfiguration.id], set_=again))
        return self.current()

    def _mine(self) -> Any:
        return select(UserSetup).where(UserSetup.user_id == self.work.actor.user_id)

    def _held(self) -> UserSetup:
        """The user's row, made when it is not there, and kept from others until the work is committed.

        One that was completed for an older Aura is open again from now on.
        """
        user_id = self.work.actor.user_id
        row = upsert(self.session, UserSetup).values(
            id=str(new_id()), user_id=user_id, completed=False, version=SETUP_VERSION
        )
        self.session.execute(row.on_conflict_do_nothing())
        held = self._mine().with_for_update().execution_options(populate_existing=True)
        found: UserSetup = self.session.scalars(held).one()
        if found.version < SETUP_VERSION:
            found.completed = False
        return found


def _encoded(state: dict[str, Any]) -> str:
    text = msgspec.json.encode(rules.clean(state, "state")).decode()
    if len(text.encode()) > MAX_STATE_BYTES:
        raise Invalid(f"What a set-up remembers is at most {MAX_STATE_BYTES:,} bytes.", field="state")
    return text
