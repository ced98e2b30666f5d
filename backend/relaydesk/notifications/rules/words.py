"""What notices, mails and pushes say, in Chinese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from relaydesk.notifications.contracts import Kind

CATEGORIES: Final = {
    "new": ("新建", "new"),
    "open": ("处理中", "open"),
    "waiting": ("等待中", "waiting"),
    "solved": ("已解决", "solved"),
    "closed": ("已关闭", "closed"),
}
MEASURES: Final = {
    "first_response": ("首次响应", "first response"),
    "next_response": ("后续响应", "next response"),
    "resolution": ("解决", "resolution"),
}
SYSTEM: Final = ("系统", "The system")
REQUESTER: Final = ("请求人", "The requester")
LABELLED: Final = ("（受密级保护）", "(protected by its label)")
SHOWN: Final = 50
"""So many tickets are named in one digest; the rest is counted."""

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket in a mail or push: what happened last, and how often something did."""

    number: str
    subject: str
    sentence: str
    count: int


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(kind: Kind, words: Words, *, locale: str) -> str:
    """What happened, in one language."""
    template = kind.sentence_en if locale == "en" else kind.sentence
    known = _Known({key: value.replace("{", "(").replace("}", ")") for key, value in words.items()})
    if locale == "en":
        known["by"] = known.get("by_en") or known["by"]
    return template.format_map(known)


def heading(lines: Sequence[Line], *, locale: str) -> str:
    """The subject of a mail, or the title of a push."""
    if len(lines) == 1:
        return f"[{lines[0].number}] {_counted(lines[0], locale)}"
    total = sum(line.count for line in lines)
    if locale == "en":
        return f"{total} notices on {len(lines)} tickets"
    return f"{len(lines)} 个工单的 {total} 条通知"


def push_body(lines: Sequence[Line], *, locale: str) -> str:
    """The text of a push below its title."""
    if len(lines) == 1:
        return lines[0].subject
    named = "、" if locale != "en" else ", "
    return named.join(line.number for line in lines[:5]) + ("…" if len(lines) > 5 else "")


def mail_html(lines: Sequence[Line], *, locale: str, name: str, url: str) -> str:
    """The body of a mail: a line for each ticket with its link, and where one chooses what is mailed.

    Args:
        url: the address of the desk, without a slash at the end.
    """
    english = locale == "en"
    items = "".join(
        f'<li><a href="{escape(url)}/tickets/{escape(line.number)}">{escape(line.number)}</a> '
        f"{escape(line.subject)}<br>{escape(_counted(line, locale))}</li>"
        for line in lines[:SHOWN]
    )
    left = len(lines) - SHOWN
    more = ""
    if left > 0:
        more = f"<p>… and {left} more tickets.</p>" if english else f"<p>……另有 {left} 个工单。</p>"
    hello = f"Hello {escape(name)}," if english else f"{escape(name)}，您好："
    settings = escape(f"{url}/notices/settings")
    foot = (
        "This mail was written by the desk; answers to it are not read. "
        f'<a href="{settings}">Choose</a> what is mailed to you.'
        if english
        else f'此邮件由系统发出，请勿直接回复。可在<a href="{settings}">我的通知</a>中选择接收哪些邮件。'
    )
    return f"<p>{hello}</p><ul>{items}</ul>{more}<p>{foot}</p>"


def _counted(line: Line, locale: str) -> str:
    if line.count < 2:
        return line.sentence
    return (
        f"{line.sentence} ({line.count} notices)"
        if locale == "en"
        else f"{line.sentence}（共 {line.count} 条）"
    )
