"""One question about a message that was judged or told, found among those that people ask."""

from collections.abc import Iterator

from actions.answers.channels import site_of
from actions.answers.other_bodies import body_of
from actions.conversation.certain import CERTAIN, SMALL_TALK, asks_elsewhere
from actions.conversation.judged_address import group, judged_again
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import (
    AT_DOOR,
    WAS_INSIDE,
    asks_of_the_world,
    has_bad_sign,
    is_visit,
    tells_of_wish,
)
from actions.conversation.turn import Turn
from actions.cues.circumstances import Circumstances
from actions.cues.facts import Facts, FactsReader
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import parts_in, sentences_in
from actions.follow_up.contacting import GENERAL, reach_beside, site_to_type, whose_matter
from actions.follow_up.meanings import names
from actions.follow_up.services import own_rule
from actions.incidents.care import topic_of
from knowledge.matching.search.asked import Asked, kinds_asked, load_asked, load_told
from knowledge.matching.search.semantic import Hit
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind, Verdict

FEW_WORDS, MOST_WORDS = 2, 25  # so few may ask anything, more tell a story
MOST_WORDS_OF_SEVERAL = 40  # of a message that asks for an example beside something else
SURE = 0.6  # confidence of an intent that is not taken for another question
FEWEST_CLAUSES = 2
FIRM, SURER = 0.7, 0.2
"""Score of a whole message that decides; below it a question in it that is so much surer does."""


_OF_WATER = frozenset({"drink_it", "which_water"})
"""Kinds of question about drinking water, which say whom to call."""

_OF_US = frozenset({"who_made", "page_real"})
"""Those that ask about the message instead, where the conversation is about one."""

_PRACTISE = "may_practise"
"""A kind that asks to try addresses here; after a list, to use that asks for the list."""

_OPEN_IT = "may_open_attachment"
"""A kind that its words tell surely: `it` alone may be a door as well as a file."""

_TRUSTED = frozenset({"ok", "known"})
BOT_CHALLENGE = "bot_challenge"
_OF_THEIR_OWN = frozenset({"ask_again", "ask_simpler"})
"""Intents that are not taken for another question."""

_ASKED_OTHERWISE = frozenset({SubjectKind.INCIDENT, SubjectKind.QUESTION})
"""Kinds after which a question is looked up elsewhere: after a loss, and within a report."""

_HARMLESS = frozenset({"clicked"})
"""What somebody did that is asked about as if nothing was given."""

_IN_DOUBT = frozenset(
    {
        "out_of_scope",
        "help",
        "bot_challenge",
        "change_language",
        "report_misuse",
        "ask_privacy",
        "ask_if_sure",
        "ask_why",
    }
    | {names.ASKED}
)
"""Intents for which what leans on no message is easily taken."""

_BY_NAME = frozenset({"how_comes", "do_you_call", "pay_to", "pay_by_phone", "sender_name"})
"""Kinds that are asked of a service as soon as it is named, whatever was talked of."""

_OF_A_MESSAGE = frozenset({"convince", "wants_to_invest", "bank_may_stop", "sender_name"})
"""Kinds that are asked anywhere, of a message that nothing was told of yet."""

_NO_MESSAGE = frozenset({SubjectKind.NOTHING, SubjectKind.ANSWER, SubjectKind.LIST})

_TOWN, _TOWN_WORDS = "town_matter", frozenset({"gemeente", "stad", "town", "commune", "gemeinde"})
"""A kind on what the town does, and the words for it that somebody may deny."""

_FINED, _AS_A_CHILD = "fined_so_young", "pupils"
"""Kinds on what a minor may do: of a fine, and of reporting or asking here."""

_WHERE_TO_REPORT = "asked.report_where"
_OF_PROOF = frozenset({"always_real"})
"""Kinds that ask whether something proves it; the thing that a message points at decides."""

_DO_YOU_CALL = "do_you_call"
"""A kind that is asked of us; of a service, where one is named, it asks for its ways."""


