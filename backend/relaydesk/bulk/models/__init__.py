"""Tables of `bulk`."""

from relaydesk.bulk.models.change import BulkChange, BulkItem
from relaydesk.bulk.models.export_set import ExportSet

__all__ = ["BulkChange", "BulkItem", "ExportSet"]
