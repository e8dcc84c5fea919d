"""Every setting that lives in ``configurations``, declared once: pages, API and commands are made from this.

A key is ``category.name``; its variable, which wins over what is stored, is ``AURA_`` and the key in
capitals with ``_`` for the point.  ``base_url``, ``model``, ``api_key`` and ``timeout_s`` are those of the
servers that write texts, speak and draw; with an empty ``base_url`` Aura does that itself, offline.

Units are part of the names (``_s`` seconds) or in ``unit``.  Prices are whole micro-dollars for a million
tokens: 150,000 is 15 US cents.
"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from msgspec import Struct

from aura.config import CATALOGUED
from aura.errors import Invalid, NotFound
from aura.providers.online.endpoint import Secret
from aura.render.preset import DEFAULT, PRESETS
from aura.timeline.terms import Aspect, Language

Kind = Literal["text", "speech", "images"]
"""What a server can be asked for."""
KINDS: tuple[Kind, ...] = get_args(Kind)
SettingType = Literal["text", "address", "secret", "integer", "boolean", "choice"]
Plain = str | int | bool


class Setting(Struct, frozen=True, kw_only=True):
    """One setting: what it is, what it may be, and what holds when nothing is said."""

    key: str
    type: SettingType
    description: str
    default: Plain = ""
    unit: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """What a text must match whole, when it is not empty; ``example`` is then one that does."""
    example: str = ""

    @property
    def category(self) -> str:
        return self.key.partition(".")[0]

    @property
    def variable(self) -> str:
        """Its name in the environment and in ``aura.env``."""
        return f"AURA_{self.key.upper().replace('.', '_')}"

    @property
    def is_sensitive(self) -> bool:
        return self.type == "secret"


def _server(kind: Kind, does: str) -> tuple[Setting, ...]:
    """The settings each kind of server has."""
    return (
        Setting(
            key=f"{kind}.base_url",
            type="address",
            description=f"The server that {does}, spoken to as OpenAI's is; empty: Aura does it, offline.",
            example="https://api.openai.com/v1",
        ),
        Setting(
            key=f"{kind}.model",
            type="text",
            description="The model that is asked for, by the server's name for it.",
        ),
        Setting(
            key=f"{kind}.api_key",
            type="secret",
            description="The key for that server, and for no other; none when it asks for none.",
        ),
        Setting(
            key=f"{kind}.timeout_s",
            type="integer",
            default=60,
            unit="seconds",
            least=1,
            most=600,
            description="How long an answer of that server is waited for.",
        ),
    )


def _price(name: str, of: str) -> Setting:
    return Setting(
        key=f"text.{name}",
        type="integer",
        default=0,
        unit="micro-dollars for a million tokens",
        least=0,
        most=10**12,
        description=f"What the text server takes for {of}, to tell costs; 0: not known.",
    )


PRESET = "defaults.preset"
"""Besides the presets that ship it may name one of the user's own."""

_LANGUAGE: Any = get_args(Language)[1]

SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        *_server("text", "writes"),
        _price("input_price_micros", "what it reads"),
        _price("output_price_micros", "what it writes"),
        *_server("speech", "speaks"),
        Setting(
            key="speech.voice",
            type="text",
            description="The voice that speaks, by that server's name for it, where a project names none.",
        ),
        *_server("images", "draws"),
        Setting(
            key="images.size",
            type="text",
            pattern="auto|[1-9][0-9]{1,4}x[1-9][0-9]{1,4}",
            example="1536x1024",
            unit="pixels",
            description="The size pictures are asked for in; empty: the one that suits the film.",
        ),
        Setting(
            key="providers.plain_http",
            type="boolean",
            default=False,
            description="Whether servers outside your own network may be asked over http, readable by all.",
        ),
        Setting(
            key="defaults.language",
            type="text",
            default="en",
            pattern=_LANGUAGE.pattern,
            example="pt-BR",
            description="The language of a new project that names none.",
        ),
        Setting(
            key="defaults.aspect",
            type="choice",
            default="16:9",
            choices=get_args(Aspect),
            description="The shape of the picture of a new project that names none.",
        ),
        Setting(
            key=PRESET,
            type="choice",
            default=DEFAULT,
            choices=tuple(PRESETS),
            description="The preset of a new project that names none.",
        ),
        Setting(
            key="defaults.voice",
            type="text",
            description="The voice of a new project that names none; empty: the best for its language.",
        ),
    )
}

VARIABLES = {setting.variable: setting for setting in SETTINGS.values()}


def find(key: str) -> Setting:
    """The setting of this key.  The key is not repeated: a mistake may have put a secret in its place."""
    setting = SETTINGS.get(key)
    if setting is None:
        raise NotFound("There is no setting of that name; `aura config list` shows them all.", field="key")
    return setting


def given(said: Mapping[str, str]) -> dict[str, str | Secret]:
    """What the environment says of these settings, by key.  Raises ``Invalid`` for a name that is none."""
    for name in said:
        if name.startswith(CATALOGUED) and name not in VARIABLES:
            raise Invalid(f"There is no setting {name!r:.80}.", field=name[:80])
    return {
        setting.key: Secret(said[name]) if setting.is_sensitive else said[name]
        for name, setting in VARIABLES.items()
        if name in said
    }
