# ruff: noqa: E501 - the long lines are patterns
"""Delivery reports: RFC 3464, and the free-form ones of QQ, 163, qmail and others in Chinese and English."""

import re

from relaydesk.channels.rules.mail.addresses import Address, is_address
from relaydesk.channels.rules.mail.headers import Headers, split_header
from relaydesk.channels.rules.mail.model import Bounce
from relaydesk.channels.rules.mail.parts import Part, content

_SUBJECT = re.compile(
    r"系统退信|系統退信|退信|投递失败|投遞失敗|无法投递|無法投遞|发送失败|未送达|无法送达|邮件被退回|undeliver|delivery (?:status )?(?:notification|failure)"
    r"|failure notice|returned mail|mail delivery (?:failed|subsystem|system)|delivery has failed|unzustellbar|message not delivered",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:mailer-?daemon|postmaster|mail-?delivery|bounce)", re.IGNORECASE)
_DELAYED = re.compile(r"delayed|warning|still trying|暂时|延迟|稍后重试", re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_CODE = re.compile(r"\b([45]\d\d)[ \-]")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24}")
_OWN_ID = re.compile(r"rd\.[0-9a-f]{32}\.\d{1,18}\.[a-z2-7]{32}@[A-Za-z0-9.-]{1,200}", re.IGNORECASE)
_PERMANENT_WORDS = re.compile(
    r"user unknown|no such user|mailbox (?:unavailable|not found)|does not exist|unknown user|invalid recipient|address rejected"
    r"|用户不存在|收件人不存在|地址不存在|无此用户|账号不存在|不存在的邮箱|邮箱不存在|收件人.{0,20}不存在|用戶不存在",
    re.IGNORECASE,
)
_SCANNED = 200_000


def read_bounce(
    data: bytes, headers: Headers, parts: list[Part], *, subject: str, senders: tuple[Address, ...], text: str
) -> Bounce | None:
    """Return what a delivery report says, or None when the mail is none."""
    own_ids = tuple(dict.fromkeys(found.lower() for found in _OWN_ID.findall(_ascii(data))))[:5]
    report = next((part for part in parts if part.content_type == "message/delivery-status"), None)
    if report is not None:
        return _from_report(content(data, report), own_ids)
    failed = headers.text("x-failed-recipients")
    by_machine = any(_SENDER.match(sender.email) for sender in senders) or not senders
    if (
        failed
        or (by_machine and _SUBJECT.search(subject))
        or (own_ids and _SUBJECT.search(subject) and by_machine)
    ):
        return _from_words(f"{failed}\n{text}", own_ids, subject)
    return None


def _from_report(status: bytes, own_ids: tuple[str, ...]) -> Bounce:
    recipients: list[str] = []
    code = action = diagnostic = ""
    position = 0
    for _ in range(50):
        if position >= len(status):
            break
        fields, position = split_header(status, position)
        recipient = (
            (fields.text("final-recipient") or fields.text("original-recipient")).rpartition(";")[2].strip()
        )
        if is_address(recipient):
            recipients.append(recipient)
        if not code or fields.text("action").lower() == "failed":
            code = fields.text("status").split(" ")[0][:20] or code
            action = fields.text("action").lower() or action
            diagnostic = fields.text("diagnostic-code")[:500] or diagnostic
    permanent = action == "failed" and not code.startswith("4")
    return Bounce(tuple(recipients[:20]), code, permanent, diagnostic, own_ids)


def _from_words(text: str, own_ids: tuple[str, ...], subject: str) -> Bounce:
    head = text[:20_000]
    found = _STATUS.search(head)
    status = found.group(0) if found else ""
    code = _CODE.search(head)
    permanent = (
        status.startswith("5")
        or (not status and code is not None and code.group(1).startswith("5"))
        or _PERMANENT_WORDS.search(head) is not None
    ) and not _DELAYED.search(subject)
    recipients = tuple(dict.fromkeys(a for a in _ADDRESS.findall(head) if not a.startswith("rd.")))[:20]
    lines = [line.strip() for line in head.split("\n") if _STATUS.search(line) or _CODE.search(line)]
    return Bounce(recipients, status, permanent, " ".join(lines)[:500], own_ids)


def _ascii(data: bytes) -> str:
    return data[:_SCANNED].decode("latin-1") + data[-_SCANNED:].decode("latin-1")
