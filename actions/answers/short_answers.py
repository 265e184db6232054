"""Short answers within a conversation: by the words of what is dangerous first, then by search."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from actions.conversation.turn import Turn
from actions.cues.circumstances import Circumstances
from actions.cues.facts import Facts, FactsReader
from actions.cues.policy import PolicyWords, is_policy
from actions.cues.talk import TalkWords
from actions.cues.word_list import WordList, folded, whole
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import LANGUAGES, Answer

if TYPE_CHECKING:  # replies are resolved before they are made
    from actions.conversation.reply import Reply

DUTCH = LANGUAGES[0]
CHILD_ANSWER = "child-approached-online"
"""The answer for a child, or its parent, whom a stranger approaches."""

DOOR = "door-visit"
"""The answer for somebody at the door."""

_VISITS = frozenset({DOOR, "comes-to-collect"})

DOOR_AGAIN = "door_again"

THREATS = "threats"
"""The answer for danger from others that has no answer of its own."""

BAILIFF = "bailiff-letter"
"""The answer for who got a letter of a bailiff."""

CAN_DO = "kanaalcheck-can-do"
"""The answer for who asks us to do something."""

ABOUT_US = "bot_challenge"
"""Intent that the answers about ourselves serve."""

OFF_TOPIC = "out_of_scope"
"""Intent that the answers serve which lead elsewhere."""

INCIDENT = "ask_after_incident"
_OF_MESSAGES = frozenset({"fine-by-sms"})
"""Answers on what came by a message, which are wrong for a letter."""

_GIVEN = {"sent-id-photo": ("id_photo",)}
"""What was given, by the answer to who tells of that loss in words that are not read as facts."""

FEWEST_WORDS = 5  # of a message that may ask for more than its intent says
FEWEST_BESIDE_PLACE = 4  # of a message that names a platform: "and on Facebook?" asks for no advice
SURE_ABOUT_US = 0.5  # score of an answer about ourselves in a conversation about a loss
SURE_GIVEN = 0.75  # of an answer for who gave something, where another thing was given
LONGEST = 40  # words; a longer message is a story or a paste, not one question

_KEPT = frozenset(
    {
        SubjectKind.FAKE,
        SubjectKind.UNKNOWN,
        SubjectKind.LISTED,
        SubjectKind.INCIDENT,
        SubjectKind.TOLD,
    }
)
"""Kinds of subject that a short answer leaves: the conversation goes on about them."""


OUR_SOURCES = "kanaalcheck-sources"
"""The answer that tells where we know everything from."""


def tell_short(
    reply: "Reply", *, only_words: bool = False, surely: bool = False, text: str | None = None
) -> bool:
    """Give the short answer that a message asks for, once.

    Args:
        reply: Where to tell it.
        only_words: Only by the words of what is dangerous, without search.
        surely: Search for what fits as surely as where nothing was talked of.
        text: What is searched for; the message by itself.

    Returns:
        Whether there was one that was not told before.
    """
    turn = reply.turn
    answer = by_words(turn) or (None if only_words else _searched(turn, surely=surely, text=text))
    if answer is None:
        return False
    if turn.subject.times(key_of(answer)):
        return answer.id == OUR_SOURCES and _tell_where_sources_are(reply)
    tell(reply, answer)
    return True


def _tell_where_sources_are(reply: "Reply") -> bool:
    """Say where each source can be read, to who asks for the sources again."""
    reply.send([reply.text("follow_up.register.where_page", page=reply.page)])
    return True


def tell_near(reply: "Reply") -> bool:
    """Give the short answer that a message of several words surely asks for, once.

    It goes before what can be said to any message of its intent.

    Returns:
        Whether there was one that was not told before.
    """
    turn = reply.turn
    is_long = len(turn.text.split()) >= FEWEST_WORDS
    answer = _searched(turn, surely=True) if is_long else None
    if answer is None or turn.subject.times(key_of(answer)):
        return False
    tell(reply, answer)
    return True


def tell_visit(reply: "Reply") -> bool:
    """Say what to do about who comes to the door, where a message surely tells that, once."""
    turn = reply.turn
    found = turn.context.library.search.tells_short(turn.text, _VISITS)
    answer = answer_by_id(turn, found)
    if answer is None or turn.subject.times(key_of(answer)):
        return False
    tell(reply, answer)
    return True


def tell_about_us(reply: "Reply") -> bool:
    """Give the short answer about ourselves that a message asks for, once; tell whether it did."""
    turn = reply.turn
    answer = _searched(turn)
    if answer is None or ABOUT_US not in answer.intents or turn.subject.times(key_of(answer)):
        return False
    tell(reply, answer)
    return True


def tell_what_we_do(reply: "Reply") -> None:
    """Say what we cannot do for a citizen, and what we can."""
    _tell_by_id(reply, CAN_DO)


def tell_tick(reply: "Reply") -> None:
    """Say what a tick proves."""
    _tell_by_id(reply, "blue-tick")


def tell_how_to_check(reply: "Reply") -> None:
    """Say how to check an account oneself."""
    _tell_by_id(reply, "check-yourself")


def _tell_by_id(reply: "Reply", wanted: str) -> None:
    answer = answer_by_id(reply.turn, wanted)
    if answer:
        tell(reply, answer)


def tell_danger(reply: "Reply") -> None:
    """Give the answer of the words of danger in a message, told before or not."""
    answer = by_words(reply.turn)
    if answer:
        tell_danger_of(reply, answer)


def tell_danger_of(reply: "Reply", answer: Answer) -> None:
    """Give an answer on danger, told before or not; on the door in short the second time."""
    if not (answer.id == DOOR and tell_door_again(reply)):
        tell(reply, answer)


def tell_door_again(reply: "Reply") -> bool:
    """Say in short what to do with somebody at the door, where the long answer was given."""
    subject = reply.subject
    if not subject.times(f"short.{DOOR}"):
        return False
    key = "may.door" if subject.times(DOOR_AGAIN) % 2 else "told.door_again"
    reply.leave(subject.told(DOOR_AGAIN))
    reply.send([reply.text(f"follow_up.{key}")])
    return True


def tell(reply: "Reply", answer: Answer) -> None:
    """Tell one short answer, and leave it as what the conversation is about."""
    before = reply.subject
    is_beside = before.kind is SubjectKind.ORGANISATION and answer.id in PolicyWords.load().beside
    kept = before if before.kind in _KEPT else Subject(_left_by(reply, answer), said=before.said)
    kept = _of_whom(reply, kept)
    if answer.id in _GIVEN and not reply.turn.supposes_given and reply.turn.intent == INCIDENT:
        kept = replace(kept, kind=SubjectKind.INCIDENT)
        reply.know(reply.facts.with_(Facts(given=_GIVEN[answer.id])))
    left = before if is_beside else replace(kept, topic=answer.id)
    reply.leave(left.told(key_of(answer)))
    is_again = before.times(key_of(answer)) % 2 == 1  # with and without, so never twice the same
    before_it = reply.text("follow_up.neutral.said") if is_again else ""
    reply.send([before_it, text_of(answer, reply.turn.language)])


def _of_whom(reply: "Reply", kept: Subject) -> Subject:
    """Keep the service in whose name something came, as `somebody from Fluvius at the door`."""
    named = reply.turn.named
    is_new = kept.kind in (SubjectKind.TOLD, SubjectKind.INCIDENT) and kept.organisation is None
    if not is_new or len(named) != 1:
        return kept
    reply.about(named[0])
    return replace(kept, organisation=named[0].id)


def _left_by(reply: "Reply", answer: Answer) -> SubjectKind:
    """Tell what an answer leaves where the conversation was about nothing that it goes on about."""
    if not {ABOUT_US, OFF_TOPIC}.isdisjoint(answer.intents) or is_policy(answer):
        return SubjectKind.ANSWER
    is_incident = reply.turn.intent == INCIDENT
    return SubjectKind.INCIDENT if is_incident else SubjectKind.TOLD


def text_of(answer: Answer, language: str) -> str:
    """Give what an answer says in a language."""
    return (answer.text.get(language) or answer.text[DUTCH]).strip()


def by_words(turn: Turn) -> Answer | None:
    """Give the answer of which a message holds a word; the longest one when there are several."""
    if not turn.text:
        return None
    words = folded(turn.text)
    register = turn.context.library.registry.register
    with_words = tuple(each for each in register.answers if each.words)
    found = [
        (len(match[0]), answer)
        for answer in with_words
        if (match := _pattern(answer.words).search(words)) and not _came_otherwise(turn, answer)
    ]
    if announces_visit(turn):
        found = [each for each in found if each[1].id != THREATS]
    return max(found, key=lambda each: each[0])[1] if found else None


def announces_visit(turn: Turn) -> bool:
    """Tell whether a service is said to come to the house, and nobody threatens with it."""
    words, text = TalkWords.load(), turn.text
    comes = words.has("comes_home", text) and not words.has("is_threat", text)
    return comes and bool(turn.named)


def _searched(turn: Turn, *, surely: bool = False, text: str | None = None) -> Answer | None:
    text = text or turn.text
    words = len(text.split())
    is_only_place = turn.platform is not None and words < FEWEST_BESIDE_PLACE
    if not words or words > LONGEST or is_only_place:
        return None
    search = turn.context.library.search
    is_trouble = turn.subject.kind in _KEPT or turn.intent == INCIDENT
    hit = search.sure_short_answer(
        text, with_subject=is_trouble and not surely, has_words=partial(_has_words, turn)
    )
    answer = answer_by_id(turn, hit.id) if hit else None
    if answer and hit and hit.score < SURE_ABOUT_US and _is_not_about_us(turn, answer):
        return None
    if answer and answer.id == DOOR and Circumstances.load().way_in(turn.text) == "call":
        return None  # who calls is not at the door
    if answer and hit and hit.score < SURE_GIVEN and _was_not_given(turn, answer):
        return None
    if answer and _was_only_asked(turn, answer):
        return None
    if answer and answer.id in FactsReader.load().answers_of(turn.memory.facts.given):
        return None  # what to do now was told when it was given
    return None if answer and _came_otherwise(turn, answer) else answer


def _was_not_given(turn: Turn, answer: Answer) -> bool:
    """Tell whether an answer is for who gave something, and what was given is another thing."""
    thing = FactsReader.load().given_by(answer.id)
    return bool(thing and turn.facts.given) and set(thing).isdisjoint(turn.facts.given)


def _was_only_asked(turn: Turn, answer: Answer) -> bool:
    """Tell whether an answer is for who gave what others only asked for, as far as is told."""
    thing = FactsReader.load().given_by(answer.id)
    return bool(thing) and set(thing).issubset(turn.news.asked) and not turn.facts.given


def _came_otherwise(turn: Turn, answer: Answer) -> bool:
    """Tell whether an answer is on a letter, and a bailiff was named in a message."""
    if answer.id in _OF_MESSAGES:
        return Circumstances.load().way_in(turn.text) == "letter"
    if answer.id != BAILIFF:
        return False
    words = TalkWords.load()
    subject, text = turn.subject, turn.without_denied_way
    is_of_message = subject.kind in _KEPT and turn.facts.by is None and subject.topic != "letter"
    is_message = is_of_message or words.has("message", text) or words.has("call", text)
    return is_message and not words.has("letter", text)


def _is_not_about_us(turn: Turn, answer: Answer) -> bool:
    """Tell whether a question after a loss, which few ask about ourselves, got such an answer."""
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    asks_cost = TalkWords.load().has("cost", turn.text)
    is_elsewhere = ABOUT_US in answer.intents or is_policy(answer)
    return is_incident and is_elsewhere and not asks_cost


def asks_of_a_scam(turn: Turn) -> bool:
    """Tell whether a question surely asks for a short answer, though no scam was talked of."""
    is_question = turn.question.rstrip().endswith("?")
    return is_question and _searched(turn, surely=True) is not None


def _has_words(turn: Turn, wanted: str) -> bool | None:
    answer = answer_by_id(turn, wanted)
    return has_what_it_needs(answer, turn.text) if answer and answer.needs else None


def has_what_it_needs(answer: Answer, text: str) -> bool:
    """Tell whether a text speaks of what an answer warns of, where that must be said."""
    return not answer.needs or _pattern(answer.needs).search(folded(text)) is not None


def answer_by_id(turn: Turn, wanted: str | None) -> Answer | None:
    """Give the answer of the register with an id."""
    answers = turn.context.library.registry.register.answers
    return next((each for each in answers if each.id == wanted), None)


def key_of(answer: Answer) -> str:
    """Give the key by which a subject remembers that it was told."""
    return f"short.{answer.id}"


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...]) -> WordList:
    return whole(words)
