"""What can go wrong with an online provider, each as a kind of error and one sentence that says what to do.

    the key, the model, the address, the network, the provider's own trouble    Unavailable
    too many questions, or no money left                                        TooMany
    a question it will not take, a refusal, an answer that cannot be used       ToolFailed

Only what may pass is worth another try.  Of what a server says at most 300 characters are repeated, on one
line and without the key.  The errors of the libraries hold the request; none of them gets out of here.
"""

import math
import re
import ssl
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from aura.errors import AuraError, Invalid, ToolFailed, TooMany, Unavailable
from aura.providers.online.call import recorded
from aura.providers.online.endpoint import Endpoint

if TYPE_CHECKING:  # the libraries take 0.5 s to load, and are there when one of their errors is
    from openai import APIError, APIStatusError

MOST_CHARACTERS = 300

_USED_UP = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded"}
_REFUSED = {"content_policy_violation", "content_filter", "moderation_blocked", "safety_violation"}
_TOO_LONG = {"context_length_exceeded", "string_above_max_length", "request_too_large"}


class Unusable(Exception):
    """An answer that cannot be used; ``problem`` ends the sentence "… cannot be used: ".

    ``passes``: another try may go better.  ``amendable``: it may, if what was wrong is told.
    """

    def __init__(self, problem: str, *, passes: bool = True, amendable: bool = True) -> None:
        super().__init__(problem)
        self.problem = problem
        self.passes = passes
        self.amendable = amendable and passes


class Refused(Exception):
    """The provider will not do this; ``words`` are its own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Unfit(Exception):
    """Nothing was sent: with these settings nothing can be.  ``problem`` is a sentence."""

    def __init__(self, problem: str, setting: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.setting = setting


class Fault(Struct, frozen=True, kw_only=True):
    """What became of a try.

    ``passes`` says whether another may go better, ``wait_s`` when, if the server tells.  ``problem`` is what
    was wrong with an answer, for the next try to do better; ``declined`` is what a server said of a question
    that it does not take as it was asked.
    """

    error: AuraError
    passes: bool = False
    wait_s: float | None = None
    refused: bool = False
    problem: str = ""
    declined: str = ""


def host_of(endpoint: Endpoint) -> str:
    """The host as people know it, with its port where that is not the usual one."""
    parts = urlsplit(endpoint.base_url)
    usual = parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme))
    return (parts.hostname or "") if usual else f"{parts.hostname}:{parts.port}"


def said(text: object, endpoint: Endpoint) -> str:
    """What a server said, as it may be shown: one line of at most 300 characters, without the key."""
    line = "".join(char if char.isprintable() else " " for char in str(text))
    line = recorded(" ".join(line.split()), endpoint.api_key).rstrip(" .")
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"


def fault_of(error: BaseException, endpoint: Endpoint, *, begun: bool) -> Fault | None:
    """What went wrong; ``begun`` says whether an answer had begun.  ``None`` for what is not known here."""
    import httpx2
    import openai

    host = host_of(endpoint)
    match error:
        case Unfit():
            return Fault(error=Unavailable(error.problem, field=error.setting))
        case Unusable():
            problem = said(error.problem, endpoint)
            unfit = ToolFailed(f"The answer of {host} cannot be used: {problem}.")
            return Fault(error=unfit, passes=error.passes, problem=problem * error.amendable)
        case Refused():
            return _refused(said(error.words, endpoint), host)
        case openai.APIStatusError():
            return _answered(error, endpoint)
        case openai.APIConnectionError():
            return _unreached(error.__cause__ or error, endpoint, begun=begun)
        case openai.APIError():
            return _in_midstream(error, endpoint)
        case httpx2.RequestError() | httpx2.StreamError() | ssl.SSLError():
            return _unreached(error, endpoint, begun=begun)
    return None


def _answered(error: "APIStatusError", endpoint: Endpoint) -> Fault:
    """The server answered with an error."""
    words, host, status = _words(error, endpoint), host_of(endpoint), error.status_code
    code = _code(error)
    if status == 429 or code in _USED_UP:
        wait_s = _wait_s(error)
        return _too_many(host, wait_s, used_up=code in _USED_UP)
    if code in _REFUSED:
        return _refused(words, host)
    what = f": {words}" if words else f" (error {status})"
    if status in (408, 409) or status >= 500:
        trouble = Unavailable(f"{host} has trouble of its own{what}; try again later.")
        return Fault(error=trouble, passes=True, wait_s=_wait_s(error))
    if endpoint.kind == "speech" and status in (400, 404, 422) and _blames_voice(error, words):
        return Fault(error=Invalid(f"{host} does not take this voice{what}.", field="voice"))
    if setting := _setting_at_fault(status, f"{code} {words}".lower()):
        return Fault(error=_unset(setting, error, endpoint, words))
    if code in _TOO_LONG or status == 413:
        return Fault(error=ToolFailed(f"This is more than {host} takes at once{what}; make it shorter."))
    asked = ToolFailed(f"{host} does not take the question{what}.")
    return Fault(error=asked, declined=f"{error.param or ''} {words}".strip() or "nothing")


def _blames_voice(error: "APIStatusError", words: str) -> bool:
    """Whether it is the voice's name that a server does not know."""
    return error.param == "voice" or ("voice" in words.lower() and "model" not in words.lower())