def asked_in(turn: Turn) -> Asked | None:
    """Give the kind of question that a message surely is; None where it has no answer."""
    kind = turn.subject.kind
    is_about = turn.subject.is_verdict or kind is SubjectKind.TOLD or _is_of_example(turn.subject)
    names_one = _names_a_service(turn)
    is_elsewhere = kind in _ASKED_OTHERWISE and not (names_one and kind is SubjectKind.INCIDENT)
    is_other = turn.points_back or topic_of(turn) or _tells_news(turn) or is_elsewhere
    is_other = is_other or turn.asks_to_call_service or tells_of_wish(turn)
    is_of_one = kind is SubjectKind.ANSWER and turn.subject.organisation is not None
    of_service = (kind is SubjectKind.ORGANISATION or is_of_one) and not turn.mentions
    may_be = is_about or of_service or names_one or _may_be_anywhere(turn)
    asked = sure_kind(turn) if may_be and not is_other else None
    if asked is None:
        return None
    if asked.id == _FINED and turn.subject.said[-1:] == (_WHERE_TO_REPORT,):
        asked = kinds_asked()[_AS_A_CHILD]
    is_of_service = (of_service and asked.of_service) or (names_one and asked.id in _BY_NAME)
    if not (is_about or asked.anywhere or is_of_service):
        return None
    if not _suits(turn, asked, is_about=is_about):
        return None
    if _asks_the_same(turn) and not asked.goes_first:
        return None
    if (asked.about_harm or asked.unless_given) and not _HARMLESS.issuperset(turn.facts.given):
        return None
    has_answer = intent_of(asked, turn) or asked.point or _key(turn, asked, turn.subject)
    return asked if has_answer else None


def _suits(turn: Turn, asked: Asked, *, is_about: bool) -> bool:
    """Tell whether a kind that leans on no message suits what was talked of."""
    if asked.id in _OF_US and is_about:
        return turn.intent in ("bot_challenge", names.ASKED)
    if asked.id == _TOWN and _TOWN_WORDS.intersection(_denied(turn)):
        return False
    if asked.id == _PRACTISE and turn.subject.kind is SubjectKind.LIST:
        return not PolicyWords.load().has("reuse", turn.text)
    if asked.id in _OF_WATER and not is_about:
        return TalkWords.load().has("unsafe", turn.text) and not asks_of_the_world(turn)
    return True


def _denied(turn: Turn) -> set[str]:
    """Give the words that a message denies, as in `not the town`."""
    return {each.casefold() for each in Circumstances.load().denied_in(turn.text)}


def _is_of_example(subject: Subject) -> bool:
    """Tell whether the conversation is about an example of a fake message that we gave."""
    return not subject.is_verdict and subject.times("asked.example_fake") > 0


def _names_a_service(turn: Turn) -> bool:
    """Tell whether it asks about the ways or accounts of one service, whatever was talked of."""
    words = TalkWords.load()
    is_of_one = len(turn.named) == 1 and not turn.mentions and words.has("ways", turn.text)
    return is_of_one and not words.has("got", turn.text)


def _may_be_anywhere(turn: Turn) -> bool:
    """Tell whether a message may ask what leans on none, so that it is worth a search."""
    words, text = TalkWords.load(), turn.text
    is_doubtful = turn.confidence < CERTAIN or turn.intent in _IN_DOUBT
    names_it = words.has("example", text) or words.has("town_paper", text)
    return not turn.mentions and (is_doubtful or names_it or _asks_to_open(turn))


def _asks_to_open(turn: Turn) -> bool:
    """Tell whether it asks to open an attachment that it names, by whatever `it` is meant."""
    words, reader = TalkWords.load(), FactsReader.load()
    asks = words.has("opens_file", turn.text) and reader.names_attachment(turn.text)
    return asks and words.has("may", turn.text) and not turn.news.given


