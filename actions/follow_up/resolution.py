"""What a short message means beside the last answer, where the model takes it for another thing.

One table, read from above; the first row that applies decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.answers.ministers import asks_for_minister
from actions.answers.network import network_asked
from actions.answers.report_progress import own_reference
from actions.answers.short_answers import by_words
from actions.conversation.told_without_address import is_promised, is_told
from actions.conversation.turn import Turn
from actions.cues.facts import FactsReader
from actions.cues.overview import question_reader
from actions.cues.policy import OF_POLICY, PolicyWords
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up import about_policy
from actions.follow_up.asked import asked_in
from actions.incidents.bank_talk import asked_of_bank
from actions.incidents.care import is_still_in_need, speaks_as_child, topic_of
from actions.incidents.steps import AFTER_LOSS
from actions.report_form.adding import addition_in
from knowledge.matching.subject import TALK, SubjectKind

NEUTRAL = "neutral"
"""Stands for a message that says nothing by itself: what can be asked is said."""

TOLD = "told"
"""Stands for something received, told without an address."""

DANGER = "danger"
"""Stands for words of danger, which have a short answer of their own."""

CHILD = "child"
"""Stands for a child, or its parent, that tells of a stranger."""

CARE = "care"
"""Stands for whatever a child or somebody in need says next."""

NOTHING_GIVEN = "nothing_given"
"""Stands for saying that nothing was given or paid."""

BANK = "bank"
"""Stands for a question about the bank after something happened."""

ON_LINE = "on_line"
"""Stands for a caller who still talks or threatens."""

MAY = "may"
"""Stands for asking whether a secret may be given, whatever was said before."""

NETWORK = "network"
"""Stands for asking how to report on the network itself."""

OWN_REPORT = "own_report"
"""Stands for asking how the last report of this conversation stands, or for its number."""

ADDS = "adds"
"""Stands for adding to the report that was just filed, or taking it back."""

TOO_LATE = "too_late"
"""Stands for saying that it was done already, or that it is too late."""

IF_ALL = "if_all"
"""Stands for asking whether that is all."""

FIRST = "first"
"""Stands for asking what to do first."""

CALLED_AGAIN = "called_again"
"""Stands for a caller who tries again."""

IF_BAD = "if_bad"
"""Stands for asking whether what was given can do harm."""

FAULT = "fault"
"""Stands for asking whose fault it is."""

UPSET = "upset"
"""Stands for saying how bad it feels."""

ONE_STEP = "one_step"
"""Stands for asking about one of the things to do."""

BLOCK_CARD = "block_card"
"""Stands for asking whether a card has to be blocked."""

REFUSED = "refused"
"""Stands for saying that the bank does nothing."""

NO_NUMBER = "no_number"
"""Stands for not having the number of a report that was asked for."""

POLICE = "police"
"""Stands for asking whether to go to the police."""

HOW = "how"
"""Stands for telling where, when or how much it was, and nothing else."""
REPEATS = "repeats"
"""Stands for saying that the bot says the same again."""

CONTENT = "content"
"""Stands for saying that it is clear, which asks nothing."""

NO_ADDRESS = "no_address"
"""Stands for having no link, number or sender that can be looked up."""

DO_IT = "do_it"
"""Stands for asking the bot to do it instead."""

PARLIAMENT = "parliament"
"""Stands for asking about the question in parliament, before any answer about it."""

OVERVIEW = "overview"
"""Stands for asking to count or name in the register."""

SIZE = "size"
"""Stands for asking how many follow an account."""

SERVICE = "service"
"""Stands for asking about a service whose number is its name."""

POLICY = "policy"
"""Stands for asking on about an answer on how the government uses social media."""

MINISTER = "minister"
"""Stands for asking who the minister of something is."""

CHANNELS = "channels"
"""Stands for asking, after a word of thanks, about a platform of whom it was about."""

ASKED = "asked"
"""Stands for one of the questions that people ask about a message, whatever it is taken for."""

WHICH_OF = "which_of"
"""Stands for asking which of several addresses is the right one."""

CARING = frozenset({CHILD, CARE})
"""What goes before a verdict and before a report."""

INCIDENT = "ask_after_incident"
_YES_OR_NO = frozenset({"affirm", "deny"})
_SMALL_TALK = frozenset({"greet", "thank", "goodbye"})
_ABOUT_CHANNELS = frozenset({"list_channels", "find_organisation"})
_ABOUT_REGISTER = _ABOUT_CHANNELS | {
    "ask_overview",
    "list_planned_channels",
    "ask_misuse_cases",
    "ask_content_policy",
    "ask_evaluation",
    "ask_privacy",
    "report_status",
}
"""Intents of questions, which a message that only tells something is taken for."""

_TAKEN_FOR_A_PROMISE = _ABOUT_REGISTER | {
    "report_misuse",
    "check_channel",
    "out_of_scope",
    "ask_security",
    "dispute_answer",
}
_OF_THEIR_OWN = frozenset({"crisis", "forget_me", "report_misuse"})
_MAY_TELL = frozenset({"tell_more", "tell_done", "point_out"})
"""Intents of talk that is no question."""

_TAKEN_FOR_A_VARIATION = (TALK | {"out_of_scope", "help"}) - {
    "ask_variation",
    "ask_which",
    "ask_how_many",
    "ask_why",
    "ask_if_sure",
    "share",
}
"""Intents of a message that asks a list about something else, if it names that."""

_TAKEN_FOR_A_QUESTION = (_ABOUT_REGISTER | _YES_OR_NO | _SMALL_TALK) | {
    "check_channel",
    "out_of_scope",
    "ask_security",
    "help",
    "bot_challenge",
    "dispute_answer",
    "contact_human",
    "cancel",
    "forget_me",
}
"""Intents that a question about a message is taken for."""

_TAKEN_FOR_ANOTHER = (_ABOUT_REGISTER | _YES_OR_NO) | {
    "ask_variation",
    "ask_which",
    "ask_if_sure",
    "check_channel",
    "out_of_scope",
}
"""Intents that naming another of several addresses is taken for."""

_SMALL = frozenset({"clicked", "login", "money", "personal"})
"""Facts that also stand in a story about something else."""

_TAKEN_FOR_FEELING = frozenset(
    {"out_of_scope", "help", "ask_simpler", "cancel", "tell_more", "point_out", INCIDENT}
)
"""Intents that a message is taken for which says how somebody feels."""

AT_DOOR = "door-visit"
"""The answer for somebody at the door; who gave a code already needs other help."""

_BARE_WORDS = 4
FEW_OF_TOO_LATE = 6
MOST_OF_A_QUESTION = 12
_CLOSES = ("?", "？")
FEW_TO_AGREE = 5  # words; more say something else


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


def _points_at_a_piece(turn: Turn) -> bool:
    return turn.points_back and turn.intent not in TALK


def _is_in_danger(turn: Turn) -> bool:
    if turn.intent in _OF_THEIR_OWN or turn.judged.verdict:
        return False
    danger = by_words(turn)
    if danger is None:
        return False
    has_happened = turn.news.given or TalkWords.load().has("deceived", turn.text)
    return not (danger.id == AT_DOOR and has_happened)


def _gave_something(turn: Turn) -> bool:
    """Tell whether something was given, by the facts; alone only what nobody says by the way."""
    if turn.intent == INCIDENT or turn.intent in _OF_THEIR_OWN:
        return False
    given = set(turn.news.given)
    if given and turn.mentions:
        return True
    has_subject = turn.subject.kind not in (SubjectKind.NOTHING, SubjectKind.LIST)
    is_robbed = "money" in given and TalkWords.load().has("lost_money", turn.text)
    return bool(given if has_subject or is_robbed else given - _SMALL)


def _gave_nothing(turn: Turn) -> bool:
    """Tell whether something was not given or paid; alone only in a short message."""
    is_talk = turn.intent in TALK - _MAY_TELL or turn.intent in _OF_THEIR_OWN
    says_no = bool(turn.news.kept) and not (turn.news.given or turn.news.done or turn.news.asked)
    stands_alone = turn.subject.kind is not SubjectKind.NOTHING or turn.is_short
    is_question = turn.text.rstrip().endswith(_CLOSES)
    return says_no and stands_alone and not (is_talk or is_question or turn.judged.verdict)


def _asks_about_bank(turn: Turn) -> bool:
    is_other = turn.news.given or turn.judged.verdict or turn.intent in _OF_THEIR_OWN
    return not is_other and asked_of_bank(turn) is not None


def _is_still_called(turn: Turn) -> bool:
    is_other = turn.news.given or turn.judged.verdict or turn.intent in _OF_THEIR_OWN
    is_question = turn.text.rstrip().endswith(_CLOSES)
    return not (is_other or is_question) and TalkWords.load().has("on_line", turn.text)


def _is_too_late(turn: Turn) -> bool:
    """Tell whether somebody did it already, or asks whether it is too late; not what a bank says.

    After a verdict only a few words say so: a longer message has its own matter.
    """
    words = TalkWords.load()
    is_late = words.has("too_late", turn.text) and not words.has("bank", turn.text)
    is_before = turn.subject.kind is not SubjectKind.INCIDENT
    says_so = is_late or (is_before and words.has("done_already", turn.text))
    is_few = len(turn.text.split()) <= FEW_OF_TOO_LATE or turn.intent in TALK | {"out_of_scope"}
    about = turn.subject.is_verdict or _is_in_trouble(turn) or turn.memory.facts.asked
    is_other = turn.news.given or turn.news.done or turn.judged.verdict
    may_be = not (is_other or turn.intent in _OF_THEIR_OWN)
    return says_so and is_few and bool(about) and may_be


def _is_incident(turn: Turn) -> bool:
    """Tell whether it is short talk in a conversation about what happened."""
    is_other = turn.news.given or turn.judged.verdict or turn.intent in _OF_THEIR_OWN
    is_in_report = turn.draft is not None and bool(turn.facts.given)
    is_incident = turn.subject.kind is SubjectKind.INCIDENT and topic_of(turn) is None
    return (
        (is_incident or is_in_report)
        and not is_other
        and len(turn.text.split()) <= MOST_OF_A_QUESTION
    )


def _is_refused(turn: Turn) -> bool:
    """Tell whether the bank that was called does nothing."""
    words = TalkWords.load()
    about_bank = words.has("bank", turn.text) or turn.subject.times("refused") > 0
    refuses = words.has("refuses", turn.text) or words.has("too_late", turn.text)
    return _is_incident(turn) and about_bank and refuses


def _asks_of_one_step(turn: Turn) -> bool:
    """Tell whether a few words ask about one of the things to do, as in `and the bank?`."""
    is_few = len(turn.text.split()) <= _BARE_WORDS and turn.text.rstrip().endswith(_CLOSES)
    names_one = is_few and bool(FactsReader.load().names_done(turn.text))
    return names_one and _is_incident(turn) and bool(turn.facts.given) and not turn.news.done


def _is_upset(turn: Turn) -> bool:
    """Tell whether somebody in trouble only says how bad it feels."""
    is_taken_so = turn.intent in _SMALL_TALK | _YES_OR_NO | _TAKEN_FOR_FEELING
    is_other = turn.news.given or turn.news.done or turn.judged.verdict
    is_question = turn.text.rstrip().endswith(_CLOSES)
    may_be = _is_in_trouble(turn) and is_taken_so and not (is_other or is_question)
    return may_be and FormWords.load().is_upset(turn.text)


def _asks_if_bad(turn: Turn) -> bool:
    words = TalkWords.load()
    asks = turn.intent in TALK or turn.text.rstrip().endswith(_CLOSES)
    is_other = words.has("bank", turn.text) or words.has("police", turn.text)
    is_known = bool(turn.facts.given) and not is_other
    return _is_incident(turn) and asks and is_known and words.has("severe", turn.text)


def _asks_whose_fault(turn: Turn) -> bool:
    return _is_incident(turn) and TalkWords.load().has("fault", turn.text)


def _asks_to_block_card(turn: Turn) -> bool:
    words = TalkWords.load()
    ends_as_question = turn.text.rstrip().endswith(_CLOSES)
    asks = words.has("must", turn.text) or ends_as_question or words.has("how_do", turn.text)
    is_known = bool(turn.facts.given) and not turn.news.done
    return _is_incident(turn) and asks and is_known and words.has("block_card", turn.text)


def _has_hung_up(turn: Turn) -> bool:
    says_so = TalkWords.load().has("hung_up", turn.text) and turn.is_short
    gave = bool(turn.facts.given) and not TalkWords.load().has("on_line", turn.text)
    return says_so and gave and not (turn.judged.verdict or turn.intent in _OF_THEIR_OWN)


def _has_no_number(turn: Turn) -> bool:
    was_asked = turn.subject.kind is SubjectKind.QUESTION and turn.subject.topic == "reference"
    words = TalkWords.load()
    says_no = words.has("no_number", turn.text) or words.begins("no", turn.text)
    return was_asked and turn.reference is None and turn.is_short and says_no


def _asks_if_all(turn: Turn) -> bool:
    words = TalkWords.load()
    asks = words.has("is_that_all", turn.text) or words.has("anything_else", turn.text)
    is_content = turn.intent in ("deny", "thank") or words.begins("no", turn.text)
    ends_as_question = turn.text.rstrip().endswith(_CLOSES)
    is_over = is_content and not ends_as_question
    return _is_incident(turn) and asks and not (turn.news.done or is_over)


def _asks_what_first(turn: Turn) -> bool:
    words = TalkWords.load()
    asks = turn.intent in TALK or turn.text.rstrip().endswith(_CLOSES)
    return _is_incident(turn) and asks and words.has("first_thing", turn.text)


def _is_called_again(turn: Turn) -> bool:
    is_other = turn.news.given or turn.judged.verdict or turn.intent in _OF_THEIR_OWN
    words = TalkWords.load()
    asks = words.has("may", turn.text) or turn.text.rstrip().endswith(_CLOSES)
    says_so = words.has("calls_back", turn.text) and turn.is_short and not asks
    return says_so and not is_other and topic_of(turn) is None


def _asks_of_police(turn: Turn) -> bool:
    words = TalkWords.load()
    asks_how = words.has("how_do", turn.text)
    asks = words.has("must", turn.text) or turn.text.rstrip().endswith(_CLOSES) or asks_how
    is_open = words.has("open_question", turn.text) and not asks_how
    is_plain = not (turn.news.done or is_open)
    names_it = asks and is_plain and words.has("police", turn.text)
    goes_on = "police" in turn.facts.told and words.begins("how_do", turn.text) and turn.is_short
    return _is_incident(turn) and (names_it or goes_on)


def _asks_to_give(turn: Turn) -> bool:
    words = TalkWords.load()
    asks = words.has("may", turn.text) and words.has("giving", turn.text)
    is_other = words.has("open_question", turn.text) or turn.judged.verdict
    return asks and words.wanted(turn.text) == "secret" and not is_other


def _asks_where_to(turn: Turn) -> bool:
    words = TalkWords.load()
    asks = words.begins("where_to", turn.text) and words.has("giving", turn.text)
    is_taken_wrong = turn.intent in TALK or turn.intent == "out_of_scope"
    return asks and is_taken_wrong and turn.subject.is_verdict and not turn.judged.verdict


def _asks_network(turn: Turn) -> bool:
    return network_asked(turn) is not None


def _asks_own_report(turn: Turn) -> bool:
    return turn.reference is None and own_reference(turn) is not None


def _adds_to_report(turn: Turn) -> bool:
    return addition_in(turn) is not None


def _tells_only_how(turn: Turn) -> bool:
    """Tell whether something that happened is only placed, as in `via facebook`."""
    is_trouble = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    asks = turn.intent in TALK - _MAY_TELL
    is_other = turn.judged.verdict or turn.intent in _OF_THEIR_OWN or asks
    is_bare = len(turn.text.split()) <= _BARE_WORDS and not turn.named
    is_plain = is_bare and not turn.text.rstrip().endswith(_CLOSES)
    says_how = turn.news.says_only_how and bool(turn.news.seen_on or turn.news.when)
    return is_trouble and is_plain and says_how and not is_other


def _was_deceived(turn: Turn) -> bool:
    """Tell whether somebody says that they were deceived, which the model takes for nothing."""
    danger = by_words(turn)
    is_at_door = danger is not None and danger.id == AT_DOOR
    is_nothing = turn.intent in ("out_of_scope", "help", "affirm", "greet") or is_at_door
    is_question = turn.text.rstrip().endswith(_CLOSES)
    return is_nothing and TalkWords.load().has("deceived", turn.text) and not is_question


def _asks_who_then(turn: Turn) -> bool:
    asks_who = ConversationWords.load().asks_who(turn.text)
    return turn.intent == "bot_challenge" and turn.subject.is_verdict and asks_who


def _is_done(turn: Turn) -> bool:
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    may_be = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    is_after_loss = may_be and not AFTER_LOSS.isdisjoint(turn.news.done)
    is_other = turn.judged.verdict or turn.intent in _OF_THEIR_OWN
    if is_after_loss and not is_other:
        return True
    return bool(turn.news.done) and is_incident and turn.intent != "tell_done"


def _asks_if_so(turn: Turn) -> bool:
    ends_as_question = turn.text.rstrip().endswith(_CLOSES)
    may_ask = turn.intent in _YES_OR_NO or turn.intent in _SMALL_TALK
    return may_ask and turn.subject.is_verdict and ends_as_question


def _asks_about_place(turn: Turn) -> bool:
    ends_as_question = turn.text.rstrip().endswith(_CLOSES)
    may_ask = turn.intent in _SMALL_TALK and not turn.judged.verdict
    return may_ask and ends_as_question and turn.platform is not None and turn.before is not None


def _says_nothing(turn: Turn) -> bool:
    was_asked = turn.subject.kind is SubjectKind.QUESTION
    goes_on = turn.goes_on_about_channels
    return turn.intent in _YES_OR_NO and bool(turn.text) and not was_asked and not goes_on


def _varies_a_list(turn: Turn) -> bool:
    is_list = turn.subject.kind is SubjectKind.LIST and turn.is_short and not turn.named
    if is_list and turn.intent == "ask_overview":  # "are those on social media"
        asked = question_reader(turn.context.library.platforms).read(turn.text)
        of_them = ConversationWords.load().refers_back(turn.text)
        return of_them and bool(asked.platforms) and not (asked.kind or asked.domain)
    if is_list and turn.intent in _TAKEN_FOR_A_VARIATION:
        asked = question_reader(turn.context.library.platforms).read(turn.text)
        return bool(asked.platforms or asked.kind or asked.domain)
    return turn.intent in _ABOUT_CHANNELS and is_list


def _asks_on_policy(turn: Turn) -> bool:
    return turn.intent not in _OF_THEIR_OWN and about_policy.goes_on(turn)


def _asks_of_parliament(turn: Turn) -> bool:
    """Tell whether it asks about the question in parliament, or about watching for misuse."""
    is_new = turn.subject.kind not in (SubjectKind.TOLD, SubjectKind.INCIDENT)
    return is_new and about_policy.begins(turn)


def _asks_hours(turn: Turn) -> bool:
    about = (SubjectKind.ORGANISATION, SubjectKind.LIST, SubjectKind.LISTED)
    is_other = turn.intent in _OF_THEIR_OWN or turn.judged.verdict or not turn.is_short
    asks = TalkWords.load().has("hours", turn.text)
    return turn.subject.kind in about and asks and not is_other


def _asks_if_official(turn: Turn) -> bool:
    is_own = turn.subject.kind is SubjectKind.ORGANISATION and turn.is_short
    is_taken_so = turn.intent in TALK | {"check_channel", "out_of_scope"}
    names = turn.judged.verdict or turn.named or turn.platform
    official = PolicyWords.load().has("official", turn.text)
    return is_own and is_taken_so and official and not names


def _asks_size(turn: Turn) -> bool:
    is_taken_so = turn.intent in OF_POLICY | _ABOUT_CHANNELS | {"ask_overview", "ask_how_many"}
    is_other = turn.judged.verdict or turn.subject.is_verdict or _is_in_trouble(turn)
    return is_taken_so and PolicyWords.load().has("size", turn.text) and not is_other


def _asks_to_count(turn: Turn) -> bool:
    """Tell whether it counts or names a group on a platform, though it is taken for another."""
    is_taken_so = turn.intent in ("out_of_scope", "help", "check_channel")
    is_other = turn.judged.verdict or turn.named or _is_in_trouble(turn)
    words = TalkWords.load()
    tells = any(words.has(each, turn.text) for each in ("got", "received", "film", "promise"))
    if not is_taken_so or is_other or tells or turn.subject.is_verdict:
        return False
    reader = question_reader(turn.context.library.platforms)
    is_group = turn.platform is not None and reader.read(turn.text).kind is not None
    return is_group or reader.counts_channels(turn.text)


def _asks_to_use_list(turn: Turn) -> bool:
    is_taken_so = turn.intent in TALK | _SMALL_TALK | {"out_of_scope"}
    is_list = turn.subject.kind is SubjectKind.LIST and is_taken_so
    asks = TalkWords.load().has("may", turn.text) and PolicyWords.load().has("reuse", turn.text)
    return is_list and asks


def _asks_for_minister(turn: Turn) -> bool:
    is_other = turn.intent in _OF_THEIR_OWN or _is_in_trouble(turn) or turn.subject.is_verdict
    return not is_other and asks_for_minister(turn)


def _asks_service(turn: Turn) -> bool:
    return turn.asked_service is not None and turn.intent not in _OF_THEIR_OWN


def _asks_rest(turn: Turn) -> bool:
    """Tell whether it asks for what a list did not show, as in `the next ones`."""
    is_list = turn.subject.kind is SubjectKind.LIST and len(turn.text.split()) <= FEW_TO_AGREE
    is_other = turn.named or turn.platform or turn.judged.verdict
    rest = question_reader(turn.context.library.platforms).asks_rest(turn.text)
    return is_list and rest and not is_other


def _asks_how_to_reach(turn: Turn) -> bool:
    about = (SubjectKind.ORGANISATION, SubjectKind.TOLD)
    is_about_them = turn.subject.is_verdict or turn.subject.kind in about
    asks = turn.intent in _ABOUT_CHANNELS and turn.is_short
    words = TalkWords.load()
    return (
        asks
        and is_about_them
        and any(words.has(sign, turn.text) for sign in ("phone", "reach", "mail"))
    )


def _supposes_given(turn: Turn) -> bool:
    """Tell whether it supposes that something was given, as in `and if she did fill it in`."""
    supposes = TalkWords.load().begins("what_if", turn.text)
    is_other = turn.judged.verdict or turn.intent in _OF_THEIR_OWN or turn.intent == INCIDENT
    about = turn.subject.kind not in (SubjectKind.NOTHING, SubjectKind.LIST)
    return supposes and about and not is_other and FactsReader.load().speaks_of_giving(turn.text)


def _asks_to_do_it(turn: Turn) -> bool:
    is_other = turn.judged.verdict or turn.news.given or turn.intent in _OF_THEIR_OWN
    return not is_other and turn.is_short and TalkWords.load().has("for_me", turn.text)


def _says_it_repeats(turn: Turn) -> bool:
    is_about = turn.subject.kind is not SubjectKind.NOTHING and not turn.judged.verdict
    return is_about and turn.is_short and TalkWords.load().has("repeats", turn.text)


def _is_content(turn: Turn) -> bool:
    """Tell whether a few words say that it is clear; to a question of the bot they may agree."""
    has_asked = turn.subject.kind in (SubjectKind.QUESTION, SubjectKind.NOTHING)
    is_question = turn.text.rstrip().endswith(_CLOSES)
    is_taken_so = turn.intent in ("affirm", "out_of_scope", "ask_if_sure")
    says_so = len(turn.text.split()) <= FEW_TO_AGREE and TalkWords.load().begins(
        "content", turn.text
    )
    return is_taken_so and says_so and not (has_asked or is_question)


def _has_no_address(turn: Turn) -> bool:
    """Tell whether there is nothing to look up; a bare no answers our question whether there is."""
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.subject.topic != "door"
    refuses = turn.intent == "deny" and TalkWords.load().begins("no", turn.text)
    says_no = refuses and turn.is_short and bool(turn.subject.times("told"))
    has_words = TalkWords.load().has("no_address", turn.text) and turn.intent not in _OF_THEIR_OWN
    return is_told and not turn.judged.verdict and topic_of(turn) is None and (says_no or has_words)


def _describes(turn: Turn) -> bool:
    """Tell whether it tells what is seen or said, though it seems to ask the register."""
    about = turn.subject.is_verdict or _is_in_trouble(turn)
    is_question = turn.text.rstrip().endswith(_CLOSES) or turn.judged.verdict
    is_taken_wrong = turn.intent in _ABOUT_REGISTER
    tells = TalkWords.load().begins("states", turn.text)
    return about and is_taken_wrong and tells and not is_question


def _points_at_something(turn: Turn) -> bool:
    may_point = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    return may_point and _describes(turn) and TalkWords.load().pointed_at(turn.text) is not None


def _tells_of_a_promise(turn: Turn) -> bool:
    """Tell whether money is promised somewhere; after an answer about it, it is talk about that."""
    is_news = not (turn.subject.is_verdict or _is_in_trouble(turn))
    is_taken_wrong = turn.intent in _TAKEN_FOR_A_PROMISE and not turn.judged.verdict
    return is_news and is_taken_wrong and not turn.news.given and is_promised(turn)


def _is_in_trouble(turn: Turn) -> bool:
    is_trouble = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    return is_trouble and topic_of(turn) is None


def _goes_on(turn: Turn) -> bool:
    is_trouble = _is_in_trouble(turn)
    names_nothing = not (turn.named or turn.platform)
    return turn.intent in _ABOUT_CHANNELS and is_trouble and turn.is_short and names_nothing


def _tells_more(turn: Turn) -> bool:
    """Tell whether it only names somebody, as in `van Fluvius zogezegd`."""
    is_trouble = _is_in_trouble(turn)
    only_names = bool(turn.named) and turn.platform is None and turn.is_short
    asks = turn.text.rstrip().endswith(_CLOSES) or TalkWords.load().has("phone", turn.text)
    return turn.intent in _ABOUT_CHANNELS and is_trouble and only_names and not asks


def _asks_no_status(turn: Turn) -> bool:
    has_words = ConversationWords.load().intent_in(turn.text) == turn.intent
    is_about = turn.subject.is_verdict or turn.subject.kind in (
        SubjectKind.INCIDENT,
        SubjectKind.TOLD,
    )
    return turn.intent == "report_status" and is_about and not (turn.reference or has_words)


def _tells_of_something(turn: Turn) -> bool:
    is_taken_wrong = turn.intent in ("report_status", "list_channels", "ask_privacy")
    return is_taken_wrong and turn.reference is None and is_told(turn)


def _tells_in_words_unread(turn: Turn) -> bool:
    """Tell whether something may have happened, told in a language whose facts we do not read."""
    about = (SubjectKind.INCIDENT, SubjectKind.TOLD)
    may_have = turn.subject.is_verdict or turn.subject.kind in about
    is_taken_so = turn.intent in _MAY_TELL | {"out_of_scope", "ask_next_step"}
    return turn.unspoken is not None and is_taken_so and may_have


def _is_a_child(turn: Turn) -> bool:
    """Tell whether a child speaks; `as for a child of ten` asks to say it in plain words."""
    return turn.intent != "ask_simpler" and speaks_as_child(turn)


def _counts_out(turn: Turn) -> bool:
    """Tell whether it only says which of several addresses it means, as in `and the first one?`."""
    is_bare = turn.counted is not None and turn.is_short and asked_in(turn) is None
    return is_bare and turn.intent in _TAKEN_FOR_ANOTHER


def _asks_which_of(turn: Turn) -> bool:
    """Tell whether it asks which of several addresses is the right one."""
    several = len(turn.subject.beside) > 1 and not turn.judged.verdict
    is_taken_so = turn.intent in _TAKEN_FOR_ANOTHER | {"ask_real_one", "ask_why"}
    return several and is_taken_so and TalkWords.load().has("which_of", turn.text)


def _asks_one_thing(turn: Turn) -> bool:
    """Tell whether it asks one thing about the message that the conversation is about."""
    is_taken_wrong = turn.intent in _TAKEN_FOR_A_QUESTION and not turn.judged.verdict
    is_meant = turn.intent in _OF_THEIR_OWN and ConversationWords.load().says(
        turn.intent, turn.text
    )
    is_of_channels = turn.platform is not None and turn.intent in _ABOUT_CHANNELS
    return is_taken_wrong and not (is_meant or is_of_channels) and asked_in(turn) is not None


def _asks_what_may_happen(turn: Turn) -> bool:
    """Tell whether it asks whether harm was done by looking, though it seems to tell of harm."""
    asked = None if turn.judged.verdict or turn.news.given else asked_in(turn)
    return asked is not None and asked.about_harm


_WITHIN_A_REPORT = frozenset({FIRST, IF_ALL, POLICE, IF_BAD, BLOCK_CARD, TOO_LATE})

TABLE = (
    Row("speaks as a child", _is_a_child, CHILD),
    Row("is still in need", is_still_in_need, CARE),
    Row("means another of several addresses", _counts_out, "ask_again"),
    Row("asks which of several addresses", _asks_which_of, WHICH_OF),
    Row("points at a piece of the address", _points_at_a_piece, "point_out"),
    Row("is in danger", _is_in_danger, DANGER),
    Row("says what was given", _gave_something, INCIDENT),
    Row("asks how to report on the network", _asks_network, NETWORK),
    Row("asks on about the government's social media", _asks_on_policy, POLICY),
    Row("asks about the question in parliament", _asks_of_parliament, PARLIAMENT),
    Row("asks when a service is open", _asks_hours, "ask_contact"),
    Row("asks if a channel is official", _asks_if_official, "ask_if_sure"),
    Row("asks how many follow an account", _asks_size, SIZE),
    Row("asks to count", _asks_to_count, OVERVIEW),
    Row("asks to use the list", _asks_to_use_list, "ask_permission"),
    Row("asks about a service named by its number", _asks_service, SERVICE),
    Row("asks who the minister of something is", _asks_for_minister, MINISTER),
    Row("asks for the rest of a list", _asks_rest, "ask_which"),
    Row("adds to the report that was filed", _adds_to_report, ADDS),
    Row("asks after their own report", _asks_own_report, OWN_REPORT),
    Row("says that the bank refuses", _is_refused, REFUSED),
    Row("asks whether it is bad", _asks_if_bad, IF_BAD),
    Row("asks whose fault it is", _asks_whose_fault, FAULT),
    Row("asks whether to block a card", _asks_to_block_card, BLOCK_CARD),
    Row("has hung up", _has_hung_up, INCIDENT),
    Row("has no number of a report", _has_no_number, NO_NUMBER),
    Row("says that it is too late", _is_too_late, TOO_LATE),
    Row("asks whether that is all", _asks_if_all, IF_ALL),
    Row("asks what to do first", _asks_what_first, FIRST),
    Row("asks whether to go to the police", _asks_of_police, POLICE),
    Row("asks about one thing to do", _asks_of_one_step, ONE_STEP),
    Row("says how bad it feels", _is_upset, UPSET),
    Row("is called again", _is_called_again, CALLED_AGAIN),
    Row("asks what harm may be done", _asks_what_may_happen, ASKED),
    Row("supposes that something was given", _supposes_given, INCIDENT),
    Row("is still called", _is_still_called, ON_LINE),
    Row("tells only where or when it was", _tells_only_how, HOW),
    Row("says that nothing was given", _gave_nothing, NOTHING_GIVEN),
    Row("asks about the bank", _asks_about_bank, BANK),
    Row("asks to do it instead", _asks_to_do_it, DO_IT),
    Row("says that the bot repeats itself", _says_it_repeats, REPEATS),
    Row("asks where to send it", _asks_where_to, "ask_next_step"),
    Row("says that they were deceived", _was_deceived, INCIDENT),
    Row("asks to give a secret", _asks_to_give, MAY),
    Row("asks who it is then", _asks_who_then, "ask_real_one"),
    Row("asks one thing about the message", _asks_one_thing, ASKED),
    Row("tells something in words that we do not read", _tells_in_words_unread, INCIDENT),
    Row("says what is done", _is_done, "tell_done"),
    Row("asks about a platform beside thanks", _asks_about_place, CHANNELS),
    Row("asks whether it is so", _asks_if_so, "ask_if_sure"),
    Row("has no address", _has_no_address, NO_ADDRESS),
    Row("says that it is clear", _is_content, CONTENT),
    Row("agrees or refuses though nothing was asked", _says_nothing, NEUTRAL),
    Row("asks how to reach them", _asks_how_to_reach, "ask_contact"),
    Row("asks what comes next", _goes_on, "ask_next_step"),
    Row("tells of a promise", _tells_of_a_promise, TOLD),
    Row("tells of something received", _tells_of_something, TOLD),
    Row("points at something", _points_at_something, "point_out"),
    Row("tells what is seen or said", _describes, "tell_more"),
    Row("names somebody", _tells_more, "tell_more"),
    Row("asks after no report", _asks_no_status, NEUTRAL),
    Row("asks the list about another platform", _varies_a_list, "ask_variation"),
)


def resolved(turn: Turn) -> Turn:
    """Give the message with what it means beside the last answer; a report goes on by itself.

    What to do first goes before a report: such a question is heard within one too.
    """
    if not turn.text or (turn.draft and turn.intent not in TALK):
        return turn
    table = (each for each in TABLE if not turn.draft or each.intent in _WITHIN_A_REPORT)
    row = next((each for each in table if each.applies(turn)), None)
    return replace(turn, intent=row.intent) if row else turn
