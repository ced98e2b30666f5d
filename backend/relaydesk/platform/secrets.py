"""The installation's one secret, kept outside the database, and what is derived from it.

`RELAYDESK_SECRET_KEY` holds it, or the file `secret.key` in the data folder (`config.keys`). There may be
several keys, separated by white space: the first seals and signs, all unseal and verify, so a key is
changed by putting a new one in front. Keys are derived by HKDF (RFC 5869), one per purpose; sealing is
AES-256-GCM (NIST SP 800-38D), signing HMAC-SHA256 (RFC 2104) cut to 160 bits.
"""

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SIGNATURE_BYTES = 20
MIN_KEY = 32


class SecretUnreadable(Exception):
    """A sealed text was made with a key that is not here, or was changed."""


def _keys() -> tuple[str, ...]:
    keys = tuple(settings.SECRET_KEY.split())
    if not keys or any(len(key) < MIN_KEY for key in keys):
        raise ValueError(f"each key of the installation needs at least {MIN_KEY} characters")
    return keys


def derive(key: str, purpose: str) -> bytes:
    """Derive 32 bytes for one purpose from a key."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"relaydesk", info=purpose.encode()).derive(key.encode())


@cache
def _derived_from(keys: tuple[str, ...], purpose: str) -> tuple[bytes, ...]:
    return tuple(derive(key, purpose) for key in keys)


def _derived(purpose: str) -> tuple[bytes, ...]:
    return _derived_from(_keys(), purpose)


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"key id" + key).hexdigest()[:8]


def seal(text: str) -> str:
    """Encrypt a text that must be read again, such as a mailbox password.

    Returns:
        `v1.<key id>.<nonce and ciphertext>`, ASCII.
    """
    key = _derived("seal")[0]
    nonce = os.urandom(12)
    ident = _key_id(key)
    box = nonce + AESGCM(key).encrypt(nonce, text.encode(), ident.encode())
    return f"v1.{ident}.{base64.urlsafe_b64encode(box).decode()}"


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made.

    Raises:
        SecretUnreadable: the key is not here, or the text was changed.
    """
    version, _, rest = sealed.partition(".")
    ident, _, encoded = rest.partition(".")
    key = next((k for k in _derived("seal") if _key_id(k) == ident), None)
    if version != "v1" or key is None:
        raise SecretUnreadable("the key of this secret is not here")
    try:
        box = base64.urlsafe_b64decode(encoded)
        return AESGCM(key).decrypt(box[:12], box[12:], ident.encode()).decode()
    except (InvalidTag, ValueError) as exc:
        raise SecretUnreadable("the sealed text was changed") from exc


def _signature(key: bytes, message: str) -> str:
    digest = hmac.digest(key, message.encode(), "sha256")[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def sign(purpose: str, message: str) -> str:
    """Sign a message for one purpose; a signature of one purpose is worth nothing for another.

    Returns:
        27 characters of the URL alphabet (160 bits).
    """
    return _signature(_derived(f"sign:{purpose}")[0], message)


def verify(purpose: str, message: str, signature: str) -> bool:
    """Check a signature in constant time, against each key that is kept."""
    given = signature.encode(errors="replace")
    return any(
        hmac.compare_digest(_signature(k, message).encode(), given) for k in _derived(f"sign:{purpose}")
    )
