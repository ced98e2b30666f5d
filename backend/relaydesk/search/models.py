"""The index: one row for each ticket and each contact, kept by the follower."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TicketEntry(models.Model):
    """Under which terms a ticket is found.

    Weights of `document`: A subject, number and tags; B requester; C messages; D names of files. `numbers` holds
    the ticket's number and the requester's telephone numbers without signs, for their tails.
    """

    ticket = models.OneToOneField(
        "tickets.Ticket", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    document = SearchVectorField()
    numbers = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="search_ticket_document", fastupdate=False),
            GinIndex(OpClass("numbers", name="gin_trgm_ops"), name="search_ticket_numbers", fastupdate=False),
        ]


class ContactEntry(models.Model):
    """Under which terms a contact is found: A name and pinyin, B company, C addresses and numbers."""

    contact = models.OneToOneField(
        "people.Contact", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    document = SearchVectorField()
    numbers = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="search_contact_document", fastupdate=False),
            GinIndex(
                OpClass("numbers", name="gin_trgm_ops"), name="search_contact_numbers", fastupdate=False
            ),
        ]
