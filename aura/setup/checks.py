"""What works here, and what to do about what does not: the lines of ``aura doctor`` and of the set-up's page.

Each check answers with a line and raises nothing.  What only the database knows is gathered first: no
transaction is open while a program, a voice or a server is tried.
"""

import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from sqlalchemy import text

from aura.config import SETTINGS_FILE, Settings
from aura.db.engine import Database
from aura.db.migrate import HEAD
from aura.errors import AuraError
from aura.providers.online.endpoint import Endpoint
from aura.setup import hooks, machine, servers
from aura.setup.catalogue import KINDS, Kind
from aura.setup.configuration import Configuration
from aura.setup.findings import Finding, failed, ok, warning
from aura.setup.secrets import Secrets
from aura.setup.standing import Configured

LARGE_JOURNAL_BYTES = 128 * 2**20


class Known(Struct, frozen=True):
    """What the database tells: of itself, of the settings, and of the servers; an error is why not."""

    database: Finding
    tier: str | None
    lines: list[Configured]
    endpoints: dict[Kind, Endpoint | AuraError | None]


def gather(database: Database, configuration: Configuration) -> Known:
    """Ask the database, in a unit of work that ends before anything is tried."""
    endpoints: dict[Kind, Endpoint | AuraError | None] = {}
    for kind in KINDS:
        try:
            endpoints[kind] = configuration.endpoint(kind)
        except AuraError as error:
            endpoints[kind] = error
    return Known(_database(database, configuration), configuration.tier(), configuration.list(), endpoints)


def findings(settings: Settings, known: Known | AuraError, *, online: bool = False) -> list[Finding]:
    """Every check; ``online`` asks the servers.  ``known`` may be the error that kept it from being known."""
    return [_tried(name, check) for name, check in _checks(settings, known, online)]


def _checks(
    settings: Settings, known: Known | AuraError, online: bool
) -> Iterator[tuple[str, Callable[[], Finding]]]:
    yield "python", machine.python
    if isinstance(known, AuraError):
        remedy = "Correct AURA_DATABASE_URL or AURA_HOME, or see that the database runs."
        yield "database", partial(failed, "database", known.message, remedy)
    else:
        yield "database", lambda: known.database
    yield "home", partial(machine.home, settings)
    yield "ffmpeg", partial(machine.ffmpeg, settings)
    yield "pyav", machine.library
    yield "voice", machine.voice
    yield "fonts", machine.fonts
    yield "heic", machine.heic
    if not isinstance(known, AuraError):
        yield "settings", partial(_settings, known.lines)
        yield "secret.key", partial(_secret_key, settings, known.lines)
        for kind in KINDS:
            key = next(line for line in known.lines if line.setting.key == f"{kind}.api_key")
            yield kind, partial(servers.server, kind, known.endpoints[kind], key, known.tier, online=online)
    yield "hooks", partial(hooks.hooks, settings, online=online)
    yield "leftovers", partial(machine.leftovers, settings, time.time())


def _tried(name: str, check: Callable[[], Finding]) -> Finding:
    """A check that cannot be made is a finding as well."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - a doctor who faints helps nobody
        return failed(name, f"This could not be checked: {type(error).__name__}.", "Please report it.")


def _database(database: Database, configuration: Configuration) -> Finding:
    """Which database it is, what schema it has, and whether its journal is cut."""
    url = database.engine.url
    schema = configuration.session.scalar(text("SELECT version_num FROM alembic_version"))
    if database.file is None:
        version = ".".join(map(str, database.engine.dialect.server_version_info or ()))
        words = f"PostgreSQL {version} at {url.host or 'a local socket'}, {url.database}, schema {schema}"
        journal = 0
    else:
        words = f"SQLite {sqlite3.sqlite_version} at {database.file}, schema {schema}"
        log = database.file.with_name(f"{database.file.name}-wal")
        journal = log.stat().st_size if log.exists() else 0
    if schema != HEAD:
        return failed("database", words, f"This Aura knows schema {HEAD}; install the Aura that made it.")
    if journal > LARGE_JOURNAL_BYTES:
        return warning(
            "database", f"{words}, journal {journal / 2**20:,.0f} MiB", "End readers that never end."
        )
    return ok("database", words)


def _settings(lines: list[Configured]) -> Finding:
    """Whether what was set can be used."""
    wrong = [line.problem for line in lines if line.problem]
    if wrong:
        return failed("settings", " ".join(wrong), "`aura config set` or `aura config unset` puts it right.")
    said = [line for line in lines if line.source != "default"]
    from_outside = sum(line.source == "environment" for line in said)
    return ok("settings", f"{len(said)} of {len(lines)} are set, {from_outside} of them by the environment")


def _secret_key(settings: Settings, lines: list[Configured]) -> Finding:
    """Whether the file that opens the kept keys is there, and nobody else's to read."""
    secrets = Secrets(settings.home)
    kept = [line for line in lines if line.setting.is_sensitive and line.source == "stored"]
    if not kept and not secrets.file.exists():
        return _said_in_the_open(settings, lines) or ok("secret.key", "No keys are kept yet")
    try:
        secrets.key()
    except AuraError as error:
        return failed("secret.key", error.message, "Put the file back, or give the keys again.")
    if stat.S_IMODE(secrets.file.stat().st_mode) & 0o077:
        return warning("secret.key", "Others may read it.", f"`chmod 600 {secrets.file}`")
    return _said_in_the_open(settings, lines) or ok("secret.key", f"It opens; keys kept: {len(kept)}")


def _said_in_the_open(settings: Settings, lines: list[Configured]) -> Finding | None:
    """A file of settings with a key in it is a secret as well."""
    file = settings.home / SETTINGS_FILE
    if not file.exists() or not stat.S_IMODE(file.stat().st_mode) & 0o077:
        return None
    names = {line.setting.variable for line in lines if line.setting.is_sensitive}
    if not any(
        line.partition("=")[0].strip() in names for line in file.read_text(encoding="utf-8-sig").splitlines()
    ):
        return None
    return warning("secret.key", f"Others may read the keys in {file}.", f"`chmod 600 {file}`")
