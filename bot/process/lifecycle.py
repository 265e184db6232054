"""The process: listens at once, is ready when everything is warm, stops without dropping anyone."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import signal
import socket
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvloop
from aiohttp import web

from bot import tracing
from bot.capacity.limits import Buckets
from bot.channels.settings import AllSettings
from bot.conversation.closing import CLOSINGS
from bot.conversation.undelivered import UNHEARD
from bot.opening import Opened, open_last_good, open_librarian
from bot.process.app import build_app, handle_reports, join_siblings
from bot.process.protocol import Runner
from bot.reporting import Reporting, utc_now
from bot.running import publishing
from bot.running.application import SERVED, Served
from bot.running.reloading import setup as reload_when_changed
from bot.running.siblings import Place
from knowledge.files.memory import give_memory_back, keep_for_good
from knowledge.library import Librarian

if TYPE_CHECKING:
    from bot.conversation.dialogue import Dialogue, Minds

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


@dataclass(frozen=True)
class Loaded:
    """What takes seconds to load, for workers that fork afterwards.

    Attributes:
        librarian: Built the library, and builds the next.
    """

    librarian: Librarian
    opened: Opened
    minds: Minds


@dataclass(frozen=True)
class Worker:
    """One of several processes on one port.

    Attributes:
        loaded: Before the fork.
        listening: Bound and listening; all workers have the same.
        buckets: What clients have used up at all of them.
        parent: Can be read once the parent is gone.
    """

    place: Place
    loaded: Loaded
    listening: Sequence[socket.socket]
    buckets: Buckets
    parent: int


def serve(settings: AllSettings) -> None:
    """Serve until SIGINT or SIGTERM.

    Checks are answered as soon as the register is read; conversations, and readiness, come when
    the language model is loaded.

    Raises:
        RegisterError: If the register has mistakes, and none was kept that had not.
        OSError: If the port is taken.
    """
    uvloop.run(_serve(settings))


def serve_as(worker: Worker, settings: AllSettings) -> None:
    """Serve as one of several workers until SIGINT or SIGTERM, or until the parent is gone."""
    uvloop.run(_serve(settings, worker))


def load(settings: AllSettings) -> Loaded:
    """Load everything once, and hold first conversations, so that what they make is there too.

    Raises:
        RegisterError: If the register has mistakes.
    """
    librarian = open_librarian(settings)
    opened = open_last_good(settings, librarian)
    from bot.conversation.dialogue import Dialogue, Minds  # rasa takes seconds to import

    minds = Minds.load(settings, opened.library)
    first = Dialogue(minds.script, minds.trained, minds.untrained, minds.encoder)
    asyncio.run(_hold_first_conversations(first))
    return Loaded(librarian, opened, minds)


async def _serve(settings: AllSettings, worker: Worker | None = None) -> None:
    stop, hurry = asyncio.Event(), asyncio.Event()
    _listen_to_signals(stop, hurry)
    if worker:
        asyncio.get_running_loop().add_reader(worker.parent, _all_set, stop, hurry)
        librarian, opened = worker.loaded.librarian, worker.loaded.opened
    else:
        librarian = await asyncio.to_thread(open_librarian, settings)
        opened = await asyncio.to_thread(open_last_good, settings, librarian)
    end_traces = tracing.begin(settings)
    reporting = await asyncio.to_thread(Reporting.open, settings)
    app = build_app(
        settings,
        opened.library,
        None,
        desk=reporting.desk,
        asked=reporting.asked,
        clock=reporting.clock,
    )
    if worker:
        join_siblings(app, worker.place, worker.buckets)
    handle_reports(app, settings, reporting)
    reload_when_changed(
        app, settings=settings, librarian=librarian, clock=utc_now, broken=opened.problems
    )
    publishing.setup(app, settings=settings, clock=reporting.clock)
    app[SERVED].kept_at = opened.kept_at
    del opened, librarian  # the first library goes when the second is served
    runner = Runner(app, shutdown_timeout=SECONDS_TO_FINISH, **HTTP)
    await runner.setup()
    try:
        for site in _sites(runner, settings, worker):
            await site.start()
        await _first(stop.wait(), _warm(settings, app, reporting, worker))
        await stop.wait()
        await _leave(app[SERVED], hurry, settings.drain_seconds)
    finally:
        app[SERVED].is_ready = False
        await runner.cleanup()
        reporting.store.close()
        await asyncio.to_thread(end_traces)


def _listen_to_signals(stop: asyncio.Event, hurry: asyncio.Event) -> None:
    """Stop at SIGTERM; at once at SIGINT, which somebody types who waits, or at a second one."""
    loop = asyncio.get_running_loop()

    def stop_now() -> None:
        _all_set(stop, hurry)

    def stop_soon() -> None:
        loop.add_signal_handler(signal.SIGTERM, stop_now)
        stop.set()

    loop.add_signal_handler(signal.SIGINT, stop_now)
    loop.add_signal_handler(signal.SIGTERM, stop_soon)


def _all_set(*events: asyncio.Event) -> None:
    for event in events:
        event.set()


async def _leave(served: Served, hurry: asyncio.Event, seconds: float) -> None:
    """Answer on for a while, no longer ready, so that proxies send nobody here any more."""
    was_ready, served.is_ready, served.is_leaving = served.is_ready, False, True
    if was_ready:
        with suppress(TimeoutError):
            await asyncio.wait_for(hurry.wait(), seconds)


def _sites(runner: Runner, settings: AllSettings, worker: Worker | None) -> list[web.BaseSite]:
    if worker is None:
        return [web.TCPSite(runner, settings.host, settings.port, backlog=BACKLOG)]
    own = worker.place.socket_of(worker.place.index)
    own.unlink(missing_ok=True)  # of a worker before that died
    return [
        web.UnixSite(runner, own, backlog=BACKLOG),
        *(web.SockSite(runner, each, backlog=BACKLOG) for each in worker.listening),
    ]


async def _warm(
    settings: AllSettings, app: web.Application, reporting: Reporting, worker: Worker | None
) -> None:
    """Load the conversation and hold first ones, so that no citizen waits for them."""
    served = app[SERVED]
    served.dialogue = await asyncio.to_thread(
        _open_dialogue, settings, app, reporting, worker.loaded.minds if worker else None
    )
    served.dialogue.closings = app[CLOSINGS]
    await _hold_first_conversations(served.dialogue)
    gc.collect()
    give_memory_back()
    keep_for_good()
    served.is_ready = True
    logger.info("ready on http://%s:%d", settings.host, settings.port)


async def _hold_first_conversations(dialogue: Dialogue) -> None:
    for message in WARM_UP:
        await dialogue.answer(secrets.token_urlsafe(16), message, channel="rest")


def _open_dialogue(
    settings: AllSettings, app: web.Application, reporting: Reporting, minds: Minds | None
) -> Dialogue:
    from bot.conversation.dialogue import Dialogue, Minds  # rasa takes seconds to import

    library = app[SERVED].library
    minds = minds or Minds.load(settings, library)
    return Dialogue.of(minds, settings, library, reporting.desk, app[UNHEARD], reporting.asked)


async def _first(*waiting: Coroutine[Any, Any, Any]) -> None:
    """Wait until one is done, raise what it raised, and stop the others."""
    tasks = [asyncio.create_task(each) for each in waiting]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for task in done:
        task.result()
