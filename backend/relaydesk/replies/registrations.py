"""What replies adds to lower modules: prepared words, and the end of a draft in the message it became."""

from collections.abc import Mapping, Sequence

from relaydesk.replies.actions.drafts import forget_sent
from relaydesk.replies.actions.planned import is_sending
from relaydesk.replies.actions.prepared import PreparedReplies
from relaydesk.replies.contracts import DraftKind
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, ChangeKind, Projection, TicketChange, Visibility

tickets.register_reply_source(PreparedReplies())


@tickets.register_participant
def forget_what_was_sent(changes: Sequence[TicketChange]) -> Mapping[int, Projection]:
    """Forget the draft of a message, with the message; a planned reply gave its draft up before."""
    for change in changes:
        message = change.message
        if change.kind is not ChangeKind.MESSAGE or message is None or is_sending():
            continue
        if message.author_kind is AuthorKind.AGENT and message.author_agent_id is not None:
            kind = DraftKind.REPLY if message.visibility is Visibility.PUBLIC else DraftKind.NOTE
            forget_sent(agent_id=message.author_agent_id, ticket_id=change.ticket.id, kind=kind)
    return {}
