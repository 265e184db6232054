"""Whether a message tells of something received or promised, without an address in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from actions.conversation.certain import CERTAIN
from actions.conversation.turn import Turn
from actions.cues.circumstances import Circumstances
from actions.cues.facts import SECRETS
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from knowledge.matching.search.asked import Told, kinds_asked, load_told
from knowledge.matching.subject import Subject, SubjectKind

GIFT_CARDS, BAILIFF, PAY_FIRST = "gift_cards", "bailiff_text", "pay_first"
POLICE, CUT_OFF = "police_threat", "cut_off"
"""Kinds of thing told, in `told.yml`, that their words tell too, or that sound like danger."""

_OF_A_VISIT, _OF_A_CALL, _OF_A_LETTER = "visitor_asks", "wants_remote", "paid_listing"

BAD_SIGNS = frozenset(
    {GIFT_CARDS, BAILIFF, POLICE, PAY_FIRST, _OF_A_VISIT, _OF_A_CALL, _OF_A_LETTER}
    | {"paid_likes", "job_fee", "chat_job", "premium_page", "prize_for_data", "grant_by_chat"}
)
"""Kinds of thing told, in `told.yml`, that are typical of fraud, which is said at once."""

_BY_CHAT = frozenset({"grant_by_chat", "chat_job"})
"""Those that come by chat."""

_SIGNS = BAD_SIGNS | {"fee_first", "warning_sign", "secrecy"}
"""Those, and kinds of `asked.yml` that are typical of fraud too."""

DENIED = "denied."
"""Before the kind of thing that we took for told, and that was denied."""

WAS_INSIDE = "was_inside"
"""Kind of thing told that a visitor was let in, who need not be kept out any more."""

ROBBED, SIGNED = "robbed", "signed_at_door"
"""Kinds of thing told that a visitor stole something, or got a signature."""

UNSAFE_WATER = "unsafe_water"
"""Kind of thing told that drinking water is said to be bad."""

TOLD_FIRST = BAD_SIGNS | {UNSAFE_WATER, CUT_OFF, ROBBED, SIGNED}
"""Kinds of thing told whose advice goes before what else the message asks."""

AT_DOOR = "door"
VISIT = "door-visit"
"""The short answer on somebody at the door."""

FEWEST_WORDS = 4  # of a message that tells something
FEWEST_WORDS_OF_A_PART = 5  # of one that is looked at by itself
MOST_OF_A_QUESTION = 5  # words that only ask whether it is real
FEWEST_WORDS_OF_ANOTHER = 6  # of one that tells what somebody else does

_TELLS = ("of_self", "got", "received", "stated", "of_theft")
"""Words, of `talk.yml`, of who tells something; without one no message is searched for it."""

_RECEIVED = frozenset({"check_channel", "told"})
"""What a message means, or is taken for, that tells of something received."""

_ASKS = frozenset({"list_channels", "list_planned_channels", "find_organisation", "ask_overview"})
"""Intents of a message that tells of something only with a word of receiving."""


MOST_OF_A_DENIAL = 7  # words after the no


def is_promised(turn: Turn) -> bool:
    """Tell whether a message tells of money that was promised: read, heard, or seen in a video."""
    words = TalkWords.load()
    asks_if_real = turn.intent == "check_channel" and words.has("asks_real", turn.text)
    has_source = words.has("stated", turn.text) or words.has("film", turn.text) or asks_if_real
    is_long = len(turn.text.split()) > FEWEST_WORDS
    return is_long and turn.draft is None and has_source and words.has("promise", turn.text)


def is_told(turn: Turn) -> bool:
    """Tell whether a message tells of something received, without an address in it."""
    if turn.draft or len(turn.text.split()) < FEWEST_WORDS or _seeks(turn):
        return False
    is_likely = turn.intent not in _ASKS and kind_told(turn) is not None
    return _is_received(turn) or is_likely


def kind_told(turn: Turn) -> Told | None:
    """Give what kind of thing a message tells of; None of any other."""
    if len(turn.text.split()) < FEWEST_WORDS:
        return None
    found = _told_by_words(turn) or _told_by_meaning(turn)
    if found and turn.subject.times(f"{DENIED}{found}"):
        return None
    return next((each for each in load_told() if each.id == found), None)


def told_first(turn: Turn) -> Told | None:
    """Give what a message tells that goes first, such as what is typical of fraud; else None."""
    words = TalkWords.load()
    if not any(words.has(each, turn.text) for each in _TELLS):
        return None
    kind = kind_told(turn)
    return kind if kind and kind.id in TOLD_FIRST else None


def is_threatened(turn: Turn) -> bool:
    """Tell whether a bailiff, the police or being cut off is told, which sounds like danger."""
    told = told_first(turn)
    return told is not None and told.id in (BAILIFF, POLICE, CUT_OFF)


def is_bad_visit(turn: Turn) -> bool:
    """Tell whether a visitor stole something, wants money or got a signature: said apart."""
    told = told_first(turn)
    return told is not None and told.medium == AT_DOOR


def has_bad_sign(subject: Subject) -> bool:
    """Tell whether something typical of fraud was told of what the conversation is about."""
    return any(subject.times(sign) or subject.times(f"asked.{sign}") for sign in _SIGNS)


def without_sign(subject: Subject) -> Subject:
    """Give what the conversation is about without what was taken for told, and is denied."""
    denied = {each.removeprefix("asked.") for each in subject.said} & _SIGNS
    kept = (each for each in subject.said if each.removeprefix("asked.") not in _SIGNS)
    return replace(subject, said=(*kept, *(f"{DENIED}{each}" for each in sorted(denied))))


def is_visit(subject: Subject) -> bool:
    """Tell whether the conversation is about somebody at the door, whatever was told since."""
    return AT_DOOR in (subject.topic or "") or subject.times(f"short.{VISIT}") > 0


def kept_of_told(before: Subject, now: Subject) -> Subject:
    """Keep of what was told whose name it bore, and what is typical of fraud, for its address.

    What is listed is somebody's own, whatever was told before it.
    """
    is_about = before.kind in (SubjectKind.TOLD, SubjectKind.INCIDENT)
    if not is_about or now.kind is SubjectKind.LISTED:
        return now
    signs = tuple(each for each in before.said if each.removeprefix("asked.") in _SIGNS)
    if is_visit(before):
        signs = (*signs, f"short.{VISIT}")
    organisation = now.organisation or before.organisation
    return replace(now, organisation=organisation, said=(*signs, *now.said))


def wants_gift_cards(turn: Turn) -> bool:
    """Tell whether somebody wants gift cards of the citizen, who gave none."""
    return "gift_card" in turn.news.asked and not turn.facts.given


def denies_sign(turn: Turn) -> bool:
    """Tell whether a message begins by denying what we just took for told, as in `no, no job`.

    What somebody did not do themselves is another thing.
    """
    last = next(reversed(turn.subject.said), "").removeprefix("asked.")
    words, news = TalkWords.load(), turn.news
    first = next(iter(sentences_in(turn.text)), "")
    rest = first.partition(" ")[2].partition(",")[0] if words.begins("no", first) else ""
    is_few = 0 < len(rest.split()) <= MOST_OF_A_DENIAL
    is_own = words.has("of_self", rest) or words.has("no_address", rest)
    says_so = is_few and words.has("denied", rest) and not is_own
    return last in BAD_SIGNS and says_so and not (news.kept or news.given or turn.draft)


def secret_wanted(turn: Turn) -> str | None:
    """Give the key, below `follow_up.more`, of what others want that nobody should give them."""
    if turn.news.given:
        return None
    if TalkWords.load().has("card_reader", turn.text):
        return "asked_reader"
    return "asked_secret" if SECRETS.intersection(turn.news.asked) else None


def tells_of_wish(turn: Turn) -> bool:
    """Tell whether a message only tells that others want a secret, and asks nothing."""
    asks = turn.question.rstrip().endswith("?") or TalkWords.load().begins("asks", turn.question)
    return not asks and secret_wanted(turn) is not None


def _told_by_words(turn: Turn) -> str | None:
    if wants_gift_cards(turn):
        return GIFT_CARDS
    words, text = TalkWords.load(), turn.text
    came = any(words.has(each, text) for each in ("message", "call", "got"))
    if came and words.has("bailiff", text) and not words.has("letter", text):
        return BAILIFF
    return PAY_FIRST if words.has("pays_first", text) and words.has("gets_money", text) else None


def _told_by_meaning(turn: Turn) -> str | None:
    is_received = turn.intent in _RECEIVED or _is_received(turn)
    whole = None
    if not _asks_apart(turn):
        whole = kind_of(turn, turn.text, is_received=is_received)
    found = whole or next(filter(None, _kinds_in_parts(turn)), None)
    return None if found in TOLD_FIRST and asks_of_the_world(turn) else found


def _asks_apart(turn: Turn) -> bool:
    """Tell whether its last sentence surely asks one thing: then only the others tell something.

    As in `I mean a man who rings the bell. Must he have a card?`, which tells of no wish for one.
    """
    *told, last = sentences_in(turn.text) or [""]
    if not (told and last.endswith("?")):
        return False
    hit = turn.context.library.search.sure_asked(last, is_bare=False)
    kind = kinds_asked().get(hit.id) if hit else None
    return kind is not None and kind.answer_as is None


def _kinds_in_parts(turn: Turn) -> Iterator[str | None]:
    """Give what the sentences tell by themselves, then their parts; what else is said hides it.

    A part alone does not tell what is typical of fraud, nor does a sentence of who may have paid.
    """
    if turn.subject.is_verdict:
        return  # mostly about the address, and each part would be encoded
    sentences = [part for part in map(_before_question, sentences_in(turn.text)) if part]
    may_have_paid = turn.intent == "ask_after_incident"
    for text in _longer(sentences, turn):
        found = kind_of(turn, text, is_received=False)
        yield None if may_have_paid and found in BAD_SIGNS else found
    for text in _longer([part for each in sentences for part in each.split(", ")], turn):
        found = kind_of(turn, text, is_received=False)
        yield None if found in BAD_SIGNS else found


def _before_question(sentence: str) -> str:
    """Give what a sentence tells before it asks whether that is real; nothing of a mere question.

    As in `a man offers me work, is that true?`.
    """
    if sentence[-1] != "?":
        return sentence
    *told, asked = sentence.split(", ")
    asks_real = any(TalkWords.load().has(each, asked) for each in ("asks_if_true", "scam"))
    is_few = len(asked.split()) <= MOST_OF_A_QUESTION
    return ", ".join(told) if asks_real and is_few else ""


def _longer(texts: Iterable[str], turn: Turn) -> list[str]:
    return [
        each for each in texts if len(each.split()) >= FEWEST_WORDS_OF_A_PART and each != turn.text
    ]


def asks_of_the_world(turn: Turn) -> bool:
    """Tell whether it is surely off topic, and about nobody's own affairs, or asks how to."""
    words, text = TalkWords.load(), turn.text
    is_sure = turn.intent == "out_of_scope" and turn.confidence >= CERTAIN
    return is_sure and (not words.has("of_self", text) or words.begins("open_question", text))


