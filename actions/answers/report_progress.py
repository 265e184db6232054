"""How a report stands, told to whoever has its reference."""

import asyncio

from actions.answers.reporting_points import point_lines, where_to_report
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
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
    before = reply.subject
    is_same = before.kind is SubjectKind.REPORT and before.topic == receipt.reference
    about = before if is_same else Subject(SubjectKind.REPORT, topic=receipt.reference)
    reply.leave(about.told("status"))
    day = reply.day(receipt.received_at.date().isoformat())
    received = reply.text("status.received", reference=receipt.reference, day=day)
    reply.send([received, reply.text(f"status.is.{receipt.status}")])


def own_reference(turn: Turn) -> str | None:
    """Give the reference that a message means: one that it names, or that of the last report."""
    if turn.reference:
        return turn.reference
    words = FormWords.load()
    if not turn.text or turn.mentions or turn.named:
        return None
    is_near = turn.subject.kind is SubjectKind.REPORT and words.asks_near_report(turn.text)
    return turn.memory.reference if is_near or words.asks_own_report(turn.text) else None


def tell_without_number(reply: Reply) -> None:
    """Say that a report cannot be found without its number, and what then."""
    reply.leave(Subject(SubjectKind.NOTHING))
    reply.send([reply.text("status.without_number")])


def tell_no_status(reply: Reply) -> None:
    """Point to where a report was made: none is taken here."""
    reply.send([reply.text("status.none"), *point_lines(reply, where_to_report(reply))])
