"""One question about a list of the register: who keeps it, what it counts, in one sentence."""

import re
from collections.abc import Callable, Mapping

from actions.answers.channels import on_platform, platform_name
from actions.answers.overview import Asked, asked_of, tell_overview
from actions.answers.short_answers import DUTCH
from actions.conversation.certain import CERTAIN
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.follow_up.varying import vary_list
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
_AND = re.compile(r",\s+(?:en|and|et|und)\s+", re.IGNORECASE)

_OF_EVERY_CHANNEL = frozenset({"kept_up", "kept_by", "use_of_list", "cost", "download", "where"})
"""Kinds that are asked of the channels of one organisation too."""

_OF_THE_LIST = frozenset({SIZE, "is_official_list", "from_where"})
"""Kinds that are asked of our list itself, whatever was talked of, where it is named."""

_QUIET = frozenset({SubjectKind.NOTHING, SubjectKind.ORGANISATION, SubjectKind.ANSWER})
"""Kinds of subject that are no message and no loss."""

_ON_THE_QUESTION = PolicyWords.load().people
"""Answers on the question in parliament, beside which the list is asked about too."""


def asked_of_register(turn: Turn) -> str | None:
    """Give the kind of question about the list before that a message surely is, by its id."""
    return next(iter(_asked(turn)), None)


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
    asked = asked_of(reply, question)
    reply.leave(subject)
    reply.send([_answer(asked, kind) for kind in kinds[:MOST_ANSWERED]])


def _asked(turn: Turn) -> list[str]:
    """Give the kinds of question about the list that a message surely asks, by their ids."""
    subject, policy = turn.subject, PolicyWords.load()
    is_list = subject.kind is SubjectKind.LIST or subject.topic in _ON_THE_QUESTION
    is_of_one = subject.kind is SubjectKind.ORGANISATION and CHANNELS in subject.said
    is_answer = subject.kind is SubjectKind.ANSWER
    names_list = subject.kind in _QUIET and ChannelWords.load().has("list", turn.text)
    if not (is_list or is_of_one or is_answer or names_list) or turn.judged.verdict:
        return []
    if turn.intent == "ask_content_policy" and turn.confidence >= CERTAIN:
        return []  # a rule for officials, not for the list
    if is_list and TalkWords.load().has("download", turn.text) and not policy.has("why", turn.text):
        return [DOWNLOAD]
    may_be_alone = is_list or is_answer or names_list
    if not may_be_alone and len(_questions(turn.text)) < FEWEST_PARTS:
        return []  # nothing to look up
    parts = _parts(turn)
    found = list(dict.fromkeys(kind for kind in parts.values() if kind))
    if is_list:
        return found
    # After the channels of one, only what may be said of every channel, beside something else.
    is_beside = is_answer or (is_of_one and (names_list or len(parts) > 1))
    return [
        kind
        for kind in found
        if (kind in _OF_EVERY_CHANNEL and is_beside) or (kind in _OF_THE_LIST and names_list)
    ]


def _parts(turn: Turn) -> dict[str, str | None]:
    """Give the kind that the whole message is, else the kind of each question in it, by its words.

    None stands for a question that is of no kind.
    """
    whole = _kind(turn, turn.text) if len(turn.text.split()) <= MOST_WORDS else None
    parts = _questions(turn.text)
    if len(parts) < FEWEST_PARTS or len(turn.text.split()) > MOST_WORDS_OF_SEVERAL:
        last = sentences_in(turn.text)[-1:] or [turn.text]
        return {turn.text: whole or _kind(turn, last[0])}
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
    search, talk, policy = turn.context.library.search, TalkWords.load(), PolicyWords.load()
    hit = search.asked_of_list(part)
    if hit:
        return None if hit.id == SIZE and _leans_on_count(turn, part) else hit.id
    if talk.has("may", part) and policy.has("reuse", part) and not talk.has("year", part):
        return "use_of_list"
    names_year = talk.has("year", part) and len(part.split()) >= FEWEST_WORDS_OF_AGE
    is_old = names_year and search.may_ask(part, frozenset({"is_sure"}), "ask_if_sure")
    return "kept_up" if is_old else None


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
    is_of_one = asked.reply.turn.subject.kind is SubjectKind.ORGANISATION
    if kind == "kept_up" and is_of_one:
        return asked.reply.text("overview.old_source")
    reply = asked.reply
    return telling(asked) if telling else reply.text(f"follow_up.register.{kind}", page=reply.page)


def tell_doubted(reply: Reply) -> None:
    """Say that what is missing can be added, to who says that a count is wrong."""
    reply.leave(reply.turn.subject.told("register.doubted"))
    reply.send([reply.text("follow_up.register.doubted")])


def _kept_up(asked: Asked) -> str:
    """Say how many channels a team checked of late."""
    channels = asked.channels(None)
    checked = sum(each.is_confirmed for each in channels)
    return asked.reply.text(
        "follow_up.register.kept_up", count=str(len(channels)), checked=str(checked)
    )


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


def _sentence(asked: Asked) -> str:
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
    "sentence": _sentence,
    "top": _top,
    "draft": _draft,
}
