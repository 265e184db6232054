"""Whether a message tells of something received, without an address in it."""

from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords

FEWEST_WORDS = 4  # of a message that tells something


def is_told(turn: Turn) -> bool:
    """Tell whether a message tells of something received, without an address in it."""
    words = TalkWords.load()
    if turn.draft or len(turn.text.split()) < FEWEST_WORDS:
        return False
    got = words.has("got", turn.text)
    return got or (turn.intent != "out_of_scope" and words.has("received", turn.text))
