"""What runs for all browser tests of a process. They follow one another, and no other test uses it."""

from bench.instance import Instance

SHARED: list[Instance] = []
