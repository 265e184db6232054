"""Forgetting a conversation."""

import asyncio

from rasa_sdk import Action

from actions.conversation.reply import Reply
from actions.cues.words import ConversationWords
from actions.intents.verdict_first import VerdictFirst
from actions.reports.database.connection import StoreUnavailable
from knowledge.matching.answer import Did


class ActionForgetMe(VerdictFirst, Action):
    """Says what is deleted, and lets the conversation be deleted."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_forget_me"

    async def respond(self, reply: Reply) -> None:
        """Say it in the citizen's language before that is forgotten too; ask about a guess."""
        turn = reply.turn
        if turn.text and not ConversationWords.load().asks_to_forget(turn.text):
            reply.send([reply.text("forget.sure")], [reply.button("forget", "forget_me")])
            return
        reply.utter("utter_forget_me", Did.FORGOT)
        said = await _forgotten_of_reports(reply)
        if said:
            reply.send([said])
        reply.forget()


async def _forgotten_of_reports(reply: Reply) -> str | None:
    """Delete how reports lead to this conversation, and tell of how many."""
    turn = reply.turn
    if turn.context.reports is None:
        return None
    try:
        count = await asyncio.to_thread(turn.context.reports.forget, turn.conversation)
    except StoreUnavailable:
        return reply.text("forget.away")
    return (
        reply.text("forget.reports", count=str(count)) if count else reply.text("forget.no_reports")
    )
