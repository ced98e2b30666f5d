"""What channels adds to the registries of lower modules."""

from relaydesk.channels.actions.send_outgoing import send_outgoing
from relaydesk.channels.actions.take_intake import take_intake
from relaydesk.channels.queries.delivery import deliveries, with_original
from relaydesk.platform import module_loops
from relaydesk.tickets import public as tickets

module_loops.register("channels.intake", take_intake, idle_seconds=0.1)
module_loops.register("channels.send", send_outgoing, idle_seconds=0.2)
tickets.register_message_section("delivery", deliveries)
tickets.register_message_section("original", with_original)
