"""Putting what a message tells into a report: gaps are filled, what differs is put right."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from actions.conversation.draft import ELSEWHERE, HERE, NONE, ReportDraft, Step
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.cues.report import FormWords
from actions.report_form.outcome import with_address, worst_of
from actions.report_form.reading import Told, is_contact, loss_of
from actions.reports.model import Kind, Loss
from knowledge.matching.verdict import Sentence

REVIEWS = frozenset({Step.CONFIRMED, Step.CHANGE})
LEAST_CLOSENESS = 0.7
LONGEST_STORY = 2_000  # characters
WEBSITE = "website"
_WAYS_TO_ANSWER = frozenset({"email", "phone", "sms", "whatsapp", "telegram"})
_WORST_FIRST = (Loss.MONEY, Loss.DATA, Loss.UNKNOWN, Loss.NONE)


@dataclass(frozen=True, slots=True)
class Filled:
    """A report with what a message told.

    Attributes:
        facts: What is known of what happened then.
        notes: What was put right.
        is_new: It told something that was not known.
    """

    draft: ReportDraft
    facts: Facts
    notes: tuple[Sentence, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class _Message:
    """A message beside the report that it is part of."""

    draft: ReportDraft
    turn: Turn
    told: Told

    @property
    def puts_right(self) -> bool:
        """Whether what it says replaces what is known."""
        return self.told.corrects or self.draft.asked in REVIEWS

    @property
    def is_asked_story(self) -> bool:
        """Whether it answers what happened, in which other places and amounts may be named."""
        return self.draft.asked is Step.WHAT_HAPPENED and not self.told.corrects


def filled(draft: ReportDraft, turn: Turn, told: Told) -> Filled:
    """Fill in all that one message tells beside the answer to the question that waits."""
    message = _Message(draft, turn, told)
    facts = facts_after(message)
    notes: list[Sentence] = []
    after = draft
    for fill in _FILLING:
        after, note = fill(replace_draft(message, after))
        notes += [note] if note else []
    notes += _fact_notes(message, facts)
    is_new = after != draft or facts != turn.memory.facts
    return Filled(after, facts, tuple(notes), is_new)


def replace_draft(message: _Message, draft: ReportDraft) -> _Message:
    """Give the message beside a report in which something was filled."""
    return replace(message, draft=draft)


def known_before(draft: ReportDraft, facts: Facts) -> ReportDraft:
    """Fill in what was told before the report began."""
    elsewhere = ELSEWHERE if facts.by else None
    seen = draft.seen_on or facts.seen_on or elsewhere
    return replace(draft, loss=draft.loss or loss_of(facts), seen_on=seen)


def facts_after(message: _Message) -> Facts:
    """Give what is known of what happened; how much and when is only replaced on purpose."""
    before, news = message.turn.memory.facts, message.told.facts
    if message.puts_right and FormWords.load().says_not_paid(message.turn.text):
        before = replace(before, given=tuple(each for each in before.given if each != "money"))
    keeps_amount = before.amount and not message.puts_right and "money" not in news.given
    keeps_when = before.when and not message.puts_right
    kept = replace(
        news,
        amount=None if keeps_amount else news.amount,
        when=None if keeps_when else news.when,
        by=None if message.told.story or message.is_asked_story else news.by,
        kept=(),
    )
    return before.with_(kept)


def seen_on(draft: ReportDraft, place: str) -> ReportDraft:
    """Keep where it was seen; a bare account name becomes another account by it."""
    decided = draft.kind if draft.kind == Kind.DISPUTE else None
    return replace(draft, seen_on=place, kind=decided)


def added_story(draft: ReportDraft, story: str) -> ReportDraft:
    """Add words to what happened."""
    told = f"{draft.what_happened} {story}" if draft.what_happened else story
    return replace(draft, what_happened=told[:LONGEST_STORY])


def corrected_address(draft: ReportDraft, turn: Turn) -> tuple[ReportDraft, Sentence] | None:
    """Report another address, or answer to another one, where a message puts that right."""
    mentions = turn.judged.mentions
    if draft.asked is Step.ADDRESS or not (mentions and draft.address):
        return None
    found = worst_of(mentions)
    if draft.asked is Step.WHAT_HAPPENED and not _is_slip(draft.address, found.mention.text):
        return None
    if is_contact(found.mention) and _is_rather_contact(draft, found.mention.text):
        return replace(draft, contact=found.mention.text), Sentence("form.changed.other")
    note = Sentence("form.changed.address", {"address": found.mention.shown})
    return with_address(_renamed(draft, found.mention.text), found, turn.place), note


def _renamed(draft: ReportDraft, address: str) -> ReportDraft:
    """Put another address in the story too, where the one before stands in it."""
    story = draft.what_happened
    if not (story and draft.address):
        return draft
    return replace(draft, what_happened=story.replace(draft.address, address))


def _is_rather_contact(draft: ReportDraft, text: str) -> bool:
    """Tell whether an address is the citizen's rather than the reported one, as it is spelt."""
    if draft.contact in (None, HERE, NONE):
        return draft.asked is Step.CONTACT

    return _closeness(draft.contact, text) >= _closeness(draft.address, text)


