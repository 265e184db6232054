import pytest

from actions.reports.model import Loss
from actions.reports.next_points import next_points
from knowledge.model import ReportingPoint, Source

SOURCE = Source("https://example.org/")


def point(name: str, *purposes: str, platforms: tuple[str, ...] = ()) -> ReportingPoint:
    return ReportingPoint(name, name, purposes, {"nl": "x"}, SOURCE, platforms=platforms)


POINTS = [
    point("authority", "personal_data"),
    point("mailbox", "suspicious_message"),
    point("mailbox2", "suspicious_message"),
    point("card", "card_data", "money_lost"),
    point("police", "money_lost"),
    point("economy", "money_lost"),
    point("more", "money_lost"),
    point("x-form", "fake_account", platforms=("x",)),
    point("x-menu", "fake_account", platforms=("x",)),
    point("chat-app", "fake_account", "suspicious_message", platforms=("whatsapp",)),
    point("questions", "question"),
]


@pytest.mark.parametrize(
    ("loss", "platforms", "told"),
    [
        (Loss.UNKNOWN, (), ["mailbox", "questions"]),
        (Loss.NONE, ("x",), ["x-form", "mailbox", "questions"]),
        (Loss.NONE, ("x", "x", "whatsapp"), ["x-form", "chat-app", "mailbox", "questions"]),
        (Loss.NONE, ("website", "unknown"), ["mailbox", "questions"]),
        (Loss.DATA, (), ["card", "authority", "mailbox", "questions"]),
        (Loss.MONEY, ("x",), ["card", "police", "economy", "x-form", "mailbox", "questions"]),
    ],
)
def test_tells_the_most_urgent_first(
    loss: Loss, platforms: tuple[str, ...], told: list[str]
) -> None:
    assert [each.id for each in next_points(POINTS, loss=loss, platforms=platforms)] == told


def test_a_register_without_points_has_no_doors() -> None:
    assert next_points([], loss=Loss.MONEY, platforms=("x",)) == []
