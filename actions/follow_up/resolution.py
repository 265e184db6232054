"""What a short message means beside the last answer, where the model takes it for another thing.

One table, read from above; the first row that applies decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.conversation.told_without_address import denies_sign, without_sign
from actions.conversation.turn import Turn
from actions.cues.objections import FEWEST_LEFT, Objections
from actions.cues.reaching import Reaching
from actions.follow_up.coming import puts_way_right
from actions.follow_up.domains import asks_of_domain
from actions.follow_up.helplines import asks_of_ours, wants_listener
from actions.follow_up.in_passing import (
    asks_what_it_is,
    asks_whose_it_is,
    goes_to_business,
    is_about_to_call,
)
from actions.follow_up.meanings import names, own_report, received, register, small_talk, trouble
from actions.follow_up.permitting import keeps_what_is_wanted
from actions.follow_up.reaching import asks_for_way
from actions.follow_up.returning import back_to_message
from actions.follow_up.telling_others import asks_to_tell_work, asks_what_to_tell
from actions.follow_up.unanswered import asks_of_law, asks_something_else
from actions.follow_up.unlisted import asks_if_unlisted_is_fake
from actions.follow_up.visits import is_only_threatened, visitor_is_gone
from actions.follow_up.ways import asks_of_ways
from actions.follow_up.whose_channels import asks_for_channels, asks_of_stranger, asks_the_same_of
from actions.incidents.alarm import (
    bank_sees_nothing,
    misread,
    says_only_blocked,
    takes_fright,
)
from actions.incidents.care import asks_of_loss, is_still_in_need, without_need
from knowledge.matching.subject import TALK, SubjectKind


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: What the message does.
        applies: Whether it does so.
        intent: What it then means.
    """

    name: str
    applies: Callable[[Turn], bool]
    intent: str


_WITHIN_A_REPORT = frozenset(
    {names.FIRST, names.IF_ALL, names.POLICE, names.IF_BAD, names.BLOCK_CARD, names.TOO_LATE}
)

