"""A question within a report that is about the message or the loss: answered, the report waits."""

from dataclasses import dataclass, replace

from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
from actions.cues.words import ConversationWords
from actions.follow_up.asked import asked_in, intent_of, without_story
from actions.follow_up.dispatch import tell, tell_resolved
from actions.follow_up.resolution import resolved
from actions.incidents.questions import asked_after_loss
from actions.report_form.outcome import OUT_OF_SCOPE
from knowledge.matching.subject import TALK

NEXT = "ask_next_step"


@dataclass(frozen=True, slots=True)
class Aside:
    """A question beside a report.

    Attributes:
        turn: The question alone, as if no report were made.
        rest: The other words of the message.
    """

    turn: Turn
    rest: str

    @property
    def asks_what_now(self) -> bool:
        """Whether it asks what to do, which depends on what was lost."""
        asked = asked_in(self.turn)
        is_so = asked is not None and intent_of(asked, self.turn) == NEXT
        return is_so or self.turn.intent == NEXT


def aside_in(turn: Turn) -> Aside | None:
    """Give what a message surely asks that is not about the report; None where it asks nothing."""
    question = _question_in(turn)
    if question is None:
        return None
    alone = replace(turn, draft=None, text=question, intent=OUT_OF_SCOPE, confidence=0.0)
    if _asks_what_now(alone):
        alone = replace(alone, intent=NEXT)
    elif asked_after_loss(alone) is None and asked_in(alone) is None:
        return None
    return Aside(alone, turn.text.replace(question, " ").strip(" ,"))


def tell_aside(reply: Reply, aside: Aside) -> None:
    """Answer what is asked beside a report."""
    with reply.of_turn(aside.turn):
        tell(reply, aside.turn.intent)


def tell_left(reply: Reply, turn: Turn) -> None:
    """Answer a message with which somebody leaves what was asked, as if that were not asked."""
    alone = resolved(replace(turn, draft=None))
    with reply.of_turn(alone):
        if alone.intent in TALK or alone.intent != turn.intent:
            tell_resolved(reply)
        else:
            tell(reply, OUT_OF_SCOPE)


def _question_in(turn: Turn) -> str | None:
    words = FormWords.load()
    if turn.mentions or words.asks_to_change(turn.text):
        return None
    question = turn.question
    return question if words.asks(question) else without_story(question)


def _asks_what_now(turn: Turn) -> bool:
    """Tell whether it asks in plain words what to do."""
    return ConversationWords.load().says(NEXT, turn.text) and asked_after_loss(turn) is None
