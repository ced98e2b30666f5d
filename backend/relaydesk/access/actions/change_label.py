"""Make, rename and delete sensitivity labels."""

from datetime import datetime

from django.db import IntegrityError, models, transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.models import Label, Role
from relaydesk.access.rights_events import LabelDeleted, LabelSaved
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.platform.errors import NotFound, RuleBroken, Stale
from relaydesk.platform.events import record


@transaction.atomic
def make_label(*, actor: Actor, key: str, name: str, name_en: str, colour: str, at: datetime) -> Label:
    """Make a label; nobody is cleared for it until a role is.

    Raises:
        RuleBroken: "label_exists".
    """
    if Label.objects.filter(key=key).exists():
        raise RuleBroken("label_exists", "There is a label with this key.")
    label = Label.objects.create(key=key, name=name, name_en=name_en, colour=colour)
    return _saved(label, actor, at)


@transaction.atomic
def change_label(
    *,
    actor: Actor,
    key: str,
    name: str | None,
    name_en: str | None,
    colour: str | None,
    expected_version: int | None,
    at: datetime,
) -> Label:
    """Rename or colour a label.

    Raises:
        NotFound: no such label.
        Stale: it has changed since `expected_version`.
    """
    label = Label.objects.select_for_update().filter(key=key).first()
    if label is None:
        raise NotFound
    if expected_version is not None and expected_version != label.version:
        raise Stale(label.version)
    label.name = label.name if name is None else name
    label.name_en = label.name_en if name_en is None else name_en
    label.colour = label.colour if colour is None else colour
    label.version += 1
    label.save()
    return _saved(label, actor, at)


def delete_label(*, actor: Actor, key: str, at: datetime) -> None:
    """Delete a label that nothing bears; the roles that were cleared for it lose it.

    Raises:
        NotFound: no such label.
        RuleBroken: "label_in_use".
    """
    try:
        with transaction.atomic():
            label = Label.objects.select_for_update().filter(key=key).first()
            if label is None:
                raise NotFound
            for role in Role.objects.select_for_update().filter(labels__contains=[key]):
                role.labels = [one for one in role.labels if one != key]
                role.save()
            if people.bears_label(key):
                raise RuleBroken("label_in_use", "A contact bears this label.")
            label.delete()
            record(LabelDeleted(key=key), actor=actor.ref, subject=f"label:{key}", at=at)
    except (models.ProtectedError, IntegrityError) as error:
        raise RuleBroken("label_in_use", "Something bears this label.") from error
    cache.clear_all()


def _saved(label: Label, actor: Actor, at: datetime) -> Label:
    fact = LabelSaved(key=label.key, label=label.name, label_en=label.name_en, colour=label.colour)
    record(fact, actor=actor.ref, subject=f"label:{label.key}", at=at)
    cache.clear_all()
    return label
