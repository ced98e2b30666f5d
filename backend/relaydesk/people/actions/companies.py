"""Make, change and remove companies."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.keeping import (
    Changes,
    count_up,
    lock_row,
    refused_when_taken,
    remove_row,
    set_fields,
)
from relaydesk.people.contracts import Caller, Tier
from relaydesk.people.events import CompanyChanged, CompanyMade, CompanyRemoved
from relaydesk.people.models import Company, CompanyDomain
from relaydesk.people.rules.identities import clean_name, normal_domain
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import record

WRITABLE = frozenset({"name", "domains", "tier", "contract_from", "contract_until"})
MAX_DOMAINS = 50
_ONCE = ("people_company_once", "company_exists", "A company of this name exists.")
_DOMAIN_ONCE = ("people_companydomain_pkey", "domain_taken", "A domain belongs to another company.")


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - WRITABLE:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = dict(values)
    if "name" in tidy:
        tidy["name"] = clean_name(tidy["name"], "")
        if not tidy["name"]:
            raise Invalid.field("name", "required", "A company needs a name.")
    if "tier" in tidy:
        tidy["tier"] = Tier(tidy["tier"]).value
    if "domains" in tidy:
        tidy["domains"] = _domains(tidy["domains"])
    return tidy


def _domains(texts: Iterable[str]) -> list[str]:
    found = [normal_domain(text) for text in texts]
    if None in found:
        raise Invalid.field("domains", "not_a_domain", "This is not a domain, such as example.com.")
    domains = sorted({domain for domain in found if domain})
    if len(domains) > MAX_DOMAINS:
        raise Invalid.field("domains", "too_many", f"At most {MAX_DOMAINS}.")
    return domains


def _check_contract(company: Company) -> None:
    since, until = company.contract_from, company.contract_until
    if since and until and since > until:
        raise Invalid.field("contract_until", "before_start", "A contract ends after it begins.")


def _set_domains(company_id: UUID, wanted: list[str]) -> Changes:
    held = CompanyDomain.objects.filter(company_id=company_id)
    before = sorted(held.values_list("domain", flat=True))
    if before == wanted:
        return {}
    held.exclude(domain__in=wanted).delete()
    with refused_when_taken(*_DOMAIN_ONCE):
        CompanyDomain.objects.bulk_create(
            CompanyDomain(domain=domain, company_id=company_id) for domain in wanted if domain not in before
        )
    return {"domains": [before, wanted]}


@transaction.atomic
def make_company(*, actor: Caller, at: datetime, values: Mapping[str, Any]) -> UUID:
    """Make a company.

    Args:
        values: name, domains, tier, contract_from, contract_until (both days inclusive).

    Raises:
        Invalid: a field is not writable or malformed.
        RuleBroken: `company_exists`, `domain_taken`.
    """
    tidy = _tidy(values)
    domains = tidy.pop("domains", [])
    company = Company(**tidy, created_at=at)
    _check_contract(company)
    with refused_when_taken(*_ONCE):
        company.save(force_insert=True)
    _set_domains(company.id, domains)
    fact = CompanyMade(company_id=company.id, title=company.name)
    record(fact, actor=actor.ref, subject=f"company:{company.id}", at=at)
    return company.id


@transaction.atomic
def change_company(
    *,
    actor: Caller,
    at: datetime,
    company_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change fields of a company; the same again records nothing.

    Raises:
        NotFound, Stale, Invalid: as usual.
        RuleBroken: `company_exists`, `domain_taken`.
    """
    company = lock_row(Company, company_id, expected_version)
    tidy = _tidy(values)
    changes = _set_domains(company_id, tidy.pop("domains")) if "domains" in tidy else {}
    changes |= set_fields(company, tidy)
    if not changes:
        return
    _check_contract(company)
    with refused_when_taken(*_ONCE):
        count_up(company)
    fact = CompanyChanged(company_id=company_id, changes=changes)
    record(fact, actor=actor.ref, subject=f"company:{company_id}", at=at)


@transaction.atomic
def remove_company(
    *, actor: Caller, at: datetime, company_id: UUID, expected_version: int | None = None
) -> None:
    """Remove a company without contacts.

    Raises:
        NotFound, Stale: as usual.
        RuleBroken: `in_use`.
    """
    company = lock_row(Company, company_id, expected_version)
    CompanyDomain.objects.filter(company_id=company_id).delete()
    remove_row(Company, company_id)
    fact = CompanyRemoved(company_id=company_id, title=company.name)
    record(fact, actor=actor.ref, subject=f"company:{company_id}", at=at)
