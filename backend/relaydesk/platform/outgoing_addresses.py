"""Where the server may connect of its own accord: the guard against requests forged through us (SSRF).

Administrators enter addresses of other systems; whoever may do so, or takes over such an account, must not
reach what only this machine can reach. CVE-2026-34719: loopback and link-local are private too;
GHSA-r2x7-427f-rq69: a name is looked up, all its addresses are checked, and the checked one is used.
"""

import ipaddress
import socket
from functools import cache

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# RFC 6052: addresses behind it are IPv4 addresses in disguise.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class OutgoingRefused(Exception):
    """The server does not connect there.

    Args:
        code: `not_a_url`, `scheme_refused`, `name_unknown` or `address_refused`.
        message: why, in English, for the administrator.
        chinese: the same in Chinese.
    """

    def __init__(self, code: str, message: str, chinese: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.chinese = chinese


@cache
def _networks(listed: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(entry, strict=False) for entry in listed)


def is_listed(address: Address) -> bool:
    """Whether the operator has allowed this address by `RELAYDESK_OUTGOING_NETWORKS`."""
    return any(address in network for network in _networks(tuple(settings.OUTGOING_NETWORKS)))


def _inner(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only wraps it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


def is_public(address: Address) -> bool:
    """Whether it is an address of the open Internet."""
    inner = _inner(address)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def checked_address(host: str, port: int) -> Address:
    """Look a name up and answer the address to connect to.

    Args:
        host: a name, or an address without brackets.
        port: 1 to 65535.

    Raises:
        OutgoingRefused: nobody knows the name, or one of its addresses is private and not listed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise OutgoingRefused(
            "name_unknown", f"The name {host} cannot be looked up.", f"查不到域名 {host}。"
        ) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        if not is_public(address) and not is_listed(_inner(address)):
            raise OutgoingRefused(
                "address_refused",
                f"{host} is the private address {address}; "
                "the operator has to list it in RELAYDESK_OUTGOING_NETWORKS.",
                f"{host} 指向内网地址 {address}，需要运维人员先在 RELAYDESK_OUTGOING_NETWORKS 中列出。",
            )
    return addresses[0]
