"""Whether a message tells of something received or promised, without an address in it."""

from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords

FEWEST_WORDS = 4  # of a message that tells something


def is_promised(turn: Turn) -> bool:
    """Tell whether a message tells of money that was promised: read, heard, or seen in a video."""
    words = TalkWords.load()
    has_source = words.has("stated", turn.text) or words.has("film", turn.text)
    is_long = len(turn.text.split()) > FEWEST_WORDS
    return is_long and turn.draft is None and has_source and words.has("promise", turn.text)


def is_told(turn: Turn) -> bool:
    """Tell whether a message tells of something received, without an address in it."""
    words = TalkWords.load()
    if turn.draft or len(turn.text.split()) < FEWEST_WORDS:
        return False
    got = words.has("got", turn.text)
    return got or (turn.intent != "out_of_scope" and words.has("received", turn.text))
