"""What `sla` adds to `tickets`."""

from relaydesk.sla.actions.keep_time import participate
from relaydesk.sla.queries.explanation import stopwatches
from relaydesk.sla.queries.time_left import time_left
from relaydesk.tickets import public as tickets

tickets.register_participant(participate)
tickets.register_ticket_section("stopwatches", stopwatches)
tickets.register_time_keeper(time_left)
