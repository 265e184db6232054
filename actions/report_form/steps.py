"""The steps of a report: from what is known and one message to what is known then.

Nothing is said or kept here, so that the trained mind and the one without a model share it.
"""

from dataclasses import replace

from actions.conversation.draft import ELSEWHERE, PREFIX, ReportDraft, Step
from actions.conversation.judged_address import pointed_out, suspicious
from actions.conversation.told_without_address import is_visit
from actions.conversation.turn import Turn
from actions.cues.facts import Facts, Judged
from actions.cues.page_names import PageNames
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.incidents.told import lacks_address
from actions.report_form.answers import NETWORKS, answered, skipped
from actions.report_form.filling import (
    REVIEWS,
    Filled,
    added_story,
    corrected_address,
    filled,
    known_before,
)
from actions.report_form.outcome import (
    ASIDES,
    CANCEL,
    CRISIS,
    DISPUTE,
    FEW_WORDS,
    OUT_OF_SCOPE,
    SMALL_TALK,
    Ending,
    Outcome,
    agrees,
    asked_again,
    going_on,
    holds_only_mentions,
    judged,
    with_address,
    worst_of,
)
from actions.report_form.pressing import pressed, sent_now
from actions.report_form.reading import Told, read_all, tells_of_it, without_wish_to_change
from actions.reports.model import Kind
from knowledge.matching.subject import TALK, SubjectKind
from knowledge.matching.verdict import Sentence

MOST_ASIDE_WORDS = 20
PHONE = "phone"  # key of `kinds_meant` in `report.yml`
WIDGET = "widget"
"""The channel in which a picture waits for the report that it belongs to."""

ALL = "all"  # key of `which` in `report.yml`


def begin(turn: Turn) -> Outcome:
    """Start a report, with all that the message tells and what was said just before."""
    if any(name.startswith(PREFIX) for name in turn.fields):
        return Outcome(ReportDraft(), ending=Ending.ALREADY_OVER)
    tells_verdict = turn.judged.verdict is not None
    if turn.intent == DISPUTE:
        return _begin_dispute(turn, tells_verdict)
    draft = _begun_about(turn)
    known = turn.memory.facts
    before = _of_it(known, draft) if _goes_on(turn) else Facts(judged=known.judged)
    told = read_all(turn)
    whole = filled(draft, _remembering(turn, before), told)
    draft = _with_others(known_before(whole.draft, whole.facts), turn)
    draft = _taken_over(draft, turn)
    stays_unknown = FormWords.load().stays_unknown(turn.text)
    notes: tuple[Sentence, ...] = (Sentence("form.anonymous"),) if stays_unknown else ()
    notes += _others_later(turn, draft)
    notes += (Sentence(f"form.came.{before.by}"),) if before.by else ()
    if draft.address is None and _lacks_address(turn):
        return Outcome(draft, ending=Ending.NO_ADDRESS, facts=whole.facts)
    return replace(going_on(draft, turn, notes, tells_verdict=tells_verdict), facts=whole.facts)


