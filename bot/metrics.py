"""What the process counts about itself, for Prometheus."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

KINDS = frozenset(
    {"text", "message", "messageEdited", "unsend", "follow", "unfollow", "join", "leave", "memberJoined", "postback"}
)
"""Event kinds with a count of their own; LINE may invent any number of others, they count as "other"."""

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """All counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.webhooks = self._counter("krutham_webhooks", "Webhook requests by answer", ["status"])
        self.events = self._counter("krutham_events", "Events accepted, by kind", ["kind"])
        self.duplicates = self._counter("krutham_duplicate_events", "Events that had been accepted before")
        self.malformed = self._counter("krutham_malformed_events", "Parts of a webhook that are no event")
        self.dropped = self._counter("krutham_dropped_events", "Events dropped because the backlog was full")
        self.in_memory = self._counter("krutham_events_in_memory", "Events accepted while the database was gone")
        self.finished = self._counter("krutham_finished_events", "Events done, by outcome", ["outcome"])
        self.deliveries = self._counter("krutham_deliveries", "Replies by what became of them", ["result"])
        self.line_calls = self._counter("krutham_line_calls", "Calls of LINE's API, by status", ["status"])
        self.line_seconds = self._seconds("krutham_line_seconds", "One call of LINE's API")
        self.accept_seconds = self._seconds("krutham_accept_seconds", "A webhook, until its 200")
        self.answer_seconds = self._seconds("krutham_answer_seconds", "Finding one answer")
        self.wait_seconds = self._seconds("krutham_wait_seconds", "An event, until its answer went out")
        self._by_kind = {kind: self.events.labels(kind) for kind in KINDS}
        self._other = self.events.labels("other")
        self.backlog = Gauge("krutham_backlog", "Events accepted and not done", registry=self.registry)
        self.database_up = Gauge("krutham_database_up", "Whether the state database answers", registry=self.registry)

    def _counter(self, name: str, meaning: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(name, meaning, labels, registry=self.registry)

    def _seconds(self, name: str, meaning: str) -> Histogram:
        return Histogram(name, meaning, buckets=QUICK, registry=self.registry)

    def count_event(self, kind: str) -> None:
        """Count one accepted event."""
        (self._by_kind.get(kind) or self._other).inc()

    def page(self) -> bytes:
        """All of it in Prometheus's text form."""
        return generate_latest(self.registry)
