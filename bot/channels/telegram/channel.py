"""Telegram as a channel; nothing of it is loaded without a token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.contract import Channel
from bot.channels.telegram.metrics import TELEGRAM_METRICS, TelegramMetrics
from bot.channels.telegram.settings import TelegramSettings
from bot.running.application import CLOCK, IS_FIRST_WORKER, METRICS

if TYPE_CHECKING:
    from actions.reports.store import ReportStore
    from bot.conversation.messages import BotMessage
    from knowledge.library import Library

CHANNEL = "telegram"


def _prepare(app: web.Application, _: TelegramSettings) -> None:
    app[TELEGRAM_METRICS] = TelegramMetrics(app[METRICS].registry)


def _attend(app: web.Application, settings: TelegramSettings, _: ReportStore) -> None:
    is_called = settings.telegram_webhook_url is not None
    if settings.telegram_token and (app[IS_FIRST_WORKER] or is_called):
        from bot.channels.telegram import service

        service.setup(app, settings=settings, clock=app[CLOCK])


def _draw(message: BotMessage, _: Library, __: date) -> Sequence[str]:
    from bot.channels.telegram.understanding import rendering

    if message.answer and message.answer.cards:
        return rendering.answer_as_html(message.answer)
    return rendering.as_html(message.text)


TELEGRAM: Channel[TelegramSettings] = Channel(CHANNEL, draw=_draw, prepare=_prepare, attend=_attend)
