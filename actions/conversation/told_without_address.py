"""Whether a message tells of something received or promised, without an address in it."""

from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from knowledge.matching.search.asked import Told, load_told

FEWEST_WORDS = 4  # of a message that tells something
FEWEST_WORDS_OF_ANOTHER = 6  # of one that tells what somebody else does

_ASKS = frozenset({"list_channels", "list_planned_channels", "find_organisation", "ask_overview"})
"""Intents of a message that tells of something only with a word of receiving."""


def is_promised(turn: Turn) -> bool:
    """Tell whether a message tells of money that was promised: read, heard, or seen in a video."""
    words = TalkWords.load()
    asks_if_real = turn.intent == "check_channel" and words.has("asks_real", turn.text)
    has_source = words.has("stated", turn.text) or words.has("film", turn.text) or asks_if_real
    is_long = len(turn.text.split()) > FEWEST_WORDS
    return is_long and turn.draft is None and has_source and words.has("promise", turn.text)


def is_told(turn: Turn) -> bool:
    """Tell whether a message tells of something received, without an address in it."""
    if turn.draft or len(turn.text.split()) < FEWEST_WORDS or _seeks(turn):
        return False
    is_likely = turn.intent not in _ASKS and kind_told(turn) is not None
    return _is_received(turn) or is_likely


def kind_told(turn: Turn) -> Told | None:
    """Give what kind of thing a message tells of; None of any other."""
    if len(turn.text.split()) < FEWEST_WORDS:
        return None
    search = turn.context.library.search
    is_likely = turn.intent == "check_channel" or _is_received(turn)
    hit = search.sure_told(turn.text, is_received=is_likely)
    return next((each for each in load_told() if hit and each.id == hit.id), None)


def _seeks(turn: Turn) -> bool:
    """Tell whether it begins with looking for something, as for `a person on the line`."""
    return TalkWords.load().begins("seeks", turn.text)


def _is_received(turn: Turn) -> bool:
    words = TalkWords.load()
    got = words.has("got", turn.text) or _is_done_to_them(turn)
    return got or (turn.intent != "out_of_scope" and words.has("received", turn.text))


def _is_done_to_them(turn: Turn) -> bool:
    """Tell whether somebody did or said something to who writes, and nothing is asked of us."""
    words = TalkWords.load()
    is_short = len(turn.text.split()) < FEWEST_WORDS_OF_ANOTHER
    is_question = turn.text.rstrip().endswith("?") and turn.intent in _ASKS
    is_of_somebody = turn.intent == "out_of_scope" and bool(turn.named)
    is_likely = turn.intent == "check_channel" or turn.intent in _ASKS or is_of_somebody
    is_other = is_short or is_question or not is_likely
    return not is_other and words.has("to_me", turn.text) and not words.has("asks_us", turn.text)
