"""What operators measure of Telegram."""

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge


class TelegramMetrics:
    """The counters of Telegram; there without a bot too, so that an alarm can name them.

    Args:
        registry: That of the application.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._updates = Counter(
            "kanaalcheck_telegram_updates",
            "Updates of Telegram, by what became of them",
            ("outcome",),
            registry=registry,
        )
        self._waiting = Gauge(
            "kanaalcheck_telegram_waiting",
            "Updates of Telegram that wait for their answer",
            registry=registry,
        )
        self._reachable = Gauge(
            "kanaalcheck_telegram_reachable",
            "1 when Telegram answered the last request; 0 too when there is no bot",
            registry=registry,
        )

    def update(self, outcome: str, count: int = 1) -> None:
        """Count updates: taken, repeated, limited, answered or failed."""
        self._updates.labels(outcome).inc(count)

    def waiting(self, count: int) -> None:
        """Say how many updates wait for their answer."""
        self._waiting.set(count)

    def reachable(self, is_reachable: bool) -> None:
        """Say whether Telegram answered the last request."""
        self._reachable.set(is_reachable)


TELEGRAM_METRICS = web.AppKey("telegram_metrics", TelegramMetrics)
