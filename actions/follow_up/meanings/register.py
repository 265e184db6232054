"""What people ask the register: lists, ministers, services, the question in parliament."""

from actions.answers.ministers import asks_for_minister, minister_there
from actions.answers.overview import minister_over
from actions.answers.overview_beside import asks_of_ministers_too
from actions.conversation.certain import SMALL_TALK
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.languages import Languages
from actions.cues.overview import Asks, Question, question_reader
from actions.cues.policy import OF_POLICY, PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.follow_up import about_policy
from actions.follow_up.about_register import (
    asked_of_list_itself,
    asked_of_register,
    names_one_missed,
)
from actions.follow_up.meanings.names import ADDRESSES
from actions.follow_up.meanings.signs import (
    ABOUT_CHANNELS,
    CLOSES,
    FEW_TO_AGREE,
    OF_THEIR_OWN,
    YES_OR_NO,
    is_in_trouble,
)
from knowledge.matching.subject import TALK, SubjectKind
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.selection import State

LOCAL = "local-authorities"  # id of the answer that those are not in our list
MOST_OF_A_REST = 14  # words of what leans on a list
SURE_AGAIN = 0.6  # confidence of a wish for the same once more
SURELY_ELSE = 0.9  # confidence from which a count of something else is asked, such as of a wage

_TAKEN_FOR_A_VARIATION = (TALK | {"out_of_scope", "help"}) - {
    "ask_variation",
    "ask_which",
    "ask_how_many",
    "ask_why",
    "ask_if_sure",
    "share",
}
"""Intents of a message that asks a list about something else, if it names that."""


_OF_A_LIST = frozenset({"ask_variation", "ask_which", "ask_how_many", "ask_overview"})
"""Intents of questions on what the list holds."""


def asks_about_place(turn: Turn) -> bool:
    """Tell whether somebody asks about a platform beside thanks."""
    ends_as_question = turn.text.rstrip().endswith(CLOSES)
    may_ask = turn.intent in SMALL_TALK and not turn.judged.verdict
    return may_ask and ends_as_question and turn.platform is not None and turn.before is not None


def varies_a_list(turn: Turn) -> bool:
    """Tell whether somebody asks the list about another platform."""
    is_list = turn.subject.kind is SubjectKind.LIST and turn.is_short and not turn.named
    if is_list and turn.intent == "ask_overview":  # "are those on social media"
        asked = _read(turn)
        of_them = ConversationWords.load().refers_back(turn.text)
        return of_them and bool(asked.platforms) and not (asked.kind or asked.domain)
    if is_list and turn.intent in SMALL_TALK:  # "split by theme please"
        return _read(turn).asks is Asks.DOMAINS
    if is_list and turn.intent in _TAKEN_FOR_A_VARIATION:
        asked = _read(turn)
        narrows = asked.platforms or asked.kind or asked.domain or asked.asks.is_ranking
        return bool(narrows) or _asks_for_now(turn)
    return turn.intent in ABOUT_CHANNELS and is_list


def _asks_for_now(turn: Turn) -> bool:
    """Tell whether it asks for those of now, after those who stopped or are still to come."""
    state = (turn.subject.question or {}).get("state", State.IN_USE)
    reader = question_reader(turn.context.library.platforms)
    return state != State.IN_USE and reader.says_already(turn.text)


def answers_what_else(turn: Turn) -> bool:
    """Tell whether it answers what else to count, as in `yes, in the field of mobility`."""
    is_list = turn.subject.kind is SubjectKind.LIST and turn.intent in YES_OR_NO
    asked = _read(turn) if is_list and not turn.named else None
    return asked is not None and bool(asked.platforms or asked.kind or asked.domain)


def _read(turn: Turn) -> Question:
    return question_reader(turn.context.library.platforms).read(turn.text)


def asks_of_list_itself(turn: Turn) -> bool:
    """Tell whether it asks about our list itself, whatever it names beside."""
    return _may_ask_of_register(turn) and asked_of_list_itself(turn)


def asks_of_register(turn: Turn) -> bool:
    """Tell whether it asks one thing about the list before: who keeps it, what it counts."""
    may_ask = _may_ask_of_register(turn)
    return may_ask and asked_of_register(turn) is not None and not _goes_on_to_others(turn)


