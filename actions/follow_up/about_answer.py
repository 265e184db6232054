"""Talk about an answer of the register that is not about one organisation."""

import re

from actions.answers.neutral import tell_neutral
from actions.answers.own_answers import tell_cases
from actions.answers.short_answers import (
    ABOUT_US,
    OUR_SOURCES,
    answer_by_id,
    tell,
    tell_near,
    tell_short,
    text_of,
)
from actions.conversation.reply import Reply
from actions.cues.policy import OF_POLICY
from actions.follow_up.about_organisation import share
from actions.follow_up.about_policy import (
    is_about_policy,
    tell_of_year,
    tell_policy,
    tell_source,
    tell_unknown,
)
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Answer

MOST_SENTENCES = 2
MOST_RANKED = 20
SURE = 0.035  # score of the search; what fits none of these answers is mostly below
SURE_OFF_TOPIC = 0.05  # where the model takes the message for nothing that it knows
CLEARLY = 0.015
FEWEST_WORDS = 5  # fewer ask nothing by themselves
MISUSE = "known-misuse"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![0-9a-z])")


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from, unless the message asks something that another answer tells."""
    if not tell_part(reply, subject):
        _tell_from(reply, subject, "ask_why")


def sure(reply: Reply, subject: Subject) -> None:
    """Give the answer that is asked for, or tell how sure it is."""
    if tell_part(reply, subject):
        return
    if is_about_policy(reply.turn) or not tell_short(reply):
        _tell_from(reply, subject, "ask_if_sure")


def _tell_from(reply: Reply, subject: Subject, intent: str) -> None:
    """Tell where it comes from, once; of what nobody knows, that nobody does."""
    answer = answer_by_id(reply.turn, subject.topic)
    sources = answer_by_id(reply.turn, OUR_SOURCES)
    told_sources = subject.topic == OUR_SOURCES
    if answer and ABOUT_US in answer.intents and sources and not told_sources:
        tell(reply, sources)
    elif is_about_policy(reply.turn):
        is_sure = intent == "ask_if_sure"
        if subject.times(intent) or not tell_source(reply, is_sure=is_sure):
            tell_unknown(reply)
    elif (answer is None or subject.times(intent)) and tell_short(reply):
        return
    elif answer is None or subject.times(intent):
        reply.send([reply.text("follow_up.why.enough")])
    else:
        reply.send([reply.text("follow_up.why.answer", source=reply.source(answer.source))])


def simpler(reply: Reply, subject: Subject) -> None:
    """Tell how it begins."""
    answer = answer_by_id(reply.turn, subject.topic)
    if answer is None or subject.times("ask_simpler"):
        tell_neutral(reply, subject)
    else:
        sentences = _SENTENCE_END.split(text_of(answer, reply.turn.language))
        reply.send([" ".join(sentences[:MOST_SENTENCES])])


def ask_on(reply: Reply, subject: Subject) -> None:
    """Give the answer that is asked for; of what nobody knows, say that nobody does."""
    if tell_part(reply, subject):
        return
    if is_about_policy(reply.turn):
        if not (tell_source(reply) or tell_near(reply)):
            tell_unknown(reply)
    elif not tell_short(reply):
        tell_neutral(reply, subject)


def which(reply: Reply, subject: Subject) -> None:
    """Tell the cases of misuse that the register knows; of another answer what is asked."""
    if tell_part(reply, subject):
        return
    if subject.topic == MISUSE and not subject.times("ask_which"):
        tell_cases(reply)
    else:
        ask_on(reply, subject)


def tell_part(reply: Reply, subject: Subject, least: float = SURE) -> bool:
    """Tell what is said of a part, a year, a place, one organisation or by a nearer answer.

    Args:
        reply: Where to tell it.
        subject: The answer before.
        least: Score that a nearer answer needs.

    Returns:
        Whether something was told.
    """
    is_told = tell_policy(reply) if is_about_policy(reply.turn) else tell_of_year(reply)
    return is_told or tell_nearer(reply, subject, least)


def tell_nearer(reply: Reply, subject: Subject, least: float) -> bool:
    """Tell another answer about social media that the message asks for much rather than this one.

    Returns:
        Whether there is one.
    """
    turn = reply.turn
    about = {each.id: each for each in turn.context.library.registry.register.answers}
    about = {name: each for name, each in about.items() if _is_of_use(each)}
    has_words = len(turn.text.split()) >= FEWEST_WORDS
    hits = turn.context.library.search.answers(turn.text, MOST_RANKED) if has_words else ()
    ranked = [hit for hit in hits if hit.id in about]
    if subject.topic not in about or not ranked or ranked[0].id == subject.topic:
        return False
    own = max((hit.score for hit in ranked if hit.id == subject.topic), default=0.0)
    if ranked[0].score < max(least, own + CLEARLY):
        return False
    answer = about[ranked[0].id]
    tell(reply, answer)
    reply.leave(Subject(SubjectKind.ANSWER, topic=answer.id, said=("answer",)))
    return True


def _is_of_use(answer: Answer) -> bool:
    """Tell whether an answer is about how the government uses social media."""
    return not OF_POLICY.isdisjoint(answer.intents)


def pass_on(reply: Reply, subject: Subject) -> None:
    """Say that the answer may be passed on, or that we have no text to send."""
    if not (is_about_policy(reply.turn) and tell_policy(reply)):
        share(reply, subject)


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "ask_permission": ask_on,
    "ask_next_step": ask_on,
    "tell_done": ask_on,
    "tell_more": ask_on,
    "point_out": ask_on,
    "ask_variation": ask_on,
    "ask_which": which,
    "ask_how_many": which,
    "ask_simpler": simpler,
    "share": pass_on,
}
