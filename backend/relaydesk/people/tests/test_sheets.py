"""Reading and writing sheets: encodings, formulas, limits."""

import io
import zipfile

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.people.models import PeopleImport
from relaydesk.people.sheets.columns import KINDS
from relaydesk.people.sheets.files import read_rows
from relaydesk.people.sheets.lines import MESSAGES, lines_of
from relaydesk.people.sheets.plan import Plan
from relaydesk.people.sheets.progress import Progress
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid, TooLarge
from relaydesk.platform.sheets import SheetForm, csv_lines, guarded, sheet_bytes, unguarded

FORMULAS = [
    "=1+1",
    "+86138",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    " =1",
    "''+1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_cve_2026_41073_nothing_that_leaves_can_be_taken_for_a_formula(text):
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@given(st.text(max_size=30))
def test_any_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(FORMULAS[:4])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_a_csv_file_is_read_back(rows):
    written = [["name", "name_en"], *([a or "x", b] for a, b in rows)]
    assert read_rows(b"".join(csv_lines(written)), max_rows=100) == written


def test_an_excel_file_is_read_back_and_numbers_stay_texts():
    rows = [["姓名", "电话"], ["=HYPERLINK(1)", "+8613800138000"], ["王工", "007"]]
    assert read_rows(sheet_bytes(SheetForm.XLSX, "x", rows), max_rows=10) == rows


def test_numbers_that_excel_made_of_telephone_numbers_are_digits_again():
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "phones"])
    sheet.write_row(1, 0, ["x", 13800138000])
    book.close()
    assert read_rows(target.getvalue(), max_rows=10)[1] == ["x", "13800138000"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_encodings_and_separators_of_spreadsheets_are_known(encoding, delimiter):
    data = f"名称{delimiter}英文名称\r\n维修部{delimiter}Repair\r\n".encode(encoding)
    assert read_rows(data, max_rows=10) == [["名称", "英文名称"], ["维修部", "Repair"]]


def test_what_is_no_sheet_is_refused():
    for data in (b"PK\x03\x04rubbish", b"\xff\xff\xff\x00\x81", b"\xd0\xcf\x11\xe0" + b"x" * 100):
        with pytest.raises(Invalid):
            read_rows(data, max_rows=10)


def test_too_much_is_refused():
    for data in (b"x" * (10 * 1024 * 1024 + 1), b"a\n" * 20, b"a," * 100):
        with pytest.raises(TooLarge):
            read_rows(data, max_rows=10)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"0" * (80 * 1024 * 1024))
    assert len(bomb.getvalue()) < 1024 * 1024
    with pytest.raises(TooLarge):
        read_rows(bomb.getvalue(), max_rows=10)


def test_columns_are_known_by_either_name_in_any_order():
    rows = [["英文名称", "NAME", ""], ["Repair", "维修", ""], ["", "", ""], ["x"]]
    lines = lines_of(KINDS["posts"], rows)
    assert [(line.number, line.cells) for line in lines] == [
        (2, {"name_en": "Repair", "name": "维修"}),
        (4, {"name_en": "x", "name": ""}),
    ]


@pytest.mark.parametrize("header", [[], [["nonsense", "name"]], [["name", "名称"]], [["name_en"]]])
def test_a_header_that_cannot_be_understood_is_refused(header):
    with pytest.raises(Invalid):
        lines_of(KINDS["posts"], header)


def test_every_message_is_there_in_both_languages():
    assert all(chinese and english for chinese, english in MESSAGES.values())


@pytest.mark.django_db
def test_how_far_an_import_is_is_written_by_another_connection_and_not_for_each_line() -> None:
    row = PeopleImport.objects.create(
        kind="contacts", name="x", state="applying", counts={}, errors=[], made_at=now()
    )
    progress = Progress(row.id)
    assert progress._connection is not connection
    told: list[int] = []
    with progress._connection.execute_wrapper(lambda run, sql, params, *more: told.append(params[0])):
        for _ in range(100):
            progress.add(1)
        assert told == []
        progress._told -= 1
        progress.add(20)
        progress.add(1)
    progress.close()
    assert told == [120]


def test_a_plan_is_taken_in_portions_and_loses_no_line() -> None:
    plan = Plan(new=[(n, {}) for n in range(5)], changed=[(n, n, {}) for n in range(3)])  # type: ignore[misc]
    parts = list(plan.portions(2))
    assert [len(p.new) for p in parts] == [2, 2, 1, 0, 0]
    assert [line for p in parts for line, _ in p.new] == list(range(5))
    assert [line for p in parts for line, _, _ in p.changed] == list(range(3))
