"""Tickets that the tests open for themselves, as an agent does who takes a call."""

from bench.instance import Instance
from bench.load import Client


def take_call(instance: Instance, subject: str) -> str:
    """Open a ticket for a caller; gives its number."""
    body = {
        "subject": subject,
        "body": "详见描述。",
        "type": "request",
        "priority": "P2",
        "channel": "phone",
        "requester": {"name": "范先生", "phone": "13911112222"},
    }
    client = Client(instance.port, instance.token())
    number: str = client.call("POST", "/api/v1/tickets", body, expect=(200, 201))["number"]
    return number
