"""The words of tickets, for those who index them."""

from collections.abc import Collection

from relaydesk.files import public as files
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import TicketTexts

# Bodies are cut in the database: an index needs no more, and a mail may have a megabyte.
_TEXTS = """
SELECT t.id, t.number, t.subject, t.tags, t.requester_id,
       ARRAY(SELECT m.id FROM tickets_message m
              WHERE m.ticket_id = t.id ORDER BY m.created_at DESC, m.id DESC LIMIT %s),
       ARRAY(SELECT left(m.body_text, %s) FROM tickets_message m
              WHERE m.ticket_id = t.id ORDER BY m.created_at DESC, m.id DESC LIMIT %s)
  FROM tickets_ticket t WHERE t.id = ANY(%s)
"""
_ANSWERS = """
SELECT t.id, (SELECT left(m.body_text, %s) FROM tickets_message m
               WHERE m.ticket_id = t.id AND m.visibility = 'public' AND m.author_kind = 'agent'
               ORDER BY m.created_at DESC, m.id DESC LIMIT 1)
  FROM tickets_ticket t WHERE t.id = ANY(%s)
"""
LONGEST_BODY = 20_000
MOST_MESSAGES = 200


def ticket_texts(ids: Collection[int]) -> list[TicketTexts]:
    """The words of these tickets in two statements: messages newest first, long ones cut."""
    if not ids:
        return []
    with hot_cursor() as cursor:
        cursor.execute(_TEXTS, [MOST_MESSAGES, LONGEST_BODY, MOST_MESSAGES, list(ids)])
        rows = cursor.fetchall()
    owners = {f"message:{message}" for row in rows for message in row[5]}
    attached = files.of_owners(owners) if owners else {}
    return [
        TicketTexts(
            ticket_id=ident,
            number=number,
            subject=subject,
            tags=tuple(tags),
            requester_id=requester,
            bodies=tuple(bodies),
            file_names=tuple(
                file.name for message in messages for file in attached.get(f"message:{message}", ())
            ),
        )
        for ident, number, subject, tags, requester, messages, bodies in rows
    ]


def last_answers(ids: Collection[int], *, longest: int) -> dict[int, str]:
    """What an agent last wrote to the requester, cut to so many characters; tickets without are left out."""
    if not ids:
        return {}
    with hot_cursor() as cursor:
        cursor.execute(_ANSWERS, [longest, list(ids)])
        return {ident: body for ident, body in cursor.fetchall() if body}