def kind_of(turn: Turn, text: str, *, is_received: bool = True) -> str | None:
    """Give by its id what kind of thing a text tells of, where that is sure.

    Args:
        turn: Where it was said.
        text: The message, or a sentence of it.
        is_received: Its words say that something was received.
    """
    hit = turn.context.library.search.sure_told(text, is_received=is_received)
    kind = next((each for each in load_told() if hit and each.id == hit.id), None)
    words = TalkWords.load()
    is_meant = kind is not None and all(words.has(each, text) for each in kind.needs)
    if kind and kind.id in _BY_CHAT and Circumstances.load().way_in(text):
        return None  # it came by phone, by post or at the door
    return kind.id if kind and is_meant else None


def _seeks(turn: Turn) -> bool:
    """Tell whether it begins with looking for something, as for `a person on the line`."""
    return TalkWords.load().begins("seeks", turn.text)


def _is_received(turn: Turn) -> bool:
    words = TalkWords.load()
    got = words.has("got", turn.text) or _is_done_to_them(turn)
    return got or (turn.intent != "out_of_scope" and words.has("received", turn.text))


def _is_done_to_them(turn: Turn) -> bool:
    """Tell whether somebody did or said something to who writes, and nothing is asked of us."""
    words = TalkWords.load()
    is_short = len(turn.text.split()) < FEWEST_WORDS_OF_ANOTHER
    is_question = turn.text.rstrip().endswith("?") and turn.intent in _ASKS
    is_of_somebody = turn.intent == "out_of_scope" and bool(turn.named)
    is_likely = turn.intent == "check_channel" or turn.intent in _ASKS or is_of_somebody
    is_other = is_short or is_question or not is_likely
    return not is_other and words.has("to_me", turn.text) and not words.has("asks_us", turn.text)
