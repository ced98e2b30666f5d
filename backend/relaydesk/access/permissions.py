"""Permissions that `access` itself asks for; `registrations` declares them."""

from enum import StrEnum


class P(StrEnum):
    """Rights over accounts."""

    MANAGE_ACCOUNTS = "access.manage_accounts"
