"""A false alarm of ours taken back, and what the bank already said: heard before the next step."""

from dataclasses import replace

from actions.answers.may_mean import answer_of, buttons_of, may_mean
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import CLICKED, FactsReader
from actions.cues.objections import Objections
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.incidents.asked import SELDOM_HARMS, use_of
from actions.incidents.next_step import tell_if_all, tell_incident
from actions.incidents.passing import IS_DONE
from actions.incidents.questions import tell_question
from actions.incidents.steps import Step, Steps, known, sentence_of, subject_of_incident
from knowledge.matching.subject import Subject, SubjectKind

MOST_OF_BLOCKED = 4  # words; more say what is blocked
MOST_OF_ONLY = 8  # words of `and nothing else`
FEWEST_WORDS = 3  # of a question of its own; "card stop??" is none

_HARMLESS = frozenset({CLICKED})
_SECRET = frozenset({"card", "code", "bank_details"})
"""What was given for which a card has to be blocked."""

FALSE_ALARM, OWED = "false_alarm", "misread_owed"
_MONEY = "money"
_CARD_STOP = "card_stop"
_FOR_CARD_STOP = frozenset({"itsme", "app"})
"""What else was given for which we named Card Stop."""


def takes_fright(turn: Turn) -> bool:
    """Tell whether somebody denies what our alarm took for granted, and asks nothing else."""
    heard = Objections.load()
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    is_frightened = heard.is_frightened(turn.text)
    is_other = turn.judged.verdict or set(turn.news.given) - set(turn.memory.facts.given)
    if is_other or not (is_incident or is_frightened) or turn.news.done:
        return False
    gave = set(turn.facts.given) - _HARMLESS
    says_no = bool(turn.news.kept and gave) or _has_lost_nothing(turn) or bool(misread(turn))
    says_no = says_no or (is_incident and _was_only_that(turn))
    return (is_frightened or says_no) and not _asks_something(turn)


def misread(turn: Turn) -> str:
    """Give the key of the sorry for what we took as given and is now denied; empty for none."""
    denied = turn.memory.facts.denied_by(turn.news)
    if not denied:
        return ""
    if FactsReader.load().tells_false_alarm(turn.text):
        return FALSE_ALARM
    if "money" in denied and FactsReader.load().tells_it_was_owed(turn.text):
        return OWED
    return "misread_money" if "money" in denied else "misread"


def _was_only_that(turn: Turn) -> bool:
    """Tell whether a few words say that nothing else was given."""
    is_few = len(turn.text.split()) <= MOST_OF_ONLY and turn.draft is None
    is_open = bool(turn.facts.given) and not turn.facts.done  # else it asks what can be done
    return is_few and is_open and Objections.load().says_nothing_else(turn.text)


def _has_lost_nothing(turn: Turn) -> bool:
    """Tell whether somebody who only clicked says that nothing is gone."""
    heard = Objections.load()
    is_harmless = _HARMLESS.issuperset(turn.facts.given)
    return (
        is_harmless and heard.says_nothing_is_gone(turn.text) and not heard.tells_of_bank(turn.text)
    )


def _asks_something(turn: Turn) -> bool:
    """Tell whether one of the sentences is a question, and no denial with a question mark.

    Or wants the site or number of a service that is named, which may be no question in form.
    """
    heard, reader = Objections.load(), FactsReader.load()
    if turn.wants_way_to_named:
        return True
    asked = (each for each in sentences_in(turn.text) if each.endswith("?"))
    return any(
        len(each.split()) >= FEWEST_WORDS
        and not (heard.is_frightened(each) or heard.says_nothing_is_gone(each))
        and not reader.read(each).kept
        for each in asked
    )


def take_back(reply: Reply) -> None:
    """Say what is not needed, for exactly what was given, and what stays to be done."""
    facts = replace(known(reply), kept=())
    gave = set(facts.given) - _HARMLESS
    reply.know(facts)
    if misread(reply.turn) == FALSE_ALARM:
        reply.leave(reply.turn.subject.told("step.back"))
        reply.send([reply.text("follow_up.alarm.if_called")])
        return
    if misread(reply.turn) == OWED:
        reply.leave(reply.turn.subject.told("step.back"))
        reply.send([reply.text("follow_up.alarm.owed")])
        return
    # Who denied it is not asked again whether it is done; a `yes` that follows answers nothing.
    left = subject_of_incident(reply, f"{IS_DONE}{_CARD_STOP}").told("step.back")
    reply.leave(left if gave else reply.turn.subject.told("step.back"))
    if gave and _MONEY in reply.turn.news.kept:
        known_already = "" if misread(reply.turn) else reply.text("follow_up.alarm.not_paid")
        reply.send([known_already, reply.text("follow_up.step.ask_on")])
        return
    if not gave:
        is_frightened = Objections.load().is_frightened(reply.turn.text)
        reply.send([reply.text(f"follow_up.alarm.{'nothing' if is_frightened else 'right'}")])
        return
    steps = Steps.load()
    is_for_card = not _SECRET.isdisjoint(gave)
    open_step = _open(steps.told_and_open(facts), but=None if is_for_card else _CARD_STOP)
    opening = _opening(reply.turn, gave)
    if open_step is None and opening == "slowly":
        opening, rest = "done", ""
    else:
        rest = sentence_of(reply, open_step, facts) if open_step else use_of(reply) or ""
    reply.send([reply.text(f"follow_up.alarm.{opening}"), rest])


