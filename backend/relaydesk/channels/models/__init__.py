"""Rows of channels."""

from relaydesk.channels.models.bounced_address import BouncedAddress
from relaydesk.channels.models.intake import Intake
from relaydesk.channels.models.outgoing import Outgoing

__all__ = ["BouncedAddress", "Intake", "Outgoing"]
