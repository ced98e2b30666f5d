"""Calendar parts (RFC 5545): shown as a card, never acted upon (security, "Calendar invitations")."""

import re

from relaydesk.channels.rules.mail.headers import one_line
from relaydesk.channels.rules.mail.model import Invitation

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?(?:\d\d)?(Z)?\Z")


def read_invitation(text: str) -> Invitation | None:
    """Return the first event, or None when there is none."""
    unfolded = text[:200_000].replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    values: dict[str, str] = {}
    method = ""
    inside = False
    for line in unfolded.split("\n")[:5_000]:
        head, _, value = line.partition(":")
        name = head.partition(";")[0].upper()
        if name == "METHOD":
            method = value.strip()[:20]
        elif name == "BEGIN" and value.strip().upper() == "VEVENT":
            inside = True
        elif name == "END" and value.strip().upper() == "VEVENT":
            break
        elif inside and name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER"):
            zone = re.search(r"TZID=\"?([^;\":]{1,60})", head, re.IGNORECASE)
            values.setdefault(name, _plain(value) + (f" {zone.group(1)}" if zone else ""))
    if not inside:
        return None
    return Invitation(
        method=one_line(method),
        summary=values.get("SUMMARY", ""),
        starts=_stamp(values.get("DTSTART", "")),
        ends=_stamp(values.get("DTEND", "")),
        location=values.get("LOCATION", ""),
        organizer=re.sub(r"(?i)^mailto:", "", values.get("ORGANIZER", "")),
    )


def _plain(value: str) -> str:
    text = value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";")
    return one_line(text.replace("\\\\", "\\"))[:500]


def _stamp(value: str) -> str:
    stamp, _, zone = value.partition(" ")
    found = _STAMP.match(stamp)
    if found is None:
        return value[:60]
    year, month, day, hour, minute, utc = found.groups()
    time = f" {hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}{time}{' UTC' if utc else f' {zone}' if zone else ''}"
