"""The form `report_form`: one message in, the next question or the end out."""

from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk import Action

from actions.answers.disputing import tell_who_settles
from actions.answers.report_progress import tell_status
from actions.answers.reporting_points import (
    for_loss,
    point_lines,
    tell_no_report_is_taken,
    where_to_report,
)
from actions.conversation.context import current
from actions.conversation.draft import FORM, ReportDraft
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.intents.verdict_first import tell_verdict
from actions.report_form.asking import ask
from actions.report_form.steps import DISPUTE, Ending, Outcome, begin, take
from actions.reports.model import Loss

LOST = frozenset({Loss.MONEY, Loss.DATA})


class ValidateReportForm(Action):
    """Is all that Rasa's form does: it reads, asks, explains and ends.

    What belongs to another intent is left unread; Rasa then lets that intent's rule answer.
    """

    def name(self) -> str:
        """Give the name that Rasa looks for beside the form."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Take one step (called by Rasa while the form begins and for each message in it)."""
        turn = Turn.of(tracker, current())
        reply = Reply(dispatcher, turn)
        if turn.draft and turn.draft.asked:
            return await _next(reply, turn.draft)
        if turn.context.reports is None or turn.reference:
            await _answer_without_report(reply)
            return [*ReportDraft().events(), *reply.events]
        return _told(reply, begin(turn))


async def _next(reply: Reply, draft: ReportDraft) -> list[Any]:
    turn = reply.turn
    if turn.reference:
        await tell_status(reply, turn.reference)
        return _told(reply, Outcome(draft))
    outcome = take(draft, turn)
    return _told(reply, outcome) if outcome else []


async def _answer_without_report(reply: Reply) -> None:
    turn = reply.turn
    if turn.judged.verdict:
        tell_verdict(reply, turn.judged)
    if turn.reference:
        await tell_status(reply, turn.reference)
    elif turn.intent == DISPUTE:
        tell_who_settles(reply)
    else:
        tell_no_report_is_taken(reply)


def _told(reply: Reply, outcome: Outcome) -> list[Any]:
    """Say what a step leads to, and give the events that keep it."""
    if outcome.tells_verdict:
        tell_verdict(reply, reply.turn.judged)
    if outcome.ending is Ending.COMPLETE:
        return outcome.draft.events()  # the rule of the policy goes on with sending
    if outcome.ending:
        _ENDINGS[outcome.ending](reply)
        return [*ReportDraft().events(), *reply.events]
    _warn_of_loss(reply, outcome.draft)
    ask(reply, outcome.draft, outcome.notes)
    return [*outcome.draft.events(), *reply.events]


def _warn_of_loss(reply: Reply, draft: ReportDraft) -> None:
    """Tell at once whom to call: with a card in other hands, minutes count."""
    before = reply.turn.draft
    if draft.loss in LOST and before and before.loss not in LOST:
        lines = point_lines(reply, for_loss(reply)[:1])
        reply.send([reply.text("report.bank_first"), *lines])


def _cancelled(reply: Reply) -> None:
    reply.send([reply.text("form.cancelled")])


def _without_address(reply: Reply) -> None:
    lines = point_lines(reply, where_to_report(reply))
    contact = reply.button("contact", "contact_human")
    reply.send([reply.text("form.no_address"), *lines], [contact])


def _already_over(reply: Reply) -> None:
    reply.send([reply.text("form.already_over")], [reply.button("report", "report_misuse")])


_ENDINGS: Mapping[Ending, Callable[[Reply], None]] = {
    Ending.CANCELLED: _cancelled,
    Ending.NO_ADDRESS: _without_address,
    Ending.NOTHING_TO_DISPUTE: tell_who_settles,
    Ending.ALREADY_OVER: _already_over,
}
