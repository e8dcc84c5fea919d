"""The settings that change while Aura runs: read, changed, and put together for those who need them.

A change of a stored setting raises its version by one.  Reset, its row is inactive and the default applies
again; a secret is wiped from it.  How a setting stands is told by ``standing``.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from aura.db.statements import upsert
from aura.db.work import Work
from aura.errors import Conflict, Stale, Unavailable
from aura.providers.online.endpoint import Endpoint, Secret
from aura.setup import catalogue
from aura.setup.catalogue import SETTINGS, Kind, Plain, Setting
from aura.setup.presets import preset_names
from aura.setup.secrets import Secrets
from aura.setup.standing import Configured, Standing
from aura.setup.tables import Configuration as Row
from aura.setup.tables import UserSetup
from aura.setup.values import written
from aura.timeline.terms import Source


class Defaults(Struct, frozen=True, kw_only=True):
    """What a new project is given where its maker names nothing."""

    language: str
    aspect: str
    preset: str
    voice: str


class Configuration:
    """The verbs on settings."""

    def __init__(self, work: Work, secrets: Secrets, given: Mapping[str, str | Secret]) -> None:
        self.work = work
        self.session = work.session
        self.actor = work.actor
        self.secrets = secrets
        self.given = given

    def list(self) -> list[Configured]:
        """Every setting, in the catalogue's order."""
        standing = self._standing()
        return [standing.line(key) for key in SETTINGS]

    def get(self, key: str) -> Configured:
        """One setting; raises ``NotFound``."""
        return self._standing().line(catalogue.find(key).key)

    def set(self, key: str, value: Plain, *, expected: int | None = None) -> Configured:
        """Store a value; the same once more changes nothing.

        Raises ``Invalid``; ``Stale`` when the version is no longer ``expected``; ``Conflict`` where the
        environment says otherwise, and for a key whose server is not set yet.
        """
        setting = catalogue.find(key)
        if key in self.given:
            raise Conflict(f"{key} is what {setting.variable} says, which wins; change it there.", field=key)
        row = self._held(key) or self._made(setting)
        standing = self._standing()
        setting = standing.setting(key)
        before = _as_expected(standing.line(key), expected)
        wanted = standing.accepted(setting, value)
        if before.source == "stored" and not before.problem and before.value == wanted:
            return before
        if isinstance(wanted, Secret):
            row.value = self.secrets.hide(key, standing.server(setting), wanted)
        else:
            row.value = written(wanted)
        row.is_active, row.version = True, row.version + 1
        self.session.flush()
        return self.get(key)

    def reset(self, key: str, *, expected: int | None = None) -> Configured:
        """Let the default apply again; a secret is forgotten.  Raises ``Stale``."""
        setting = catalogue.find(key)
        row = self._held(key)
        before = _as_expected(self.get(key), expected)
        if row is None or not row.is_active:
            return before
        row.is_active, row.version = False, row.version + 1
        row.value = "" if setting.is_sensitive else row.value
        self.session.flush()
        return self.get(key)

    def endpoint(self, kind: Kind) -> Endpoint | None:
        """The server for texts, speech or images; ``None`` where Aura does it itself, offline.

        Raises ``Unavailable``, naming the setting, when a server was named that cannot be asked.
        """
        if self.tier() == "Offline":
            return None
        values = self._values(kind)
        if not values["base_url"].usable():
            return None
        usable: dict[str, Any] = {name: line.usable() for name, line in values.items()}
        if not usable["model"]:
            raise Unavailable(
                f"{kind}.model is not set: say which model that server is asked for.", field=f"{kind}.model"
            )
        return Endpoint(kind=kind, **(usable | {"api_key": usable["api_key"] or None}))

    def source(self, kind: Kind) -> Source:
        """Who does this kind of work where a project does not say.

        A server that is set up badly is one: whoever asks it is told what is wrong.
        """
        try:
            return "offline" if self.endpoint(kind) is None else "online"
        except Unavailable:
            return "online"

    def tier(self) -> str | None:
        """What the user chose in the set-up."""
        chosen = select(UserSetup.selected_tier).where(UserSetup.user_id == self.actor.user_id)
        return self.session.scalar(chosen)

    def defaults(self) -> Defaults:
        """What new projects begin with.  Raises ``Unavailable``."""
        usable: dict[str, Any] = {name: line.usable() for name, line in self._values("defaults").items()}
        return Defaults(**usable)

    def _values(self, category: str) -> dict[str, Configured]:
        """The settings of a category, by the last part of their key."""
        standing = self._standing()
        return {
            setting.key.partition(".")[2]: standing.line(setting.key)
            for setting in SETTINGS.values()
            if setting.category == category
        }

    def _standing(self) -> Standing:
        rows = {row.key: row for row in self.session.scalars(select(Row))}
        return Standing(rows, self.given, self.secrets, preset_names(self.work))

    def _held(self, key: str) -> Row | None:
        """The row of a setting, kept from others until the work is committed."""
        held = select(Row).where(Row.key == key).with_for_update()
        return self.session.scalar(held.execution_options(populate_existing=True))

    def _made(self, setting: Setting) -> Row:
        """A row for a setting that has none; of two who make it at once, the second finds the first's."""
        row = upsert(self.session, Row).values(
            key=setting.key,
            value="",
            category=setting.category,
            value_type=setting.type,
            description=setting.description,
            is_sensitive=setting.is_sensitive,
            version=0,
            is_active=False,
        )
        self.session.execute(row.on_conflict_do_nothing())
        held = self._held(setting.key)
        assert held is not None
        return held


def _as_expected(line: Configured, expected: int | None) -> Configured:
    if expected is not None and line.version != expected:
        raise Stale(
            f"{line.setting.key} was changed in the meantime.",
            field=line.setting.key,
            current=line,
            etag=str(line.version),
        )
    return line
