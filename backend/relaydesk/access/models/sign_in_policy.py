"""How people sign in here: one row."""

from django.db import models
from django.db.models import Q

from relaydesk.access.rules.sign_in_policy import DEFAULT


class SignInPolicy(models.Model):
    """The rules of passwords, locks and sessions that the security administrator sets."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    min_length = models.SmallIntegerField(default=DEFAULT.min_length)
    min_classes = models.SmallIntegerField(default=DEFAULT.min_classes)
    history = models.SmallIntegerField(default=DEFAULT.history)
    max_age_days = models.SmallIntegerField(null=True, default=DEFAULT.max_age_days)
    lock_account_after = models.SmallIntegerField(default=DEFAULT.lock_account_after)
    lock_source_after = models.SmallIntegerField(default=DEFAULT.lock_source_after)
    lock_minutes = models.SmallIntegerField(default=DEFAULT.lock_minutes)
    idle_minutes = models.IntegerField(default=DEFAULT.idle_minutes)
    absolute_hours = models.IntegerField(default=DEFAULT.absolute_hours)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="access_one_sign_in_policy")]
