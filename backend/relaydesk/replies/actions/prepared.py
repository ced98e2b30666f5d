"""Prepared words for what is done to many tickets: a saved reply, or words with the same variables."""

from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import FieldError, Invalid
from relaydesk.platform.html import sanitize, to_text
from relaydesk.replies.actions.planned import while_sending
from relaydesk.replies.contracts import LANGUAGES, MAX_TEMPLATE
from relaydesk.replies.queries.saved import fill_for, saved_reply
from relaydesk.replies.rules.templates import faults_of
from relaydesk.tickets.contracts import ReplyWish


class PreparedReplies:
    """What `tickets` asks of us when many requesters are answered at once."""

    def check(self, actor: Actor, wish: ReplyWish) -> None:
        """Refuse words that could be filled for no ticket.

        Raises:
            NotFound: there is no such saved reply that the actor may use.
            Invalid: nothing is said, or its variables are faulty.
        """
        self._bodies(actor, wish)

    def fill(self, actor: Actor, number: str, wish: ReplyWish, at: datetime) -> str:
        """The words for one ticket, in its requester's language where they are written in it."""
        return fill_for(actor, number, self._bodies(actor, wish), language=None, at=at).html

    def sending(self) -> AbstractContextManager[None]:
        """The agent's own drafts stay."""
        return while_sending()

    def _bodies(self, actor: Actor, wish: ReplyWish) -> dict[str, str]:
        named = wish.get("saved_reply_id")
        if named is not None:
            return dict(saved_reply(actor, UUID(str(named))).bodies)
        html = sanitize(wish.get("body_html") or "")
        if not to_text(html).strip():
            raise Invalid.field("change.reply", "required", "Say something.")
        if len(html) > MAX_TEMPLATE:
            raise Invalid.field("change.reply", "too_long", f"At most {MAX_TEMPLATE} characters.")
        faults = [FieldError("change.reply", one.code, one.what) for one in faults_of(html)]
        if faults:
            raise Invalid(faults)
        return {LANGUAGES[0]: html}
