"""Questions about a report itself, before, while and after it is made, and their answers."""

from dataclasses import dataclass

from actions.conversation.draft import HERE, ReportDraft
from actions.conversation.judged_address import suspicious
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
from actions.cues.words import ConversationWords, sentences_in
from actions.report_form.summary import noted
from knowledge.matching.pasted.text import shown
from knowledge.matching.subject import SubjectKind

ANONYMOUS, LATER, READ_BACK = "anonymous", "later", "read_back"
FEWEST_WORDS, MOST_WORDS = 2, 30

_OF_A_DRAFT = frozenset(
    {
        READ_BACK,
        "reference",
        "how_many",
        "several",
        "what_asked",
        "withdraw",
        "done_yet",
        "keep_it",
        "surely_fake",
    }
)
"""Kinds that only mean something while a report is made, or once it was filed."""

_BEGINS = frozenset({"anonymous", "for_other", "for_me", "several"})
"""Kinds of question by which somebody begins a report all the same."""


_SAID_TOO = frozenset({ANONYMOUS, LATER, READ_BACK})
"""Kinds that are a wish as often as a question, while a report is made."""

FEWEST_WORDS_TO_LEAVE, MOST_WORDS_OF_A_WISH = 4, 10  # `I go on` comes back, `later` leaves


@dataclass(frozen=True, slots=True)
class OfReport:
    """A question about a report.

    Attributes:
        kind: Key of `of_report.yml`.
        rest: The other sentences of the message.
        is_wish: It is said rather than asked.
    """

    kind: str
    rest: str
    is_wish: bool = False


def asked_of_report(turn: Turn) -> OfReport | None:
    """Give the question about the report that a message holds; None where it holds none."""
    if not turn.text or not FEWEST_WORDS <= len(turn.text.split()) <= MOST_WORDS:
        return None
    is_open = turn.draft is not None and turn.draft.asked is not None
    if not is_open and (turn.mentions or not _is_about_reporting(turn)):
        return None
    for each in reversed(sentences_in(turn.text)):
        kind = _kind(turn, each, is_open=is_open)
        if kind:
            is_wish = not FormWords.load().asks(each)
            return OfReport(kind, turn.text.replace(each, " ").strip(), is_wish)
    return None


def _kind(turn: Turn, sentence: str, *, is_open: bool) -> str | None:
    hit = turn.context.library.search.sure_of_report(sentence)
    kind = hit.id if hit else None
    is_filed = turn.subject.kind is SubjectKind.REPORT
    if is_open:
        words = len(sentence.split())
        said = FormWords.load()
        goes_on = said.goes_on(sentence)
        is_back = goes_on and words < FEWEST_WORDS_TO_LEAVE
        is_over = kind == LATER and said.stops(sentence, at_once=True) and not goes_on
        if is_over:
            return None
        is_wish = kind in _SAID_TOO and words <= MOST_WORDS_OF_A_WISH and not is_back
        return kind if is_wish or FormWords.load().asks(sentence) else None
    if kind in _BEGINS or not FormWords.load().asks(sentence):
        return None
    return None if kind in _OF_A_DRAFT and not is_filed else kind


def _is_about_reporting(turn: Turn) -> bool:
    """Tell whether a message without a report that is being made is about reporting."""
    words = ConversationWords.load()
    says_so = words.says("report_misuse", turn.text) or words.wants_to_report(turn.text)
    is_named = FormWords.load().speaks_of_report(turn.text)
    return turn.subject.kind is SubjectKind.REPORT or says_so or is_named


def answer_of(reply: Reply, asked: OfReport, draft: ReportDraft | None) -> str:
    """Give the answer to a question about a report.

    Args:
        reply: To the message that asks.
        asked: From `asked_of_report`.
        draft: The report that is being made; None where there is none.
    """
    if asked.kind == READ_BACK and draft is not None:
        return "\n".join(noted(reply, draft))
    reference = reply.turn.subject.topic or ""
    last = next(reversed(suspicious(reply.turn)), None)
    address = shown(last.address) if last else ""
    key = f"form.asked.{asked.kind}"
    name = next(
        each
        for each in _cases(reply.turn, draft, address)
        if f"{key}.{each}" in reply.turn.context.sentences
    )
    return reply.text(f"{key}.{name}", reference=reference, address=address)


def tell_of_report(reply: Reply) -> None:
    """Answer a question about reporting where no report is being made."""
    asked = asked_of_report(reply.turn)
    if asked is None:
        return
    reply.leave(reply.subject.told(f"report.{asked.kind}"))
    reply.send([answer_of(reply, asked, None)])


def _cases(turn: Turn, draft: ReportDraft | None, address: str) -> list[str]:
    """Name what the answer depends on, the nearest first."""
    if draft is not None:
        return ["here", "open", "any"] if draft.contact == HERE else ["open", "any"]
    if turn.subject.kind is SubjectKind.REPORT and turn.subject.topic:
        return ["filed", "before", "open", "any"]
    return ["address", "before", "open", "any"] if address else ["before", "open", "any"]
