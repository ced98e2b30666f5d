"""What `views` adds to lower modules: lists of tickets ask here for a view by its key."""

from relaydesk.tickets.public import register_view_source
from relaydesk.views.queries.views import applied

register_view_source(applied)
