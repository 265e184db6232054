"""The form `report_form`: one message in, the next question or the end out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from actions.answers.disputing import tell_who_settles
from actions.answers.network import NETWORK, network_asked, tell_network
from actions.answers.report_progress import own_reference, tell_status
from actions.answers.reporting_points import (
    for_loss,
    point_lines,
    tell_no_report_is_taken,
    where_to_report,
)
from actions.answers.verdicts import tell_verdict
from actions.conversation.context import current
from actions.conversation.draft import FORM, NONE, ReportDraft, Step
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_visit
from actions.conversation.turn import FACTS, Turn
from actions.cues.objections import Objections
from actions.cues.report import FormWords
from actions.cues.words import ConversationWords
from actions.follow_up.reaching import asks_for_way
from actions.follow_up.returning import back_to_page
from actions.incidents.care import topic_of
from actions.incidents.comfort import comfort
from actions.incidents.next_step import tell_incident, warn
from actions.intents.beside_report import Aside, aside_in, tell_aside, tell_left
from actions.intents.crisis import ActionCrisis, answers_report
from actions.intents.taken_for_report import what_else
from actions.report_form.adding import addition_in, tell_addition
from actions.report_form.answers import answered
from actions.report_form.asked import (
    ANONYMOUS,
    LATER,
    TOLD,
    OfReport,
    answer_of,
    asked_as_it_begins,
    asked_beside_address,
    asked_of_report,
    confirms_and_asks,
    tell_of_report,
)
from actions.report_form.asking import ask
from actions.report_form.caring import care_for, is_waiting
from actions.report_form.filling import filled
from actions.report_form.outcome import (
    CRISIS,
    DISPUTE,
    MISUSE,
    OUT_OF_SCOPE,
    Ending,
    Outcome,
    going_on,
)
from actions.report_form.reading import read_all, without_own_contact
from actions.report_form.steps import begin, take, told_beside
from actions.reports.model import Kind, Loss
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import Sentence

LOST = frozenset({Loss.MONEY, Loss.DATA})


class ValidateReportForm(Action):
    """Is all that Rasa's form does: it reads, asks, explains and ends.

    What belongs to another intent is left unread; Rasa then lets that intent's rule answer.
    """

    def name(self) -> str:
        """Give the name that Rasa looks for beside the form."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401
        """Take one step (called by Rasa while the form begins and for each message in it)."""
        turn = without_own_contact(Turn.of(tracker, current()))
        if is_waiting(turn.draft):
            is_of_it = _puts_right(turn) or answers_report(turn, tracker)
            if turn.intent == CRISIS and turn.text and not is_of_it:
                kept = _kept_beside(turn, turn.draft or ReportDraft())
                return [*kept, *ActionCrisis().run(dispatcher, tracker, domain)]
            return await _next(Reply(dispatcher, turn), turn.draft or ReportDraft())
        if turn.intent not in (MISUSE, DISPUTE):
            turn = replace(turn, intent=MISUSE)  # what wants a report may be taken for anything
        return await _begun(Reply(dispatcher, turn))


def _puts_right(turn: Turn) -> bool:
    """Tell whether a short message only puts an amount right, which a guess took for a cry."""
    outcome = take(turn.draft or ReportDraft(), replace(turn, intent=MISUSE))
    return bool(outcome and outcome.notes and turn.is_short and turn.news.says_only_how)


async def _begun(reply: Reply) -> list[Any]:
    """Open a report, or answer what sounds like one and is none."""
    turn = reply.turn = back_to_page(reply.turn)
    if network_asked(turn):
        tell_network(reply)
        return [*ReportDraft().events(), *reply.events]
    addition = addition_in(turn)
    if addition:
        await tell_addition(reply, addition)
        return [*ReportDraft().events(), *reply.events]
    if turn.context.reports is not None and asked_of_report(turn):
        tell_of_report(reply)
        return [*ReportDraft().events(), *reply.events]
    asked = asked_beside_address(turn) if turn.judged.verdict else None
    if asked:
        tell_verdict(reply, turn.judged)
        reply.leave(reply.subject.told(f"{TOLD}{asked.kind}"))
        reply.send([answer_of(reply, asked, None)])
        return [*ReportDraft().events(), *reply.events]
    if turn.context.reports is None or own_reference(turn):
        await _answer_without_report(reply)
        return [*ReportDraft().events(), *reply.events]
    otherwise = what_else(turn)
    if otherwise:
        otherwise(reply)
        return [*ReportDraft().events(), *reply.events]
    outcome = begin(turn)
    asked = asked_as_it_begins(turn)
    if asked and outcome.ending is None:
        reply.open_with(answer_of(reply, asked, None))
    care = care_for(turn)
    return _cared(reply, outcome.draft, care) if care else _told(reply, outcome)


