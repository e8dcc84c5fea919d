"""Checks of the servers that were set up to write, speak and draw, and one question to each when wanted.

The question is the list of models: it costs nothing, and needs the key.  It takes the way that every other
question takes: no redirect is followed, since the key would go along, nor a proxy that could read it.  Of the
answer no word is repeated.
"""

import http.client
import time
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec

from aura import __version__
from aura.errors import AuraError, Unavailable
from aura.providers.online import proxies
from aura.providers.online.endpoint import Endpoint
from aura.setup.addresses import host_of
from aura.setup.catalogue import Kind
from aura.setup.findings import Finding, failed, ok, warning
from aura.setup.standing import Configured

TIMEOUT_S = 5.0
MAX_ANSWER_BYTES = 2 * 2**20
OFFLINE: dict[Kind, str] = {
    "text": "Aura writes by itself, offline",
    "speech": "Aura speaks by itself, offline",
    "images": "Aura draws by itself, offline",
}


def server(
    kind: Kind, endpoint: Endpoint | AuraError | None, key: Configured, tier: str | None, *, online: bool
) -> Finding:
    """How one kind of server is set up; ``online`` asks it."""
    if isinstance(endpoint, AuraError):
        return failed(kind, endpoint.message, f"`aura config list` shows what is set for {kind}.")
    if endpoint is None and tier in ("OwnServer", "Cloud") and kind == "text":
        return warning(kind, f"{OFFLINE[kind]}: {tier} was chosen, but no server.", "Set text.base_url.")
    if endpoint is None:
        return ok(kind, OFFLINE[kind] + (", as was chosen" if tier == "Offline" else ""))
    told = f"key {endpoint.api_key} ({where(key)})" if endpoint.api_key else "no key"
    words = f"{host_of(endpoint.base_url)}, model {endpoint.model}, {told}"
    return _asked(kind, words, endpoint) if online else ok(kind, words)


def where(line: Configured) -> str:
    """Where a setting was said."""
    return line.setting.variable if line.source == "environment" else line.source


def _asked(kind: Kind, words: str, endpoint: Endpoint) -> Finding:
    try:
        models = models_of(endpoint)
    except Unavailable as error:
        return failed(
            kind, f"{words}: {error.message}", f"Correct what is set for {kind}, or try again later."
        )
    if models is None:
        return warning(kind, f"{words}: it answers, but lists no models.", "See whether a draft works.")
    if endpoint.model not in models:
        return warning(
            kind,
            f"{words}: it does not list that model.",
            f"Correct {kind}.model; it lists {len(models)} models.",
        )
    return ok(kind, f"{words}: it answers and has the model")


def models_of(endpoint: Endpoint, timeout_s: float = TIMEOUT_S) -> set[str] | None:
    """The models a server lists; ``None`` when it has no such list.  Raises ``Unavailable`` that says why."""
    headers = {"Accept": "application/json", "User-Agent": f"aura/{__version__}"}
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key.reveal()}"
    request = Request(f"{endpoint.base_url}/models", headers=headers)  # noqa: S310 - it is http or https, as checked
    try:
        body = _body(request, timeout_s)
    except HTTPError as error:
        error.close()
        if error.code in (401, 403):
            raise Unavailable("it refuses the key.") from None
        if error.code in (404, 405, 501):
            return None
        if 300 <= error.code < 400:
            raise Unavailable("it sends Aura to another address; name that one.") from None
        raise Unavailable(f"it answers with the error {error.code}.") from None
    except TimeoutError:
        raise Unavailable(f"it does not answer within {timeout_s:g} s.") from None
    except URLError as error:
        late = isinstance(error.reason, TimeoutError)
        why = (
            f"not within {timeout_s:g} s"
            if late
            else getattr(error.reason, "strerror", None) or "no connection"
        )
        raise Unavailable(f"it cannot be reached ({why}).") from None
    except (OSError, http.client.HTTPException):
        raise Unavailable("it breaks the connection off.") from None
    return _models(body)


def _body(request: Request, timeout_s: float) -> bytes:
    """What it answers, within the time in all, however slowly it comes."""
    deadline = time.monotonic() + timeout_s
    body = b""
    with build_opener(_Stay, proxies.handler(request.full_url)).open(request, timeout=timeout_s) as answer:
        while piece := answer.read1(2**16):
            body += piece
            if time.monotonic() > deadline:
                raise TimeoutError
            if len(body) > MAX_ANSWER_BYTES:
                break
    return body


def _models(body: bytes) -> set[str] | None:
    try:
        return {model["id"] for model in msgspec.json.decode(body)["data"]}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, LookupError, TypeError):
        return None


class _Stay(HTTPRedirectHandler):
    """Goes nowhere else: the answer that says so is an error."""

    def redirect_request(self, *_: object) -> None:
        return None
