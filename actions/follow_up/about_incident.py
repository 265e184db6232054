"""Talk about something that happened: the next step, what is done, may I, will it help."""

from actions.answers.short_answers import tell_short
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_told
from actions.cues.facts import CLICKED
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.about_told import share
from actions.follow_up.about_verdict import asked_for, real_one
from actions.follow_up.contacting import tell_contact
from actions.follow_up.meanings.names import ADDRESSES
from actions.follow_up.permitting import tell_may
from actions.incidents.asked import asks_use
from actions.incidents.asking_on import asks_next
from actions.incidents.next_step import tell_incident
from actions.incidents.passing import tell_heard_of_loss
from actions.incidents.questions import (
    is_question,
    tell_asked_again,
    tell_once_more,
    tell_question,
    tell_use,
)
from actions.incidents.steps import Steps, known, sentence_of
from actions.incidents.told import tell_told
from knowledge.matching.subject import Subject

FEWEST_WORDS = 4
"""Of a question that may have an answer of its own; a bare `why?` has none."""

MOST_LEANING = 4  # words of `and my identity card?`
MOST_OF_DOUBT = 5  # words; more ask something else than `is that so?`
MOST_OF_HOW = 2  # words of a bare `how?`, which asks about what was just said to be done
MOST_CALLS = 2
APP, REMOVE = "app", "remove_app"
"""What was let onto a device, and the kind of question on removing it."""
COST, WAS_IT_REAL = "what_it_costs", "was_it_real"
"""Kinds of question after a loss that a few words ask: what a call costs, who it really was."""


def why(reply: Reply, subject: Subject) -> None:
    """Tell why it is urgent, or what can be done with what was given."""
    words = TalkWords.load()
    if asks_use(reply.turn) and tell_use(reply):
        return
    if len(reply.turn.text.split()) >= FEWEST_WORDS and tell_short(reply):
        return
    if not words.has("why", reply.turn.text) and tell_question(reply):
        return
    key = "enough" if subject.times("ask_why") else "incident"
    reply.send([reply.text(f"follow_up.why.{key}")])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell whose advice it is; what is asked may have an answer of its own."""
    only_clicked = reply.turn.facts.given == (CLICKED,)
    was_told = subject.times("ask_if_sure") or subject.times("if_bad")
    if only_clicked and not was_told:
        reply.send([reply.text("follow_up.sure.clicked")])
        return
    if asks_use(reply.turn) and tell_use(reply):
        return
    is_of_it = reply.turn.named and TalkWords.load().has("asks_real", reply.turn.text)
    search = reply.turn.context.library.search
    if is_of_it or search.may_ask(reply.turn.question, frozenset({WAS_IT_REAL})):
        tell_once_more(reply, WAS_IT_REAL)
        return
    if tell_short(reply) or (not _doubts(reply) and tell_question(reply)):
        return
    if not _doubts(reply) and tell_heard_of_loss(reply):
        return
    key = "why.enough" if subject.times("ask_if_sure") else "sure.incident"
    reply.send([reply.text(f"follow_up.{key}")])


def _doubts(reply: Reply) -> bool:
    """Tell whether somebody doubts the advice itself, in a few words."""
    text = reply.turn.text
    is_few = len(text.split()) <= MOST_OF_DOUBT and not reply.turn.news.says_what
    return is_few and TalkWords.load().has("sure_of_it", text)


def permission(reply: Reply, _subject: Subject) -> None:
    """Say no to giving more, or what is known of the act."""
    words, text = TalkWords.load(), reply.turn.text
    wanted = words.wanted(text)
    if words.has("they_can", text) and tell_use(reply):
        return
    if words.has("not_giving", text) and tell_question(reply):
        return
    if wanted == APP and APP in reply.turn.facts.given:  # it is there: how it is removed
        tell_once_more(reply, REMOVE)
        return
    leans = ConversationWords.load().goes_on(text) and len(text.split()) <= MOST_LEANING
    is_given = wanted in ("secret", "account") and not leans  # `and my identity card?` asks on
    if is_given or not tell_short(reply):
        if wanted:
            tell_may(reply, "danger")
        elif not tell_question(reply):
            tell_incident(reply)


def next_step(reply: Reply, _subject: Subject) -> None:
    """Tell the step that comes next, or the short answer that is asked for."""
    turn = reply.turn
    words = TalkWords.load()
    if not (asks_next(turn) or turn.news.given or turn.news.done) and tell_question(reply):
        return
    if len(turn.text.split()) <= MOST_OF_HOW and words.begins("how", turn.text):
        contact(reply, _subject)
        return
    only_asks = bool(turn.facts.given) and len(turn.text.split()) <= FEWEST_WORDS
    if turn.news.given or only_asks or not tell_short(reply):
        tell_incident(reply)


def done(reply: Reply, _subject: Subject) -> None:
    """Go on to the next step; a question beside what is done is answered first."""
    turn = reply.turn
    if turn.question == turn.text or asks_next(turn) or not is_question(turn):
        tell_incident(reply)
        return
    reply.open_with(reply.text("follow_up.step.heard"))
    reply.know(turn.facts)
    tell_question(reply)


def more(reply: Reply, _subject: Subject) -> None:
    """Read what is told as facts; else as a question of its own."""
    asked = asked_for(reply)
    if reply.turn.news.given or reply.turn.news.done:
        tell_incident(reply)
    elif asked:
        reply.send([reply.text(f"follow_up.more.{asked}")])
    elif not tell_short(reply):
        _go_on(reply)


def _go_on(reply: Reply) -> None:
    """Go on with the steps; where nothing was given, what is told is told anew."""
    if tell_question(reply):
        return
    if is_told(reply.turn) and not reply.turn.facts.given:
        tell_told(reply)
    else:
        tell_incident(reply)


def point_out(reply: Reply, subject: Subject) -> None:
    """Say what the thing proves that somebody believed; else go on."""
    pointed = TalkWords.load().pointed_at(reply.turn.text)
    if pointed is None or reply.turn.news.given or subject.times("point_out") > 1:
        more(reply, subject)
    else:
        reply.send([reply.text(f"follow_up.point.{pointed}")])


def contact(reply: Reply, subject: Subject) -> None:
    """Tell whom to call."""
    facts = reply.turn.facts
    is_of_service = reply.turn.named or subject.said[-1:] == (ADDRESSES,)
    if TalkWords.load().has("cost", reply.turn.text) and not is_of_service:
        tell_once_more(reply, COST)
        return
    if reply.turn.text.rstrip().endswith("?") and tell_asked_again(reply):
        return
    calls = [each for each in Steps.load().told_and_open(facts) if each.call]
    if calls and not (reply.turn.named or reply.turn.other):
        reply.send([sentence_of(reply, each, facts) for each in calls[:MOST_CALLS]])
    elif reply.turn.named or not tell_short(reply):
        tell_contact(reply, subject)


def simpler(reply: Reply, _subject: Subject) -> None:
    """Say what matters most: the first thing that is left to do."""
    facts, steps = known(reply), Steps.load()
    left = (steps.told_and_open(facts) or steps.urgent(facts))[:1]
    reply.know(facts.having_told(tuple(each.key for each in left)))
    sentences = [sentence_of(reply, each, facts) for each in left]
    is_known = bool(facts.given)
    calm = reply.text(f"follow_up.simpler.{'incident_calm' if is_known else 'incident'}")
    reply.send(sentences or [calm])


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "point_out": point_out,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "tell_done": done,
    "tell_more": more,
    "ask_contact": contact,
    "ask_real_one": real_one,
    "ask_simpler": simpler,
    "share": share,
}
