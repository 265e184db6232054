"""The mailbox to which people forward what they got: in full once, then in short."""

from actions.answers.short_answers import answer_by_id, key_of, text_of
from actions.conversation.reply import Reply
from actions.conversation.turn import WHERE_TO_FORWARD
from actions.follow_up.meanings.names import BOX
from knowledge.matching.subject import Subject, SubjectKind


def tell_box(reply: Reply) -> None:
    """Tell where to forward a suspicious message; to who asks again, the address alone."""
    answer = answer_by_id(reply.turn, WHERE_TO_FORWARD)
    if answer is None:
        return
    before = reply.turn.subject
    was_told = before.times(BOX) or before.times(key_of(answer))
    is_new = before.kind is SubjectKind.NOTHING
    reply.leave((Subject(SubjectKind.TOLD, topic="message") if is_new else before).told(BOX))
    again = reply.text("follow_up.box_again")
    reply.send([again if was_told else text_of(answer, reply.turn.language)])
