"""Filing the report that a form gathered."""

from typing import Any

from rasa_sdk import Action

from actions.context import current
from actions.reply import Reply
from actions.report_form.draft import Draft
from actions.report_form.sending import file
from actions.reporting import tell_no_report_is_taken
from actions.turn import Turn


class ActionSubmitReport(Action):
    """Files it and tells the reference; then the conversation holds nothing of it any more."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_submit_report"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """File (called by Rasa once the form is complete)."""
        turn = Turn.of(tracker, current())
        reply = Reply(dispatcher, turn)
        draft, desk = Draft.of(tracker.slots), turn.context.reports
        if desk and draft.confirmed:
            await file(reply, draft, desk)
        else:
            tell_no_report_is_taken(reply)
        return [*Draft().events(), *reply.events]
