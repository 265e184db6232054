"""The one middleware: counts, limits, refuses, protects and logs, never what was asked."""

import logging
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.page import chat as page
from bot.channels.widget import origins
from bot.http import languages, request_ids
from bot.http.problems import Problem
from bot.pages import report_form
from bot.running.application import METRICS, PROBLEMS, SERVED, SETTINGS, UNLIMITED, is_from_sibling
from bot.running.limiting import limit
from bot.tracing import span
from knowledge.model import LANGUAGES

logger = logging.getLogger(__name__)

UNKNOWN_ROUTE = "unknown"
NEVER_LIMITED = frozenset({"/health/live", "/health/ready", "/metrics"})
OPEN_TO_OTHER_SITES = "/api/v1/"

PROTECTION: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HUNG_UP = 499
"""What nginx writes down for a client that left: no mistake of ours, and read by nobody."""

TWO_YEARS_OF_TLS = "max-age=63072000; includeSubDomains"


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every request, refusals and our own mistakes included."""
    begin = time.perf_counter()
    request_id = request_ids.begin(request, request.app[SETTINGS].trusted_proxies)
    try:
        with span(f"{request.method[:10]} {_route(request)}", **{"http.request.id": request_id}):
            response = await _allowed(request, handler)
    except Problem as problem:
        response = _refusal(request, problem)
    except web.HTTPException as error:
        response = _refusal(request, _as_problem(error))
    except ConnectionResetError:  # of the client: aiohttp raises it while a body is read
        response = web.Response(status=HUNG_UP)
    except Exception as error:
        # The exception's own text may hold what the citizen wrote: only its place is logged.
        logger.error("%s in %s at %s", type(error).__name__, _route(request), _place(error))  # noqa: TRY400
        response = _refusal(request, Problem("internal-error"))
    _protect(request.app, response, request.path)
    origins.open_up(request, response)
    response.headers[request_ids.HEADER] = request_id
    if request.app[SERVED].is_leaving:
        response.force_close()  # who would send the next request on it finds another process
    _record(request, response.status, time.perf_counter() - begin)
    return response


async def _allowed(request: web.Request, handler: Handler) -> web.StreamResponse:
    is_free = _route(request) in request.app[UNLIMITED] | NEVER_LIMITED
    if not is_free and not is_from_sibling(request):
        limit(request)
    _refuse_unreadable_target(request)
    origins.admit(request)
    if request.method == "OPTIONS" and origins.is_for_widgets(request.path):
        return web.Response(status=204, headers=origins.preflight(request))
    if request.method == "OPTIONS" and request.path.startswith(OPEN_TO_OTHER_SITES):
        return web.Response(status=204, headers=_preflight(request))
    return await handler(request)


def _refuse_unreadable_target(request: web.Request) -> None:
    """Refuse a path or query that is not UTF-8, once decoded."""
    target = request.raw_path
    if target.isascii() and "%" not in target:
        return
    try:
        unquote_to_bytes(target).decode("utf-8")
    except UnicodeError as error:
        raise Problem("bad-request") from error


def _preflight(request: web.Request) -> Mapping[str, str]:
    if isinstance(request.match_info.http_exception, web.HTTPNotFound):
        raise Problem("not-found")
    return {
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": "Accept-Language, Content-Type, Idempotency-Key",
        "Access-Control-Max-Age": "86400",
    }


def _as_problem(error: web.HTTPException) -> Problem:
    match error:
        case web.HTTPNotFound():
            return Problem("not-found")
        case web.HTTPMethodNotAllowed():
            allowed = ", ".join(sorted(error.allowed_methods))
            return Problem("method-not-allowed", headers={"Allow": allowed}, allowed=allowed)
    return Problem("bad-request" if error.status < 500 else "internal-error")


def _refusal(request: web.Request, problem: Problem) -> web.Response:
    language = languages.choose(request)
    match _route(request):
        case page.PATH:
            return page.refusal(request, problem, language)
        case report_form.PATH:
            return report_form.refusal(request, problem, language)
    return request.app[PROBLEMS].response(problem, language)


def refuse_early(request: web.Request, error: web.HTTPException) -> web.Response:
    """Refuse what the HTTP library refuses before the guard sees it."""
    response = _refusal(request, _as_problem(error))
    _protect(request.app, response, request.path)
    origins.open_up(request, response)
    _record(request, response.status, 0.0)
    response.force_close()  # what was going to be sent is not read
    return response


def refuse_unread(app: web.Application, status: int) -> web.Response:
    """Refuse what cannot be read as a request: neither a path nor a language is known.

    Args:
        app: The application.
        status: What the HTTP library would answer.
    """
    kind = "bad-request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal-error"
    response = app[PROBLEMS].response(Problem(kind), LANGUAGES[0])
    _protect(app, response, "")
    app[METRICS].request(method="", route=UNKNOWN_ROUTE, status=response.status, seconds=0.0)
    logger.info("unreadable %d", response.status)
    return response


def _protect(app: web.Application, response: web.StreamResponse, path: str) -> None:
    for name, value in PROTECTION.items():
        response.headers.setdefault(name, value)
    is_open = path.startswith(OPEN_TO_OTHER_SITES)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"
    if is_open:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if app[SETTINGS].behind_tls:
        response.headers["Strict-Transport-Security"] = TWO_YEARS_OF_TLS


def _record(request: web.Request, status: int, seconds: float) -> None:
    if is_from_sibling(request):  # who hands it on counts it
        return
    route = _route(request)
    request.app[METRICS].request(method=request.method, route=route, status=status, seconds=seconds)
    method, ms = request.method[:10], round(seconds * 1000, 1)
    fields = {"method": method, "route": route, "status": status, "ms": ms}
    logger.info("%s %s %d %.1f ms", method, route, status, ms, extra=fields)


def _route(request: web.Request) -> str:
    """Give the template of the path, so that nothing of what was asked is kept."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else UNKNOWN_ROUTE


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
