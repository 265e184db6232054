"""The web widget, as the server sees it: its script, its page for frames and its conversations."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from actions.reports.feedback import Feedback
from bot.channels.widget import conversing, noticing, pictures, showing
from bot.channels.widget import feedback as judging
from bot.channels.widget.conversing import CHANNEL, PART_OF_CLIENT
from bot.channels.widget.feedback import PART_OF_REQUESTS
from bot.channels.widget.ids import ConversationIds
from bot.channels.widget.origins import FRAME, SCRIPT
from bot.channels.widget.replay import Answers
from bot.channels.widget.upkeep import look_after
from bot.conversation.script import Script
from bot.limits import RateLimiter
from bot.notifying.notice_board import BOARD, NoticeBoard
from bot.reporting import BESIDE_SPOOL
from bot.secret import own_secret
from bot.settings import Settings

__all__ = ["CHANNEL", "look_after", "prepare", "routes"]


def routes() -> list[web.RouteDef]:
    """Give the routes of the widget."""
    return [
        web.get(SCRIPT, showing.script),
        web.get(FRAME, showing.frame),
        web.get("/widget/notice", noticing.notice),
        web.post("/widget/conversations", conversing.begin),
        web.post("/widget/messages", conversing.say),
        web.post("/widget/images", pictures.look),
        web.post("/widget/feedback", judging.judge),
    ]


def prepare(app: web.Application, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Give an application what its widgets are answered with.

    Args:
        app: The application.
        settings: Limits, and the secret of the installation.
        clock: The time in UTC.
    """
    app[conversing.WIDGETS] = conversing.Widgets(
        ids=ConversationIds(_secret(settings)),
        answers=Answers(time.monotonic),
        limiter=_limiter(settings.rate_limit, PART_OF_CLIENT),
    )
    app[judging.SCRIPT] = Script.load()
    app[judging.FEEDBACK] = Feedback(clock)
    app[judging.OPINIONS] = _limiter(settings.rate_limit, PART_OF_REQUESTS)
    app[showing.SCRIPT_DOCUMENT] = showing.load_script()
    app[BOARD] = NoticeBoard(clock)


def _secret(settings: Settings) -> str:
    return settings.secret or own_secret(settings.spool.with_name(BESIDE_SPOOL))


def _limiter(rate_limit: int, part: int) -> RateLimiter:
    per_minute = max(1, rate_limit // part) if rate_limit else 0
    return RateLimiter(per_minute, clock=time.monotonic)
