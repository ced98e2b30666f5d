"""What a mail about an account says, asked at the moment when it is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from relaydesk.access.models import Account, OneTimeLink
from relaydesk.people import public as people
from relaydesk.platform.secrets import SecretUnreadable, unseal

PAGES = {"reset": "reset-password", "invitation": "invitation"}


@dataclass(frozen=True, slots=True)
class AccountLetter:
    """To whom, in which language, about what; `url` holds the secret and is kept nowhere."""

    purpose: str
    to: str
    name: str
    locale: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AccountOwner:
    """Where and how to write to the owner of an account."""

    to: str
    name: str
    locale: str


def account_owner(account_id: UUID) -> AccountOwner | None:
    """To whom a mail about an account goes; None when it is switched off or does not exist."""
    account = Account.objects.filter(id=account_id, active=True).first()
    agent = people.agent(account.agent_id) if account else None
    return AccountOwner(account.email, agent.name, agent.locale) if account and agent else None


def url_of(purpose: str, token: str) -> str:
    """The address of the page; the token stands behind `#`, which no browser sends and no log keeps."""
    return f"{settings.PUBLIC_URL}/desk/{PAGES[purpose]}#token={token}"


def account_letter(link_id: UUID, at: datetime, *, with_url: bool) -> AccountLetter | None:
    """Read it; None when the link was used or has expired.

    Args:
        link_id: of the fact that a link was requested.
        at: now.
        with_url: also unseal the secret: only for who hands the mail to the relay now.
    """
    link = OneTimeLink.objects.filter(id=link_id, used_at__isnull=True, expires_at__gt=at).first()
    account = link.account if link else None
    agent = people.agent(account.agent_id) if account and account.active else None
    if link is None or account is None or agent is None:
        return None
    url = ""
    if with_url:
        try:
            url = url_of(link.purpose, unseal(link.sealed_token))
        except SecretUnreadable:
            return None
    return AccountLetter(link.purpose, account.email, agent.name, agent.locale, url, link.expires_at)
