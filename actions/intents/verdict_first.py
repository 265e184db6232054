"""What every action does before its own answer: a pasted address gets its verdict first."""

from dataclasses import replace
from functools import partial
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.answers.report_progress import own_reference, tell_status
from actions.answers.verdicts import tell_rules, tell_verdict, went_on
from actions.conversation.context import current
from actions.conversation.draft import FORM
from actions.conversation.reply import Reply
from actions.conversation.turn import HAPPENED, Turn
from actions.cues.danger import Need
from actions.cues.report import FormWords
from actions.cues.words import ConversationWords
from actions.follow_up.about_verdict import tell_of_told
from actions.follow_up.accounts import tell_accounts_beside
from actions.follow_up.asked_beside import (
    asked_beside,
    is_judged_before,
    tell_asked_beside,
    tell_beside,
)
from actions.follow_up.helplines import tell_listener_beside
from actions.follow_up.meanings.names import (
    ADDS,
    AFTER_LOSS,
    ASKED,
    BACK,
    BOX,
    CARING,
    IF_REPORTED,
    NETWORK,
    NOT_ANSWERED,
    OF_REPORT,
    OWN_REPORT,
    TAKE_DOWN,
    TELL_WORK,
    TICK,
)
from actions.follow_up.resolution import resolved
from actions.incidents.beside import tell_rest
from actions.incidents.care import (
    asks_of_loss,
    tell_still_there,
    tell_who_listens,
    without_need,
)
from actions.incidents.comfort import comfort
from actions.incidents.left_out import without_done
from actions.incidents.told import tell_what_to_do
from actions.report_form.adding import addition_in, tell_addition
from actions.report_form.asking import ask
from knowledge.matching.search.asked import Asked
from knowledge.matching.subject import TALK, SubjectKind

ALSO_ANSWERED = frozenset(
    {
        "report_status",
        "ask_after_incident",
        "forget_me",
        "change_language",
        TICK,
    }
)
"""Intents that want an answer of their own beside a verdict."""

_TOLD_RULES = frozenset({"check_channel", "out_of_scope", "ask_security", "report_misuse"})
"""Intents of a message without an address on which a rule may bear."""

_TAKEN_FOR_A_REPORT = TALK | {
    "check_channel",
    "affirm",
    "deny",
    "cancel",
    "out_of_scope",
    "help",
    "ask_privacy",
    "ask_misuse_cases",
}
"""Intents of a message that asks outright to report, as `meld dit maar` does."""

_NO_REPORT = frozenset({"forget_me", "cancel", "deny", "ask_privacy", "change_language"})
"""Intents that stay what they are beside words of reporting."""

_NOT_NOW = frozenset({ADDS, BOX, IF_REPORTED, NETWORK, OF_REPORT, TAKE_DOWN, TELL_WORK})
"""What is about reporting and begins no report."""

_OF_A_REPORT = frozenset({OWN_REPORT, "report_status"})


_OFFERS = frozenset({"asked.should_report", "asked.report_where"})
"""Keys of what was told that offers to report."""


IF_CLICKED = "if_clicked"
"""Kind of question of who asks what a click would do."""

_KNOW_OF_A_CLICK = frozenset({"ask_privacy", "report_misuse", ASKED, AFTER_LOSS})
"""What a message means whose answer speaks of a click already, or of something else."""


