"""Where a request comes from."""

from django.http import HttpRequest


def source_of(request: HttpRequest) -> str:
    """The network address that limits count by; IPv6 by its /64, which one household or server owns whole."""
    address = str(request.META.get("REMOTE_ADDR") or "unknown")
    if ":" in address and "." not in address:
        return ":".join(address.split(":")[:4])
    return address
