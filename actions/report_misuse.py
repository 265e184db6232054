"""Reporting misuse: where it can be done, without promising what we cannot do."""

from rasa_sdk import Action

from actions.reply import Reply
from actions.reporting import point_lines, where_to_report
from actions.verdict_first import VerdictFirst


class ActionReportMisuse(VerdictFirst, Action):
    """Points to who takes reports."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_report_misuse"

    def answer(self, reply: Reply) -> None:
        """Say that no report is taken here, and who does take it."""
        points = where_to_report(reply)
        lines = [reply.text("report.cannot"), *point_lines(reply, points)]
        if not points:
            catalogue = reply.turn.context.library.catalogue
            lines.append(catalogue.text("advice.forward", reply.turn.language))
        reply.send([*lines, reply.text("report.not_kept")])
