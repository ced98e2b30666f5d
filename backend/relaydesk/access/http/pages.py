"""Addresses of `access` outside the API."""

from relaydesk.access.http import oauth_pages
from relaydesk.access.http.federation.pages import urlpatterns as federation
from relaydesk.access.http.scim.pages import urlpatterns as scim

urlpatterns = [*oauth_pages.urlpatterns, *federation, *scim]
