"""What people say about a report that they made."""

from actions.answers.report_progress import own_reference
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.report_form.adding import addition_in
from actions.report_form.asked import asked_of_report
from knowledge.matching.subject import SubjectKind


def has_no_number(turn: Turn) -> bool:
    """Tell whether somebody has no number of a report."""
    was_asked = turn.subject.kind is SubjectKind.QUESTION and turn.subject.topic == "reference"
    words = TalkWords.load()
    lacks = words.has("no_number", turn.text)
    is_of_it = was_asked or (lacks and words.has("of_reference", turn.text))
    says_no = lacks or words.begins("no", turn.text)
    return is_of_it and turn.reference is None and turn.is_short and says_no


def asks_own_report(turn: Turn) -> bool:
    """Tell whether somebody asks after their own report."""
    return turn.reference is None and own_reference(turn) is not None


def adds_to_report(turn: Turn) -> bool:
    """Tell whether somebody adds to the report that was filed."""
    return addition_in(turn) is not None


def asks_of_report(turn: Turn) -> bool:
    """Tell whether somebody asks about reporting itself, such as who reads it."""
    return turn.context.reports is not None and asked_of_report(turn) is not None


def asks_no_status(turn: Turn) -> bool:
    """Tell whether somebody asks after no report."""
    has_words = ConversationWords.load().intent_in(turn.text) == turn.intent
    is_about = turn.subject.is_verdict or turn.subject.kind in (
        SubjectKind.INCIDENT,
        SubjectKind.TOLD,
    )
    return turn.intent == "report_status" and is_about and not (turn.reference or has_words)
