"""What leaves for a provider, and what is let in: the only place where a key is revealed.

Out go the request's body and six headers, to the endpoint's own host, port and scheme and nowhere else; a
redirect is an answer like any other.  A proxy of the environment is used for https alone, where it sees
neither key nor text, and never for this machine.  In comes at most what the limit allows and the time
allows; of an answer that is an error, its first 64 KB.  Nothing compressed is let in, for what it would
become.

Loading this loads the HTTP library, 0.1 s: import it where a question is asked.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import httpx2

from aura import __version__
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Unfit, Unusable
from aura.providers.online.proxies import proxy_for

if TYPE_CHECKING:
    import ssl

USER_AGENT = f"Aura/{__version__}"
MOST_OF_AN_ERROR = 64 * 1024


class Wire(httpx2.BaseTransport):
    """The way to one endpoint, open until ``deadline``, in seconds of ``clock``."""

    def __init__(
        self, endpoint: Endpoint, *, most_bytes: int, clock: Callable[[], float], deadline: float
    ) -> None:
        self.endpoint = endpoint
        self.origin = httpx2.URL(endpoint.base_url)
        self.most_bytes = most_bytes
        self.clock = clock
        self.deadline = deadline
        proxy = proxy_for(endpoint.base_url)
        try:
            self.inner = httpx2.HTTPTransport(verify=_trusted(), trust_env=False, proxy=proxy)
        except (ImportError, ValueError):
            raise Unfit("The proxy that HTTPS_PROXY names cannot be used.", "HTTPS_PROXY") from None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it, with what may leave and no more."""
        if _origin(request.url) != _origin(self.origin):
            raise Unfit("Aura asks no other server than the one that was set.", self._setting("base_url"))
        self._in_time()
        answer = self.inner.handle_request(
            httpx2.Request(
                request.method,
                request.url,
                headers=self._headers(request),
                stream=request.stream,
                extensions=request.extensions,
            )
        )
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            answer.close()
            raise Unusable("it is compressed, which was not asked for", passes=False)
        assert isinstance(answer.stream, httpx2.SyncByteStream)
        return httpx2.Response(
            answer.status_code,
            headers=answer.headers,
            stream=_Bounded(answer.stream, self, is_error=answer.status_code >= 300),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self.inner.close()

    def _headers(self, request: httpx2.Request) -> dict[str, str]:
        kept = ("Host", "Accept", "Content-Length", "Transfer-Encoding")
        headers = {name: request.headers[name] for name in kept if name in request.headers}
        headers |= {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": USER_AGENT,
        }
        if self.endpoint.api_key is not None and (key := self.endpoint.api_key.reveal()):
            if not (key.isascii() and key.isprintable()) or " " in key:
                setting = self._setting("api_key")
                raise Unfit(
                    f"The key holds characters that no key has; set it with `aura config set {setting}`.",
                    setting,
                )
            headers["Authorization"] = f"Bearer {key}"
        return headers

    def _setting(self, name: str) -> str:
        return f"{self.endpoint.kind}.{name}"

    def _in_time(self) -> None:
        if self.clock() > self.deadline:
            more = f"a higher `{self._setting('timeout_s')}` gives it more time"
            raise Unusable(f"it took too long in all; {more}", passes=False)


class _Bounded(httpx2.SyncByteStream):
    """An answer's bytes, as many as may be and as long as there is time."""

    def __init__(self, stream: httpx2.SyncByteStream, wire: Wire, *, is_error: bool) -> None:
        self.stream = stream
        self.wire = wire
        self.is_error = is_error

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self.stream:
            size += len(piece)
            if self.is_error and size > MOST_OF_AN_ERROR:
                yield piece[: MOST_OF_AN_ERROR - size]
                return
            if size > self.wire.most_bytes:
                raise Unusable(f"it does not end: more than {self.wire.most_bytes:,} bytes", passes=False)
            yield piece
            self.wire._in_time()

    def close(self) -> None:
        self.stream.close()


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


@lru_cache(maxsize=1)
def _trusted() -> "ssl.SSLContext":
    """Whom this machine trusts; 20 ms to read."""
    return httpx2.create_ssl_context()
