"""The web application, put together."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.intake.images import Images
from bot import staff
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
    signed_register,
)
from bot.capacity.limits import Buckets, OwnBuckets, RateLimiter
from bot.channels import every
from bot.channels.page.chat import TRANSCRIPTS
from bot.channels.page.transcripts import Transcripts
from bot.channels.settings import AllSettings
from bot.conversation import closing
from bot.conversation.closing import CLOSINGS, Closings
from bot.http.documents import SHELF, Shelf
from bot.http.fields import MAX_BODY_BYTES
from bot.http.metrics import Metrics
from bot.http.parts import UPLOADS, Uploads
from bot.http.problems import ProblemCatalogue
from bot.pages import accessibility, report_form, reuse
from bot.pages.overview import page as overview
from bot.pages.own_channels import page as own_channels
from bot.process.guard import guard
from bot.reporting import Reporting, utc_now
from bot.running import audit_keeper, background, condition, publishing, shared_limits
from bot.running.application import (
    ASKED,
    CLOCK,
    DESK,
    IMAGES,
    IS_FIRST_WORKER,
    LIMITER,
    METRICS,
    PROBLEMS,
    SERVED,
    SETTINGS,
    UNLIMITED,
    Served,
    from_one_library,
)
from bot.running.audit_keeper import AuditKeeper
from bot.running.background import JOBS, Job, in_thread
from bot.running.shared_limits import TOLD, SharedLimits, told
from bot.running.shared_values import VALUES, SharedValues
from bot.running.siblings import SIBLINGS, Place, Siblings
from bot.secret import secrets_of
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
    clock: Callable[[], datetime] = utc_now,
) -> web.Application:
    """Put the application together.

    Args:
        settings: Limits and switches.
        library: The register with everything that is computed from it.
        dialogue: Holds conversations; without it only the register is served, until it is put in
            `app[SERVED]`.
        desk: Where reports are filed; without it none are taken.
        asked: Counts unlisted addresses; without it nobody does.
        clock: The time in UTC.
    """
    app = web.Application(middlewares=[guard, from_one_library], client_max_size=MAX_BODY_BYTES)
    app[SETTINGS] = settings
    app[SERVED] = Served(library, dialogue, is_ready=dialogue is not None)
    app[METRICS] = Metrics()
    app[PROBLEMS] = ProblemCatalogue.load()
    if settings.redis_url:
        app[VALUES] = SharedValues(settings.redis_url, secrets_of(settings), time.monotonic)
        app.on_cleanup.append(_close_values)
    _limit(app, OwnBuckets())
    app[UNLIMITED] = set()
    app[CLOCK] = clock
    app[IS_FIRST_WORKER] = True
    app[SHELF] = Shelf()
    app[JOBS] = []
    app[CLOSINGS] = Closings()
    app[ASKED] = asked
    app[DESK] = desk
    app[IMAGES] = Images(settings.images)
    app[UPLOADS] = Uploads()
    publishing.prepare(app, settings)
    app[report_form.FORM] = report_form.ReportForm.load()
    app[reuse.REUSE_PAGE] = reuse.ReusePage.load()
    every.prepare(app, settings)
    overview.prepare(app)
    app.add_routes(routes(settings))
    openapi.prepare(app)
    return app


def join_siblings(app: web.Application, place: Place, buckets: Buckets) -> None:
    """Let an application be one of several workers that share a port.

    Args:
        app: The application, before it starts.
        place: Which one it is.
        buckets: What clients have used up, at all workers together.
    """
    _limit(app, buckets)
    app[TRANSCRIPTS] = Transcripts(time.monotonic, new_id=place.new_id)
    app[IS_FIRST_WORKER] = place.index == 0
    app[SIBLINGS] = Siblings(place)
    app.cleanup_ctx.append(app[SIBLINGS].running)


def _limit(app: web.Application, buckets: Buckets) -> None:
    """Limit clients by what they used up here, and elsewhere where machines know of each other."""
    if VALUES in app:
        buckets = app[TOLD] = told(buckets)
    rate_limit = app[SETTINGS].rate_limit
    app[LIMITER] = RateLimiter(rate_limit, clock=time.monotonic, buckets=buckets)


async def _close_values(app: web.Application) -> None:
    await app[VALUES].close()


def handle_reports(app: web.Application, settings: AllSettings, reporting: Reporting) -> None:
    """Let staff judge what is reported, what they decide reach everybody, and channels begin."""
    background.setup(
        app,
        settings=settings,
        store=reporting.store,
        desk=reporting.desk,
        images=app[IMAGES],
        clock=reporting.clock,
    )
    examine = Job(
        "examining the parts",
        condition.SECONDS_BETWEEN,
        in_thread(condition.setup(app, settings=settings, reporting=reporting)),
    )
    closings = app[CLOSINGS]
    closings.follow(app[METRICS])
    ask = in_thread(partial(closings.renew, reporting.store))
    close = Job("asking which channels are closed", closing.SECONDS_BETWEEN, ask)
    keeper = AuditKeeper(reporting.store)
    keeper.follow(app[METRICS])
    seal = Job("sealing the audit log", audit_keeper.SECONDS_BETWEEN_SEALS, in_thread(keeper.seal))
    look = Job(
        "examining the audit log",
        audit_keeper.SECONDS_BETWEEN_EXAMINATIONS,
        in_thread(keeper.examine),
    )
    app.cleanup_ctx.append(partial(background.running, seal, [seal, look], [seal]))
    beside = [examine, close]
    if VALUES in app:
        limits = SharedLimits(app[TOLD], app[VALUES])
        beside.append(Job("sharing limits", shared_limits.SECONDS_BETWEEN, limits.renew))
    for job in beside:
        app.cleanup_ctx.append(partial(background.running, job, [job], []))
    _count(app, reporting)
    staff.setup(
        app,
        settings=settings,
        store=reporting.store,
        images=app[IMAGES],
        library_of=lambda: app[SERVED].library,
        clock=reporting.clock,
    )
    own_channels.setup(
        app,
        url=settings.database_url,
        secrets=secrets_of(settings),
        clock=reporting.clock,
    )
    every.attend(app, settings, reporting.store)


def _count(app: web.Application, reporting: Reporting) -> None:
    """Let metrics show what is counted where it happens."""
    metrics = app[METRICS]
    metrics.follow(
        "kanaalcheck_reports",
        "Reports that came in, by what became of them",
        "outcome",
        lambda: reporting.desk.outcomes,
        is_count=True,
    )
    metrics.follow(
        "kanaalcheck_untrained_turns",
        "Turns answered by code alone, because the language model is away or failed",
        None,
        lambda: {"": getattr(app[SERVED].dialogue, "untrained_turns", 0)},
        is_count=True,
    )
    metrics.follow(
        "kanaalcheck_job_failing",
        "1 when the last round of a job beside the requests failed",
        "job",
        lambda: {job.name: float(job.progress.is_failing) for job in app[JOBS]},
    )
    metrics.follow(
        "kanaalcheck_job_last_success_timestamp_seconds",
        "When a round of a job beside the requests ended well",
        "job",
        lambda: {job.name: job.progress.last_done for job in app[JOBS]},
    )


def routes(settings: AllSettings) -> list[web.RouteDef]:
    """Give every route that needs no account of staff."""
    found = [
        web.get("/api/v1/check", check.check_by_query),
        web.post("/api/v1/check", check.check_by_body),
        web.get("/api/v1/search", search.search),
        *open_data.routes(),
        *signed_register.routes(),
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
        *own_channels.routes(),
        *accessibility.routes(),
        *every.routes(),
    ]
    if settings.parse_api:
        found.append(web.post("/model/parse", parse.parse))
    return found
