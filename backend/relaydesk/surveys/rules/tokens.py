"""The token in a survey's address: its id and our signature, nothing that could be guessed."""

from collections.abc import Callable
from uuid import UUID

PURPOSE = "survey"
ID_LENGTH = 32


def write_token(survey_id: UUID, *, sign: Callable[[str, str], str]) -> str:
    """Make the token of a survey."""
    return survey_id.hex + sign(PURPOSE, survey_id.hex)


def read_token(token: str, *, verify: Callable[[str, str, str], bool]) -> UUID | None:
    """Read a token; None when it is not one of ours."""
    name, signature = token[:ID_LENGTH], token[ID_LENGTH:]
    if not name.isascii() or not signature or not verify(PURPOSE, name, signature):
        return None
    try:
        return UUID(hex=name)
    except ValueError:
        return None
