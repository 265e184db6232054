"""One question after something happened: a short answer by search, or that we do not know."""

from actions.answers.short_answers import answer_by_id, key_of, tell, tell_short
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.incidents.steps import Steps, subject_of_incident
from knowledge.matching.subject import SubjectKind

MONEY_BACK = "money-back"
"""The answer on whether money comes back."""

FEWEST_WORDS = 4  # of a question of its own; a bare `why?` or `sure?` has none
FEW_WORDS, MOST_WORDS = 2, 25  # so few may ask anything, more tell a story
_GROUPS = ("incident", "danger", "doubt", "any")
"""Groups of sentences on a question, the nearest to what happened first."""


def is_question(turn: Turn) -> bool:
    """Tell whether somebody asks something after it happened, other than what to do next."""
    asked, words = turn.question, TalkWords.load()
    asks = asked.rstrip().endswith("?") or words.begins("asks", asked)
    is_long = FEWEST_WORDS <= len(asked.split()) <= MOST_WORDS
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    is_next = ConversationWords.load().says("ask_next_step", asked)
    return is_incident and asks and is_long and not is_next


def tell_question(reply: Reply) -> bool:
    """Answer a question, or say that we do not know; tell whether it was one."""
    if not is_question(reply.turn):
        return False
    if tell_short(reply, text=reply.turn.question) or tell_short(reply) or tell_asked_after(reply):
        return True
    key = "unknown_still" if reply.turn.subject.times("unknown") else "unknown"
    reply.leave(subject_of_incident(reply, "unknown"))
    reply.send([reply.text(f"follow_up.incident.{key}")])
    return True


def tell_asked_after(reply: Reply) -> bool:
    """Give the answer to a question that people ask about a message, where it fits a loss too."""
    turn = reply.turn
    if turn.subject.kind is not SubjectKind.INCIDENT or turn.news.given or turn.news.done:
        return False
    is_bare = len(turn.question.split()) <= FEW_WORDS
    hit = turn.context.library.search.sure_asked(turn.question, is_bare=is_bare)
    if hit is None or hit.id not in Steps.load().asked or turn.subject.times(f"asked.{hit.id}"):
        return False
    keys = (f"follow_up.asked.{hit.id}.{name}" for name in _GROUPS)
    key = next((each for each in keys if each in turn.context.sentences), None)
    if key is None:
        return False
    reply.leave(subject_of_incident(reply, f"asked.{hit.id}"))
    reply.send([reply.text(key)])
    return True


def asks_money_back(turn: Turn) -> bool:
    """Tell whether somebody who lost something asks whether the money comes back."""
    words = TalkWords.load()
    about = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    is_lost = about or (turn.subject.is_verdict and bool(turn.facts.given))
    is_other = words.has("not_money", turn.text) or words.has("states", turn.text)
    return is_lost and words.has("money_back", turn.text) and not is_other


def tell_money_back(reply: Reply) -> None:
    """Say what decides whether money comes back: at length once, then that nobody knows."""
    answer = answer_by_id(reply.turn, MONEY_BACK)
    reply.leave(subject_of_incident(reply, "money_back"))
    if answer and not reply.turn.subject.times(key_of(answer)):
        tell(reply, answer)
    else:
        reply.send([reply.text("follow_up.incident.money_back_still")])
