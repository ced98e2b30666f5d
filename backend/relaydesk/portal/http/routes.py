"""Routes of the portal. Nobody signs in here: a link with a signed token is the key to one ticket."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile

from relaydesk.access.contracts import Actor
from relaydesk.files import public as files
from relaydesk.files.contracts import AttachmentView
from relaydesk.people.public import normal_email
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid, NotFound, TooLarge
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import PUBLIC, Router
from relaydesk.portal.actions import submit_request as requests
from relaydesk.portal.actions.answer_ticket import answer_ticket
from relaydesk.portal.actions.spend_quota import spend_quota
from relaydesk.portal.brake import Brake
from relaydesk.portal.http.schemas import AnswerIn, AnswerOut, RequestIn, RequestOut, TicketOut, UploadOut
from relaydesk.portal.http.source import source_of
from relaydesk.portal.links import Link, open_link, requester_of
from relaydesk.portal.queries.ticket_page import attachment_of, kin_for, page_tag, survey_for, ticket_page
from relaydesk.portal.rules import limits
from relaydesk.portal.uploads import upload_name

router = Router(tags=["portal"])

LINK = PUBLIC("The signed token in the address is the key: it opens this one ticket for its requester.")
FORM = PUBLIC("Anyone may ask for help; limited by source, by address and as a whole.")
LARGEST_FILE = 20 * 1024 * 1024
NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

READS = Brake(limits.READS_PER_LINK)
WRONG_LINKS = Brake(limits.WRONG_LINKS_PER_SOURCE)


def _follow(request: HttpRequest, token: str) -> Link:
    """Open a link; who tries many wrong ones is stopped."""
    at, source = now(), source_of(request)
    WRONG_LINKS.check(source, at=at)
    try:
        return open_link(token)
    except NotFound:
        WRONG_LINKS.use(source, at=at)
        raise


@router.get("/portal/tickets/{token}", permission=LINK, response=TicketOut)
def get_ticket(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket for its requester; 304 when `If-None-Match` names what he has already."""
    link = _follow(request, token)
    READS.use(str(link.ticket.id), at=now())
    survey = survey_for(link)
    kin = kin_for(link)
    headers = {**NO_STORE, "ETag": page_tag(link, survey, kin)}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    return json_response(ticket_page(link, survey, kin), headers=headers)


@router.post("/portal/tickets/{token}/messages", permission=LINK, response={201: AnswerOut})
def post_message(request: HttpRequest, token: str, body: AnswerIn) -> HttpResponse:
    """Answer. A waiting or solved ticket opens again; a closed one gets a follow-up ticket."""
    link = _follow(request, token)
    at = now()
    spend_quota(
        [(limits.ANSWERS_PER_SOURCE, source_of(request)), (limits.ANSWERS_PER_LINK, str(link.ticket.id))],
        at=at,
    )
    answered = answer_ticket(link=link, at=at, body=body.body, attachment_names=body.attachment_ids)
    return json_response(answered, status=201, headers=NO_STORE)


@router.post(
    "/portal/tickets/{token}/files",
    permission=LINK,
    response={201: UploadOut},
    max_body=LARGEST_FILE + 64 * 1024,
)
def post_file(request: HttpRequest, token: str, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """Upload a file for an answer to this ticket; it belongs to no one else's."""
    link = _follow(request, token)
    at = now()
    spend_quota(
        [(limits.FILES_PER_SOURCE, source_of(request)), (limits.FILES_PER_LINK, str(link.ticket.id))], at=at
    )
    stored = _store(file, requester_of(link))
    return _uploaded(stored, scope=link.upload_scope, draft=None)


@router.get("/portal/files/{token}/{uuid:file_id}", permission=LINK, download=True)
def get_file(request: HttpRequest, token: str, file_id: UUID) -> HttpResponse:
    """Download an attachment of a public message of this ticket."""
    link = _follow(request, token)
    content = files.read(attachment_of(link, file_id).id)
    if content is None:
        raise NotFound
    return HttpResponse(content.data, headers={**content.headers, **NO_STORE})


@router.post("/portal/files", permission=FORM, response={201: UploadOut}, max_body=LARGEST_FILE + 64 * 1024)
def post_form_file(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    draft: Form[str] = "",
) -> HttpResponse:
    """Upload a file for the public form; the first one names the draft that all others go with."""
    spend_quota([(limits.FORM_FILES_PER_SOURCE, source_of(request))], at=now())
    draft = draft or requests.new_draft()
    stored = _store(file, requests.draft_uploader(draft))
    return _uploaded(stored, scope=f"draft:{draft}", draft=draft)


@router.post("/portal/requests", permission=FORM, response={201: RequestOut})
def post_request(request: HttpRequest, body: RequestIn) -> HttpResponse:
    """Send the public form. The answer never tells whether the address was known."""
    if body.website:
        # Words of a form that no person fills; the machine learns only that something was not right.
        raise Invalid.field("website", "not_empty", "Leave this field empty.")
    email = normal_email(body.email)
    if email is None:
        raise Invalid.field("email", "not_an_address", "This is not an e-mail address.")
    at = now()
    spend_quota(
        [
            (limits.REQUESTS_PER_SOURCE, source_of(request)),
            (limits.REQUESTS_PER_ADDRESS, email),
            (limits.REQUESTS_ALL, ""),
        ],
        at=at,
    )
    made = requests.submit_request(
        at=at,
        name=body.name,
        email=email,
        phone=body.phone or None,
        subject=body.subject,
        body=body.body,
        locale=_language(body.locale, request),
        draft=body.draft,
        attachment_names=body.attachment_ids,
        source=source_of(request),
    )
    return json_response(made, status=201, headers=NO_STORE)


def _language(asked: str | None, request: HttpRequest) -> str:
    """The language that the form was shown in; else the first that the browser asks for, of ours."""
    wanted = asked or request.headers.get("Accept-Language", "")
    return "en" if wanted[:2].lower() == "en" else "zh"


def _store(file: UploadedFile, uploader: Actor) -> AttachmentView:
    if file.size is not None and file.size > LARGEST_FILE:
        raise TooLarge(data={"limit_bytes": LARGEST_FILE})
    return files.store(
        name=file.name or "file",
        content_type=file.content_type or "application/octet-stream",
        data=file.read(),
        uploader=uploader,
        at=now(),
    )


def _uploaded(stored: AttachmentView, *, scope: str, draft: str | None) -> HttpResponse:
    answer = {
        "id": upload_name(stored.id, scope=scope),
        "name": stored.name,
        "size": stored.size,
        "draft": draft,
    }
    return json_response(answer, status=201, headers=NO_STORE)
