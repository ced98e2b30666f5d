"""The modules of the system, bottom to top; the one list that settings, urls and contracts share."""

MODULES = (
    "platform",
    "people",
    "access",
    "calendars",
    "files",
    "privacy",
    "tickets",
    "views",
    "bulk",
    "replies",
    "dispatch",
    "sla",
    "channels",
    "surveys",
    "notifications",
    "portal",
    "workbench",
    "search",
    "realtime",
    "audit",
)
