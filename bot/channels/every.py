"""Every channel of the product; a new one stands in this list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.contract import Channel
from bot.channels.page.channel import PAGE
from bot.channels.rest import REST
from bot.channels.settings import AllSettings
from bot.channels.telegram.channel import TELEGRAM
from bot.channels.terminal import TERMINAL
from bot.channels.widget.channel import WIDGET

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

CHANNELS: tuple[Channel[AllSettings], ...] = (REST, PAGE, WIDGET, TELEGRAM, TERMINAL)


def prepare(app: web.Application, settings: AllSettings) -> None:
    """Put what every channel needs in an application."""
    for channel in CHANNELS:
        channel.prepare(app, settings)


def routes() -> Iterator[web.RouteDef]:
    """Give the routes of every channel."""
    for channel in CHANNELS:
        yield from channel.routes()


def attend(app: web.Application, settings: AllSettings, store: ReportStore) -> None:
    """Start what every channel does beside the requests, for as long as an application runs."""
    for channel in CHANNELS:
        channel.attend(app, settings, store)
