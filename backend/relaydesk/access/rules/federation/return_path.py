"""Where a browser goes after it has signed in: into the desk, nowhere else (CVE-2022-25803)."""

import re

DESK = "/desk/"
PATH = re.compile(r"/desk/(?:[A-Za-z0-9_.~-]+/?)*(?:\?[A-Za-z0-9_.~=&%+-]*)?")


def return_path(wanted: str) -> str:
    """The path wanted when it lies in the desk, else the desk's start."""
    return wanted if len(wanted) <= 500 and ".." not in wanted and PATH.fullmatch(wanted) else DESK
