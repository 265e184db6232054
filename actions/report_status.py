"""What became of a report: nothing is taken here, so nothing is known here."""

from rasa_sdk import Action

from actions.reply import Reply
from actions.reporting import point_lines, where_to_report
from actions.verdict_first import VerdictFirst


class ActionReportStatus(VerdictFirst, Action):
    """Points to where the report was made."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_report_status"

    def answer(self, reply: Reply) -> None:
        """Say so."""
        reply.send([reply.text("status.none"), *point_lines(reply, where_to_report(reply))])
