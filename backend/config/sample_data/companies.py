"""The companies of the sample contacts, with their tiers and contracts."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from config.sample_data.copying import copy_rows
from relaydesk.people.contracts import Tier
from relaydesk.platform.ids import uuid7

# tier, days since the contract began, days until it ends: some have run out, some end soon
TERMS: dict[str, tuple[Tier, int, int]] = {
    "深圳星河科技": (Tier.VIP, 400, 330),
    "锦江公寓": (Tier.VIP, 700, 30),
    "蓝湾酒店": (Tier.IMPORTANT, 200, 165),
    "康宁社区医院": (Tier.IMPORTANT, 350, 15),
    "苏州工厂二车间": (Tier.IMPORTANT, 90, 275),
    "百味餐饮": (Tier.STANDARD, 380, -15),
    "Harbour View Hotel": (Tier.VIP, 150, 215),
    "Northgate Clinic": (Tier.IMPORTANT, 300, 65),
}
DOMAINS = {
    "深圳星河科技": "xinghe.example",
    "蓝湾酒店": "lanwan.example",
    "Harbour View Hotel": "harbourview.example",
    "Northgate Clinic": "northgate.example",
}
_COPY_COMPANIES = "COPY people_company (id, name, tier, contract_from, contract_until, created_at) FROM STDIN"
_COPY_DOMAINS = "COPY people_companydomain (domain, company_id) FROM STDIN"


def settle_companies(names: Collection[str], *, at: datetime) -> dict[str, UUID]:
    """Make the companies that are missing; return all by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, id FROM people_company WHERE name = ANY(%s)", [list(names)])
        known: dict[str, UUID] = dict(cursor.fetchall())
    missing = {name: uuid7() for name in sorted(names) if name not in known}
    rows = []
    for name, company_id in missing.items():
        tier, begun, left = TERMS.get(name, (Tier.STANDARD, None, None))
        since = None if begun is None else (at - timedelta(days=begun)).date()
        until = None if left is None else (at + timedelta(days=left)).date()
        rows.append([company_id, name, tier.value, since, until, at])
    copy_rows(_COPY_COMPANIES, rows)
    copy_rows(_COPY_DOMAINS, [[DOMAINS[name], i] for name, i in missing.items() if name in DOMAINS])
    return known | missing
