from datetime import date

from actions.reports.model import Status
from actions.reports.store import ReportStore
from tests.actions.reports.filings import Clock, filing

MONDAY = date(2026, 11, 23)
LAST_MONDAY = date(2026, 11, 16)


def test_the_weeks_are_counted(store: ReportStore, clock: Clock) -> None:
    clock.forward(days=-70)
    store.file(filing("te_oud"))
    clock.forward(days=63)
    store.file(filing("een"))
    store.file(filing("twee", platform="facebook", imitates="de-lijn"))
    clock.forward(days=7)
    store.file(filing("een"))
    counted = store.statistics(weeks=3)
    assert counted.reports_per_week == {date(2026, 11, 9): 0, LAST_MONDAY: 2, MONDAY: 1}
    assert list(counted.by_platform.items()) == [("instagram", 2), ("facebook", 1)]
    assert list(counted.by_organisation.items()) == [("vdab", 2), ("de-lijn", 1)]


def test_the_time_to_a_decision_is_its_median(store: ReportStore, clock: Clock) -> None:
    for key in ("een", "twee", "drie"):
        store.file(filing(key))
    ids = {case.subject.key: case.id for case in store.queue()[0]}
    for key, hours in (("een", 2), ("twee", 2), ("drie", 26)):
        clock.forward(hours=hours)
        store.set_status(ids[key], Status.GENUINE, actor="an")
    assert store.statistics(weeks=2).hours_to_decision == {MONDAY: 4.0}


def test_a_week_ends_at_midnight_on_sunday(store: ReportStore, clock: Clock) -> None:
    clock.now = clock.now.replace(day=22, hour=23, minute=59, second=50)
    store.file(filing("zondag"))
    clock.forward(seconds=30)
    store.file(filing("maandag"))
    assert store.statistics(weeks=2).reports_per_week == {LAST_MONDAY: 1, MONDAY: 1}


def test_open_cases_are_counted_by_status(store: ReportStore) -> None:
    for key in ("een", "twee", "drie", "vier"):
        store.file(filing(key))
    first, second, third, fourth = sorted(case.id for case in store.queue()[0])
    store.set_status(first, Status.CONFIRMED_FAKE, actor="an")
    store.set_status(second, Status.GENUINE, actor="an")
    store.merge(fourth, third, actor="an")
    assert store.statistics(weeks=1).open_cases == {
        Status.NEW: 1,
        Status.IN_REVIEW: 0,
        Status.CONFIRMED_FAKE: 1,
        Status.REPORTED_TO_PLATFORM: 0,
    }


def test_an_empty_database_has_figures(store: ReportStore) -> None:
    counted = store.statistics(weeks=1)
    assert counted.reports_per_week == {MONDAY: 0}
    assert (counted.by_platform, counted.hours_to_decision) == ({}, {})
