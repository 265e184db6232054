"""Telegram put together and set beside an application."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from aiohttp import web

from actions.reports.database.connection import Database
from actions.reports.intake.images import Images
from bot.channels.telegram.delivery import webhook
from bot.channels.telegram.delivery.answering import Answering
from bot.channels.telegram.delivery.client import SECONDS_TO_ANSWER, Client
from bot.channels.telegram.delivery.departures import Departures
from bot.channels.telegram.delivery.intake import Intake
from bot.channels.telegram.delivery.introducing import Introduction
from bot.channels.telegram.delivery.journal import Journal
from bot.channels.telegram.delivery.lanes import Lanes
from bot.channels.telegram.delivery.ledger import Ledger
from bot.channels.telegram.delivery.pacing import Pace, Pauses
from bot.channels.telegram.delivery.reach import Reach
from bot.channels.telegram.delivery.running import Converses, Parts, Telegram
from bot.channels.telegram.delivery.speaking import Speaker
from bot.channels.telegram.hiding import silence_libraries
from bot.channels.telegram.metrics import TELEGRAM_METRICS
from bot.channels.telegram.sealing import Seal
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.understanding.buttons import Buttons
from bot.channels.telegram.understanding.identity import Identity
from bot.channels.telegram.wording import Wording
from bot.http.metrics import Metrics
from bot.running.application import IMAGES, METRICS, SERVED, UNLIMITED, Served
from bot.running.background import SENDERS
from bot.secret import secrets_of
from knowledge.model import LANGUAGES

BYTES_OF_A_NAME = 16
BESIDE_SPOOL = "telegram"  # a folder: both have to survive a crash
logger = logging.getLogger(__name__)
USUAL_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Options:
    """What only tests change.

    Attributes:
        pace: How fast Telegram is written to.
        lease: How long a process that gives no sign of life counts as alive.
        seconds_to_answer: How long an answer of Telegram is waited for.
    """

    pace: Pace = USUAL_PACE
    lease: timedelta = timedelta(seconds=10)
    seconds_to_answer: float = SECONDS_TO_ANSWER


@dataclass(frozen=True, slots=True)
class Conversing:
    """What understanding updates takes.

    Attributes:
        served: What is answered from.
        images: Decodes pictures.
        metrics: Counts turns and verdicts.
        client: Gives pictures and the name of the bot.
        buttons: What presses mean.
        identity: Names conversations.
        today: The date to judge by.
    """

    served: Served
    images: Images
    metrics: Metrics
    client: Client
    buttons: Buttons
    identity: Identity
    today: Callable[[], date]


def listener(needs: Conversing) -> Converses:
    """Make what understands citizens."""
    from bot.channels.telegram.understanding.listener import Listener

    return Listener(
        needs.served,
        images=needs.images,
        metrics=needs.metrics,
        buttons=needs.buttons,
        identity=needs.identity,
        fetch=needs.client.fetch,
        today=needs.today,
        username=lambda: needs.client.username,
    )


def setup(
    app: web.Application,
    *,
    settings: TelegramSettings,
    clock: Callable[[], datetime],
    converses: Callable[[Conversing], Converses] = listener,
    options: Options = Options(),
) -> None:
    """Let an application answer at Telegram for as long as it runs.

    Args:
        app: Prepared by its channels; to speak first, it holds `SENDERS` too.
        settings: With the token of the bot.
        clock: The time in UTC.
        converses: Makes what understands updates.
        options: What only tests change.
    """
    silence_libraries()
    own = secrets_of(settings)
    parts = _parts(app, settings, own, clock, converses, options)
    tokens = [webhook.secret_token(each, settings.telegram_token or "") for each in own]
    telegram = Telegram(
        parts,
        webhook_url=settings.telegram_webhook_url,
        secret_token=tokens[0],
        lease=options.lease,
        senders=app.get(SENDERS, {}),
    )
    if settings.telegram_webhook_url:
        _, path = webhook.address_of(settings.telegram_webhook_url)
        if any(each.canonical == path for each in app.router.resources()):
            logger.error(
                "there is no Telegram: KANAALCHECK_TELEGRAM_WEBHOOK_URL has the path of a page of"
                " ours (%s), give another one such as /telegram",
                path,
            )
            return
        app.router.add_post(path, webhook.Webhook(parts.intake, *tokens).take)
        app[UNLIMITED].add(path)
    app.cleanup_ctx.append(partial(_running, telegram))


async def _running(telegram: Telegram, _app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(telegram.run(), name="telegram")
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await telegram.close()


def _parts(
    app: web.Application,
    settings: TelegramSettings,
    own: tuple[str, ...],
    clock: Callable[[], datetime],
    converses: Callable[[Conversing], Converses],
    options: Options,
) -> Parts:
    token = settings.telegram_token or ""
    database, seal, metrics = Database(settings.database_url), Seal(*own), app[METRICS]
    counted = app[TELEGRAM_METRICS]
    lanes, pauses = Lanes(), Pauses()
    reach = Reach(settings.telegram_api_base, counted.reachable)
    client = Client(
        token,
        settings.telegram_api_base,
        pace=options.pace,
        pauses=pauses,
        seconds_to_answer=options.seconds_to_answer,
    )
    process = secrets.token_hex(BYTES_OF_A_NAME)
    journal = Journal(database, _bot_of(token), process, clock)
    departures = Departures(settings.spool.with_name(BESIDE_SPOOL), process)
    ledger = Ledger(journal)
    buttons = Buttons(database, seal, own[0], clock)
    needs = Conversing(
        app[SERVED],
        app[IMAGES],
        metrics,
        client,
        buttons,
        Identity(own[0]),
        settings.current_day,
    )
    hears = converses(needs)
    answering = Answering(
        hears,
        Speaker(client, pauses, reach),
        ledger,
        departures,
        seal,
        client,
        counted,
        a_minute=settings.rate_limit,
        lanes=lanes,
    )
    return Parts(
        served=app[SERVED],
        client=client,
        database=database,
        journal=journal,
        ledger=ledger,
        departures=departures,
        lanes=lanes,
        converses=hears,
        answering=answering,
        intake=Intake(answering, ledger, seal, lanes, counted),
        reach=reach,
        introductions=_introductions(Wording.load()),
        purges=(journal.purge, buttons.purge),
    )


def _bot_of(token: str) -> str:
    """Give the id of the bot, which is the half of the token that is no secret."""
    bot, colon, _ = token.partition(":")
    return bot[:20] if colon and bot.isdigit() else ""


def _introductions(wording: Wording) -> Sequence[Introduction]:
    """Give what Telegram shows, to people whose language we do not speak in Dutch."""
    return tuple(
        Introduction(
            language,
            tuple((each.name, each.descriptions[spoken]) for each in wording.commands),
            wording.text("profile.about", spoken),
            wording.text("profile.description", spoken),
        )
        for language, spoken in ((None, LANGUAGES[0]), *((each, each) for each in LANGUAGES))
    )
