"""Bodies of the routes of `privacy`."""

from typing import Annotated

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out
from relaydesk.privacy.contracts import Kind, Mode


class KindPolicyOut(Out):
    """When one kind is masked."""

    kind: Kind
    mode: Mode
    version: int


class MaskingPolicyOut(Out):
    """The masking policy."""

    items: list[KindPolicyOut]


class MaskingPolicyIn(In):
    """The new mode of one kind."""

    kind: Kind
    mode: Mode


class RevealIn(In):
    """What to show in full, and why."""

    subject: Annotated[str, Field(min_length=3, max_length=100)]
    field: Annotated[str, Field(min_length=1, max_length=100)]
    reason: Annotated[str, Field(max_length=500)]


class RevealOut(Out):
    """The value; keep it nowhere."""

    value: str
