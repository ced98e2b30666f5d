"""Bodies of the routes about contacts."""

from uuid import UUID

from relaydesk.platform.http.schemas import Out


class ContactOut(Out):
    """A contact."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    locale: str
    company: str | None
    company_id: UUID | None
    label: str | None


class ContactList(Out):
    """Contacts found."""

    items: list[ContactOut]