TABLE = (
    Row("speaks as a child", trouble.is_a_child, names.CHILD),
    Row("is still in need", is_still_in_need, names.CARE),
    Row("means another of several addresses", received.counts_out, "ask_again"),
    Row("asks which of several addresses", received.asks_which_of, names.WHICH_OF),
    Row("asks if a sender can be forged", received.asks_if_forged, names.FORGED),
    Row("asks what a tick proves", received.asks_of_tick, names.TICK),
    Row("asks how to check an account", received.asks_how_to_check, names.CHECK_ACCOUNT),
    Row("asks whose a domain is", asks_of_domain, names.DOMAIN),
    Row("points at a piece of the address", received.points_at_a_piece, "point_out"),
    Row("holds the door against somebody", received.is_forced, names.FORCED),
    Row("asks about a number of ours", asks_of_ours, names.OURS),
    Row("asks for somebody who listens", wants_listener, names.LISTENER),
    Row("is only threatened with a visit", is_only_threatened, names.MAY_COME),
    Row("tells that the visitor is gone", visitor_is_gone, names.GONE),
    Row("is in danger", trouble.is_in_danger, names.DANGER),
    Row("keeps what others want", keeps_what_is_wanted, names.MAY),
    Row("asks for a way to a service", asks_for_way, names.ADDRESSES),
    Row("says that something is blocked, not what", says_only_blocked, names.WHAT_BLOCKED),
    Row("asks to delete what others have", received.asks_to_delete_theirs, names.TAKE_DOWN),
    Row("asks whether it is reported", trouble.asks_if_reported, names.IF_REPORTED),
    Row("denies what an alarm took for granted", takes_fright, names.BACK),
    Row("tells that the bank sees nothing gone", bank_sees_nothing, names.NOTHING_GONE),
    Row("tells of what goes first", received.tells_what_goes_first, names.TOLD),
    Row("tells on of a theft", received.tells_on_of_theft, names.THEFT),
    Row("is called at this moment", trouble.is_called_now, names.ON_LINE),
    Row("asks how a service reaches people", asks_of_ways, names.WAYS),
    Row("asks if what is not listed is fake", asks_if_unlisted_is_fake, names.UNLISTED),
    Row("asks about our list itself", register.asks_of_list_itself, names.REGISTER),
    Row("asks where a minister is", register.asks_where_minister_is, names.MINISTER_THERE),
    Row("asks about a service and a minister", register.asks_of_two_owners, names.OVERVIEW),
    Row("asks where somebody is who is named", asks_for_channels, names.CHANNELS_OF),
    Row("asks the same of somebody else", asks_the_same_of, names.SAME_OF),
    Row("asks where a stranger is", asks_of_stranger, names.STRANGER),
    Row("says that somebody belongs in the list", register.says_one_is_there, names.MISSED),
    Row("asks whose a named service is", asks_whose_it_is, names.BELONGS),
    Row("asks what a named service is", asks_what_it_is, names.WHAT_IS),
    Row("asks about ourselves", received.asks_of_us, names.OF_US),
    Row("is about to call somebody", is_about_to_call, names.CALLS),
    Row("comes back to what was given", trouble.asks_of_given, names.ONE_STEP),
    Row("asks what to tell somebody near", asks_what_to_tell, names.TELL_THEM),
    Row("asks whether to tell it at work", asks_to_tell_work, names.TELL_WORK),
    Row("asks to block what was not given", trouble.asks_to_block_what_was_kept, names.BLOCK_CARD),
    Row("asks one thing after a loss", trouble.asks_after_loss, names.AFTER_LOSS),
    Row("says whether it is done", trouble.answers_if_done, names.IF_DONE),
    Row("says what was given", trouble.gave_something, names.INCIDENT),
    Row("asks whom to call about water", received.asks_about_water, "ask_contact"),
    Row("asks what the mailbox takes", received.asks_of_box, names.BOX),
    Row("asks where to forward it", received.asks_where_to_forward, names.BOX),
    Row("puts right how it came", puts_way_right, names.CAME),
    Row("asks when a service is open", register.asks_hours, names.HOURS),
    Row("asks what goes before all it tells", received.asks_first, names.ASKED),
    Row("asks how to report on the network", received.asks_network, names.NETWORK),
    Row("asks for the rest of a list", register.asks_rest, names.REST),
    Row("asks for accounts, not for who has them", register.wants_accounts, names.WHICH),
    Row("asks the list on after a word on it", register.asks_list_on, names.LIST_ON),
    Row("asks about question 664", register.asks_of_question_664, names.PARLIAMENT),
    Row("asks for others in the list", register.asks_for_outsiders, names.OVERVIEW),
    Row("asks one thing about a list", register.asks_of_register, names.REGISTER),
    Row("asks on about the government's social media", register.asks_on_policy, names.POLICY),
    Row("asks about the question in parliament", register.asks_of_parliament, names.PARLIAMENT),
    Row("asks in which language others help", register.asks_their_language, names.THEIR_LANGUAGE),
    Row("asks if a channel is official", register.asks_if_official, "ask_if_sure"),
    Row("asks how many follow an account", register.asks_size, names.SIZE),
    Row("asks to count", register.asks_to_count, names.OVERVIEW),
    Row("asks for those under a minister", register.asks_of_those_under, names.OVERVIEW),
    Row("asks to use the list", register.asks_to_use_list, "ask_permission"),
    Row("asks about a service named by its number", register.asks_service, names.SERVICE),
    Row("asks who the minister of something is", register.wants_minister, names.MINISTER),
    Row("adds to the report that was filed", own_report.adds_to_report, names.ADDS),
    Row("asks about reporting itself", own_report.asks_of_report, names.OF_REPORT),
    Row("asks after their own report", own_report.asks_own_report, names.OWN_REPORT),
    Row("says that the bank refuses", trouble.is_refused, names.REFUSED),
    Row("asks for the account back", trouble.asks_for_account, names.INCIDENT),
    Row("asks whether money comes back", trouble.asks_for_money, names.MONEY_BACK),
    Row("tells that they were paid", trouble.was_paid, names.WAS_PAID),
    Row("asks whether it is bad", trouble.asks_if_bad, names.IF_BAD),
    Row("asks whose fault it is", trouble.asks_whose_fault, names.FAULT),
    Row("asks whether to block a card", trouble.asks_to_block_card, names.BLOCK_CARD),
    Row("has hung up", trouble.has_hung_up, names.INCIDENT),
    Row("has no number of a report", own_report.has_no_number, names.NO_NUMBER),
    Row("says that it is too late", trouble.is_too_late, names.TOO_LATE),
    Row("asks whether that is all", trouble.asks_if_all, names.IF_ALL),
    Row("asks what to do first", trouble.asks_what_first, names.FIRST),
    Row("asks whether to go to the police", trouble.asks_of_police, names.POLICE),
    Row("asks about one thing to do", trouble.asks_of_one_step, names.ONE_STEP),
    Row("says how bad it feels", trouble.is_upset, names.UPSET),
    Row("is called again", trouble.is_called_again, names.CALLED_AGAIN),
    Row("asks what harm may be done", received.asks_what_may_happen, names.ASKED),
    Row("gave what nobody knows yet", trouble.gave_what_is_unsaid, names.INCIDENT),
    Row("supposes that something was given", trouble.supposes_given, names.INCIDENT),
    Row("asks what to do with what was told", trouble.asks_what_now, "ask_next_step"),
    Row("is still called", trouble.is_still_called, names.ON_LINE),
    Row("tells only where or when it was", trouble.tells_only_how, names.HOW),
    Row("says that another did it", received.says_other_did, names.OTHER_DID),
    Row("says that nothing was given", trouble.gave_nothing, names.NOTHING_GIVEN),
    Row("asks about the bank", trouble.asks_about_bank, names.BANK),
    Row("asks to do it instead", small_talk.asks_to_do_it, names.DO_IT),
    Row("says that the bot repeats itself", small_talk.says_it_repeats, names.REPEATS),
    Row("asks where to send it", received.asks_where_to, "ask_next_step"),
    Row("says that they were deceived", trouble.was_deceived, names.INCIDENT),
    Row("asks to give a secret", received.asks_to_give, names.MAY),
    Row("asks who it is then", received.asks_who_then, "ask_real_one"),
    Row("tells the name of a page", received.names_page, names.PAGE),
    Row("asks what the law allows", asks_of_law, names.LAW),
    Row("asks one thing about the message", received.asks_one_thing, names.ASKED),
    Row("asks what nobody here knows", asks_something_else, names.UNANSWERED),
    Row(
        "tells something in words that we do not read",
        trouble.tells_in_words_unread,
        names.INCIDENT,
    ),
    Row("asks after own affairs at a service", goes_to_business, names.BUSINESS),
    Row("says what is done", trouble.is_done, "tell_done"),
    Row("asks about a platform beside thanks", register.asks_about_place, names.CHANNELS),
    Row("asks whether it is so", received.asks_if_so, "ask_if_sure"),
    Row("asks whether what was told is theirs", received.asks_if_theirs, "ask_if_sure"),
    Row("has no address", received.has_no_address, names.NO_ADDRESS),
    Row("says that it is clear", small_talk.is_content, names.CONTENT),
    Row("answers what else to count", register.answers_what_else, "ask_variation"),
    Row("agrees or refuses though nothing was asked", small_talk.says_nothing, names.NEUTRAL),
    Row("asks how to reach them", register.asks_how_to_reach, "ask_contact"),
    Row("asks what comes next", trouble.goes_on, "ask_next_step"),
    Row("tells of a promise", received.tells_of_a_promise, names.TOLD),
    Row("asks something after a loss", trouble.asks_on_after_loss, "tell_more"),
    Row("tells of something received", received.tells_of_something, names.TOLD),
    Row("points at something", received.points_at_something, "point_out"),
    Row("tells what is seen or said", received.describes, "tell_more"),
    Row("names somebody", trouble.tells_more, "tell_more"),
    Row("asks after no report", own_report.asks_no_status, names.NEUTRAL),
    Row("asks the list about another platform", register.varies_a_list, "ask_variation"),
)


