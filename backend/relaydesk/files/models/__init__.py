"""Tables of `files`."""

from relaydesk.files.models.attachment import Attachment

__all__ = ["Attachment"]
