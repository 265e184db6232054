"""Talk about an answer of the register that is not about one organisation."""

import re

from actions.answers.neutral import tell_neutral
from actions.answers.own_answers import OWN_ANSWERS, tell_cases, tell_own
from actions.answers.short_answers import ABOUT_US, answer_by_id, tell, tell_short, text_of
from actions.conversation.reply import Reply
from actions.cues.talk import TalkWords
from actions.follow_up.about_organisation import share
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Answer, OrganisationKind

MOST_SENTENCES = 2
MOST_RANKED = 20
SURE = 0.035  # score of the search; what fits none of these answers is mostly below
SURE_OFF_TOPIC = 0.05  # where the model takes the message for nothing that it knows
CLEARLY = 0.015
FEWEST_WORDS = 3  # fewer ask nothing by themselves
MISUSE = "known-misuse"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![0-9a-z])")

OUR_SOURCES = "kanaalcheck-sources"
"""The answer that tells where we know everything from."""

AGAINST_MISUSE = "account-security"
"""The answer that tells how accounts are kept safe."""


NETWORK = "network-security"
"""The answer that tells what the network is kept safe against."""


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from, unless the message asks something that another answer tells."""
    if tell_part(reply, subject):
        return
    answer = answer_by_id(reply.turn, subject.topic)
    sources = answer_by_id(reply.turn, OUR_SOURCES)
    told_sources = subject.topic == OUR_SOURCES
    if answer and ABOUT_US in answer.intents and sources and not told_sources:
        tell(reply, sources)
    elif answer is None or subject.times("ask_why"):
        reply.send([reply.text("follow_up.why.enough")])
    else:
        reply.send([reply.text("follow_up.why.answer", source=reply.source(answer.source))])


def sure(reply: Reply, subject: Subject) -> None:
    """Give the short answer that is asked for, or where it comes from."""
    if not tell_short(reply):
        why(reply, subject)


def simpler(reply: Reply, subject: Subject) -> None:
    """Tell how it begins."""
    answer = answer_by_id(reply.turn, subject.topic)
    if answer is None or subject.times("ask_simpler"):
        tell_neutral(reply, subject)
    else:
        sentences = _SENTENCE_END.split(text_of(answer, reply.turn.language))
        reply.send([" ".join(sentences[:MOST_SENTENCES])])


def ask_on(reply: Reply, subject: Subject) -> None:
    """Give the short answer that is asked for."""
    if tell_part(reply, subject):
        return
    if not tell_short(reply):
        tell_neutral(reply, subject)


def which(reply: Reply, subject: Subject) -> None:
    """Tell the cases of misuse that the register knows; of another answer what is asked."""
    if subject.topic == MISUSE and not subject.times("ask_which"):
        tell_cases(reply)
    else:
        ask_on(reply, subject)


def tell_part(reply: Reply, subject: Subject, least: float = SURE) -> bool:
    """Tell what is said of a year, of one organisation or by a nearer answer.

    Args:
        reply: Where to tell it.
        subject: The answer before.
        least: Score that a nearer answer needs.

    Returns:
        Whether something was told.
    """
    is_of_network = subject.topic == NETWORK
    against = answer_by_id(reply.turn, NETWORK if is_of_network else AGAINST_MISUSE)
    if against and TalkWords.load().has("against", reply.turn.text):
        tell(reply, against)
        return True
    is_told = tell_of_year(reply, subject) or tell_of_one(reply, subject)
    return is_told or tell_nearer(reply, subject, least)


def tell_of_one(reply: Reply, subject: Subject) -> bool:
    """Tell what an organisation said itself, where the message names one; whether it does."""
    turn = reply.turn
    named = [each for each in turn.named if each.kind is not OrganisationKind.UMBRELLA]
    answer = answer_by_id(turn, subject.topic)
    intent = (
        next((each for each in answer.intents if each in OWN_ANSWERS), None) if answer else None
    )
    if len(named) != 1 or intent is None:
        return False
    tell_own(reply, named[0], intent)
    return True


def tell_of_year(reply: Reply, subject: Subject) -> bool:
    """Tell what an answer says of a year that the message names; whether it names one."""
    answer = answer_by_id(reply.turn, subject.topic)
    year = _YEAR.search(reply.turn.text)
    if answer is None or year is None or not reply.turn.is_short:
        return False
    lines = text_of(answer, reply.turn.language).splitlines()
    told = [each for line in lines for each in _SENTENCE_END.split(line) if year[0] in each]
    key = "of_year" if told else "no_year"
    reply.send([reply.text(f"follow_up.{key}", year=year[0]), *told])
    return True


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
    return not set(OWN_ANSWERS).isdisjoint(answer.intents)


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
    "share": share,
}
