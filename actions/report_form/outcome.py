"""What a message leads to in a report, and what its intents are to it."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from actions.conversation.draft import ReportDraft, Step
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.cues.report import FormWords
from actions.reports.model import Kind
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.verdict import MentionVerdict, Sentence
from knowledge.model import Verdict

MISUSE = "report_misuse"
DISPUTE = "dispute_answer"
OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"
CANCEL = "cancel"
AFFIRM = "affirm"
DENY = "deny"

ASIDES = frozenset(
    {
        "check_channel",
        "list_channels",
        "list_planned_channels",
        "find_organisation",
        "ask_overview",
        "ask_evaluation",
        "ask_content_policy",
        "ask_misuse_cases",
        "ask_security",
        "ask_after_incident",
        "ask_privacy",
        "report_status",
        "bot_challenge",
        "contact_human",
        "forget_me",
        "change_language",
        "help",
    }
)
"""Intents that get their own answer, after which the report goes on."""

COMMANDS = frozenset(
    {"contact_human", "forget_me", "change_language", "help", "bot_challenge", "report_status"}
)
"""Asides even where any words are an answer, as long as they are few."""

COURTESY = frozenset({"greet", "goodbye", "thank"})
SMALL_TALK = COURTESY | {AFFIRM, DENY}
FEW_WORDS = 3
PHONE = "phone"


class Ending(Enum):
    """How a report stops being asked for."""

    COMPLETE = auto()
    CANCELLED = auto()
    NO_ADDRESS = auto()
    NOTHING_TO_DISPUTE = auto()
    ALREADY_OVER = auto()  # a button of an earlier report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a message leads to.

    Attributes:
        notes: What to say before the next question.
        ending: None while a question follows.
        tells_verdict: The message holds an address that was not judged yet: its verdict goes first.
        facts: What is known of what happened then; None leaves what is remembered.
    """

    draft: ReportDraft
    notes: tuple[Sentence, ...] = ()
    ending: Ending | None = None
    tells_verdict: bool = False
    facts: Facts | None = None


def going_on(
    draft: ReportDraft, turn: Turn, notes: tuple[Sentence, ...] = (), *, tells_verdict: bool = False
) -> Outcome:
    """Ask what is not known yet, the first step first."""
    if draft.kind is None and draft.address and draft.seen_on:
        draft = replace(draft, kind=_kind(judged(draft, turn)))
    waiting = next(step for step in Step if step is Step.CONFIRMED or not draft.knows(step))
    return Outcome(replace(draft, asked=waiting), notes, tells_verdict=tells_verdict)


def asked_again(draft: ReportDraft, *keys: str) -> Outcome:
    """Put the same question again, after these sentences."""
    return Outcome(draft, tuple(Sentence(key) for key in keys))


def judged(draft: ReportDraft, turn: Turn) -> MentionVerdict | None:
    """Give our answer about the reported address, where it was seen; None for mere words."""
    if draft.address is None:
        return None
    found = turn.context.library.checker.check(draft.address, platform=draft.platform)
    return worst_of(found.mentions) if found.mentions else None


def worst_of(mentions: tuple[MentionVerdict, ...]) -> MentionVerdict:
    """Give the most damning of several."""
    return min(mentions, key=lambda each: each.verdict.rank)


def with_address(draft: ReportDraft, found: MentionVerdict, platform: str | None) -> ReportDraft:
    """Report this address; it is judged anew."""
    is_number = found.mention.kind is MentionKind.PHONE
    own = found.address.platform if found.address else PHONE if is_number else None
    place = platform or own or draft.seen_on
    return replace(draft, address=found.mention.text, seen_on=place, kind=None)


def agrees(turn: Turn) -> bool:
    """Tell whether a message says yes."""
    words = FormWords.load()
    if words.says_yes(turn.text) or words.says_no(turn.text):
        return words.says_yes(turn.text)
    return turn.intent == AFFIRM and turn.is_short


def refuses(turn: Turn) -> bool:
    """Tell whether a message says no."""
    words = FormWords.load()
    if words.says_no(turn.text):
        return True
    is_yes = agrees(turn) or words.says_so(turn.text)
    return turn.intent in (DENY, DISPUTE) and turn.is_short and not is_yes


def holds_only_mentions(turn: Turn) -> bool:
    """Tell whether a message is addresses with at most two words beside them."""
    rest = turn.text
    for each in reversed(turn.judged.mentions):
        rest = rest[: each.mention.start] + " " + rest[each.mention.end :]
    return len(rest.split()) < FEW_WORDS


def _kind(found: MentionVerdict | None) -> str | None:
    """Tell what the report is about; of a healthy official channel only the citizen can."""
    if found and found.verdict.is_trusted:
        return None
    is_ours = found is not None and found.verdict is Verdict.COMPROMISED
    return Kind.COMPROMISED if is_ours else Kind.MISUSE