def _is_slip(known: str, text: str) -> bool:
    """Tell whether an address is another one that is nearly spelt so."""
    return known != text and _closeness(known, text) >= LEAST_CLOSENESS


def _closeness(known: str | None, text: str) -> float:
    return SequenceMatcher(None, known or "", text).ratio()


_Filling = tuple[ReportDraft, Sentence | None]


def _place(message: _Message) -> _Filling:
    draft, turn, told = message.draft, message.turn, message.told
    place = told.place
    is_way = draft.asked is Step.CONTACT and place in _WAYS_TO_ANSWER and not told.corrects
    if place is None or place == draft.seen_on or is_way:
        return draft, None
    if draft.seen_on == WEBSITE and told.story is None and not turn.judged.mentions:
        return seen_on(draft, place), None
    if draft.seen_on is None:
        return (draft if draft.asked is Step.SEEN_ON else seen_on(draft, place)), None
    if turn.judged.mentions or draft.asked is Step.SEEN_ON or not _says_where(message):
        return draft, None
    name = turn.context.library.platforms.get(place).name
    return seen_on(draft, place), Sentence("form.changed.seen_on", {"platform": name})


def _says_where(message: _Message) -> bool:
    """Tell whether the message is about where it was, and not about what happened there."""
    turn, told = message.turn, message.told
    if told.denied_place is not None or told.puts_place_right:
        return True
    if not turn.is_short or message.is_asked_story:
        return False
    is_plain = FormWords.load().names_place(turn.text)
    return is_plain or message.draft.asked in REVIEWS


def _loss(message: _Message) -> _Filling:
    draft, told = message.draft, message.told
    loss = told.loss
    if loss is None or loss == draft.loss:
        return draft, None
    if draft.loss is None:
        return replace(draft, loss=loss), None
    is_worse = _WORST_FIRST.index(loss) < _WORST_FIRST.index(Loss(draft.loss))
    if not (message.puts_right or is_worse):
        return draft, None
    return replace(draft, loss=loss), Sentence("form.changed.other")


def _contact(message: _Message) -> _Filling:
    draft, contact = message.draft, message.told.contact
    if contact is None or contact == draft.contact:
        return draft, None
    note = Sentence("form.changed.other") if draft.contact else None
    return replace(draft, contact=contact), note


def _story(message: _Message) -> _Filling:
    """Keep the words of a message that tells what happened though something else was asked."""
    draft, told = message.draft, message.told
    if told.story is None or draft.asked is Step.WHAT_HAPPENED:
        return draft, None
    if draft.what_happened is None:
        return replace(draft, what_happened=told.story), None
    if message.turn.is_short or told.corrects:
        return draft, None
    return added_story(draft, told.story), None


_FILLING: tuple[Callable[[_Message], _Filling], ...] = (_place, _loss, _contact, _story)


def _fact_notes(message: _Message, facts: Facts) -> list[Sentence]:
    """Say back an amount or a moment that was put right, or told at the end."""
    before = message.turn.memory.facts
    reviews = message.draft.asked in REVIEWS
    was_told = before.amount or message.draft.loss is not None
    notes = []
    if facts.amount and facts.amount != before.amount and (was_told or reviews):
        notes.append(Sentence("form.changed.amount", {"amount": facts.amount}))
    if facts.when and facts.when != before.when and (before.when or reviews):
        notes.append(Sentence("form.changed.when", {"when": facts.when}))
    return notes
