"""What other modules may know of masking."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """A kind of sensitive data that can be told by its form."""

    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    EMAIL = "email"


class Mode(StrEnum):
    """When a kind is masked: for everybody, for those whose field right says so, or for nobody."""

    ALWAYS = "always"
    BY_ROLE = "by_role"
    NEVER = "never"


ALL_KINDS: Final = frozenset(Kind)
