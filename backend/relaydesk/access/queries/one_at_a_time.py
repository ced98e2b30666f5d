"""Rights are changed by one transaction after another."""

from django.db import connection

_LOCK = 0x52444147  # any number that nothing else takes


def one_at_a_time() -> None:
    """Wait until nobody else is changing roles or who holds them; held until the transaction ends.

    Such changes are rare, and they lock roles and accounts in orders that no rule could keep apart.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
