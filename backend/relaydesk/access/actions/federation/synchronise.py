"""Compare a directory with the accounts linked to it: who is gone is switched off, never deleted."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.actions.federation.apply_groups import apply_groups
from relaydesk.access.actions.federation.directory import (
    DirectoryFailed,
    Entry,
    everybody,
    service_connection,
    with_groups,
)
from relaydesk.access.actions.federation.providers import secrets_of, settings_of
from relaydesk.access.actions.federation.switching import switch_off, switch_on
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.federation_events import ProviderSynchronised
from relaydesk.access.models import Account, FederatedIdentity, IdentityProvider
from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.access.rules.federation.settings import LdapSettings
from relaydesk.platform.events import record
from relaydesk.platform.secrets import SecretUnreadable

MOST_AT_ONCE, SHARE_AT_ONCE = 10, 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comparison came to; `stopped` says why it changed nothing, in English."""

    looked_at: int = 0
    switched_off: int = 0
    switched_on: int = 0
    stopped: str = ""


DUE = """
UPDATE access_identityprovider SET synchronised_at = %(at)s
 WHERE kind = 'ldap' AND enabled AND (settings->>'synchronise_minutes')::int > 0
   AND (synchronised_at IS NULL
        OR synchronised_at + make_interval(mins => (settings->>'synchronise_minutes')::int) <= %(at)s)
RETURNING id
"""


def directories_due(at: datetime) -> list[UUID]:
    """Take the directories whose comparison is due; each is taken by one worker only."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"at": at})
        return [row[0] for row in cursor.fetchall()]


def synchronise(*, provider_id: UUID, at: datetime) -> Outcome:
    """Compare once. A directory that cannot be read, or has suddenly lost half its people, changes nothing.

    Args:
        provider_id: an LDAP provider; nothing happens when it is off or gone.
        at: now.
    """
    provider = IdentityProvider.objects.filter(
        id=provider_id, kind=ProviderKind.LDAP.value, enabled=True
    ).first()
    if provider is None:
        return Outcome(stopped="the provider is off")
    settings = settings_of(provider)
    assert isinstance(settings, LdapSettings)
    try:
        with service_connection(settings, secrets_of(provider).get("bind_password", "")) as connection:
            present = {entry.proof.subject: entry for entry in everybody(connection, settings)}
            links = list(FederatedIdentity.objects.filter(provider_id=provider.id))
            linked = {link.subject for link in links}
            for subject in linked & present.keys():
                present[subject] = with_groups(connection, settings, present[subject])
    except (DirectoryFailed, SecretUnreadable) as exc:
        return _note(provider, Outcome(stopped=str(exc)[:300]), at)
    gone = [link for link in links if link.subject not in present or present[link.subject].disabled]
    fresh = [link for link in gone if link.gone_at is None]
    if len(fresh) > MOST_AT_ONCE and len(fresh) > len(links) * SHARE_AT_ONCE:
        return _note(
            provider,
            Outcome(
                looked_at=len(links), stopped=f"{len(fresh)} of {len(links)} would be switched off at once"
            ),
            at,
        )
    off = sum(_switch_off(link, provider, at) for link in fresh)
    back = {link.id for link in links} - {link.id for link in gone}
    on = sum(_bring_in_line(link, provider, present[link.subject], at) for link in links if link.id in back)
    return _note(provider, Outcome(len(links), off, on), at)


@transaction.atomic
def _switch_off(link: FederatedIdentity, provider: IdentityProvider, at: datetime) -> int:
    account = Account.objects.select_for_update().get(id=link.account_id)
    if not switch_off(actor=SYSTEM(f"directory {provider.name}"), account=account, at=at):
        return 0
    FederatedIdentity.objects.filter(id=link.id).update(gone_at=at)
    return 1


@transaction.atomic
def _bring_in_line(link: FederatedIdentity, provider: IdentityProvider, entry: Entry, at: datetime) -> int:
    """Roles and teams; and back on again who had been switched off by us, not by a person."""
    account = Account.objects.select_for_update().get(id=link.account_id)
    switched_on = 0
    if link.gone_at is not None:
        FederatedIdentity.objects.filter(id=link.id).update(gone_at=None)
        switched_on = int(switch_on(actor=SYSTEM(f"directory {provider.name}"), account=account, at=at))
    apply_groups(link, provider=provider, account=account, groups=entry.proof.groups, at=at)
    return switched_on


@transaction.atomic
def _note(provider: IdentityProvider, outcome: Outcome, at: datetime) -> Outcome:
    before = provider.synchronisation
    IdentityProvider.objects.filter(id=provider.id).update(
        synchronised_at=at, synchronisation=asdict(outcome)
    )
    if outcome.switched_off or outcome.switched_on or outcome.stopped != before.get("stopped", ""):
        record(
            ProviderSynchronised(
                provider_id=provider.id,
                looked_at=outcome.looked_at,
                switched_off=outcome.switched_off,
                switched_on=outcome.switched_on,
                stopped=outcome.stopped,
            ),
            actor=SYSTEM(f"directory {provider.name}").ref,
            subject=f"identity_provider:{provider.id}",
            at=at,
        )
    return outcome
