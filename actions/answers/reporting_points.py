"""Where a citizen can report something: the points of the register that fit."""

from collections.abc import Iterable

from actions.conversation.reply import Reply
from actions.cues.words import ConversationWords
from actions.reports.model import Loss
from actions.reports.next_points import next_points
from knowledge.model import LANGUAGES, ReportingPoint

MOST_POINTS = 4
MOST_OF_A_KIND = 2
DUTCH = LANGUAGES[0]


def where_to_report(reply: Reply) -> list[ReportingPoint]:
    """Choose the points that fit: the bank first after a loss, then the platform's own form."""
    turn = reply.turn
    points = turn.context.library.registry.register.reporting_points
    platform = turn.platform or turn.facts.seen_on or turn.memory.platform
    chosen = for_loss(reply) if ConversationWords.load().tells_of_loss(turn.text) else []
    own_forms = [each for each in points if "fake_account" in each.purposes]
    chosen += [each for each in own_forms if platform in each.platforms][:MOST_OF_A_KIND]
    chosen += _serving(points, "suspicious_message")[:1]
    return _different(chosen)[:MOST_POINTS]


def for_loss(reply: Reply) -> list[ReportingPoint]:
    """Give the points for someone who lost money or gave card details."""
    points = reply.turn.context.library.registry.register.reporting_points
    banks, others = _serving(points, "card_data")[:1], _serving(points, "money_lost")
    return _different([*banks, *others])[:MOST_OF_A_KIND]


def doors(reply: Reply, loss: Loss, platforms: Iterable[str]) -> list[ReportingPoint]:
    """Give where else to turn to after a report, the most urgent first."""
    register = reply.turn.context.library.registry.register
    return next_points(register.reporting_points, loss=loss, platforms=platforms)


def tell_no_report_is_taken(reply: Reply) -> None:
    """Say that no report is taken here, and who does take it."""
    points = where_to_report(reply)
    lines = [reply.text("report.cannot"), *point_lines(reply, points)]
    if not points:
        catalogue = reply.turn.context.library.catalogue
        lines.append(catalogue.text("advice.forward", reply.turn.language))
    reply.send([*lines, reply.text("report.not_kept")])


def point_lines(reply: Reply, points: Iterable[ReportingPoint]) -> list[str]:
    """Give a line for each point: who it is, when to turn to it and how."""
    language = reply.turn.language
    return [
        reply.text(
            "report.point",
            name=each.name,
            when=each.when.get(language) or each.when[DUTCH],
            reach=", ".join(filter(None, (each.phone, each.mailbox(language), each.url))),
        )
        for each in points
    ]


def _serving(points: Iterable[ReportingPoint], purpose: str) -> list[ReportingPoint]:
    """Give the points for a purpose that are not of one platform alone."""
    return [each for each in points if purpose in each.purposes and not each.platforms]


def _different(points: Iterable[ReportingPoint]) -> list[ReportingPoint]:
    return list({each.id: each for each in points}.values())
