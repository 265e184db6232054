"""Which question about which kind of subject is answered where."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.answers.about_us import tell_of_us
from actions.answers.channels import tell_channels
from actions.answers.ministers import tell_minister, tell_minister_there
from actions.answers.network import tell_network
from actions.answers.neutral import tell_content, tell_neutral, tell_repeats
from actions.answers.other_bodies import tell_other
from actions.answers.overview import tell_overview
from actions.answers.report_progress import tell_without_number
from actions.answers.short_answers import (
    tell_danger,
    tell_how_to_check,
    tell_near,
    tell_short,
    tell_tick,
    tell_what_we_do,
)
from actions.answers.verdicts import tell_verdict
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import CLICKED
from actions.cues.overview import SOCIAL
from actions.cues.talk import TalkWords
from actions.follow_up import (
    about_answer,
    about_incident,
    about_list,
    about_organisation,
    about_policy,
    about_register,
    about_report,
    about_told,
    about_verdict,
)
from actions.follow_up.accounts import tell_account
from actions.follow_up.again import tell_again
from actions.follow_up.asked import asked_in, intent_of, tell_asked
from actions.follow_up.belonging import tell_if_theirs
from actions.follow_up.box import tell_box
from actions.follow_up.coming import tell_way
from actions.follow_up.contacting import tell_contact, tell_language
from actions.follow_up.domains import tell_domain
from actions.follow_up.helplines import tell_listener, tell_ours
from actions.follow_up.in_passing import tell_own_business, tell_to_call_first
from actions.follow_up.meanings import names
from actions.follow_up.meanings.register import last_asked
from actions.follow_up.permitting import tell_may_give
from actions.follow_up.reaching import asked_before_it, tell_asked_way
from actions.follow_up.recap import tell_recap
from actions.follow_up.resolution import resolved
from actions.follow_up.services import tell_service, tell_what_is, tell_who_does
from actions.follow_up.telling_others import tell_at_work, tell_them
from actions.follow_up.unanswered import tell_of_law, tell_unknown_question
from actions.follow_up.unlisted import tell_unlisted
from actions.follow_up.varying import vary_list
from actions.follow_up.visits import tell_gone, tell_only_threatened
from actions.follow_up.ways import tell_ways
from actions.follow_up.whose_channels import tell_channels_of, tell_stranger, tell_the_same_of
from actions.incidents.alarm import (
    take_back,
    tell_bank_sees_nothing,
    tell_not_answered,
    tell_what_blocked,
)
from actions.incidents.asked import tell_if_bad, tell_if_block, tell_no_fault, tell_one
from actions.incidents.bank_talk import tell_of_bank, tell_refused, tell_whom_first
from actions.incidents.care import tell_care, tell_child
from actions.incidents.next_step import (
    tell_how,
    tell_if_all,
    tell_incident,
    tell_not_too_late,
    tell_nothing_given,
    tell_of_police,
)
from actions.incidents.pages import tell_page
from actions.incidents.passing import tell_heard_of_loss, tell_if_done
from actions.incidents.questions import (
    tell_asked_after,
    tell_money_back,
    tell_question,
    tell_upset,
)
from actions.incidents.told import (
    tell_called_again,
    tell_forced,
    tell_on_line,
    tell_other_did,
    tell_told,
    tell_without_address,
)
from actions.report_form.asked import answer_of, asked_of_report, tell_of_report
from knowledge.matching.subject import Subject, SubjectKind

FEWEST_WORDS = 4
"""Of what is more than agreeing or refusing."""

_NEARER = frozenset(
    {"ask_why", "ask_permission", "ask_next_step", "point_out", "tell_more", "ask_variation"}
)
_TROUBLE = frozenset(
    {
        SubjectKind.FAKE,
        SubjectKind.UNKNOWN,
        SubjectKind.LISTED,
        SubjectKind.TOLD,
        SubjectKind.INCIDENT,
    }
)

_HAVE_AN_ANSWER = ("check", "severe", "why_me", "police", "use")
"""Words, of `talk.yml`, of questions that the subject answers itself."""

Telling = Callable[[Reply, Subject], None]

_ABOUT: Mapping[SubjectKind, Mapping[str, Telling]] = {
    SubjectKind.FAKE: about_verdict.TELLING,
    SubjectKind.UNKNOWN: about_verdict.TELLING,
    SubjectKind.LISTED: about_verdict.TELLING,
    SubjectKind.ORGANISATION: about_organisation.TELLING,
    SubjectKind.LIST: about_list.TELLING,
    SubjectKind.ANSWER: about_answer.TELLING,
    SubjectKind.INCIDENT: about_incident.TELLING,
    SubjectKind.TOLD: about_told.TELLING,
    SubjectKind.REPORT: about_report.TELLING,
}


def _tell_neutral_beside(reply: Reply) -> None:
    """Say what can be asked; what is more than a yes or no may ask for a short answer."""
    is_more = len(reply.turn.text.split()) >= FEWEST_WORDS
    if tell_heard_of_loss(reply):
        return
    if not (is_more and (tell_short(reply) or tell_question(reply))):
        tell_neutral(reply, reply.turn.subject)


def _tell_size(reply: Reply) -> None:
    """Say that followers are not counted here, and tell where the account is."""
    turn = reply.turn
    reply.send([reply.text("follow_up.policy.size")])
    whose = turn.named[0] if len(turn.named) == 1 else None
    if whose:
        tell_channels(reply, whose, turn.platform or SOCIAL)


def _tell_policy(reply: Reply) -> None:
    subject = reply.turn.subject
    reply.leave(subject.told(names.POLICY))
    if not about_policy.tell_policy(reply):
        about_policy.tell_unknown(reply)


def _tell_channels_before(reply: Reply) -> None:
    turn = reply.turn
    if turn.before:
        tell_channels(reply, turn.before, turn.platform)


def _tell_way_and_rest(reply: Reply) -> None:
    """Tell the way to a service, and what the message asks before it of a message or a loss."""
    turn = reply.turn
    before = asked_before_it(turn)
    tell_asked_way(reply)
    if not before or turn.subject.kind not in _TROUBLE:
        return
    alone = replace(turn, text=before, intent="out_of_scope", confidence=0.0)
    rest = resolved(alone)
    if rest.intent != alone.intent:
        with reply.of_turn(rest):
            tell_resolved(reply)


def _tell_list_on(reply: Reply) -> None:
    with reply.of_part(last_asked(reply.turn)):
        vary_list(reply, reply.turn.subject)


def _tell_paid_first(reply: Reply) -> None:
    reply.leave(reply.turn.subject.told(names.WAS_PAID))
    reply.send([reply.text("follow_up.asked.got_paid.doubt")])


def _tell_forged(reply: Reply) -> None:
    reply.leave(reply.turn.subject.told(names.FORGED))
    reply.send([reply.text("follow_up.asked.can_be_faked.any")])


def _tell_hours(reply: Reply) -> None:
    subject = reply.turn.subject
    reply.leave(subject.told("ask_contact"))
    tell_contact(reply, subject)


def _tell_their_language(reply: Reply) -> None:
    subject = reply.turn.subject
    reply.leave(subject.told(names.THEIR_LANGUAGE))
    tell_language(reply, subject)


def _tell_no_address(reply: Reply) -> None:
    """Answer what somebody tells or asks beside having no address, else what to do without."""
    subject = reply.turn.subject
    asked = asked_in(reply.turn)
    says_only_that = asked is not None and asked.told_as == names.NO_ADDRESS
    is_other = asked is not None and not (says_only_that or asked.unless_given)
    if not (is_other and asked and tell_asked(reply, asked, subject)):
        tell_without_address(reply)


def tell_no_take_down(reply: Reply) -> None:
    """Say that we take nothing down, and what reporting it here does."""
    reply.leave(reply.turn.subject.told("asked.take_down"))
    asks_how = TalkWords.load().begins("open_question", reply.turn.question)
    key = "who_takes_down.any" if asks_how else "take_down.any"
    reply.send([reply.text(f"follow_up.asked.{key}")])


def _tell_of_us(reply: Reply) -> None:
    asked = asked_of_report(reply.turn) if reply.turn.context.reports else None
    tell_of_us(reply, answer_of(reply, asked, None) if asked else "")


def _tell_which_of(reply: Reply) -> None:
    several = reply.turn.subject.beside
    tell_verdict(reply, reply.turn.context.library.checker.check("\n".join(several)))


_BESIDE: Mapping[str, Callable[[Reply], object]] = {
    names.NEUTRAL: _tell_neutral_beside,
    names.REPEATS: tell_repeats,
    names.DO_IT: tell_what_we_do,
    names.CONTENT: tell_content,
    names.NO_ADDRESS: _tell_no_address,
    names.CHILD: tell_child,
    names.CARE: tell_care,
    names.DANGER: tell_danger,
    names.ON_LINE: tell_on_line,
    names.NOTHING_GIVEN: tell_nothing_given,
    names.FORCED: tell_forced,
    names.THEFT: about_told.tell_theft,
    names.OTHER_DID: tell_other_did,
    names.BANK: tell_of_bank,
    names.MAY: tell_may_give,
    names.TOLD: tell_told,
    names.INCIDENT: tell_incident,
    names.BACK: take_back,
    names.IF_REPORTED: tell_asked_after,
    names.TAKE_DOWN: tell_no_take_down,
    names.WHAT_BLOCKED: tell_what_blocked,
    names.NOTHING_GONE: tell_bank_sees_nothing,
    names.NOT_ANSWERED: tell_not_answered,
    names.OF_US: _tell_of_us,
    names.NETWORK: tell_network,
    names.HOW: tell_how,
    names.MONEY_BACK: tell_money_back,
    names.WAS_PAID: _tell_paid_first,
    names.PARLIAMENT: about_policy.tell_begun,
    names.OVERVIEW: tell_overview,
    names.SIZE: _tell_size,
    names.REGISTER: about_register.tell_of_register,
    names.SERVICE: tell_service,
    names.UNANSWERED: tell_unknown_question,
    names.LAW: tell_of_law,
    names.POLICY: _tell_policy,
    names.MINISTER: tell_minister,
    names.TOO_LATE: tell_not_too_late,
    names.IF_ALL: tell_if_all,
    names.FIRST: tell_whom_first,
    names.POLICE: tell_of_police,
    names.REFUSED: tell_refused,
    names.IF_BAD: tell_if_bad,
    names.FAULT: tell_no_fault,
    names.BLOCK_CARD: tell_if_block,
    names.TELL_THEM: tell_them,
    names.TELL_WORK: tell_at_work,
    names.AFTER_LOSS: tell_asked_after,
    names.ONE_STEP: tell_one,
    names.IF_DONE: tell_if_done,
    names.UPSET: tell_upset,
    names.NO_NUMBER: tell_without_number,
    names.OF_REPORT: tell_of_report,
    names.CALLED_AGAIN: tell_called_again,
    names.THEIR_LANGUAGE: _tell_their_language,
    names.WHICH_OF: _tell_which_of,
    names.BELONGS: tell_if_theirs,
    names.WHAT_IS: tell_what_is,
    names.WHO_DOES: tell_who_does,
    names.BOX: tell_box,
    names.RECAP: tell_recap,
    names.CHANNELS: _tell_channels_before,
    names.LIST_ON: _tell_list_on,
    names.STRANGER: tell_stranger,
    names.CALLS: tell_to_call_first,
    names.BUSINESS: tell_own_business,
    names.REST: about_list.tell_rest,
    names.MISSED: about_register.tell_doubted,
    names.CHANNELS_OF: tell_channels_of,
    names.SAME_OF: tell_the_same_of,
    names.WHICH: about_list.tell_accounts,
    names.FORGED: _tell_forged,
    names.HOURS: _tell_hours,
    names.DOMAIN: tell_domain,
    names.MAY_COME: tell_only_threatened,
    names.GONE: tell_gone,
    names.CAME: tell_way,
    names.PAGE: tell_page,
    names.OURS: tell_ours,
    names.LISTENER: tell_listener,
    names.ACCOUNT: tell_account,
    names.WAYS: tell_ways,
    names.UNLISTED: tell_unlisted,
    names.TICK: tell_tick,
    names.MINISTER_THERE: tell_minister_there,
    names.CHECK_ACCOUNT: tell_how_to_check,
    names.ADDRESSES: _tell_way_and_rest,
}
"""What a message means beside its intent, and who answers it."""


def tell_resolved(reply: Reply) -> None:
    """Answer what a message means beside the last answer."""
    intent = reply.turn.intent
    telling = _BESIDE.get(intent)
    if telling:
        telling(reply)
    else:
        tell(reply, intent)


def tell(reply: Reply, intent: str) -> None:
    """Answer talk about the subject, and remember that it was told."""
    subject = reply.turn.subject
    if intent == "ask_again":
        tell_again(reply, subject)
        return
    asked = asked_in(reply.turn)
    if asked and tell_asked(reply, asked, subject):
        return
    if tell_asked_after(reply):
        return
    intent = (intent_of(asked, reply.turn) if asked else None) or intent
    if intent in _BESIDE:
        _BESIDE[intent](reply)
        return
    is_of_loss = intent == "ask_next_step" and _gave_in_report(reply.turn)
    kind = SubjectKind.INCIDENT if is_of_loss else subject.kind
    telling = _ABOUT.get(kind, {}).get(intent)
    if asked is None and _may_be_asked_nearer(reply, intent) and tell_near(reply):
        return
    if intent == "tell_done" and _asks_of_police(reply) and tell_short(reply):
        return
    reply.leave(subject.told(intent))
    (telling or _tell_else)(reply, subject)


def _gave_in_report(turn: Turn) -> bool:
    """Tell whether a report that is being written tells of more than a click."""
    return turn.draft is not None and not {CLICKED}.issuperset(turn.facts.given)


def _tell_else(reply: Reply, subject: Subject) -> None:
    """Answer what has no answer of its own after such a subject."""
    if reply.turn.other and not reply.turn.named:
        tell_other(reply, reply.turn.other)
    elif not (tell_short(reply) or tell_question(reply) or tell_heard_of_loss(reply)):
        tell_neutral(reply, subject)


def _asks_of_police(reply: Reply) -> bool:
    words, text = TalkWords.load(), reply.turn.text
    return words.has("police", text) and words.has("may", text)


def _may_be_asked_nearer(reply: Reply, intent: str) -> bool:
    """Tell whether a message may ask for more than anybody with its intent does."""
    turn, words = reply.turn, TalkWords.load()
    is_known = (
        turn.news.says_what
        or (intent == "ask_variation" and turn.platform is not None)
        or words.pointed_at(turn.text) is not None
        or words.wanted(turn.text) is not None
        or any(words.has(each, turn.text) for each in _HAVE_AN_ANSWER)
    )
    return intent in _NEARER and turn.subject.kind in _TROUBLE and not is_known
