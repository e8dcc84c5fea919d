"""What the API answers about settings, the set-up and the system, and what it takes.

A secret is shown by its last four characters; nothing here ever holds one whole.
"""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from aura.setup.catalogue import Plain
from aura.setup.findings import Finding, Status
from aura.setup.setups import Setup, Step, Tier
from aura.setup.standing import Configured, Source
from aura.timeline.terms import Value


class SettingLine(Struct):
    """A setting: what it is, what holds, and who said so.  ``environment`` wins over what is stored.

    ``problem`` says why what was said cannot be used; the value is then the default.
    """

    key: str
    category: str
    type: str
    description: str
    value: Plain
    default: Plain
    source: Source
    version: int
    problem: str
    sensitive: bool
    variable: str
    unit: str
    least: int | None
    most: int | None
    choices: tuple[str, ...]

    @classmethod
    def of(cls, line: Configured) -> "SettingLine":
        setting = line.setting
        return cls(
            key=setting.key,
            category=setting.category,
            type=setting.type,
            description=setting.description,
            value=line.shown,
            default=setting.default,
            source=line.source,
            version=line.version,
            problem=line.problem,
            sensitive=setting.is_sensitive,
            variable=setting.variable,
            unit=setting.unit,
            least=setting.least,
            most=setting.most,
            choices=setting.choices,
        )


class NewValue(Value, frozen=True, kw_only=True):
    """What a setting is to be."""

    value: Annotated[str, Meta(max_length=10_000)] | int | bool


class SetupLine(Struct):
    """How far the user's set-up came; ``reopened`` by an upgrade that asks more."""

    complete: bool
    completed_at: datetime | None
    reopened: bool
    version: int
    step: str
    tier: str | None
    state: dict[str, Any]

    @classmethod
    def of(cls, setup: Setup) -> "SetupLine":
        return cls(
            complete=setup.is_complete,
            completed_at=setup.completed_at,
            reopened=setup.is_reopened,
            version=setup.version,
            step=setup.step,
            tier=setup.tier,
            state=setup.state,
        )


class SetupChanges(Value, frozen=True, kw_only=True):
    """What to remember of the set-up; what is left out stays, and ``state`` is replaced whole."""

    step: Step | None = None
    tier: Tier | None = None
    state: dict[str, Any] | None = None


class Checked(Struct):
    """What works here; ``status`` is the worst there is."""

    status: Status
    items: list[Finding]

    @classmethod
    def of(cls, findings: list[Finding]) -> "Checked":
        order: list[Status] = ["ok", "warning", "failed"]
        return cls(max((finding.status for finding in findings), key=order.index), findings)


class SystemLine(Struct):
    """This Aura, and what it works with.  The paths are set by environment or command line alone."""

    version: str
    database: str
    schema: str
    home: str
    ffmpeg_path: str | None
    output_directory: str
    is_setup_complete: bool
