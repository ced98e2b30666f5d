"""The fields that conditions on tickets may ask for. Upper modules add theirs by `public`."""

from relaydesk.platform.conditions import FieldRegistry

TICKET_FIELDS = FieldRegistry("ticket")
"""`read` of its fields gets a `TicketView`; their SQL stands over `t`, a row of tickets."""
