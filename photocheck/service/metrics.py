"""What the service counts, for Prometheus: requests, photos by decision, and how long they take. Nothing of a photo."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.responses import Response

from photocheck.domain.verdicts import Decision
from photocheck.version import __version__

__all__ = ["Metrics"]


class Metrics:
    """The figures of one service, in a registry of their own."""

    def __init__(self, waiting: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "photocheck_requests", "Requests, by what was asked for and how it ended.", ("route", "status"),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "photocheck_request_seconds", "How long answering took.", ("route",),
            buckets=(0.01, 0.05, 0.25, 0.5, 1, 2, 5, 10, 30, 60), registry=self._registry,
        )  # fmt: skip
        self._photos = Counter("photocheck_photos", "Photos, by decision.", ("decision",), registry=self._registry)
        for decision in Decision:
            self._photos.labels(decision.value)
        Gauge("photocheck_waiting", "Photos that are looked at or wait.", registry=self._registry).set_function(waiting)
        Gauge("photocheck_info", "Which photocheck this is.", ("version",), registry=self._registry).labels(
            __version__
        ).set(1)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def photo(self, decision: Decision) -> None:
        """Count a photo that was judged."""
        self._photos.labels(decision.value).inc()

    def answer(self) -> Response:
        """All figures, as Prometheus reads them."""
        return Response(generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
