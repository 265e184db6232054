"""What people say about an address or a message that they received."""

from actions.answers.about_us import asked_of_us, asks_who_we_are
from actions.answers.network import network_asked
from actions.conversation.certain import CERTAIN, SMALL_TALK
from actions.conversation.told_without_address import (
    GIFT_CARDS,
    ROBBED,
    UNSAFE_WATER,
    is_promised,
    is_told,
    kind_told,
    told_first,
    wants_gift_cards,
)
from actions.conversation.turn import FEW_WORDS, Turn
from actions.cues.channels import ChannelWords
from actions.cues.other_languages import OtherLanguages
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.asked import asked_in
from actions.follow_up.meanings.names import ADDRESSES
from actions.follow_up.meanings.signs import (
    ABOUT_CHANNELS,
    CLOSES,
    OF_THEIR_OWN,
    YES_OR_NO,
    is_in_trouble,
)
from actions.incidents.care import topic_of
from knowledge.matching.subject import TALK, SubjectKind

_ABOUT_REGISTER = ABOUT_CHANNELS | {
    "ask_overview",
    "list_planned_channels",
    "ask_misuse_cases",
    "ask_content_policy",
    "ask_evaluation",
    "ask_privacy",
    "report_status",
}
"""Intents of questions, which a message that only tells something is taken for."""

_NOT_OF_US = frozenset({"forget_me", "change_language", "cancel"})
"""Intents of a wish, not of a question about ourselves."""

_TAKEN_FOR_A_PROMISE = _ABOUT_REGISTER | {
    "report_misuse",
    "check_channel",
    "out_of_scope",
    "ask_security",
    "dispute_answer",
}

