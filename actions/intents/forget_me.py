"""Forgetting a conversation."""

import asyncio

from rasa_sdk import Action

from actions.answers.short_answers import CHILD_ANSWER
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.asked import tell_asked
from actions.intents.verdict_first import VerdictFirst
from actions.reports.database.connection import StoreUnavailable
from knowledge.matching.answer import Did
from knowledge.matching.search.asked import kinds_asked
from knowledge.matching.subject import SubjectKind


def asks_to_delete_message(turn: Turn) -> bool:
    """Tell whether it asks if what was got may be deleted, which is no wish to be forgotten.

    Nor is it a wish of who asks for advice, as in `should I delete the chat?`.
    """
    if TalkWords.load().begins("should_i", turn.text):
        return not TalkWords.load().has("our_data", turn.text)
    is_about = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    asks = TalkWords.load().spots("may", turn.text.casefold())
    if not (is_about and asks):
        return False
    asked = turn.text[asks[-1][0] :]
    return not ConversationWords.load().speaks_of_own_data(asked)


def _is_of_harm(turn: Turn) -> bool:
    """Tell whether somebody was harmed, or a child was approached: what was said is evidence."""
    subject = turn.subject
    return subject.kind is SubjectKind.INCIDENT or subject.topic == CHILD_ANSWER


class ActionForgetMe(VerdictFirst, Action):
    """Says what is deleted, and lets the conversation be deleted."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_forget_me"

    async def respond(self, reply: Reply) -> None:
        """Say it in the citizen's language before that is forgotten too; ask about a guess."""
        turn = reply.turn
        if asks_to_delete_message(turn) and _is_of_harm(turn):
            reply.leave(reply.subject.told("asked.delete"))
            reply.send([reply.text("follow_up.asked.delete.any")])
            return
        if asks_to_delete_message(turn) and tell_asked(
            reply, kinds_asked()["delete"], turn.subject
        ):
            return
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
