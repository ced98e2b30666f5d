"""By which source requests are counted."""

import ipaddress

from django.http import HttpRequest

from relaydesk.platform.http import proxies

HOUSEHOLD = 64


def source_of(request: HttpRequest) -> str:
    """The network that a request comes from: an IPv4 address, or the /64 that one household owns whole."""
    address = proxies.source_of(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network(f"{parsed}/{HOUSEHOLD}", strict=False))
