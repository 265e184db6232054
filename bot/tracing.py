"""Traces of requests and turns by OpenTelemetry, where an operator asks for them.

Spans hold names, routes, intents, channels and times, never what anybody wrote, an address that was
asked about, or who asked. Without `KANAALCHECK_TRACES_URL` nothing of it is loaded and each span is
an empty context. What is sent is OTLP over HTTP in its JSON form: the usual exporter needs a newer
protobuf than Rasa takes.
"""

from __future__ import annotations

import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any

from bot.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.trace import Tracer
    from sqlalchemy.engine import Connection

NAME = "kanaalcheck"
SECONDS_TO_ANSWER = 5
SECONDS_TO_STOP_MS = 5_000
OK = 200
KINDS = {"INTERNAL": 1, "SERVER": 2, "CLIENT": 3}
STATUSES = {"UNSET": 0, "OK": 1, "ERROR": 2}

logger = logging.getLogger(__name__)
_NOTHING = nullcontext()
_tracer: Tracer | None = None


class TracesMissingError(RuntimeError):
    """Traces are asked for, and what makes them is not installed."""


def span(name: str, **attributes: str | int) -> AbstractContextManager[None]:
    """Time a part of what is done, as part of what is timed around it.

    Args:
        name: One of a few fixed words.
        attributes: From fixed sets: nothing that a citizen wrote.
    """
    return _NOTHING if _tracer is None else _span(_tracer, name, attributes)


def traced(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function that is timed whenever it is called within something that is."""

    @wraps(work)
    def timed(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401
        with span(name):
            return work(*arguments, **more)

    return timed


def begin(settings: Settings) -> Callable[[], None]:
    """Make traces from now on, in this process, where they are asked for.

    Returns:
        What ends that, and sends what waits.

    Raises:
        TracesMissingError: What makes them is not installed.
    """
    global _tracer
    if settings.traces_url is None:
        return lambda: None
    provider = _provider(settings.traces_url, settings.traces_share)
    _tracer = provider.get_tracer(NAME)
    _time_checks()
    _time_database()

    def end() -> None:
        global _tracer
        _tracer = None
        provider.shutdown()

    return end


@contextmanager
def _span(tracer: Tracer, name: str, attributes: dict[str, str | int]) -> Iterator[None]:
    from opentelemetry.trace import Status, StatusCode

    # An exception's own text may hold what a citizen wrote: its class alone is told.
    with tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as made:
        try:
            yield
        except Exception as error:
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(Status(StatusCode.ERROR))
            raise


def _provider(url: str, share: float) -> TracerProvider:
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import (
            BatchSpanProcessor,
            SpanExporter,
            SpanExportResult,
        )
        from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
    except ImportError as error:
        raise TracesMissingError(
            "KANAALCHECK_TRACES_URL is set and OpenTelemetry is not installed: see"
            " docs/operations.md, Traces"
        ) from error

    class JsonExporter(SpanExporter):
        """Sends spans as JSON; what is not taken is dropped, and that is told once."""

        def __init__(self) -> None:
            self._is_away = False

        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            is_sent = _sent(url, as_otlp(spans))
            if not is_sent and not self._is_away:
                logger.warning("traces are dropped: KANAALCHECK_TRACES_URL takes none")
            self._is_away = not is_sent
            return SpanExportResult.SUCCESS if is_sent else SpanExportResult.FAILURE

    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(share)),
        resource=Resource({"service.name": NAME}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(JsonExporter()))
    return provider


def as_otlp(spans: Sequence[ReadableSpan]) -> dict[str, object]:
    """Write spans as an OTLP request in JSON (OTLP 1.5, JSON Protobuf Encoding)."""
    resource = spans[0].resource.attributes if spans else {}
    scope = {"scope": {"name": NAME}, "spans": [_written(each) for each in spans]}
    return {"resourceSpans": [{"resource": {"attributes": _told(resource)}, "scopeSpans": [scope]}]}


def _written(each: ReadableSpan) -> dict[str, object]:
    context = each.context
    written: dict[str, object] = {
        "traceId": f"{context.trace_id:032x}",
        "spanId": f"{context.span_id:016x}",
        "name": each.name,
        "kind": KINDS[each.kind.name],
        "startTimeUnixNano": str(each.start_time),
        "endTimeUnixNano": str(each.end_time),
        "attributes": _told(each.attributes or {}),
        "status": {"code": STATUSES[each.status.status_code.name]},
    }
    if each.parent:
        written["parentSpanId"] = f"{each.parent.span_id:016x}"
    return written


def _told(attributes: Any) -> list[dict[str, object]]:  # noqa: ANN401 - a mapping of theirs
    return [{"key": key, "value": _value(value)} for key, value in attributes.items()]


def _value(value: object) -> dict[str, str]:
    return {"intValue" if isinstance(value, int) else "stringValue": str(value)}


def _sent(url: str, content: dict[str, object]) -> bool:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(content).encode(), headers)  # noqa: S310 - http(s), by the settings
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
            return bool(answer.status == OK)
    except (OSError, urllib.error.URLError):
        return False


def _time_checks() -> None:
    """Time every judgement, whoever asks for it."""
    from knowledge.matching.verdict import Checker

    if not hasattr(Checker.check, "__wrapped__"):
        Checker.check = traced("check", Checker.check)  # type: ignore[method-assign]


def _time_database() -> None:
    """Time what is sent to a database within what is timed: its kind, never its values."""
    from opentelemetry.trace import get_current_span
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    def before(connection: Connection, *asked: Any) -> None:  # noqa: ANN401
        # Of what goes on beside requests there are no traces.
        if _tracer is not None and get_current_span().get_span_context().is_valid:
            kind = str(asked[1]).lstrip().partition(" ")[0].upper()[:10]
            began = _tracer.start_span("database", attributes={"db.operation.name": kind})
            connection.info.setdefault("spans", []).append(began)

    def after(connection: Connection, *_asked: Any) -> None:  # noqa: ANN401
        for began in connection.info.pop("spans", ()):
            began.end()

    def failed(context: Any) -> None:  # noqa: ANN401
        if context.connection is not None:
            after(context.connection)

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    event.listen(Engine, "handle_error", failed)
