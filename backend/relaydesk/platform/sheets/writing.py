"""Writing sheets row by row, however many there are: CSV as spreadsheets like it, and Excel."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import IO, Any

from relaydesk.platform.sheets.guarding import guarded

Row = Sequence[str]
MARK = b"\xef\xbb\xbf"
MOST_EXCEL_ROWS = 1_048_576
"""Rows of one Excel sheet, the header among them."""


class SheetForm(StrEnum):
    """The forms in which a sheet is given out."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        """As HTTP calls it."""
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    SheetForm.CSV: "text/csv; charset=utf-8",
    SheetForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_sheet(target: IO[bytes], form: SheetForm, title: str, rows: Iterable[Row]) -> int:
    """Write rows into a file as they come; none of them is kept in memory.

    Args:
        target: where to; its position is at its beginning.
        title: name of the sheet in Excel, cut to 31 characters.
        rows: texts, the header first.

    Returns:
        How many rows were written, the header not counted.
    """
    counted = _Counted(rows)
    if form is SheetForm.CSV:
        for line in csv_lines(counted):
            target.write(line)
    else:
        _write_excel(target, title, counted)
    return max(0, counted.count - 1)


def sheet_bytes(form: SheetForm, title: str, rows: Iterable[Row]) -> bytes:
    """A small sheet as bytes."""
    target = io.BytesIO()
    write_sheet(target, form, title, rows)
    return target.getvalue()


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file: UTF-8 with a mark, CRLF (RFC 4180); cells guarded against formulas."""
    yield MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([guarded(cell) for cell in row])
        yield line.getvalue().encode()


def _write_excel(target: IO[bytes], title: str, rows: Iterable[Row]) -> None:
    """Every cell a text, so that no number loses its zeros; guarded against formulas."""
    import xlsxwriter

    options: dict[str, Any] = {
        "constant_memory": True,
        "tmpdir": tempfile.gettempdir(),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet(title[:31])
    as_text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, guarded(cell), as_text)
    book.close()


class _Counted:
    """Rows that count themselves as they are read."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row
