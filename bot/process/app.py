"""The web application, put together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.intake.images import Images
from bot import background, staff
from bot.api import check, health, open_data, openapi, organisations, parse, reports, search
from bot.channels import rest, widget
from bot.channels.page import chat as page
from bot.channels.page.transcripts import Transcripts
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
from bot.served import (
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
from bot.settings import Settings
from knowledge.library import Library

if TYPE_CHECKING:  # rasa takes seconds to import: checks are answered before it is there
    from actions.reports.asked import Asked
    from actions.reports.desk import Desk
    from bot.conversation.dialogue import Dialogue


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
    app[page.PAGE] = page.Page.load()
    app[page.ASSET_DOCUMENTS] = page.load_assets()
    app[page.TRANSCRIPTS] = Transcripts(time.monotonic)
    app[report_form.FORM] = report_form.ReportForm.load()
    app[reuse.REUSE_PAGE] = reuse.ReusePage.load()
    widget.prepare(app, settings, utc_now)
    overview.prepare(app)
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
    widget.look_after(app, store=reporting.store, images=app[IMAGES])
    staff.setup(
        app,
        settings=settings,
        store=reporting.store,
        images=app[IMAGES],
        library_of=lambda: app[SERVED].library,
        clock=utc_now,
    )


def answer_at_telegram(app: web.Application, settings: Settings) -> None:
    """Let the bot answer at Telegram too, if it has a token; nothing of that is loaded if not."""
    if settings.telegram_token:
        from bot.channels.telegram import service

        service.setup(app, settings=settings, clock=utc_now)


def _routes(settings: Settings) -> list[web.RouteDef]:
    routes = [
        web.get("/api/v1/check", check.check_by_query),
        web.post("/api/v1/check", check.check_by_body),
        web.get("/api/v1/search", search.search),
        *open_data.routes(),
        web.get("/api/v1/organisations", organisations.list_all),
        web.get("/api/v1/organisations/{id}", organisations.show_one),
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
        *overview.routes(),
        *reuse.routes(),
        *accessibility.routes(),
        *widget.routes(),
    ]
    if settings.parse_api:
        routes.append(web.post("/model/parse", parse.parse))
    return routes
