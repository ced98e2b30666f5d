"""Rows of the portal."""

from relaydesk.portal.models.quota import Quota

__all__ = ["Quota"]
