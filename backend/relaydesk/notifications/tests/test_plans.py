"""The statements of the list, of the count and of what is due follow their indexes."""

from typing import Any

import pytest
from django.db import connection

from relaydesk.notifications.contracts import Channel
from relaydesk.notifications.queries import sending
from relaydesk.notifications.queries.listing import count_statement, list_statement
from relaydesk.notifications.tests.conftest import NOON, Person, a_person, opened
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db

_LINES = """
INSERT INTO notifications_notice (id, agent_id, ticket_id, kind, words, count, at, read_at)
SELECT gen_random_uuid(), a.id, %s, 'noted', '{}', 1, now() - make_interval(mins => n), now()
  FROM people_agent a, generate_series(1, CASE WHEN a.id = %s THEN 400 ELSE 4000 END) n
"""
_LEDGER = """
INSERT INTO notifications_delivery
       (id, agent_id, event_id, channel, ticket_id, kind, words, made_at, state, due_at, attempts)
SELECT gen_random_uuid(), a.id, n, 'mail', %s, 'noted', '{}', now(),
       CASE WHEN n = 1 THEN 'waiting' ELSE 'sent' END, CASE WHEN n = 1 THEN now() END, 0
  FROM people_agent a, generate_series(1, 4000) n
"""


@pytest.fixture
def many(me: Person) -> Person:
    """Four hundred lines of one's own among sixteen thousand of four others."""
    for _ in range(4):
        a_person()
    ticket = tickets.ticket_by_number(opened())
    assert ticket is not None
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [ticket.id, me.actor.agent_id])
        cursor.execute("DELETE FROM notifications_delivery")
        cursor.execute(_LEDGER, [ticket.id])
        cursor.execute("ANALYZE notifications_notice, notifications_delivery, tickets_ticket")
    return me


def plan_of(sql: str, params: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_list_walks_the_agents_own_index(many: Person) -> None:
    sql, params = list_statement(many.actor, unread_only=False, after=None, limit=31)
    plan = plan_of(sql, params)
    assert "notifications_notice_list" in plan, plan
    assert "Seq Scan on notifications_notice" not in plan


def test_the_count_reads_unread_lines_only(many: Person) -> None:
    plan = plan_of(*count_statement(many.actor))
    assert "notifications_notice_unread" in plan or "notifications_unread_once" in plan, plan


def test_what_is_due_is_found_without_reading_the_ledger(many: Person) -> None:
    due = plan_of(sending.AGENTS_DUE, [Channel.MAIL.value, NOON, 20])
    assert "notifications_delivery_due" in due or "notifications_delivery_waiting" in due, due
    assert "Seq Scan" not in due
    of_one = plan_of(sending.DUE, [many.actor.agent_id, Channel.MAIL.value, NOON])
    assert "Seq Scan" not in of_one, of_one