def sure_kind(turn: Turn) -> Asked | None:
    """Give the kind that a message surely is, or that its words tell where it yields to others."""
    is_elsewhere = asks_elsewhere(turn.intent, turn.confidence, is_named=bool(turn.named))
    is_elsewhere = is_elsewhere and not TalkWords.load().has("pays", turn.text)
    most = MOST_WORDS_OF_SEVERAL if TalkWords.load().has("example", turn.text) else MOST_WORDS
    if is_elsewhere or not 0 < len(turn.text.split()) <= most:
        return None
    if _asks_to_open(turn):
        return kinds_asked()[_OPEN_IT]
    hit, words = _hit(turn), TalkWords.load()
    if turn.intent == BOT_CHALLENGE and turn.confidence >= CERTAIN and not _is_of_whole(turn, hit):
        hit = None  # a piece of who asks who we are asks it too
    found = kinds_asked().get(hit.id) if hit else None
    signed = (each for each in load_asked() if each.sign and words.has(each.sign, turn.text))
    return next(signed, found) if found is None or found.in_passing else found


def _is_of_whole(turn: Turn, hit: Hit | None) -> bool:
    """Tell whether it is the whole message that a kind of question was found in."""
    is_bare = len(turn.text.split()) <= FEW_WORDS
    whole = turn.context.library.search.sure_asked(turn.text, is_bare=is_bare)
    return whole is not None and hit is not None and whole.id == hit.id


def _hit(turn: Turn) -> Hit | None:
    """Find it in the whole message, then in its questions alone, the last one first."""
    search = turn.context.library.search
    is_bare = len(turn.text.split()) <= FEW_WORDS or turn.intent in SMALL_TALK
    whole = search.sure_asked(turn.text, is_bare=is_bare)
    clauses = reversed(_clauses(turn.text))
    if whole is not None:  # what is marked as a question alone may be surer
        clauses = iter([each for each in clauses if each.endswith("?")])
    hits = (search.sure_asked(each, is_bare=len(each.split()) <= FEW_WORDS) for each in clauses)
    clause = next(filter(None, hits), None) if whole is None or whole.score < FIRM else None
    is_surer = whole is None or (clause is not None and clause.score > whole.score + SURER)
    return clause if is_surer else whole


def _clauses(text: str) -> list[str]:
    """Give the questions of a message, each without the story before it; the last goes last.

    Of several sentences the last one stands for all where none is marked as a question.
    """
    found = sentences_in(text)
    asked = [each for each in found if each.endswith("?")] or found[-1:]
    bare = [part for part in map(without_story, asked) if part]
    return [*bare, *(asked if len(found) >= FEWEST_CLAUSES else [])]


def without_story(sentence: str) -> str | None:
    """Give what a sentence asks after its last pause, as in `I did get one, how do I know …`.

    None where it asks nothing there, or in so few words that it may ask anything.
    """
    words = TalkWords.load()
    asked = (each for each in reversed(parts_in(sentence)[1:]) if words.begins("asks", each))
    found = next(asked, None)
    return found if found and len(found.split()) > FEW_WORDS else None


def _tells_news(turn: Turn) -> bool:
    return turn.intent == "tell_done" and bool(turn.news.done or turn.news.given)


def _asks_the_same(turn: Turn) -> bool:
    """Tell whether a message asks for the same answer once more, or for it in short."""
    return turn.intent in _OF_THEIR_OWN and turn.confidence >= SURE


def intent_of(asked: Asked, turn: Turn) -> str | None:
    """Give the intent of talk that answers a kind of question; None where a sentence does."""
    is_of_them = turn.subject.organisation and not TalkWords.load().has("to_you", turn.text)
    if asked.id == _DO_YOU_CALL and (turn.named or is_of_them):
        return names.WAYS
    alone = {SubjectKind.LISTED: asked.listed_as, SubjectKind.TOLD: asked.told_as}
    return alone.get(turn.subject.kind) or asked.answer_as


def tell_asked(reply: Reply, asked: Asked, subject: Subject) -> bool:
    """Answer one kind of question; tell whether there is a sentence for such a subject."""
    sentence = _sentence(reply, asked, subject)
    if sentence is None or intent_of(asked, reply.turn) == names.WAYS:
        return False
    kept = _left(reply, asked)
    if kept is not reply.subject:
        reply.know(reply.facts.with_(Facts(seen_on=reply.turn.place)))
    left = kept.told(f"asked.{asked.id}")
    lacks = TalkWords.load().has("no_address", reply.turn.text)
    reply.leave(left.told("without") if lacks else left)
    beside = _reach(reply, subject, sentence) if asked.reach else ""
    says = own_rule(reply, _whose(reply.turn, subject)) if asked.rules else ""
    reply.send([sentence, says, beside])
    return True