def _setting_at_fault(status: int, words: str) -> str:
    """The setting that has to be put right after an answer of this status; empty where none is to blame."""
    if status in (401, 403):
        return "api_key"
    if status == 404 and "model" in words:
        return "model"
    return "base_url" if status in (404, 405) or 300 <= status < 400 else ""


def _unset(setting: str, error: "APIStatusError", endpoint: Endpoint, words: str) -> Unavailable:
    """What to do about a setting a server will not have."""
    host, status, key = host_of(endpoint), error.status_code, f"{endpoint.kind}.{setting}"
    if status == 403:
        why = f"{host} does not allow this with this key" + f": {words}" * bool(words)
    elif setting == "api_key":
        why = f"{host} does not accept the key" if endpoint.api_key else f"{host} asks for a key"
    elif setting == "model":
        why = f"{host} has no model {said(endpoint.model, endpoint)}"
    elif 300 <= status < 400:
        where = urlsplit(error.response.headers.get("location", "")).netloc.rpartition("@")[2]
        why = f"{host} sends Aura on to {said(where, endpoint) or 'another address'}, where it does not go"
    else:
        why = f"{host} has nothing at this address"
    return Unavailable(f"{why}; set the right one with `aura config set {key}`.", field=key)


def _too_many(host: str, wait_s: float | None, *, used_up: bool) -> Fault:
    if used_up:
        return Fault(error=TooMany(f"What may be spent at {host} is used up; see to the account there."))
    seconds = None if wait_s is None else math.ceil(wait_s)
    when = "later" if seconds is None else f"in {seconds:,} s"
    busy = TooMany(f"{host} takes no more questions for now; try again {when}.", retry_after_s=seconds)
    return Fault(error=busy, passes=True, wait_s=wait_s)


def _refused(words: str, host: str) -> Fault:
    what = f": {words}" if words else ""
    return Fault(error=ToolFailed(f"{host} refuses to do this{what}."), refused=True)


def _in_midstream(error: "APIError", endpoint: Endpoint) -> Fault:
    """The server began to answer, and then answered with an error."""
    code, words, host = _code(error), _words(error, endpoint), host_of(endpoint)
    if code in _USED_UP or "rate_limit" in code:
        return _too_many(host, None, used_up=code in _USED_UP)
    if code in _REFUSED:
        return _refused(words, host)
    what = f": {words}" if words else ""
    return Fault(error=ToolFailed(f"{host} broke its answer off{what}."), passes=True)


def _unreached(error: BaseException, endpoint: Endpoint, *, begun: bool) -> Fault:
    """No answer came, or not all of it.  What the network's own errors say is told by their kind alone."""
    import httpx2

    host, kind = host_of(endpoint), endpoint.kind
    address = f"see that it runs, and that `{kind}.base_url` is right."
    if isinstance(error, httpx2.ConnectTimeout):
        sentence = f"{host} cannot be reached in time; {address}"
    elif isinstance(error, httpx2.TimeoutException):
        when = "in the middle of its answer" if begun else "before it answered"
        later = f"try again later, or set a higher `{kind}.timeout_s`."
        sentence = f"{host} was silent for {endpoint.timeout_s} seconds {when}; {later}"
    elif isinstance(error, httpx2.ProxyError):
        return Fault(error=Unavailable(f"The proxy on the way to {host} refuses."), passes=True)
    elif isinstance(error, httpx2.LocalProtocolError | httpx2.UnsupportedProtocol | httpx2.StreamError):
        return Fault(error=Unavailable(f"{host} cannot be asked with what is set for {kind}."))
    elif isinstance(error, httpx2.ConnectError) and "CERTIFICATE" in str(error).upper():
        return Fault(error=Unavailable(f"The certificate of {host} is not one that this machine trusts."))
    elif isinstance(error, httpx2.ConnectError):
        sentence = f"{host} cannot be reached; {address}"
    elif begun:
        sentence = f"The answer of {host} cannot be used: it broke off before its end."
        return Fault(error=ToolFailed(sentence), passes=True)
    else:
        sentence = f"{host} broke the connection off before it answered; try again later."
    return Fault(error=Unavailable(sentence), passes=True)


def _code(error: "APIError") -> str:
    """What the server calls its error, by the more telling of its two names."""
    names = [str(name) for name in (error.code, error.type) if name]
    known = _USED_UP | _REFUSED | _TOO_LONG
    return next((name for name in names if name in known), " ".join(names))


def _words(error: "APIError", endpoint: Endpoint) -> str:
    """What the server said: its message, or its answer without the marks of a page."""
    body: Any = error.body
    while isinstance(body, dict):
        body = body.get("message") or body.get("error") or body.get("detail")
    if not isinstance(body, str):
        return ""
    text = recorded(body, endpoint.api_key)[:4_000]
    return said(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", text), endpoint)


def _wait_s(error: "APIStatusError") -> float | None:
    """How long the server wants to be left alone, if it says so: seconds, or a date by its own clock."""
    headers = error.response.headers
    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        elif re.fullmatch(r"\d{1,9}(\.\d{1,9})?", headers["retry-after"].strip()):
            seconds = float(headers["retry-after"])
        else:
            then, now = (parsedate_to_datetime(headers[name]) for name in ("retry-after", "date"))
            seconds = (then - now).total_seconds()
    except (KeyError, ValueError, TypeError):
        return None
    return seconds if 0 <= seconds < 10**9 else None
