"""Addresses to which a message goes beside its requester, or to which it is forwarded."""

from collections.abc import Sequence

from relaydesk.people.public import normal_email
from relaydesk.platform.errors import FieldError, Invalid
from relaydesk.tickets.contracts import MAX_RECIPIENTS, Recipients


def recipients_of(*, to: Sequence[str] = (), cc: Sequence[str] = (), bcc: Sequence[str] = ()) -> Recipients:
    """Check addresses and tidy them; nobody gets a message twice, and who stands first stays.

    Raises:
        Invalid: "not_an_address" with its place, or "too_many".
    """
    faults: list[FieldError] = []
    seen: set[str] = set()
    kept: dict[str, list[str]] = {"to": [], "cc": [], "bcc": []}
    for field, addresses in (("to", to), ("cc", cc), ("bcc", bcc)):
        for index, text in enumerate(addresses):
            address = normal_email(text)
            if address is None or not address.isascii():
                faults.append(
                    FieldError(f"{field}.{index}", "not_an_address", "This is not an e-mail address.")
                )
            elif address not in seen:
                seen.add(address)
                kept[field].append(address)
    if faults:
        raise Invalid(faults)
    if len(seen) > MAX_RECIPIENTS:
        raise Invalid.field("cc", "too_many", f"At most {MAX_RECIPIENTS} addresses.")
    return Recipients(tuple(kept["to"]), tuple(kept["cc"]), tuple(kept["bcc"]))