_TAKEN_FOR_A_QUESTION = (_ABOUT_REGISTER | YES_OR_NO | SMALL_TALK) | {
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

_TAKEN_FOR_ANOTHER = (_ABOUT_REGISTER | YES_OR_NO) | {
    "ask_variation",
    "ask_which",
    "ask_if_sure",
    "check_channel",
    "out_of_scope",
}
"""Intents that naming another of several addresses is taken for."""


_LOOT = frozenset({"money"})
"""What a thief in the house takes, which reads like money that was paid."""

_NOT_TOLD = OF_THEIR_OWN | SMALL_TALK | YES_OR_NO
"""Intents of a message that tells of nothing that goes first."""


def asks_to_delete_theirs(turn: Turn) -> bool:
    """Tell whether it asks us to delete somebody's account, and not what we keep of the talk."""
    about = turn.subject.kind is not SubjectKind.NOTHING
    words = ConversationWords.load()
    is_few = len(turn.question.split()) <= FEW_WORDS
    is_question = about and turn.text.rstrip().endswith(CLOSES) and is_few
    if is_question and TalkWords.load().has("offline", turn.text):
        return turn.intent not in OF_THEIR_OWN - {"report_misuse", "forget_me"}
    is_asked = is_question and words.asks_to_forget(turn.text)
    is_taken_so = is_asked and turn.intent in ("forget_me", "report_misuse")
    return is_taken_so and not words.speaks_of_own_data(turn.text)


def asks_of_tick(turn: Turn) -> bool:
    """Tell whether it asks what a blue tick proves, or says that it meant that."""
    corrects = ChannelWords.load().has("corrects", turn.text)
    is_meant = corrects and TalkWords.load().has("blue_tick", turn.text)
    return _asks_in_general(turn, "blue_tick") or (is_meant and not turn.mentions)


def asks_how_to_check(turn: Turn) -> bool:
    """Tell whether it asks how to check an account, and names none."""
    is_of_one = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    return not is_of_one and _asks_in_general(turn, "check_account")


def _asks_in_general(turn: Turn, sign: str) -> bool:
    is_question = turn.question.rstrip().endswith(CLOSES)
    is_other = turn.draft or turn.mentions or turn.intent in OF_THEIR_OWN
    return is_question and not is_other and TalkWords.load().has(sign, turn.text)


def points_at_a_piece(turn: Turn) -> bool:
    """Tell whether somebody points at a piece of the address."""
    return turn.points_back and turn.intent not in TALK


def asks_to_give(turn: Turn) -> bool:
    """Tell whether somebody asks to give a secret."""
    words = TalkWords.load()
    asks = words.has("may", turn.text) and words.has("giving", turn.text)
    is_other = words.has("open_question", turn.text) or turn.judged.verdict
    return asks and words.wanted(turn.text) == "secret" and not is_other


def asks_where_to(turn: Turn) -> bool:
    """Tell whether somebody asks where to send it."""
    words = TalkWords.load()
    asks = words.begins("where_to", turn.text) and words.has("giving", turn.text)
    is_taken_wrong = turn.intent in TALK or turn.intent == "out_of_scope"
    return asks and is_taken_wrong and turn.subject.is_verdict and not turn.judged.verdict


def asks_where_to_forward(turn: Turn) -> bool:
    """Tell whether somebody asks where to send on what is suspicious, whatever it is taken for."""
    words = TalkWords.load()
    asks = words.has("where_to", turn.text) and words.has("forwards", turn.text)
    is_open = turn.draft is not None and turn.draft.asked is not None
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    is_other = turn.judged.verdict or turn.news.given or is_incident or is_open
    return asks and not is_other and words.wanted(turn.text) != "pay"


def is_forced(turn: Turn) -> bool:
    """Tell whether somebody forces the door."""
    is_other = turn.intent in OF_THEIR_OWN or turn.judged.verdict or turn.text.endswith("?")
    return not is_other and TalkWords.load().has("forces_in", turn.text)


def says_other_did(turn: Turn) -> bool:
    """Tell whether somebody else did what the citizen did not: `I did not, my neighbour did`."""
    is_other = turn.news.given or turn.facts.given or turn.judged.verdict
    return not is_other and TalkWords.load().has("other_did", turn.text)


def asks_network(turn: Turn) -> bool:
    """Tell whether somebody asks how to report on the network."""
    return network_asked(turn) is not None


def asks_who_then(turn: Turn) -> bool:
    """Tell whether somebody asks who it is then."""
    asks_who = ConversationWords.load().asks_who(turn.text)
    may_be = turn.intent == "bot_challenge" and turn.subject.is_verdict and asks_who
    return may_be and not asks_who_we_are(turn)


def asks_if_so(turn: Turn) -> bool:
    """Tell whether somebody asks whether it is so."""
    ends_as_question = turn.text.rstrip().endswith(CLOSES)
    may_ask = turn.intent in YES_OR_NO or turn.intent in SMALL_TALK
    return may_ask and turn.subject.is_verdict and ends_as_question


def asks_if_theirs(turn: Turn) -> bool:
    """Tell whether it asks if what was told is of the service that it names, not where that is.

    As in `is he a real man from Fluvius`, which the model takes for asking after Fluvius.
    """
    words, text = TalkWords.load(), turn.text
    named = {each.id for each in turn.named}
    is_of_it = turn.subject.kind is SubjectKind.TOLD and named == {turn.subject.organisation}
    is_taken_so = turn.intent in ABOUT_CHANNELS | {"check_channel"}
    if not (is_of_it and is_taken_so) or turn.platform or turn.judged.verdict:
        return False
    is_open = any(words.begins(each, text) for each in ("open_question", "wants_address"))
    is_asked = text.rstrip().endswith(CLOSES) or words.has("scam", text)
    return is_asked and not is_open and asked_in(turn) is None


def has_no_address(turn: Turn) -> bool:
    """Tell whether there is nothing to look up; a bare no answers our question whether there is."""
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.subject.topic != "door"
    refuses = turn.intent == "deny" and TalkWords.load().begins("no", turn.text)
    says_no = refuses and turn.is_short and bool(turn.subject.times("told"))
    is_other = turn.intent in OF_THEIR_OWN or turn.intent == "share"
    has_words = TalkWords.load().has("no_address", turn.text) and not is_other
    return is_told and not turn.judged.verdict and topic_of(turn) is None and (says_no or has_words)


def describes(turn: Turn) -> bool:
    """Tell whether it tells what is seen or said, though it seems to ask the register."""
    about = turn.subject.is_verdict or is_in_trouble(turn)
    is_question = turn.text.rstrip().endswith(CLOSES) or turn.judged.verdict
    is_taken_wrong = turn.intent in _ABOUT_REGISTER
    tells = TalkWords.load().begins("states", turn.text)
    return about and is_taken_wrong and tells and not is_question


def asks_of_us(turn: Turn) -> bool:
    """Tell whether it asks about ourselves, and tells of nothing that was given."""
    wants_person = turn.intent == "contact_human" and turn.confidence >= CERTAIN
    policy = PolicyWords.load()  # `and who put it?`, of the question in parliament
    is_of_them = turn.subject.topic in policy.people and policy.part(turn.text) is not None
    is_of_call = turn.subject.said[-1:] == (ADDRESSES,) and TalkWords.load().has(
        "cost", turn.text
    )  # `and is that free`, of the number that was told
    is_of_them = is_of_them or is_of_call
    is_other = turn.news.given or turn.intent in _NOT_OF_US or wants_person or is_of_them
    return not is_other and bool(asked_of_us(turn))


def points_at_something(turn: Turn) -> bool:
    """Tell whether somebody points at something."""
    may_point = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    return may_point and describes(turn) and TalkWords.load().pointed_at(turn.text) is not None


def tells_of_a_promise(turn: Turn) -> bool:
    """Tell whether money is promised somewhere; after an answer about it, it is talk about that."""
    is_news = not (turn.subject.is_verdict or is_in_trouble(turn))
    is_taken_wrong = turn.intent in _TAKEN_FOR_A_PROMISE and not turn.judged.verdict
    return is_news and is_taken_wrong and not turn.news.given and is_promised(turn)


def tells_what_goes_first(turn: Turn) -> bool:
    """Tell whether it tells for the first time of what goes first, and nothing was lost."""
    is_other = turn.intent in _NOT_TOLD or turn.judged.verdict
    if is_other or topic_of(turn) is not None:
        return False
    if turn.intent == "ask_overview" and turn.confidence >= CERTAIN:
        return False  # what it tells beside its question is answered there
    is_theft = TalkWords.load().has("of_theft", turn.text)
    if not (is_theft or _LOOT.issuperset(turn.facts.given)):
        return False
    kind = told_first(turn)
    if turn.facts.given and not (kind and kind.id == ROBBED):
        return False
    goes_on = turn.subject.is_verdict or is_in_trouble(turn)
    if kind is None or (goes_on and kind.id == GIFT_CARDS):
        return kind is not None and wants_gift_cards(turn)  # a card of another sort is near them
    return not turn.subject.times(kind.id)


def tells_on_of_theft(turn: Turn) -> bool:
    """Tell whether it tells or asks on about what a visitor stole, as in `which number`."""
    is_other = turn.intent in _NOT_TOLD or turn.judged.verdict
    if not turn.subject.times(ROBBED) or is_other:
        return False
    kind = kind_told(turn)
    says_so = (kind is not None and kind.id == ROBBED) or TalkWords.load().has("police", turn.text)
    return says_so and not asks_first(turn)


def asks_about_water(turn: Turn) -> bool:
    """Tell whether it asks for somebody to call, after drinking water was said to be bad."""
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.subject.times(UNSAFE_WATER) > 0
    return is_told and turn.intent == "contact_human" and turn.is_short


def tells_of_something(turn: Turn) -> bool:
    """Tell whether somebody tells of something received."""
    is_taken_wrong = turn.intent in ("report_status", "list_channels", "ask_privacy")
    asks_of_us = turn.text.rstrip().endswith(CLOSES) and TalkWords.load().has(
        "what_i_type", turn.text
    )
    if turn.intent == "ask_privacy" and asks_of_us:
        return False
    asks = bool(turn.named) and TalkWords.load().begins("wants_address", turn.text)
    return is_taken_wrong and not asks and turn.reference is None and is_told(turn)


def counts_out(turn: Turn) -> bool:
    """Tell whether it only says which of several addresses it means, as in `and the first one?`."""
    is_bare = turn.counted is not None and turn.is_short and asked_in(turn) is None
    return is_bare and turn.intent in _TAKEN_FOR_ANOTHER


def asks_which_of(turn: Turn) -> bool:
    """Tell whether it asks which of several addresses is the right one."""
    several = len(turn.subject.beside) > 1 and not (turn.judged.verdict or asks_first(turn))
    is_taken_so = turn.intent in _TAKEN_FOR_ANOTHER | {"ask_real_one", "ask_why"}
    return several and is_taken_so and TalkWords.load().has("which_of", turn.text)


def asks_one_thing(turn: Turn) -> bool:
    """Tell whether it asks one thing about the message that the conversation is about."""
    is_ours = OtherLanguages.load().named(turn.text) is None
    is_question = turn.text.rstrip().endswith(CLOSES)
    asks_beside = turn.intent == "change_language" and is_ours and is_question
    is_likely = turn.intent in _TAKEN_FOR_A_QUESTION or asks_beside
    is_taken_wrong = is_likely and not turn.judged.verdict
    is_meant = turn.intent in OF_THEIR_OWN and ConversationWords.load().says(turn.intent, turn.text)
    is_of_channels = turn.platform is not None and turn.intent in ABOUT_CHANNELS
    return is_taken_wrong and not (is_meant or is_of_channels) and asked_in(turn) is not None


def asks_first(turn: Turn) -> bool:
    """Tell whether it asks one thing that goes before what it tells beside it."""
    asked = None if turn.judged.verdict or turn.news.given else asked_in(turn)
    return asked is not None and asked.goes_first


def asks_of_box(turn: Turn) -> bool:
    """Tell whether it asks about the mailbox for suspicious messages."""
    return turn.asks_of_box


def asks_what_may_happen(turn: Turn) -> bool:
    """Tell whether it asks whether harm was done by looking, though it seems to tell of harm."""
    asked = None if turn.judged.verdict or turn.news.given else asked_in(turn)
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.intent == "ask_after_incident"
    return asked is not None and (asked.about_harm or is_told)


def names_page(turn: Turn) -> bool:
    """Tell whether it only tells the name of the page that was told of."""
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.page_named is not None
    is_question = turn.text.rstrip().endswith(CLOSES)
    return is_told and not (is_question or turn.news.given or turn.intent in OF_THEIR_OWN)


def asks_if_forged(turn: Turn) -> bool:
    """Tell whether it asks if an address that was judged before can be imitated."""
    return turn.asks_if_forged and turn.intent not in OF_THEIR_OWN
