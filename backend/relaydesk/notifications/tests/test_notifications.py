from django.apps import apps


def test_the_module_is_part_of_the_system() -> None:
    assert apps.get_app_config("notifications").name == "relaydesk.notifications"
