"""Permissions of the platform itself."""

from enum import StrEnum


class PlatformPermission(StrEnum):
    """What may be done with the machinery. Administrators have it; nobody else by default."""

    OPERATE = "platform.operate"
