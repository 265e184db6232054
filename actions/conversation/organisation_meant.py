"""Whom a message means: a name, the organisation of before, or the best of a search."""

from dataclasses import dataclass

from actions.conversation.turn import Turn
from actions.cues.words import ConversationWords
from knowledge.model import Organisation


@dataclass(frozen=True)
class Meant:
    """The organisations that a message means.

    Attributes:
        is_doubtful: They are guesses, close to each other; the citizen has to choose.
    """

    organisations: tuple[Organisation, ...] = ()
    is_doubtful: bool = False


def meant(turn: Turn) -> Meant:
    """Tell whom a message means, the surest sign first."""
    pressed = turn.context.library.registry.organisation(turn.fields.get("organisation", ""))
    if pressed:
        return Meant((pressed,))
    if turn.named:
        return Meant(turn.named)
    if turn.before and (turn.refers_back or not turn.text):
        return Meant((turn.before,))
    found = searched(turn)
    if found.organisations or not (turn.before and turn.is_short):
        return found
    return Meant((turn.before,))


def beside(turn: Turn) -> Meant:
    """Search for whom else a message is about that names a body outside the government."""
    rest = turn.without_other
    if ConversationWords.load().asks_only_where(rest):
        return Meant()
    found = searched(turn, rest)
    return Meant() if found.is_doubtful else found


def searched(turn: Turn, text: str | None = None) -> Meant:
    """Search for whom a question in own words is about; nobody when nothing fits.

    Args:
        turn: The message.
        text: The part of it that asks; None for all of it.
    """
    text = turn.text if text is None else text
    if not text.strip():
        return Meant()
    library = turn.context.library
    hits = library.search.best_organisations(text)
    found = [library.registry.organisation(hit.id) for hit in hits]
    organisations = tuple(each for each in found if each)
    return Meant(organisations, is_doubtful=len(organisations) > 1)
