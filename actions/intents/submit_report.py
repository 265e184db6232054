"""Filing the report that a form gathered."""

from typing import Any

from rasa_sdk import Action

from actions.answers.reporting_points import tell_no_report_is_taken
from actions.conversation.context import current
from actions.conversation.draft import ReportDraft
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.report_form.asked import tell_asked_beside
from actions.report_form.sending import file


class ActionSubmitReport(Action):
    """Files it and tells the reference; then the conversation holds nothing of it any more."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_submit_report"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """File (called by Rasa once the form is complete)."""
        turn = Turn.of(tracker, current())
        reply = Reply(dispatcher, turn)
        draft, desk = ReportDraft.of(tracker.slots), turn.context.reports
        if desk and draft.confirmed:
            await file(reply, draft, desk)
            tell_asked_beside(reply, draft)
        else:
            tell_no_report_is_taken(reply)
        return [*ReportDraft().events(), *reply.events]
