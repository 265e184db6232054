"""The next doors: where else a citizen should turn to after a report."""

from collections.abc import Iterable, Iterator, Sequence

from actions.reports.model import Loss
from knowledge.model import ReportingPoint

FAKE_ACCOUNT = "fake_account"
AFTER_A_LOSS = {
    Loss.MONEY: (("card_data", 1), ("money_lost", 2)),
    Loss.DATA: (("card_data", 1), ("personal_data", 1)),
}
"""Purposes, the most urgent first, with how many points of each are told."""
ALWAYS = (("suspicious_message", 1), ("question", 1))


def next_points(
    points: Sequence[ReportingPoint], *, loss: Loss = Loss.UNKNOWN, platforms: Iterable[str] = ()
) -> list[ReportingPoint]:
    """Choose the reporting points that fit a report, the most urgent first.

    Args:
        points: All of the register.
        loss: What the citizen lost.
        platforms: Where it was seen and what is reported; each one's own form is told.
    """
    chosen: dict[str, ReportingPoint] = {}
    for purpose, number in AFTER_A_LOSS.get(loss, ()):
        _add(chosen, _serving(points, purpose), number)
    for platform in dict.fromkeys(platforms):
        _add(chosen, (each for each in points if _is_form_of(each, platform)), 1)
    for purpose, number in ALWAYS:
        _add(chosen, _serving(points, purpose), number)
    return list(chosen.values())


def _add(chosen: dict[str, ReportingPoint], points: Iterable[ReportingPoint], number: int) -> None:
    new = [each for each in points if each.id not in chosen]
    chosen.update({each.id: each for each in new[:number]})


def _serving(points: Iterable[ReportingPoint], purpose: str) -> Iterator[ReportingPoint]:
    """Give the points for a purpose that are not of one platform alone."""
    return (each for each in points if purpose in each.purposes and not each.platforms)


def _is_form_of(point: ReportingPoint, platform: str) -> bool:
    return FAKE_ACCOUNT in point.purposes and platform in point.platforms