MOST_OF_A_COMPLAINT = 20  # words beside an address; more are pasted
MOST_OF_A_NAME = 4  # words that only name what it is about

_OF_A_COMPLAINT = TALK | {
    "out_of_scope",
    "help",
    "bot_challenge",
    "contact_human",
    "dispute_answer",
    "thank",
    "deny",
}
"""Intents that a message is easily taken for because it complains."""


def beside_complaint(turn: Turn) -> Turn:
    """Give the message without its complaint about the answer before; what it asks is answered."""
    heard = Objections.load()
    is_about = turn.subject.kind is not SubjectKind.NOTHING or bool(turn.memory.last_said)
    if not is_about or turn.draft:
        return turn
    if turn.mentions:  # its address is judged, whatever is said beside it
        return replace(turn, complained="sorry") if _complains_in_short(turn) else turn
    asked = heard.without_fright(turn.text) if heard.is_frightened(turn.text) else ""
    if asked:
        return _without(turn, asked, "sorry_fright")
    if not heard.complains(turn.text):
        return turn
    if asks_for_channels(turn) or asks_the_same_of(turn):
        return replace(turn, complained="sorry")
    left = heard.without_complaint(turn.text)
    if Reaching.load().is_way(left):
        return _without(turn, left, heard.sorry_for(turn.text))
    if len(left.split()) < FEWEST_LEFT and small_talk.says_it_repeats(turn):
        return turn
    if len(left.split()) < FEWEST_LEFT:
        return replace(turn, intent=names.NOT_ANSWERED)
    return _without(turn, left, heard.sorry_for(turn.text))


