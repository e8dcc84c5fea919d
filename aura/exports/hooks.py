"""Who is told when an export has ended: a command, a webhook, both or nobody.

Both are set by the operator, in the environment or in ``aura.env``, and by nothing that comes in from
outside: no setting of the API, no template, no imported project.  The command is started without a shell,
with the facts as JSON on its standard input and a few plain ones in a clean environment.  The webhook is
sent them as the body of a POST, signed where a secret is set; it follows no redirect, and its address keeps
the rules of ``setup.hooks``.

Raises: ``Unheard``, and says whether it is worth trying again.
"""

import hashlib
import hmac
import http.client
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
from msgspec import Struct

from aura import __version__
from aura.config import Settings
from aura.errors import AuraError, Invalid, ToolFailed
from aura.exports.facts import Facts
from aura.media.processes import run
from aura.providers.online import proxies
from aura.setup.hooks import address_of, words_of

POST_S = 10.0
_PASSING = frozenset({408, 425, 429})
"""Answers that say no, but not for ever; those from 500 on are others."""


class Unheard(ToolFailed):
    """A hook failed."""

    def __init__(self, reason: str, *, passes: bool = False) -> None:
        super().__init__(reason)
        self.passes = passes
        """Whether it may hear when it is told again."""


class Hooks(Struct, frozen=True, kw_only=True):
    """The hooks of one Aura; what is empty is not set."""

    command: str = ""
    timeout_s: int = 60
    url: str = ""
    secret: str = ""
    home: str = ""
    """The folder of which a webhook is told nothing."""

    @classmethod
    def of(cls, settings: Settings) -> "Hooks":
        return cls(
            command=settings.export_hook,
            timeout_s=settings.export_hook_timeout_s,
            url=settings.webhook_url,
            secret=settings.webhook_secret,
            home=str(settings.home),
        )

    @property
    def hold_s(self) -> float:
        """How long all of it may take, with some to spare."""
        return self.timeout_s + 4 * POST_S + 20

    def run_command(self, facts: Facts) -> None:
        """Run the command to its end."""
        try:
            argv = words_of(self.command)
        except Invalid as error:
            raise Unheard(error.message) from None
        told = {
            "EXPORT_EVENT": facts.event,
            "EXPORT_ID": facts.export_id,
            "EXPORT_STATUS": facts.status,
            "EXPORT_PROJECT": str(facts.project_id),
            "EXPORT_FILE": facts.file or "",
        }
        cwd = Path(facts.file).parent if facts.file else Path("/")
        try:
            ended = run(argv, cwd=cwd, stdin=_json(facts), timeout_s=self.timeout_s, env=told, is_heard=False)
        except AuraError as error:
            raise Unheard(error.message) from error
        except OSError as error:
            raise Unheard(f"The command cannot be run: {error.strerror}.") from error
        if ended.returncode:
            said = ended.stderr_tail.splitlines()[-1:]
            raise Unheard(" ".join([f"The command ended with {ended.returncode}.", *said]))

    def post(self, facts: Facts, now: Callable[[], float]) -> None:
        """Send the facts to the webhook once; the places of files on this machine stay here."""
        try:
            address = address_of(self.url, self.secret)
        except Invalid as error:
            raise Unheard(error.message) from None
        name = Path(facts.file).name if facts.file else None
        why = facts.error and self.home and facts.error.replace(f"{self.home}/", "")
        body = _json(msgspec.structs.replace(facts, file=name, error=why or facts.error))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"Aura/{__version__}",
            "Aura-Event": facts.event,
            "Aura-Event-Id": facts.id,
        }
        if self.secret:
            headers["Aura-Signature"] = signature(self.secret, body, round(now()))
        request = Request(address, data=body, headers=headers, method="POST")  # noqa: S310  # http or https, as checked
        try:
            with build_opener(_NoRedirect, proxies.handler(address)).open(request, timeout=POST_S):
                pass
        except HTTPError as error:
            error.close()
            passes = error.code >= 500 or error.code in _PASSING
            raise Unheard(f"The webhook answered {error.code}.", passes=passes) from None
        except URLError as error:
            raise Unheard(f"The webhook cannot be reached: {error.reason}.", passes=True) from None
        except (OSError, http.client.HTTPException) as error:
            raise Unheard(
                f"The webhook broke off: {str(error) or type(error).__name__}.", passes=True
            ) from None


def signature(secret: str, body: bytes, at: int) -> str:
    """What proves that a body was sent by who knows the secret, at this second: its HMAC with SHA-256."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


class _NoRedirect(HTTPRedirectHandler):
    """A redirect is an answer like any other: what is told goes to no other server."""

    def redirect_request(self, *_: object) -> None:
        return None


def _json(facts: Facts) -> bytes:
    return msgspec.json.encode(facts, order="deterministic")
