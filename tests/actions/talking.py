"""A conversation whose messages are understood as a test says: the actions alone are tried."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from actions.conversation.reply import payload
from actions.reports.desk import Desk
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.script import Script
from bot.conversation.untrained import Untrained
from bot.settings import Settings
from knowledge.library import Library

TODAY = date(2026, 11, 23)
SETTINGS = replace(Settings(), encoder="none", today=TODAY)

Said = tuple[str, str]
"""What a citizen says, and the intent that it is understood as."""


class Understood(Untrained):
    """A mind that is told the intent of each message."""

    intent = ""

    def _intent(
        self,
        heard: Heard,
        *,
        in_form: bool = False,  # noqa: ARG002
        has_subject: bool = False,  # noqa: ARG002
    ) -> str:
        return heard.pressed.intent if heard.pressed else self.intent


Talk = Callable[..., str]


def talk_of(library: Library, desk: Desk | None = None) -> Talk:
    """Give what holds a conversation and returns the texts of its last answer."""
    share(SETTINGS, library, None, desk)
    script = Script.load()
    mind = Understood(script, load_executor(), Conversations(lambda: 0.0))
    dialogue = Dialogue(script, None, mind, None)

    def talk(*turns: Said, language: str | None = None) -> str:
        answers: list[BotMessage] = []
        sender = str(turns)
        # Asked for, so that it stays in whatever language a turn is written.
        chosen = [(payload("change_language", language=language), "")] if language else []
        for text, intent in (*chosen, *turns):
            mind.intent = intent
            answers = asyncio.run(dialogue.answer(sender, text, language=language))
        return "\n".join(each.text for each in answers)

    return talk
