"""The key by which this installation proves itself to push services."""

from cryptography.hazmat.primitives.asymmetric import ec

from relaydesk.notifications.models import PushKey
from relaydesk.notifications.rules.push_encryption import CURVE, unb64
from relaydesk.platform.secrets import SecretUnreadable, unseal


def push_key() -> ec.EllipticCurvePrivateKey | None:
    """The key, or None as long as nobody asked for pushes, or when it cannot be read any more."""
    row = PushKey.objects.filter(id=1).first()
    if row is None:
        return None
    try:
        number = int.from_bytes(unb64(unseal(row.sealed_private)), "big")
    except SecretUnreadable:
        return None
    return ec.derive_private_key(number, CURVE)
