"""Joins the three ledgers of the kill drill: the driver's, the SMTP sink's and the database's."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import psycopg

from bench.drills.ledger import Ledger
from bench.smtp_sink import Received, SmtpSink

TOKEN = re.compile(r"\b[MAR]\d{6}\b")
MEASURE_MINUTES = 1
# The reminder comes at 80 % of the target.
REMINDER_TO_BREACH_SECONDS = 60 * MEASURE_MINUTES * 0.2


@dataclass(slots=True)
class Findings:
    """The counts of a drill and every promise that was broken."""

    counts: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def kept(self) -> bool:
        """Whether nothing was lost, doubled, or early."""
        return not self.broken

    def text(self) -> str:
        """The counts, one a line, then the broken promises."""
        lines = [f"{name}: {count}" for name, count in self.counts.items()]
        return "\n".join([*lines, *(f"BROKEN: {what}" for what in self.broken[:40])])


def first_response_within_a_minute(database_url: str) -> None:
    """Ask every policy for a first response within one minute, day and night, so that timers fire here."""
    always = json.dumps(
        {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    )
    targets = json.dumps({"first_response": dict.fromkeys(("P0", "P1", "P2", "P3"), MEASURE_MINUTES)})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE calendars_calendar SET weekly = %s::jsonb", (always,))
        connection.execute("DELETE FROM calendars_calendarday")
        connection.execute("UPDATE sla_policy SET targets = targets || %s::jsonb", (targets,))


def settled(database_url: str) -> bool:
    """Whether no work is left and every first-response stopwatch has had its turn."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM platform_undelivered WHERE parked_at IS NULL)"
            " + (SELECT count(*) FROM channels_intake WHERE state = 'received')"
            " + (SELECT count(*) FROM channels_outgoing WHERE state IN ('queued', 'sending'))"
            " + (SELECT count(*) FROM sla_stopwatch WHERE measure = 'first_response' AND state = 'running'"
            "    AND NOT breach_told)"
        ).fetchone()
    return row is not None and row[0] == 0


def look(
    database_url: str, ledger: Ledger, sink: SmtpSink, *, gave_up: list[str], senders_killed: int
) -> Findings:
    """Compare what was acknowledged with what is there.

    Args:
        database_url: the database of the instance.
        ledger: what was acknowledged.
        sink: what was sent.
        gave_up: messages that were never acknowledged.
        senders_killed: how often a process that sends mail was killed; each may have doubled the one mail
            that it had in its hands.
    """
    findings = Findings()
    findings.broken += [f"never acknowledged: {what}" for what in gave_up]
    with psycopg.connect(database_url, autocommit=True) as connection:
        _tickets(findings, connection, ledger)
        _replies(findings, sink.mails(), ledger, senders_killed)
        _timers(findings, connection)
        _left_over(findings, connection)
    return findings


def _tickets(findings: Findings, connection: psycopg.Connection, ledger: Ledger) -> None:
    rows = connection.execute(
        "SELECT subject, number FROM tickets_ticket WHERE subject LIKE 'drill %'"
    ).fetchall()
    found: Counter[str] = Counter(subject.split()[-1] for subject, _ in rows)
    acknowledged = ledger.mails | set(ledger.calls)
    lost = sorted(token for token in acknowledged if found[token] == 0)
    doubled = sorted(token for token, count in found.items() if count > 1)
    without = connection.execute(
        "SELECT count(*) FROM tickets_ticket t WHERE NOT EXISTS"
        " (SELECT 1 FROM tickets_message m WHERE m.ticket_id = t.id)"
    ).fetchone()
    assert without is not None
    findings.counts |= {
        "acknowledged mails": len(ledger.mails),
        "acknowledged calls": len(ledger.calls),
        "tickets": len(rows),
        "lost": len(lost),
        "doubled": len(doubled),
        "tickets without their message": without[0],
    }
    findings.broken += [f"lost {token}" for token in lost] + [f"doubled {token}" for token in doubled]
    if without[0]:
        findings.broken.append(f"{without[0]} tickets without their message")


