"""Base classes of request and answer bodies."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

BIGINT_MAX = 2**63 - 1

BigInt = Annotated[int, Field(ge=-BIGINT_MAX - 1, le=BIGINT_MAX)]
"""A whole number that PostgreSQL's bigint can hold."""


class In(BaseModel):
    """A request body: unknown fields are refused.

    Plain Pydantic: ninja's own base wraps each value, for reading Django models, and doubles the cost of
    parsing.
    """

    model_config = ConfigDict(extra="forbid")


class Out(Schema):
    """An answer body."""


class FieldErrorOut(Out):
    """One wrong field."""

    field: str
    code: str
    message: str


class ProblemOut(Out):
    """An error as RFC 9457 describes it, with our stable `code`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    request_id: str = ""
    errors: list[FieldErrorOut] | None = None


Json = dict[str, Any]
