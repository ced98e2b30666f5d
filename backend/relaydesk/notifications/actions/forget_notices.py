"""Forget notices whose time is over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

BATCH = 5000
_FORGET = """
DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {column} < %s LIMIT %s)
"""


def forget_notices(at: datetime) -> bool:
    """Delete a batch of what is older than RELAYDESK_NOTICE_DAYS; return whether there was any."""
    before = at - timedelta(days=settings.NOTICE_DAYS)
    found = 0
    for table, column in (("notifications_notice", "at"), ("notifications_delivery", "made_at")):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_FORGET.format(table=table, column=column), [before, BATCH])
            found += cursor.rowcount
    return found > 0
