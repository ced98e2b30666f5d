"""Django's session engine on our own table (its documentation, "Extending database-backed sessions")."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from relaydesk.access.models import Session


class SessionStore(DatabaseStore):
    """Keeps the account of a session in its own column."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def create_model_instance(self, data: Any) -> Session:
        """Make the row to be saved."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.account_id = data.get(SESSION_KEY)
        return row