class VerdictFirst:
    """Runs an action so that no intent can stand before a verdict.

    Attributes:
        may_go_on: Whether a short message may be read as one that goes on about channels.
    """

    may_go_on = False

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Answer one message, then put the question again of a report that it interrupts.

        Called by Rasa.
        """
        heard = Turn.of(tracker, current())
        if heard.need is Need.DENIED:
            heard = without_need(heard)
        turn = resolved(heard)
        is_cared_for = turn.intent in CARING
        if not is_cared_for and turn.intent not in _NOT_NOW and _wants_to_report(heard):
            return [FollowupAction(FORM)]
        reply = Reply(dispatcher, turn)
        reply.know(turn.facts)
        reply.trim = partial(without_done, turn)
        if turn.complained:
            reply.open_with(reply.text(f"follow_up.alarm.{turn.complained}"))
        if turn.intent != BACK:  # our own false alarm is no shock to be soothed
            comfort(reply)
        if is_cared_for:
            await self._respond(reply, heard)
        else:
            await self._say_in_order(reply, heard)
            tell_rest(reply)
            _tell_if_clicked(reply)
            tell_listener_beside(reply)
        if heard.need:
            tell_who_listens(reply, heard.need)
        elif asks_of_loss(heard):
            tell_still_there(reply)
        if turn.text and not reply.forgets and turn.intent != NOT_ANSWERED:
            near = turn.context.library.search.near_asked(turn.text)
            reply.leave(replace(reply.subject, near=near))
        if turn.draft and not reply.forgets:
            ask(reply, turn.draft)
        return reply.events

    async def _say_in_order(self, reply: Reply, heard: Turn) -> None:
        """Tell the verdict or the rules, then what the action has of its own."""
        turn = reply.turn
        has_rules = turn.intent in _TOLD_RULES and turn.judged.rules and not turn.news.given
        if turn.subject.kind is SubjectKind.INCIDENT:  # a complaint is one to the police then
            has_rules = False
        asked = asked_beside(turn)
        if turn.judged.verdict:
            if not (asked and is_judged_before(turn)):
                tell_verdict(reply, turn.judged)
                tell_of_told(reply, asks_more=asked is not None and asked.reach)
            tell_accounts_beside(reply)
        elif has_rules:
            tell_rules(reply, turn.judged)
            if turn.intent == "out_of_scope" and turn.subject.is_verdict:
                return  # nothing else is known of what it asks
        addition = addition_in(turn) if turn.intent == ADDS else None
        if addition:
            await tell_addition(reply, addition)
            return
        reference = own_reference(turn) if turn.intent in _OF_A_REPORT else turn.reference
        if reference:
            await tell_status(reply, reference)
        elif turn.judged.verdict:
            await self._say_beside(reply, heard, asked)
        elif turn.intent != heard.intent or not (self.may_go_on and went_on(reply)):
            await self._respond(reply, heard)
            tell_asked_beside(reply)

    async def _say_beside(self, reply: Reply, heard: Turn, asked: Asked | None) -> None:
        """Answer what a message tells or asks beside its address."""
        turn = reply.turn
        supposes = turn.intent == HAPPENED and not (turn.news.given or turn.news.done)
        if asked and supposes:  # `what if I clicked` tells nothing that happened
            tell_beside(reply, asked)
        elif turn.intent in ALSO_ANSWERED:
            await self._respond(reply, heard)
        elif turn.news.given:
            tell_what_to_do(reply)
        elif asked and not (asked.id == IF_CLICKED and turn.may_have_clicked):
            tell_beside(reply, asked)

    async def _respond(self, reply: Reply, heard: Turn) -> None:
        if reply.turn.intent == heard.intent:
            await self.respond(reply)
            return
        from actions.follow_up.dispatch import tell_resolved  # it tells verdicts itself

        tell_resolved(reply)

    async def respond(self, reply: Reply) -> None:
        """Answer, with whatever has to be waited for."""
        self.answer(reply)

    def answer(self, reply: Reply) -> None:
        """Give the action's own answer."""
        raise NotImplementedError


def _tell_if_clicked(reply: Reply) -> None:
    """Say, below another answer, what a click does to who is not sure to have clicked."""
    if reply.turn.may_have_clicked and reply.turn.intent not in _KNOW_OF_A_CLICK:
        reply.send([reply.text("follow_up.told.if_clicked")])


def _takes_offer(turn: Turn) -> bool:
    """Tell whether it says yes to what was just said: that it can be reported."""
    was_offered = turn.subject.said[-1:] and turn.subject.said[-1] in _OFFERS
    words = FormWords.load()
    is_more = " " in turn.text.strip()  # a bare `ok` is content
    says_so = words.says_yes(turn.text) and (is_more or words.says_so(turn.text))
    return bool(was_offered) and turn.intent == "affirm" and says_so


def _wants_to_report(turn: Turn) -> bool:
    """Tell whether a message means a report though its intent is to agree or to check."""
    if turn.context.reports is None or turn.draft or turn.reference:
        return False
    if _takes_offer(turn):
        return True
    has_address = turn.judged.verdict if turn.intent == "check_channel" else turn.memory.mention
    is_mistaken = turn.intent in _TAKEN_FOR_A_REPORT
    words = ConversationWords.load()
    may_report = turn.intent == "ask_permission" and words.intent_in(turn.text) == "report_misuse"
    wants = words.wants_to_report(turn.text) or may_report
    if (is_mistaken and has_address and wants) or FormWords.load().only_reports(turn.text):
        return True
    return turn.intent not in _NO_REPORT and words.wishes_to_report(turn.text)
