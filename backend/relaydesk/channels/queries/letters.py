"""From a row of the outbox to the mail that it stands for."""

from django.conf import settings

from relaydesk.channels.contracts import OutgoingKind
from relaydesk.channels.models import Outgoing
from relaydesk.channels.rules import addresses
from relaydesk.channels.rules.writing import File, Letter
from relaydesk.files import public as files
from relaydesk.platform.secrets import sign

MAX_FILES_BYTES = 20 * 1024 * 1024


def letter_of(row: Outgoing, *, with_files: bool = True) -> Letter:
    """Return the facts of the mail; the same row gives the same mail each time."""
    support = settings.SUPPORT_ADDRESS
    reply_to = (
        addresses.reply_address(row.ticket_id, support_address=support, sign=sign)
        if row.ticket_id
        else support
    )
    return Letter(
        message_id=row.message_id_header,
        from_address=support,
        from_name=row.from_name or "Relaydesk",
        to_address=row.to_address,
        to_name=row.to_name,
        to_all=tuple((address, name) for address, name in row.envelope["to"]) if row.envelope else (),
        cc=tuple(row.envelope["cc"]) if row.envelope else (),
        reply_to=reply_to,
        subject=row.subject,
        html=row.body_html,
        date=row.created_at,
        automatic=_submitted(row),
        in_reply_to=row.in_reply_to,
        references=tuple(row.references.split()),
        files=_files_of(row) if with_files else (),
    )


def envelope_sender_of(row: Outgoing) -> str:
    """Return the return path: empty for automatic mail (RFC 3834 section 3.3), else one that names this
    mail.
    """
    if row.automatic:
        return ""
    return addresses.bounce_address(row.id, domain=settings.MAIL_DOMAIN, sign=sign)


def _submitted(row: Outgoing) -> str:
    if row.kind == OutgoingKind.ACCOUNT:
        return "auto-generated"
    if not row.automatic:
        return ""
    return "auto-replied" if row.kind == OutgoingKind.ACKNOWLEDGEMENT else "auto-generated"


def _files_of(row: Outgoing) -> tuple[File, ...]:
    if row.message_id is None:
        return ()
    owner = f"message:{row.message_id}"
    found: list[File] = []
    size = 0
    for attachment in files.of_owners([owner]).get(owner, ()):
        size += attachment.size
        if size > MAX_FILES_BYTES:
            break  # the rest is in the portal; most relays refuse larger mail
        content = files.read(attachment.id)
        if content is not None:
            found.append(
                File(
                    name=attachment.name,
                    content_type=attachment.content_type,
                    data=content.data,
                    inline=attachment.inline,
                    url=attachment.url,
                    key=attachment.id.hex,
                )
            )
    return tuple(found)
