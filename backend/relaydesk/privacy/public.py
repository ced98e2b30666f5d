"""What other modules may ask of privacy."""

from relaydesk.privacy.queries.policy import kinds_always_masked, kinds_masked_for
from relaydesk.privacy.revealers import register_revealer
from relaydesk.privacy.rules.html_text import mask_html
from relaydesk.privacy.rules.masking import mask_text, mask_value

__all__ = [
    "kinds_always_masked",
    "kinds_masked_for",
    "mask_html",
    "mask_text",
    "mask_value",
    "register_revealer",
]
