"""Which contacts somebody may see: all, but for those under a label that he is not cleared for.

Contacts belong to the house, not to a department: a scope narrower than all narrows tickets, not contacts
(docs/adr/0010). One decision, in two forms: for lists and for one contact.
"""

from typing import Any

from relaydesk.people.contracts import Caller


def visible_sql(caller: Caller) -> tuple[str, list[Any]]:
    """As SQL over `c` with its parameters."""
    if caller.labels is None:
        return "TRUE", []
    if not caller.labels:
        return "c.label IS NULL", []
    return "(c.label IS NULL OR c.label = ANY(%s))", [sorted(caller.labels)]


def sees(caller: Caller, label: str | None) -> bool:
    """As a question about one contact."""
    return label is None or caller.labels is None or label in caller.labels
