"""Security headers (OWASP ASVS 5.0, V3.4)."""

from collections.abc import Mapping

# Ant Design and TipTap write style elements and style attributes at run time; scripts come from our own
# files only.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; {images}; "
    "font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; "
    "manifest-src 'self'; frame-src 'self' blob:; base-uri 'none'; form-action 'self'; object-src 'none'; "
    "frame-ancestors {ancestors}"
)
IMAGES = "img-src 'self' data: blob:"
# In the desk an agent may ask for the pictures of a mail. Until then the mail names no address to load from:
# the server has moved each `src` to `data-remote-src` (platform.html).
MAIL_IMAGES = f"{IMAGES} https:"
API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
EMBEDDABLE = ("/portal/form",)

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def security_headers(path: str, *, secure: bool) -> Mapping[str, str]:
    """The headers that belong to an answer, unless the view has set its own.

    Args:
        path: the request's path.
        secure: the installation is reached over HTTPS only.
    """
    extra = HSTS if secure else {}
    if path.startswith("/api/"):
        return {**COMMON, **extra, "Content-Security-Policy": API_POLICY, "Cache-Control": "no-store"}
    embeddable = any(path == prefix or path.startswith(prefix + "/") for prefix in EMBEDDABLE)
    desk = path == "/desk" or path.startswith("/desk/")
    policy = PAGE_POLICY.format(
        ancestors="*" if embeddable else "'none'", images=MAIL_IMAGES if desk else IMAGES
    )
    frame = {} if embeddable else {"X-Frame-Options": "DENY"}
    return {**COMMON, **extra, **frame, "Content-Security-Policy": policy}
