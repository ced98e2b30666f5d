"""What comes after a ticket's own rows: the dispatch decisions, and the surveys of solved tickets."""

from config.sample_data.rows import Catalogue, Rows


def write(rows: Rows, catalogue: Catalogue) -> None:
    """Write decisions and surveys for a chunk of tickets."""
