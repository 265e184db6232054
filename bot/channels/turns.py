"""One turn of a conversation over HTTP, whatever the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from bot.application import METRICS, SERVED

if TYPE_CHECKING:
    from bot.conversation.dialogue import BotMessage


async def take_turn(
    request: web.Request, sender: str, message: str, *, language: str | None, channel: str
) -> Sequence[BotMessage]:
    """Give what the bot answers, counted but not kept."""
    dialogue = request.app[SERVED].ready_dialogue()
    answers = await dialogue.answer(sender, message, language=language, channel=channel)
    metrics = request.app[METRICS]
    metrics.turn(channel)
    for answer in answers:
        if answer.verdict:
            metrics.verdict(answer.verdict)
    return answers
