"""Whether a message after a loss asks what to do next; only then the next steps are told."""

from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, parts_in, sentences_in

NEXT_STEP = "ask_next_step"
MOST_BARE = 3  # words, such as `and then?`, that the model alone is trusted with

_KINDS = frozenset({"what_now", "what_to_do_with_it", "anything_more"})
"""Kinds of question, of `asked.yml`, that ask for it."""


def asks_next(turn: Turn) -> bool:
    """Tell whether somebody asks what to do now, next, or beside what was told.

    The model hears that in any question which leans on the answer before.
    """
    ends = (turn.question, *parts_in(turn.question)[-1:])  # `the bank was called, and now?`
    if any(ConversationWords.load().says(NEXT_STEP, each) for each in ends):
        return True
    if turn.intent == NEXT_STEP and len(turn.text.split()) <= MOST_BARE:
        return True
    search, texts = turn.context.library.search, {turn.question, *sentences_in(turn.text)}
    return any(_may_ask(turn, each) and search.may_ask(each, _KINDS) for each in texts)


def _may_ask(turn: Turn, text: str) -> bool:
    words = TalkWords.load()
    asks = text.rstrip().endswith("?") or words.begins("asks", text)
    if words.has("they_can", text):  # what others can do is no step of one's own
        return False
    return asks or turn.intent == NEXT_STEP
