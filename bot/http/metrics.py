"""What operators measure: requests, their time, verdicts. Never who asked or what was asked."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class _Followed(Collector):
    def __init__(
        self,
        name: str,
        meaning: str,
        label: str | None,
        read: Callable[[], Mapping[str, float]],
        *,
        is_count: bool,
    ) -> None:
        self._kind = CounterMetricFamily if is_count else GaugeMetricFamily
        self._name, self._meaning, self._label, self._read = name, meaning, label, read

    def describe(self) -> list[Metric]:
        """Give the name without asking for values."""
        return [self._empty()]

    def collect(self) -> Iterator[Metric]:
        """Give the values as they are."""
        family = self._empty()
        for value_of, value in self._read().items():
            family.add_metric([value_of] if self._label else [], value)
        yield family

    def _empty(self) -> CounterMetricFamily | GaugeMetricFamily:
        return self._kind(self._name, self._meaning, labels=[self._label] if self._label else [])


class Metrics:
    """The counters of one running application, in a registry of its own.

    Attributes:
        registry: Channels put their own counters there.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._requests = Counter(
            "kanaalcheck_http_requests",
            "HTTP requests answered",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "kanaalcheck_http_request_seconds",
            "Time from request to response",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._verdicts = Counter(
            "kanaalcheck_verdicts",
            "Verdicts given, by verdict ('none': no address in a text sent to be checked)",
            ("verdict",),
            registry=self.registry,
        )
        self._turns = Counter(
            "kanaalcheck_turns",
            "Conversation turns answered, by channel",
            ("channel",),
            registry=self.registry,
        )
        self._sent_away = Counter(
            "kanaalcheck_turns_sent_away",
            "Conversation turns refused because too many others were being answered, by channel",
            ("channel",),
            registry=self.registry,
        )
        self._limited = Counter(
            "kanaalcheck_rate_limited",
            "Requests refused because a client or conversation asked too often",
            registry=self.registry,
        )
        self._lost_images = Counter(
            "kanaalcheck_images_lost",
            "Images that came with a report and that the disk did not take",
            registry=self.registry,
        )
        self._ready = Gauge(
            "kanaalcheck_ready", "1 when everything is warm", registry=self.registry
        )
        self._knowledge_problem = Gauge(
            "kanaalcheck_knowledge_problem",
            "1 when the files of the register have mistakes, and the last good ones are served",
            registry=self.registry,
        )
        self._knowledge = Gauge(
            "kanaalcheck_knowledge_loaded_timestamp_seconds",
            "When the served register was loaded, by its version",
            ("version",),
            registry=self.registry,
        )

    def request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; `route` is a template, so that it holds nothing personal."""
        known_method = method if method in KNOWN_METHODS else "other"
        self._requests.labels(known_method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def verdict(self, verdict: str | None) -> None:
        """Count one checked text."""
        self._verdicts.labels(verdict or "none").inc()

    def turn(self, channel: str) -> None:
        """Count one answered message of a conversation."""
        self._turns.labels(channel).inc()

    def sent_away(self, channel: str) -> None:
        """Count one message that was refused because too many others were being answered."""
        self._sent_away.labels(channel).inc()

    def limited(self) -> None:
        """Count one request that was refused for coming too often."""
        self._limited.inc()

    def lost_images(self, count: int) -> None:
        """Count images of reports that the disk did not take."""
        self._lost_images.inc(count)

    def knowledge_problem(self, *, is_there: bool) -> None:
        """Say whether the files of the register are refused for now."""
        self._knowledge_problem.set(is_there)

    def knowledge(self, version: str, loaded_at: float) -> None:
        """Say which version of the register is served now."""
        self._knowledge.clear()
        self._knowledge.labels(version).set(loaded_at)

    def follow(
        self,
        name: str,
        meaning: str,
        label: str | None,
        read: Callable[[], Mapping[str, float]],
        *,
        is_count: bool = False,
    ) -> None:
        """Show what somebody else keeps, as it is whenever it is asked for.

        Args:
            name: Of the metric; without `_total` for one that only grows.
            meaning: One sentence for operators.
            label: What tells the values apart; None where there is one.
            read: Gives the value of each.
            is_count: It only grows.
        """
        self.registry.register(_Followed(name, meaning, label, read, is_count=is_count))

    def ready(self, *, is_ready: bool) -> None:
        """Say whether the service is warm."""
        self._ready.set(is_ready)

    def render(self) -> bytes:
        """Give everything in the Prometheus text format."""
        return generate_latest(self.registry)


def together(of_workers: Mapping[int, bytes]) -> bytes:
    """Give what several workers counted in one text, each line with the label of its worker.

    Args:
        of_workers: What each rendered, by its index.
    """
    heads: dict[str, list[str]] = {}
    samples: dict[str, list[str]] = {}
    for index, text in of_workers.items():
        family = ""
        for line in text.decode().splitlines():
            if line.startswith("#"):
                family = line.split(" ")[2]
                head = heads.setdefault(family, [])
                if line not in head:
                    head.append(line)
            elif line:
                samples.setdefault(family, []).append(_labelled(line, index))
    lines = [line for family, head in heads.items() for line in head + samples.get(family, [])]
    return "".join(f"{line}\n" for line in lines).encode()


def _labelled(line: str, index: int) -> str:
    name, brace, rest = line.partition("{")
    if brace:
        return f'{name}{{worker="{index}",{rest}'
    name, _, value = line.partition(" ")
    return f'{name}{{worker="{index}"}} {value}'
