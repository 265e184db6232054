"""Questions about a report itself, before, while and after it is made, and their answers."""

from dataclasses import dataclass

from actions.answers.about_us import lines_of_us, of_us_in
from actions.conversation.draft import HERE, ReportDraft, Step
from actions.conversation.judged_address import suspicious
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.report_form.steps import WIDGET
from actions.report_form.summary import noted
from knowledge.matching.pasted.text import shown
from knowledge.matching.search.asked import kinds_asked
from knowledge.matching.subject import SubjectKind

SURE = 0.8  # of a question that is not marked as one
ANONYMOUS, LATER, READ_BACK = "anonymous", "later", "read_back"
FEWEST_WORDS, MOST_WORDS = 2, 30
MOST_ANSWERED = 2  # questions of one message

TO_POLICE = "to_police"
PICTURE = "picture"
"""Stands for asking whether a picture may go with it."""

_SCREENSHOT = "screenshot"  # key of `asked.yml`
TOLD = "report."
"""Before the kind of a question about reporting that was answered."""

_OF_US = "us."
"""Before the id of a question about ourselves."""

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

_OF_WHAT_COMES = frozenset({"what_happens", "how_soon", "who_sees", "removes", "to_service"})
"""Kinds of question on what comes of a report, which begin none."""

_BEGINS = frozenset({"anonymous", "for_other", "for_me", "several"})
"""Kinds of question by which somebody begins a report all the same."""


_SAID_TOO = frozenset({ANONYMOUS, LATER, READ_BACK})
"""Kinds that are a wish as often as a question, while a report is made."""

FEW_OF_A_PICTURE = 6  # words: `and the screenshot?`
FEWEST_WORDS_TO_LEAVE, MOST_WORDS_OF_A_WISH = 4, 10  # `I go on` comes back, `later` leaves


@dataclass(frozen=True, slots=True)
class OfReport:
    """A question about a report.

    Attributes:
        kind: Key of `of_report.yml`, `PICTURE`, or a question about ourselves.
        rest: The other sentences of the message.
        is_wish: It is said rather than asked.
        before: Kinds that the message asks before it.
    """

    kind: str
    rest: str
    is_wish: bool = False
    before: tuple[str, ...] = ()


def asked_of_report(turn: Turn) -> OfReport | None:
    """Give the question about the report that a message holds; None where it holds none."""
    if not turn.text or not FEWEST_WORDS <= len(turn.text.split()) <= MOST_WORDS:
        return None
    is_open = turn.draft is not None and turn.draft.asked is not None
    if not is_open and (turn.mentions or not _is_about_reporting(turn)):
        return None
    found = _found(turn, is_open=is_open)
    if not found:
        return None
    rest = turn.text
    for sentence, _ in found:
        rest = rest.replace(sentence, " ")
    last, kind = found[-1]
    files = TalkWords.load().has("files_it", last)
    asks_on = any(each.startswith(TOLD) for each in turn.subject.said[-1:]) and not files
    is_loss = turn.subject.kind is SubjectKind.INCIDENT and not (is_open or asks_on)
    if kind == TO_POLICE and is_loss:
        return None  # after a loss it asks whether to go there, not what we send
    before = tuple(dict.fromkeys(each for _, each in found[:-1] if each != kind))
    return OfReport(kind, " ".join(rest.split()), not FormWords.load().asks(last), before)


def asked_beside_address(turn: Turn) -> OfReport | None:
    """Give what a message asks about reporting beside an address, and wishes no report.

    As in `a number 8850, and what does reporting even do?`.
    """
    words, search = FormWords.load(), turn.context.library.search
    if not turn.mentions or ConversationWords.load().wishes_to_report(turn.text):
        return None
    addresses = [each.text for each in turn.mentions]
    others = (each for each in sentences_in(turn.text) if not any(one in each for one in addresses))
    hits = ((each, search.sure_of_report(each)) for each in others if words.asks(each))
    kinds = [hit.id for _, hit in hits if hit and hit.id in _OF_WHAT_COMES]
    return OfReport(kinds[-1], "") if kinds else None


def asked_as_it_begins(turn: Turn) -> OfReport | None:
    """Give what a message asks with which a report begins, as in `can I report it unnamed`."""
    words = FormWords.load()
    asks = [each for each in sentences_in(turn.text) if words.asks(each)]
    hits = ((each, turn.context.library.search.sure_of_report(each)) for each in asks)
    kinds = [(each, hit.id) for each, hit in hits if hit and hit.id in _BEGINS]
    return OfReport(kinds[-1][1], turn.text.replace(kinds[-1][0], " ").strip()) if kinds else None


