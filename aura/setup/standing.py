"""How a setting stands: which of environment, store and default holds, and whether it can be used.

What the environment says wins; else what is stored and active; else the default.  A setting that cannot be
used says so in ``problem`` and stops only who needs it.

A key goes to one server: a stored one to the origin it was given for, one from the environment only where
the environment names the address as well.  So whoever may change an address gains no key by it.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from aura.errors import Conflict, Invalid, Unavailable
from aura.providers.online.endpoint import Secret
from aura.setup import addresses, catalogue
from aura.setup.catalogue import PRESET, SETTINGS, Plain, Setting
from aura.setup.secrets import Secrets
from aura.setup.tables import Configuration as Row
from aura.setup.values import parsed

Source = Literal["default", "stored", "environment"]


class Configured(Struct, frozen=True, kw_only=True):
    """A setting as it holds now.  A secret that is not set, or cannot be read, is an empty text."""

    setting: Setting
    source: Source
    value: Plain | Secret
    version: int = 0
    """How often what is stored was changed; 0: never stored."""
    problem: str = ""

    @property
    def shown(self) -> Plain:
        """The value for people: of a secret, its last four characters."""
        return str(self.value) if isinstance(self.value, Secret) else self.value

    def usable(self) -> Plain | Secret:
        """The value; raises ``Unavailable`` when what was said cannot be used."""
        if self.problem:
            raise Unavailable(self.problem, field=self.setting.key)
        return self.value


class Standing:
    """How every setting stands, given the rows and what the environment says."""

    def __init__(
        self,
        rows: Mapping[str, Row],
        given: Mapping[str, str | Secret],
        secrets: Secrets,
        presets: Sequence[str],
    ) -> None:
        """``presets`` names all there are: with those that ship, the actor's own."""
        self.rows = rows
        self.given = given
        self.secrets = secrets
        self.presets = tuple(presets)

    def setting(self, key: str) -> Setting:
        """A setting, and all that can be chosen for it."""
        setting = catalogue.find(key)
        return replace(setting, choices=self.presets) if key == PRESET else setting

    def line(self, key: str) -> Configured:
        setting, row = self.setting(key), self.rows.get(key)
        version = row.version if row else 0
        source: Source = (
            "environment" if key in self.given else "stored" if row and row.is_active else "default"
        )
        value: Plain | Secret = setting.default
        problem = ""
        try:
            if source == "environment":
                value = self._said(setting)
            elif source == "stored" and row:
                value = (
                    self._opened(setting, row) if setting.is_sensitive else self.accepted(setting, row.value)
                )
        except (Invalid, Unavailable, Conflict) as error:
            problem = error.message
        return Configured(setting=setting, source=source, value=value, version=version, problem=problem)

    def accepted(self, setting: Setting, value: Plain, name: str | None = None) -> Plain | Secret:
        """The value, checked and typed.  Raises ``Invalid`` naming the setting."""
        plain_http = setting.type == "address" and self._plain_http
        return parsed(setting, value, name or setting.key, plain_http=plain_http)

    def server(self, setting: Setting) -> str:
        """The origin that a key is for.  Raises ``Conflict`` while there is none."""
        address = self.line(f"{setting.category}.base_url")
        if address.problem or not address.value:
            raise Conflict(
                f"{setting.key} is a key for one server: set {setting.category}.base_url first.",
                field=setting.key,
            )
        return addresses.origin(str(address.value))

    @cached_property
    def _plain_http(self) -> bool:
        return self.line("providers.plain_http").value is True

    def _opened(self, setting: Setting, row: Row) -> Secret:
        return self.secrets.show(setting.key, self.server(setting), row.value)

    def _said(self, setting: Setting) -> Plain | Secret:
        said = self.given[setting.key]
        if not isinstance(said, Secret):
            return self.accepted(setting, said, setting.variable)
        if f"{setting.category}.base_url" not in self.given:
            address = SETTINGS[f"{setting.category}.base_url"].variable
            raise Unavailable(
                f"{setting.variable} is sent only to a server named beside it: set {address} too."
            )
        return self.accepted(setting, said.reveal(), setting.variable)
