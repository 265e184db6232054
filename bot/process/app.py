"""The web application, put together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.intake.images import Images
from bot import background, staff
from bot.api import (
    check,
    health,
    open_data,
    openapi,
    organisations,
    parse,
    reports,
    search,
    security_txt,
)
from bot.application import (
    ASKED,
    DESK,
    IMAGES,
    LIMITER,
    METRICS,
    PROBLEMS,
    SERVED,
    SETTINGS,
    UNLIMITED,
    Served,
    from_one_library,
)
from bot.channels import every
from bot.channels.settings import AllSettings
from bot.http.documents import SHELF, Shelf
from bot.http.fields import MAX_BODY_BYTES
from bot.http.metrics import Metrics
from bot.http.parts import UPLOADS, Uploads
from bot.http.problems import ProblemCatalogue
from bot.limits import RateLimiter
from bot.pages import accessibility, report_form, reuse
from bot.pages.overview import page as overview
from bot.process.guard import guard
from bot.reporting import Reporting, utc_now
from knowledge.library import Library

if TYPE_CHECKING:  # rasa takes seconds to import: checks are answered before it is there
    from actions.reports.asked import UnlistedDemand
    from actions.reports.desk import Desk
    from bot.conversation.dialogue import Dialogue


def build_app(
    settings: AllSettings,
    library: Library,
    dialogue: Dialogue | None,
    *,
    desk: Desk | None = None,
    asked: UnlistedDemand | None = None,
) -> web.Application:
    """Put the application together.

    Args:
        settings: Limits and switches.
        library: The register with everything that is computed from it.
        dialogue: Holds conversations; without it only the register is served, until it is put in
            `app[SERVED]`.
        desk: Where reports are filed; without it none are taken.
        asked: Counts unlisted addresses; without it nobody does.
    """
    app = web.Application(middlewares=[guard, from_one_library], client_max_size=MAX_BODY_BYTES)
    app[SETTINGS] = settings
    app[SERVED] = Served(library, dialogue, is_ready=dialogue is not None)
    app[METRICS] = Metrics()
    app[PROBLEMS] = ProblemCatalogue.load()
    app[LIMITER] = RateLimiter(settings.rate_limit, clock=time.monotonic)
    app[UNLIMITED] = set()
    app[SHELF] = Shelf()
    app[ASKED] = asked
    app[DESK] = desk
    app[IMAGES] = Images(settings.images)
    app[UPLOADS] = Uploads()
    app[report_form.FORM] = report_form.ReportForm.load()
    app[reuse.REUSE_PAGE] = reuse.ReusePage.load()
    every.prepare(app, settings)
    overview.prepare(app)
    app.add_routes(routes(settings))
    openapi.prepare(app)
    return app


def handle_reports(app: web.Application, settings: AllSettings, reporting: Reporting) -> None:
    """Let staff judge what is reported, what they decide reach everybody, and channels begin."""
    background.setup(
        app,
        settings=settings,
        store=reporting.store,
        desk=reporting.desk,
        images=app[IMAGES],
        clock=utc_now,
    )
    staff.setup(
        app,
        settings=settings,
        store=reporting.store,
        images=app[IMAGES],
        library_of=lambda: app[SERVED].library,
        clock=utc_now,
    )
    every.attend(app, settings, reporting.store)


def routes(settings: AllSettings) -> list[web.RouteDef]:
    """Give every route that needs no account of staff."""
    found = [
        web.get("/api/v1/check", check.check_by_query),
        web.post("/api/v1/check", check.check_by_body),
        web.get("/api/v1/search", search.search),
        *open_data.routes(),
        web.get("/api/v1/organisations", organisations.list_all),
        web.get("/api/v1/organisations/{id}", organisations.show_one),
        web.get("/health/live", health.live),
        web.get("/health/ready", health.ready),
        web.get("/metrics", health.metrics),
        web.get("/openapi.json", openapi.openapi),
        web.get(security_txt.PATH, security_txt.security_txt),
        *reports.routes(),
        *report_form.routes(),
        *overview.routes(),
        *reuse.routes(),
        *accessibility.routes(),
        *every.routes(),
    ]
    if settings.parse_api:
        found.append(web.post("/model/parse", parse.parse))
    return found
