"""Drills: break the running system on purpose and count what came through (`./relaydesk drill NAME`)."""
