"""All routes of people."""

from relaydesk.people.http import agents, companies, contacts, house, overview, sheets
from relaydesk.platform.http.router import Router

router = Router()
for part in (house, agents, companies, contacts, overview, sheets):
    router.add_router("", part.router)
