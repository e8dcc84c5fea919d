"""The settings' pages in words: what stands on which, what it is called, and where it comes from.  Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from aura.setup.catalogue import Kind
from aura.setup.standing import Configured, Source
from aura.web.cards import Badge

Look = Literal["line", "number", "secret", "one", "switch"]

NAMES = {
    "base_url": "Address",
    "model": "Model",
    "api_key": "Key",
    "timeout_s": "Waits for",
    "input_price_micros": "Price of what it reads",
    "output_price_micros": "Price of what it writes",
    "voice": "Voice",
    "size": "Size of pictures",
    "plain_http": "Servers without encryption",
    "language": "Language",
    "aspect": "Shape",
    "preset": "Preset",
}
"""What a setting is called, by the last part of its key."""
SOURCES: dict[Source, Badge] = {
    "default": Badge("Default", "", ""),
    "stored": Badge("Set here", "accent", "check"),
    "environment": Badge("From the environment", "info", "server"),
}
LOOKS: dict[str, Look] = {"integer": "number", "boolean": "switch", "choice": "one", "secret": "secret"}
ALLOWED = (("false", "Not allowed"), ("true", "Allowed"))
FURTHER = ("timeout_s", "input_price_micros", "output_price_micros")
"""What few ever change, folded away."""


class Group(NamedTuple):
    """Settings that stand together: of one kind of server, or of one matter."""

    kind: str
    title: str
    icon: str
    words: str


MAKERS: tuple[Group, ...] = (
    Group("text", "Scripts", "text", "Who writes drafts from a brief."),
    Group("speech", "Voices", "sound", "Who speaks what is not recorded."),
    Group("images", "Pictures", "film", "Who draws scenes that have no picture of their own."),
)
TIERS = (
    ("Offline", "cpu", "This machine", "Nothing leaves it. No key, no costs."),
    ("OwnServer", "server", "A server of my own", "Any that speaks as OpenAI’s does."),
    ("Cloud", "cloud", "A service", "With a key. You are told what is sent before it is."),
)


class Place(NamedTuple):
    """A page of the settings."""

    path: str
    name: str
    icon: str


PLACES = (
    Place("/settings", "Look and keys", "sun"),
    Place("/settings/providers", "Providers", "server"),
    Place("/settings/projects", "New projects", "film"),
    Place("/settings/storage", "Storage", "disk"),
    Place("/settings/machine", "This machine", "cpu"),
)


class SettingLine(Struct, frozen=True, kw_only=True):
    """A setting as a field: what holds, who said so, and what was refused."""

    key: str
    id: str
    name: str
    help: str
    look: Look
    value: str
    version: int
    source: Source
    badge: Badge
    variable: str
    unit: str
    options: Sequence[tuple[str, str]]
    example: str
    least: int | None
    most: int | None
    problem: str
    is_further: bool
    error: str = ""
    is_saved: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether the environment says it, so that nothing is changed here."""
        return self.source == "environment"


def line_of(
    line: Configured, *, sent: str | None = None, error: str = "", is_saved: bool = False
) -> SettingLine:
    """A setting's field; ``sent`` is what was refused, and is shown again unless it is a secret."""
    setting, name = line.setting, line.setting.key.partition(".")[2]
    shown = line.shown
    value = str(shown).lower() if isinstance(shown, bool) else str(shown)
    return SettingLine(
        key=setting.key,
        id=setting.key.replace(".", "-"),
        name=NAMES.get(name, name.replace("_", " ").capitalize()),
        help=setting.description,
        look=LOOKS.get(setting.type, "line"),
        value=value if sent is None or setting.is_sensitive else sent,
        version=line.version,
        source=line.source,
        badge=SOURCES[line.source],
        variable=setting.variable,
        unit=setting.unit,
        options=ALLOWED if setting.type == "boolean" else [(choice, choice) for choice in setting.choices],
        example=setting.example,
        least=setting.least,
        most=setting.most,
        problem=line.problem,
        is_further=name in FURTHER,
        error=error,
        is_saved=is_saved,
    )


def lines_of(lines: Iterable[Configured], category: str | Kind) -> list[SettingLine]:
    """The fields of a category, in the catalogue's order."""
    return [line_of(line) for line in lines if line.setting.category == category]
