"""What the model does not know: whatever may help is tried before that is said."""

from actions.answers.neutral import tell_neutral, tell_off_topic
from actions.answers.organisation import tell_organisation
from actions.answers.short_answers import tell_short
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_told, kind_told, tells_of_wish
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.about_answer import SURE_OFF_TOPIC, tell_part
from actions.follow_up.about_policy import is_about_policy, tell_unknown
from actions.follow_up.in_passing import asks_own_business, tell_own_business
from actions.follow_up.unanswered import is_own_question, tell_unknown_question
from actions.incidents.next_step import tell_incident
from actions.incidents.passing import tell_heard_of_loss
from actions.incidents.questions import tell_question
from actions.incidents.told import tell_told
from knowledge.matching.subject import SubjectKind
from knowledge.model import Organisation

SURE = 0.9
"""Confidence from which something else is asked; what is in doubt may be about the subject."""

_TROUBLE = frozenset({SubjectKind.INCIDENT, SubjectKind.TOLD, SubjectKind.FAKE})

_GO_AWAY = frozenset(
    {SubjectKind.NOTHING, SubjectKind.ORGANISATION, SubjectKind.LIST, SubjectKind.ANSWER}
)
"""Kinds after which somebody may well ask for another body."""


def tell_out_of_scope(reply: Reply) -> None:
    """Give a short answer, what is told without an address, or a sentence that fits the subject."""
    turn = reply.turn
    kind = turn.subject.kind
    if _asks_what_now(turn):
        tell_incident(reply)
        return
    if kind not in _TROUBLE and (_tells_first(turn) or tells_of_wish(turn)):
        tell_told(reply)
        return
    if tell_short(reply, surely=_is_sure(turn)) or _tells_part(reply):
        return
    if is_told(turn) and kind not in _TROUBLE:
        tell_told(reply)
    elif (kind in _GO_AWAY or _is_sure(turn)) and (organisation := _for_whom(turn)):
        _tell_for_whom(reply, organisation)
    elif tell_question(reply) or (not _is_sure(turn) and tell_heard_of_loss(reply)):
        return
    elif kind in (SubjectKind.NOTHING, SubjectKind.QUESTION):
        _tell_unknown(reply)
    elif _is_sure(turn):
        tell_off_topic(reply)
    elif is_own_question(turn):
        tell_unknown_question(reply)
    else:
        tell_neutral(reply, turn.subject)


def _tell_for_whom(reply: Reply, organisation: Organisation) -> None:
    """Tell who helps with it; of the citizen's own affairs there, that we know nothing."""
    if asks_own_business(reply.turn):
        tell_own_business(reply)
    else:
        tell_organisation(reply, organisation, "find.one")


def _tells_first(turn: Turn) -> bool:
    """Tell whether it surely tells of what goes before a short answer."""
    told = kind_told(turn) if is_told(turn) else None
    return told is not None and told.first


def _tell_unknown(reply: Reply) -> None:
    """Say what we do; who speaks of a message, or came with something, gets no examples to try."""
    turn = reply.turn
    if turn.unspoken and not turn.is_short:
        tell_told(reply)
    elif TalkWords.load().has("received", turn.text) or turn.memory.facts.told:
        reply.miss([reply.text("follow_up.neutral.nothing")])
    elif turn.memory.last_said:
        tell_off_topic(reply)
    else:
        reply.own_up()
        reply.utter("utter_out_of_scope")


def _is_sure(turn: Turn) -> bool:
    """Tell whether it is off topic for sure, and not only unlike all that is known."""
    return turn.confidence >= SURE


def tell_help(reply: Reply) -> None:
    """Help with what the conversation is about, before telling what can be done at all."""
    subject = reply.turn.subject
    if _asks_what_now(reply.turn):
        tell_incident(reply)
        return
    if tell_short(reply) or _tells_part(reply):
        return
    if is_about_policy(reply.turn) and reply.turn.is_short:
        tell_unknown(reply)
    elif subject.is_verdict or subject.kind in _TROUBLE:
        tell_neutral(reply, subject)
    else:
        reply.utter("utter_help")


def _asks_what_now(turn: Turn) -> bool:
    """Tell whether somebody who gave something asks what to do, in the middle of a report too."""
    return bool(turn.facts.given) and ConversationWords.load().says("ask_next_step", turn.text)


def _tells_part(reply: Reply) -> bool:
    subject = reply.turn.subject
    is_answer = subject.kind is SubjectKind.ANSWER
    return is_answer and tell_part(reply, subject, SURE_OFF_TOPIC)


def _for_whom(turn: Turn) -> Organisation | None:
    library = turn.context.library
    hit = library.search.sure_organisation(turn.text) if turn.text else None
    return library.registry.organisation(hit.id) if hit else None
