"""What comes after a ticket's own rows: the dispatch decisions, and the surveys of solved tickets."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson

from config.sample_data.copying import copy_rows
from config.sample_data.house import AGENTS
from config.sample_data.rows import Catalogue, Rows
from config.sample_data.story import SampleTicket
from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY, Candidate, choose
from relaydesk.platform.ids import uuid7

SURVEY_DAYS = 30
_DECISIONS = (
    "COPY dispatch_decision (id, ticket_id, team_id, at, strategy, trigger, outcome, reason, chosen_id,"
    " candidates) FROM STDIN"
)
_SURVEYS = (
    "COPY surveys_survey (id, ticket_id, contact_id, locale, sent_at, expires_at, score, comment,"
    " answered_at) FROM STDIN"
)


def write(rows: Rows, catalogue: Catalogue) -> None:
    """Write decisions and surveys for a chunk of tickets."""
    copy_rows(_DECISIONS, [_decision(ticket_id, story, catalogue) for ticket_id, story in rows.decisions])
    copy_rows(_SURVEYS, [_survey(ticket_id, story, catalogue) for ticket_id, story in rows.surveys])


def _decision(ticket_id: int, story: SampleTicket, catalogue: Catalogue) -> list[Any]:
    """The rule itself decides, among loads that make the story's agent the least loaded."""
    house = catalogue.house
    members = [place for place, someone in enumerate(AGENTS) if story.team in someone.teams]
    candidates = [
        Candidate(
            agent_id=house.agents[place],
            name=AGENTS[place].name,
            active=True,
            presence="online" if place == story.assignee else AGENTS[place].presence,
            load=(ticket_id + place) % 5 + (0 if place == story.assignee else 5),
            capacity=DEFAULT_CAPACITY,
            last_assigned_at=None,
        )
        for place in members
    ]
    choice = choose(candidates, priority=story.priority)
    looked_at = [
        [
            str(one.candidate.agent_id),
            one.candidate.presence,
            one.candidate.load,
            one.candidate.capacity,
            one.eligible,
            list(one.reasons),
        ]
        for one in choice.assessed
    ]
    chosen: UUID | None = choice.chosen.agent_id if choice.chosen else None
    what = ["least_loaded", "opened", "assigned", choice.reason, chosen]
    at = story.assigned_at
    return [uuid7(), ticket_id, house.teams[story.team], at, *what, orjson.dumps(looked_at).decode()]


def _survey(ticket_id: int, story: SampleTicket, catalogue: Catalogue) -> list[Any]:
    sent = max(move.at for move in story.moves if move.after == "solved")
    locale = catalogue.people[story.person].locale
    contact = catalogue.contacts[story.person]
    expires = sent + timedelta(days=SURVEY_DAYS)
    return [uuid7(), ticket_id, contact, locale, sent, expires, story.score, story.comment, story.scored_at]
