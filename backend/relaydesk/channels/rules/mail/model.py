"""What reading a mail yields."""

from dataclasses import dataclass, field

from relaydesk.channels.rules.mail.addresses import Address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the mail; `content_id` without brackets, `inline` when the HTML shows it."""

    name: str
    content_type: str
    data: bytes
    inline: bool
    content_id: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says (RFC 3464, or in free words).

    `status` like "5.1.1"; `permanent` when trying again is useless; `own_ids` are Message-IDs found in it,
    to be
    verified by their signature; nothing else in a bounce is to be believed.
    """

    recipients: tuple[str, ...]
    status: str
    permanent: bool
    diagnostic: str
    own_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first event of a calendar part; texts as they stand, nothing of it is acted upon."""

    method: str
    summary: str
    starts: str
    ends: str
    location: str
    organizer: str


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail, read. Texts hold no control characters but line feeds; HTML is sanitised.

    `automatic` says why the mail must not be answered ("" when a person wrote it).
    """

    message_id: str
    references: tuple[str, ...]
    subject: str
    senders: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    recipients: tuple[Address, ...]
    body_html: str
    body_text: str
    quoted_html: str
    automatic: str
    bounce: Bounce | None = None
    invitation: Invitation | None = None
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = field(default=())