def _may_ask_of_register(turn: Turn) -> bool:
    is_again = turn.intent in ("ask_simpler", "ask_again") and turn.confidence >= SURE_AGAIN
    is_of_misuse = turn.intent == "ask_misuse_cases" and turn.confidence >= SURELY_ELSE
    return not (turn.intent in OF_THEIR_OWN or is_again or is_of_misuse)


def wants_accounts(turn: Turn) -> bool:
    """Tell whether it asks for the accounts of the list before, and not for who has them."""
    is_list = turn.subject.kind is SubjectKind.LIST and not turn.named
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict
    reader = question_reader(turn.context.library.platforms)
    if not is_list or is_other or not reader.wants_accounts(turn.text):
        return False
    kind = reader.read(turn.text).kind
    return kind is None or kind == (turn.subject.question or {}).get("kind")


def asks_where_minister_is(turn: Turn) -> bool:
    """Tell whether it asks if the minister of something is on a platform."""
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or turn.draft
    return not is_other and minister_there(turn) is not None


def asks_of_two_owners(turn: Turn) -> bool:
    """Tell whether it asks where a service is and some minister, on one platform."""
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or is_in_trouble(turn)
    return not is_other and asks_of_ministers_too(turn)


def asks_of_question_664(turn: Turn) -> bool:
    """Tell whether it asks what was asked or answered in 2016, by the number of that question."""
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or is_in_trouble(turn)
    words = PolicyWords.load()
    counts = TalkWords.load().has("of_those", turn.text) or _counts(turn)
    asks = words.part(turn.text) is not None or not counts
    return not is_other and asks and words.has("question_664", turn.text)


def _counts(turn: Turn) -> bool:
    return question_reader(turn.context.library.platforms).asks_count(turn.text)


def _goes_on_to_others(turn: Turn) -> bool:
    """Tell whether a few words ask the same of others, as in `and the ministers?`."""
    if not (turn.is_short and ConversationWords.load().goes_on(turn.text)):
        return False
    asked = _read(turn)
    return bool(asked.platforms or asked.kind or asked.domain)


def asks_on_policy(turn: Turn) -> bool:
    """Tell whether somebody asks on about the government's social media."""
    surely_counts = turn.intent == "ask_overview" and turn.confidence >= SURELY_ELSE
    is_other = turn.intent in OF_THEIR_OWN or (surely_counts and _counts(turn))
    return not is_other and about_policy.goes_on(turn)


def asks_of_parliament(turn: Turn) -> bool:
    """Tell whether it asks about the question in parliament, or about watching for misuse."""
    is_new = turn.subject.kind not in (SubjectKind.TOLD, SubjectKind.INCIDENT)
    return is_new and about_policy.begins(turn)


def asks_hours(turn: Turn) -> bool:
    """Tell whether somebody asks when a service is open."""
    about = (SubjectKind.ORGANISATION, SubjectKind.LIST, SubjectKind.LISTED)
    words, is_verdict = TalkWords.load(), turn.subject.is_verdict
    was_told = turn.subject.said[-1:] in (("ask_contact",), (ADDRESSES,))  # whom to call
    asks_how_to_reach = turn.intent == "ask_contact" or was_told
    is_long = not (turn.is_short or asks_how_to_reach)
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or is_long
    is_other = is_other or turn.asked_service is not None
    is_of_one = turn.subject.kind is SubjectKind.ANSWER and turn.subject.organisation is not None
    is_message = is_verdict or turn.subject.kind is SubjectKind.TOLD
    is_of_sender = is_message and (words.has("opens", turn.text) or asks_how_to_reach)
    is_about = turn.subject.kind in about or is_of_one or is_of_sender
    return is_about and words.has("hours", turn.text) and not is_other


def asks_their_language(turn: Turn) -> bool:
    """Tell whether somebody asks in which language others help."""
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or turn.draft
    languages = Languages.load()
    asks_which = TalkWords.load().has("which_language", turn.text)
    is_about = turn.subject.is_verdict or turn.subject.kind is SubjectKind.ORGANISATION
    is_of_them = bool(turn.named) or (is_about and not languages.speaks_to_us(turn.text))
    asks_which = asks_which and is_of_them
    is_of_others = asks_which or languages.of_others(turn.text) is not None
    return not is_other and (is_of_others or _asks_what_we_speak(turn, languages))