def _left(reply: Reply, asked: Asked) -> Subject:
    """Give what the conversation is about: a message, where only one leads to such a question.

    Where there was no subject, what was got is one, or the answer.
    """
    subject, words, text = reply.subject, TalkWords.load(), reply.turn.text
    if asked.id in _OF_A_MESSAGE and subject.kind in _NO_MESSAGE:
        return Subject(SubjectKind.TOLD, topic="message")
    if subject.kind is not SubjectKind.NOTHING:
        return subject
    if words.has("example", text) or not words.has("message", text):
        return Subject(SubjectKind.ANSWER)
    return Subject(SubjectKind.TOLD, topic="letter" if words.has("letter", text) else "message")


def may_be_beside(turn: Turn, asked: Asked) -> bool:
    """Tell whether a kind may be answered beside another answer, by what the citizen gave."""
    is_wrong = asked.about_harm or asked.unless_given
    return (
        asked.id not in _OF_WATER and not (is_wrong and turn.facts.given) and not asked.after_loss
    )


def _sentence(reply: Reply, asked: Asked, subject: Subject) -> str | None:
    thing = TalkWords.load().pointed_at(reply.turn.text) if asked.id in _OF_PROOF else None
    if thing:
        return reply.text(f"follow_up.point.{thing}")
    site = site_to_type(reply, subject) if asked.site else None
    if site:
        return reply.text(f"follow_up.asked.{asked.id}.site", address=site)
    key = _key(reply.turn, asked, subject)
    again = f"{key}_again"
    if subject.times(f"asked.{asked.id}") and again in reply.turn.context.sentences:
        return reply.text(again)
    if key is None and asked.point:
        is_real = _group(reply.turn, subject) in _TRUSTED
        key = f"follow_up.point.{'listed' if is_real else asked.point}"
    return reply.text(key) if key else None


def _key(turn: Turn, asked: Asked, subject: Subject) -> str | None:
    keys = (f"follow_up.asked.{asked.id}.{name}" for name in _groups(turn, subject))
    return next((each for each in keys if each in turn.context.sentences), None)


def _groups(turn: Turn, subject: Subject) -> Iterator[str]:
    """Give how far the message is trusted, the nearest word for it first, such as a verdict."""
    name = _group(turn, subject)
    if _is_of_example(subject):
        yield "example"
    kinds = [each.id for each in load_told() if subject.times(each.id)]
    if subject.times(WAS_INSIDE):
        yield WAS_INSIDE
    if is_visit(subject) or TalkWords.load().wanted(turn.text) == AT_DOOR:
        yield from (*kinds, AT_DOOR)
    elif TalkWords.load().has("letter", turn.without_denied_way):
        yield "letter"
    elif subject.kind is SubjectKind.TOLD:
        if has_bad_sign(subject):
            yield "bad_sign"
        yield from (each for each in (*kinds, subject.topic) if each)
    yield subject.kind.value
    if judged := judged_again(turn, subject):
        yield judged.verdict.value
    yield name
    yield "known" if name in _TRUSTED else "doubt"
    yield "any"


def _group(turn: Turn, subject: Subject) -> str:
    judged = judged_again(turn, subject) if subject.is_verdict else None
    is_others = judged is not None and judged.verdict is Verdict.OTHER_BODY
    return "known" if is_others else group(turn, subject)


def _reach(reply: Reply, subject: Subject, sentence: str) -> str:
    turn = reply.turn
    organisation = whose_matter(turn, _whose(turn, subject))
    if organisation and organisation.kind is OrganisationKind.UMBRELLA and GENERAL in sentence:
        return ""
    if organisation and (site_of(reply, organisation) or GENERAL) in sentence:
        return ""
    return reach_beside(reply, organisation, body_of(turn, subject))


def _whose(turn: Turn, subject: Subject) -> Organisation | None:
    registry = turn.context.library.registry
    return next(iter(turn.named), registry.organisation(subject.organisation or ""))
