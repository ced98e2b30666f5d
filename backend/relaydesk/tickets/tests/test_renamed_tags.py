"""What follows a tag that was renamed: the search, and views that ask for it."""

import pytest

from relaydesk.access.testing import an_administrator
from relaydesk.platform.testing import deliver_events, run_jobs
from relaydesk.search.testing import index_everything
from relaydesk.tickets.testing import make_ticket
from relaydesk.tickets.tests.conftest import desk_of

pytestmark = pytest.mark.usefixtures("transactional_db")
TAGS = "/ticket-tags"


def test_after_a_renaming_a_ticket_is_found_by_its_new_tag_and_views_ask_for_it() -> None:
    admin = desk_of(an_administrator())
    made = make_ticket(tags=["旧标签"])
    view = admin.post(
        "/views",
        {
            "name": "带标签",
            "condition": {"and": [{"field": "tags", "operator": "includes_any", "value": ["旧标签"]}]},
        },
    )
    admin.post(f"{TAGS}/rename", {"names": ["旧标签"], "to": "紫电青霜"}, 202)
    run_jobs("bulk")
    deliver_events()
    index_everything()
    found = admin.get("/search?q=紫电青霜")
    assert made.number in str(found)
    rows = admin.get(f"/tickets?view={view['key']}")["items"]
    assert [row["number"] for row in rows] == [made.number]