def _asks_what_we_speak(turn: Turn, languages: Languages) -> bool:
    """Tell whether it asks for the language that we speak already: then a service is meant."""
    is_wish = turn.intent == "change_language" and turn.text.rstrip().endswith(CLOSES)
    is_about = turn.subject.is_verdict or turn.subject.kind is SubjectKind.ORGANISATION
    is_ours = languages.named(turn.text) == turn.language and not turn.is_first_in_it
    return is_wish and is_about and is_ours and not languages.speaks_to_us(turn.text)


def asks_if_official(turn: Turn) -> bool:
    """Tell whether somebody asks if a channel is official."""
    is_own = turn.subject.kind is SubjectKind.ORGANISATION and turn.is_short
    is_taken_so = turn.intent in TALK | {"check_channel", "out_of_scope"}
    names = turn.judged.verdict or turn.named or turn.platform
    official = PolicyWords.load().has("official", turn.text)
    return is_own and is_taken_so and official and not names


def asks_size(turn: Turn) -> bool:
    """Tell whether somebody asks how many follow an account."""
    is_taken_so = turn.intent in OF_POLICY | ABOUT_CHANNELS | {"ask_overview", "ask_how_many"}
    is_other = turn.judged.verdict or turn.subject.is_verdict or is_in_trouble(turn)
    return is_taken_so and PolicyWords.load().has("size", turn.text) and not is_other


def asks_to_count(turn: Turn) -> bool:
    """Tell whether it counts or names a group on a platform, though it is taken for another."""
    is_taken_so = turn.intent in ("out_of_scope", "help", "check_channel")
    is_other = turn.judged.verdict or turn.named or is_in_trouble(turn)
    words = TalkWords.load()
    tells = any(words.has(each, turn.text) for each in ("got", "received", "film", "promise"))
    if not is_taken_so or is_other or tells or turn.subject.is_verdict:
        return False
    reader = question_reader(turn.context.library.platforms)
    asked = reader.read(turn.text)
    is_group = bool(asked.platforms) and asked.kind is not None
    is_off_topic = turn.intent == "out_of_scope" and turn.confidence >= SURELY_ELSE
    is_of_them = not is_off_topic or reader.asks_channels(turn.text)
    return is_group or (reader.counts_channels(turn.text) and is_of_them)


def asks_of_those_under(turn: Turn) -> bool:
    """Tell whether it asks which services come under a minister that it names."""
    is_taken_so = turn.intent in ("out_of_scope", "help", "check_channel", "find_organisation")
    is_other = turn.mentions or turn.tells_of_contact or not turn.named
    asks = "?" in turn.text or TalkWords.load().begins("asks", turn.text)
    return is_taken_so and asks and not is_other and minister_over(turn) is not None


def asks_to_use_list(turn: Turn) -> bool:
    """Tell whether somebody asks to use the list."""
    is_taken_so = turn.intent in TALK | SMALL_TALK | {"out_of_scope"}
    is_list = turn.subject.kind is SubjectKind.LIST and is_taken_so
    words = TalkWords.load()
    asks = words.has("may", turn.text) and PolicyWords.load().has("reuse", turn.text)
    return is_list and asks and not words.has("year", turn.text)


def wants_minister(turn: Turn) -> bool:
    """Tell whether somebody asks who the minister of something is."""
    is_other = turn.intent in OF_THEIR_OWN or is_in_trouble(turn) or turn.subject.is_verdict
    return not is_other and asks_for_minister(turn)


def asks_service(turn: Turn) -> bool:
    """Tell whether somebody asks about a service named by its number."""
    return turn.asked_service is not None and turn.intent not in OF_THEIR_OWN


def says_one_is_there(turn: Turn) -> bool:
    """Tell whether it says that somebody belongs in the list before, as in `but Demir is on it`."""
    is_list = turn.subject.kind is SubjectKind.LIST and bool(turn.named)
    is_other = turn.mentions or turn.tells_of_contact or turn.intent in OF_THEIR_OWN
    last = (sentences_in(turn.text) or [turn.text])[-1]
    asks = last.endswith(CLOSES) or TalkWords.load().begins("asks", last)
    return is_list and not (is_other or asks) and names_one_missed(turn)


