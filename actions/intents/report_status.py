"""What became of a report."""

from rasa_sdk import Action

from actions.answers.report_progress import tell_no_status
from actions.conversation.reply import Reply
from actions.intents.verdict_first import VerdictFirst


class ActionReportStatus(VerdictFirst, Action):
    """Asks for the reference; a message that holds one is answered before any intent."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_report_status"

    def answer(self, reply: Reply) -> None:
        """Ask, if reports are taken here at all."""
        if reply.turn.context.reports is None:
            tell_no_status(reply)
        else:
            reply.ask([reply.text("status.ask")], (), "reference")
