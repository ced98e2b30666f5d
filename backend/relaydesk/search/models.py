"""The index: one row for each ticket and each contact, kept by the follower.

New terms wait in a short list (1 MB) until they are merged: a text has a hundred terms, and putting each into
its place at once would cost more than all else about a message.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TicketEntry(models.Model):
    """Under which terms a ticket is found.

    Weights of `document`: A subject, number and tags; B the requester's names; C messages and names of files;
    D the requester's addresses and numbers. So one may search where he may read, and nowhere else.
    Marks (`rules/marks.py`) bear no weight. `number` and `phone` are bare of signs, for their tails.
    """

    ticket = models.OneToOneField(
        "tickets.Ticket", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    document = SearchVectorField()
    number = models.TextField()
    phone = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="search_ticket_document", gin_pending_list_limit=1024),
            GinIndex(
                fields=["number"],
                opclasses=["gin_trgm_ops"],
                name="search_ticket_number",
                gin_pending_list_limit=1024,
            ),
            GinIndex(
                fields=["phone"],
                opclasses=["gin_trgm_ops"],
                name="search_ticket_phone",
                gin_pending_list_limit=1024,
            ),
        ]


class ContactEntry(models.Model):
    """Under which terms a contact is found; weights as above: B names, D addresses and numbers."""

    contact = models.OneToOneField(
        "people.Contact", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    document = SearchVectorField()
    phone = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="search_contact_document", gin_pending_list_limit=1024),
            GinIndex(
                fields=["phone"],
                opclasses=["gin_trgm_ops"],
                name="search_contact_phone",
                gin_pending_list_limit=1024,
            ),
        ]
