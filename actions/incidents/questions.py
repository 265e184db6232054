"""One question after something happened: a short answer by search, or that we do not know."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from actions.answers.channels import site_of
from actions.answers.short_answers import answer_by_id, key_of, tell, tell_short
from actions.conversation.certain import asks_elsewhere
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.care import CareWords
from actions.cues.facts import CLICKED, FOREIGN, FactsReader
from actions.cues.objections import Objections
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import parts_in, sentences_in
from actions.incidents.asked import BLOCKING, SELDOM_HARMS, tell_if_block, use_of
from actions.incidents.asking_on import asks_next
from actions.incidents.comfort import YOUNG
from actions.incidents.next_step import tell_incident, tell_of_police
from actions.incidents.passing import tell_unclear
from actions.incidents.steps import COMFORTED, Steps, known, subject_of_incident
from knowledge.matching.search.asked import Asked, kinds_asked, load_asked
from knowledge.matching.subject import SubjectKind
from knowledge.wording.naming import named

MONEY_BACK, RECOVERY_OFFER = "money-back", "money-recovery-offer"
"""The answer on whether money comes back."""

PARENTS_ANGRY = "parents_angry"
"""Kind of question of a child that fears what is said at home."""

GIFT_CARD = "gift_card"
"""What was given that no bank gives back."""

BANK_CLOSED = "bank_closed"
"""Kind of question of whose bank does not answer."""

SEES_DEBIT = "sees_debit"
"""Kind of question of who sees something gone, which says to call the bank."""

HARMLESS = "harmless"
"""Group of sentences for who gave nothing with which anybody gets at money."""

FEWEST_WORDS = 4  # of a question of its own; a bare `why?` or `sure?` has none
FEW_WORDS, MOST_WORDS = 2, 25  # so few may ask anything, more tell a story
_SHORT_OF_ITS_OWN = frozenset({"ask_next_step", "ask_if_sure", "ask_why", "ask_again"})

LEAST_STATED = 0.5
"""Nearness from which on what is said, and not asked, is one of these kinds too."""

_PART = re.compile(r"[.,;:!?]\s+|\s(?:maar|but|mais|aber|en|and|et|und)\s")
_GROUPS = ("danger", "doubt", "any")
"""Groups of sentences on a question after those for what happened, the nearest first."""


def is_question(turn: Turn) -> bool:
    """Tell whether somebody asks something after it happened, other than what to do next."""
    asked, words = turn.question, TalkWords.load()
    asks = asked.rstrip().endswith("?") or words.begins("asks", asked)
    is_own = turn.intent in _SHORT_OF_ITS_OWN  # `why?`, `and then?` and their like
    fewest = FEWEST_WORDS if is_own or not asked.rstrip().endswith("?") else FEWEST_WORDS - 1
    is_long = fewest <= len(asked.split()) <= MOST_WORDS
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    return is_incident and asks and is_long and not asks_next(turn)


def tell_question(reply: Reply) -> bool:
    """Answer a question, or say that we do not know; tell whether it was one."""
    turn, words = reply.turn, TalkWords.load()
    if not is_question(turn):
        return False
    if words.has("use", turn.text) and tell_use(reply):
        return True
    if tell_short(reply, text=turn.question) or tell_short(reply) or tell_asked_after(reply):
        return True
    if words.has("they_can", turn.text) and tell_use(reply):
        return True
    if asks_money_back(turn, turn.question):
        tell_money_back(reply)
        return True
    if tell_asked_again(reply):
        return True
    if words.has("police", turn.question):
        tell_of_police(reply)
        return True
    if not (_tell_verdict_again(reply) or _tell_by_meaning(reply)):
        tell_unclear(reply)
    return True


def _tell_by_meaning(reply: Reply) -> bool:
    """Answer by what it means what is mostly known by its words; tell whether it did."""
    search, asked = reply.turn.context.library.search, reply.turn.question
    found = next((each for each in _BY_MEANING if search.may_ask(asked, frozenset({each}))), None)
    if found is None or reply.turn.subject.times(f"by_meaning.{found}"):
        return False
    reply.leave(reply.subject.told(f"by_meaning.{found}"))
    _BY_MEANING[found](reply)
    return True


def _tell_verdict_again(reply: Reply) -> bool:
    """Tell the verdict once more to who asks, after a loss, whether it is real; tell if it did."""
    turn, subject = reply.turn, reply.turn.subject
    words = TalkWords.load()
    asks = any(words.has(each, turn.question) for each in ("scam", "asks_real"))
    if not (asks and subject.mention) or words.has("owed", turn.question):
        return False
    library = turn.context.library
    judged = library.checker.check(subject.mention, platform=subject.platform)
    if not judged.verdict:
        return False
    reply.know(known(reply))
    reply.leave(subject_of_incident(reply, "verdict_again"))
    reply.tell(library.answer(judged, turn.language))
    return True


def tell_use(reply: Reply) -> bool:
    """Tell what can be done with what was given, once; tell whether it did."""
    used = None if reply.turn.subject.times("use") else use_of(reply)
    if used is None:
        return False
    reply.leave(subject_of_incident(reply, "use"))
    reply.send([used])
    return True


def asked_after_loss(turn: Turn) -> Asked | None:
    """Give the question that only whoever lost or gave something asks; None for any other."""
    unless = Steps.load().asked_unless
    words = TalkWords.load()
    signs = ("hung_up", "no_address")
    has_news = bool(turn.news.kept) or any(words.has(each, turn.text) for each in signs)
    is_told = has_news and not turn.text.rstrip().endswith("?")
    is_of_bank = words.has("no_answer", turn.text) and not words.has("not_bank", turn.text)
    if is_told or is_of_bank:  # of whoever was called
        return None
    is_beside = turn.news.done and not Objections.load().tells_of_bank(turn.text)
    asked = _asked_beside(turn) if is_beside else _asked_whole(turn)
    if asked is None or not _is_of_loss(turn, asked) or turn.judged.verdict:
        return None
    if words.has("no_answer", turn.text) and asked.id == BANK_CLOSED:
        return None  # another one that is named does not answer
    is_news = not set(turn.news.given).issubset(turn.memory.facts.given)
    if is_news and asked.id not in unless:  # what was given now has steps of its own
        return None
    return None if _is_untrue(turn, asked) else asked


def _is_untrue(turn: Turn, asked: Asked) -> bool:
    """Tell whether what was given or done makes the answer to a kind of question wrong."""
    steps = Steps.load()
    if asked.id == SEES_DEBIT and "bank" in turn.facts.done and asks_money_back(turn):
        return True  # the bank was called; whether the money comes back is what it asks
    unless, needed = steps.asked_unless.get(asked.id, frozenset()), steps.asked_if.get(asked.id)
    if needed and turn.facts.given and needed.isdisjoint(turn.facts.given):
        return True
    return not unless.isdisjoint({*turn.facts.given, *turn.facts.done})


def tell_asked_again(reply: Reply) -> bool:
    """Give the answer once more to who asks the same again; tell whether it did."""
    asked = asked_after_loss(reply.turn)
    key = _key_of(reply.turn, asked) if asked else None
    if key is None:
        return False
    reply.send([reply.text("follow_up.neutral.said"), reply.text(key)])
    return True


def _is_of_loss(turn: Turn, asked: Asked) -> bool:
    """Tell whether a kind is asked after a loss, or has a sentence for what was lost."""
    return asked.after_loss or _key_in(turn, asked, _names_of_loss(turn)) is not None


def _names_of_loss(turn: Turn) -> Iterator[str]:
    """Give the groups of sentences for what was lost; what is blocked after what is open."""
    blocking = [Steps.load().step(key) for key in BLOCKING]
    done = (each.after for each in blocking if each.done in turn.facts.done)
    blocked = frozenset[str]().union(*done)
    left = [each for each in turn.facts.given if each not in blocked]
    if left and blocked.intersection(turn.facts.given):
        yield from reversed(left)  # what was told last, and is open still
    yield from (f"{each}_done" for each in turn.facts.given if each in blocked)
    if YOUNG in turn.facts.told or CareWords.load().tells_age(turn.text):
        yield YOUNG
    if FOREIGN in turn.facts.given:
        yield FOREIGN  # where a Belgian document is spoken of otherwise
    yield from turn.facts.given
    if turn.facts.given and SELDOM_HARMS.issuperset(turn.facts.given):
        yield HARMLESS
    yield "incident"


def _key_of(turn: Turn, asked: Asked) -> str | None:
    """Give the sentence for what was lost; of who sent it, that for the message."""
    of_loss = () if _is_of_sender(turn) else _names_of_loss(turn)
    return _key_in(turn, asked, (*of_loss, *_GROUPS)) or _key_in(turn, asked, _names_of_loss(turn))


def _is_of_sender(turn: Turn) -> bool:
    """Tell whether a question names the number or account that it came from, and nothing given."""
    is_named = TalkWords.load().has("their_number", turn.question)
    named = FactsReader.load().names_things(turn.question)
    return is_named and set(turn.facts.given).isdisjoint(named)


def _key_in(turn: Turn, asked: Asked, names: Iterable[str]) -> str | None:
    keys = (f"follow_up.asked.{asked.id}.{name}" for name in names)
    return next((each for each in keys if each in turn.context.sentences), None)


def tell_asked_after(reply: Reply) -> bool:
    """Give the answer to a question that people ask about a message, where it fits a loss too."""
    turn = reply.turn
    asked = asked_after_loss(turn)
    if asked is None and not (turn.news.given or turn.news.done):
        found = _asked(turn, turn.question)
        asked = found if found and found.id in Steps.load().asked else None
    return asked is not None and tell_kind(reply, asked)


def tell_kind(reply: Reply, asked: Asked) -> bool:
    """Answer one kind of question after a loss, once; tell whether it did."""
    key = _key_of(reply.turn, asked)
    if key is None or reply.subject.times(f"asked.{asked.id}"):
        return False
    reply.know(known(reply))
    reply.leave(subject_of_incident(reply, f"asked.{asked.id}"))
    reply.send([reply.text(key), _who_knows(reply) if asked.reach else ""])
    return True


def tell_once_more(reply: Reply, kind: str) -> None:
    """Answer a kind of question after a loss, whether or not it was answered before."""
    asked = kinds_asked()[kind]
    key = _key_of(reply.turn, asked)
    if key and not tell_kind(reply, asked):
        reply.send([reply.text(key)])


def tell_upset(reply: Reply) -> None:
    """Go on with whoever is upset: the kind word goes before, then what helps.

    What they are afraid or ashamed of may have an answer of its own.
    """
    turn = reply.turn
    is_young = YOUNG in reply.facts.told and COMFORTED in turn.memory.facts.told
    if is_young and tell_kind(reply, kinds_asked()[PARENTS_ANGRY]):
        return
    if not known(reply).given:
        reply.leave(reply.subject.told("upset"))
        reply.send([reply.text("follow_up.told.severe")])
        return
    pieces = (each for said in sentences_in(turn.text) for each in (said, *parts_in(said)[1:]))
    kinds = (kind_of_loss(turn, each) for each in pieces if len(each.split()) > FEW_WORDS)
    if not any(kind is not None and tell_kind(reply, kind) for kind in kinds):
        tell_incident(reply)


def kind_of_loss(turn: Turn, text: str) -> Asked | None:
    """Give the kind of question after a loss that a piece of a message surely is."""
    asked = _asked(turn, text)
    is_wrong = asked is not None and _is_untrue(turn, asked)
    if asked is None or is_wrong:
        return None
    is_true = asked.id in Steps.load().asked  # of a message, and after a loss too
    return asked if is_true or _is_of_loss(turn, asked) else None


def _asked_whole(turn: Turn) -> Asked | None:
    """Give the kind of question that a message is, or else one of its sentences, the last first."""
    if turn.news.done:
        return _asked(turn, turn.text)
    texts = dict.fromkeys((turn.text, turn.question, *_sentences(turn.text), *_ends(turn.text)))
    return next(filter(None, (_asked(turn, each) for each in texts)), None)


def _sentences(text: str) -> list[str]:
    """Give the sentences that ask something, the last first; all where none does."""
    words = TalkWords.load()
    sentences = [each for each in sentences_in(text) if len(each.split()) >= FEWEST_WORDS]
    asking = [each for each in sentences if each.endswith("?") or words.begins("asks", each)]
    return [*reversed(asking or sentences)]


def _ends(text: str) -> Iterator[str]:
    """Give what a sentence asks after a pause, as in `she cries, what do I tell her`."""
    for sentence in sentences_in(text):
        asked = (each for each in parts_in(sentence)[1:] if _asks_enough(each))
        yield from asked


def _asks_enough(part: str) -> bool:
    return len(part.split()) >= FEWEST_WORDS and TalkWords.load().begins("asks", part)


def _who_knows(reply: Reply) -> str:
    """Give the site of the service that the message names, or that was named before."""
    turn = reply.turn
    registry = turn.context.library.registry
    whose = next(iter(turn.named), registry.organisation(turn.facts.organisation or ""))
    site = site_of(reply, whose) if whose else None
    return reply.text("follow_up.real.site", address=site, **named(whose)) if site else ""


def _asked_beside(turn: Turn) -> Asked | None:
    """Give the kind of question that stands after what was done, as in `bank called, no use`."""
    reader = FactsReader.load()
    parts = [each.strip() for each in _PART.split(turn.text)][1:]
    texts = dict.fromkeys((*_sentences(turn.text), *reversed(parts)))
    rest = (each for each in texts if len(each.split()) >= FEWEST_WORDS)
    plain = (each for each in rest if not reader.read(each).done)
    return next(filter(None, (_asked(turn, each) for each in plain)), None)


def has_lost(turn: Turn) -> bool:
    """Tell whether the conversation is about a loss, or one was told before what it is about."""
    gave = set(turn.memory.facts.given) - {CLICKED}
    return turn.subject.kind is SubjectKind.INCIDENT or bool(gave)


def _asked(turn: Turn, text: str) -> Asked | None:
    """Give the kind of question that a text surely is, after something happened."""
    words = len(text.split())
    is_elsewhere = asks_elsewhere(turn.intent, turn.confidence, is_named=bool(turn.named))
    if is_elsewhere or not has_lost(turn) or not 0 < words <= MOST_WORDS:
        return None
    is_bare = words <= FEW_WORDS
    answered = Steps.load().asked.union(each.id for each in load_asked() if each.after_loss)
    known_already = FactsReader.load().answers_of(turn.facts.given)
    hit = turn.context.library.search.sure_asked(
        text, is_bare=is_bare, after_loss=answered, known=known_already
    )
    asks = text.rstrip().endswith("?") or TalkWords.load().begins("asks", text)
    if hit and not asks and hit.score < LEAST_STATED:
        return None
    return kinds_asked().get(hit.id) if hit else None


def asks_money_back(turn: Turn, text: str | None = None) -> bool:
    """Tell whether somebody who lost something asks, in a text, whether the money comes back."""
    words, text = TalkWords.load(), text or turn.text
    about = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    is_lost = about or (turn.subject.is_verdict and bool(turn.facts.given))
    is_other = words.has("not_money", text) or words.has("states", text)
    return is_lost and words.has("money_back", text) and not is_other


def _is_offered_for_a_fee(turn: Turn) -> bool:
    """Tell whether somebody else offers to get the money back, who wants to be paid first."""
    return TalkWords.load().has("for_a_fee", turn.text) and FormWords.load().tells(turn.text)


def tell_money_back(reply: Reply) -> None:
    """Say what decides whether money comes back: at length once, then that nobody knows.

    Who offers that for a fee is warned of.
    """
    offer = answer_by_id(reply.turn, RECOVERY_OFFER)
    if offer and _is_offered_for_a_fee(reply.turn):
        tell(reply, offer)
        return
    answer = answer_by_id(reply.turn, MONEY_BACK)
    reply.leave(subject_of_incident(reply, "money_back"))
    if reply.turn.facts.given == (GIFT_CARD,):
        reply.send([reply.text("follow_up.asked.block.gift_card")])
        return
    if answer and not reply.turn.subject.times(key_of(answer)):
        tell(reply, answer)
    else:
        reply.send([reply.text("follow_up.incident.money_back_still")])


_BY_MEANING: Mapping[str, Callable[[Reply], None]] = {
    "gets_it_back": tell_money_back,
    "police": tell_of_police,
    "block_card": tell_if_block,
}
"""Kinds of question, answered elsewhere by their words, and who answers them."""
