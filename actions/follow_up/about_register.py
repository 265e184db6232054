"""One question about a list of the register: who keeps it, what it counts, in one sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.answers.channels import elsewhere, on_platform, platform_name
from actions.answers.overview import Asked, asked_of, question_of, tell_overview, years_of
from actions.answers.short_answers import DUTCH, OUR_SOURCES, answer_by_id
from actions.conversation.certain import CERTAIN
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.policy import PolicyWords, is_policy
from actions.cues.questions import Questions
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.follow_up.meanings import names
from actions.follow_up.varying import vary_list
from knowledge.matching.search.portfolios import is_minister
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.counting import per_platform

MOST_WORDS = 25  # more tell a story
MOST_WORDS_OF_SEVERAL = 40  # the same, of a message of several questions
FEWEST_PARTS = 2
MOST_ANSWERED = 2  # questions of one message
MOST_OF_A_COUNT = 5  # words that only ask how many the list before holds
FEW_WORDS = 2
FEWEST_WORDS_OF_AGE = 5  # `and in 2016?` asks for another year
DOWNLOAD, SIZE, CHANNELS = "download", "size_of_list", "channels"
KEPT_UP, AS_OF, WHO_CHECKS = "kept_up", "as_of", "who_checks"
FROM_WHERE, SENTENCE = "from_where", "sentence"
USE, CONFIRMED = "use_of_list", "official_figures"
ALLOWED, WHO_KNOWS = "if_allowed", "who_knows"
SURELY_SOURCES = 0.8  # score of the short answer on our sources
_AND = re.compile(r",\s+(?:en|and|et|und)\s+", re.IGNORECASE)

_OF_EVERY_CHANNEL = frozenset(
    {KEPT_UP, AS_OF, WHO_CHECKS, USE, CONFIRMED, DOWNLOAD, FROM_WHERE, ALLOWED, "kept_by"}
    | {WHO_KNOWS}
)
"""Kinds that are asked of the channels of one organisation too."""

_BESIDE_A_CHANNEL = frozenset({"cost", "where"})
"""Kinds that are asked of the channels of one only beside something else, or of our list."""

_OF_THE_LIST = frozenset({SIZE, "is_official_list"})
"""Kinds that are asked of our list itself, whatever was talked of, where it is named."""

_OF_A_MESSAGE: Mapping[str, str] = {"who_says": WHO_CHECKS, "how_to_check": CONFIRMED}
"""Kinds of question about a message that ask something else about a list."""

_QUIET = frozenset({SubjectKind.NOTHING, SubjectKind.ORGANISATION, SubjectKind.ANSWER})
"""Kinds of subject that are no message and no loss."""

_LISTED = frozenset({SubjectKind.NOTHING, SubjectKind.ORGANISATION, SubjectKind.LISTED})
"""Kinds of subject after which who asks to quote a count means our list."""

_ON_THE_QUESTION = PolicyWords.load().people
"""Answers on the question in parliament, beside which the list is asked about too."""


def asked_of_register(turn: Turn) -> str | None:
    """Give the kind of question about the list before that a message surely is, by its id."""
    return next(iter(_asked(turn)), None)


def asked_of_list_itself(turn: Turn) -> bool:
    """Tell whether a message asks about our list itself, whoever or whatever it names beside."""
    kinds = _asked(turn)
    return bool(kinds) and _OF_THE_LIST.union(_OF_EVERY_CHANNEL, _BESIDE_A_CHANNEL).issuperset(
        kinds
    )


def tell_of_register(reply: Reply) -> None:
    """Answer each question; it stays possible to ask the list on."""
    turn = reply.turn
    kinds = _asked(turn)
    others = [part for part, kind in _parts(turn).items() if kind is None and _counts(turn, part)]
    if others and kinds:
        _tell_counted(reply, others[0])
    subject = reply.subject
    if subject.kind is SubjectKind.NOTHING:
        whole = Question(Asks.TOTALS).as_json()
        subject = Subject(SubjectKind.LIST, question=whole, said=("list",))
    for kind in kinds[:MOST_ANSWERED]:
        subject = subject.told(f"register.{kind}")
    question = Question.of(subject.question or {}) or Question(Asks.TOTALS)
    quotes = USE in kinds and _quotes(turn)
    if quotes:
        question = _quoted(turn)
        subject = Subject(SubjectKind.LIST, question=question.as_json(), said=("list", *kinds))
        kinds = [SENTENCE if kind == USE else kind for kind in kinds]
    asked = asked_of(reply, question)
    reply.leave(subject)
    missed = turn.subject.kind is SubjectKind.LIST and names_one_missed(turn)
    doubted = [reply.text("follow_up.register.doubted")] if missed else []
    so = [reply.text("follow_up.our_list.write_so")] if quotes else []
    reply.send([*doubted, *so, *(_answer(asked, kind) for kind in kinds[:MOST_ANSWERED])])


def _asked(turn: Turn) -> list[str]:
    """Give the kinds of question about the list that a message surely asks, by their ids."""
    if turn.judged.verdict or not (_is_of_list(turn) or _heard_beside(turn)):
        return []
    if turn.intent == "ask_content_policy" and turn.confidence >= CERTAIN:
        return []  # a rule for officials, not for the list
    asks_why = PolicyWords.load().has("why", turn.text)
    if _is_of_list(turn) and TalkWords.load().has("download", turn.text) and not asks_why:
        return [DOWNLOAD]
    parts = _parts(turn)
    found = dict.fromkeys(kind for kind in parts.values() if kind)
    if _is_of_list(turn):
        return list(found)
    heard = _heard_beside(turn)
    if len(parts) > 1:
        heard |= _BESIDE_A_CHANNEL
    return [kind for kind in found if kind in heard]


def _is_of_list(turn: Turn) -> bool:
    """Tell whether the talk is of a list, or of what parliament asked."""
    return turn.subject.kind is SubjectKind.LIST or turn.subject.topic in _ON_THE_QUESTION


def _heard_beside(turn: Turn) -> frozenset[str]:
    """Give the kinds that are heard where the talk is not of a list.

    After the channels of one, what may be said of every channel; of the list itself, where a
    message names it.
    """
    subject = turn.subject
    if subject.kind in _QUIET and ChannelWords.load().has("list", turn.text):
        is_of_one = any(each.kind is not OrganisationKind.UMBRELLA for each in turn.named)
        of_all = frozenset() if is_of_one else _OF_THE_LIST  # it may ask if somebody is in it
        return _OF_EVERY_CHANNEL | _BESIDE_A_CHANNEL | of_all
    if subject.kind is SubjectKind.ANSWER:
        return frozenset() if _is_on_policy(turn) else _OF_EVERY_CHANNEL | _BESIDE_A_CHANNEL
    if subject.kind is SubjectKind.ORGANISATION and CHANNELS in subject.said:
        return _OF_EVERY_CHANNEL
    return frozenset({USE}) if subject.kind in _LISTED and _quotes(turn) else frozenset()


def _is_on_policy(turn: Turn) -> bool:
    """Tell whether the answer before has a note or a year of its own, which is asked after then."""
    answer = answer_by_id(turn, turn.subject.topic)
    return names.POLICY in turn.subject.said or (answer is not None and is_policy(answer))


def _parts(turn: Turn) -> dict[str, str | None]:
    """Give the kind that the whole message is, else the kind of each question in it, by its words.

    None stands for a question that is of no kind.
    """
    whole = _kind(turn, turn.text) if len(turn.text.split()) <= MOST_WORDS else None
    parts = _questions(turn.text)
    if len(parts) < FEWEST_PARTS or len(turn.text.split()) > MOST_WORDS_OF_SEVERAL:
        return {turn.text: whole or _kind(turn, Questions.load().last_of(turn.text))}
    found = {part: _kind(turn, part) or _kind(turn, sentences_in(part)[-1]) for part in parts}
    return found if any(found.values()) else {turn.text: whole}


def _questions(text: str) -> list[str]:
    """Give the questions of a message, each with what is told before it."""
    found, before = [], ""
    for sentence in sentences_in(text):
        before = f"{before} {sentence}".strip()
        if sentence.endswith("?"):
            found += _AND.split(before)
            before = ""
    return [each for part in (*found, *_AND.split(before)) if (each := part.strip())]


def _kind(turn: Turn, part: str) -> str | None:
    if len(part.split()) <= FEW_WORDS:
        return None
    hit = turn.context.library.search.asked_of_list(part)
    if PolicyWords.load().has("unchecked", part):  # words of our own answer
        return WHO_CHECKS
    words = ChannelWords.load()
    is_of_place = turn.platform is not None and turn.subject.kind is SubjectKind.ORGANISATION
    if words.has("allowed", part) and not (is_of_place or _is_of_own(part)):
        return ALLOWED
    if words.has("who_knows", sentences_in(part)[-1]):
        return WHO_KNOWS
    if hit:
        return None if hit.id == SIZE and _leans_on_count(turn, part) else hit.id
    if words.has("list", part) and words.has("of_when", part) and not turn.platform:
        return AS_OF
    if _asks_to_use(part):
        return CONFIRMED if PolicyWords.load().has("official", part) else USE
    if _asks_to_show(part):
        return USE
    return _of_age(turn, part) or _of_message(turn, part)


def _is_of_own(part: str) -> bool:
    """Tell whether somebody asks what they may do themselves."""
    return TalkWords.load().has("may", part) or TalkWords.load().has("of_self", part)


def _asks_to_use(part: str) -> bool:
    """Tell whether the last sentence asks to use what our list says, or to write it."""
    talk, policy = TalkWords.load(), PolicyWords.load()
    last = (sentences_in(part) or [part])[-1]
    uses = policy.has("reuse", last) and not talk.has("year", last)
    return talk.has("may", last) and (uses or policy.has("writes", last))


def _asks_to_show(part: str) -> bool:
    """Tell whether it asks to show or put somewhere what was told."""
    return TalkWords.load().has("may", part) and PolicyWords.load().has("shows", part)


def _of_age(turn: Turn, part: str) -> str | None:
    """Give the kind of who says that a year is long ago."""
    search = turn.context.library.search
    is_told = len(part.split()) >= FEWEST_WORDS_OF_AGE and TalkWords.load().has("year", part)
    is_old = is_told and search.may_ask(part, frozenset({"is_sure"}), "ask_if_sure")
    return KEPT_UP if is_old else None


def _of_message(turn: Turn, part: str) -> str | None:
    """Give the kind that a question about a message is, asked of a list; or on our sources."""
    is_answer = turn.subject.kind is SubjectKind.ANSWER
    if is_answer or turn.named:  # it is about whoever is named, or about what was answered
        return None
    search = turn.context.library.search
    hit = search.sure_asked(part, is_bare=False)
    if hit:
        return _OF_A_MESSAGE.get(hit.id)
    short = next(iter(search.short_answers(part, 1)), None)
    is_of_sources = short is not None and short.id == OUR_SOURCES
    return FROM_WHERE if is_of_sources and short and short.score >= SURELY_SOURCES else None


def _leans_on_count(turn: Turn, part: str) -> bool:
    """Tell whether a few words ask how many the list before holds, as in `how many are that`."""
    before = Question.of(turn.subject.question or {})
    narrows = before is not None and bool(before.platforms or before.kind or before.domain)
    is_short = len(part.split()) <= MOST_OF_A_COUNT
    return narrows and is_short and not ChannelWords.load().has("list", part)


def _counts(turn: Turn, part: str) -> bool:
    """Tell whether a part of a message asks to count something."""
    asked = question_reader(turn.context.library.platforms).read(part)
    return bool(asked.platforms or asked.kind or asked.domain)


def _quotes(turn: Turn) -> bool:
    """Tell whether it asks to write what may be counted, as in `may I write that no minister …`."""
    last = (sentences_in(turn.text) or [turn.text])[-1]
    asked = question_reader(turn.context.library.platforms).read(last)
    writes = PolicyWords.load().has("writes", last)  # `in my work` names no field to count in
    is_count = bool(asked.platforms or asked.kind or (asked.domain and writes))
    return _asks_to_use(last) and is_count


def _quoted(turn: Turn) -> Question:
    """Give the count that somebody wants to write: of ministers, where one was talked of."""
    question = replace(question_of(turn), without=False)
    about = turn.context.library.registry.organisation(turn.subject.organisation or "")
    reader = question_reader(turn.context.library.platforms)
    is_of_them = is_minister(about) and not reader.speaks_of_services(turn.text)
    kind = OrganisationKind.MINISTER if is_of_them and question.kind is None else question.kind
    return replace(question, kind=kind)


def _tell_counted(reply: Reply, part: str) -> None:
    """Ask the list what a part of a message asks beside, or what that part changes."""
    subject = reply.turn.subject
    with reply.of_part(part):
        if subject.kind is SubjectKind.LIST:
            vary_list(reply, subject)
        else:
            tell_overview(reply)


def _answer(asked: Asked, kind: str) -> str:
    telling = _TELLING.get(kind)
    reply = asked.reply
    turn = reply.turn
    is_of_one = turn.subject.kind is SubjectKind.ORGANISATION
    if is_of_one and kind in _OF_ONE and not ChannelWords.load().has("list", turn.text):
        return reply.text(_OF_ONE[kind], page=reply.page, day=_day(asked))
    return telling(asked) if telling else reply.text(f"follow_up.register.{kind}", page=reply.page)


def tell_doubted(reply: Reply) -> None:
    """Say that what is missing can be added, to who says that a count is wrong.

    Of whoever is named it is told where our list has them.
    """
    turn = reply.turn
    whose = turn.named[0] if len(turn.named) == 1 else None
    subject = replace(turn.subject, organisation=whose.id) if whose else turn.subject
    reply.leave(subject.told("register.doubted"))
    there = elsewhere(reply, whose, turn.platform) if whose else []
    reply.send([reply.text("follow_up.register.doubted"), *there])


def names_one_missed(turn: Turn) -> bool:
    """Tell whether a sentence that asks nothing says that somebody is on what was counted."""
    question, words = Question.of(turn.subject.question or {}), ChannelWords.load()
    is_of_ministers = question is not None and question.kind is OrganisationKind.MINISTER
    if question is None or not (question.platforms or is_of_ministers):
        return False
    says = (
        each
        for each in sentences_in(turn.text)
        if not (each.endswith("?") or words.begins_to_ask(each)) and words.has("is_there", each)
    )
    return any(replace(turn, text=each).named for each in says)


def _kept_up(asked: Asked) -> str:
    """Say how many channels a team checked of late."""
    channels = asked.channels(None)
    checked = sum(each.is_confirmed for each in channels)
    how = "some" if checked else "none"
    return asked.reply.text(
        f"follow_up.register.kept_up.{how}",
        day=_day(asked),
        count=str(len(channels)),
        checked=str(checked),
    )


def _who_checks(asked: Asked) -> str:
    return asked.reply.text("follow_up.our_list.who_checks")


def _if_allowed(asked: Asked) -> str:
    return asked.reply.text("follow_up.our_list.if_allowed")


def _who_knows(asked: Asked) -> str:
    return asked.reply.text("channels.ask_them")


def _personal(asked: Asked) -> str:
    is_of_them = asked.question.kind is OrganisationKind.MINISTER
    return asked.reply.text(f"follow_up.register.personal.{'of_them' if is_of_them else 'any'}")


def _how_counted(asked: Asked) -> str:
    total = str(len(asked.everyone))
    return asked.reply.text(
        "follow_up.register.how_counted", total=total, whom=asked.whom, page=asked.reply.page
    )


def _size_of_list(asked: Asked) -> str:
    """Tell how much our list holds, and of when it is; ministers count apart."""
    reply = asked.reply
    everyone, ministers = (
        asked_of(reply, Question(Asks.ORGANISATIONS, kind=kind))
        for kind in (None, OrganisationKind.MINISTER)
    )
    total = reply.text(
        "overview.totals",
        organisations=str(len(everyone.everyone)),
        channels=str(len(everyone.channels(None))),
    )
    apart = reply.text(
        "follow_up.register.size_of_list",
        day=_day(asked),
        ministers=str(len(ministers.everyone)),
        channels=str(len(ministers.channels(None))),
    )
    return f"{total} {apart}"


def _where_page(asked: Asked) -> str:
    return asked.reply.text("follow_up.register.where_page", page=asked.reply.page)


def _older(asked: Asked) -> str:
    return asked.reply.text("follow_up.register.older", day=_day(asked), page=asked.reply.page)


def _as_of(asked: Asked) -> str:
    return asked.reply.text("follow_up.register.as_of", day=_day(asked))


def sentence(asked: Asked) -> str:
    """Put the count in one sentence that can be quoted, with the day."""
    reply, question = asked.reply, asked.question
    platform = asked.platform
    is_of_platforms = question.asks in (Asks.TOTALS, Asks.PLATFORMS) and platform is None
    if is_of_platforms:
        return reply.text("follow_up.register.sentence.top", day=_day(asked), **_most(asked))
    values = {
        "day": _day(asked),
        "whom": asked.whom,
        "what": asked.what(),
        "count": str(len(asked.meant)),
        "total": str(len(asked.everyone)),
        "on": f" {asked.on(platform)}" if platform else "",
        "years": years_of(asked),
    }
    how = "without" if question.without else "with"
    return reply.text(f"follow_up.register.sentence.{how}", **values)


def _top(asked: Asked) -> str:
    return asked.reply.text("follow_up.register.top", **_most(asked))


def _most(asked: Asked) -> dict[str, str]:
    """Give the platform with most organisations, and the social one."""
    rows = per_platform(asked.part)
    social = [row for row in rows if row[0].kind == SOCIAL]
    values: dict[str, str] = {}
    for name, ranked in (("first", rows), ("social", social)):
        key, count = (ranked[0][0].key, ranked[0][1]) if ranked else ("website", 0)
        values |= {name: platform_name(asked.reply, key), f"{name}_count": str(count)}
    return values


def _draft(asked: Asked) -> str:
    """Draft a question to a minister: in Dutch, as the Flemish Parliament wants it."""
    reply, platform = asked.reply, asked.platform
    sentences = reply.turn.context.sentences
    place = sentences.text("overview.on_social", DUTCH)
    if platform not in (None, SOCIAL):
        place = on_platform(reply, platform)[DUTCH]
    draft = sentences.text("follow_up.register.draft.text", DUTCH, on=place)
    return f"{reply.text('follow_up.register.draft.here')}\n{draft}"


def _day(asked: Asked) -> str:
    return asked.reply.day(asked.reply.turn.context.today().isoformat())


_TELLING: Mapping[str, Callable[[Asked], str]] = {
    "kept_up": _kept_up,
    "personal": _personal,
    "how_counted": _how_counted,
    "older": _older,
    "as_of": _as_of,
    "where_page": _where_page,
    SIZE: _size_of_list,
    SENTENCE: sentence,
    WHO_CHECKS: _who_checks,
    ALLOWED: _if_allowed,
    WHO_KNOWS: _who_knows,
    "top": _top,
    "draft": _draft,
}

_OF_ONE: Mapping[str, str] = {
    KEPT_UP: "overview.old_source",
    AS_OF: "follow_up.our_list.day",
    CONFIRMED: "follow_up.our_list.confirm",
    USE: "follow_up.our_list.use",
}
"""What is said otherwise of the channels of one organisation, by kind."""
