"""What follows a tag that was renamed: the search, and views that ask for it."""

import pytest

from relaydesk.access.testing import an_administrator, client_of
from relaydesk.platform.testing import deliver_events, run_jobs
from relaydesk.search.testing import index_everything
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_after_a_renaming_a_ticket_is_found_by_its_new_tag_and_views_ask_for_it() -> None:
    admin = client_of(an_administrator())
    made = make_ticket(tags=["旧标签"])
    asks = {"and": [{"field": "tags", "operator": "includes_any", "value": ["旧标签"]}]}
    view = admin.post("/api/v1/views", {"name": "带标签", "condition": asks}).json()
    told = admin.post("/api/v1/ticket-tags/rename", {"names": ["旧标签"], "to": "紫电青霜"})
    assert told.status_code == 202, told.content
    run_jobs("bulk")
    deliver_events()
    index_everything()
    assert made.number in str(admin.get("/api/v1/search?q=紫电青霜").json())
    rows = admin.get(f"/api/v1/tickets?view={view['key']}").json()["items"]
    assert [row["number"] for row in rows] == [made.number]
