"""What citizens think of answers, counted on each database that we run on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text

from actions.reports.database.connection import StoreUnavailable
from actions.reports.feedback import Feedback
from actions.reports.kept.feedback_rows import Helpfulness
from actions.reports.store import ReportStore
from tests.actions.reports.filings import Clock
from tests.servers import free_port

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def feedback(clock: Clock) -> Feedback:
    return Feedback(clock)


@pytest.fixture
def away() -> Iterator[ReportStore]:
    store = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=Clock())
    yield store
    store.close()


def judge(
    feedback: Feedback, about: str = "lookalike", *, helpful: bool = True, times: int = 1
) -> None:
    for _ in range(times):
        feedback.count(channel="widget", language="nl", about=about, helpful=helpful)


def test_opinions_add_up_over_flushes(feedback: Feedback, store: ReportStore) -> None:
    judge(feedback, times=3)
    judge(feedback, helpful=False)
    judge(feedback, "greet", helpful=False)
    feedback.flush(store)
    assert feedback.waiting == 0
    judge(feedback, times=2)
    feedback.flush(store)
    feedback.flush(store)
    assert store.helpfulness(since=LONG_AGO) == (
        Helpfulness("lookalike", 5, 1),
        Helpfulness("greet", 0, 1),
    )


def test_days_before_do_not_count(feedback: Feedback, store: ReportStore, clock: Clock) -> None:
    judge(feedback)
    feedback.flush(store)
    today = clock().date()
    assert store.helpfulness(since=today) == (Helpfulness("lookalike", 1, 0),)
    assert store.helpfulness(since=today + timedelta(days=1)) == ()


def test_nothing_but_counts_is_kept(
    feedback: Feedback, store: ReportStore, database_url: str, clock: Clock
) -> None:
    judge(feedback)
    feedback.flush(store)
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM report_feedback")).mappings()
    engine.dispose()
    assert {name: str(value) for name, value in row.items()} == {
        "day": clock().date().isoformat(),
        "channel": "widget",
        "language": "nl",
        "about": "lookalike",
        "helpful": str(row["helpful"]),
        "times": "1",
    }


def test_processes_that_count_at_once_lose_nothing(store: ReportStore, clock: Clock) -> None:
    def count(_number: int) -> None:
        own = Feedback(clock)
        for about in ("lookalike", "greet", "official"):
            judge(own, about)
            judge(own, about, helpful=False)
        own.flush(store)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(20)))
    assert {(each.helpful, each.not_helpful) for each in store.helpfulness(since=LONG_AGO)} == {
        (20, 20)
    }


def test_with_the_database_away_they_are_kept(feedback: Feedback, away: ReportStore) -> None:
    judge(feedback, times=2)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            feedback.flush(away)
    judge(feedback)
    assert feedback.waiting == 3
