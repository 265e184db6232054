"""The chat page as a channel."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.contract import Channel
from bot.channels.page import chat
from bot.channels.page.chat import CHANNEL, shown
from bot.channels.page.transcripts import ShownAnswer, Transcripts
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.conversation.messages import BotMessage
    from knowledge.library import Library


def _routes() -> Sequence[web.RouteDef]:
    return [
        web.get(chat.PATH, chat.show),
        web.post(chat.PATH, chat.talk),
        web.get("/assets/{name}", chat.asset),
    ]


def _prepare(app: web.Application, _: Settings) -> None:
    app[chat.PAGE] = chat.Page.load()
    app[chat.ASSET_DOCUMENTS] = chat.load_assets()
    app[chat.TRANSCRIPTS] = Transcripts(time.monotonic)


def _draw(message: BotMessage, _: Library, __: date) -> ShownAnswer:
    return shown(message)


PAGE: Channel[Settings] = Channel(CHANNEL, draw=_draw, prepare=_prepare, routes=_routes)
