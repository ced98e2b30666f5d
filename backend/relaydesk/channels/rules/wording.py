"""The words of mails that the system writes, in Chinese and English.

An acknowledgement holds nothing that the sender submitted, not even his name or subject: otherwise anybody
could make
us deliver his text to any address (security list I).
"""

from html import escape

_ACKNOWLEDGED = {
    "zh": "我们已收到您的请求 [{number}]",
    "en": "We have received your request [{number}]",
}
_ACKNOWLEDGEMENT = {
    "zh": (
        "<p>您好，</p><p>我们已收到您的请求，工单号是 <b>{number}</b>。我们会尽快处理，有进展时会通知您。</p>"
        '<p>随时查看进度或补充说明：<br><a href="{link}">{link}</a></p>'
        "<p>您也可以直接回复这封邮件。</p>"
    ),
    "en": (
        "<p>Hello,</p><p>We have received your request. Its number is <b>{number}</b>. We will work on it"
        " as soon as possible and tell you about its progress.</p>"
        '<p>See where it stands, or add something:<br><a href="{link}">{link}</a></p>'
        "<p>You can also just answer this mail.</p>"
    ),
}
_FOOTER = {
    "zh": '<p>查看工单 {number}：<br><a href="{link}">{link}</a></p>',
    "en": '<p>See ticket {number}:<br><a href="{link}">{link}</a></p>',
}
_WROTE = {"zh": "{name} 写道：", "en": "{name} wrote:"}


def acknowledgement(locale: str, *, number: str, link: str) -> tuple[str, str]:
    """Return subject and HTML of the acknowledgement of a new ticket."""
    language = locale if locale in _ACKNOWLEDGED else "zh"
    html = _ACKNOWLEDGEMENT[language].format(number=escape(number), link=escape(link))
    return _ACKNOWLEDGED[language].format(number=number), html


def reply_subject(subject: str, number: str) -> str:
    """Return the subject of a reply: `Re: …` once, and the number once."""
    plain = subject.strip()
    while plain[:3].lower() in ("re:", "re：") or plain[:3] in ("回复:", "回复："):
        plain = plain[3:].strip()
    tag = f"[{number}]"
    return f"Re: {plain}" if tag in plain else f"Re: {plain} {tag}"


def forward_subject(subject: str, number: str) -> str:
    """Return the subject of a forwarded message: `Fwd: …`, with the number once."""
    tag = f"[{number}]"
    return f"Fwd: {subject.strip()}" if tag in subject else f"Fwd: {subject.strip()} {tag}"


def reply_html(
    locale: str, *, marker: str, body: str, number: str, link: str, quoted_name: str, quoted_html: str
) -> str:
    """Return the HTML of an agent's reply: our marker, the words, the link, and what is answered.

    Args:
        marker: above all of ours, so that an answer written on top is told from it.
        body, quoted_html: sanitised HTML; without `quoted_html` nothing is quoted.
        link: the requester's way to his ticket; empty for everybody else.
    """
    language = locale if locale in _FOOTER else "zh"
    parts = [f'<p><font color="#8c8c8c" size="1">{escape(marker)}</font></p>', body]
    if link:
        parts.append("<hr>" + _FOOTER[language].format(number=escape(number), link=escape(link)))
    if quoted_html:
        parts.append(
            f"<p>{_WROTE[language].format(name=escape(quoted_name))}</p><blockquote>{quoted_html}</blockquote>"
        )
    return "".join(parts)
