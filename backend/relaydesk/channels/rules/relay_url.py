"""The setting RELAYDESK_SMTP_RELAY: `smtp://user:password@host:port`, `smtps://…`, or `smtp+starttls://…`."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Relay:
    """Where mail is handed over. `tls` is "no", "starttls" (must succeed) or "always"."""

    host: str
    port: int
    tls: str
    user: str
    password: str


_SCHEMES = {
    "smtp": ("no", 25),
    "smtps": ("always", 465),
    "smtp+starttls": ("starttls", 587),
    "starttls": ("starttls", 587),
}


def parse_relay(url: str) -> Relay | None:
    """Read the setting; None when it is empty. `smtp://…?tls=starttls` is understood as well.

    Raises:
        ValueError: it cannot be understood; the text names what is wrong and holds no password.
    """
    if not url.strip():
        return None
    parts = urlsplit(url.strip())
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"RELAYDESK_SMTP_RELAY: use one of {', '.join(_SCHEMES)}")
    if not parts.hostname:
        raise ValueError("RELAYDESK_SMTP_RELAY: no host")
    tls, port = _SCHEMES[parts.scheme]
    if "tls=starttls" in parts.query or "starttls=1" in parts.query:
        tls = "starttls"
    user = unquote(parts.username or "")
    if user and tls == "no" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise ValueError("RELAYDESK_SMTP_RELAY: a password needs smtps:// or smtp+starttls://")
    return Relay(parts.hostname, parts.port or port, tls, user, unquote(parts.password or ""))
