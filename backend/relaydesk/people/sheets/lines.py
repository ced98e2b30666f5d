"""From rows to lines by column, and what is wrong with them, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relaydesk.people.sheets.columns import SheetKind
from relaydesk.people.sheets.files import MAX_CELL
from relaydesk.platform.errors import Invalid

MESSAGES: Mapping[str, tuple[str, str]] = {
    "required": ("此项必填", "This is required"),
    "too_long": ("内容过长", "This is too long"),
    "not_an_address": ("不是有效的邮箱地址", "This is not an e-mail address"),
    "not_a_number": ("不是有效的电话号码", "This is not a telephone number"),
    "not_an_identity": ("不是有效的标识", "This is not a valid id"),
    "not_a_domain": ("不是有效的域名", "This is not a domain"),
    "not_a_date": ("不是日期，应为 2026-01-31", "This is not a date such as 2026-01-31"),
    "not_a_level": (
        "技能应写作“名称:等级:有效期”，等级 1 到 5",
        "Write name:level:date, level 1 to 5",
    ),
    "not_a_coordinate": ("不是有效的坐标", "This is not a coordinate"),
    "unknown_value": ("不存在", "This does not exist"),
    "not_a_choice": ("不在可选值之内", "This is not one of the choices"),
    "separator": ("名称不能含有 ; 或 :", "A name holds neither ; nor :"),
    "malformed": ("格式不正确", "This is malformed"),
    "before_start": ("结束早于开始", "It ends before it begins"),
    "repeated": ("与本表另一行重复", "Another line of this sheet has the same"),
    "identity_taken": ("已属于其他联系人", "This belongs to another contact"),
    "domain_taken": ("域名已属于其他公司", "This domain belongs to another company"),
    "two_contacts": ("这些标识分属两个联系人", "These belong to two different contacts"),
    "identity_required": ("需要邮箱、电话或微信之一", "An address, a number or a chat id is needed"),
    "refused": ("不符合规则", "A rule forbids this"),
}


class LineFault(Exception):
    """What is wrong with one cell; its code is one of MESSAGES."""

    def __init__(self, column: str, code: str) -> None:
        super().__init__(code)
        self.column = column
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """A row by column key; the header is line 1. Only the columns that the sheet has are there."""

    number: int
    cells: dict[str, str]

    def given(self, column: str) -> bool:
        """Whether the sheet has this column."""
        return column in self.cells

    def date(self, column: str) -> date | None:
        """A day, or None when the cell is empty.

        Raises:
            LineFault: it is none.
        """
        text = self.cells.get(column, "").replace("/", "-").replace(".", "-")
        if not text:
            return None
        try:
            year, month, day = (int(part) for part in text.split("-"))
            return date(year, month, day)
        except ValueError:
            raise LineFault(column, "not_a_date") from None


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with one cell, for people."""

    line: int
    column: str
    code: str
    message: str
    message_en: str

    @classmethod
    def of(cls, line: int, column: str, code: str) -> "LineError":
        """Make one from a code."""
        message, message_en = MESSAGES.get(code, MESSAGES["refused"])
        return cls(line, column, code, message, message_en)


def lines_of(kind: SheetKind, rows: Sequence[Sequence[str]]) -> list[Line]:
    """Name the cells by the header; empty rows are left out.

    Raises:
        Invalid: there is no header, a column is unknown or stands twice, or a required one is missing.
    """
    if not rows:
        raise Invalid.field("file", "empty", "The file holds nothing.")
    known = {word.lower(): column.key for column in kind.columns for word in (column.key, column.name)}
    header = [cell.strip().lower() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    keys = [known.get(word) for word in header]
    if None in keys:
        wrong = header[keys.index(None)][:60]
        names = ", ".join(column.key for column in kind.columns)
        raise Invalid.field("file", "unknown_column", f"Unknown column “{wrong}”; known are {names}.")
    if len(set(keys)) != len(keys):
        raise Invalid.field("file", "repeated_column", "A column stands there twice.")
    missing = [column.key for column in kind.columns if column.required and column.key not in keys]
    if missing:
        raise Invalid.field("file", "missing_column", f"The column {missing[0]} is missing.")
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row[: len(keys)]] + [""] * (len(keys) - len(row))
        if any(cells):
            lines.append(Line(number, {key: cell for key, cell in zip(keys, cells, strict=True) if key}))
    return lines


def check_required(kind: SheetKind, line: Line) -> None:
    """Refuse a line that lacks what is required or holds too much.

    Raises:
        LineFault: the first that is wrong.
    """
    for column in kind.columns:
        text = line.cells.get(column.key, "")
        if column.required and not text:
            raise LineFault(column.key, "required")
        if len(text) > MAX_CELL:
            raise LineFault(column.key, "too_long")
