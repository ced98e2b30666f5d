"""What a requester reads about the state of his ticket.

The free names of statuses are words of the house ("等仓库"); a requester sees one of six plain words instead.
"""

LABELS: dict[str, tuple[str, str]] = {
    "new": ("已提交", "Submitted"),
    "open": ("处理中", "In progress"),
    "waiting": ("等待您的回复", "Waiting for you"),
    "hold": ("处理中", "In progress"),
    "solved": ("已解决", "Solved"),
    "closed": ("已关闭", "Closed"),
}


def status_label(category: str) -> tuple[str, str]:
    """The Chinese and the English word for a status category."""
    return LABELS[category]
