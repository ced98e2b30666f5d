"""Rules of OAuth 2 as far as they need no table (RFC 6749, 7636, 8252, 9700)."""

import base64
import hashlib
import hmac
import ipaddress
import re
from urllib.parse import urlencode, urlsplit

VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class OAuthError(Exception):
    """A refusal in OAuth's own words (RFC 6749, 4.1.2.1 and 5.2).

    Args:
        error: `invalid_request`, `invalid_client`, `invalid_grant`, `unauthorized_client`,
            `unsupported_grant_type`, `invalid_scope`, `access_denied`, `unsupported_response_type`.
        description: English, for developers.
    """

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(description or error)
        self.error = error
        self.description = description


def fits_challenge(verifier: str, challenge: str) -> bool:
    """Whether a code verifier belongs to the challenge, by S256 (RFC 7636, 4.6); there is no `plain` here."""
    if not VERIFIER.fullmatch(verifier) or not CHALLENGE.fullmatch(challenge):
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return hmac.compare_digest(made, challenge)


def is_redirect_uri(uri: str) -> bool:
    """Whether an address may be entered as one to go back to: HTTPS, or HTTP on this very machine; no `#`."""
    if (
        len(uri) > 500
        or not uri.isascii()
        or not uri.isprintable()
        or " " in uri
        or "#" in uri
        or "\\" in uri
    ):
        return False
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username or parts.password or "*" in host:
        return False
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def with_answer(redirect_uri: str, **answer: str) -> str:
    """The address to go back to, with the answer in its query; empty values are left out."""
    joint = "&" if urlsplit(redirect_uri).query else "?"
    return redirect_uri + joint + urlencode({name: value for name, value in answer.items() if value})


def origin_of(uri: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


def scopes_of(text: str, allowed: list[str]) -> list[str]:
    """The scopes that a request names, all that is allowed when it names none (RFC 6749, 3.3).

    Raises:
        OAuthError: `invalid_scope`.
    """
    wanted = sorted(set(text.split()))
    if any(one not in allowed for one in wanted):
        raise OAuthError("invalid_scope", "A scope is unknown, or this client may not ask for it.")
    return wanted or sorted(allowed)
