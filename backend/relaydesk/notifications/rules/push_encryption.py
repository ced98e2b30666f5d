"""What is pushed to a browser, encrypted for it alone (RFC 8291), and who we are (RFC 8292)."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT_BYTES, AUTH_BYTES, SALT_BYTES = 65, 16, 16
RECORD_SIZE = 4096
MOST = RECORD_SIZE - 16 - 1 - 86
"""The largest text: one record of 4,096 bytes with tag, end mark and header (RFC 8291, section 4)."""


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """What a browser gave us when it subscribed: its public key (a point of 65 bytes) and 16 secret bytes."""

    p256dh: bytes
    auth: bytes


def b64(data: bytes) -> str:
    """Base64 of the URL alphabet without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    """Read base64 of the URL alphabet, padded or not.

    Raises:
        ValueError: it is not that.
    """
    if not text.isascii() or not all(c.isalnum() or c in "-_=" for c in text):
        raise ValueError("not base64 of the URL alphabet")
    bare = text.rstrip("=")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def browser_keys(p256dh: str, auth: str) -> BrowserKeys:
    """Read the keys of a subscription.

    Raises:
        ValueError: they are none; a point that does not lie on the curve could betray our key.
    """
    keys = BrowserKeys(unb64(p256dh), unb64(auth))
    if len(keys.p256dh) != POINT_BYTES or len(keys.auth) != AUTH_BYTES:
        raise ValueError("the keys have the wrong length")
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, keys.p256dh)
    return keys


def public_bytes(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The point of a key pair, uncompressed."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypt(text: bytes, keys: BrowserKeys, *, private: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """Encrypt one message as `aes128gcm` (RFC 8188) in one record.

    Args:
        text: at most MOST bytes.
        keys: of the browser.
        private: made for this message alone.
        salt: 16 random bytes, for this message alone.

    Raises:
        ValueError: the text is too long.
    """
    if len(text) > MOST:
        raise ValueError(f"a push holds at most {MOST} bytes")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, keys.p256dh)
    ours = public_bytes(private)
    shared = private.exchange(ec.ECDH(), theirs)
    # RFC 8291, section 3.4; each HKDF output is one block, so expanding is one HMAC.
    material = _expand(_hmac(keys.auth, shared), b"WebPush: info\0" + keys.p256dh + ours, 32)
    pseudo_random = _hmac(salt, material)
    key = _expand(pseudo_random, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _expand(pseudo_random, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    return _hmac(key, info + b"\x01")[:length]


def authorization(private: ec.EllipticCurvePrivateKey, *, origin: str, contact: str, expires: int) -> str:
    """The header by which a push service knows us: a token signed by ES256 (RFC 8292, section 3).

    Args:
        private: the installation's key.
        origin: of the push service, such as `https://push.example.net`.
        contact: `mailto:` or `https:` address of who runs this installation.
        expires: seconds since 1970, at most a day from now.
    """
    head = b64(json.dumps({"typ": "JWT", "alg": "ES256"}, separators=(",", ":")).encode())
    claims = {"aud": origin, "exp": expires, "sub": contact}
    signed = f"{head}.{b64(json.dumps(claims, separators=(',', ':')).encode())}"
    r, s = decode_dss_signature(private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={b64(public_bytes(private))}"
