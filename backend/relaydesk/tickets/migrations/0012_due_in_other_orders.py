"""What is due, in other orders than by its instant; two that no shipped view used go."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from relaydesk.platform.online_indexes import AddIndexOnline

DUE = models.Q(("next_due_at__isnull", False))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("tickets", "0011_list_indexes")]

    operations = [
        *(
            AddIndexOnline(
                model_name="ticket",
                index=models.Index(models.F(column), models.F("id"), condition=DUE, name=name),
            )
            for column, name in (
                ("updated_at", "tickets_due_updated"),
                ("created_at", "tickets_due_created"),
                ("priority", "tickets_due_rank"),
            )
        ),
        RemoveIndexConcurrently(model_name="ticket", name="tickets_nobody_rank"),
        RemoveIndexConcurrently(model_name="ticket", name="tickets_nobody_due"),
    ]
