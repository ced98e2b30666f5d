"""For the tests of other modules."""

from relaydesk.platform.testing import catch_up
from relaydesk.search.actions.follow import NAME, follow_the_record


def index_everything() -> None:
    """Let the index catch up with the record."""
    catch_up(NAME, follow_the_record)
