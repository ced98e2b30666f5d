"""Measures what users wait for, each figure beside its yardstick (`./relaydesk bench`)."""
