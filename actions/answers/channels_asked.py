"""Which channels of one organisation a message asks for: on one platform, on several, on all."""

from actions.answers.channels import tell_channels, tell_channels_on
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL, QuestionReader, question_reader
from actions.cues.words import ConversationWords, sentences_in
from knowledge.matching.subject import SubjectKind
from knowledge.model import Organisation


def tell_channels_asked(
    reply: Reply, organisation: Organisation, platform: str | None = None
) -> None:
    """Tell the channels that a message asks for.

    Args:
        reply: Where to tell them.
        organisation: Whose channels.
        platform: Where, if the message names no place, or one alone.
    """
    turn = reply.turn
    reader = question_reader(turn.context.library.platforms)
    text = wanted_in(turn, reader)
    places = [each for each in reader.read(text).platforms if each != SOCIAL]
    places = [*_there(turn), *places] if places else places
    if reader.asks_media(text):
        tell_channels(reply, organisation, SOCIAL, beside=places[0] if places else None)
    elif len(places) > 1:
        tell_channels_on(reply, organisation, places)
    elif text != turn.text:
        tell_channels(reply, organisation, places[0] if places else None)
    else:
        tell_channels(reply, organisation, platform)


def _there(turn: Turn) -> list[str]:
    """Give the platform of the list before, where a message speaks of `there` beside another."""
    is_list = turn.subject.kind is SubjectKind.LIST
    kept = (turn.subject.question or {}).get("platforms", ()) if is_list else ()
    speaks_of_it = ConversationWords.load().speaks_of_place(turn.text)
    return [each for each in kept[:1] if each not in (SOCIAL, turn.platform) and speaks_of_it]


def wanted_in(turn: Turn, reader: QuestionReader) -> str:
    """Give what a message asks without the sentences that say which platform was not meant.

    As in `that is only TikTok. Which ones does he use?` or `I don't mean TikTok! Instagram?`.
    """
    sentences = sentences_in(turn.text)
    kept = [each for each in sentences if not reader.corrects(each)]
    return " ".join(kept) if kept and len(kept) < len(sentences) else turn.without_denied_place
