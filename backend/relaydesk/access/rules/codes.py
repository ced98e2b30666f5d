"""Time-based codes (RFC 6238) and recovery codes."""

import hmac
import secrets
from datetime import datetime

STEP_SECONDS, STEPS_ASIDE, DIGITS = 30, 1, 6
RECOVERY_CODES, RECOVERY_LETTERS = 10, "abcdefghjkmnpqrstuvwxyz23456789"


def new_totp_secret() -> str:
    """A secret of 160 bits in base32, as RFC 4226 (R6) recommends."""
    import pyotp  # only those who use it pay for it

    return pyotp.random_base32(32)


def totp_address(secret: str, email: str, issuer: str) -> str:
    """The `otpauth://` address that an authenticator reads from a QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def matching_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step that a code belongs to, when it may be taken now.

    Args:
        secret: base32.
        code: as typed; blanks are ignored.
        at: now, aware.
        last_step: the step of the last code that was taken; that and earlier ones are refused, so that a code
            that somebody has seen is worth nothing (RFC 6238 section 5.2).

    Returns:
        The step, or None when the code is wrong, too old, too new or used.
    """
    import pyotp

    plain = "".join(code.split())
    if len(plain) != DIGITS or not (plain.isascii() and plain.isdigit()):
        return None
    now_step = int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.HOTP(secret, digits=DIGITS)
    found = None
    for step in range(now_step - STEPS_ASIDE, now_step + STEPS_ASIDE + 1):
        if hmac.compare_digest(totp.at(step), plain) and step > last_step:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes of ten characters (49 bits each), without those that look alike."""

    def one() -> str:
        letters = "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(10))
        return f"{letters[:5]}-{letters[5:]}"

    return [one() for _ in range(RECOVERY_CODES)]


def plain_recovery_code(code: str) -> str:
    """A code as it is compared: without case, blanks and hyphens."""
    return "".join(c for c in code.casefold() if c.isalnum())[:40]
