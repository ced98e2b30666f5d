"""The chain of seals: whatever is done to the record afterwards, a check finds it and names it."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.testing import an_agent, client_of
from relaydesk.audit.actions.purge_record import purge_what_is_old
from relaydesk.audit.actions.seal_events import seal_batch
from relaydesk.audit.events import CheckAsked
from relaydesk.audit.models import Seal
from relaydesk.audit.queries.integrity import Finding, Report, expanded, verify
from relaydesk.audit.testing import publish, tamper
from relaydesk.platform import followers
from relaydesk.platform.ids import uuid7
from relaydesk.platform.testing import run_jobs

COLUMNS = "name, version, subject, actor_kind, actor_name, at, payload, depth"


def events(count: int) -> list[int]:
    return [publish(CheckAsked(check_id=uuid7()))[0] for _ in range(count)]


def sealed(batches: int = 4, size: int = 5) -> list[int]:
    ids = []
    for _ in range(batches):
        ids += events(size)
        assert seal_batch() == size
    return ids


def found(report: Report) -> list[tuple[str, int | None, tuple[int, ...]]]:
    return [(one.kind, one.seal, one.ids) for one in report.findings]


@pytest.fixture(autouse=True)
def _committed(committed: None) -> None:
    """Seals take what is committed."""


def test_an_untouched_record_is_intact() -> None:
    ids = sealed()
    open_ids = events(2)
    report = verify()
    assert report.intact
    assert (report.seals, report.events, report.unsealed) == (4, len(ids), len(open_ids))
    assert report.head == 4
    assert len(report.head_sha256) == 64


def test_an_empty_record_is_intact() -> None:
    assert verify().intact


def test_a_changed_row_is_named() -> None:
    ids = sealed()
    tamper("UPDATE platform_event SET actor_name = 'somebody else' WHERE id = %s", ids[7])
    report = verify()
    assert found(report) == [("changed", 2, (ids[7],))]
    assert report.first_bad_seal == 2


@pytest.mark.parametrize(
    "change",
    [
        "payload = payload || '{\"check_id\": 1}'",
        "at = at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 day'",
        'source = \'{"ip": "192.0.2.1"}\'',
        "actor_id = ''",
        "cause = 0",
        "subject = subject || ' '",
        "depth = 1",
    ],
)
def test_every_column_counts(change: str) -> None:
    ids = sealed(1)
    tamper(f"UPDATE platform_event SET {change} WHERE id = %s", ids[0])
    assert found(verify()) == [("changed", 1, (ids[0],))]


def test_a_missing_row_is_named() -> None:
    ids = sealed()
    tamper("DELETE FROM platform_event WHERE id = ANY(%s)", [ids[0], ids[12]])
    assert found(verify()) == [("missing", 1, (ids[0],)), ("missing", 3, (ids[12],))]


def test_an_inserted_row_is_named() -> None:
    ids = sealed()
    tamper(
        f"INSERT INTO platform_event (id, xid, {COLUMNS})"
        f" SELECT 9000000, xid, {COLUMNS} FROM platform_event WHERE id = %s",
        ids[3],
    )
    assert found(verify()) == [("inserted", None, (9000000,))]


def test_reordered_rows_are_named() -> None:
    ids = sealed(1)
    swap = (
        "UPDATE platform_event e SET xid = o.xid FROM platform_event o"
        " WHERE (e.id, o.id) IN ((%s, %s), (%s, %s))"
    )
    tamper(swap, ids[1], ids[3], ids[3], ids[1])
    assert found(verify()) == [("reordered", 1, (ids[1], ids[3]))]


def test_rows_that_exchange_their_places_are_named() -> None:
    ids = sealed(1)
    tamper("UPDATE platform_event SET id = -1 WHERE id = %s", ids[1])
    tamper("UPDATE platform_event SET id = %s WHERE id = %s", ids[1], ids[2])
    tamper("UPDATE platform_event SET id = %s WHERE id = -1", ids[2])
    kinds = {kind for kind, _, _ in found(verify())}
    assert kinds >= {"changed"}


def test_a_seal_that_was_changed_made_anew_or_removed_is_named() -> None:
    sealed()
    tamper("UPDATE audit_seal SET count = count - 1 WHERE number = 2")
    assert ("broken_seal", 2, ()) in found(verify())
    tamper("UPDATE audit_seal SET count = count + 1 WHERE number = 2")
    assert verify().intact
    tamper("DELETE FROM audit_seal WHERE number = 3")
    kinds = found(verify())
    assert ("missing_seal", 3, ()) in kinds
    assert ("broken_seal", 4, ()) in kinds


def test_rows_passed_over_by_moving_the_reader_on_are_found() -> None:
    sealed(1)
    skipped = events(2)
    head = followers.head()
    with transaction.atomic():
        followers.load("audit.seal")
        followers.store("audit.seal", head)
    events(1)
    seal_batch()
    assert found(verify()) == [("inserted", None, tuple(skipped))]


def test_a_chain_cut_off_at_its_end_is_found_by_the_head_written_down_elsewhere() -> None:
    sealed()
    head = verify()
    anchor = (head.head, head.head_sha256)
    assert verify(expected_head=anchor).intact
    tamper("DELETE FROM audit_seal WHERE number = 4")
    assert found(verify(expected_head=anchor))[0] == ("missing_seal", 4, ())
    assert found(verify(expected_head=(3, "00" * 32)))[0] == ("broken_seal", 3, ())


def test_only_what_is_older_than_every_running_transaction_is_sealed() -> None:
    from relaydesk.platform.tests.test_followers import INSERT, other_session

    with other_session() as slow:
        slow.execute(INSERT)
        later = events(1)
        assert seal_batch() == 0
        slow.commit()
    assert seal_batch() == 2
    assert later[0] in list(expanded(ids_of(1)))
    assert verify().intact


def ids_of(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ids::text FROM audit_seal WHERE number = %s", [number])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_seal SET count = 0", "DELETE FROM audit_seal", "TRUNCATE audit_seal",
            "UPDATE audit_seal SET purged_at = now()"]
)  # fmt: skip
def test_seals_are_append_only(sql: str) -> None:
    sealed(1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def older(days: int, first: int, last: int) -> None:
    """Make sealed rows older by sealing them so: the rows are changed before their seal is made."""
    shift = "UPDATE platform_event SET recorded_at = recorded_at - make_interval(days => %s)"
    tamper(f"{shift} WHERE id BETWEEN %s AND %s", days, first, last)


def test_old_batches_are_purged_whole_and_their_seals_stay_as_proof() -> None:
    old = events(6)
    older(200, old[0], old[-1])
    seal_batch(3), seal_batch(3)
    young = sealed(1)
    assert purge_what_is_old() == 6
    assert Seal.objects.count() == 3
    assert list(Seal.objects.filter(purged_at=None).values_list("number", flat=True)) == [3]
    report = verify()
    assert report.intact
    assert (report.purged_seals, report.events) == (2, len(young))
    assert purge_what_is_old() == 0


def test_a_young_row_keeps_its_batch_and_all_after_it() -> None:
    ids = events(4)
    older(200, ids[0], ids[0])
    older(200, ids[2], ids[3])
    seal_batch(2), seal_batch(2)
    assert purge_what_is_old() == 0
    with pytest.raises(DatabaseError, match="oldest"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_purge(2)")


def test_an_event_not_yet_delivered_or_parked_keeps_its_batch() -> None:
    ids = events(2)
    older(400, ids[0], ids[1])
    seal_batch()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_undelivered (event_id, subject, parked_at) VALUES (%s, 'probe:1', now())",
            [ids[1]],
        )
    assert purge_what_is_old() == 0


def test_a_row_put_back_into_a_purged_batch_is_found() -> None:
    ids = events(2)
    older(200, ids[0], ids[1])
    seal_batch()
    assert purge_what_is_old() == 2
    tamper(
        f"INSERT INTO platform_event (id, xid, {COLUMNS})"
        " VALUES (%s, '1', 'a.b.c', 1, 's', 'system', 'x', now(), '{}', 0)",
        ids[0],
    )
    assert ("inserted", None, (ids[0],)) in found(verify())


def test_after_a_logical_restore_the_chain_still_holds() -> None:
    ids = sealed(2)
    tamper("UPDATE platform_event SET xid = (xid::text::bigint + 1000000000)::text::xid8")
    tamper("UPDATE platform_follower_cursor SET xid = (xid::text::bigint + 1000000000)::text::xid8")
    tamper("UPDATE platform_event SET xid = (xid::text::bigint - 1000000000)::text::xid8")
    followers.rebase_after_restore()
    while seal_batch():
        pass
    report = verify()
    assert report.intact, report.findings
    assert report.events == len(ids) + 1
    tamper("UPDATE platform_event SET actor_name = 'x' WHERE id = %s", ids[0])
    assert [one.kind for one in verify().findings] == ["changed"]


def test_a_check_reports_what_was_tampered_with() -> None:
    auditor = client_of(an_agent(roles=("auditor",)))
    number = publish(CheckAsked(check_id=uuid7()))[0]
    while seal_batch():
        pass
    assert auditor.get("/api/v1/audit/integrity").json()["unsealed_seconds"] == 0
    assert auditor.post("/api/v1/audit/integrity/verify").status_code == 202
    tamper("UPDATE platform_event SET actor_name = 'x' WHERE id = %s", number)
    run_jobs()
    found = auditor.get("/api/v1/audit/integrity").json()
    check = found["checks"][0]
    assert (check["state"], check["intact"], check["first_bad_seal"]) == ("done", False, found["head"])
    assert check["findings"] == [{"kind": "changed", "seal": found["head"], "ids": [number]}]


CHANGES = st.sampled_from(
    [
        "UPDATE platform_event SET actor_name = actor_name || 'x' WHERE id = %s",
        "UPDATE platform_event SET payload = '{}' WHERE id = %s",
        "DELETE FROM platform_event WHERE id = %s",
        "UPDATE platform_event SET xid = '3' WHERE id = %s",
        "UPDATE platform_event SET id = id + 1000000 WHERE id = %s",
    ]
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 100), CHANGES)
def test_whatever_is_changed_is_found(sizes: list[int], which: int, change: str) -> None:
    ids: list[int] = []
    for size in sizes:
        ids += events(size)
        while seal_batch():
            pass
    assert verify().intact
    touched = ids[which % len(ids)]
    with transaction.atomic():
        tamper(change, touched)
        report = verify()
        assert any(touched in one.ids for one in report.findings), report.findings
        transaction.set_rollback(True)
    assert Finding("changed", 1).ids == ()
