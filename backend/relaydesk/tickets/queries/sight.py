"""What one reader sees of a ticket: hidden fields are left out, masked ones lose what matters."""

from typing import Any

from relaydesk.access.contracts import EVERY_TYPE, Actor, FieldRight
from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.public import kinds_masked_for, mask_html, mask_text, mask_value
from relaydesk.tickets import permissions
from relaydesk.tickets.queries.showing import shown_to

Json = dict[str, Any]
MASK = "***"
_IDENTITIES = (
    ("email", Kind.EMAIL, permissions.REQUESTER_EMAIL),
    ("phone", Kind.PHONE, permissions.REQUESTER_PHONE),
)

_NULLED = {
    "assignee": (permissions.ASSIGNEE, None),
    "team": (permissions.TEAM, None),
    "tags": (permissions.TAGS, ()),
    "label": (permissions.LABEL, None),
    "stopwatches": (permissions.STOPWATCHES, ()),
    "next_due_at": (permissions.STOPWATCHES, None),
    "time_left": (permissions.STOPWATCHES, None),
    "at_risk": (permissions.STOPWATCHES, False),
    "satisfaction": (permissions.SATISFACTION, None),
    "planned_from": (permissions.PLANNED, None),
    "planned_until": (permissions.PLANNED, None),
}
"""Parts of a ticket that are empty for those who may not see them in full."""

_FREE_TEXT = ("note", "item", "text", "activity")
"""Free text in lines of time, costs and things to do, as their facts keep it."""


class Sight:
    """The eyes of one reader; made once for each answer."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.narrow = bool(actor.field_rights)
        self._kinds: dict[str, frozenset[Kind]] = {}

    def right(self, field: str, type_key: str) -> FieldRight:
        """His right on a field."""
        return self.actor.field_right(field, type_key) if self.narrow else FieldRight.WRITE

    def kinds(self, type_key: str) -> frozenset[Kind]:
        """The kinds of sensitive data that he sees masked in tickets of a type."""
        key = type_key if self.narrow else EVERY_TYPE
        if key not in self._kinds:
            self._kinds[key] = kinds_masked_for(self.actor, key)
        return self._kinds[key]

    def row(self, row: Json) -> Json:
        """A ticket of a list or in full, changed in place."""
        type_key = row["type"]["key"]
        kinds, requester = self.kinds(type_key), row["requester"]
        if kinds:
            row["subject"] = mask_text(row["subject"], kinds)
        for name, kind, field in _IDENTITIES:
            right = self.right(field, type_key)
            if right is FieldRight.HIDDEN:
                requester[name] = None
            elif requester[name] and (right is FieldRight.MASKED or kind in kinds):
                requester[name] = mask_value(kind, requester[name])
        if self.narrow:
            self._narrow(row, type_key)
        return row

    def _narrow(self, row: Json, type_key: str) -> None:
        subject = self.right(permissions.SUBJECT, type_key)
        if not subject.shows:
            row["subject"] = MASK if subject is FieldRight.MASKED else ""
        name = self.right(permissions.REQUESTER_NAME, type_key)
        if not name.shows:
            whole = row["requester"]["name"]
            row["requester"]["name"] = f"{whole[:1]}**" if name is FieldRight.MASKED else ""
        for part, (field, nothing) in _NULLED.items():
            if part in row and not self.right(field, type_key).shows:
                row[part] = nothing

    def line(self, line: Json, type_key: str) -> Json | None:
        """A line of the timeline, or None when it is nothing for these eyes."""
        kinds = self.kinds(type_key)
        if line["event"] is not None:
            told = shown_to(self.actor, type_key, line["event"]) if self.narrow else line["event"]
            return {**line, "event": _masked_event(told, kinds)} if told is not None else None
        message = line["message"]
        right = self.right(permissions.MESSAGES, type_key)
        if right is FieldRight.HIDDEN:
            return None
        if right is FieldRight.MASKED:
            message.update(body_html=f"<p>{MASK}</p>", body_text=MASK, quoted_html=None)
        elif kinds:
            message["body_html"] = mask_html(message["body_html"], kinds)
            message["quoted_html"] = message["quoted_html"] and mask_html(message["quoted_html"], kinds)
            message["body_text"] = mask_text(message["body_text"], kinds)
        if message["recipients"] is not None and (right is FieldRight.MASKED or Kind.EMAIL in kinds):
            message["recipients"] = {
                name: [mask_value(Kind.EMAIL, one) for one in addresses]
                for name, addresses in message["recipients"].items()
            }
        if not self.right(permissions.ATTACHMENTS, type_key).shows:
            message["attachments"] = []
        return line


def _masked_event(event: Json, kinds: frozenset[Kind]) -> Json:
    """A fact whose free text is masked: subjects stand in the record too."""
    data, changes = event["data"], event["data"].get("changes")
    for key in ("subject", "reason"):  # why the requester is another is written freely
        if kinds and isinstance(data.get(key), str):
            data = {**data, key: mask_text(data[key], kinds)}
    if kinds and isinstance(changes, dict) and isinstance(changes.get("subject"), list):
        subjects = [mask_text(str(one), kinds) for one in changes["subject"]]
        data = {**data, "changes": {**changes, "subject": subjects}}
    for side in ("before", "after"):
        line = data.get(side)
        if kinds and isinstance(line, dict):
            plain = {k: mask_text(v, kinds) if k in _FREE_TEXT else v for k, v in line.items()}
            data = {**data, side: plain}
    return {**event, "data": data}


def refused_filters(actor: Actor, *, assignee: bool, team: bool) -> list[str]:
    """Fields by which this reader may not narrow a list: what is hidden must not be found out by asking.

    A field hidden for one ticket type only is refused for all: the answer would tell of that type too.
    """
    asked = {permissions.ASSIGNEE: assignee, permissions.TEAM: team}
    rights = actor.field_rights.items()
    return [
        field
        for field, is_asked in asked.items()
        if is_asked and any(name == field and not right.shows for (name, _), right in rights)
    ]


def shown_html(actor: Actor, type_key: str, html: str) -> str:
    """A body on a ticket of this type as this reader sees it: nothing, or masked, where messages are."""
    sight = Sight(actor)
    if not sight.right(permissions.MESSAGES, type_key).shows:
        return ""
    kinds = sight.kinds(type_key)
    return mask_html(html, kinds) if kinds else html
