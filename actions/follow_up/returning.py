"""The judged address to which talk comes back after a question about a service and its channels."""

from collections.abc import Mapping
from dataclasses import replace

from actions.conversation.judged_address import standing_of
from actions.conversation.turn import Turn
from actions.cues.page_names import PageNames
from actions.follow_up.asked import sure_kind
from knowledge.matching.subject import Subject, SubjectKind, subject_of
from knowledge.matching.verdict import MentionVerdict

_OF_A_MESSAGE = frozenset({"point_out", "tell_more"})
_ELSEWHERE: Mapping[SubjectKind, frozenset[str] | None] = {
    SubjectKind.ORGANISATION: None,
    SubjectKind.LIST: _OF_A_MESSAGE,
    SubjectKind.ANSWER: _OF_A_MESSAGE,
}
"""What is talked of in between, and the intents that then mean the address; None for any."""

_OF_A_STORY = frozenset({"point_out", "tell_more", "tell_done", "ask_next_step", "share"})
"""Intents that mean what was told before, not the service in whose name it came."""

_SHARING = "share"
_OF_AN_ACT = "ask_permission"  # it is answered of the address and of the service beside each other


def doubted_before(turn: Turn) -> MentionVerdict | None:
    """Give the address that was judged last, where it is not trusted and others are talked of."""
    judged = turn.memory.facts.judged
    goes_on = _ELSEWHERE.get(turn.subject.kind, frozenset())
    if not judged or turn.judged.mentions or not (goes_on is None or turn.intent in goes_on):
        return None
    now = standing_of(turn, judged[-1])
    return None if now is None or now.verdict.is_trusted else now


def back_to_message(turn: Turn) -> Turn:
    """Give the message about the address of before, where it surely asks what is asked of one.

    As in `and why is that fake` after `are they on Facebook`.
    """
    turn = back_to_page(turn)
    if turn.subject.has_story:
        return _back_to_told(turn)
    doubted = doubted_before(turn)
    asked = sure_kind(turn) if doubted else None
    is_kind = asked is not None and not asked.of_service and asked.answer_as != _OF_AN_ACT
    if doubted is None or not (is_kind or turn.intent == _SHARING):
        return turn
    whose = doubted.organisation
    if whose and turn.subject.organisation not in (None, whose.id):
        return turn
    subject = replace(subject_of(doubted), beside=turn.subject.beside)
    return replace(turn, memory=replace(turn.memory, subject=subject))


def back_to_page(turn: Turn) -> Turn:
    """Give the message about the page whose name was told, where it points at that."""
    is_elsewhere = turn.subject.kind in _ELSEWHERE and not turn.judged.mentions
    if not (turn.facts.page and is_elsewhere and PageNames.load().points_at_one(turn.text)):
        return turn
    subject = Subject(
        SubjectKind.TOLD, topic="message", organisation=turn.facts.organisation, said=("told",)
    )
    return replace(turn, memory=replace(turn.memory, subject=subject))


def _back_to_told(turn: Turn) -> Turn:
    """Give the message about what was told, unless it asks on about the service."""
    asked = None if turn.platform else sure_kind(turn)
    is_kind = asked is not None and not asked.of_service
    if turn.judged.verdict or not (is_kind or turn.intent in _OF_A_STORY):
        return turn
    return replace(turn, memory=replace(turn.memory, subject=turn.subject.story))