def take(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Read one message of a citizen who writes a report; None when it is about something else."""
    if not turn.text:
        return pressed(draft, turn)
    turn = without_wish_to_change(turn)
    told = Told() if draft.kind == Kind.DISPUTE else read_all(turn)
    whole = filled(draft, turn, told)
    outcome = _at_once(draft, turn, whole)
    if outcome:
        return replace(outcome, facts=whole.facts)
    if turn.intent == CRISIS or _is_question_aside(draft, turn, whole):
        return None
    outcome = _corrected(draft, turn, told, whole) or _answered(draft, turn, whole)
    return replace(outcome, facts=whole.facts) if outcome else None


def _at_once(draft: ReportDraft, turn: Turn, whole: Filled) -> Outcome | None:
    """Read what a message means whichever question waits: go on, why do you ask, send, stop."""
    words = FormWords.load()
    goes_on = words.goes_on(turn.text) and not words.tells(turn.text)
    if goes_on or _wants_what_is_open(draft, turn, whole):
        return asked_again(draft)
    if words.skips(turn.text) and draft.kind != Kind.DISPUTE:
        return skipped(draft, turn)
    if words.asks_why(turn.text) and turn.is_short:
        return asked_again(draft, f"form.why.{draft.asked or Step.ADDRESS}")
    if words.brings_picture(turn.text):
        return asked_again(
            draft, f"form.picture.{'kept' if turn.channel == WIDGET else 'not_kept'}"
        )
    if words.was_said(turn.text) and not whole.is_new:
        return asked_again(draft, "form.said_already")
    if words.sends_now(turn.text) and draft.kind != Kind.DISPUTE:
        return sent_now(whole.draft)
    is_fact = bool(whole.notes)
    return None if is_fact or not _stops(draft, turn) else Outcome(draft, ending=Ending.CANCELLED)


def told_beside(draft: ReportDraft, turn: Turn) -> tuple[ReportDraft, Facts]:
    """Give what is known after a message that somebody has to be helped with first."""
    is_story = draft.asked is not Step.WHAT_HAPPENED or read_all(turn).story is not None
    heard = replace(turn, intent=OUT_OF_SCOPE)  # a cry for help itself is no story of a report
    outcome = take(draft, heard) if turn.text and is_story else None
    if outcome is None or outcome.ending:
        return draft, turn.memory.facts
    return outcome.draft, outcome.facts or turn.memory.facts


def _wants_what_is_open(draft: ReportDraft, turn: Turn, whole: Filled) -> bool:
    """Tell whether a message only wants to report, as it is doing; at the end that agrees."""
    words, talk = FormWords.load(), ConversationWords.load()
    text = words.after_no(turn.text)
    wants = talk.wants_to_report(text) or talk.says("report_misuse", text)
    is_bare = turn.is_short and not (whole.is_new or turn.judged.mentions)
    is_denied = words.denies(text) or words.stops(text, at_once=False)
    return bool(wants) and is_bare and not is_denied and draft.asked is not Step.CONFIRMED


def _corrected(draft: ReportDraft, turn: Turn, told: Told, whole: Filled) -> Outcome | None:
    """Put an earlier answer right, as `no, it was on Facebook` does; that is no new story."""
    reviews = draft.asked in (Step.CONFIRMED, Step.CHANGE)
    if draft.kind == Kind.DISPUTE or not (reviews or told.corrects):
        return None
    found = None if agrees(turn) else corrected_address(whole.draft, turn)
    if found:
        changed, note = found
        tells = note.key == "form.changed.address"
        return going_on(changed, turn, (note, *whole.notes), tells_verdict=tells)
    tells = draft.asked is Step.WHAT_HAPPENED
    is_story = tells and told.story and not turn.is_short
    if whole.notes and not is_story:
        return going_on(whole.draft, turn, whole.notes)
    if tells and whole.is_new and turn.is_short:
        return going_on(whole.draft, turn, (Sentence("form.noted"),))
    return _corrected_loss(whole.draft, turn) if not agrees(turn) else None


def _corrected_loss(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Put right what was lost where only the words of that answer say so."""
    words = FormWords.load()
    if draft.loss is None or draft.asked is Step.LOSS or not words.names_loss(turn.text):
        return None
    loss = words.loss_in(turn.without_denied_place)
    if loss is None or loss == draft.loss:
        return None
    return going_on(replace(draft, loss=loss), turn, (Sentence("form.changed.other"),))


def _answered(draft: ReportDraft, turn: Turn, whole: Filled) -> Outcome | None:
    """Read the answer to the question that waits, if the message did not fill it by itself."""
    asked = draft.asked or Step.ADDRESS
    known = whole.draft
    is_by_itself = asked not in (Step.WHAT_HAPPENED, Step.CHANGE)
    if is_by_itself and known.knows(asked) and not draft.knows(asked):
        others = turn.judged.verdict is not None and turn.own_contact is None
        return going_on(known, turn, whole.notes, tells_verdict=others)
    answer = answered(known, turn)
    tells = turn.intent not in ASIDES or known != draft
    if answer is None and whole.is_new and tells:
        return going_on(known, turn, whole.notes or (Sentence("form.noted"),))
    if answer is None:
        return _not_an_answer(known, turn)
    notes = (*whole.notes, *answer.notes)
    is_open_still = answer.draft.asked is draft.asked and not answer.ending
    if whole.is_new and is_open_still and _asks_only(answer.notes):
        notes = (*(whole.notes or (Sentence("form.noted"),)), *answer.notes)
    return replace(answer, notes=notes)


def _asks_only(notes: tuple[Sentence, ...]) -> bool:
    """Tell whether nothing was said of the message, or only that no address was in it."""
    return all(each.key == "form.address_needed" for each in notes)


def _with_others(draft: ReportDraft, turn: Turn) -> ReportDraft:
    """Keep the words of a message that holds several addresses: a report is about one of them."""
    several = len({each.mention.text for each in turn.judged.mentions}) > 1
    if draft.what_happened is None and several and not holds_only_mentions(turn):
        return replace(draft, what_happened=turn.text)
    return draft


def _taken_over(draft: ReportDraft, turn: Turn) -> ReportDraft:
    """Note at once that an official channel was taken over, where the message says so."""
    found = judged(draft, turn) if turn.judged.mentions else None
    if found and found.verdict.is_trusted and FormWords.load().tells_of_hacking(turn.text):
        return replace(draft, kind=Kind.COMPROMISED)
    return draft


def _lacks_address(turn: Turn) -> bool:
    """Tell whether somebody says, or said of what is talked of, that there is no address."""
    says = TalkWords.load().has("no_address", turn.text)
    is_told = turn.subject.kind is SubjectKind.TOLD
    return says or (is_told and (lacks_address(turn.subject) or is_visit(turn.subject)))


def _remembering(turn: Turn, facts: Facts) -> Turn:
    return replace(turn, memory=replace(turn.memory, facts=facts))


def _goes_on(turn: Turn) -> bool:
    """Tell whether a report is about what was just talked of, and not about something new."""
    is_about_it = turn.subject.is_verdict or turn.subject.kind in _TOLD_OF
    return is_about_it and not FormWords.load().means_another(turn.text)


def _begin_dispute(turn: Turn, tells_verdict: bool) -> Outcome:
    draft = ReportDraft(kind=Kind.DISPUTE)
    if turn.judged.mentions:
        draft = with_address(draft, worst_of(turn.judged.mentions), turn.platform)
    elif turn.memory.mention:
        draft = _with_last_check(draft, turn)
    if draft.address is None:
        return Outcome(draft, ending=Ending.NOTHING_TO_DISPUTE)
    disputed = replace(draft, kind=Kind.DISPUTE, what_happened=turn.text or None)
    return Outcome(
        replace(disputed, asked=Step.CONFIRMED, seen_on=disputed.seen_on or ELSEWHERE),
        tells_verdict=tells_verdict,
    )


def _begun_about(turn: Turn) -> ReportDraft:
    """Begin with the address of the message, else with the one of before that it means."""
    if turn.judged.mentions:
        return with_address(ReportDraft(), worst_of(turn.judged.mentions), turn.place)
    meant = _meant(turn)
    if meant:
        return ReportDraft(address=meant.address, seen_on=meant.platform)
    return _of_page(turn)


def _of_page(turn: Turn) -> ReportDraft:
    """Begin with the page of which the name was told, and no address."""
    points = PageNames.load().points_at_one(turn.text)
    is_about = turn.page_named or points or turn.subject.kind in _TOLD_OF
    is_another = FormWords.load().means_another(turn.text)
    if turn.facts.page is None or is_another or not is_about:
        return ReportDraft()
    return ReportDraft(address=turn.facts.page, seen_on=turn.place or turn.facts.seen_on)


def _of_it(known: Facts, draft: ReportDraft) -> Facts:
    """Give what was told before; a letter or a call is another matter than an account."""
    return replace(known, by=None) if draft.seen_on in NETWORKS else known


def _others_later(turn: Turn, draft: ReportDraft) -> tuple[Sentence, ...]:
    """Say that the other addresses follow, to whoever wants to report more than one."""
    known = suspicious(turn)
    wants_all = FormWords.load().which(turn.text) == ALL and not turn.judged.mentions
    others = [each.address for each in known if each.address != draft.address]
    return (Sentence("form.others_later"),) if wants_all and others else ()


def _meant(turn: Turn) -> Judged | None:
    """Give the address of before that a report without one is about; None when it is about none.

    One that the conversation left since is only meant where the message says nothing else.
    """
    memory, words = turn.memory, FormWords.load()
    only_reports = words.only_reports(turn.text)
    which = words.which(turn.text) if only_reports else None
    pointed = pointed_out(turn, which) if which else None
    if pointed:
        return pointed
    called = _called(turn)
    if called or memory.mention is None:
        return called
    last = _last_judged(turn, memory.mention)
    found = judged(ReportDraft(address=last.address, seen_on=last.platform), turn)
    is_fine = found is not None and found.verdict.is_trusted
    doubted = next(reversed(suspicious(turn)), None)
    if not turn.text or words.points_back(turn.text):
        return (doubted or last) if is_fine and turn.text else last
    only_reports = only_reports and not _tells_another_story(turn)
    was_told_other = turn.subject.is_verdict and turn.subject.times("told") > 0
    is_left = was_told_other or (
        turn.subject.kind is not SubjectKind.NOTHING and turn.subject.mention != memory.mention
    )
    if words.means_another(turn.text) or (is_left and not only_reports):
        return None
    is_elsewhere = turn.place is not None and turn.place != last.platform
    if found is not None and not is_fine and not is_elsewhere:
        return last
    return doubted if only_reports or words.points_at(turn.text) else None


def _called(turn: Turn) -> Judged | None:
    """Give the last doubted address of the kind that a message names, as in `that number`.

    The one that the conversation is about goes first; None where none is of that kind.
    """
    words = FormWords.load()
    if words.means_another(turn.text):
        return None
    place = turn.place if words.points_at(turn.text) else None
    kinds = {place, words.kind_meant(turn.text)}
    found = [each for each in suspicious(turn) if _is_of_kind(each, kinds)]
    now = _last_judged(turn, turn.memory.mention or "")
    return now if now in found else next(reversed(found), None)


def _is_of_kind(judged: Judged, kinds: set[str | None]) -> bool:
    is_number = judged.address.strip(" +()./-").replace(" ", "").isdigit()
    return PHONE in kinds if is_number else judged.platform in kinds - {None}


def _last_judged(turn: Turn, mention: str) -> Judged:
    """Give the last address with the place it was judged on, whatever was asked about since."""
    if turn.memory.pending_mention:
        return Judged(mention)
    known = (each for each in turn.memory.facts.judged if each.address == mention)
    return next(known, Judged(mention, turn.memory.platform))


def _tells_another_story(turn: Turn) -> bool:
    """Tell whether something else was told since an address was judged, or was reported."""
    about = (SubjectKind.TOLD, SubjectKind.INCIDENT)
    is_new = turn.subject.kind in about and turn.subject.mention is None
    is_reported = turn.subject.kind is SubjectKind.REPORT
    return is_reported or (is_new and (turn.facts.given != () or turn.subject.times("told") > 0))


def _with_last_check(draft: ReportDraft, turn: Turn) -> ReportDraft:
    memory = turn.memory
    place = None if memory.pending_mention else memory.platform
    return replace(draft, address=memory.mention, seen_on=place)


_TOLD_OF = (SubjectKind.INCIDENT, SubjectKind.TOLD)

# What a message is, whichever question waits


def _not_an_answer(draft: ReportDraft, turn: Turn) -> Outcome | None:
    """Ask again, unless the intent has an answer of its own."""
    if turn.intent in ASIDES:
        return None
    if draft.asked in {*REVIEWS, Step.CONTACT} and tells_of_it(turn):
        return Outcome(added_story(draft, turn.text), (Sentence("form.noted"),))
    has_verdict = turn.judged.verdict is not None
    if turn.intent == OUT_OF_SCOPE and (has_verdict or FormWords.load().asks(turn.text)):
        return None
    is_small = turn.intent in SMALL_TALK
    heard = "form.no_hurry" if FormWords.load().is_upset(turn.text) else "form.not_understood"
    notes = () if has_verdict or is_small else (Sentence(heard),)
    return Outcome(draft, notes, tells_verdict=has_verdict)


def _is_question_aside(draft: ReportDraft, turn: Turn, whole: Filled) -> bool:
    """Tell whether a message asks something; what puts an answer right asks nothing."""
    ends = any(each.endswith("?") for each in sentences_in(turn.text))
    waits_for_address = (draft.asked or Step.ADDRESS) is Step.ADDRESS and not whole.is_new
    is_asked = ends or (waits_for_address and FormWords.load().asks(turn.text))
    if whole.notes and not is_asked:
        return False
    waits = draft.asked or Step.ADDRESS
    if waits is not Step.CHANGE and whole.draft.knows(waits) and not draft.knows(waits):
        return False  # the answer stands beside what is asked
    if len(turn.text.split()) > MOST_ASIDE_WORDS:
        return False
    if turn.intent == OUT_OF_SCOPE:
        return turn.is_short and is_asked
    if turn.intent in TALK and is_asked and (turn.facts.given or not whole.is_new):
        return True  # what to do goes before a report
    return turn.intent in ASIDES and (ends or FormWords.load().asks(turn.text))


def _stops(draft: ReportDraft, turn: Turn) -> bool:
    words = FormWords.load()
    tells = draft.asked is Step.WHAT_HAPPENED
    if words.stops(turn.text, at_once=tells):
        return draft.asked is not Step.CONTACT or words.to_change(turn.text) != Step.CONTACT
    few = FEW_WORDS + 1 if tells else len(turn.text)
    is_plain = turn.news.says_what or turn.news.says_only_how or turn.judged.mentions
    guessed = turn.intent == CANCEL and turn.is_short and not is_plain
    return guessed and len(turn.text.split()) <= few
