"""The process: listens at once, is ready when everything is warm, stops without dropping anyone."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import signal
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any

import uvloop
from aiohttp import web

from bot.application import SERVED
from bot.channels.settings import AllSettings
from bot.closing import CLOSINGS
from bot.conversation.undelivered import UNHEARD, Unheard
from bot.opening import open_librarian
from bot.process.app import build_app, handle_reports
from bot.process.protocol import Runner
from bot.reloading import setup as reload_when_changed
from bot.reporting import Reporting, utc_now
from knowledge.files.memory import give_memory_back
from knowledge.files.snapshot import take_snapshot
from knowledge.library import Library

if TYPE_CHECKING:
    from bot.conversation.dialogue import Dialogue

logger = logging.getLogger(__name__)

SECONDS_TO_FINISH = 10.0
BACKLOG = 1_024
WARM_UP = (
    "is @vdab_be op x echt?",
    "ik heb op de link geklikt en mijn kaartnummer gegeven",
    "wie is de minister van mobiliteit",
    "hoeveel kanalen heeft de overheid",
    "wat een lange zin, nietwaar? " * 20,
)
"""Between them they make what is made when it is first needed, which takes up to half a second."""


def _silent_logger() -> logging.Logger:
    """Give a logger for aiohttp, whose own lines quote what the client sent."""
    silent = logging.getLogger(f"{__name__}.http")
    silent.setLevel(logging.CRITICAL)
    return silent


HTTP: Mapping[str, Any] = {
    "access_log": None,  # the guard writes one, without what was asked
    "logger": _silent_logger(),
    "keepalive_timeout": 75.0,
    "max_line_size": 64 * 1024,  # 4,000 characters outside ASCII take 48,000 bytes in a query
}


def serve(settings: AllSettings) -> None:
    """Serve until SIGINT or SIGTERM.

    Checks are answered as soon as the register is read; conversations, and readiness, come when
    the language model is loaded.

    Raises:
        RegisterError: If the register has mistakes.
        OSError: If the port is taken.
    """
    uvloop.run(_serve(settings))


async def _serve(settings: AllSettings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    librarian = await asyncio.to_thread(open_librarian, settings)
    library = await asyncio.to_thread(librarian.build, take_snapshot(settings.knowledge))
    reporting = await asyncio.to_thread(Reporting.open, settings)
    app = build_app(
        settings, library, None, desk=reporting.desk, asked=reporting.asked, clock=reporting.clock
    )
    handle_reports(app, settings, reporting)
    reload_when_changed(app, settings=settings, librarian=librarian, clock=utc_now)
    del library, librarian  # the first library goes when the second is served
    runner = Runner(app, shutdown_timeout=SECONDS_TO_FINISH, **HTTP)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port, backlog=BACKLOG).start()
        await _first(stop.wait(), _warm(settings, app, reporting))
        await stop.wait()
    finally:
        app[SERVED].is_ready = False
        await runner.cleanup()
        reporting.store.close()


async def _warm(settings: AllSettings, app: web.Application, reporting: Reporting) -> None:
    """Load the conversation and hold a first one, so that no citizen waits for it."""
    served = app[SERVED]
    served.dialogue = await asyncio.to_thread(
        _load_dialogue, settings, served.library, reporting, app[UNHEARD]
    )
    served.dialogue.closings = app[CLOSINGS]
    for message in WARM_UP:
        await served.dialogue.answer(secrets.token_urlsafe(16), message, channel="rest")
    gc.collect()
    give_memory_back()
    gc.freeze()  # libraries and models stay: the collector need not walk through them each time
    served.is_ready = True
    logger.info("ready on http://%s:%d", settings.host, settings.port)


def _load_dialogue(
    settings: AllSettings, library: Library, reporting: Reporting, unheard: Unheard
) -> Dialogue:
    from bot.conversation.dialogue import Dialogue  # rasa takes seconds to import

    return Dialogue.load(settings, library, reporting.desk, unheard, reporting.asked)


async def _first(*waiting: Coroutine[Any, Any, Any]) -> None:
    """Wait until one is done, raise what it raised, and stop the others."""
    tasks = [asyncio.create_task(each) for each in waiting]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for task in done:
        task.result()
