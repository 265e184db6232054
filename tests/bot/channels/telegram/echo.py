"""Answers each update with words that tell which one it was."""

import asyncio
import html
from collections.abc import Sequence

from telegram import Update

from bot.channels.telegram.sayings import AnswerPress, Say, Saying
from bot.channels.telegram.service import Conversing

SLOWLY, TWICE, FAILING, BROKEN = "traag", "tweemaal", "stuk", "<b>niet dicht"


class Echo:
    def __init__(self, needs: Conversing) -> None:
        self.needs = needs
        self.heard: list[int] = []

    async def hear(self, update: Update) -> tuple[Saying, ...]:
        self.heard.append(update.update_id)
        if update.callback_query:
            return (AnswerPress(update.callback_query.id),)
        message = update.effective_message
        if message is None:
            return ()
        words = message.text or ""
        if words == FAILING:
            raise RuntimeError(f"a mistake about {words}")
        if words == SLOWLY:
            await asyncio.sleep(0.3)
        marked = words if words == BROKEN else html.escape(f"op {words}")
        times = 2 if words == TWICE else 1
        return tuple(
            Say(message.chat_id, f"{marked}{number or ''}", reply_to=message.message_id)
            for number in range(times)
        )

    async def too_many(self, update: Update) -> tuple[Saying, ...]:
        assert update.effective_chat
        return (Say(update.effective_chat.id, "te veel"),)

    async def outcome(
        self, conversation_id: str, text: str, _buttons: Sequence[tuple[str, str]]
    ) -> tuple[Saying, ...]:
        return (Say(int(conversation_id.partition(":")[0]), text),)
