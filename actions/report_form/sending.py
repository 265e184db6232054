"""From a finished draft to a filed report, and what the citizen reads then."""

import asyncio
from hashlib import sha256

from actions.answers.reporting_points import doors, point_lines
from actions.conversation.draft import HERE, NONE, ReportDraft
from actions.conversation.judged_address import suspicious
from actions.conversation.reply import Button, Reply, payload
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.report_form.outcome import MISUSE
from actions.report_form.summary import details
from actions.reports.desk import CannotFile, Desk
from actions.reports.intake.redaction import redacted
from actions.reports.model import Filing, Kind, Loss, Receipt
from actions.reports.subject import subject_of
from knowledge.matching.pasted.text import shown
from knowledge.matching.subject import LONGEST_MENTION, Subject, SubjectKind

MOST_OTHERS = 2


async def file(reply: Reply, draft: ReportDraft, desk: Desk) -> None:
    """File a report and tell its reference, or that it could not be kept."""
    filing = filing_of(reply, draft)
    try:
        receipt = await asyncio.to_thread(desk.file, filing)
    except CannotFile:
        reply.send([reply.text("form.failed"), *_point_lines(reply, draft)])
    else:
        # Filed before under this key: what nobody names is deleted within a day.
        reply.turn.context.attached.taken(reply.turn.conversation)
        _tell(reply, draft, receipt)


def filing_of(reply: Reply, draft: ReportDraft) -> Filing:
    """Give what is filed: redacted, and with no more of the citizen than was offered."""
    turn, address = reply.turn, draft.address or ""
    library = turn.context.library
    subject = subject_of(library, address, draft.platform).subject
    if subject is None:
        raise ValueError("a report without an address was sent")
    contact = None if draft.contact in (None, HERE, NONE) else draft.contact
    notify = draft.contact == HERE
    return Filing(
        subject=subject,
        address=address,
        what_happened=redacted(_story(reply, draft), keep=[address]),
        kind=Kind(draft.kind or Kind.MISUSE),
        seen_on=draft.platform,
        loss=Loss(draft.loss or Loss.UNKNOWN),
        contact=contact,
        notify=notify,
        # With an address left for our team too, so that `forget_me` finds and deletes it.
        conversation=turn.conversation if notify or contact else None,
        language=turn.language,
        channel=turn.channel,
        idempotency_key=_key(turn, draft),
        images=turn.context.attached.names(turn.conversation),
    )


def _story(reply: Reply, draft: ReportDraft) -> str:
    """Give what happened in the citizen's words, and below it what was told beside them."""
    if draft.kind == Kind.DISPUTE:
        return draft.what_happened or reply.text("form.disputed")
    told = draft.what_happened or ""
    lines = [
        reply.text("form.line", name=reply.text(f"form.answer.{name}"), value=value)
        for name, value in details(reply, draft)
        if value.casefold() not in told.casefold()
    ]
    return "\n".join([told, *lines] if told else lines) or reply.text("form.no_story")


def _key(turn: Turn, draft: ReportDraft) -> str:
    """Make the same report of the same conversation one, should its answer have been lost."""
    said = "\0".join((turn.conversation, *(repr(event["value"]) for event in draft.events())))
    return f"chat:{sha256(said.encode(errors='surrogatepass')).hexdigest()}"


def _tell(reply: Reply, draft: ReportDraft, receipt: Receipt) -> None:
    reply.remember(reference=receipt.reference)
    # What happened was of this report: another one is about something else.
    reply.know(Facts(judged=reply.facts.judged))
    reply.leave(
        Subject(
            SubjectKind.REPORT,
            mention=draft.address if len(draft.address or "") <= LONGEST_MENTION else None,
            platform=draft.platform,
            topic=receipt.reference,
            said=("filed",),
        )
    )
    if draft.kind == Kind.DISPUTE:
        filed = reply.text("form.dispute_filed", reference=receipt.reference)
        reply.send([filed, reply.text("form.dispute_next")])
        return
    parts = [reply.text("form.filed", reference=receipt.reference), reply.text("form.next")]
    if draft.contact == HERE:
        parts.append(reply.text("form.next_here"))
    parts += [reply.text("form.not_police"), reply.text("form.doors")]
    reply.send(
        [*parts, *_point_lines(reply, draft)],
        [*_others(reply, draft), reply.button("how_to_check", "ask_security")],
    )


def _others(reply: Reply, draft: ReportDraft) -> list[Button]:
    """Offer to report the other suspicious addresses of the conversation too."""
    others = [each for each in suspicious(reply.turn) if each.address != draft.address]
    return [
        (
            reply.text("form.button.other_one", address=shown(each.address)),
            payload(MISUSE, mention=each.address, platform=each.platform or ""),
        )
        for each in others[:MOST_OTHERS]
    ]


def _point_lines(reply: Reply, draft: ReportDraft) -> list[str]:
    subject = subject_of(reply.turn.context.library, draft.address or "", draft.platform).subject
    seen = (draft.platform, subject.platform if subject else None)
    return point_lines(reply, doors(reply, Loss(draft.loss or Loss.UNKNOWN), filter(None, seen)))
