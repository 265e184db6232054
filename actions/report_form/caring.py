"""Somebody in need within a report: heard at once, while the report waits."""

from collections.abc import Callable

from actions.answers.short_answers import by_words, key_of, tell_danger
from actions.conversation.draft import ReportDraft
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.care import CareWords
from actions.cues.report import FormWords
from actions.incidents.care import (
    CARED_FOR,
    is_still_in_need,
    speaks_as_child,
    tell_care,
    tell_child,
    topic_of,
)
from actions.report_form.reading import read_all

DANGERS = frozenset({"child-approached-online", "threats", "stalking", "sextortion", "door-visit"})
"""Short answers that cannot wait until a report is finished."""

_OF_A_CHILD = frozenset({"photos", "meet", "near", "give"})
"""What nobody may ask a child, as keys of `care.yml`."""


def care_for(turn: Turn) -> Callable[[Reply], None] | None:
    """Give what to tell before anything else; None when nothing is that urgent."""
    if not turn.text:
        return None
    if speaks_as_child(turn) or _is_about_child(turn):
        return _tell_child
    if is_still_in_need(turn) and not _returns_to_report(turn):
        return _tell_care
    danger = by_words(turn)
    is_new = danger and not turn.subject.times(key_of(danger))
    return _tell_danger if danger and danger.id in DANGERS and is_new else None


def _is_about_child(turn: Turn) -> bool:
    """Tell whether whoever is reported asks a child for pictures, to meet or where it is."""
    words = CareWords.load()
    wants = words.asked("child", turn.text) in _OF_A_CHILD
    may_be = topic_of(turn) is None and turn.draft is not None
    return may_be and wants and words.tells_age(turn.text) and FormWords.load().tells(turn.text)


def _returns_to_report(turn: Turn) -> bool:
    """Tell whether somebody who was helped goes on with the report."""
    if turn.draft is None:
        return False
    told = read_all(turn)
    facts = told.facts
    tells = told.loss or told.place or told.contact or facts.amount or turn.judged.mentions
    return FormWords.load().goes_on(turn.text) or bool(tells)


def _tell_child(reply: Reply) -> None:
    tell_child(reply)
    _say_that_it_waits(reply)


def _tell_care(reply: Reply) -> None:
    """Help on; say once that the report waits, which a cry for help itself is not told."""
    is_first = not reply.turn.subject.times(CARED_FOR)
    tell_care(reply)
    if is_first and reply.turn.draft:
        _say_that_it_waits(reply)


def _tell_danger(reply: Reply) -> None:
    tell_danger(reply)
    _say_that_it_waits(reply)


def _say_that_it_waits(reply: Reply) -> None:
    go_on = reply.text("form.button.go_on")
    reply.send([reply.text("form.waits")], [(go_on, go_on)])


def is_waiting(draft: ReportDraft | None) -> bool:
    """Tell whether a question of a report waits for an answer."""
    return draft is not None and draft.asked is not None
