"""What operators measure of the widget."""

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter


class WidgetMetrics:
    """The counters of the widget.

    Args:
        registry: That of the application.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._feedback = Counter(
            "kanaalcheck_feedback",
            "Opinions of citizens about answers, by whether the answer helped",
            ("helpful",),
            registry=registry,
        )

    def feedback(self, *, helpful: bool) -> None:
        """Count one opinion about an answer."""
        self._feedback.labels("yes" if helpful else "no").inc()


WIDGET_METRICS = web.AppKey("widget_metrics", WidgetMetrics)
