"""Where one may search: where one may read, and nowhere else."""

from collections.abc import Callable

PLACES = {
    "A": ("tickets.subject",),
    "B": ("tickets.requester.name", "tickets.requester.company"),
    "C": ("tickets.messages", "tickets.attachments"),
    "D": ("tickets.requester.email", "tickets.requester.phone"),
}
SUBJECT = "A"
EMAIL, PHONE = "tickets.requester.email", "tickets.requester.phone"


def weights_for(shows: Callable[[str], bool]) -> str:
    """The weights of a document that may be searched.

    A field that is hidden or only masked, for whatever ticket type, closes its place: a word that is found
    there would tell what may not be read.

    Args:
        shows: whether a field may be read in full, for every ticket type.
    """
    return "".join(weight for weight, fields in PLACES.items() if all(map(shows, fields)))
