"""What a password must be (NIST SP 800-63B 5.1.1.2: length counts, composition rules do not)."""

from relaydesk.platform.errors import Invalid

MIN_LENGTH, MAX_LENGTH = 10, 256
COMMON = frozenset(
    [
        "1234567890",
        "0123456789",
        "12345678910",
        "1111111111",
        "0000000000",
        "password12",
        "password123",
        "passw0rd123",
        "qwertyuiop",
        "qwerty12345",
        "iloveyou123",
        "admin12345",
        "administrator",
        "letmein123",
        "welcome123",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "woaini1314",
        "woaini5201314",
        "a123456789",
        "aa123456789",
        "1234567890a",
        "relaydesk123",
        "changeme123",
    ]
)


def check_password_rules(password: str, email: str) -> None:
    """Refuse a password that is too short, too long, well known or the address itself.

    Raises:
        Invalid: with the rule as code.
    """
    if len(password) < MIN_LENGTH:
        raise Invalid.field("password", "too_short", f"At least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise Invalid.field("password", "too_long", f"At most {MAX_LENGTH} characters.")
    plain = password.lower()
    if plain in COMMON or len(set(plain)) < 4:
        raise Invalid.field("password", "too_common", "This password is among the first that are tried.")
    if plain == email or plain == email.partition("@")[0]:
        raise Invalid.field("password", "too_similar", "The password is the address.")
