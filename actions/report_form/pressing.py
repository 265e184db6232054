"""What a pressed button answers in a report."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.conversation.draft import ELSEWHERE, HERE, NONE, PREFIX, ReportDraft, Step
from actions.conversation.turn import Turn
from actions.report_form.answers import answered, change
from actions.report_form.filling import seen_on
from actions.report_form.outcome import (
    AFFIRM,
    CANCEL,
    DENY,
    DISPUTE,
    MISUSE,
    Ending,
    Outcome,
    asked_again,
    going_on,
)
from actions.reports.model import Loss

HAPPENED = ("asked_money", "asked_details", "pretended", "wrong_information")
"""Stories that a button tells; their words stand in the catalogue."""


def pressed(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Read a pressed button; None when it is about something else."""
    for step, press in _BUTTONS.items():
        value = turn.fields.get(PREFIX + step)
        if value is not None:
            changed = press(draft, value, turn)
            return going_on(changed, turn) if changed else asked_again(draft)
    if PREFIX + Step.CHANGE in turn.fields:
        return change(draft, turn.fields[PREFIX + Step.CHANGE])
    return _plain(draft, turn)


def sent_now(draft: ReportDraft) -> Outcome | None:
    """Send a report with what is known; None while nobody knows what it is about."""
    if not (draft.address and draft.kind):
        return None
    whole = replace(
        draft,
        seen_on=draft.seen_on or ELSEWHERE,
        what_happened=draft.what_happened or "",
        loss=draft.loss or Loss.UNKNOWN,
        contact=draft.contact or NONE,
        confirmed="yes",
        asked=None,
    )
    return Outcome(whole, ending=Ending.COMPLETE)


def _plain(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.intent == CANCEL:
        return Outcome(draft, ending=Ending.CANCELLED)
    if turn.intent in (AFFIRM, DENY):
        return answered(draft, turn) or asked_again(draft)
    if turn.intent in (MISUSE, DISPUTE):
        return asked_again(draft, "form.still_open")
    return None


def _seen_on(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:
    known = value == ELSEWHERE or value in turn.context.library.platforms
    return seen_on(draft, value) if known else None


def _what_happened(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:
    if value not in HAPPENED:
        return None
    told = turn.context.sentences.text(f"form.happened.{value}", turn.language)
    return replace(draft, what_happened=told)


def _loss(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:  # noqa: ARG001
    return replace(draft, loss=value) if value in tuple(Loss) else None


def _contact(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:  # noqa: ARG001
    return replace(draft, contact=value) if value in (HERE, NONE) else None


_BUTTONS: Mapping[Step, Callable[[ReportDraft, str, Turn], ReportDraft | None]] = {
    Step.SEEN_ON: _seen_on,
    Step.WHAT_HAPPENED: _what_happened,
    Step.LOSS: _loss,
    Step.CONTACT: _contact,
}
