"""How a report stands, told to whoever has its reference."""

import asyncio

from actions.answers.reporting_points import point_lines, where_to_report
from actions.conversation.reply import Reply
from actions.reports.database.connection import StoreUnavailable
from knowledge.matching.subject import Subject, SubjectKind


async def tell_status(reply: Reply, reference: str) -> None:
    """Tell when a report was received and what became of it; nothing of what it holds."""
    desk = reply.turn.context.reports
    if desk is None:
        tell_no_status(reply)
        return
    try:
        receipt = await asyncio.to_thread(desk.status, reference)
    except StoreUnavailable:
        reply.send([reply.text("status.away")])
        return
    if receipt is None:
        reply.send([reply.text("status.unknown", reference=reference)])
        return
    reply.leave(Subject(SubjectKind.REPORT, topic=receipt.reference, said=("status",)))
    day = reply.day(receipt.received_at.date().isoformat())
    received = reply.text("status.received", reference=receipt.reference, day=day)
    reply.send([received, reply.text(f"status.is.{receipt.status}")])


def tell_no_status(reply: Reply) -> None:
    """Point to where a report was made: none is taken here."""
    reply.send([reply.text("status.none"), *point_lines(reply, where_to_report(reply))])
