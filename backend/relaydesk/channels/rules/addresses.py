"""Names that we give out in mail and believe only with our signature: reply addresses and Message-IDs.

Signatures are base32 in lower case, because mail systems change the case of addresses. There is no form
without a
signature (CVE-2026-47123, GHSA-8vm3-wwq4-ggfx): what does not verify is as if it were not there.
"""

import base64
import binascii
import re
from collections.abc import Callable
from uuid import UUID

Sign = Callable[[str, str], str]
Verify = Callable[[str, str, str], bool]

_REPLY = re.compile(r"(?P<box>[^+@\s]{1,20})\+t(?P<ticket>[0-9]{1,18})\.(?P<sig>[a-z2-7]{32})\Z")
_BOUNCE = re.compile(r"bounce\+(?P<hex>[0-9a-f]{32})\.(?P<sig>[a-z2-7]{32})\Z")
_MESSAGE_ID = re.compile(r"rd\.(?P<hex>[0-9a-f]{32})\.(?P<ticket>[0-9]{1,18})\.(?P<sig>[a-z2-7]{32})\Z")


def reply_address(ticket_id: int, *, support_address: str, sign: Sign) -> str:
    """Return the address under which answers to a ticket arrive, `support+t17.<signature>@domain`."""
    box, _, domain = support_address.rpartition("@")
    return f"{box}+t{ticket_id}.{_short(sign('mail-reply', str(ticket_id)))}@{domain}"


def ticket_of_reply_address(address: str, *, support_address: str, verify: Verify) -> int | None:
    """Return the ticket that a reply address names, or None when it is not one that we made."""
    box, _, domain = support_address.lower().rpartition("@")
    local, _, host = address.strip().lower().rpartition("@")
    found = _REPLY.match(local)
    if found is None or host != domain or found["box"] != box:
        return None
    genuine = _verifies(verify, "mail-reply", found["ticket"], found["sig"])
    return int(found["ticket"]) if genuine else None


def bounce_address(outgoing_id: UUID, *, domain: str, sign: Sign) -> str:
    """Return the envelope sender of one mail (VERP), so that its bounce names it."""
    return f"bounce+{outgoing_id.hex}.{_short(sign('mail-bounce', outgoing_id.hex))}@{domain}"


def outgoing_of_bounce_address(address: str, *, domain: str, verify: Verify) -> UUID | None:
    """Return the mail that a bounce address names, or None when it is not one that we made."""
    local, _, host = address.strip().lower().rpartition("@")
    found = _BOUNCE.match(local)
    if found is None or host != domain.lower():
        return None
    return UUID(hex=found["hex"]) if _verifies(verify, "mail-bounce", found["hex"], found["sig"]) else None


def message_id(outgoing_id: UUID, ticket_id: int | None, *, domain: str, sign: Sign) -> str:
    """Return the Message-ID of an outgoing mail, with brackets; the same at each try (RFC 5322 section
    3.6.4).
    """
    names = f"{outgoing_id.hex}.{ticket_id or 0}"
    return f"<rd.{names}.{_short(sign('mail-message-id', names))}@{domain}>"


def ticket_of_message_id(reference: str, *, domain: str, verify: Verify) -> tuple[UUID, int] | None:
    """Return (outgoing id, ticket id) of one of our Message-IDs, or None; the ticket is 0 where there was
    none.
    """
    local, _, host = reference.strip("<> \t").lower().rpartition("@")
    found = _MESSAGE_ID.match(local)
    if found is None or host != domain.lower():
        return None
    if not _verifies(verify, "mail-message-id", f"{found['hex']}.{found['ticket']}", found["sig"]):
        return None
    return UUID(hex=found["hex"]), int(found["ticket"])


def portal_token(ticket_id: int, contact_id: UUID, *, sign: Sign) -> str:
    """Return the token of a requester's own link: 24 bytes that name ticket and contact, and 160 bits of
    HMAC.
    """
    names = base64.urlsafe_b64encode(ticket_id.to_bytes(8, "big") + contact_id.bytes).decode()
    return f"{names}.{sign('portal', names)}"


def read_portal_token(token: str, *, verify: Verify) -> tuple[int, UUID] | None:
    """Return (ticket id, contact id) of a token that we made, else None."""
    names, _, signature = token.partition(".")
    if len(names) != 32 or not signature or not verify("portal", names, signature):
        return None
    try:
        data = base64.urlsafe_b64decode(names)
    except (binascii.Error, ValueError):
        return None
    return int.from_bytes(data[:8], "big"), UUID(bytes=data[8:])


def _short(signature: str) -> str:
    return (
        base64.b32encode(base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))).decode().lower()
    )


def _verifies(verify: Verify, purpose: str, message: str, short: str) -> bool:
    data = base64.b32decode(short.upper())
    return verify(purpose, message, base64.urlsafe_b64encode(data).decode().rstrip("="))
