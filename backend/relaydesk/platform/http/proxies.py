"""Where a request comes from; headers of a proxy are believed only when the peer is a listed one.

CVE-2026-34720, GHSA-9cm3-qvj2-8hg4: anyone can write X-Forwarded-For.
"""

import ipaddress
from functools import cache

from django.conf import settings
from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@cache
def _networks(listed: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(entry, strict=False) for entry in listed)


def _trusted(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def source_of(request: HttpRequest) -> str:
    """The address that speaks to us, or to the outermost trusted proxy.

    Returns:
        An IP address as text, or `unknown` (a Unix socket).
    """
    address = str(request.META.get("REMOTE_ADDR") or "unknown")
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    while forwarded and _trusted(address):
        candidate = forwarded.pop()
        try:
            address = str(ipaddress.ip_address(candidate))
        except ValueError:
            break
    return address


def is_local(request: HttpRequest) -> bool:
    """Whether the request was made on this machine, and not passed on by a proxy that runs here."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(str(request.META.get("REMOTE_ADDR"))).is_loopback
    except ValueError:
        return False
