"""Refusals as SCIM words them (RFC 7644, 3.12)."""


class ScimError(Exception):
    """A refusal.

    Args:
        status: of HTTP.
        detail: in English.
        kind: the `scimType`, where the RFC names one.
    """

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind
