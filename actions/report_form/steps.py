"""The steps of a report: from what is known and one message to what is known then.

Nothing is said or kept here, so that the trained mind and the one without a model share it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from actions.conversation.draft import ELSEWHERE, HERE, NONE, PREFIX, ReportDraft, Step
from actions.conversation.turn import LEANING, Turn
from actions.report_form.cues import FormWords
from actions.reports.model import Kind, Loss
from knowledge.matching.finding.mentions import Mention, MentionKind
from knowledge.matching.verdict import MentionVerdict, Sentence
from knowledge.model import Verdict

MISUSE = "report_misuse"
DISPUTE = "dispute_answer"

HAPPENED = ("asked_money", "asked_details", "pretended", "wrong_information")
"""Stories that a button tells; their words stand in the catalogue."""

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
SMALL_TALK = COURTESY | {"affirm", "deny"}
OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"
CANCEL = "cancel"
AFFIRM = "affirm"
DENY = "deny"
CONTACT_KINDS = frozenset({MentionKind.EMAIL, MentionKind.PHONE})
MOST_ASIDE_WORDS = 20
MOST_SMALL_WORDS = 3
LONGEST_CONTACT = 200


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
        tells_verdict: The message holds an address that was not asked for: its verdict goes first.
    """

    draft: ReportDraft
    notes: tuple[Sentence, ...] = ()
    ending: Ending | None = None
    tells_verdict: bool = False


def begin(turn: Turn) -> Outcome:
    """Start a report, with the address of the message or of the check that went before."""
    if any(name.startswith(PREFIX) for name in turn.fields):
        return Outcome(ReportDraft(), ending=Ending.ALREADY_OVER)
    tells_verdict = turn.judged.verdict is not None
    if turn.intent == DISPUTE:
        return _begin_dispute(turn, tells_verdict)
    draft = ReportDraft()
    if turn.judged.mentions:
        draft = _with_address(draft, worst_of(turn.judged.mentions), turn.platform)
    elif _is_about_last_check(turn):
        draft = _with_last_check(draft, turn)
    return _going_on(draft, turn, tells_verdict=tells_verdict)


def take(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Read one message of a citizen who writes a report; None when it is about something else."""
    if not turn.text:
        return _pressed(draft, turn)
    if turn.intent == CRISIS or _is_question_aside(turn):
        return None
    if _stops(draft, turn):
        return Outcome(draft, ending=Ending.CANCELLED)
    outcome = _corrected(draft, turn) or _READERS[draft.asked or Step.ADDRESS](draft, turn)
    return outcome or _not_an_answer(draft, turn)


def judged(draft: ReportDraft, turn: Turn) -> MentionVerdict | None:
    """Give our answer about the reported address, where it was seen; None for mere words."""
    if draft.address is None:
        return None
    found = turn.context.library.checker.check(draft.address, platform=draft.platform)
    return worst_of(found.mentions) if found.mentions else None


def worst_of(mentions: tuple[MentionVerdict, ...]) -> MentionVerdict:
    """Give the most damning of several."""
    return min(mentions, key=lambda each: each.verdict.rank)


def _begin_dispute(turn: Turn, tells_verdict: bool) -> Outcome:
    draft = ReportDraft(kind=Kind.DISPUTE)
    if turn.judged.mentions:
        draft = _with_address(draft, worst_of(turn.judged.mentions), turn.platform)
    elif turn.memory.mention:
        draft = _with_last_check(draft, turn)
    if draft.address is None:
        return Outcome(draft, ending=Ending.NOTHING_TO_DISPUTE)
    disputed = replace(draft, kind=Kind.DISPUTE, what_happened=turn.text or None)
    return Outcome(
        replace(disputed, asked=Step.CONFIRMED, seen_on=disputed.seen_on or ELSEWHERE),
        tells_verdict=tells_verdict,
    )


def _is_about_last_check(turn: Turn) -> bool:
    """Tell whether a report without an address is about the one that was just checked."""
    if turn.memory.mention is None:
        return False
    if not turn.text or FormWords.load().points_back(turn.text):
        return True
    last = judged(_with_last_check(ReportDraft(), turn), turn)
    return last is not None and not last.verdict.is_trusted


def _with_last_check(draft: ReportDraft, turn: Turn) -> ReportDraft:
    memory = turn.memory
    seen_on = None if memory.pending_mention else memory.platform
    return replace(draft, address=memory.mention, seen_on=seen_on)


def _with_address(draft: ReportDraft, found: MentionVerdict, platform: str | None) -> ReportDraft:
    own = found.address.platform if found.address else None
    place = platform or own or draft.seen_on
    return replace(draft, address=found.mention.text, seen_on=place, kind=None)


def _going_on(
    draft: ReportDraft, turn: Turn, notes: tuple[Sentence, ...] = (), *, tells_verdict: bool = False
) -> Outcome:
    """Ask what is not known yet, the first step first."""
    if draft.kind is None and draft.address and draft.seen_on:
        draft = replace(draft, kind=_kind(judged(draft, turn)))
    waiting = next(step for step in Step if step is Step.CONFIRMED or not draft.knows(step))
    return Outcome(replace(draft, asked=waiting), notes, tells_verdict=tells_verdict)


def _kind(found: MentionVerdict | None) -> str | None:
    """Tell what the report is about; of a healthy official channel only the citizen can."""
    if found and found.verdict.is_trusted:
        return None
    is_ours = found is not None and found.verdict is Verdict.COMPROMISED
    return Kind.COMPROMISED if is_ours else Kind.MISUSE


def _asked_again(draft: ReportDraft, *keys: str) -> Outcome:
    return Outcome(draft, tuple(Sentence(key) for key in keys))


# What a message is, whichever question waits


def _not_an_answer(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Ask again, unless the intent has an answer of its own."""
    if turn.intent in ASIDES:
        return None
    has_verdict = turn.judged.verdict is not None
    if turn.intent == OUT_OF_SCOPE and (has_verdict or FormWords.load().asks(turn.text)):
        return None
    is_small = turn.intent in SMALL_TALK
    notes = () if has_verdict or is_small else (Sentence("form.not_understood"),)
    return Outcome(draft, notes, tells_verdict=has_verdict)


def _is_question_aside(turn: Turn) -> bool:
    if len(turn.text.split()) > MOST_ASIDE_WORDS:
        return False
    if turn.intent == OUT_OF_SCOPE:
        return turn.is_short and turn.text.rstrip().endswith("?")
    return turn.intent in ASIDES and FormWords.load().asks(turn.text)


def _stops(draft: ReportDraft, turn: Turn) -> bool:
    tells = draft.asked is Step.WHAT_HAPPENED
    if FormWords.load().stops(turn.text, at_once=tells):
        return True
    few = MOST_SMALL_WORDS + 1 if tells else len(turn.text)
    return turn.intent == CANCEL and turn.is_short and len(turn.text.split()) <= few


def _agrees(turn: Turn) -> bool:
    words = FormWords.load()
    if words.says_yes(turn.text) or words.says_no(turn.text):
        return words.says_yes(turn.text)
    return turn.intent == AFFIRM and turn.is_short


def _refuses(turn: Turn) -> bool:
    if FormWords.load().says_no(turn.text):
        return True
    return turn.intent in (DENY, DISPUTE) and turn.is_short and not _agrees(turn)


def _only_mentions(turn: Turn) -> bool:
    """Tell whether a message is addresses with at most two words beside them."""
    rest = turn.text
    for each in reversed(turn.judged.mentions):
        rest = rest[: each.mention.start] + " " + rest[each.mention.end :]
    return len(rest.split()) < MOST_SMALL_WORDS


# Buttons


def _pressed(draft: ReportDraft, turn: Turn) -> Outcome | None:
    for step, press in _BUTTONS.items():
        value = turn.fields.get(PREFIX + step)
        if value is not None:
            changed = press(draft, value, turn)
            return _going_on(changed, turn) if changed else _asked_again(draft)
    if PREFIX + Step.CHANGE in turn.fields:
        return _change(draft, turn.fields[PREFIX + Step.CHANGE])
    if turn.intent == CANCEL:
        return Outcome(draft, ending=Ending.CANCELLED)
    if turn.intent in (AFFIRM, DENY):
        return _READERS[draft.asked or Step.ADDRESS](draft, turn) or _asked_again(draft)
    if turn.intent in (MISUSE, DISPUTE):
        return _asked_again(draft, "form.still_open")
    return None


def _press_seen_on(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:
    known = value == ELSEWHERE or value in turn.context.library.platforms
    return _seen_on(draft, value) if known else None


def _press_what_happened(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:
    if value not in HAPPENED:
        return None
    told = turn.context.sentences.text(f"form.happened.{value}", turn.language)
    return replace(draft, what_happened=told)


def _press_loss(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:  # noqa: ARG001
    return replace(draft, loss=value) if value in tuple(Loss) else None


def _press_contact(draft: ReportDraft, value: str, turn: Turn) -> ReportDraft | None:  # noqa: ARG001
    return replace(draft, contact=value) if value in (HERE, NONE) else None


_BUTTONS: Mapping[Step, Callable[[ReportDraft, str, Turn], ReportDraft | None]] = {
    Step.SEEN_ON: _press_seen_on,
    Step.WHAT_HAPPENED: _press_what_happened,
    Step.LOSS: _press_loss,
    Step.CONTACT: _press_contact,
}


def _change(draft: ReportDraft, step: str) -> Outcome:
    """Ask one question again; a new address is judged anew."""
    if step not in tuple(Step) or step in (Step.CONFIRMED, Step.CHANGE, Step.KIND):
        return _asked_again(draft)
    chosen = Step(step)
    changed = draft.without(chosen, *_JUDGED_WITH.get(chosen, ()))
    return Outcome(replace(changed, asked=chosen))


_JUDGED_WITH: Mapping[Step, tuple[Step, ...]] = {
    Step.ADDRESS: (Step.SEEN_ON, Step.KIND),
    Step.SEEN_ON: (Step.KIND,),
}


# Corrections of earlier answers


def _corrected(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Put an earlier answer right, as `nee, het was op Facebook` does."""
    words = FormWords.load()
    reviews = draft.asked in (Step.CONFIRMED, Step.CHANGE)
    if draft.kind == Kind.DISPUTE or not (reviews or words.corrects(turn.text)) or _agrees(turn):
        return None
    return (
        _corrected_address(draft, turn)
        or _corrected_place(draft, turn)
        or _corrected_loss(draft, turn)
    )


def _corrected_address(draft: ReportDraft, turn: Turn) -> Outcome | None:
    mentions = turn.judged.mentions
    if draft.asked in (Step.ADDRESS, Step.WHAT_HAPPENED) or not (mentions and draft.address):
        return None
    found = worst_of(mentions)
    if _is_contact(found.mention) and (draft.contact or draft.asked is Step.CONTACT):
        contact = replace(draft, contact=found.mention.text)
        return _going_on(contact, turn, (Sentence("form.changed.other"),))
    changed = _with_address(draft, found, turn.platform)
    note = Sentence("form.changed.address", {"address": found.mention.shown})
    return _going_on(changed, turn, (note,), tells_verdict=True)


def _corrected_place(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if draft.asked in (Step.ADDRESS, Step.SEEN_ON) or draft.seen_on is None:
        return None
    says_where = FormWords.load().names_place(turn.text) or draft.asked is Step.CONFIRMED
    if not (turn.platform and turn.is_short and says_where) or turn.judged.mentions:
        return None
    name = turn.context.library.platforms.get(turn.platform).name
    note = Sentence("form.changed.seen_on", {"platform": name})
    return _going_on(_seen_on(draft, turn.platform), turn, (note,))


def _corrected_loss(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if draft.loss is None or draft.asked is Step.LOSS:
        return None
    words = FormWords.load()
    loss = words.loss_in(turn.text) if words.names_loss(turn.text) else None
    if loss is None or loss == draft.loss:
        return None
    return _going_on(replace(draft, loss=loss), turn, (Sentence("form.changed.other"),))


def _seen_on(draft: ReportDraft, place: str) -> ReportDraft:
    """Keep where it was seen; a bare account name becomes another account by it."""
    decided = draft.kind if draft.kind == Kind.DISPUTE else None
    return replace(draft, seen_on=place, kind=decided)


# Answers to each question


def _read_address(draft: ReportDraft, turn: Turn) -> Outcome | None:
    mentions = turn.judged.mentions
    if mentions:
        return _going_on(_with_address(draft, worst_of(mentions), turn.platform), turn)
    if turn.platform and not draft.seen_on:
        draft = replace(draft, seen_on=turn.platform)
    elif turn.intent in ASIDES - LEANING:
        return None
    elif _refuses(turn):
        return Outcome(draft, ending=Ending.NO_ADDRESS)
    name = turn.text.strip(" .,!?\"'")
    if _is_account_name(name, turn):
        return _going_on(replace(draft, address=name, kind=None), turn)
    return _asked_again(draft, "form.address_needed")


def _is_account_name(name: str, turn: Turn) -> bool:
    """Tell whether one word may be an account; `ja` and the name of a platform are not."""
    is_word = len(name) >= MOST_SMALL_WORDS and len(name.split()) == 1
    return is_word and not (turn.platform or _agrees(turn) or turn.intent in SMALL_TALK)


def _read_seen_on(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.platform:
        return _going_on(_seen_on(draft, turn.platform), turn)
    if turn.judged.mentions:
        return _same_account(draft, turn)
    few = len(turn.text.split()) <= MOST_SMALL_WORDS
    if turn.intent in COMMANDS or (turn.intent in ASIDES and not few):
        return None
    if _agrees(turn) or (turn.intent in SMALL_TALK and few and not _refuses(turn)):
        return _asked_again(draft)
    if not turn.is_short:
        return _asked_again(replace(draft, what_happened=draft.what_happened or turn.text))
    return _going_on(_seen_on(draft, ELSEWHERE), turn)


def _same_account(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Take the link of the account whose platform was asked; any other address is an aside."""
    found = worst_of(turn.judged.mentions)
    name = (draft.address or "").lstrip("@").casefold()
    if found.address and found.address.key.casefold() == name:
        return _going_on(_with_address(draft, found, None), turn, tells_verdict=True)
    return None


def _read_kind(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.judged.mentions:
        return _going_on(_with_address(draft, worst_of(turn.judged.mentions), turn.platform), turn)
    if _agrees(turn) or (FormWords.load().tells_of_hacking(turn.text) and not _refuses(turn)):
        return _going_on(replace(draft, kind=Kind.COMPROMISED), turn)
    if _refuses(turn):
        emptied = draft.without(Step.ADDRESS, Step.SEEN_ON, Step.KIND)
        return _asked_again(replace(emptied, asked=Step.ADDRESS), "form.other_address")
    return None


def _read_what_happened(draft: ReportDraft, turn: Turn) -> Outcome | None:
    words = len(turn.text.split())
    if turn.intent in COMMANDS and turn.is_short:
        return None
    if turn.judged.mentions and _only_mentions(turn):
        return None
    is_courtesy = turn.intent in COURTESY and words <= MOST_SMALL_WORDS
    is_bare = (_agrees(turn) or _refuses(turn)) and words < MOST_SMALL_WORDS
    if not turn.text or is_courtesy or is_bare:
        return _asked_again(draft)
    told = replace(draft, what_happened=turn.text)
    others = any(each.mention.text != draft.address for each in turn.judged.mentions)
    return _going_on(told, turn, tells_verdict=others)


def _read_loss(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.judged.mentions and _only_mentions(turn):
        return None
    loss = FormWords.load().loss_in(turn.text) if turn.text else None
    if loss is None and _refuses(turn):
        loss = Loss.NONE
    if loss is None:
        return _asked_again(draft, "form.loss_which") if _agrees(turn) else None
    others = turn.judged.verdict is not None
    return _going_on(replace(draft, loss=loss), turn, tells_verdict=others)


def _read_contact(draft: ReportDraft, turn: Turn) -> Outcome | None:
    contacts = [each for each in turn.judged.mentions if _is_contact(each.mention)]
    if contacts:
        contact = contacts[0].mention.text[:LONGEST_CONTACT]
        return _going_on(replace(draft, contact=contact), turn)
    if turn.judged.mentions:
        return None
    if _refuses(turn) or FormWords.load().stays_unknown(turn.text):
        return _going_on(replace(draft, contact=NONE), turn)
    if _agrees(turn) or FormWords.load().wants_it_here(turn.text):
        return _going_on(replace(draft, contact=HERE), turn)
    return None


def _read_confirmed(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if _agrees(turn):
        return Outcome(replace(draft, confirmed="yes", asked=None), ending=Ending.COMPLETE)
    if draft.kind == Kind.DISPUTE:
        return Outcome(draft, ending=Ending.CANCELLED) if _refuses(turn) else None
    step = FormWords.load().to_change(turn.text) if turn.is_short else None
    if step:
        return _change(draft, step)
    return Outcome(replace(draft, asked=Step.CHANGE)) if _refuses(turn) else None


def _read_change(draft: ReportDraft, turn: Turn) -> Outcome | None:
    step = FormWords.load().to_change(turn.text)
    if step:
        return _change(draft, step)
    if _agrees(turn) or _refuses(turn):
        return Outcome(replace(draft, asked=Step.CONFIRMED))
    return None


def _is_contact(mention: Mention) -> bool:
    is_number = mention.address is not None and mention.address.key.startswith("+")
    is_texted = mention.kind is MentionKind.SMS_SENDER and is_number  # "text me at +32 …"
    return mention.kind in CONTACT_KINDS or is_texted


_READERS: Mapping[Step, Callable[[ReportDraft, Turn], Outcome | None]] = {
    Step.ADDRESS: _read_address,
    Step.SEEN_ON: _read_seen_on,
    Step.KIND: _read_kind,
    Step.WHAT_HAPPENED: _read_what_happened,
    Step.LOSS: _read_loss,
    Step.CONTACT: _read_contact,
    Step.CONFIRMED: _read_confirmed,
    Step.CHANGE: _read_change,
}
