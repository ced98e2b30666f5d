"""What other modules may ask of views: nothing yet; lists of tickets ask through a registry of `tickets`."""
