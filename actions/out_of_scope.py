"""What the model does not know: whatever may help is tried before that is said."""

from actions.neutral import tell_neutral
from actions.reply import Reply
from actions.short_answers import tell_short
from actions.told import is_told, tell_told
from knowledge.matching.subject import SubjectKind

_TROUBLE = frozenset({SubjectKind.INCIDENT, SubjectKind.TOLD, SubjectKind.FAKE})


def tell_out_of_scope(reply: Reply) -> None:
    """Give a short answer, what is told without an address, or a sentence that fits the subject."""
    turn = reply.turn
    kind = turn.subject.kind
    if tell_short(reply):
        return
    if is_told(turn) and kind not in _TROUBLE:
        tell_told(reply)
    elif kind in (SubjectKind.NOTHING, SubjectKind.QUESTION):
        reply.utter("utter_out_of_scope")
    else:
        tell_neutral(reply, turn.subject)