def _opening(turn: Turn, gave: set[str]) -> str:
    """Choose what is said first: what is not needed, or why it is needed all the same."""
    if Objections.load().says_nothing_else(turn.text):
        return "only_that" if SELDOM_HARMS.issuperset(gave) else "no_more_than_that"
    if not turn.news.kept:
        return "slowly"
    if misread(turn):
        return "no_more_than_that"
    was_named = _CARD_STOP in turn.memory.facts.told or _names_card_stop(turn)
    if "card" not in turn.news.kept and not was_named:
        return "good_so"
    if gave.isdisjoint(_SECRET):
        return "bank_first" if gave.intersection(_FOR_CARD_STOP) else "no_card"
    return "still"


def _names_card_stop(turn: Turn) -> bool:
    return _CARD_STOP in FactsReader.load().names_done(turn.text)


def _open(told: list[Step], but: str | None) -> Step | None:
    return next((each for each in told if each.key != but), None)


def bank_sees_nothing(turn: Turn) -> bool:
    """Tell whether somebody tells that the bank, or the account, shows nothing gone."""
    heard = Objections.load()
    is_incident = turn.subject.kind is SubjectKind.INCIDENT and bool(turn.facts.given)
    is_other = turn.judged.verdict or turn.news.given
    is_called = heard.tells_of_bank(turn.text) or "bank" in turn.facts.done
    says_so = is_called and heard.says_all_is_fine(turn.text)
    return is_incident and says_so and not is_other


def tell_bank_sees_nothing(reply: Reply) -> None:
    """Say that it is good news, then answer what is asked beside it, or what is left."""
    turn = reply.turn
    facts = replace(known(reply), kept=())
    asks = turn.text.rstrip().endswith("?")
    if asks:
        reply.know(facts)
        reply.open_with(reply.text("follow_up.alarm.good_news"))
        if TalkWords.load().has("anything_else", turn.text) or not tell_question(reply):
            tell_if_all(reply)
        return
    left = Steps.load().told_and_open(facts)[:1]
    if left:
        reply.know(facts)
        reply.leave(subject_of_incident(reply, "ask_next_step"))
        opening = reply.text("follow_up.alarm.good_news")
        reply.send([opening, reply.text("follow_up.step.left"), sentence_of(reply, left[0], facts)])
        return
    reply.know(facts.having_told(("check",)))
    reply.leave(subject_of_incident(reply, "bank_sees_nothing"))
    reply.send([reply.text("follow_up.alarm.nothing_gone")])


def says_only_blocked(turn: Turn) -> bool:
    """Tell whether a few words say that something is blocked, before anything is known."""
    is_few = len(turn.text.split()) <= MOST_OF_BLOCKED and not turn.text.rstrip().endswith("?")
    is_known = turn.facts.given or turn.facts.done or turn.news.says_what
    may_be = turn.subject.kind in (SubjectKind.NOTHING, SubjectKind.TOLD) and turn.draft is None
    says_so = is_few and TalkWords.load().has("blocked", turn.text)
    return says_so and may_be and not (is_known or turn.judged.verdict or turn.named)


def tell_what_blocked(reply: Reply) -> None:
    """Ask what is blocked, and whether something was given."""
    subject = reply.turn.subject
    kept = subject if subject.kind is not SubjectKind.NOTHING else Subject(SubjectKind.TOLD)
    reply.leave(kept.told("what_blocked"))
    reply.send([reply.text("follow_up.alarm.what_blocked")])


def tell_not_answered(reply: Reply) -> None:
    """Say sorry to whoever only says that the answer did not fit, and read the question anew.

    What it may have been is answered, or offered; else who knows more is told.
    """
    turn, subject = reply.turn, reply.turn.subject
    others = may_mean(turn, subject.near)
    if others and subject.kind is SubjectKind.INCIDENT:
        reply.leave(subject.told("not_answered"))
        reply.send([reply.text("follow_up.incident.unclear")], buttons_of(turn, others))
        return
    key = answer_of(turn, others[0]) if others else None
    if key:
        reply.open_with(reply.text("follow_up.alarm.sorry"))
        reply.leave(subject.told(f"asked.{others[0].id}").told("not_answered"))
        reply.send([reply.text(key)], buttons_of(turn, others[1:]))
        return
    is_again = subject.times("not_answered")
    if is_again and subject.kind is SubjectKind.INCIDENT and reply.turn.facts.given:
        tell_incident(reply)
        return
    reply.leave(subject.told("not_answered"))
    reply.send([reply.text("follow_up.alarm.not_answered")])
