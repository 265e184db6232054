"""One question about a list of the register: who keeps it, what it counts, in one sentence."""

from collections.abc import Callable, Mapping

from actions.answers.channels import on_platform, platform_name
from actions.answers.overview import Asked, asked_of
from actions.answers.short_answers import DUTCH
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL, Asks, Question
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from knowledge.matching.subject import SubjectKind
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.counting import per_platform

MOST_WORDS = 25  # more tell a story
FEW_WORDS = 2
DOWNLOAD = "download"

_ON_THE_QUESTION = PolicyWords.load().people
"""Answers on the question in parliament, beside which the list is asked about too."""


def asked_of_register(turn: Turn) -> str | None:
    """Give the kind of question about the list before that a message surely is, by its id."""
    is_list = turn.subject.kind is SubjectKind.LIST or turn.subject.topic in _ON_THE_QUESTION
    if is_list and not turn.judged.verdict and TalkWords.load().has("download", turn.text):
        return DOWNLOAD
    words = len(turn.text.split())
    if not is_list or turn.judged.verdict or not FEW_WORDS < words <= MOST_WORDS:
        return None
    hit = turn.context.library.search.asked_of_list(turn.text)
    return hit.id if hit else None


def tell_of_register(reply: Reply) -> None:
    """Answer the question; it stays possible to ask the list on."""
    subject = reply.turn.subject
    kind = asked_of_register(reply.turn)
    question = Question.of(subject.question or {}) or Question(Asks.TOTALS)
    if kind is None:
        return
    reply.leave(subject.told(f"register.{kind}"))
    telling = _TELLING.get(kind)
    asked = asked_of(reply, question)
    if telling:
        reply.send([telling(asked)])
    else:
        reply.send([reply.text(f"follow_up.register.{kind}", page=reply.page)])


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
    "sentence": _sentence,
    "top": _top,
    "draft": _draft,
}
