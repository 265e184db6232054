"""What a report holds so far, line by line as a citizen reads it."""

from actions.answers.channels import platform_name
from actions.conversation.draft import ELSEWHERE, HERE, NONE, ReportDraft, Step
from actions.conversation.reply import Reply
from actions.report_form.outcome import judged
from actions.reports.intake.redaction import redacted
from actions.reports.model import Kind, Loss
from knowledge.matching.filling import shown_address
from knowledge.matching.pasted.text import shown

Rows = list[tuple[str, str]]
"""Name of an answer, a key of `form.answer`, and its words."""


def summary(reply: Reply, draft: ReportDraft) -> list[str]:
    """Give all that will be sent, and what was not told as such."""
    whole = ReportDraft(
        kind=draft.kind,
        address=draft.address,
        seen_on=draft.seen_on or ELSEWHERE,
        what_happened=draft.what_happened,
        loss=draft.loss or Loss.UNKNOWN,
        contact=draft.contact or NONE,
    )
    heading = reply.text(f"form.summary.{draft.kind or Kind.MISUSE}")
    return [heading, *_lines(reply, whole)]


def noted(reply: Reply, draft: ReportDraft) -> list[str]:
    """Give what is noted so far, without what was not told yet."""
    lines = _lines(reply, draft)
    key = "open" if lines else "none"
    return [reply.text(f"form.asked.read_back.{key}"), *lines]


def details(reply: Reply, draft: ReportDraft) -> list[tuple[str, str]]:
    """Give what is known beside the answers: how much, when, how it came and in whose name."""
    facts = reply.facts
    rows = []
    if facts.amount:
        name = "amount" if draft.loss in (None, Loss.MONEY) else "asked_amount"
        rows.append((name, reply.text("form.euros", amount=facts.amount)))
    if facts.when:
        rows.append(("when", facts.when))
    found = judged(draft, reply.turn)
    named_in_it = found.organisation.id if found and found.organisation else None
    if facts.by:
        rows.append(("by", reply.text(f"form.by.{facts.by}")))
    if facts.organisation and facts.organisation != named_in_it:
        organisation = reply.turn.context.library.registry.organisation(facts.organisation)
        if organisation:
            rows.append(("organisation", organisation.display_name))
    return rows


def address_of(reply: Reply, draft: ReportDraft) -> str:
    """Give the reported address as a citizen may see it: a suspicious one is no link."""
    found = judged(draft, reply.turn)
    return shown_address(found) if found else draft.address or ""


def _lines(reply: Reply, draft: ReportDraft) -> list[str]:
    rows = [*_answers(reply, draft), *details(reply, draft), *_pictures(reply)]
    rows += _contact(reply, draft)
    return [
        reply.text("form.line", name=reply.text(f"form.answer.{name}"), value=value)
        for name, value in rows
        if value
    ]


def _answers(reply: Reply, draft: ReportDraft) -> Rows:
    told = shown(redacted(draft.what_happened or "", keep=[draft.address or ""]))
    elsewhere = reply.text("form.button.elsewhere") if draft.seen_on == ELSEWHERE else ""
    place = platform_name(reply, draft.platform) if draft.platform else elsewhere
    lost = reply.text(f"form.lost.{draft.loss}") if draft.loss else ""
    return [
        (Step.ADDRESS, address_of(reply, draft)),
        (Step.SEEN_ON, place),
        (Step.WHAT_HAPPENED, told),
        (Step.LOSS, lost),
    ]


def _contact(reply: Reply, draft: ReportDraft) -> Rows:
    contact = draft.contact or ""
    shown_as = reply.text(f"form.reach.{contact}") if contact in (HERE, NONE) else contact
    return [(Step.CONTACT, shown_as)]


def _pictures(reply: Reply) -> Rows:
    """Tell how many pictures go with the report."""
    turn = reply.turn
    count = len(turn.context.attached.names(turn.conversation))
    return [("images", str(count))] if count else []
