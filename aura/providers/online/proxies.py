"""Which proxy of the environment stands between Aura and a server: for https alone, where it sees neither key
nor text, and never for this machine.
"""

import urllib.request
from ipaddress import ip_address
from urllib.parse import urlsplit


def proxy_for(address: str) -> str | None:
    """The proxy to use for an address; ``None`` for none."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or _is_this_machine(host) or urllib.request.proxy_bypass(host):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def handler(address: str) -> urllib.request.ProxyHandler:
    """The same for an opener of the standard library, which by itself takes any proxy for any address."""
    proxy = proxy_for(address)
    return urllib.request.ProxyHandler({"https": proxy} if proxy else {})


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
