"""The migrations say the same as the models."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_no_model_change_is_without_its_migration() -> None:
    """Read from the files alone: a database made for this would take longer than all other tests here."""
    with translation.override(None):  # as makemigrations does: names of Django's own models are translated
        loader = MigrationLoader(None, ignore_no_migrations=True)
        wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        assert wanted.changes(graph=loader.graph) == {}
