"""Drafts, planned replies and presence on tickets; one's own settings."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.access.public import actor_of
from relaydesk.files import public as files
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.replies.actions import drafts, habits, planned, presence
from relaydesk.replies.actions.drafts import Written
from relaydesk.replies.actions.planned import Plan
from relaydesk.replies.contracts import DraftKind
from relaydesk.replies.http import saved
from relaydesk.replies.http.schemas import (
    BegunPage,
    DraftIn,
    DraftOut,
    DraftsOut,
    HabitsIn,
    HabitsOut,
    OnlookersOut,
    PlanIn,
    PlannedList,
    PlannedSent,
    PlanPatch,
    PresenceIn,
    TakenBack,
    TrustedOut,
)
from relaydesk.replies.queries.drafts import begun, drafts_of
from relaydesk.replies.queries.habits import habits_of, trusted_senders
from relaydesk.replies.queries.planned import planned_on
from relaydesk.tickets import public as tickets
from relaydesk.tickets.public import TicketPermission as P

router = Router(tags=["replies"])
router.add_router("", saved.router)
OWN = SIGNED_IN("what one has begun to write is one's own, on tickets that one may write on")
MINE = SIGNED_IN("one's own settings")

Limit = Annotated[int, Field(ge=1, le=200)]


def _ticket_id(request: HttpRequest, number: str) -> int:
    return tickets.ticket_for(actor_of(request), number, writing=True).id


@router.get("/tickets/{number}/draft", permission=P.WRITE, response=DraftsOut)
def list_drafts(request: HttpRequest, number: str) -> HttpResponse:
    """What one has begun to write on a ticket: a reply, a note, or both."""
    return json_response({"items": drafts_of(actor_of(request), _ticket_id(request, number))})


@router.put("/tickets/{number}/draft", permission=P.WRITE, response=DraftOut, versioned=True)
def keep_draft(request: HttpRequest, number: str, body: DraftIn) -> HttpResponse:
    """Keep a draft; with `If-Match` (0 for "there is none") only if no other device was faster."""
    return _keep(request, _ticket_id(request, number), body)


@router.delete("/tickets/{number}/draft", permission=P.WRITE, response={204: None})
def drop_draft(request: HttpRequest, number: str, kind: DraftKind | None = None) -> HttpResponse:
    """Forget a draft of one kind, or of both."""
    drafts.forget_draft(actor=actor_of(request), ticket_id=_ticket_id(request, number), kind=kind)
    return HttpResponse(status=204)


@router.get("/me/new-ticket-draft", permission=OWN, response=DraftsOut)
def read_new_ticket(request: HttpRequest) -> HttpResponse:
    """The form of a new ticket that one has begun."""
    return json_response({"items": drafts_of(actor_of(request), None)})


@router.put("/me/new-ticket-draft", permission=OWN, response=DraftOut, versioned=True)
def keep_new_ticket(request: HttpRequest, body: DraftIn) -> HttpResponse:
    """Keep the form of a new ticket."""
    return _keep(request, None, body.model_copy(update={"kind": DraftKind.TICKET}))


@router.delete("/me/new-ticket-draft", permission=OWN, response={204: None})
def drop_new_ticket(request: HttpRequest) -> HttpResponse:
    """Forget the form of a new ticket."""
    drafts.forget_draft(actor=actor_of(request), ticket_id=None, kind=DraftKind.TICKET)
    return HttpResponse(status=204)


def _keep(request: HttpRequest, ticket_id: int | None, body: DraftIn) -> HttpResponse:
    written = Written(
        kind=body.kind,
        body_html=body.body_html,
        attachment_ids=tuple(body.attachment_ids),
        cc=tuple(body.cc),
        bcc=tuple(body.bcc),
        form=body.form,
        seen_message_id=body.seen_message_id,
    )
    view = drafts.save_draft(
        actor=actor_of(request),
        at=now(),
        ticket_id=ticket_id,
        written=written,
        expected_version=expected_version(request),
    )
    return json_response(view, headers={"ETag": etag(view.version)})


@router.get("/me/drafts", permission=OWN, response=BegunPage)
def list_begun(request: HttpRequest, limit: Limit = 50) -> HttpResponse:
    """All that one has begun to write, the last changed first."""
    return json_response({"items": begun(actor_of(request), limit=limit)})


@router.get("/tickets/{number}/planned-replies", permission=P.READ, response=PlannedList)
def list_planned(request: HttpRequest, number: str) -> HttpResponse:
    """Replies that wait on a ticket, for their instant or for their author."""
    actor = actor_of(request)
    return json_response({"items": planned_on(actor, tickets.ticket_for(actor, number))})


@router.post("/tickets/{number}/planned-replies", permission=P.WRITE, response={201: PlannedList})
def plan(request: HttpRequest, number: str, body: PlanIn) -> HttpResponse:
    """Send a reply in some seconds (it can be taken back until then), or at an instant."""
    actor = actor_of(request)
    wanted = Plan(
        body_html=body.body_html,
        attachment_ids=tuple(body.attachment_ids),
        recipients=tickets.recipients_of(cc=body.cc, bcc=body.bcc),
        set_status=body.set_status,
        seen_message_id=body.seen_message_id,
        undo_seconds=body.undo_seconds,
        send_at=body.send_at,
    )
    row = planned.plan_reply(actor=actor, at=now(), number=number, plan=wanted)
    shown = [one for one in planned_on(actor, tickets.ticket_for(actor, number)) if one.id == row.id]
    return json_response({"items": shown}, status=201)


@router.patch("/tickets/{number}/planned-replies/{uuid:reply_id}", permission=P.WRITE, response=PlannedList)
def move_planned(request: HttpRequest, number: str, reply_id: UUID, body: PlanPatch) -> HttpResponse:
    """Send a reply of one's own at another instant."""
    actor = actor_of(request)
    planned.change_planned(actor=actor, at=now(), number=number, reply_id=reply_id, send_at=body.send_at)
    return json_response({"items": planned_on(actor, tickets.ticket_for(actor, number))})