def _complains_in_short(turn: Turn) -> bool:
    is_pasted = len(turn.text.split()) > MOST_OF_A_COMPLAINT
    return not is_pasted and Objections.load().complains(turn.text)


def _without(turn: Turn, left: str, sorry: str) -> Turn:
    intent = "out_of_scope" if turn.intent in _OF_A_COMPLAINT else turn.intent
    if turn.subject.kind is SubjectKind.TOLD and len(left.split()) <= MOST_OF_A_NAME:
        intent = "ask_next_step"  # it only says once more what was told
    return replace(turn, text=left, intent=intent, confidence=0.0, complained=sorry)


def resolved(turn: Turn) -> Turn:
    """Give the message with what it means beside the last answer; a report goes on by itself.

    What to do first goes before a report: such a question is heard within one too. Somebody in
    need who asks about a loss is answered as anybody who lost something.
    """
    if not turn.text or (turn.draft and turn.intent not in TALK):
        return turn
    turn = beside_complaint(turn)
    if turn.intent == names.NOT_ANSWERED:
        return turn
    turn = without_need(turn) if asks_of_loss(turn) else back_to_message(turn)
    if denies_sign(turn):
        memory = replace(turn.memory, subject=without_sign(turn.memory.subject))
        turn = replace(turn, memory=memory, complained="sorry")
    sorry = "" if turn.draft else misread(turn)
    turn = replace(turn, complained=sorry) if sorry else turn
    table = (each for each in TABLE if not turn.draft or each.intent in _WITHIN_A_REPORT)
    row = next((each for each in table if each.applies(turn)), None)
    return replace(turn, intent=row.intent) if row and row.intent != turn.intent else turn
