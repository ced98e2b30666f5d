"""Who may be told of a ticket, at this very moment."""

from relaydesk.access.contracts import Actor
from relaydesk.notifications.contracts import Kind
from relaydesk.notifications.kinds import all_kinds
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView


def may_be_told(actor: Actor, kind: Kind, ticket: TicketView) -> bool:
    """Whether he may read the ticket, and the field that the kind tells of. Asks no database."""
    if ticket.id not in tickets.readable(actor, [ticket]):
        return False
    return kind.field is None or actor.field_right(kind.field, ticket.type_key).shows


def kinds_hidden_from(actor: Actor) -> list[str]:
    """Kinds that a list must not show: of fields that he may not see, be it for one ticket type only."""
    if not actor.field_rights:
        return []
    hidden = {field for (field, _), right in actor.field_rights.items() if not right.shows}
    return [kind.key for kind in all_kinds() if kind.field in hidden]
