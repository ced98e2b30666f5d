"""Mails about accounts: queued without their link, which is put in when the mail leaves (CVE-2023-22501).

They belong to no ticket, and what the outbox keeps and shows holds no secret.
"""

from dataclasses import replace
from datetime import datetime
from html import escape
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.channels.actions.queue_mail import queue_mail
from relaydesk.channels.contracts import OutgoingKind
from relaydesk.channels.models import Outgoing
from relaydesk.channels.rules.account_wording import LINK, account_mail
from relaydesk.channels.rules.writing import Letter, UnsafeMailError

PREFIX, NOTICE = "account:", "account-notice:"


def queue_account_mail(*, link_id: UUID, at: datetime) -> UUID | None:
    """Queue the mail that carries a one-time link.

    Returns:
        None when the link is void by now, when the mail is queued already, or when the address is our own.
    """
    letter = access.account_letter(link_id, at, with_url=False)
    if letter is None:
        return None
    words = account_mail(letter.purpose, letter.locale, name=letter.name)
    return _queue(words, to=letter.to, at=at, dedupe_key=f"{PREFIX}{link_id}")


def queue_account_notice(*, account_id: UUID, about: str, event_id: int, at: datetime) -> UUID | None:
    """Queue a mail that tells somebody what happened to his account; it carries no link.

    Args:
        account_id: whose.
        about: `factors_reset`.
        event_id: of the fact told of: again queues nothing.
        at: now.

    Returns:
        None when there is nobody to write to, or the mail is queued already.
    """
    owner = access.account_owner(account_id)
    if owner is None:
        return None
    words = account_mail(about, owner.locale, name=owner.name)
    return _queue(words, to=owner.to, at=at, dedupe_key=f"{NOTICE}{event_id}")


def _queue(words: tuple[str, str], *, to: str, at: datetime, dedupe_key: str) -> UUID | None:
    subject, html = words
    return queue_mail(
        kind=OutgoingKind.ACCOUNT,
        ticket_id=None,
        message_id=None,
        to=to,
        to_name="",
        subject=subject,
        body_html=html,
        at=at,
        dedupe_key=dedupe_key,
        automatic=False,
    )


def with_account_link(row: Outgoing, letter: Letter, at: datetime) -> Letter:
    """The mail with its link, for who hands it to the relay now; other mails as they are.

    Raises:
        UnsafeMailError: the link was used, is void or has expired.
    """
    if not _has_link(row):
        return letter
    account = access.account_letter(_link_of(row), at, with_url=True)
    if account is None or account.to != row.to_address:
        raise UnsafeMailError("its link is not good any more")
    return replace(letter, html=letter.html.replace(LINK, escape(account.url)))


def forget_account_link(row: Outgoing) -> None:
    """The mail has left: nobody needs the secret again."""
    if _has_link(row):
        access.forget_account_link(_link_of(row))


def _has_link(row: Outgoing) -> bool:
    return row.kind == OutgoingKind.ACCOUNT and not row.dedupe_key.startswith(NOTICE)


def _link_of(row: Outgoing) -> UUID:
    return UUID(row.dedupe_key.removeprefix(PREFIX))
