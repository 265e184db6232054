"""A message of several questions: each is heard by itself, and all are answered as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.conversation.context import current
from actions.cues.objections import FEWEST_LEFT, Objections
from actions.cues.questions import Questions
from bot.conversation.messages import BotMessage
from knowledge.matching.answer import Did
from knowledge.model import LANGUAGES

MOST_WITH_ADDRESS = 40  # words; what is longer and holds an address is mostly pasted
LONGEST_QUOTED = 12  # words of a question that is said again

_END_IT = (Did.ASKED, Did.FORGOT)
"""What leaves no question of ours from before it open."""

_ITEM = re.compile(r"^(?:\d\.|•)\s+")


def pieces_of(text: str) -> list[str]:
    """Cut a message into its questions; one whose addresses stand in a later piece stays whole."""
    pieces = Questions.load().cut(text)
    if len(pieces) == 1:
        return pieces
    is_long = len(text.split()) > MOST_WITH_ADDRESS
    find = current().library.finder.find
    is_whole = any(map(find, pieces if is_long else pieces[1:]))
    return [text] if is_whole else pieces


def without_complaint(text: str) -> tuple[str, str]:
    """Take out what says that the answer before did not fit.

    Returns:
        What is left, and the key of the sorry; the message and nothing where it only complains,
        or does not.
    """
    heard = Objections.load()
    if (
        not heard.complains(text)
        or heard.is_frightened(text)
        or current().library.finder.find(text)
    ):
        return text, ""
    left = heard.without_complaint(text)
    if len(left.split()) < FEWEST_LEFT:
        return text, ""
    return left, heard.sorry_for(text)


def joined(pieces: Sequence[str], answers: Sequence[Sequence[BotMessage]]) -> list[BotMessage]:
    """Give the answers to the pieces of a message as one, without what was said already.

    What found no answer comes last, with the question; where nothing found one, only the first
    says so.
    """
    missed = [bool(each) and all(said.did is Did.MISSED for said in each) for each in answers]
    if all(missed):
        return list(answers[0])
    found = [
        said
        for each, is_missed in zip(answers, missed, strict=True)
        if not is_missed
        for said in each
    ]
    found = [said for said in found if not _only_says_again(said)] or found
    unknown = [
        _unknown(piece, each[-1])
        for piece, each, is_missed in zip(pieces, answers, missed, strict=True)
        if is_missed
    ]
    return list(_said_once([*found, *unknown]))


def _unknown(piece: str, said: BotMessage) -> BotMessage:
    """Say which question found no answer, with what was offered for it."""
    language = said.answer.language if said.answer else LANGUAGES[0]
    question = Questions.load().last_of(piece)
    is_long = len(question.split()) > LONGEST_QUOTED
    key = "follow_up.several.other_unknown" if is_long else "follow_up.several.unknown"
    text = current().sentences.text(key, language, question=question)
    return replace(said, text=text)


def _only_says_again(said: BotMessage) -> bool:
    """Tell whether it only says that a piece before it was answered already."""
    language = said.answer.language if said.answer else LANGUAGES[0]
    return said.text == current().sentences.text("follow_up.neutral.again", language)


def _said_once(messages: Sequence[BotMessage]) -> Iterator[BotMessage]:
    """Leave out lines that were said before, and questions of ours that are put again below.

    A verdict stays as it is.
    """
    ending = [place for place, each in enumerate(messages) if each.did in _END_IT]
    last = max(ending, default=0)
    said: set[str] = set()
    for place, each in enumerate(_with_first_wording(messages, last)):
        if each.did is Did.ASKED and place < last:
            continue
        lines = each.text.split("\n")
        fresh = [line for line in lines if not line or _bare(line) not in said]
        said.update(map(_bare, lines))
        if each.verdict or len(fresh) == len(lines):
            yield each
        elif any(line and not line.endswith(":") for line in fresh):  # no title of what was said
            yield replace(each, text="\n".join(fresh))


def _with_first_wording(messages: Sequence[BotMessage], last: int) -> Sequence[BotMessage]:
    """Put our last question as it was put first in the same message, and not as one put again."""
    end = messages[last] if messages else None
    if end is None or end.did is not Did.ASKED or end.answer is None:
        return messages
    about = end.answer.subject
    same = (each for each in messages[:last] if each.did is Did.ASKED and each.answer)
    first = next((each for each in same if each.answer and each.answer.subject == about), None)
    if first is None or about is None:
        return messages
    notes = end.text.split("\n")[:-1]
    return [*messages[:last], replace(end, text="\n".join((*notes, first.text)))]


def _bare(line: str) -> str:
    """Give a line without the number or sign that makes it one of a list."""
    return _ITEM.sub("", line)
