"""From the parts of a mail to what is shown: one HTML body, its quotation folded, and the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from relaydesk.channels.rules.mail import limits
from relaydesk.channels.rules.mail.charsets import decode
from relaydesk.channels.rules.mail.flowed import unflow
from relaydesk.channels.rules.mail.folding import split_text
from relaydesk.channels.rules.mail.html_lines import split_html
from relaydesk.channels.rules.mail.model import Attachment, Invitation
from relaydesk.channels.rules.mail.parts import Part, content
from relaydesk.platform.html import from_text, sanitize, to_text

_TEXT_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_CID = re.compile(r"""["'\s(=]cid:([^"'\s<>)]{1,250})""", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
}
_NAMES = {"message/rfc822": "message", "text/calendar": "invite", "application/ms-tnef": "winmail.dat"}


@dataclass(frozen=True, slots=True)
class Body:
    """What is shown of a mail; HTML sanitised."""

    html: str
    text: str
    quoted_html: str


def read_body(data: bytes, parts: list[Part], *, subject: str, invitation: Invitation | None) -> Body:
    """Assemble what was written, in the order of the parts."""
    own: list[str] = []
    quoted: list[str] = []
    texts: list[str] = []
    for part in _shown(parts):
        raw = content(data, part)
        if part.content_type == "text/html":
            written, folded = _html(raw, part, subject)
        else:
            written, folded = _plain(raw, part, subject)
        own.append(written)
        texts.append(to_text(written))
        if folded:
            quoted.append(folded)
    if invitation is not None:
        own.append(_card(invitation))
        texts.append(to_text(own[-1]))
    text = "\n\n".join(piece for piece in texts if piece)[: limits.MAX_TEXT]
    return Body("".join(own), text, "".join(quoted))


def body_parts(parts: list[Part]) -> set[int]:
    """Return the indexes of the parts that are text of the mail, shown or only the other form of what is
    shown.
    """
    return {index for index, part in enumerate(parts) if _is_text(part)}


def read_files(
    data: bytes, parts: list[Part], *, body_html: str
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the attachments, and the names of those left out because there are too many or they are too
    large.
    """
    texts = body_parts(parts)
    shown = {unquote(name).lower() for name in _CID.findall(body_html)}
    files: list[Attachment] = []
    left_out: list[str] = []
    for index, part in enumerate(parts):
        if index in texts or part.content_type == "message/delivery-status":
            continue
        name = _name(part, index)
        if len(files) >= limits.MAX_ATTACHMENTS or part.end - part.start > 2 * limits.MAX_ATTACHMENT_BYTES:
            left_out.append(name)
            continue
        raw = content(data, part)
        if len(raw) > limits.MAX_ATTACHMENT_BYTES:
            left_out.append(name)
        elif raw or part.name:
            inline = part.content_id.lower() in shown and bool(part.content_id)
            files.append(Attachment(name, part.content_type, raw, inline, part.content_id))
    return tuple(files), tuple(left_out[:50])


def clean_text(text: str) -> str:
    """Return text with LF line ends and without control characters."""
    return _TEXT_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_text(part: Part) -> bool:
    if part.content_type not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
        return False
    return not (part.disposition == "attachment" or (part.name and part.disposition != "inline"))


def _shown(parts: list[Part]) -> Iterator[Part]:
    """Of each alternative the HTML form, else the plain one (the last of its kind that is not empty)."""
    chosen: dict[int, Part] = {}
    for part in parts:
        if _is_text(part) and part.alternative and part.end > part.start:
            known = chosen.get(part.alternative)
            if known is None or known.content_type != "text/html":
                chosen[part.alternative] = part
    for part in parts:
        if _is_text(part) and (not part.alternative or chosen.get(part.alternative) is part):
            yield part


def _html(raw: bytes, part: Part, subject: str) -> tuple[str, str]:
    label = part.type_parameters.get("charset")
    if not label:
        found = _META_CHARSET.search(raw[:4_000])
        label = found.group(1).decode("ascii") if found else None
    html = _TEXT_CONTROL.sub("", decode(raw, label))
    if len(html) > limits.MAX_HTML:
        return from_text(to_text(html)[: limits.MAX_TEXT]), ""
    own, quoted = split_html(html, subject=subject)
    return sanitize(own), sanitize(quoted) if quoted else ""


def _plain(raw: bytes, part: Part, subject: str) -> tuple[str, str]:
    text = clean_text(decode(raw, part.type_parameters.get("charset")))[: limits.MAX_TEXT]
    if part.type_parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.type_parameters.get("delsp", "").lower() == "yes")
    own, quoted = split_text(text, subject=subject)
    return from_text(own), from_text(quoted) if quoted else ""


def _name(part: Part, index: int) -> str:
    extension = _EXTENSIONS.get(part.content_type, "")
    stem = _NAMES.get(part.content_type, f"part-{index + 1}")
    return part.name or f"{stem}{extension}"


def _card(invitation: Invitation) -> str:
    rows = (
        ("会议邀请 / Invitation", invitation.summary),
        ("时间 / When", " – ".join(v for v in (invitation.starts, invitation.ends) if v)),
        ("地点 / Where", invitation.location),
        ("组织者 / Organizer", invitation.organizer),
    )
    lines = "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in rows if value)
    return f"<table><tbody>{lines}</tbody></table>" if lines else ""