def _replies(findings: Findings, mails: list[Received], ledger: Ledger, senders_killed: int) -> None:
    """Every reply left, extra copies carry the same Message-ID; an acknowledgement never leaves twice."""
    copies: dict[str, list[str]] = {}
    for mail in mails:
        for token in set(TOKEN.findall(_text(mail.raw))):
            if token.startswith("R"):
                copies.setdefault(token, []).append(mail.message_id)
    unsent = sorted(token for token in ledger.replies if token not in copies)
    extra = sum(len(ids) - 1 for ids in copies.values())
    other_ids = [token for token, ids in copies.items() if len(set(ids)) > 1]
    greetings = Counter(mail.recipients for mail in mails if b"auto-replied" in mail.raw)
    twice = [recipients for recipients, count in greetings.items() if count > 1]
    findings.counts |= {
        "acknowledged replies": len(ledger.replies),
        "replies sent": len(copies),
        "replies never sent": len(unsent),
        "extra copies with the same Message-ID": extra,
        "automatic acknowledgements": sum(greetings.values()),
    }
    findings.broken += [f"reply never sent: {token}" for token in unsent]
    findings.broken += [f"reply under two Message-IDs: {token}" for token in other_ids]
    findings.broken += [f"acknowledged twice: {recipients}" for recipients in twice]
    if extra > senders_killed:
        findings.broken.append(f"{extra} extra copies of replies")


def _text(raw: bytes) -> str:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain", "html"))
    return "" if body is None else str(body.get_content())


def _timers(findings: Findings, connection: psycopg.Connection) -> None:
    """Each first-response stopwatch that ran out has one reminder and one breach, neither of them early.

    A reminder whose turn comes only after its target is used up is overtaken: the breach says it all. That is
    no fault where the ticket was made of its mail that late, or where the timers are that far behind for
    want of processor time; it is one where they are not.
    """
    overtaken: list[int] = []
    latest = 0.0
    for name, due in (("sla.stopwatch.breached", "s.due_at"), ("sla.reminder.due", "s.remind_at")):
        rows = connection.execute(
            f"SELECT s.ticket_id, count(e.id), bool_or(e.recorded_at < {due}),"
            f" max(extract(epoch FROM e.recorded_at - greatest({due}, o.recorded_at)))"
            " FROM sla_stopwatch s"
            " JOIN platform_event o"
            "  ON o.subject = 'ticket:' || s.ticket_id AND o.name = 'tickets.ticket.opened'"
            " LEFT JOIN platform_event e ON e.subject = o.subject AND e.name = %s"
            "  AND e.payload ->> 'measure' = 'first_response'"
            " WHERE s.measure = 'first_response' AND s.state = 'running' AND s.due_at < now()"
            "  AND (%s = 'sla.stopwatch.breached' OR o.recorded_at < s.remind_at) GROUP BY s.ticket_id",
            (name, name),
        ).fetchall()
        missing = [ticket for ticket, count, _, _ in rows if count == 0]
        double = [ticket for ticket, count, _, _ in rows if count > 1]
        early = [ticket for ticket, _, is_early, _ in rows if is_early]
        own = max((float(late) for *_, late in rows if late is not None), default=0.0)
        latest = max(latest, own)
        findings.counts |= {
            f"{name}: due": len(rows),
            f"{name}: fired once": len(rows) - len(missing) - len(double),
            f"{name}: latest, seconds": round(own, 1),
        }
        if name == "sla.reminder.due":
            missing, overtaken = [], missing
        findings.broken += [f"{name} never fired: ticket {ticket}" for ticket in missing]
        findings.broken += [f"{name} fired twice: ticket {ticket}" for ticket in double]
        findings.broken += [f"{name} fired early: ticket {ticket}" for ticket in early]
    findings.counts["reminders overtaken by their breach"] = len(overtaken)
    if latest < REMINDER_TO_BREACH_SECONDS:
        findings.broken += [f"sla.reminder.due never fired: ticket {ticket}" for ticket in overtaken]


def _left_over(findings: Findings, connection: psycopg.Connection) -> None:
    """Nothing may lie parked."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM platform_undelivered WHERE parked_at IS NOT NULL),"
        " (SELECT count(*) FROM platform_timer WHERE parked_at IS NOT NULL),"
        " (SELECT count(*) FROM channels_intake WHERE state = 'parked')"
    ).fetchone()
    assert row is not None
    for name, count in zip(("events", "timers", "mails"), row, strict=True):
        findings.counts[f"parked {name}"] = count
        if count:
            findings.broken.append(f"{count} {name} parked")
