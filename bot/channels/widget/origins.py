"""Which sites may show the widget: they may read our answers, and put our page in a frame.

A site that may not gets a refusal that its scripts cannot read. A request without `Origin` comes
from no other site: a page of our own, or a program, which asks for no permission anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.widget.settings import EVERY_SITE
from bot.http.problems import Problem


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the widget may be shown.

    Attributes:
        origins: Of others, or `EVERY_SITE`.
        own: Address at which people reach this server, if it is known.
    """

    origins: tuple[str, ...]
    own: str | None


SITES = web.AppKey("widget_sites", Sites)
SCRIPT = "/widget.js"
FRAME = "/widget"
UNDER = "/widget/"
PREFLIGHT: Mapping[str, str] = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def is_for_widgets(path: str) -> bool:
    """Tell whether the widget on another site asks for a path by script."""
    return path.startswith(UNDER)


def admit(request: web.Request) -> None:
    """Refuse a site that may not show the widget.

    Raises:
        Problem: It may not.
    """
    if is_for_widgets(request.path) and not _may_ask(request):
        raise Problem("origin-not-allowed")


def preflight(request: web.Request) -> Mapping[str, str]:
    """Answer a browser that asks before it posts.

    Raises:
        Problem: There is nothing at this path.
    """
    if isinstance(request.match_info.http_exception, web.HTTPNotFound):
        raise Problem("not-found")
    return PREFLIGHT


def open_up(request: web.Request, response: web.StreamResponse) -> None:
    """Let the sites that may read a response read it, and its `Retry-After`."""
    path = request.path
    if path == SCRIPT:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if path in (SCRIPT, FRAME) or is_for_widgets(path):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if path == FRAME and response.status == web.HTTPOk.status_code:
        response.headers.pop("X-Frame-Options", None)  # `frame-ancestors` says more
    if not is_for_widgets(path):
        return
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin and _may_ask(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"


def frame_ancestors(request: web.Request) -> str:
    """Give the sites that may put our page in a frame, as a policy names them."""
    allowed = request.app[SITES].origins
    return "*" if EVERY_SITE in allowed else " ".join(("'self'", *allowed))


def _may_ask(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    sites = request.app[SITES]
    if origin is None or EVERY_SITE in sites.origins:
        return True
    if origin in sites.origins or origin == sites.own:
        return True
    return _host(origin) == request.host


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:  # brackets that hold no IPv6 number
        return None
