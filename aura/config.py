"""Every setting that is needed before the database opens: its name, unit and default.

Each is ``AURA_…`` in the environment, or a line ``AURA_…=…`` in the file ``aura.env`` of the home
folder; the environment wins.  ``AURA_HOME`` itself comes from the environment or the command line only.
What can change while Aura runs lives in the table ``configurations`` instead, and may be said in the same
two places: its names begin with one of ``CATALOGUED``, and ``aura.setup.catalogue`` knows them all.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs
from msgspec import Meta, Struct

from aura.errors import Invalid

SETTINGS_FILE = "aura.env"
CATALOGUED = ("AURA_TEXT_", "AURA_SPEECH_", "AURA_IMAGES_", "AURA_PROVIDERS_", "AURA_DEFAULTS_")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[^\[\]:/*@\s]+")
"""A host as a request names it, but for its port, which makes no difference."""


class Settings(Struct, frozen=True, kw_only=True):
    """The settings of one Aura."""

    home: Annotated[
        Path,
        Meta(description="The one folder that holds everything: database, media, cache, logs, exports."),
    ]
    database_url: Annotated[
        str, Meta(description="SQLAlchemy URL of the database; empty: `aura.db` in the home folder.")
    ] = ""
    host: Annotated[str, Meta(description="Address `serve` listens on.")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65_535, description="Port `serve` listens on; 0 picks a free one.")
    ] = 8765
    allowed_hosts: Annotated[
        tuple[str, ...], Meta(description="Host names the server answers to, separated by commas.")
    ] = ("127.0.0.1", "localhost", "[::1]")
    max_body_bytes: Annotated[int, Meta(ge=1024, description="Largest JSON body of a request, in bytes.")] = (
        2 * 2**20
    )
    max_upload_bytes: Annotated[int, Meta(ge=1024, description="Largest uploaded file, in bytes.")] = (
        4 * 2**30
    )
    database_timeout_s: Annotated[
        int, Meta(ge=1, le=600, description="How long a writer waits for its turn, in seconds.")
    ] = 30
    workers: Annotated[
        int,
        Meta(ge=0, le=256, description="How many segments are rendered at a time; 0: one for each core."),
    ] = 0
    cache_limit_bytes: Annotated[
        int,
        Meta(ge=0, description="How large the cache of renders may grow, in bytes; 0: without a limit."),
    ] = 20 * 2**30
    exports_at_once: Annotated[
        int,
        Meta(
            ge=0,
            le=16,
            description="How many exports a worker runs at a time, which share its segments evenly; 0: two "
            "where there are four cores or more, else one.",
        ),
    ] = 0
    ffmpeg_path: Annotated[
        str,
        Meta(description="The FFmpeg program to use; empty: the one installed with Aura, else the system's."),
    ] = ""
    export_hook: Annotated[
        str,
        Meta(
            description="A command to run, without a shell, when an export has ended; its standard input is "
            "the facts as JSON."
        ),
    ] = ""
    export_hook_timeout_s: Annotated[
        int, Meta(ge=1, le=3_600, description="How long that command may take, in seconds.")
    ] = 60
    webhook_url: Annotated[
        str, Meta(description="An address that is sent the same facts by POST when an export has ended.")
    ] = ""
    webhook_secret: Annotated[
        str,
        Meta(description="What those messages are signed with, 16 characters or more; empty: they are not."),
    ] = ""
    scheduler: Annotated[
        Literal["on", "off"],
        Meta(description="Whether this process may save, clean up and check by schedule, if it is elected."),
    ] = "on"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="How much is logged.")
    ] = "info"

    @property
    def url(self) -> str:
        """The database's URL, with the default filled in; a home may have any name, also what a URL reads."""
        inside = str(self.home / "aura.db").replace("%", "%25").replace("?", "%3F")
        return self.database_url or f"sqlite:///{inside}"

    @property
    def media_dir(self) -> Path:
        return self.home / "media"

    @property
    def cache_dir(self) -> Path:
        return self.home / "cache"

    @property
    def exports_dir(self) -> Path:
        return self.home / "exports"

    @property
    def scenes_dir(self) -> Path:
        """Where the operator puts scenes written in Python."""
        return self.home / "scenes"

    @property
    def backups_dir(self) -> Path:
        return self.home / "backups"

    @property
    def run_dir(self) -> Path:
        """Where those at work on this machine are seen to be."""
        return self.home / "run"

    @property
    def logs_dir(self) -> Path:
        return self.home / "logs"


def variable(setting: str) -> str:
    """The name of a setting in the environment."""
    return f"AURA_{setting.upper()}"


def default_home() -> Path:
    """``AURA_HOME``, or a per-user data folder."""
    given = os.environ.get("AURA_HOME")
    return Path(given) if given else Path(platformdirs.user_data_dir("aura"))


def load(home: Path | None = None, **overrides: Any) -> Settings:
    """The settings of ``home``.  Raises ``Invalid`` naming the setting that cannot be used."""
    home = _found(home or default_home())
    words = said(home)
    values: dict[str, Any] = {
        name: words[variable(name)] for name in Settings.__struct_fields__ if variable(name) in words
    }
    values |= overrides | {"home": home}
    hosts = values.get("allowed_hosts")
    if isinstance(hosts, str):
        values["allowed_hosts"] = [name.strip() for name in hosts.split(",") if name.strip()]
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        name = path.strip("`$").lstrip(".").partition("[")[0]
        raise Invalid(
            f"{variable(name)} cannot be {values.get(name)!r}: {message}.", field=variable(name)
        ) from None
    wrong = next((name for name in settings.allowed_hosts if not _HOST.fullmatch(name)), None)
    if wrong is not None:
        raise Invalid(
            f"AURA_ALLOWED_HOSTS cannot hold {wrong!r:.80}: write a host's name or address alone, without a "
            "scheme, a port or a star, and one of IPv6 in brackets.",
            field="AURA_ALLOWED_HOSTS",
        )
    return settings


def _found(home: Path) -> Path:
    """The home by its whole name.  Raises ``Invalid`` where that has none."""
    try:
        return home.expanduser().resolve()
    except RuntimeError:  # nobody of that name, or a link that leads to itself
        raise Invalid(f"No folder can be found at {str(home)!r:.200}.", field="AURA_HOME") from None


def said(home: Path) -> Mapping[str, str]:
    """What the environment and the home's file say, as text by variable; what is empty is not said."""
    return {**_read(home / SETTINGS_FILE), **{k: v for k, v in os.environ.items() if v}}


def _read(file: Path) -> dict[str, str]:
    """The settings in a file of lines, with the mark that some editors begin one with or without; empty lines
    and comments (``#``) are skipped."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{file} cannot be read: {error}.") from None
    known = {variable(name) for name in Settings.__struct_fields__} - {"AURA_HOME"}
    found = {}
    for number, line in enumerate(lines, 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip() or name.startswith("#"):
            continue
        if not (name in known or name.startswith(CATALOGUED)) or not equals:
            raise _refused(f"{file}, line {number}", line.strip())
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        found[name] = value[1:-1] if quoted else value
    return {name: value for name, value in found.items() if value}


def _refused(where: str, line: str) -> Invalid:
    """Of a line that says no setting only the name is repeated: whatever else it holds may be a key."""
    found = re.match("AURA_[A-Z0-9_]*|[A-Z_]+(?=\\s*=)", line)
    if found is None:
        return Invalid(f"{where}: there is no setting here; a line is written AURA_…=….")
    name = found[0][:80]
    return Invalid(f"{where}: there is no setting {name!r}, written {name}=….", field=name)
