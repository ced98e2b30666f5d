"""How addresses and numbers are written, so that one person is found again."""

import re
import unicodedata

from relaydesk.people.contracts import IdentityKind

EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\"\\\x00-\x1f\x7f]{1,190}")
DOMAIN_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def normal_email(text: str) -> str | None:
    """Write an e-mail address in its one form: NFC, lower case (RFC 6532 allows letters of any script).

    Returns:
        The address, or None when it is not one.
    """
    address = unicodedata.normalize("NFC", text).strip().lower()
    if len(address) > 254 or not EMAIL.fullmatch(address):
        return None
    local, _, domain = address.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return None
    if normal_domain(domain) is None:
        return None
    return address


def normal_domain(text: str) -> str | None:
    """Write a mail domain in its one form: NFC, lower case.

    Returns:
        The domain, or None when it is not one.
    """
    domain = unicodedata.normalize("NFC", text).strip().lower()
    if len(domain) > 190 or not all(DOMAIN_LABEL.fullmatch(label) for label in domain.split(".")):
        return None
    return domain


def normal_phone(text: str, region: str = "CN") -> str | None:
    """Write a telephone number as ITU-T E.164, for instance `+8613812345678`.

    Args:
        text: as a person wrote it; full-width digits are fine.
        region: ISO 3166 country for numbers without a country code.

    Returns:
        The number, or None when it is not a possible one.
    """
    # its tables weigh about 10 MB: a process that never sees a number need not carry them
    import phonenumbers

    if len(text) > 60:
        return None
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", text), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_identity(kind: IdentityKind, text: str) -> str | None:
    """Write an identity of any kind in its one form: an address, a number, or a chat id as it is (NFC).

    Returns:
        The identity, or None when it is malformed.
    """
    if kind is IdentityKind.EMAIL:
        return normal_email(text)
    if kind is IdentityKind.PHONE:
        return normal_phone(text)
    value = unicodedata.normalize("NFC", text).strip()
    if not 0 < len(value) <= 254 or any(
        unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") for c in value
    ):
        return None
    return value


def clean_name(text: str, fallback: str) -> str:
    """One line of at most 200 characters without control characters; `fallback` when nothing is left."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", plain).split())[:200] or fallback[:200]
