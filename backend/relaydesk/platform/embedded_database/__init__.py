"""PostgreSQL without setup: the server from a wheel, started and stopped by us.

The one seam to the bundled server. Nothing else in Relaydesk knows where the data lie or who runs them; the
rest of the system sees a `DATABASE_URL`. Free of Django, so that the supervisor can use it before anything
else is loaded.
"""

from relaydesk.platform.embedded_database.errors import DatabaseError
from relaydesk.platform.embedded_database.processes import die_with_parent
from relaydesk.platform.embedded_database.server import EmbeddedDatabase, url_of_running

__all__ = ["DatabaseError", "EmbeddedDatabase", "die_with_parent", "url_of_running"]
