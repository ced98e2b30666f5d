"""The indexes of the ticket row: for each way into a list, one for each order that it offers.

The ways: everything, a department, a team, an agent, nobody yet, a category. The orders by due instant, by
priority and by plan concern few tickets each, so their indexes hold only those. An index in the order that is
asked for costs about 10 µs of each write, and lets a page be read without the set behind it. Where one is
missing, the planner hopes to meet a page of what is asked for early in some other index, and where all of it
is at the far end (the open tickets among a million finished ones) it reads everything before.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from relaydesk.tickets.contracts import OPEN_CATEGORIES

IS_OPEN = Q(status_category__in=[c.value for c in OPEN_CATEGORIES])
_DUE = Q(next_due_at__isnull=False)
_PLANNED = Q(planned_from__isnull=False)
_UNASSIGNED = Q(assignee__isnull=True) & IS_OPEN

TICKET_INDEXES = [
    # Everything.
    models.Index("updated_at", "id", name="tickets_ticket_updated"),
    models.Index("created_at", "id", name="tickets_ticket_created"),
    models.Index("next_due_at", "id", condition=_DUE, name="tickets_ticket_due"),
    models.Index("planned_from", "id", condition=_PLANNED, name="tickets_ticket_planned"),
    models.Index("updated_at", "id", condition=IS_OPEN, name="tickets_ticket_open_updated"),
    models.Index("created_at", "id", condition=IS_OPEN, name="tickets_all_opencreated"),
    models.Index("priority", "id", condition=IS_OPEN, name="tickets_ticket_priority_order"),
    models.Index("planned_from", "id", condition=_PLANNED & IS_OPEN, name="tickets_all_openplanned"),
    # What is due within some span, in another order: what is overdue, the last changed first.
    models.Index("updated_at", "id", condition=_DUE, name="tickets_due_updated"),
    models.Index("created_at", "id", condition=_DUE, name="tickets_due_created"),
    models.Index("priority", "id", condition=_DUE, name="tickets_due_rank"),
    # A department.
    models.Index("department", "updated_at", "id", name="tickets_ticket_department"),
    models.Index("department", "created_at", "id", name="tickets_department_created"),
    models.Index("department", "next_due_at", "id", condition=_DUE, name="tickets_department_due"),
    models.Index("department", "updated_at", "id", condition=IS_OPEN, name="tickets_department_openupdated"),
    models.Index("department", "created_at", "id", condition=IS_OPEN, name="tickets_department_opencreated"),
    models.Index("department", "priority", "id", condition=IS_OPEN, name="tickets_department_openrank"),
    models.Index("department", "status_category", "updated_at", "id", name="tickets_ticket_department_in"),
    models.Index("department", "planned_from", "id", condition=_PLANNED, name="tickets_department_planned"),
    models.Index(
        "department",
        "planned_from",
        "id",
        condition=_PLANNED & IS_OPEN,
        name="tickets_department_openplanned",
    ),
    # A team.
    models.Index("team", "updated_at", "id", name="tickets_ticket_team"),
    models.Index("team", "created_at", "id", name="tickets_team_created"),
    models.Index("team", "next_due_at", "id", condition=_DUE, name="tickets_team_due"),
    models.Index("team", "updated_at", "id", condition=IS_OPEN, name="tickets_ticket_open_team"),
    models.Index("team", "created_at", "id", condition=IS_OPEN, name="tickets_team_opencreated"),
    models.Index("team", "priority", "id", condition=IS_OPEN, name="tickets_team_openrank"),
    models.Index("team", "status_category", "updated_at", "id", name="tickets_ticket_team_in"),
    models.Index("team", "planned_from", "id", condition=_PLANNED, name="tickets_team_planned"),
    models.Index("team", "planned_from", "id", condition=_PLANNED & IS_OPEN, name="tickets_team_openplanned"),
    # An agent.
    models.Index("assignee", "updated_at", "id", name="tickets_ticket_assignee"),
    models.Index("assignee", "created_at", "id", name="tickets_assignee_created"),
    models.Index("assignee", "next_due_at", "id", condition=_DUE, name="tickets_assignee_due"),
    models.Index("assignee", "planned_from", "id", condition=_PLANNED, name="tickets_assignee_planned"),
    models.Index(
        "assignee", "planned_from", "id", condition=_PLANNED & IS_OPEN, name="tickets_assignee_openplanned"
    ),
    models.Index("assignee", "updated_at", "id", condition=IS_OPEN, name="tickets_ticket_open_assignee"),
    models.Index("assignee", "created_at", "id", condition=IS_OPEN, name="tickets_assignee_opencreated"),
    models.Index("assignee", "priority", "id", condition=IS_OPEN, name="tickets_assignee_openrank"),
    models.Index("assignee", "status_category", "updated_at", "id", name="tickets_assignee_in"),
    # Nobody yet.
    models.Index("updated_at", "id", condition=_UNASSIGNED, name="tickets_nobody_updated"),
    models.Index("created_at", "id", condition=_UNASSIGNED, name="tickets_nobody_created"),
    # A category.
    models.Index("status_category", "updated_at", "id", name="tickets_ticket_category_order"),
    models.Index("status_category", "created_at", "id", name="tickets_category_created"),
    models.Index("status_category", "next_due_at", "id", condition=_DUE, name="tickets_category_due"),
    models.Index(
        "status_category", "planned_from", "id", condition=_PLANNED, name="tickets_category_planned"
    ),
    # Which tickets bear a tag; most bear none, and cost nothing here.
    GinIndex(fields=["tags"], condition=~Q(tags=[]), name="tickets_ticket_tags"),
    # What is seldom: a requester, a label, the bin, sleep, what was merged.
    models.Index("requester", "updated_at", "id", name="tickets_ticket_requester"),
    models.Index("label", "updated_at", "id", condition=Q(label__isnull=False), name="tickets_ticket_label"),
    models.Index("deleted_at", "id", condition=Q(deleted_at__isnull=False), name="tickets_ticket_bin"),
    models.Index("updated_at", "id", condition=Q(snoozed_at__isnull=False), name="tickets_ticket_asleep"),
    models.Index("merged_into", condition=Q(merged_into__isnull=False), name="tickets_ticket_merged_into"),
]
