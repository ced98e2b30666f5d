"""Change the sign-in policy."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.events import SignInPolicyChanged
from relaydesk.access.models import SignInPolicy
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.rules.sign_in_policy import BOUNDS, Policy
from relaydesk.platform.errors import FieldError, Invalid, Stale
from relaydesk.platform.events import record


@transaction.atomic
def change_sign_in_policy(
    *, actor: Actor, changes: Mapping[str, int | None], version: int | None, at: datetime
) -> Policy:
    """Change some settings; the others stay.

    Args:
        actor: who changes it.
        changes: setting → new value.
        version: the version that the caller has seen; None to change whatever there is.
        at: when.

    Raises:
        Invalid: a value is out of its bounds.
        Stale: somebody was faster.
    """
    SignInPolicy.objects.get_or_create(id=1)
    SignInPolicy.objects.select_for_update().get(id=1)
    before = policy()
    if version is not None and version != before.version:
        raise Stale(before.version)
    faults = [
        FieldError(name, "out_of_range", _range(name))
        for name, value in changes.items()
        if not _fits(name, value)
    ]
    if faults:
        raise Invalid(faults)
    after = replace(before, **changes)  # type: ignore[arg-type]
    if after == before:
        return before
    after = replace(after, version=before.version + 1)
    SignInPolicy.objects.filter(id=1).update(**asdict(after))
    changed = {
        name: [getattr(before, name), getattr(after, name)]
        for name in changes
        if getattr(before, name) != getattr(after, name)
    }
    record(SignInPolicyChanged(changed=changed), actor=actor.ref, subject="access:sign-in-policy", at=at)
    return after


def _fits(name: str, value: int | None) -> bool:
    least, most = BOUNDS[name]
    return name == "max_age_days" if value is None else least <= value <= most


def _range(name: str) -> str:
    least, most = BOUNDS[name]
    return f"From {least} to {most}."
