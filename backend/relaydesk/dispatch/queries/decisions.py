"""Decisions as the screen "why this agent" shows them."""

from typing import Any
from uuid import UUID

from relaydesk.dispatch.models import Decision
from relaydesk.people import public as people

LIMIT = 50


def decisions_of(ticket_id: int) -> list[dict[str, Any]]:
    """The decisions about a ticket, newest first, at most `LIMIT`, each with its candidates in order of
    choice.
    """
    rows = list(Decision.objects.filter(ticket_id=ticket_id).order_by("-id")[:LIMIT])
    ids = {UUID(line[0]) for row in rows for line in row.candidates} | {
        row.chosen_id for row in rows if row.chosen_id is not None
    }
    names = {agent_id: view.name for agent_id, view in people.agents(ids).items()}
    return [_shown(row, names) for row in rows]


def _shown(row: Decision, names: dict[UUID, str]) -> dict[str, Any]:
    team = people.team(row.team_id)
    lines = [_candidate(line, names) for line in row.candidates]
    lines.sort(
        key=lambda one: (
            one["agent"]["id"] != row.chosen_id,
            not one["eligible"],
            one["load"],
            one["agent"]["name"],
        )
    )
    return {
        "id": row.id,
        "at": row.at,
        "team": {"id": row.team_id, "name": team.name if team else ""},
        "strategy": row.strategy,
        "trigger": row.trigger,
        "outcome": row.outcome,
        "reason": row.reason,
        "chosen": None
        if row.chosen_id is None
        else {"id": row.chosen_id, "name": names.get(row.chosen_id, "")},
        "candidates": lines,
    }


def _candidate(line: list[Any], names: dict[UUID, str]) -> dict[str, Any]:
    agent_id = UUID(line[0])
    _, presence, load, capacity, eligible, reasons = line
    return {
        "agent": {"id": agent_id, "name": names.get(agent_id, "")},
        "eligible": eligible,
        "reasons": reasons,
        "presence": presence,
        "load": load,
        "capacity": capacity,
        # The least loaded strategy ranks by load alone; lower is better.
        "score": load,
    }
