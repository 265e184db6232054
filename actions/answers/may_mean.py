"""What a message may have meant, where nothing is sure: offered as questions to choose from."""

import re
from collections.abc import Iterable

from actions.conversation.reply import Button, Reply
from actions.conversation.turn import Turn
from actions.cues.languages import Languages
from actions.cues.objections import Objections
from actions.cues.talk import TalkWords
from knowledge.matching.search.asked import Asked, kinds_asked
from knowledge.matching.subject import SubjectKind

MOST_OFFERED = 3
_BARE_I = re.compile(r"(?<![\w'’])i(?!\w)")
MOST_WORDS, MOST_LETTERS = 9, 48  # of what stands on a button

_OF_A_MESSAGE = frozenset(
    {SubjectKind.FAKE, SubjectKind.UNKNOWN, SubjectKind.LISTED, SubjectKind.TOLD}
)


def may_mean(turn: Turn, ids: Iterable[str] | None = None) -> list[Asked]:
    """Give the kinds of question that a message may be, which have an answer here and now.

    Args:
        turn: With the message.
        ids: Of the kinds to choose from; those that are near the message by themselves.
    """
    near = ids if ids is not None else turn.context.library.search.near_asked(turn.text)
    kinds = (kinds_asked()[each] for each in near if each in kinds_asked())
    return [each for each in kinds if _has_answer(turn, each)][:MOST_OFFERED]


def _has_answer(turn: Turn, asked: Asked) -> bool:
    is_loss = turn.subject.kind is SubjectKind.INCIDENT
    fits = asked.anywhere or (
        asked.after_loss if is_loss else turn.subject.kind in _OF_A_MESSAGE and not asked.after_loss
    )
    was_told = turn.subject.times(f"asked.{asked.id}") > 0
    return fits and not (was_told or asked.elsewhere) and answer_of(turn, asked) is not None


def answer_of(turn: Turn, asked: Asked) -> str | None:
    """Give the key of what answers a kind after what was talked of; None where nothing does."""
    is_listed = turn.subject.kind is SubjectKind.LISTED
    names = (turn.subject.kind.value, "known" if is_listed else "doubt", "any")
    keys = (f"follow_up.asked.{asked.id}.{name}" for name in names)
    return next((each for each in keys if each in turn.context.sentences), None)


def buttons_of(turn: Turn, kinds: Iterable[Asked]) -> list[Button]:
    """Give a button for each kind that can be asked in few plain words; it sends those words."""
    near = turn.context.library.search.examples_near
    titles = (title_of(near(each.id, turn.text), turn.language) for each in kinds)
    return [(each, each) for each in titles if each]


def offer(reply: Reply, opening: str = "") -> bool:
    """Offer what the message may mean, with who knows more; tell whether there was something."""
    turn = reply.turn
    buttons = buttons_of(turn, may_mean(turn))
    if not buttons:
        return False
    key = "one" if len(buttons) == 1 else "several"
    reply.leave(reply.subject)
    reply.miss([opening, reply.text(f"follow_up.may_mean.{key}")], buttons)
    return True


def title_of(examples: Iterable[str], language: str) -> str | None:
    """Give the first of some examples that is a short question in plain words of a language."""
    talk, languages = TalkWords.load(), Languages.load()
    for each in examples:
        words = each.rstrip("?!. ")
        is_short = len(words.split()) <= MOST_WORDS and len(words) <= MOST_LETTERS
        is_question = talk.begins("asks", words) and not talk.has("dialect", words)
        is_sloppy = _BARE_I.search(words) is not None
        if is_sloppy or not (is_short and is_question) or Objections.load().complains(words):
            continue
        if languages.detected(words, before=None) == language:
            return f"{words[0].upper()}{words[1:]}{' ' if language == 'fr' else ''}?"
    return None