def asks_rest(turn: Turn) -> bool:
    """Tell whether it asks for what a list did not show, as in `the next ones`."""
    is_list = turn.subject.kind is SubjectKind.LIST
    is_one = any(each.kind is not OrganisationKind.UMBRELLA for each in turn.named)
    is_same = turn.platform in (None, *(turn.subject.question or {}).get("platforms", ()))
    is_other = is_one or not is_same or turn.judged.verdict
    reader = question_reader(turn.context.library.platforms)
    first = turn.text.partition(",")[0]  # `and the other five, were they never there?`
    is_bare = len(first.split()) <= FEW_TO_AGREE and not turn.named
    is_rest = is_bare and reader.asks_rest(first)
    return is_list and not is_other and (is_rest or _speaks_of_left_out(turn))


def _speaks_of_left_out(turn: Turn) -> bool:
    is_near = len(turn.text.split()) <= MOST_OF_A_REST
    return is_near and ChannelWords.load().has("left_out", turn.text)


def asks_list_on(turn: Turn) -> bool:
    """Tell whether it asks the list before about another platform, after a word on what it told.

    As in `X with 18 of 93? And Facebook, that seems more`.
    """
    is_list = turn.subject.kind is SubjectKind.LIST and not turn.named
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or turn.tells_of_contact
    if not is_list or is_other or len(turn.text.split()) > MOST_OF_A_REST:
        return False
    return bool(_read_on(turn).platforms) and _asks_on(turn)


def _read_on(turn: Turn) -> Question:
    return question_reader(turn.context.library.platforms).read(last_asked(turn))


def last_asked(turn: Turn) -> str:
    """Give the last sentence that asks something, in as few words as there are."""
    asked = [each for each in sentences_in(turn.text) if each.endswith(CLOSES)]
    return asked[-1] if asked else turn.text


def _asks_on(turn: Turn) -> bool:
    asked = last_asked(turn)
    goes_on = ConversationWords.load().goes_on(asked)
    return goes_on and (asked != turn.text or turn.intent in OF_POLICY)


def asks_how_to_reach(turn: Turn) -> bool:
    """Tell whether somebody asks how to reach them."""
    if turn.news.asked or _seeks_a_part(turn):
        return False  # somebody wants a number of the citizen, or which service does something
    about = (SubjectKind.ORGANISATION, SubjectKind.TOLD)
    is_about_them = turn.subject.is_verdict or turn.subject.kind in about
    words = TalkWords.load()
    is_told = turn.subject.kind is SubjectKind.TOLD and not turn.tells_of_contact
    names_it = {each.id for each in turn.named} == {turn.subject.organisation}
    asks = turn.intent in ABOUT_CHANNELS and (turn.is_short or (is_told and names_it))
    asks_which = names_it and words.has("open_question", turn.text)
    may_be = (is_told or asks_which) and not turn.mentions
    asks = asks or (may_be and turn.intent == "check_channel")
    return (
        asks
        and is_about_them
        and any(words.has(sign, turn.text) for sign in ("phone", "reach", "mail"))
    )


def _seeks_a_part(turn: Turn) -> bool:
    """Tell whether it asks which service of the government does something."""
    is_whole = any(each.kind is OrganisationKind.UMBRELLA for each in turn.named)
    return turn.intent == "find_organisation" and is_whole and not turn.is_short


def asks_for_outsiders(turn: Turn) -> bool:
    """Tell whether it asks after bodies that are none of the Flemish government, in our list."""
    words = TalkWords.load()
    names_list = words.has("our_list", turn.text)
    goes_on = turn.subject.topic == LOCAL and turn.intent == "ask_variation"
    is_of_list = turn.subject.kind is SubjectKind.LIST or names_list or goes_on
    is_in_need = is_in_trouble(turn) and not (names_list or goes_on)
    is_other = turn.mentions or turn.named or is_in_need or turn.intent in OF_THEIR_OWN
    is_question = turn.text.rstrip().endswith(CLOSES) or words.begins("asks", turn.text)
    asks = is_question or turn.intent in _OF_A_LIST or names_list
    last = (sentences_in(turn.text) or [turn.text])[-1]  # others may be named in passing before
    return is_of_list and asks and not is_other and words.has("outside", last)
