"""The process: listens at once, is ready when everything is warm, stops without dropping anyone."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal

import uvloop
from aiohttp import web

from bot.app import build_app
from bot.served import SERVED, Served
from bot.settings import Settings
from knowledge.library import Library

logger = logging.getLogger(__name__)

SECONDS_TO_FINISH = 10.0
BACKLOG = 1_024
MAX_HEADER_BYTES = 8_190
WARM_UP = "is @vdab_be op x echt?"


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        RegisterError: If the register cannot be served.
        OSError: If the port is taken.
    """
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    library = await asyncio.to_thread(open_library, settings)
    app = build_app(settings, library, None)
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=SECONDS_TO_FINISH,
        max_line_size=MAX_HEADER_BYTES,
        max_field_size=MAX_HEADER_BYTES,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port, backlog=BACKLOG).start()
        await _until(stop, _warm(settings, app[SERVED]))
        await stop.wait()
        app[SERVED].is_ready = False
    finally:
        await runner.cleanup()
