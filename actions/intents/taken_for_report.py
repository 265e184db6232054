"""What seems to ask for a report or to dispute an answer, and only tells or objects."""

from collections.abc import Callable, Sequence

from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_told
from actions.conversation.turn import WHERE_TO_FORWARD, Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.about_register import asked_of_register, tell_doubted, tell_of_register
from actions.follow_up.asked import asked_in
from actions.follow_up.box import tell_box
from actions.follow_up.dispatch import tell, tell_no_take_down
from actions.follow_up.meanings.received import asks_to_delete_theirs, asks_where_to_forward
from actions.follow_up.meanings.signs import CLOSES
from actions.follow_up.meanings.trouble import asks_if_reported
from actions.follow_up.unlisted import asks_if_unlisted_is_fake, tell_unlisted
from actions.incidents.questions import tell_asked_after
from actions.incidents.told import tell_what_to_do
from actions.intents.beside_report import aside_in, tell_aside
from actions.report_form.outcome import DISPUTE, MISUSE
from knowledge.matching.search.asked import Asked
from knowledge.matching.subject import SubjectKind

_OF_REPORTING = frozenset({"should_report", "report_where", "report_to_whom"})
"""Kinds of question on whether and where one reports it."""

_OBJECTED_TO = frozenset(
    {
        SubjectKind.TOLD,
        SubjectKind.INCIDENT,
        SubjectKind.ORGANISATION,
        SubjectKind.LIST,
        SubjectKind.ANSWER,
    }
)
"""Kinds of answer to which one can object though no address was judged."""


def what_else(turn: Turn) -> Callable[[Reply], object] | None:
    """Give what answers a message without an address that no word calls a report.

    Somebody who tells what happened is helped first; the report is offered with the answer.
    """
    if turn.judged.mentions or not turn.text:
        return None
    asked = next((telling for is_asked, telling in _ASKED if is_asked(turn)), None)
    if asked:
        return asked
    if asked_of_register(turn) and not _says_report(turn):
        return tell_of_register
    disputed = _instead_of_dispute(turn) if turn.intent == DISPUTE else None
    if disputed or not _is_guessed(turn):
        return disputed
    if turn.news.given or is_told(turn) or turn.page_named:
        return tell_what_to_do
    is_of_told = turn.subject.kind is SubjectKind.TOLD and turn.text.rstrip().endswith(CLOSES)
    is_objection = (turn.intent == DISPUTE and turn.subject.kind in _OBJECTED_TO) or is_of_told
    return _tell_objection if is_objection else None


def _instead_of_dispute(turn: Turn) -> Callable[[Reply], object] | None:
    """Give what answers who doubts a list, or asks something beside objecting."""
    if turn.subject.kind is SubjectKind.LIST:
        return tell_doubted
    asks = turn.text.rstrip().endswith(CLOSES) and aside_in(turn) is not None
    return _tell_asked_at_end if asks else None


def _tell_asked_at_end(reply: Reply) -> None:
    """Answer a question that objects too, as in `no, I mean the contest. is it fake or not?`."""
    aside = aside_in(reply.turn)
    if aside:
        tell_aside(reply, aside)


def _asks_of_it(turn: Turn) -> bool:
    """Tell whether it asks one thing of the message, which has an answer and is no report.

    What goes first is answered though it names reporting, as in `do I block or report first`.
    """
    asked = asked_in(turn)
    if asked is None or asked.answer_as is not None:
        return False
    is_question = turn.text.rstrip().endswith(CLOSES)
    return not _says_report(turn) or (
        is_question and (asked.goes_first or _asks_if_must(turn, asked))
    )


def _asks_if_must(turn: Turn, asked: Asked) -> bool:
    """Tell whether it asks if reporting is needed, which is no wish to do it."""
    is_of_it = asked.id in _OF_REPORTING
    return is_of_it and TalkWords.load().has("must", turn.text)


def _asks_for_another(turn: Turn) -> bool:
    """Tell whether it asks where others would report what they may find, as a teacher does."""
    is_question = turn.text.rstrip().endswith(CLOSES)
    return is_question and TalkWords.load().has("supposes_other", turn.text)


def _tell_where_to_report(reply: Reply) -> None:
    reply.leave(reply.turn.subject.told("asked.report_where"))
    reply.send([reply.text("form.by_others")])


def _asks_for_mailbox(turn: Turn) -> bool:
    """Tell whether it asks where to forward a suspicious message, which is no report to us."""
    if asks_where_to_forward(turn):
        return True
    found = turn.context.library.search.sure_short_answer(turn.text, with_subject=False)
    return found is not None and found.id == WHERE_TO_FORWARD and not _says_report(turn)


def _says_report(turn: Turn) -> bool:
    words = ConversationWords.load()
    return words.says(MISUSE, turn.text) or words.wants_to_report(turn.text)


def _is_guessed(turn: Turn) -> bool:
    """Tell whether only the model takes it for a report, or for one about an address of before."""
    if turn.intent == DISPUTE:
        return turn.memory.mention is None
    return turn.intent == MISUSE and not _says_report(turn)


def _tell_objection(reply: Reply) -> None:
    tell(reply, "point_out")


_ASKED: Sequence[tuple[Callable[[Turn], bool], Callable[[Reply], object]]] = (
    (asks_to_delete_theirs, tell_no_take_down),
    (asks_if_reported, tell_asked_after),
    (asks_if_unlisted_is_fake, tell_unlisted),
    (_asks_for_another, _tell_where_to_report),
    (_asks_for_mailbox, tell_box),
    (_asks_of_it, _tell_objection),
)
"""What seems to ask for a report and asks something else, and who answers that."""
