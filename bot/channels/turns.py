"""One turn of a conversation over HTTP, whatever the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from bot.capacity.admission import CrowdedError
from bot.http.problems import Problem
from bot.running.application import METRICS, SERVED
from bot.running.limiting import limit_by_length
from bot.tracing import span

if TYPE_CHECKING:
    from bot.conversation.dialogue import BotMessage


async def take_turn(
    request: web.Request, sender: str, message: str, *, language: str | None, channel: str
) -> Sequence[BotMessage]:
    """Give what the bot answers, counted but not kept.

    Raises:
        Problem: The bot still starts, or too many others are being answered, or the client asked
            for too much.
    """
    dialogue = request.app[SERVED].ready_dialogue()
    limit_by_length(request, message)
    metrics = request.app[METRICS]
    try:
        with span("turn", **{"kanaalcheck.channel": channel}):
            answers = await dialogue.answer(sender, message, language=language, channel=channel)
    except CrowdedError as error:
        metrics.sent_away(channel)
        seconds = str(error.seconds)
        raise Problem("crowded", headers={"Retry-After": seconds}, seconds=seconds) from error
    metrics.turn(channel)
    for answer in answers:
        if answer.verdict:
            metrics.verdict(answer.verdict)
    return answers
