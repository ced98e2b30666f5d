"""Messages with exactly the fields that a requester may see."""

from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.http.schemas import Json
from relaydesk.portal.links import Link
from relaydesk.portal.rules.inline_images import readdressed
from relaydesk.tickets.contracts import AuthorKind, MessageView


def shown_message(message: MessageView, link: Link) -> Json:
    """A public message as the bearer of `link` sees it."""
    files = [_shown_file(file, link.token) for file in message.attachments]
    addresses = {file["id"]: file["url"] for file in files}

    def here(html: str) -> str:
        return readdressed(
            html,
            by_path={f"/api/v1/files/{ident}": url for ident, url in addresses.items()},
            by_content_id={a.content_id: addresses[str(a.id)] for a in message.attachments if a.content_id},
        )

    return {
        "id": str(message.id),
        "author": {"kind": message.author_kind, "name": _shown_name(message)},
        "mine": message.author_kind == AuthorKind.CONTACT and message.author_contact_id == link.contact_id,
        "automatic": message.automatic,
        "at": message.created_at,
        "body_html": here(message.body_html),
        "quoted_html": here(message.quoted_html) if message.quoted_html else None,
        "attachments": files,
    }


def _shown_name(message: MessageView) -> str:
    # Names of parts of the system ("intake", "automation") tell a requester nothing.
    return "" if message.author_kind == AuthorKind.SYSTEM else message.author_name


def _shown_file(file: AttachmentView, token: str) -> Json:
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "content_type": file.content_type,
        "url": f"/api/v1/portal/files/{token}/{file.id}",
        "inline": file.inline,
    }
