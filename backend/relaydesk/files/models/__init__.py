"""Tables of `files`."""

from relaydesk.files.models.attachment import Attachment
from relaydesk.files.models.export import Export

__all__ = ["Attachment", "Export"]
