"""Measures for Prometheus: requests by route, and how much work waits."""

from collections.abc import Callable, Iterable, Mapping

from django.db import DatabaseError
from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from relaydesk.platform.stuck import queue_figures

__all__ = ["CONTENT_TYPE", "observe_request", "register_figures", "render"]

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
    REQUESTS.labels(
        method if method in ("GET", "POST", "PATCH", "PUT", "DELETE") else "other", route, status
    ).inc()
    SECONDS.labels(route).observe(seconds)


class _Queues(Collector):
    def collect(self) -> Iterable[Metric]:
        """Ask the database how much waits when a scrape wants to know; without one, say nothing of it."""
        family = GaugeMetricFamily(
            "relaydesk_waiting", "Work that waits, and ages in seconds.", labels=["queue"]
        )
        try:
            for name, value in {**queue_figures(), **_more_figures()}.items():
                family.add_metric([name], value)
        except DatabaseError:
            return
        yield family


_sources: list[Callable[[], Mapping[str, float]]] = []


def register_figures(source: Callable[[], Mapping[str, float]]) -> None:
    """Let a module add figures of its own queues (mail to be sent, for instance) to each scrape.

    Args:
        source: name → value; one cheap statement, whose cost does not grow with the backlog.
    """
    _sources.append(source)


def _more_figures() -> dict[str, float]:
    return {name: value for source in _sources for name, value in source().items()}


REGISTRY.register(_Queues())


def render() -> bytes:
    """All measures as Prometheus text."""
    return generate_latest(REGISTRY)
