"""What a password must be (NIST SP 800-63B 5.1.1.2: length counts; 等保 8.1.4.1 a: classes, age, history)."""

from relaydesk.access.rules.common_passwords import is_common
from relaydesk.access.rules.sign_in_policy import DEFAULT, Policy
from relaydesk.platform.errors import Invalid

MAX_LENGTH = 256


def classes_of(password: str) -> int:
    """How many of four classes a password mixes: small letters, capitals, digits, everything else.

    Letters without case, such as Chinese characters, count as "everything else".
    """
    return sum(
        (
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not (c.islower() or c.isupper() or c.isdigit()) for c in password),
        )
    )


def _is_the_address(password: str, email: str) -> bool:
    plain, address = password.casefold(), email.casefold()
    local, _, domain = address.partition("@")
    if plain in (address, local, domain, domain.partition(".")[0]):
        return True
    rest = plain.replace(local, "", 1) if len(local) >= 4 else plain
    return rest != plain and (len(rest) < 4 or is_common(rest))


def check_password_rules(password: str, email: str, policy: Policy = DEFAULT) -> None:
    """Refuse a password that is too short, too long, too plain, well known or the address itself.

    Args:
        password: as typed.
        email: the account's address.
        policy: what the installation asks for.

    Raises:
        Invalid: with the rule as code.
    """
    if len(password) < policy.min_length:
        raise Invalid.field("password", "too_short", f"At least {policy.min_length} characters.")
    if len(password) > MAX_LENGTH:
        raise Invalid.field("password", "too_long", f"At most {MAX_LENGTH} characters.")
    if classes_of(password) < policy.min_classes:
        raise Invalid.field(
            "password",
            "too_few_classes",
            f"Mix at least {policy.min_classes} of: small letters, capitals, digits, other characters.",
        )
    if _is_the_address(password, email):
        raise Invalid.field("password", "too_similar", "The password is the address.")
    if is_common(password):
        raise Invalid.field("password", "too_common", "This password is among the first that are tried.")
