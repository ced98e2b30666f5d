"""Whether passkeys can work at an address, and under which name (W3C Web Authentication level 3, 5.1.3)."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who asks for a passkey: `id` is a domain, `origin` what the browser must say it shows."""

    id: str
    origin: str


def relying_party(public_url: str) -> RelyingParty | None:
    """The relying party at the address of this installation.

    Args:
        public_url: scheme, host and port by which browsers reach it.

    Returns:
        None when no browser offers passkeys there: a bare IP address, or a host without TLS other than
        localhost.
    """
    parts = urlsplit(public_url)
    host = (parts.hostname or "").lower()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return None
    local = host == "localhost" or host.endswith(".localhost")
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        return None
    return RelyingParty(host, f"{parts.scheme}://{parts.netloc.lower()}")
