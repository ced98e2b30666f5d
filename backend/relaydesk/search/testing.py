"""For the tests of other modules."""

from relaydesk.search.actions.follow import follow_the_record


def index_everything() -> None:
    """Let the index catch up with the record."""
    while follow_the_record():
        pass
