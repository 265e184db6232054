"""The web application, put together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.images import Images
from bot import background, staff
from bot.api import check, health, open_data, openapi, organisations, parse, reports, search
from bot.api.documents import SHELF, Shelf
from bot.api.fields import MAX_BODY_BYTES
from bot.api.parts import UPLOADS, Uploads
from bot.api.problems import ProblemCatalogue
from bot.channels import report_form, rest
from bot.channels import web as page
from bot.channels.transcripts import Transcripts
from bot.guard import guard
from bot.limits import RateLimiter
from bot.metrics import Metrics
from bot.reporting import Reporting, utc_now
from bot.served import (
    ASKED,
    DESK,
    IMAGES,
    LIMITER,
    METRICS,
    PROBLEMS,
    SERVED,
    SETTINGS,
    Served,
)
from bot.settings import Settings
from knowledge.library import Library

if TYPE_CHECKING:  # rasa takes seconds to import: checks are answered before it is there
    from actions.reports.asked import Asked
    from actions.reports.desk import Desk
    from bot.dialogue import Dialogue


def build_app(
    settings: Settings,
    library: Library,
    dialogue: Dialogue | None,
    *,
    desk: Desk | None = None,
    asked: Asked | None = None,
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
    app = web.Application(middlewares=[guard], client_max_size=MAX_BODY_BYTES)
    app[SETTINGS] = settings
    app[SERVED] = Served(library, dialogue, is_ready=dialogue is not None)
    app[METRICS] = Metrics()
    app[PROBLEMS] = ProblemCatalogue.load()
    app[LIMITER] = RateLimiter(settings.rate_limit, clock=time.monotonic)
    app[SHELF] = Shelf()
    app[ASKED] = asked
    app[DESK] = desk
    app[IMAGES] = Images(settings.images)
    app[UPLOADS] = Uploads()
    app[page.PAGE] = page.Page.load()
    app[page.ASSET_DOCUMENTS] = page.load_assets()
    app[page.TRANSCRIPTS] = Transcripts(time.monotonic)
    app[report_form.FORM] = report_form.ReportForm.load()
    app.add_routes(_routes(settings))
    openapi.prepare(app)
    return app


def handle_reports(app: web.Application, settings: Settings, reporting: Reporting) -> None:
    """Let staff judge what is reported, and what they decide reach everybody."""
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


def _routes(settings: Settings) -> list[web.RouteDef]:
    routes = [
        web.get("/api/v1/check", check.check_by_query),
        web.post("/api/v1/check", check.check_by_body),
        web.get("/api/v1/search", search.search),
        web.get("/api/v1/organisations", organisations.list_all),
        web.get("/api/v1/organisations/{id}", organisations.show_one),
        web.get("/api/v1/channels.csv", open_data.channels_csv),
        web.get("/api/v1/channels.json", open_data.channels_json),
        web.post("/webhooks/rest/webhook", rest.webhook),
        web.get("/health/live", health.live),
        web.get("/health/ready", health.ready),
        web.get("/metrics", health.metrics),
        web.get("/openapi.json", openapi.openapi),
        web.get(page.PATH, page.show),
        web.post(page.PATH, page.talk),
        web.get("/assets/{name}", page.asset),
        *reports.routes(),
        *report_form.routes(),
    ]
    if settings.parse_api:
        routes.append(web.post("/model/parse", parse.parse))
    return routes
