"""Where a browser goes after it has signed in: into the desk or to our question of consent, nowhere else.

So no link to us becomes a link to somewhere else (CVE-2022-25803). The desk holds to the same rule where it
reads `next` (`frontend/features/access/src/sign-in/arrival.ts`).
"""

import re

DESK = "/desk/"
# The question of consent brings an address to go back to, and compares it with what was entered.
LONGEST = 2000
QUERY = r"[A-Za-z0-9_.~=&%+*-]*"
PATH = re.compile(rf"/desk/(?:[A-Za-z0-9_.~-]+/?)*(?:\?{QUERY})?|/oauth/authorize\?{QUERY}")


def return_path(wanted: str) -> str:
    """The path wanted when it is one of these, else the desk's start."""
    return wanted if len(wanted) <= LONGEST and ".." not in wanted and PATH.fullmatch(wanted) else DESK
