"""The widget as a channel: its routes, what they need, and what goes on beside them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.feedback import Feedback
from bot.capacity.limits import RateLimiter
from bot.channels.contract import Channel
from bot.channels.widget import conversing, feedback, noticing, pictures, showing
from bot.channels.widget.conversing import CHANNEL, PART_OF_CLIENT
from bot.channels.widget.drawing import Drawing, Json
from bot.channels.widget.feedback import PART_OF_REQUESTS
from bot.channels.widget.ids import ConversationIds
from bot.channels.widget.linking import Links
from bot.channels.widget.metrics import WIDGET_METRICS, WidgetMetrics
from bot.channels.widget.origins import FRAME, SCRIPT, SITES, Sites
from bot.channels.widget.replay import Answers
from bot.channels.widget.settings import WidgetSettings
from bot.channels.widget.upkeep import look_after
from bot.conversation.script import Script
from bot.notifying.notice_board import BOARD, NoticeBoard
from bot.running.application import CLOCK, IMAGES, METRICS
from bot.secret import secrets_of

if TYPE_CHECKING:
    from actions.reports.store import ReportStore
    from bot.conversation.messages import BotMessage
    from knowledge.library import Library


def _routes() -> Sequence[web.RouteDef]:
    return [
        web.get(SCRIPT, showing.script),
        web.get(FRAME, showing.frame),
        web.get("/widget/notice", noticing.notice),
        web.post("/widget/conversations", conversing.begin),
        web.post("/widget/messages", conversing.say),
        web.post("/widget/images", pictures.look),
        web.post("/widget/feedback", feedback.judge),
    ]


def _prepare(app: web.Application, settings: WidgetSettings) -> None:
    app[SITES] = Sites(settings.widget_origins, settings.public_url)
    app[WIDGET_METRICS] = WidgetMetrics(app[METRICS].registry)
    app[conversing.WIDGETS] = conversing.Widgets(
        ids=ConversationIds(*secrets_of(settings)),
        answers=Answers(time.monotonic),
        limiter=_limiter(settings.rate_limit, PART_OF_CLIENT),
    )
    app[feedback.SCRIPT] = Script.load()
    app[feedback.FEEDBACK] = Feedback(app[CLOCK])
    app[feedback.OPINIONS] = _limiter(settings.rate_limit, PART_OF_REQUESTS)
    app[showing.SCRIPT_DOCUMENT] = showing.load_script()
    app[BOARD] = NoticeBoard(app[CLOCK])


def _attend(app: web.Application, _: WidgetSettings, store: ReportStore) -> None:
    look_after(app, store=store, images=app[IMAGES])


def _draw(message: BotMessage, library: Library, today: date) -> Json:
    return Drawing(Links(library, lambda: today)).message(message)


def _limiter(rate_limit: int, part: int) -> RateLimiter:
    per_minute = max(1, rate_limit // part) if rate_limit else 0
    return RateLimiter(per_minute, clock=time.monotonic)


WIDGET: Channel[WidgetSettings] = Channel(
    CHANNEL, draw=_draw, prepare=_prepare, routes=_routes, attend=_attend
)