def _found(turn: Turn, *, is_open: bool) -> list[tuple[str, str]]:
    """Give the sentences that ask about the report, each with its kind."""
    kinds = ((each, _kind(turn, each, is_open=is_open)) for each in sentences_in(turn.text))
    return [(each, kind) for each, kind in kinds if kind][-MOST_ANSWERED:]


def confirms_and_asks(draft: ReportDraft, turn: Turn) -> bool:
    """Tell whether a message agrees to the summary in its first sentence, and asks on."""
    first, *others = sentences_in(turn.text) or [""]
    words = FormWords.load()
    agrees = words.says_yes(first) or words.agrees_at_length(first)
    asks_on = bool(others) and all(each.endswith("?") for each in others)
    return draft.asked is Step.CONFIRMED and agrees and asks_on and not first.endswith("?")


def tell_asked_beside(reply: Reply, draft: ReportDraft) -> None:
    """Answer what was asked beside the yes with which a report was sent."""
    asks = [each for each in sentences_in(reply.turn.text) if each.endswith("?")]
    if not asks:
        return
    kinds = [kind for _, kind in _found(reply.turn, is_open=True)]
    lines = [_answer(reply, kind, draft) for kind in kinds]
    reply.send(lines or [reply.text("form.asks_beside")])


def _kind(turn: Turn, sentence: str, *, is_open: bool) -> str | None:
    if is_open and FormWords.load().asks_to_read_back(sentence):
        return READ_BACK
    hit = turn.context.library.search.sure_of_report(sentence)
    kind = hit.id if hit else _beside_it(turn, sentence) if is_open else None
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
    is_sure = hit is not None and hit.score >= SURE and kind not in _SAID_TOO
    asks_on = any(each.startswith(TOLD) for each in turn.subject.said[-1:])
    if (kind in _BEGINS and not asks_on) or not (is_sure or FormWords.load().asks(sentence)):
        return None
    return None if kind in _OF_A_DRAFT and not is_filed else kind


def _beside_it(turn: Turn, sentence: str) -> str | None:
    """Give what is asked of a picture, or of ourselves, while a report is made."""
    words = FormWords.load()
    if not words.asks(sentence):
        return None
    hit = turn.context.library.search.sure_asked(sentence, is_bare=False)
    is_few = len(sentence.split()) <= FEW_OF_A_PICTURE
    if (hit and hit.id == _SCREENSHOT) or (is_few and words.names_picture(sentence)):
        return PICTURE
    of_us = next(iter(of_us_in(turn, sentence)), None)
    return f"{_OF_US}{of_us.id}" if of_us else None


def _is_about_reporting(turn: Turn) -> bool:
    """Tell whether a message without a report that is being made is about reporting."""
    words = ConversationWords.load()
    says_so = words.says("report_misuse", turn.text) or words.wants_to_report(turn.text)
    is_named = FormWords.load().speaks_of_report(turn.text) or turn.intent == "report_misuse"
    goes_on = any(each.startswith(TOLD) for each in turn.subject.said)
    return turn.subject.kind is SubjectKind.REPORT or says_so or is_named or goes_on


def answer_of(reply: Reply, asked: OfReport, draft: ReportDraft | None) -> str:
    """Give the answer to a question about a report.

    Args:
        reply: To the message that asks.
        asked: From `asked_of_report`.
        draft: The report that is being made; None where there is none.
    """
    return "\n".join(_answer(reply, each, draft) for each in (*asked.before, asked.kind))


def _answer(reply: Reply, kind: str, draft: ReportDraft | None) -> str:
    if kind == READ_BACK and draft is not None:
        return "\n".join(noted(reply, draft))
    if kind == PICTURE:
        is_kept = reply.turn.channel == WIDGET
        return reply.text(f"form.picture.{'kept' if is_kept else 'not_kept'}")
    if kind.startswith(_OF_US):
        return "\n".join(lines_of_us(reply, [kinds_asked()[kind.removeprefix(_OF_US)]]))
    reference = reply.turn.subject.topic or ""
    last = next(reversed(suspicious(reply.turn)), None)
    address = shown(last.address) if last else ""
    key = f"form.asked.{kind}"
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
    reply.leave(reply.subject.told(f"{TOLD}{asked.kind}"))
    reply.send([answer_of(reply, asked, None)])


def _cases(turn: Turn, draft: ReportDraft | None, address: str) -> list[str]:
    """Name what the answer depends on, the nearest first."""
    if draft is not None:
        return ["here", "open", "any"] if draft.contact == HERE else ["open", "any"]
    if turn.subject.kind is SubjectKind.REPORT and turn.subject.topic:
        return ["filed", "before", "open", "any"]
    return ["address", "before", "open", "any"] if address else ["before", "open", "any"]
