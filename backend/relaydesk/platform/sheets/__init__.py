"""Sheets that are given out: one way to write them, and one guard against formulas in their cells."""

from relaydesk.platform.sheets.guarding import guarded, unguarded
from relaydesk.platform.sheets.writing import MOST_EXCEL_ROWS, SheetForm, csv_lines, sheet_bytes, write_sheet

__all__ = [
    "MOST_EXCEL_ROWS",
    "SheetForm",
    "csv_lines",
    "guarded",
    "sheet_bytes",
    "unguarded",
    "write_sheet",
]
