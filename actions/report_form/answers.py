"""What a message answers to the question of a report that waits; None when it answers nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.conversation.draft import ELSEWHERE, HERE, NONE, ReportDraft, Step
from actions.conversation.turn import LEANING, Turn
from actions.cues.facts import FactsReader
from actions.cues.page_names import PageNames
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.report_form.filling import REVIEWS, added_story, seen_on
from actions.report_form.outcome import (
    ASIDES,
    COMMANDS,
    COURTESY,
    DENY,
    FEW_WORDS,
    SMALL_TALK,
    Ending,
    Outcome,
    agrees,
    asked_again,
    going_on,
    holds_only_mentions,
    refuses,
    with_address,
    worst_of,
)
from actions.report_form.reading import LONGEST_CONTACT, is_contact, read_all
from actions.reports.model import Kind, Loss
from knowledge.matching.verdict import Sentence
from knowledge.model import Verdict

NETWORKS = frozenset({"facebook", "instagram", "x", "tiktok", "whatsapp", "linkedin", "youtube"})
"""Platforms on which nobody sends a letter, rings or calls at the door."""


def answered(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Read the answer to the question that waits."""
    return _READERS[draft.asked or Step.ADDRESS](draft, turn)


def skipped(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Leave the question that waits unanswered; None where it can only be answered."""
    step = draft.asked or Step.ADDRESS
    if step is Step.ADDRESS:
        return asked_again(draft, "form.address_needed")
    skip = _SKIPPED.get(step)
    return going_on(skip(draft), turn, (Sentence("form.skipped"),)) if skip else None


_SKIPPED: Mapping[Step, Callable[[ReportDraft], ReportDraft]] = {
    Step.SEEN_ON: lambda draft: seen_on(draft, ELSEWHERE),
    Step.WHAT_HAPPENED: lambda draft: replace(draft, what_happened=""),
    Step.LOSS: lambda draft: replace(draft, loss=Loss.UNKNOWN),
    Step.CONTACT: lambda draft: replace(draft, contact=NONE),
}


def change(draft: ReportDraft, step: str) -> Outcome:
    """Ask one question again; a new address is judged anew."""
    if step not in tuple(Step) or step in (*REVIEWS, Step.KIND):
        return asked_again(draft)
    chosen = Step(step)
    changed = draft.without(chosen, *_JUDGED_WITH.get(chosen, ()))
    return Outcome(replace(changed, asked=chosen))


_JUDGED_WITH: Mapping[Step, tuple[Step, ...]] = {
    Step.ADDRESS: (Step.SEEN_ON, Step.KIND),
    Step.SEEN_ON: (Step.KIND,),
}


def _address(draft: ReportDraft, turn: Turn) -> Outcome | None:
    mentions = turn.judged.mentions
    if mentions:
        found = worst_of(mentions)
        is_news = found.mention.text != turn.memory.mention
        tells = is_news and found.verdict is not Verdict.NEEDS_PLATFORM  # the form asks for that
        return going_on(with_address(draft, found, turn.place), turn, tells_verdict=tells)
    named = PageNames.load().name_told(turn.text)
    if named:
        return going_on(replace(draft, address=named, kind=None), turn)
    if not turn.place and turn.intent in ASIDES - LEANING:
        return None
    words = TalkWords.load()
    lacks = refuses(turn) or words.has("no_address", turn.text)
    if lacks and draft.seen_on in NETWORKS and not words.has("address_word", turn.text):
        return asked_again(draft, "form.address_page")
    if refuses(turn) and not turn.place:
        return Outcome(draft, ending=Ending.NO_ADDRESS)
    name = turn.text.strip(" .,!?\"'")
    if _is_account_name(name, turn):
        return going_on(replace(draft, address=name, kind=None), turn)
    if not turn.place and turn.intent in SMALL_TALK:
        return asked_again(draft)
    return asked_again(draft, "form.address_needed")


def _is_account_name(name: str, turn: Turn) -> bool:
    """Tell whether one word may be an account; `ja` and the name of a platform are not."""
    is_word = len(name) >= FEW_WORDS and len(name.split()) == 1
    return is_word and not (turn.platform or agrees(turn) or turn.intent in SMALL_TALK)


def _seen_on(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.place:
        return going_on(seen_on(draft, turn.place), turn)
    if turn.judged.mentions:
        return _same_account(draft, turn)
    few = len(turn.text.split()) <= FEW_WORDS
    if turn.intent in COMMANDS or (turn.intent in ASIDES and not few):
        return None
    if agrees(turn) or (turn.intent in SMALL_TALK and few and not refuses(turn)):
        return asked_again(draft)
    if not turn.is_short:
        return asked_again(replace(draft, what_happened=draft.what_happened or turn.text))
    return going_on(seen_on(draft, ELSEWHERE), turn)


def _same_account(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Take the link of the account whose platform was asked; any other address is an aside."""
    found = worst_of(turn.judged.mentions)
    name = (draft.address or "").lstrip("@").casefold()
    if found.address and found.address.key.casefold() == name:
        return going_on(with_address(draft, found, None), turn, tells_verdict=True)
    return None


def _kind(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.judged.mentions:
        return going_on(with_address(draft, worst_of(turn.judged.mentions), turn.place), turn)
    if agrees(turn) or (FormWords.load().tells_of_hacking(turn.text) and not refuses(turn)):
        return going_on(replace(draft, kind=Kind.COMPROMISED), turn)
    if refuses(turn):
        emptied = draft.without(Step.ADDRESS, Step.SEEN_ON, Step.KIND)
        return asked_again(replace(emptied, asked=Step.ADDRESS), "form.other_address")
    return None


def _what_happened(draft: ReportDraft, turn: Turn) -> Outcome | None:
    words = len(turn.text.split())
    if turn.intent in COMMANDS and turn.is_short:
        return None
    if turn.judged.mentions and holds_only_mentions(turn):
        return None
    is_courtesy = turn.intent in COURTESY and words <= FEW_WORDS
    said = FormWords.load()
    says_so = said.says_yes(turn.text) or said.says_no(turn.text)
    is_bare = (agrees(turn) or refuses(turn)) and words < (FEW_WORDS if says_so else 2)
    is_empty = turn.is_short and not (turn.news.says_what or turn.news.kept or turn.mentions)
    says_only_no = turn.intent == DENY and words <= FEW_WORDS and is_empty
    if (is_bare or says_only_no) and refuses(turn):
        return asked_again(draft, "form.may_skip")
    if len(turn.text.strip(" .!?-")) < FEW_WORDS or is_courtesy or is_bare:
        return asked_again(draft)
    if turn.news.says_only_how and words <= FEW_WORDS and not said.tells(turn.text):
        return asked_again(draft, "form.noted")
    if said.is_upset(turn.text) and read_all(turn).story is None:
        return asked_again(draft)  # a feeling is heard, and is no story
    others = any(each.mention.text != draft.address for each in turn.judged.mentions)
    if others and turn.intent == "check_channel" and turn.is_short:
        return None
    return going_on(added_story(draft, turn.text), turn, tells_verdict=others)


def _loss(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if turn.judged.mentions and holds_only_mentions(turn):
        return None
    if _tells_only_how(turn):
        return None
    loss = _loss_said(turn)
    if loss is None and agrees(turn):
        keys = ("form.loss_which",) if _says_so(turn) else ()
        return asked_again(draft, *keys)
    if loss is None:
        return None
    others = turn.judged.verdict is not None
    return going_on(replace(draft, loss=loss), turn, tells_verdict=others)


def _tells_only_how(turn: Turn) -> bool:
    """Tell whether a message says when or where it was and nothing of a loss, `not` or no `not`."""
    words = FormWords.load()
    is_answer = refuses(turn) or words.names_loss(turn.text) or words.says_nothing_lost(turn.text)
    return bool(turn.news.when or turn.news.seen_on) and turn.news.says_only_how and not is_answer


def _says_so(turn: Turn) -> bool:
    return not turn.text or FormWords.load().says_so(turn.text)


def _loss_said(turn: Turn) -> Loss | None:
    """Tell what an answer says was lost; what others only asked for is not lost."""
    words = FormWords.load()
    is_refused = refuses(turn)
    reader = FactsReader.load()
    if reader.tells_only_what_was_asked(turn.text):
        rest = words.loss_in(reader.without_what_was_asked(turn.text))
        return Loss.NONE if is_refused or rest is Loss.NONE else None
    if turn.news.amount and turn.is_short:
        return Loss.MONEY
    said = words.loss_in(turn.without_denied_place)
    if said is Loss.MONEY and not turn.is_short and "money" not in turn.news.given:
        return None  # a longer message may only speak of money
    return Loss.NONE if said is None and is_refused else said


def _contact(draft: ReportDraft, turn: Turn) -> Outcome | None:
    contacts = [each for each in turn.judged.mentions if is_contact(each.mention)]
    if contacts:
        contact = contacts[0].mention.text[:LONGEST_CONTACT]
        return going_on(replace(draft, contact=contact), turn)
    if turn.judged.mentions:
        return None
    if turn.news.by:
        return None  # by post, as it came
    if TalkWords.load().has("no_address", turn.text):
        return asked_again(draft, "form.noted")  # nothing of how to reach the citizen
    words = FormWords.load()
    gives_up = words.stops(turn.text, at_once=True)  # on the question, not on the report
    if refuses(turn) or words.stays_unknown(turn.text) or gives_up:
        return going_on(replace(draft, contact=NONE), turn)
    agrees_to_it = agrees(turn) and not turn.news.says_what  # "she already called" is no yes
    if agrees_to_it or words.wants_it_here(turn.text):
        return going_on(replace(draft, contact=HERE), turn)
    return None


def _confirmed(draft: ReportDraft, turn: Turn) -> Outcome | None:
    if agrees(turn) or FormWords.load().agrees_at_length(turn.text):
        return Outcome(replace(draft, confirmed="yes", asked=None), ending=Ending.COMPLETE)
    if draft.kind == Kind.DISPUTE:
        return Outcome(draft, ending=Ending.CANCELLED) if refuses(turn) else None
    step = FormWords.load().to_change(turn.text) if turn.is_short else None
    if step:
        return change(draft, step)
    return Outcome(replace(draft, asked=Step.CHANGE)) if refuses(turn) else None


def _change(draft: ReportDraft, turn: Turn) -> Outcome | None:
    step = FormWords.load().to_change(turn.text)
    if step:
        return change(draft, step)
    if agrees(turn) or refuses(turn):
        return Outcome(replace(draft, asked=Step.CONFIRMED))
    return None


_READERS: Mapping[Step, Callable[[ReportDraft, Turn], Outcome | None]] = {
    Step.ADDRESS: _address,
    Step.SEEN_ON: _seen_on,
    Step.KIND: _kind,
    Step.WHAT_HAPPENED: _what_happened,
    Step.LOSS: _loss,
    Step.CONTACT: _contact,
    Step.CONFIRMED: _confirmed,
    Step.CHANGE: _change,
}
