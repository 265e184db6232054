"""How each question of a report is put: its words and its buttons."""

from collections.abc import Callable, Iterable, Mapping

from actions.answers.channels import platform_name
from actions.conversation.draft import ELSEWHERE, HERE, NONE, PREFIX, ReportDraft, Step
from actions.conversation.reply import Button, Reply, payload
from actions.report_form.outcome import AFFIRM, CANCEL, DENY, MISUSE, judged
from actions.report_form.pressing import HAPPENED
from actions.report_form.summary import address_of, summary
from actions.reports.model import Kind, Loss
from knowledge.matching.verdict import Sentence
from knowledge.wording.naming import named

PLACES = ("facebook", "instagram", "x", "tiktok", "whatsapp", "sms", "email")
CHANGEABLE = (Step.ADDRESS, Step.SEEN_ON, Step.WHAT_HAPPENED, Step.LOSS, Step.CONTACT)
LOSSES = (Loss.NONE, Loss.MONEY, Loss.DATA, Loss.UNKNOWN)

_NAMING_IT = (Step.ADDRESS, Step.SEEN_ON, Step.KIND, Step.WHAT_HAPPENED, Step.CONFIRMED)
_CHANGING = frozenset({"form.changed.amount", "form.changed.when", "form.noted"})

Question = tuple[list[str], list[Button]]


def ask(reply: Reply, draft: ReportDraft, notes: Iterable[Sentence] = ()) -> None:
    """Put the question that waits, after what there is to say about the last answer.

    One that was just asked is put in other words; the summary is told again once it changed.
    """
    step = draft.asked or Step.ADDRESS
    notes = tuple(notes)
    parts, buttons = _QUESTIONS[step](reply, draft)
    if _is_asked_again(reply, draft, notes):
        parts = [_otherwise(reply, draft, step)]
    elif draft.address and step not in _NAMING_IT and _is_new_address(reply):
        parts = [reply.text("form.about", address=address_of(reply, draft)), *parts]
    said = [reply.text(note.key, **note.values) for note in notes]
    reply.ask([*said, *parts], buttons, PREFIX + step)


def _is_new_address(reply: Reply) -> bool:
    before = reply.turn.draft
    return before is None or before.address is None


def _is_asked_again(reply: Reply, draft: ReportDraft, notes: tuple[Sentence, ...]) -> bool:
    before = reply.turn.draft
    if before is None or before.asked is not draft.asked:
        return False
    is_changed = before != draft or any(note.key in _CHANGING for note in notes)
    return draft.asked is not Step.CONFIRMED or not is_changed


def _otherwise(reply: Reply, draft: ReportDraft, step: Step) -> str:
    if step is Step.CONFIRMED and draft.kind == Kind.DISPUTE:
        return reply.text("form.dispute", address=address_of(reply, draft))
    address = address_of(reply, draft)
    keys = (f"form.again.{step}.{each}" for each in ("first", "second"))
    return reply.not_said_last([reply.text(key, address=address) for key in keys])


def _address(reply: Reply, _: ReportDraft) -> Question:
    buttons = [(reply.text("form.button.no_address"), payload(DENY)), _stop(reply)]
    return [reply.text("form.address")], buttons


def _seen_on(reply: Reply, draft: ReportDraft) -> Question:
    buttons = [_answer(platform_name(reply, each), Step.SEEN_ON, each) for each in PLACES]
    buttons.append(_answer(reply.text("form.button.elsewhere"), Step.SEEN_ON, ELSEWHERE))
    return [reply.text("form.seen_on", address=address_of(reply, draft))], buttons


def _kind(reply: Reply, draft: ReportDraft) -> Question:
    found = judged(draft, reply.turn)
    key = "form.forged" if found and found.spoofable else "form.hacked"
    names = named(found.organisation if found else None)
    question = reply.text(key, address=address_of(reply, draft), **names)
    buttons = [
        (reply.text("form.button.hacked"), payload(AFFIRM)),
        (reply.text("form.button.other_address"), payload(DENY)),
        _stop(reply),
    ]
    return [question], buttons


def _what_happened(reply: Reply, draft: ReportDraft) -> Question:
    buttons = [
        _answer(reply.text(f"form.happened.{each}"), Step.WHAT_HAPPENED, each) for each in HAPPENED
    ]
    about = reply.text("form.about", address=address_of(reply, draft))
    return [about, reply.text("form.what_happened")], [*buttons, _now(reply)]


def _loss(reply: Reply, _: ReportDraft) -> Question:
    buttons = [_answer(reply.text(f"form.lost.{each}"), Step.LOSS, each) for each in LOSSES]
    return [reply.text("form.loss")], [*buttons, _now(reply)]


def _contact(reply: Reply, _: ReportDraft) -> Question:
    buttons = [
        _answer(reply.text("form.button.here"), Step.CONTACT, HERE),
        _answer(reply.text("form.button.no_contact"), Step.CONTACT, NONE),
    ]
    return [reply.text("form.contact")], buttons


def _confirmed(reply: Reply, draft: ReportDraft) -> Question:
    if draft.kind == Kind.DISPUTE:
        question = reply.text("form.dispute", address=address_of(reply, draft))
        return [question], [_yes(reply), (reply.text("form.button.refuse"), payload(DENY))]
    buttons = [_yes(reply), (reply.text("form.button.change"), payload(DENY)), _stop(reply)]
    return [*summary(reply, draft), reply.text("form.confirm")], buttons


def _change(reply: Reply, _: ReportDraft) -> Question:
    buttons = [_answer(reply.text(f"form.answer.{each}"), Step.CHANGE, each) for each in CHANGEABLE]
    return [reply.text("form.change")], [*buttons, _stop(reply)]


def _answer(title: str, step: Step, value: str) -> Button:
    return title, payload(MISUSE, **{PREFIX + step: value})


def _yes(reply: Reply) -> Button:
    return reply.text("form.button.send"), payload(AFFIRM)


def _now(reply: Reply) -> Button:
    """Offer to send what is known, without further questions; the words say so themselves."""
    words = reply.text("form.button.now")
    return words, words


def _stop(reply: Reply) -> Button:
    return reply.text("form.button.stop"), payload(CANCEL)


_QUESTIONS: Mapping[Step, Callable[[Reply, ReportDraft], Question]] = {
    Step.ADDRESS: _address,
    Step.SEEN_ON: _seen_on,
    Step.KIND: _kind,
    Step.WHAT_HAPPENED: _what_happened,
    Step.LOSS: _loss,
    Step.CONTACT: _contact,
    Step.CONFIRMED: _confirmed,
    Step.CHANGE: _change,
}
