"""The settings of who is told when an export has ended: whether they can be used, and whether anybody hears.

The command is looked for and not run; the webhook is connected to and sent nothing.  An address is never
repeated whole: its path may be a secret of its own.

Raises ``Invalid`` naming the setting.
"""

import shlex
import shutil
import socket
import ssl
from urllib.parse import urlsplit

from aura.config import Settings
from aura.errors import Invalid
from aura.setup.addresses import checked, host_of
from aura.setup.findings import Finding, failed, ok

COMMAND, URL, SECRET = "AURA_EXPORT_HOOK", "AURA_WEBHOOK_URL", "AURA_WEBHOOK_SECRET"
SHORTEST_SECRET = 16
TIMEOUT_S = 5.0
REMEDY = "Correct it in the environment or in aura.env, or leave it out."


def words_of(command: str) -> list[str]:
    """A command as the words it is started with."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Invalid(f"{COMMAND} cannot be read as a command: {error}.", field=COMMAND) from None
    if not words:
        raise Invalid(f"{COMMAND} holds no command.", field=COMMAND)
    return words


def address_of(url: str, secret: str) -> str:
    """The address of a webhook, as it is sent to."""
    if secret and len(secret) < SHORTEST_SECRET:
        words = f"{SECRET} has at least {SHORTEST_SECRET} characters; nothing is sent with this one."
        raise Invalid(words, field=SECRET)
    return checked(url, URL)


def hooks(settings: Settings, *, online: bool) -> Finding:
    """How the hooks are set up; ``online`` connects to the webhook."""
    told: list[str] = []
    try:
        if settings.export_hook.strip():
            told.append(_command(settings.export_hook))
        if settings.webhook_url:
            told.append(_webhook(settings.webhook_url, settings.webhook_secret, online=online))
    except Invalid as error:
        return failed("hooks", error.message, REMEDY)
    if not told:
        return ok("hooks", "Nobody is told when an export has ended")
    return ok("hooks", f"Told when an export has ended: {' and '.join(told)}")


def _command(command: str) -> str:
    """The command, found on this machine."""
    program = words_of(command)[0]
    if shutil.which(program) is None:
        raise Invalid(f"{COMMAND}: there is no program {program!r:.200} here that can be run.", field=COMMAND)
    return f"the command {program}"


def _webhook(url: str, secret: str, *, online: bool) -> str:
    """The webhook; raises for one that nobody listens at."""
    address = address_of(url, secret)
    host = host_of(address)
    if online and (why := _unreached(address)):
        raise Invalid(f"{URL}: {host} cannot be reached ({why}).", field=URL)
    return f"{host}{', which answers' if online else ''}{', signed' if secret else ', not signed'}"


def _unreached(address: str) -> str:
    """Why there is no connection to a server; empty where there is one."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    where = parts.hostname or "", parts.port or (443 if secure else 80)
    try:
        with socket.create_connection(where, timeout=TIMEOUT_S) as line:
            if secure:
                with ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname):
                    pass
    except TimeoutError:
        return f"not within {TIMEOUT_S:g} s"
    except OSError as error:  # of a certificate too
        return error.strerror or type(error).__name__
    return ""
