"""Every address of the system: each module brings its own routes."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

from config.modules import MODULES
from relaydesk.platform.http.api import build_api
from relaydesk.platform.http.indexed_urls import IndexedResolver

api = build_api()
urlpatterns: list[URLPattern | URLResolver] = []

for _module in MODULES:
    if find_spec(f"relaydesk.{_module}.http") is None:
        continue
    if find_spec(f"relaydesk.{_module}.http.routes") is not None:
        api.add_router("", import_module(f"relaydesk.{_module}.http.routes").router)
    if find_spec(f"relaydesk.{_module}.http.pages") is not None:
        urlpatterns += import_module(f"relaydesk.{_module}.http.pages").urlpatterns

urlpatterns.insert(0, IndexedResolver("api/v1/", *api.urls))
