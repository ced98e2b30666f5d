"""Sections of a contact's overview 360° that modules above provide, without being imported."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import Caller

Section = Callable[[Caller, UUID, int], Any]
"""Caller, contact, how many lines at most → what the section shows; None for nothing that he may see."""

_sections: dict[str, Section] = {}


def register_overview_section(name: str, section: Section) -> None:
    """Provide a section; one of the same name is replaced.

    Args:
        name: a field of `http.overview.OverviewOut`.
        section: answers by a number of statements that does not grow with the lines.
    """
    _sections[name] = section


def overview_section(name: str, caller: Caller, contact_id: UUID, limit: int) -> Any:
    """What a section shows; None when nobody provides it."""
    section = _sections.get(name)
    return section(caller, contact_id, limit) if section else None
