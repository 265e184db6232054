"""What one running application holds, under typed keys."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler

from actions.reports.intake.images import Images
from bot.capacity.limits import UNKNOWN_CLIENT, RateLimiter, client_key
from bot.http.metrics import Metrics
from bot.http.problems import Problem, ProblemCatalogue
from bot.settings import Settings
from knowledge.library import Library

if TYPE_CHECKING:  # rasa takes seconds to import: checks are answered before it is there
    from actions.reports.asked import UnlistedDemand
    from actions.reports.desk import Desk
    from bot.conversation.dialogue import Dialogue

SECONDS_TO_WARM = 5


@dataclass(slots=True)
class Served:
    """What is answered from.

    Attributes:
        latest: The register with everything that is computed from it, as it was read last.
        dialogue: Holds conversations; None as long as it is not loaded.
        is_ready: Everything is warm, and nobody asked the process to stop.
        is_leaving: Somebody asked the process to stop: connections are closed with their answers.
        knowledge_error: Why the files that are there now are not served; None when they are.
        kept_at: When the register was last right, where it was broken already at the start.
    """

    latest: Library
    dialogue: Dialogue | None
    is_ready: bool
    knowledge_error: str | None = None
    kept_at: datetime | None = None
    is_leaving: bool = False

    @property
    def library(self) -> Library:
        """What this request is answered from, from its beginning to its end."""
        return _of_request.get() or self.latest

    @library.setter
    def library(self, library: Library) -> None:
        self.latest = library

    def ready_dialogue(self) -> Dialogue:
        """Give the dialogue, or refuse for now as long as it is not loaded."""
        if self.dialogue is None:
            raise Problem("not-ready", headers={"Retry-After": str(SECONDS_TO_WARM)})
        return self.dialogue


_of_request: ContextVar[Library | None] = ContextVar("library", default=None)


@web.middleware
async def from_one_library(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request from one register, whatever is swapped in meanwhile."""
    token = _of_request.set(request.app[SERVED].latest)
    try:
        return await handler(request)
    finally:
        _of_request.reset(token)


SETTINGS = web.AppKey("settings", Settings)
SERVED = web.AppKey("served", Served)
METRICS = web.AppKey("metrics", Metrics)
PROBLEMS = web.AppKey("problems", ProblemCatalogue)
LIMITER = web.AppKey("limiter", RateLimiter)
ASKED: web.AppKey[UnlistedDemand | None] = web.AppKey("asked")
DESK: web.AppKey[Desk | None] = web.AppKey("desk")
IMAGES = web.AppKey("images", Images)
CLOCK: web.AppKey[Callable[[], datetime]] = web.AppKey("clock")
"""The time in UTC, by the clock of the database where processes share one."""

IS_FIRST_WORKER = web.AppKey("is_first_worker", bool)
"""Whether this process does what only one of several workers may, such as asking Telegram."""

UNLIMITED = web.AppKey("unlimited", set[str])
"""Paths that a service calls as often as it likes, with a secret."""


FROM_SIBLING = "X-Kanaalcheck-Client"
"""Header of a request that another worker hands on, over a socket of ours: who asks."""


def is_from_sibling(request: web.Request) -> bool:
    """Tell whether another worker hands a request on: nobody else reaches that socket."""
    here = request.get_extra_info("sockname")
    return isinstance(here, str | bytes)


def client_of(request: web.Request) -> str:
    """Say who asks, for counting: an address, or the network of one; proxies are seen through."""
    if is_from_sibling(request):
        return request.headers.get(FROM_SIBLING, UNKNOWN_CLIENT)
    return client_key(
        request.remote,
        request.headers.getall("X-Forwarded-For", []),
        request.app[SETTINGS].trusted_proxies,
    )
