"""What `surveys` adds to `tickets`."""

from relaydesk.surveys.queries.surveys import satisfaction
from relaydesk.tickets import public as tickets

tickets.register_ticket_section("satisfaction", satisfaction)
