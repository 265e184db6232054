"""Someone in danger: help comes first."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import FollowupAction

from actions.answers.short_answers import (
    DOOR,
    THREATS,
    announces_visit,
    answer_by_id,
    by_words,
    tell_danger_of,
)
from actions.answers.verdicts import tell_verdict
from actions.conversation.context import current
from actions.conversation.draft import FORM, Step
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_threatened
from actions.conversation.turn import Turn
from actions.cues.danger import CLEAR, OF_A_SCAM, Side, side_of
from actions.cues.facts import FactsReader
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.follow_up.asked import asked_in
from actions.follow_up.dispatch import tell
from actions.follow_up.permitting import keeps_what_is_wanted, tell_may_give
from actions.incidents.alarm import take_back, takes_fright
from actions.incidents.care import (
    in_crisis,
    judge_too,
    speaks_as_child,
    tell_care,
    tell_child,
    topic_of,
)
from actions.incidents.comfort import comfort, remember_age
from actions.incidents.next_step import tell_incident
from actions.incidents.questions import asked_after_loss, tell_asked_after
from actions.incidents.told import tell_called_again, tell_forced, tell_on_line, tell_told
from actions.intents.out_of_scope import tell_out_of_scope
from knowledge.matching.answer import Did
from knowledge.matching.subject import SubjectKind

LIKELY = 0.5
"""Least confidence with which words of danger do not go before a cry that no phrase said."""

CERTAIN = 1.0
"""Confidence of what a phrase said, not the model."""


class ActionCrisis(Action):
    """Points to 1813 and 112, or to 101 and 1712, asks nothing; a verdict only comes below it."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_crisis"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Answer (called by Rasa)."""
        turn = Turn.of(tracker, current())
        reply = Reply(dispatcher, turn)
        reply.know(turn.facts)
        remember_age(reply)
        cry = _Cry.of(tracker)
        is_certain = cry.confidence >= CERTAIN and cry.side is not Side.OTHERS
        if cry.may_be_of_others and speaks_as_child(turn) and not is_threatened(turn):
            tell_child(reply)
        elif topic_of(turn) and not is_certain:
            tell_care(reply)
        elif answers_report(turn, tracker):
            return [FollowupAction(FORM)]
        elif cry.is_only_guessed and _tell_what_only_sounds_so(reply):
            pass
        elif cry.is_less_than_clear and _asks_of_service(turn):
            tell(reply, turn.intent)
        elif not cry.is_said and _tell_of_trouble(reply, cry):
            pass
        elif cry.is_faint and turn.judged.verdict and by_words(turn) is None:
            tell_verdict(reply, turn.judged)
        else:
            _help(reply, cry)
            judge_too(reply)
        return reply.events


def _tell_what_only_sounds_so(reply: Reply) -> bool:
    """Answer what only sounds like danger; tell whether it did.

    As a question on the list, an announced visit, or what others want by a message and did not get.
    """
    turn = reply.turn
    if _asks_of_register(turn) or announces_visit(turn):
        tell_out_of_scope(reply)
        return True
    if keeps_what_is_wanted(turn) and not is_threatened(turn):
        tell_may_give(reply)
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Cry:
    """How sure it is that somebody needs help, and against what."""

    confidence: float
    side: Side | None

    @classmethod
    def of(cls, tracker: Any) -> "_Cry":  # noqa: ANN401
        """Read what was understood of the last message."""
        intent = tracker.latest_message.get("intent") or {}
        return cls(float(intent.get("confidence", 1.0)), side_of(intent))

    @property
    def is_clear(self) -> bool:
        """Whether somebody needs help, whatever else is said."""
        return self.confidence >= (LIKELY if self.side else CERTAIN)

    @property
    def is_only_guessed(self) -> bool:
        """Whether no phrase said it, and the model takes it for danger from others or doubts."""
        return self.confidence < (CERTAIN if self.side is Side.OTHERS else LIKELY)

    @property
    def is_faint(self) -> bool:
        """Whether the model alone takes it for danger from others, and is not clear of it."""
        return self.side is Side.OTHERS and self.confidence < CLEAR

    @property
    def is_less_than_clear(self) -> bool:
        """Whether no phrase said it, and the model itself is not clear of it."""
        return self.confidence < CLEAR

    @property
    def is_said(self) -> bool:
        """Whether a phrase said it, not the model."""
        return self.confidence >= CERTAIN

    @property
    def may_be_of_others(self) -> bool:
        """Whether words of danger decide; they do not once suicide or self-harm is clear."""
        return self.side is Side.OTHERS or not self.is_clear


def answers_report(turn: Turn, tracker: Any) -> bool:  # noqa: ANN401
    """Tell whether what the model takes for a cry is a fact, or the story, of an open report."""
    cry, news, draft = _Cry.of(tracker), turn.news, turn.draft
    if draft is None or cry.confidence >= CLEAR:
        return False
    if draft.asked is Step.WHAT_HAPPENED and cry.is_faint and by_words(turn) is None:
        return True
    return bool(news.given or news.asked) or FactsReader.load().tells_what_others_want(turn.text)


def _tell_of_trouble(reply: Reply, cry: _Cry) -> bool:
    """Help who trembles after a scam, or is called again, as one who needs other help is not.

    Returns:
        Whether it was that; the line for suicide stays named where nothing tells of a scam.
    """
    turn = reply.turn
    words = TalkWords.load()
    if is_threatened(turn) and cry.side is Side.OTHERS:
        tell_told(reply)
        return True
    if by_words(turn) is not None:
        return False
    if words.has("calls_back", turn.text) or words.has("on_line", turn.text):
        called = words.has("calls_back", turn.text)
        (tell_called_again if called else tell_on_line)(reply)
        return True
    if cry.is_less_than_clear and _tell_of_incident(reply):
        return True
    says_so = FormWords.load().is_upset(turn.text) or words.has("misstep", turn.text)
    if cry.side is Side.OTHERS or not (cry.is_less_than_clear and says_so):
        return False
    comfort(reply)
    is_of_scam = turn.subject.kind in OF_A_SCAM or bool(turn.facts.given)
    if is_of_scam or words.has("deceived", turn.text):
        tell_incident(reply)
        return True
    reply.send([reply.text("follow_up.kind.ask")])
    return True


def _tell_of_incident(reply: Reply) -> bool:
    """Answer who is frightened by us, or shut out of an account; tell whether it was that."""
    turn = reply.turn
    if takes_fright(turn):
        take_back(reply)
        return True
    asked = asked_after_loss(turn)
    return asked is not None and asked.id in _OF_AN_INCIDENT and tell_asked_after(reply)


_OF_AN_INCIDENT = frozenset({"locked_out", "come_to_house"})
"""Kinds of question after a loss that the model easily takes for danger."""


def _asks_of_register(turn: Turn) -> bool:
    """Tell whether a message without a word of danger goes on about what the register says."""
    is_about_it = turn.subject.kind in (SubjectKind.ANSWER, SubjectKind.LIST)
    return is_about_it and by_words(turn) is None


def _asks_of_service(turn: Turn) -> bool:
    """Tell whether a message without a word of danger asks what a service itself knows.

    Of 4,600 cries of the sets and training data none is such a question.
    """
    asked = asked_in(turn) if by_words(turn) is None else None
    return asked is not None and asked.goes_first and asked.of_service


def _help(reply: Reply, cry: _Cry) -> None:
    """Answer what the words of danger ask for, else with the numbers of those who listen."""
    turn = reply.turn
    if cry.may_be_of_others and TalkWords.load().has("forces_in", turn.text):
        tell_forced(reply)
        return
    danger = by_words(turn) if cry.may_be_of_others else None
    has_happened = TalkWords.load().has("deceived", turn.text) or bool(turn.news.given)
    is_past = danger is None or danger.id == DOOR
    if is_past and has_happened and cry.may_be_of_others and cry.confidence < CERTAIN:
        tell_incident(reply)
        return
    if danger is None and cry.side is Side.OTHERS:
        danger = answer_by_id(turn, THREATS)
    if danger:
        tell_danger_of(reply, danger)
    else:
        if cry.confidence >= CLEAR:
            reply.leave(in_crisis())
        reply.utter("utter_crisis", Did.HELPED_IN_CRISIS)