async def _next(reply: Reply, draft: ReportDraft) -> list[Any]:
    turn = reply.turn
    reference = own_reference(turn)
    if reference:
        await tell_status(reply, reference)
        return _told(reply, Outcome(draft))
    care = care_for(turn)
    if care:
        return [*_kept_beside(turn, draft), *_cared(reply, None, care)]
    if topic_of(turn):
        reply.leave(Subject())  # whoever goes on with the report was helped
    if turn.intent == CRISIS:
        turn = replace(turn, intent=MISUSE)
    if confirms_and_asks(draft, turn):
        sent = replace(draft, confirmed="yes", asked=None)
        return _told(reply, Outcome(sent, ending=Ending.COMPLETE))
    told = _told_of_asked(reply, draft)
    if told is not None:
        return told
    outcome = take(draft, turn)
    return _told(reply, outcome) if outcome else []


def _told_of_asked(reply: Reply, draft: ReportDraft) -> list[Any] | None:
    """Answer what a message asks, with which the report waits or is let go; None for an answer."""
    turn = reply.turn
    if FormWords.load().lets_go(turn.text):
        return _let_go(reply)
    if _is_misheard(draft, turn):
        if turn.intent == MISUSE:
            reply.turn = replace(turn, intent=OUT_OF_SCOPE, confidence=0.0)
        return _left(reply)
    asked = asked_of_report(turn)
    if asked:
        return _told_of_report(reply, draft, asked)
    if draft.kind == Kind.DISPUTE and not _answers_offer(draft, turn):
        return _left(reply)
    if _asks_what_is_next(turn):
        return _told_what_is_next(reply, draft)
    aside = aside_in(turn)
    return _told_aside(reply, draft, aside) if aside else None


def _is_misheard(draft: ReportDraft, turn: Turn) -> bool:
    """Tell whether somebody objects to the first question of a report, or asks something else.

    As in `you did not answer my question`, or for the site of a service: that tells nothing to
    report.
    """
    if draft.asked is not Step.ADDRESS or turn.mentions or turn.news.says_what:
        return False
    asks_way = asks_for_way(replace(turn, draft=None, intent=OUT_OF_SCOPE))
    return asks_way or Objections.load().says_unfit(turn.text)


def _answers_offer(draft: ReportDraft, turn: Turn) -> bool:
    """Tell whether a message takes or refuses the offer to pass on that an answer is wrong."""
    outcome = take(draft, turn)
    return not turn.text or (outcome is not None and (outcome.ending is not None))


def _let_go(reply: Reply) -> list[Any]:
    """Report nothing, and answer what was asked instead."""
    aside = aside_in(reply.turn)
    if aside:
        reply.open_with(reply.text("form.let_go"))
        tell_aside(reply, aside)
    else:
        _cancelled(reply)
    return [*ReportDraft().events(), *reply.events]


def _left(reply: Reply) -> list[Any]:
    """Answer what is said in the place of a yes or no, which lets go of the offer."""
    comfort(reply)
    tell_left(reply, reply.turn)
    return [*ReportDraft().events(), *reply.events]


def _told_aside(reply: Reply, draft: ReportDraft, aside: Aside) -> list[Any]:
    """Answer a question about the message or the loss, with what else is told taken in first."""
    if aside.asks_what_now and reply.turn.facts.given:
        return _told_what_is_next(reply, draft)
    comfort(reply)
    after, notes = _with_rest(reply, draft, aside.rest)
    if aside.asks_what_now and after.loss is None:
        first = replace(after, asked=Step.LOSS)
        return _asked_on(reply, Outcome(first, (*notes, Sentence("form.next_after"))))
    tell_aside(reply, aside)
    return _asked_on(reply, replace(going_on(after, reply.turn), notes=notes))


def _asks_what_is_next(turn: Turn) -> bool:
    """Tell whether somebody asks on after a loss, or presses for an answer on it.

    As in `called, and now?`, or `two pupils gave their number, what should they do?`.
    """
    asks = ConversationWords.load().says("ask_next_step", turn.question)
    goes_on = asks and bool(turn.news.done or turn.news.given)
    return bool(turn.facts.given) and (goes_on or FormWords.load().pleads(turn.text))


def _told_what_is_next(reply: Reply, draft: ReportDraft) -> list[Any]:
    known = filled(draft, reply.turn, read_all(reply.turn))
    reply.know(known.facts)
    tell_incident(reply)
    return _told(reply, Outcome(known.draft))


