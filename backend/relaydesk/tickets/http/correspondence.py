"""Routes about who is written to: forwarding, and another requester."""

from django.http import HttpRequest, HttpResponse

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.tickets.actions.addressing import recipients_of
from relaydesk.tickets.actions.change_requester import change_requester
from relaydesk.tickets.actions.forward_messages import Forward, forward_messages
from relaydesk.tickets.http import presenting
from relaydesk.tickets.http.schemas import ForwardIn, Message, RequesterChange, Ticket
from relaydesk.tickets.permissions import TicketPermission

router = Router(tags=["tickets"])


@router.post("/tickets/{number}/forwards", permission=TicketPermission.WRITE, response={201: Message})
def forward(request: HttpRequest, number: str, body: ForwardIn) -> HttpResponse:
    """Send chosen messages and files to somebody outside; a note keeps what went to whom."""
    wanted = Forward(
        recipients=recipients_of(to=body.to, cc=body.cc, bcc=body.bcc),
        message_ids=tuple(body.message_ids),
        body_html=body.body_html,
        attachment_ids=tuple(body.attachment_ids),
        include_notes=body.include_notes,
    )
    view = forward_messages(actor=actor_of(request), at=now(), number=number, forward=wanted)
    return json_response(presenting.present_message(view), status=201)


@router.put("/tickets/{number}/requester", permission=TicketPermission.WRITE, response=Ticket, versioned=True)
def replace_requester(request: HttpRequest, number: str, body: RequesterChange) -> HttpResponse:
    """Give the ticket to another requester, for a reason; with `If-Match` only if nobody was faster."""
    actor = actor_of(request)
    state = change_requester(
        actor=actor,
        at=now(),
        number=number,
        requester_id=body.requester_id,
        reason=body.reason,
        expected_version=expected_version(request),
    )
    return json_response(presenting.present_ticket(state, actor=actor), headers={"ETag": etag(state.version)})
