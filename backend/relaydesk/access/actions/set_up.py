"""The first run: a link printed on the terminal makes the first administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from relaydesk.access.actions.accounts import create_account
from relaydesk.access.actions.links import INVITATION, make_link
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.events import SetUpFinished
from relaydesk.access.models import OneTimeLink
from relaydesk.access.queries.set_up import is_open
from relaydesk.access.rules.roles import ADMINISTRATOR, AUDITOR, SECURITY_ADMINISTRATOR
from relaydesk.access.rules.tokens import new_secret, secret_hash
from relaydesk.people import public as people_
from relaydesk.platform.errors import Invalid, NotFound
from relaydesk.platform.events import record

SET_UP = "set_up"
LIFE = timedelta(days=7)
ONE_AT_A_TIME = 0x52_44_53_55  # "RDSU"


@dataclass(frozen=True, slots=True)
class FirstPeople:
    """Who comes first.

    Args:
        name, email: the first administrator.
        locale: his language, `zh` or `en`.
        security_administrator_email, auditor_email: whom to invite; the three must be different people.
    """

    name: str
    email: str
    locale: str = "zh"
    security_administrator_email: str | None = None
    auditor_email: str | None = None


@transaction.atomic
def make_set_up_link(*, at: datetime) -> str | None:
    """Make the token of the one link to the set-up page; earlier ones are void.

    Returns:
        None when somebody has an account.
    """
    if not is_open():
        return None
    OneTimeLink.objects.filter(purpose=SET_UP).delete()
    token = new_secret()
    OneTimeLink.objects.create(
        purpose=SET_UP, token_hash=secret_hash(token), created_at=at, expires_at=at + LIFE
    )
    return token


@transaction.atomic
def finish_set_up(*, token: str, password: str, people: FirstPeople, at: datetime) -> None:
    """Make the first administrator and invite the other two; afterwards there is no set-up page any more.

    Raises:
        NotFound: somebody has an account, or the link is not the one that was printed last.
        Invalid: the password is too weak, an address is wrong, or the three are not three.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    digest = secret_hash(token)
    if (
        not is_open()
        or digest is None
        or not OneTimeLink.objects.filter(token_hash=digest, purpose=SET_UP, expires_at__gt=at).exists()
    ):
        raise NotFound
    invited = {
        "security_administrator_email": (SECURITY_ADMINISTRATOR, people.security_administrator_email),
        "auditor_email": (AUDITOR, people.auditor_email),
    }
    _refuse_the_same(people)
    system = SYSTEM("set-up")
    agent_id = people_.make_agent(
        name=people.name, email=people.email, locale=people.locale, actor=system.ref, at=at
    )
    account_id = create_account(
        email=people.email, password=password, agent_id=agent_id, roles=[ADMINISTRATOR], at=at
    )
    for field, (role, email) in invited.items():
        if email:
            name = email.partition("@")[0]
            other = people_.make_agent(name=name, email=email, locale=people.locale, actor=system.ref, at=at)
            try:
                made = create_account(email=email, password=None, agent_id=other, roles=[role], at=at)
            except Invalid as fault:
                raise Invalid.field(field, "not_an_address", "This is not an e-mail address.") from fault
            make_link(actor=system, account_id=made, purpose=INVITATION, at=at)
    OneTimeLink.objects.filter(purpose=SET_UP).delete()
    event = SetUpFinished(account_id=account_id)
    record(event, actor=system.ref, subject=f"account:{account_id}", at=at)


def _refuse_the_same(people: FirstPeople) -> None:
    given = [people.email, people.security_administrator_email, people.auditor_email]
    plain = [people_.normal_email(one) or one for one in given if one]
    if len(set(plain)) < len(plain):
        raise Invalid.field(
            "security_administrator_email", "same_person", "The three administrations need three people."
        )
