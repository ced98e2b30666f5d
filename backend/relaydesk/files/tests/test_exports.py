"""Exports: sheets kept for a week for the one who asked."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from relaydesk.access.testing import an_agent
from relaydesk.files import public as files
from relaydesk.files.models import Export
from relaydesk.platform import blobs
from relaydesk.platform.errors import NotFound
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sheets import SheetForm
from relaydesk.platform.testing import fire_timers

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROWS = [["编号", "主题"], ["GD202611-00001", "=1+1"]]


def written(account_id: UUID, form: SheetForm = SheetForm.CSV) -> UUID:
    begun = files.begin_export(kind="test.rows", account_id=account_id, form=form, at=AT, asked={})
    files.write_export(begun.id, title="x", rows=ROWS, at=AT)
    return begun.id


def content(account_id: UUID, export_id: UUID) -> bytes:
    found = files.own_export(export_id, kind="test.rows", account_id=account_id)
    return b"".join(files.export_bytes(found))


@pytest.mark.parametrize("form", list(SheetForm))
def test_what_was_written_is_fetched_without_a_byte_more(form: SheetForm) -> None:
    account = uuid7()
    ident = written(account, form)
    found = files.own_export(ident, kind="test.rows", account_id=account)
    assert (found.state, found.rows, found.size) == ("done", 1, len(content(account, ident)))
    if form is SheetForm.CSV:
        assert content(account, ident).decode("utf-8-sig") == "编号,主题\r\nGD202611-00001,'=1+1\r\n"


def test_only_the_account_that_asked_finds_it_and_only_under_its_kind() -> None:
    account = uuid7()
    ident = written(account)
    for kind, asker in (("test.rows", uuid7()), ("audit.record", account), ("test.rows", None)):
        with pytest.raises(NotFound):
            files.own_export(ident, kind=kind, account_id=asker)


def test_a_dead_export_takes_no_attachment_with_it(django_capture_on_commit_callbacks: Any) -> None:
    me = an_agent()
    assert me.account_id is not None
    ident = written(me.account_id)
    data = content(me.account_id, ident)
    upload = files.store(name="x.csv", content_type="text/csv", data=data, uploader=me, at=AT)
    files.attach([upload.id], owner="message:1", actor=me)
    digest = Export.objects.get(id=ident).blob
    with django_capture_on_commit_callbacks(execute=True):
        fire_timers(AT + timedelta(days=7))
    assert Export.objects.get(id=ident).state == "expired"
    assert not blobs.exists(digest)
    with pytest.raises(NotFound):
        content(me.account_id, ident)
    found = files.read(upload.id)
    assert found is not None
    assert found.data == data


@pytest.mark.parametrize("form", list(SheetForm))
def test_memory_does_not_grow_with_the_rows(form: SheetForm) -> None:
    def peak(count: int) -> int:
        begun = files.begin_export(kind="test.rows", account_id=uuid7(), form=form, at=AT, asked={})
        tracemalloc.start()
        files.write_export(begun.id, title="x", rows=([f"GD-{i}", "空调" * 20] for i in range(count)), at=AT)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(8_000) < peak(1_000) + 2_000_000


def test_a_blob_is_kept_once_whether_it_comes_as_bytes_or_as_a_file(tmp_path: object) -> None:
    import io

    data = b"relaydesk" * 100_000
    assert blobs.put_file(io.BytesIO(data)) == blobs.put(data)
    assert blobs.read(blobs.put(data)) == data
