"""How a module joins the running system."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig

ENTRY_POINTS = ("permissions", "handlers", "timers", "jobs", "registrations")


class ModuleConfig(AppConfig):
    """A module of Relaydesk: on start it imports those of its entry points that exist.

    `permissions` declares permissions, `handlers` reactions to events, `timers` what fires, `jobs` what
    workers run, `registrations` what the module adds to the registries of lower modules.
    """

    default_auto_field = "django.db.models.BigAutoField"
    # Django looks for the one class of `apps.py` that is not ruled out; this base, imported there, must be
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        """Import the entry points, so that their decorators register."""
        for entry in ENTRY_POINTS:
            name = f"{self.name}.{entry}"
            if find_spec(name) is not None:
                import_module(name)
