"""For tests."""

from relaydesk.platform.testing import catch_up
from relaydesk.workbench.actions.follow import NAME, follow_the_record


def keep_parts() -> None:
    """Let the lists catch up with the record."""
    catch_up(NAME, follow_the_record)
