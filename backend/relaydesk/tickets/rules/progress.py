"""The progress bar that requester and desk see: 已提交 → 已受理 → 处理中 → 已解决."""

from datetime import datetime

from relaydesk.tickets.contracts import Category, ProgressStep

_LABELS = {
    "submitted": ("已提交", "Submitted"),
    "accepted": ("已受理", "Accepted"),
    "in_progress": ("处理中", "In progress"),
    "solved": ("已解决", "Solved"),
}


def progress(
    *,
    category: str,
    created_at: datetime,
    accepted_at: datetime | None,
    started_at: datetime | None,
    solved_at: datetime | None,
) -> tuple[ProgressStep, ...]:
    """Tell how far a ticket got.

    Args:
        category: the status category now.
        accepted_at: when an agent was first assigned or first acted.
        started_at: when the ticket first left `new`.
        solved_at: when it was solved, if it is.

    Returns:
        Four steps. Those before the current one are done; a solved ticket has all done. `at` is
        None for a step that was passed over without a time of its own.
    """
    if category in (Category.SOLVED, Category.CLOSED):
        reached = 3
    elif category != Category.NEW:
        reached = 2
    else:
        reached = 1 if accepted_at else 0
    times = (created_at, accepted_at, started_at, solved_at)
    finished = reached == 3
    steps = []
    for place, (key, (label, label_en)) in enumerate(_LABELS.items()):
        if place < reached or (finished and place == reached):
            state = "done"
        else:
            state = "current" if place == reached else "todo"
        steps.append(ProgressStep(key, label, label_en, state, times[place] if place <= reached else None))
    return tuple(steps)
