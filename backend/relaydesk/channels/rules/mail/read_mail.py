"""Bytes of a mail in, a `ParsedMail` out; and the frame in which a limited child hands it back."""

import json
from dataclasses import asdict
from typing import Any

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail.account_links import without_keys
from relaydesk.channels.rules.mail.addresses import Address, parse_addresses
from relaydesk.channels.rules.mail.automatic import why_automatic
from relaydesk.channels.rules.mail.body import clean_text, read_body, read_files
from relaydesk.channels.rules.mail.bounces import read_bounce
from relaydesk.channels.rules.mail.calendar_part import read_invitation
from relaydesk.channels.rules.mail.charsets import decode
from relaydesk.channels.rules.mail.headers import parameters
from relaydesk.channels.rules.mail.identity import message_id_of, references_of
from relaydesk.channels.rules.mail.model import Attachment, Bounce, Invitation, ParsedMail
from relaydesk.channels.rules.mail.parts import Part, content, find_parts

MAX_SUBJECT = 500


def read_mail(data: bytes, *, envelope_sender: str | None = None) -> ParsedMail:
    """Read a mail. Raises nothing for any bytes, but may take long: call it in a limited child.

    Args:
        data: the raw mail.
        envelope_sender: the return path of SMTP; "" is the empty one, None unknown.
    """
    headers, parts = find_parts(data)
    subject = clean_text(headers.text("subject"))[:MAX_SUBJECT]
    senders = tuple(parse_addresses(headers.raw("from")) or parse_addresses(headers.raw("sender")))
    invitation = _invitation(data, parts)
    body = read_body(data, parts, subject=subject, invitation=invitation)
    files, left_out = read_files(data, parts, body_html=body.html + body.quoted_html)
    recipients = [
        address for field in ("to", "cc", "delivered-to") for address in parse_addresses(headers.raw(field))
    ]
    return ParsedMail(
        message_id=message_id_of(headers),
        references=references_of(headers, limits.MAX_REFERENCES // 2),
        subject=subject,
        senders=senders[:5],
        reply_to=tuple(parse_addresses(headers.raw("reply-to")))[:5],
        recipients=tuple(recipients[: limits.MAX_ADDRESSES]),
        body_html=without_keys(body.html),
        body_text=without_keys(body.text),
        quoted_html=without_keys(body.quoted_html),
        automatic=why_automatic(
            headers,
            content_type=parameters(headers.raw("content-type"))[0],
            senders=senders,
            envelope_sender=envelope_sender,
        ),
        bounce=read_bounce(data, headers, parts, subject=subject, senders=senders, text=body.text),
        invitation=invitation,
        attachments=files,
        left_out=left_out,
    )


def child_main(payload: bytes) -> bytes:
    """Read a mail inside a limited child: JSON length, JSON of the envelope, mail → JSON length, JSON,
    files.
    """
    size = int.from_bytes(payload[:4], "big")
    given = json.loads(payload[4 : 4 + size])
    return pack(read_mail(payload[4 + size :], envelope_sender=given["envelope_sender"]))


def request(data: bytes, *, envelope_sender: str | None) -> bytes:
    """The payload for `child_main`."""
    head = json.dumps({"envelope_sender": envelope_sender}).encode()
    return len(head).to_bytes(4, "big") + head + data


def pack(mail: ParsedMail) -> bytes:
    """Put a mail into bytes: JSON of all but the files' contents, then these one after another."""
    facts = asdict(mail)
    for attachment in facts["attachments"]:
        attachment["data"] = len(attachment["data"])
    head = json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")
    return b"".join([len(head).to_bytes(4, "big"), head, *(a.data for a in mail.attachments)])


def unpack(answer: bytes) -> ParsedMail:
    """Read what `pack` made."""
    size = int.from_bytes(answer[:4], "big")
    facts: dict[str, Any] = json.loads(answer[4 : 4 + size])
    position = 4 + size
    files = []
    for attachment in facts["attachments"]:
        length = attachment.pop("data")
        files.append(Attachment(data=answer[position : position + length], **attachment))
        position += length
    for field in ("senders", "reply_to", "recipients"):
        facts[field] = tuple(Address(**address) for address in facts[field])
    if facts["bounce"]:
        bounce = facts["bounce"]
        facts["bounce"] = Bounce(
            **{**bounce, "recipients": tuple(bounce["recipients"]), "own_ids": tuple(bounce["own_ids"])}
        )
    if facts["invitation"]:
        facts["invitation"] = Invitation(**facts["invitation"])
    facts["attachments"] = tuple(files)
    facts["references"] = tuple(facts["references"])
    facts["left_out"] = tuple(facts["left_out"])
    return ParsedMail(**facts)


def _invitation(data: bytes, parts: list[Part]) -> Invitation | None:
    for part in parts:
        if part.content_type == "text/calendar":
            return read_invitation(decode(content(data, part), part.type_parameters.get("charset")))
    return None
