"""What asks nothing, or asks something of the bot itself."""

from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.follow_up.meanings.signs import CLOSES, FEW_TO_AGREE, OF_THEIR_OWN, YES_OR_NO
from knowledge.matching.subject import SubjectKind


def says_nothing(turn: Turn) -> bool:
    """Tell whether somebody agrees or refuses though nothing was asked."""
    was_asked = turn.subject.kind is SubjectKind.QUESTION
    goes_on = turn.goes_on_about_channels
    return turn.intent in YES_OR_NO and bool(turn.text) and not was_asked and not goes_on


def asks_to_do_it(turn: Turn) -> bool:
    """Tell whether somebody asks to do it instead."""
    is_other = turn.judged.verdict or turn.news.given or turn.intent in OF_THEIR_OWN
    return not is_other and turn.is_short and TalkWords.load().has("for_me", turn.text)


def says_it_repeats(turn: Turn) -> bool:
    """Tell whether somebody says that the bot repeats itself."""
    is_about = turn.subject.kind is not SubjectKind.NOTHING and not turn.judged.verdict
    return is_about and turn.is_short and TalkWords.load().has("repeats", turn.text)


def is_content(turn: Turn) -> bool:
    """Tell whether a few words say that it is clear; to a question of the bot they may agree."""
    has_asked = turn.subject.kind in (SubjectKind.QUESTION, SubjectKind.NOTHING)
    is_question = turn.text.rstrip().endswith(CLOSES)
    words = TalkWords.load()
    is_taken_so = turn.intent in ("affirm", "out_of_scope", "ask_if_sure")
    is_done = words.has("did_it", turn.text) or turn.news.done or turn.news.given
    is_taken_so = is_taken_so or (turn.intent == "tell_done" and turn.is_short and not is_done)
    says_so = len(turn.text.split()) <= FEW_TO_AGREE and TalkWords.load().begins(
        "content", turn.text
    )
    return is_taken_so and says_so and not (has_asked or is_question)
