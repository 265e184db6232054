"""Whether what is not in our list is fake: asked of the list, not of one address."""

from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.follow_up.meanings.names import UNLISTED
from actions.follow_up.meanings.signs import CLOSES


def asks_if_unlisted_is_fake(turn: Turn) -> bool:
    """Tell whether it asks if what our list does not hold is fake, whatever was talked of.

    Of an address that was judged the verdict itself says so.
    """
    words, text = PolicyWords.load(), turn.text
    asks = text.rstrip().endswith(CLOSES) or TalkWords.load().begins("asks", text)
    is_open = turn.draft is not None and turn.draft.asked is not None
    is_other = turn.mentions or is_open or turn.subject.is_verdict
    return asks and not is_other and words.has("unlisted", text) and words.has("is_fake", text)


def tell_unlisted(reply: Reply) -> None:
    """Say that it proves nothing, and what we do call fake."""
    reply.leave(reply.turn.subject.told(UNLISTED))
    reply.send([reply.text("follow_up.our_list.unlisted")])
