"""What became of a report."""

from rasa_sdk import Action

from actions.answers.report_progress import tell_no_status, tell_status
from actions.conversation.reply import Reply
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.subject import Subject, SubjectKind


class ActionReportStatus(VerdictFirst, Action):
    """Tells of the last report; a message that names one is answered before any intent."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_report_status"

    async def respond(self, reply: Reply) -> None:
        """Tell of the last report of this conversation; ask for the number of any other."""
        turn = reply.turn
        if turn.context.reports is None:
            tell_no_status(reply)
        elif turn.memory.reference:
            await tell_status(reply, turn.memory.reference)
        elif turn.draft:
            reply.send([reply.text("form.not_sent")])
        else:
            reply.leave(Subject(SubjectKind.QUESTION, topic="reference"))
            reply.ask([reply.text("status.ask")], (), "reference")