def _told_of_report(reply: Reply, draft: ReportDraft, asked: OfReport) -> list[Any]:
    """Answer a question about the report, with what else the message tells taken in first."""
    after, notes = _with_rest(reply, draft, asked.rest)
    if asked.kind == ANONYMOUS and asked.is_wish:
        after = replace(after, contact=after.contact or NONE)
    answer = answer_of(reply, asked, after)
    if asked.kind == LATER:
        go_on = reply.text("form.button.go_on")
        reply.send([answer], [(go_on, go_on)])
        return [*after.events(), *reply.events]
    reply.open_with(answer)
    return _told(reply, replace(going_on(after, reply.turn), notes=notes))


def _with_rest(
    reply: Reply, draft: ReportDraft, text: str
) -> tuple[ReportDraft, tuple[Sentence, ...]]:
    """Give a report with what stands beside a question, and what there is to say about that."""
    if not text:
        return draft, ()
    rest = replace(reply.turn, text=text, intent=MISUSE)
    known = filled(draft, rest, read_all(rest))
    reply.know(known.facts)
    answer_too = answered(known.draft, rest) if known.draft == draft else None
    is_answer = answer_too is not None and answer_too.ending is None
    return answer_too.draft if answer_too and is_answer else known.draft, known.notes


def _kept_beside(turn: Turn, draft: ReportDraft) -> list[Any]:
    """Keep what is told of the report by somebody who is helped first."""
    known, facts = told_beside(draft, turn)
    return [*known.events(), SlotSet(FACTS, facts.as_slot())]


def _cared(reply: Reply, draft: ReportDraft | None, care: Callable[[Reply], None]) -> list[Any]:
    """Help first: the report waits without a question."""
    care(reply)
    return [*(draft.events() if draft else ()), *reply.events]


async def _answer_without_report(reply: Reply) -> None:
    turn = reply.turn
    if turn.judged.verdict:
        tell_verdict(reply, turn.judged)
    reference = own_reference(turn)
    if reference:
        await tell_status(reply, reference)
    elif turn.intent == DISPUTE:
        tell_who_settles(reply)
    else:
        tell_no_report_is_taken(reply)


def _told(reply: Reply, outcome: Outcome) -> list[Any]:
    """Say what a step leads to, and give the events that keep it."""
    if outcome.facts is not None:
        reply.know(outcome.facts)
    comfort(reply)
    if outcome.tells_verdict:
        tell_verdict(reply, reply.turn.judged)
    if outcome.ending is Ending.COMPLETE:
        return [*outcome.draft.events(), *reply.kept]  # the rule of the policy goes on with sending
    if outcome.ending:
        _ENDINGS[outcome.ending](reply)
        return [*ReportDraft().events(), *reply.events]
    return _asked_on(reply, outcome)


def _asked_on(reply: Reply, outcome: Outcome) -> list[Any]:
    """Put the question that waits, and give the events that keep what is known."""
    _warn_of_loss(reply, outcome.draft)
    ask(reply, outcome.draft, outcome.notes)
    return [*outcome.draft.events(), *reply.events]


def _warn_of_loss(reply: Reply, draft: ReportDraft) -> None:
    """Tell at once whom to call: with a card in other hands, minutes count."""
    before, steps_told = reply.turn.draft, reply.facts.told
    was_lost = before is not None and before.loss in LOST
    if draft.loss in LOST and not (was_lost or steps_told or warn(reply)):
        lines = point_lines(reply, for_loss(reply)[:1])
        reply.send([reply.text("report.bank_first"), *lines])


def _cancelled(reply: Reply) -> None:
    reply.send([reply.text("form.cancelled")])


def _without_address(reply: Reply) -> None:
    if is_visit(reply.subject) and reply.subject.kind is SubjectKind.TOLD:
        reply.leave(reply.subject.told(NETWORK))
        reply.send([reply.text("form.no_address_visit")])
        return
    lines = point_lines(reply, where_to_report(reply))
    contact = reply.button("contact", "contact_human")
    is_told = reply.subject.kind is SubjectKind.TOLD
    reply.leave((reply.subject if is_told else Subject(SubjectKind.ANSWER)).told(NETWORK))
    facts = reply.turn.facts
    is_placed = reply.turn.platform or facts.seen_on or facts.by
    ask = "" if is_placed else reply.text("form.no_address_where")
    reply.send([reply.text("form.no_address"), *lines, ask], [contact])


def _already_over(reply: Reply) -> None:
    reply.send([reply.text("form.already_over")], [reply.button("report", "report_misuse")])


_ENDINGS: Mapping[Ending, Callable[[Reply], None]] = {
    Ending.CANCELLED: _cancelled,
    Ending.NO_ADDRESS: _without_address,
    Ending.NOTHING_TO_DISPUTE: tell_who_settles,
    Ending.ALREADY_OVER: _already_over,
}
