"""What goes on beside the requests, again and again: warning, telling, replaying, forgetting."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.model import DeliveryWay
from bot.conversation.undelivered import SECONDS_BETWEEN as SECONDS_BETWEEN_ASKING
from bot.conversation.undelivered import UNHEARD, Unheard
from bot.notifying.alarms import (
    AlarmByMail,
    AlarmByWebhook,
    Alarms,
    Way,
)
from bot.notifying.mail import Mail, MailServer
from bot.notifying.outbox import Courier, Outbox
from bot.notifying.outcomes import Outcomes, Sender
from bot.notifying.reminding.store import Reminders
from bot.notifying.retention import purge, purge_reminders
from bot.notifying.warnings import SECONDS_BETWEEN, Warnings
from bot.notifying.webhook import Webhook
from bot.running.application import ASKED, SERVED

if TYPE_CHECKING:
    from actions.reports.asked import UnlistedDemand
    from actions.reports.desk import Desk
    from actions.reports.intake.images import Images
    from actions.reports.store import ReportStore
    from bot.settings import Settings
    from knowledge.library import Library

SECONDS_BETWEEN_DELIVERIES = 2.0
SECONDS_BETWEEN_REPLAYS = 3.0
SECONDS_BETWEEN_COUNTS = 10.0
SECONDS_BETWEEN_PURGES = 3600.0  # more often than daily: a failed or missed one is made good soon
SECONDS_TO_STOP = 5.0

WARNINGS = web.AppKey("warnings", Warnings)
SENDERS = web.AppKey("senders", dict[str, Sender])
"""How to speak first, by channel name; a channel that can puts itself in when it starts."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Progress:
    """How the rounds of a job went.

    Attributes:
        last_done: When one ended well, as seconds since 1970; 0 when none did.
    """

    last_done: float = 0.0
    is_failing: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again; a failure is logged and ends nothing.

    Attributes:
        name: What operators read.
        seconds: Between the end of a round and the next one.
    """

    name: str
    seconds: float
    round: Callable[[], Awaitable[object]]
    progress: Progress = field(default_factory=Progress)

    async def run(self, stopping: asyncio.Event) -> None:
        """Go on until asked to stop; a round that has begun is finished."""
        is_failing = False
        while not stopping.is_set():
            is_failing = await self.try_once(is_failing=is_failing)
            try:
                await asyncio.wait_for(stopping.wait(), self.seconds)
            except TimeoutError:
                continue

    async def try_once(self, *, is_failing: bool = False) -> bool:
        """Do one round.

        Args:
            is_failing: The round before failed, which was logged: the same is not said again.

        Returns:
            Whether it failed.
        """
        try:
            await self.round()
        except Exception as error:
            self.progress.is_failing = True
            if not is_failing:
                # The exception's own text may hold what a citizen wrote.
                logger.error(  # noqa: TRY400
                    "%s fails and is tried again every %g s: %s",
                    self.name,
                    self.seconds,
                    type(error).__name__,
                )
            return True
        self.progress.last_done, self.progress.is_failing = time.time(), False
        if is_failing:
            logger.info("%s works again", self.name)
        return False


JOBS = web.AppKey("jobs", list[Job])
"""What goes on beside the requests of an application."""


def setup(
    app: web.Application,
    *,
    settings: Settings,
    store: ReportStore,
    desk: Desk,
    images: Images,
    clock: Callable[[], datetime],
) -> None:
    """Let an application warn, tell, replay and forget for as long as it runs.

    Args:
        app: Holds `SERVED` and `ASKED`; gets `WARNINGS`, `SENDERS` and `UNHEARD`.
        settings: Whom to tell, and how long to keep.
        store: Where reports are kept.
        desk: Has what was filed while the database was away.
        images: Where images are kept.
        clock: The time in UTC.
    """

    def served() -> Library:
        return app[SERVED].library

    app.setdefault(JOBS, [])
    app[WARNINGS] = Warnings(store, served)
    senders: dict[str, Sender] = {}
    app[SENDERS], app[UNHEARD] = senders, Unheard(store, senders)
    warn = Job("warning of confirmed fakes", SECONDS_BETWEEN, in_thread(app[WARNINGS].renew))
    keep_days = partial(
        purge,
        store,
        images,
        desk.spooled_images,
        days=settings.retention_days,
        open_days=settings.retention_open_days,
        clock=clock,
    )
    reminders = Reminders(settings.database_url)

    def forget() -> None:
        keep_days()
        days, open_days = settings.retention_days, settings.retention_open_days
        purge_reminders(reminders, days=days, open_days=open_days, clock=clock)

    async def close(_app: web.Application) -> None:
        reminders.close()

    app.on_cleanup.append(close)
    jobs = [
        warn,
        Job("replaying the spool", SECONDS_BETWEEN_REPLAYS, in_thread(desk.replay)),
        Job("asking for outcomes", SECONDS_BETWEEN_ASKING, in_thread(app[UNHEARD].renew)),
        Job("forgetting", SECONDS_BETWEEN_PURGES, in_thread(forget)),
    ]
    for courier in couriers(settings, app[SENDERS], store, served, clock):
        outbox = Outbox(store, courier, clock)
        jobs.append(Job(f"telling by {courier.kind}", SECONDS_BETWEEN_DELIVERIES, outbox.empty))
    ways = alarm_ways(settings, served, clock)
    if ways:
        alarms = Alarms(store, ways, clock)
        jobs.append(Job("telling staff of alarms", SECONDS_BETWEEN_DELIVERIES, alarms.tell))
    counting = _counting(app[ASKED], store)
    app.cleanup_ctx.append(partial(running, warn, [*jobs, *counting], counting))


def _counting(asked: UnlistedDemand | None, store: ReportStore) -> list[Job]:
    if asked is None:
        return []
    write_down = in_thread(partial(asked.flush, store))
    return [Job("counting what is asked for", SECONDS_BETWEEN_COUNTS, write_down)]


def couriers(
    settings: Settings,
    senders: dict[str, Sender],
    store: ReportStore,
    served: Callable[[], Library],
    clock: Callable[[], datetime],
) -> list[Courier]:
    """Make the couriers that the settings ask for."""
    chosen: list[Courier] = [Outcomes(senders)]
    if settings.smtp_url and settings.mail_from:
        server = MailServer.at(settings.smtp_url)
        chosen.append(Mail(server, settings.mail_from, store, served, clock, settings.public_url))
    elif settings.smtp_url:
        logger.error("no mail is sent: set KANAALCHECK_MAIL_FROM beside KANAALCHECK_SMTP_URL")
    if settings.notify_webhook:
        if not settings.secret:
            logger.warning("the webhook is not signed: set KANAALCHECK_SECRET")
        chosen.append(Webhook(settings.notify_webhook, webhook_keys(settings), clock))
    return chosen


def alarm_ways(
    settings: Settings, served: Callable[[], Library], clock: Callable[[], datetime]
) -> dict[str, Way]:
    """Make the ways by which staff are told of alarms that the settings ask for."""
    ways: dict[str, Way] = {}
    if settings.alarm_mail and settings.smtp_url and settings.mail_from:
        server, url = MailServer.at(settings.smtp_url), settings.public_url
        ways[DeliveryWay.MAIL] = AlarmByMail(
            server, settings.mail_from, settings.alarm_mail, served, clock, url
        )
    if settings.notify_webhook:
        ways[DeliveryWay.WEBHOOK] = AlarmByWebhook(
            Webhook(settings.notify_webhook, webhook_keys(settings), clock)
        )
    return ways


def webhook_keys(settings: Settings) -> list[bytes]:
    """Derive the keys of webhook signatures: who has them cannot make a session of staff."""
    if not settings.secret:
        return []
    given = [settings.secret, *filter(None, [settings.secret_previous])]
    return [
        hmac.new(each.encode(), b"webhook", hashlib.sha256).hexdigest().encode() for each in given
    ]


async def running(
    first: Job, jobs: Sequence[Job], last: Sequence[Job], app: web.Application
) -> AsyncIterator[None]:
    """Run the jobs beside an application.

    The first one is done once before anybody is answered, the last ones again after everybody was.
    """
    stopping = asyncio.Event()
    app[JOBS].extend(jobs)
    await first.try_once()
    tasks = [asyncio.create_task(job.run(stopping), name=job.name) for job in jobs]
    yield
    stopping.set()
    _, late = await asyncio.wait(tasks, timeout=SECONDS_TO_STOP)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for job in last:
        await job.try_once()


def in_thread(work: Callable[[], object]) -> Callable[[], Awaitable[object]]:
    """Make of something that blocks what an event loop can wait for."""
    return partial(asyncio.to_thread, work)
