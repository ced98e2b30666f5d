"""Addresses of `access` outside the API."""

from relaydesk.access.http import oauth_pages

urlpatterns = [*oauth_pages.urlpatterns]
