"""Everything that one message tells for a report, whichever question waits; as data, not yet used.

What was given, where, when and how much is read by `actions.cues.facts`, as in all other talk.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from actions.conversation.draft import HERE, NONE, Step
from actions.conversation.turn import Turn
from actions.cues.circumstances import Circumstances
from actions.cues.facts import ANYTHING, CLICKED, Facts, FactsReader
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.reports.model import Loss
from knowledge.matching.finding.mentions import Mention, MentionKind

CONTACT_KINDS = frozenset({MentionKind.EMAIL, MentionKind.PHONE})
LONGEST_CONTACT = 200
FEWEST_STORY_WORDS = 3
MOST_WORDS_OF_A_NUMBER = 5  # of a clause: `no, 348`
FEWEST_DIGITS = 2  # of a number alone; one digit mostly counts something else
NO_WORDS = "-"
"""Stands for a message that held nothing but the citizen's own address."""

_CLAUSE = re.compile(
    r"[,;:!\n]+\s*|[.](?=\s|$)|(?<=\?)\s"
    r"|(?<!\w)(?:maar|but|mais|aber|en|and|et|und|die|dat|who|that|which|qui|que|dass|weil|omdat|want)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one message tells.

    Attributes:
        contact: Address of the citizen, `HERE` or `NONE`.
        loss: What was lost, by what was given or kept.
        place: Key of the platform where it was.
        denied_place: Key of a platform where it was not.
        story: Its words, where they tell what happened.
        facts: What was given, how much and when.
        corrects: It begins as one that puts something right.
        puts_place_right: It says where it was instead of where it was said to be.
    """

    contact: str | None = None
    loss: Loss | None = None
    place: str | None = None
    denied_place: str | None = None
    story: str | None = None
    facts: Facts = field(default_factory=Facts)
    corrects: bool = False
    puts_place_right: bool = False


def read_all(turn: Turn) -> Told:
    """Read a message; that of a pressed button tells nothing here.

    Args:
        turn: From `without_own_contact`.
    """
    if not turn.text:
        return Told()
    words = FormWords.load()
    asked = turn.draft.asked if turn.draft else None
    corrects = words.corrects(turn.text) or turn.denied_place is not None
    put_right = _place_put_right(turn) if corrects else None
    return Told(
        contact=turn.own_contact or _contact(turn),
        loss=_loss(turn, was_asked=asked is Step.LOSS),
        place=put_right or turn.place,
        denied_place=turn.denied_place,
        story=turn.text if _is_story(turn) else None,
        facts=_put_right(turn) if corrects else turn.news,
        corrects=corrects,
        puts_place_right=put_right is not None,
    )


def _put_right(turn: Turn) -> Facts:
    """Give what a message tells, what it puts right as it is said first: the rest explains it.

    As in `no, it came on Tuesday, Monday was the dentist`. A number alone may be an amount that was
    told before.
    """
    known, news, circumstances = turn.memory.facts, turn.news, Circumstances.load()
    clauses = _clauses(turn)
    amounts = _amounts_in(turn, clauses) if known.amount else []
    moments = (circumstances.moment_in(each, turn.language) for each in clauses)
    amount = _first_other(amounts, known.amount)
    when = _first_other(moments, known.when) if known.when else None
    ways = clauses[:1] if amount or when else [turn.text]
    by = news.by if any(circumstances.way_in(each) for each in ways) else None
    return replace(news, amount=amount or news.amount, when=when or news.when, by=by)


def _amounts_in(turn: Turn, clauses: Sequence[str]) -> list[str]:
    """Give the amounts of clauses; numbers alone only where no amount and no address is told."""
    circumstances = Circumstances.load()
    named = list(filter(None, map(circumstances.amount_in, clauses)))
    if named or turn.mentions:
        return named
    few = (each for each in clauses if len(each.split()) <= MOST_WORDS_OF_A_NUMBER)
    bare = filter(None, map(circumstances.bare_amount_in, few))
    return [each for each in bare if len(each) >= FEWEST_DIGITS]


def _first_other(found: Iterable[str | None], known: str | None) -> str | None:
    """Give the first that is told and is not what was known; `not Monday` names what was."""
    return next((each for each in found if each and each.casefold() != _plain(known)), None)


def _plain(known: str | None) -> str:
    return (known or "").casefold()


def _place_put_right(turn: Turn) -> str | None:
    """Give where it was instead, by the first clause that says where something was."""
    known = turn.draft.seen_on if turn.draft else None
    if known is None or turn.mentions:
        return None
    words, finder = FormWords.load(), turn.context.library.finder
    saying = (each for each in _clauses(turn) if words.says_it_was(each) and not words.asks(each))
    places = (finder.platform_in(each) for each in saying)
    return next((each for each in places if each and each != known), None)


def without_own_contact(turn: Turn) -> Turn:
    """Take the citizen's own address out of a message, as in `mail me at …`.

    It is never judged: nobody is warned of their own mailbox.
    """
    for mention in turn.mentions:
        begins = FormWords.load().own_address_begins(turn.text[: mention.start])
        if is_contact(mention) and begins is not None:
            rest = turn.text[:begins].rstrip(" ,;.") + turn.text[mention.end :]
            own = mention.text[:LONGEST_CONTACT]
            return replace(turn, text=rest.strip() or NO_WORDS, own_contact=own)
    return turn


def without_wish_to_change(turn: Turn) -> Turn:
    """Take out a last sentence that only asks to put right what stands before it."""
    rest, _, last = turn.text.rstrip("?! ").rpartition(". ")
    if rest and FormWords.load().asks_to_change(f"{last}?"):
        return replace(turn, text=f"{rest}.")
    return turn


def tells_of_it(turn: Turn) -> bool:
    """Tell whether a message says more of what happened, once nothing more of it is asked."""
    words = FormWords.load()
    tells = words.tells(turn.text) or FactsReader.load().speaks_of_giving(turn.text)
    is_plain = not (words.asks(turn.text) or turn.judged.mentions)
    return tells and is_plain and len(turn.text.split()) >= FEWEST_STORY_WORDS


def is_contact(mention: Mention) -> bool:
    """Tell whether somebody can be reached there."""
    is_number = mention.address is not None and mention.address.key.startswith("+")
    is_texted = mention.kind is MentionKind.SMS_SENDER and is_number  # "text me at +32 …"
    return mention.kind in CONTACT_KINDS or is_texted


def loss_of(facts: Facts) -> Loss | None:
    """Tell what was lost by what was given; None when nothing was."""
    if "money" in facts.given:
        return Loss.MONEY
    return Loss.DATA if set(facts.given) - {CLICKED} else None


def _loss(turn: Turn, *, was_asked: bool) -> Loss | None:
    facts = turn.news
    lost = loss_of(facts)
    if lost is Loss.MONEY:
        return lost
    if lost or (was_asked and (facts.kept or facts.given)):
        return lost or Loss.NONE
    if FormWords.load().says_nothing_lost(turn.text):
        return Loss.NONE
    reader = FactsReader.load()
    kept = {each for clause in _clauses(turn) for each in reader.read(clause).kept}
    return None if {ANYTHING, "money", CLICKED}.isdisjoint(kept) else Loss.NONE


def _contact(turn: Turn) -> str | None:
    """Tell whether the citizen wants no answer, or wants it here; to ask is not to want."""
    words, asked = FormWords.load(), turn.draft.asked if turn.draft else None
    said = " ".join(each for each in sentences_in(turn.text) if not each.endswith("?"))
    may_refuse = asked in (Step.CONTACT, Step.CONFIRMED, Step.CHANGE)
    refuses = words.denies(said) and words.to_change(said) == Step.CONTACT
    if words.stays_unknown(said) or (may_refuse and refuses):
        return NONE
    answers = asked is Step.CONTACT and words.wants_it_here(said)
    return HERE if answers or words.wants_to_hear(said) else None


def _is_story(turn: Turn) -> bool:
    """Tell whether a message says what happened beside the wish to report it."""
    words, facts = FormWords.load(), FactsReader.load()
    return any(
        (words.tells(each) or facts.read(each).says_what) and not _is_beside_it(each)
        for each in _clauses(turn)
        if len(each.split()) >= FEWEST_STORY_WORDS
    )


def _is_beside_it(clause: str) -> bool:
    """Tell whether a clause is a question, a wish to report, or about an answer to the citizen."""
    words, talk = FormWords.load(), ConversationWords.load()
    wishes = talk.wants_to_report(clause) or talk.says("report_misuse", clause)
    is_to_us = TalkWords.load().has("to_us", clause)
    is_feeling = words.is_upset(clause) and not FactsReader.load().read(clause).says_what
    return wishes or is_to_us or is_feeling or words.asks(clause) or words.stays_unknown(clause)


def _clauses(turn: Turn) -> list[str]:
    text = turn.text
    for each in reversed(turn.mentions):
        text = text[: each.start] + "@" + text[each.end :]
    return [each for each in (part.strip() for part in _CLAUSE.split(text)) if each]
