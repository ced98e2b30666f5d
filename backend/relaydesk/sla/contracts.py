"""Words of service levels that other modules may know."""

from enum import StrEnum


class Measure(StrEnum):
    """What is measured."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class State(StrEnum):
    """What a stopwatch does during one segment."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
