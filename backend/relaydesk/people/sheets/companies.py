"""Sheets of companies: twenty thousand lines are written by a few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Lower

from relaydesk.people.actions.keeping import plain
from relaydesk.people.contracts import Caller, Tier
from relaydesk.people.events import CompanyChanged, CompanyMade
from relaydesk.people.models import Company, CompanyDomain
from relaydesk.people.rules.identities import clean_name, normal_domain
from relaydesk.people.rules.names import several
from relaydesk.people.sheets.lines import Line, LineFault
from relaydesk.people.sheets.plan import Plan, Values, plainly_differing
from relaydesk.platform.events import Event, record_many
from relaydesk.platform.ids import uuid7

TIERS = {t.value: t.value for t in Tier} | {"普通": "standard", "重点": "important", "VIP": "vip"}
BATCH = 1000
COLUMNS = ("name", "tier", "contract_from", "contract_until")


@dataclass(slots=True)
class CompanyTable:
    """The companies that the sheet names, and who has which domain."""

    rows: dict[str, tuple[UUID, Mapping[str, Any]]]
    owners: dict[str, str]
    coming: dict[str, int]

    def read(self, line: Line) -> tuple[str, Values]:
        """See `plan.Table`."""
        name = clean_name(line.cells["name"], "")
        key = name.lower()
        values: Values = {"name": name}
        if line.cells.get("tier"):
            tier = TIERS.get(line.cells["tier"]) or TIERS.get(line.cells["tier"].lower())
            if tier is None:
                raise LineFault("tier", "not_a_choice")
            values["tier"] = tier
        for column in ("contract_from", "contract_until"):
            if line.given(column):
                values[column] = line.date(column)
        held = self.rows[key][1] if key in self.rows else {}
        since = values.get("contract_from", held.get("contract_from"))
        until = values.get("contract_until", held.get("contract_until"))
        if since and until and since > until:
            raise LineFault("contract_until", "before_start")
        if line.given("domains"):
            values["domains"] = self._domains(line, key)
        return key, values

    def _domains(self, line: Line, key: str) -> list[str]:
        found = set()
        for part in several(line.cells["domains"]):
            domain = normal_domain(part)
            if domain is None:
                raise LineFault("domains", "not_a_domain")
            if self.owners.get(domain, key) != key:
                raise LineFault("domains", "domain_taken")
            if self.coming.setdefault(domain, line.number) != line.number:
                raise LineFault("domains", "repeated")
            found.add(domain)
        return sorted(found)

    def held(self, key: str) -> tuple[UUID, Mapping[str, Any]] | None:
        """See `plan.Table`."""
        return self.rows.get(key)

    def differing(self, held: Mapping[str, Any], values: Values) -> Values:
        """See `plan.Table`."""
        return plainly_differing(held, values)


def load_companies(caller: Caller, lines: list[Line]) -> CompanyTable:
    """Companies by name, letter case aside."""
    names = {clean_name(line.cells.get("name", ""), "").lower() for line in lines}
    found = Company.objects.alias(folded=Lower("name")).filter(folded__in=names)
    domains: dict[UUID, list[str]] = {}
    owners: dict[str, str] = {}
    wanted = {d for line in lines for p in several(line.cells.get("domains", "")) if (d := normal_domain(p))}
    for domain, name in CompanyDomain.objects.filter(domain__in=wanted).values_list(
        "domain", "company__name"
    ):
        owners[domain] = name.lower()
    for domain, company_id in CompanyDomain.objects.filter(company__in=found).values_list(
        "domain", "company_id"
    ):
        domains.setdefault(company_id, []).append(domain)
    rows: dict[str, tuple[UUID, Mapping[str, Any]]] = {
        one.name.lower(): (
            one.id,
            {
                "name": one.name,
                "tier": one.tier,
                "contract_from": one.contract_from,
                "contract_until": one.contract_until,
                "domains": sorted(domains.get(one.id, [])),
            },
        )
        for one in found
    }
    return CompanyTable(rows, owners, {})


def write_companies(actor: Caller, at: datetime, plan: Plan) -> None:
    """Write what the plan says, in batches."""
    facts: list[tuple[Event, str]] = []
    made = [(uuid7(), values) for _, values in plan.new]
    Company.objects.bulk_create(
        [Company(id=i, created_at=at, **{n: v[n] for n in COLUMNS if n in v}) for i, v in made],
        batch_size=BATCH,
    )
    facts += [(CompanyMade(company_id=i, title=v["name"]), f"company:{i}") for i, v in made]
    changed = {row_id: values for _, row_id, values in plan.changed}
    rows = list(Company.objects.select_for_update().filter(id__in=changed).order_by("id"))
    for row in rows:
        values = changed[row.id]
        changes = {n: [plain(getattr(row, n, None)), plain(v)] for n, v in values.items()}
        for name in COLUMNS:
            if name in values:
                setattr(row, name, values[name])
        row.version += 1
        facts.append((CompanyChanged(company_id=row.id, changes=changes), f"company:{row.id}"))
    Company.objects.bulk_update(rows, [*COLUMNS, "version"], batch_size=BATCH) if rows else None
    _write_domains([(i, v) for i, v in [*made, *changed.items()] if "domains" in v], list(changed))
    for start in range(0, len(facts), BATCH):
        record_many(facts[start : start + BATCH], actor=actor.ref, at=at)


def _write_domains(given: list[tuple[UUID, Values]], changed: list[UUID]) -> None:
    replaced = {i for i, _ in given} & set(changed)
    CompanyDomain.objects.filter(company_id__in=replaced).delete()
    CompanyDomain.objects.bulk_create(
        [CompanyDomain(domain=domain, company_id=i) for i, v in given for domain in v["domains"]],
        batch_size=BATCH,
    )