@router.post(
    "/tickets/{number}/planned-replies/{uuid:reply_id}/cancel", permission=P.WRITE, response=TakenBack
)
def take_back(request: HttpRequest, number: str, reply_id: UUID) -> HttpResponse:
    """Take a reply of one's own back before it is sent; the answer holds its words."""
    actor = actor_of(request)
    row = planned.cancel_planned(actor=actor, at=now(), number=number, reply_id=reply_id)
    kept: dict[str, Any] = {
        "body_html": row.body_html,
        "attachments": files.own_uploads(actor, [UUID(one) for one in row.attachments]),
        "cc": row.cc,
        "bcc": row.bcc,
    }
    return json_response(kept)


@router.post(
    "/tickets/{number}/planned-replies/{uuid:reply_id}/send", permission=P.WRITE, response=PlannedSent
)
def send_planned(request: HttpRequest, number: str, reply_id: UUID) -> HttpResponse:
    """Send a reply of one's own now, whatever came between."""
    message_id = planned.send_now(actor=actor_of(request), at=now(), number=number, reply_id=reply_id)
    return json_response({"message_id": message_id})


@router.put("/tickets/{number}/presence", permission=P.READ, response=OnlookersOut)
def be_present(request: HttpRequest, number: str, body: PresenceIn) -> HttpResponse:
    """Say that one has the ticket open, and what one writes; who else is there. Renewed every 15 seconds."""
    found = presence.renew_presence(actor=actor_of(request), at=now(), number=number, writing=body.writing)
    return json_response({"items": found})


@router.delete("/tickets/{number}/presence", permission=P.READ, response={204: None})
def be_gone(request: HttpRequest, number: str) -> HttpResponse:
    """Say that one has closed the ticket."""
    presence.leave(actor=actor_of(request), at=now(), number=number)
    return HttpResponse(status=204)


@router.get("/me/writing", permission=MINE, response=HabitsOut)
def read_habits(request: HttpRequest) -> HttpResponse:
    """Where the desk goes after sending, and for how many seconds a reply can be taken back."""
    row = habits_of(actor_of(request))
    return json_response({"after_send": row.after_send, "undo_seconds": row.undo_seconds})


@router.put("/me/writing", permission=MINE, response=HabitsOut)
def change_habits(request: HttpRequest, body: HabitsIn) -> HttpResponse:
    """Change one's own settings of writing."""
    row = habits.set_habits(
        actor=actor_of(request), at=now(), after_send=body.after_send, undo_seconds=body.undo_seconds
    )
    return json_response({"after_send": row.after_send, "undo_seconds": row.undo_seconds})


@router.get("/me/trusted-senders", permission=MINE, response=TrustedOut)
def list_trusted(request: HttpRequest) -> HttpResponse:
    """Contacts in whose mails pictures of other servers are loaded without asking."""
    return json_response({"contact_ids": trusted_senders(actor_of(request))})


@router.put("/me/trusted-senders/{uuid:contact_id}", permission=MINE, response={204: None})
def trust(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Always load the pictures in this contact's mails."""
    habits.trust_sender(actor=actor_of(request), at=now(), contact_id=contact_id, trusted=True)
    return HttpResponse(status=204)


@router.delete("/me/trusted-senders/{uuid:contact_id}", permission=MINE, response={204: None})
def distrust(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Ask again before the pictures in this contact's mails are loaded."""
    habits.trust_sender(actor=actor_of(request), at=now(), contact_id=contact_id, trusted=False)
    return HttpResponse(status=204)
