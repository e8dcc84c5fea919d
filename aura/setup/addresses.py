"""Which address a server may have: where texts and keys are sent is not left to chance.

An address is ``http`` or ``https``, a host and maybe a port and a path; it holds no name and no password,
which would stand in logs, and nothing behind ``?`` or ``#``.  Plain ``http`` is for this machine and for
one's own network, told by the address or by a name that means nothing outside (nothing is looked up).
Addresses that never are a server, among them those where clouds hand machines their keys, are refused.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from aura.errors import Invalid

MAX_CHARACTERS = 500
_OWN = [
    ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
        "::1/128", "fc00::/7",
    )
]  # fmt: skip
_OWN_NAMES = (".localhost", ".local", ".localdomain", ".lan", ".home", ".home.arpa", ".internal")
_NEVER = [
    ip_network(network) for network in ("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/128", "fe80::/10")
]
_NEVER += [ip_network("ff00::/8")]
_KEYS_OF_CLOUDS = {"100.100.100.200", "fd00:ec2::254", "metadata.google.internal"}
_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_PATH = re.compile(r"[A-Za-z0-9/._~%:@!$&'()*+,;=-]*")


def checked(text: str, name: str, *, plain_http: bool = False) -> str:
    """The address as it is kept, without a slash at its end.  Raises ``Invalid`` naming the setting.

    The text is never repeated: with a password in it, that would be shown.
    """

    def refused(why: str) -> Invalid:
        return Invalid(f"{name} {why}.", field=name)

    if len(text) > MAX_CHARACTERS or not text.isascii() or not text.isprintable() or " " in text:
        raise refused(
            f"has at most {MAX_CHARACTERS} characters, no spaces, and of other letters their xn-- form"
        )
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise refused("is an address such as https://api.example.org/v1") from None
    if parts.scheme not in ("http", "https") or not host:
        raise refused("is an address that begins with https:// or http://")
    if "@" in parts.netloc:
        raise refused("holds no name and no password; the key is a setting of its own")
    if parts.query or parts.fragment or text.endswith(("?", "#")) or not _PATH.fullmatch(parts.path):
        raise refused("has nothing but a path behind its host")
    if port == 0:
        raise refused("has a port from 1 to 65535")
    number = _number(host)
    if number is None and not _is_name(host):
        raise refused("names its host, or gives its address as in http://192.168.1.20 or http://[fd00::20]")
    if str(number or host) in _KEYS_OF_CLOUDS or (number and any(number in network for network in _NEVER)):
        raise refused("is the address of a server; no server is at this one")
    if parts.scheme == "http" and not plain_http and not _is_own(number or host):
        raise refused(
            "begins with https:// outside your own network: over http anyone on the way reads the key and "
            "the texts; providers.plain_http allows it all the same"
        )
    return f"{origin(text)}{parts.path.rstrip('/')}"


def origin(address: str) -> str:
    """Scheme, host and port: whom a key is given to.  Empty for no address."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = parts.hostname or ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, usual) else f":{parts.port}"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def host_of(address: str) -> str:
    """The host as people know it, with its port where that is not the usual one."""
    return origin(address).partition("://")[2]


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The host as a number; of an IPv4 address in IPv6's clothes, the IPv4 address."""
    try:
        number = ip_address(host)
    except ValueError:
        return None
    return getattr(number, "ipv4_mapped", None) or number


def _is_name(host: str) -> bool:
    """Whether it is the name of a host.  What ends in a number is an address, badly written."""
    last = host.rpartition(".")[2]
    return bool(_NAME.fullmatch(host)) and not re.fullmatch("[0-9]+|0x[0-9a-f]*", last)


def _is_own(host: IPv4Address | IPv6Address | str) -> bool:
    """Whether the host is this machine or in the network around it."""
    if isinstance(host, str):
        return "." not in host or host.endswith(_OWN_NAMES)
    return any(host in network for network in _OWN)
