"""What `access` does when something happens to people."""

from relaydesk.access.actions.accounts import deactivate_account
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.models import Account
from relaydesk.people.events import AgentDeactivated
from relaydesk.platform.events import Delivered, handler


@handler(AgentDeactivated, name="access.agent_left")
def switch_off_the_account(delivered: Delivered) -> None:
    """Switch off the account of an agent who left: its sessions and tokens end for good.

    Nothing of it worked since he left (`queries/who.py` asks whether he is active); now nothing works
    again should he come back, until his account is switched on.
    """
    for account in Account.objects.filter(agent_id=delivered.event.agent_id, active=True):
        deactivate_account(actor=SYSTEM("access"), account_id=account.id, at=delivered.at)
