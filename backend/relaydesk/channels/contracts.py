"""Words and frozen views that other modules may know of channels."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from relaydesk.tickets.contracts import TicketView

MAX_MAIL_BYTES = 50 * 1024 * 1024
EMAIL = "email"
FORM = "form"


class IntakeState(StrEnum):
    """What became of something that came in."""

    RECEIVED = "received"
    DONE = "done"
    PARKED = "parked"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"


class OutgoingKind(StrEnum):
    """Why a mail is sent. Acknowledgements and notices are sent at most once, the rest at least once."""

    REPLY = "reply"
    ACKNOWLEDGEMENT = "acknowledgement"
    SURVEY = "survey"
    NOTICE = "notice"
    ACCOUNT = "account"


class OutgoingState(StrEnum):
    """How far a mail got on its way out; `held` means that no relay is configured."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom the header of a mail names: pairs of address and name, and copies; hidden copies never."""

    to: tuple[tuple[str, str], ...] = ()
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalGrant:
    """What a portal link allows: one contact to see one ticket."""

    ticket_id: int
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """The ticket that a web form opened, and the link by which its requester follows it."""

    ticket: TicketView
    portal_url: str
