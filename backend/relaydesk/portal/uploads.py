"""Names under which the portal hands out uploads: bound to the ticket or the form they were made for.

The id alone would do for an agent, who is signed in. A link can be forwarded, so a file uploaded by one link
must not be attachable by another (CVE-2023-5331, CVE-2024-33668).
"""

from collections.abc import Sequence
from uuid import UUID

from relaydesk.platform.errors import Invalid
from relaydesk.platform.secrets import sign, verify

MOST_FILES = 10
_PURPOSE = "portal-upload"


def upload_name(file_id: UUID, *, scope: str) -> str:
    """Name an upload.

    Args:
        scope: what it was uploaded for, for instance `ticket:17`.
    """
    return f"{file_id.hex}{sign(_PURPOSE, f'{scope}:{file_id.hex}')}"


def file_ids(names: Sequence[str], *, scope: str) -> tuple[UUID, ...]:
    """Read names back.

    Raises:
        Invalid: a name was not given out for this scope, or came twice, or there are more than MOST_FILES.
    """
    if len(names) > MOST_FILES or len(set(names)) != len(names):
        raise Invalid.field("attachment_ids", "too_many", f"At most {MOST_FILES} different files.")
    ids = []
    for name in names:
        hexadecimal, signature = name[:32], name[32:]
        if not verify(_PURPOSE, f"{scope}:{hexadecimal}", signature):
            raise Invalid.field("attachment_ids", "unknown", "Not a file that was uploaded here.")
        ids.append(UUID(hex=hexadecimal))
    return tuple(ids)
