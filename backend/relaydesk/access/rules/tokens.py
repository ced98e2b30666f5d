"""API tokens: 256 random bits behind a prefix that secret scanners recognise; only the SHA-256 is kept."""

import hashlib
import re
import secrets

PREFIX = "rd_"
TOKEN = re.compile(r"rd_[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Make a token; it is shown once."""
    return PREFIX + secrets.token_urlsafe(32)


SCIM_TOKEN = re.compile(r"rs_[A-Za-z0-9_-]{43}")


def new_scim_token() -> str:
    """Make a token that opens `/scim/v2` and nothing else; it is shown once."""
    return "rs_" + secrets.token_urlsafe(32)


def scim_token_hash(token: str) -> bytes | None:
    """SHA-256 of a well-formed SCIM token; None for anything else, so an empty one never matches."""
    return hashlib.sha256(token.encode()).digest() if SCIM_TOKEN.fullmatch(token) else None


def token_hash(token: str) -> bytes | None:
    """SHA-256 of a well-formed token; None for anything else: an empty one never matches (CVE-2026-41902)."""
    return hashlib.sha256(token.encode()).digest() if TOKEN.fullmatch(token) else None


def bearer(authorization: str) -> str | None:
    """The token of an `Authorization` header (RFC 6750, 2.1), or None for other schemes."""
    scheme, _, value = authorization.partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
SESSION_KEY = re.compile(r"[A-Za-z0-9]{8,64}")


def new_secret() -> str:
    """256 random bits for a link, a code, a ceremony; no prefix."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes | None:
    """SHA-256 of a well-formed secret, else None: an empty one never matches (CVE-2026-41902)."""
    return hashlib.sha256(secret.encode()).digest() if SECRET.fullmatch(secret) else None


def new_session_key() -> str:
    """A session id as the cookie carries it: 256 random bits."""
    return secrets.token_hex(32)


def session_hash(session_key: str) -> str:
    """What the table keeps of a session id: whoever reads the table has no session (CVE-2024-50339).

    Returns:
        40 hexadecimal digits; nothing matches a malformed id.
    """
    if not SESSION_KEY.fullmatch(session_key):
        return ""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]
