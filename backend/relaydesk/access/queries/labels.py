"""Sensitivity labels as every screen shows them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from relaydesk.access.models import Label
from relaydesk.platform.cache import cached


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label with its names and colour."""

    key: str
    name: str
    name_en: str
    colour: str
    version: int


@cached(seconds=1)
def labels() -> Mapping[str, LabelView]:
    """Every label by its key, at most a second old."""
    rows = Label.objects.order_by("key").values_list("key", "name", "name_en", "colour", "version")
    return {row[0]: LabelView(*row) for row in rows}


_CLEARED = """
SELECT DISTINCT a.agent_id FROM access_account a
  JOIN access_accountrole r ON r.account_id = a.id
   AND (r.valid_from IS NULL OR r.valid_from <= %s) AND (r.valid_until IS NULL OR r.valid_until > %s)
  JOIN access_role o ON o.key = r.role_id AND %s = ANY(o.labels)
 WHERE a.agent_id = ANY(%s) AND a.active
"""


def agents_cleared_for(label: str, agent_ids: Collection[UUID], at: datetime) -> set[UUID]:
    """Those of these agents who may see what bears the label. A stand-in lends no clearance."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEARED, [at, at, label, list(agent_ids)])
        return {row[0] for row in cursor.fetchall()}
