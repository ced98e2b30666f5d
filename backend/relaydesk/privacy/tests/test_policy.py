"""Whom the policy shows what."""

import pytest

from relaydesk.access.contracts import SYSTEM, Actor, ActorKind, FieldRight
from relaydesk.platform import cache
from relaydesk.privacy.contracts import ALL_KINDS, Kind, Mode
from relaydesk.privacy.models import KindPolicy
from relaydesk.privacy.public import kinds_masked_for

pytestmark = pytest.mark.django_db


def agent(**rights: FieldRight) -> Actor:
    fields = {(f"tickets.requester.{name}", "*"): right for name, right in rights.items()}
    return Actor(kind=ActorKind.AGENT, name="A", field_rights=fields)


def test_identity_numbers_and_cards_are_masked_for_everybody_from_the_start() -> None:
    assert kinds_masked_for(agent()) == {Kind.ID_NUMBER, Kind.BANK_CARD}


def test_a_role_that_sees_the_phone_masked_sees_it_masked_in_texts_too() -> None:
    masked = kinds_masked_for(agent(phone=FieldRight.MASKED, email=FieldRight.HIDDEN))
    assert masked == ALL_KINDS
    assert Kind.PHONE not in kinds_masked_for(agent(phone=FieldRight.READ))


def test_a_kind_without_a_row_is_masked() -> None:
    KindPolicy.objects.all().delete()
    cache.clear_all()
    assert kinds_masked_for(agent()) == ALL_KINDS


def test_never_means_nobody() -> None:
    KindPolicy.objects.update(mode=Mode.NEVER.value)
    cache.clear_all()
    assert kinds_masked_for(agent(phone=FieldRight.HIDDEN)) == frozenset()


def test_the_system_sees_all() -> None:
    assert kinds_masked_for(SYSTEM("mail")) == frozenset()
