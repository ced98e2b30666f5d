"""Sheets from bytes: CSV in UTF-8, UTF-16 or GB18030, and Excel.

Excel files are zip archives of strangers: what they would unpack to is limited before, and they are read in a
child process with limits of time and memory (zip bombs).
"""

import csv
import io
import json
import zipfile
from datetime import date, datetime, time

from relaydesk.platform.errors import Invalid, TooLarge
from relaydesk.platform.limited import LimitedChild, LimitExceededError
from relaydesk.platform.sheets import unguarded

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_COLUMNS = 60
MAX_CELL = 5_000
_excel = LimitedChild(
    "relaydesk.people.sheets.files:excel_as_json", cpu_seconds=20, wall_seconds=40.0, memory_mb=900
)
Rows = list[list[str]]


def read_rows(data: bytes, *, max_rows: int) -> Rows:
    """The rows of a file, the header first; empty ones at the end are left out.

    Raises:
        TooLarge: more bytes, rows or columns than allowed, or an archive that unpacks to too much.
        Invalid: neither CSV nor Excel, or of no known encoding.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(data={"limit_bytes": MAX_BYTES})
    rows = _excel_rows(data) if data[:2] == b"PK" else _csv_rows(data, max_rows)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) - 1 > max_rows:
        raise TooLarge(data={"limit_rows": max_rows})
    if rows and max(map(len, rows)) > MAX_COLUMNS:
        raise TooLarge(data={"limit_columns": MAX_COLUMNS})
    return rows


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        raise Invalid.field("file", "old_excel", "Save the file as .xlsx or CSV.")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid.field("file", "unknown_encoding", "CSV in UTF-8 or GB18030, or Excel (.xlsx).")


def _csv_rows(data: bytes, max_rows: int) -> Rows:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([unguarded(cell)[: MAX_CELL + 1] for cell in row])
            if len(rows) > max_rows + 1 and any(row):
                raise TooLarge(data={"limit_rows": max_rows})
    except csv.Error:
        raise Invalid.field("file", "malformed", "This is no CSV file.") from None
    return rows


def _check_archive(data: bytes) -> None:
    """Look at the directory of the archive before anything is unpacked; the child's limits do the rest."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Invalid.field("file", "malformed", "This is no Excel file.") from None
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge("The file unpacks to too much.", data={"limit_bytes": MAX_UNPACKED})


def _excel_rows(data: bytes) -> Rows:
    _check_archive(data)
    try:
        found: Rows = json.loads(_excel.call(data))
    except LimitExceededError as fault:
        if fault.reason == "failed":
            raise Invalid.field("file", "malformed", "This is no Excel file.") from None
        raise TooLarge("The file takes too much to read.") from None
    return found


def excel_as_json(data: bytes) -> bytes:
    """The first sheet of a workbook as JSON rows of texts; runs in the limited child."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return json.dumps([[_text(cell) for cell in row] for row in rows]).encode()


def _text(cell: object) -> str:
    """A cell as text: a number without a fraction has none, so that telephone numbers stay what they are."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return unguarded(str(cell))[: MAX_CELL + 1]
