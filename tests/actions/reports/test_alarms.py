"""Alarms of what many ask for within minutes, on each database."""

from datetime import timedelta

import pytest

from actions.reports.asked import UnlistedDemand
from actions.reports.kept.alarm_rows import MOST_A_DAY, TIMES
from actions.reports.store import ReportStore
from knowledge.library import Library
from tests.actions.reports.filings import Clock

KEY = b"the key of a test, 32 bytes long"
LEASE = timedelta(minutes=2)


class Asking:
    """A process in which citizens ask."""

    def __init__(self, store: ReportStore, library: Library, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._demand = UnlistedDemand(KEY, clock, ways=("mail", "webhook"))

    def ask(self, text: str, times: int, **more: str) -> None:
        judged = self._library.checker.check(text)
        for _ in range(times):
            self._demand.count(judged, self._library, **more)
        self._demand.flush(self._store)


@pytest.fixture
def two(store: ReportStore, register_library: Library, clock: Clock) -> tuple[Asking, Asking]:
    return Asking(store, register_library, clock), Asking(store, register_library, clock)


def raised(store: ReportStore, clock: Clock) -> list[tuple[str, int]]:
    return [(e.shown, e.times) for e in store.alarms(since=clock() - timedelta(days=2))]


def test_the_twentieth_time_in_ten_minutes_raises_it_once_a_day(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    one, other = two
    one.ask("vdab-golf.be", TIMES // 2)
    clock.now += timedelta(minutes=4)
    other.ask("vdab-golf.be", TIMES // 2 - 1)
    assert raised(store, clock) == []
    one.ask("https://vdab-golf.be/", 1)
    assert raised(store, clock) == [("vdab-golf[.]be/", TIMES)]
    other.ask("vdab-golf.be", TIMES)
    assert len(raised(store, clock)) == 1
    clock.now += timedelta(days=1)
    other.ask("vdab-golf.be", TIMES)
    assert len(raised(store, clock)) == 2
    lines = store.events(what="asked_often")
    assert [each.details["shown"] for each in lines] == ["vdab-golf[.]be/"] * 2


def test_slowly_asked_is_no_alarm(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    for _ in range(8):
        two[0].ask("vdab-golf.be", 4)
        clock.now += timedelta(minutes=3)
    assert raised(store, clock) == []


@pytest.mark.parametrize(
    "text", ["https://www.vdab.be/", "+32 470 12 34 56", "https://x.be/an@voorbeeld.be", "hallo"]
)
def test_what_is_not_counted_raises_nothing(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking], text: str
) -> None:
    two[0].ask(text, TIMES * 2)
    assert raised(store, clock) == []


def test_one_conversation_raises_nothing(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    two[0].ask("vdab-golf.be", TIMES * 2, conversation="widget:an")
    assert raised(store, clock) == []


def test_who_invents_addresses_fills_no_mailbox(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    for number in range(MOST_A_DAY + 3):
        two[0].ask(f"vdab-golf{number}.be", TIMES)
    assert len(raised(store, clock)) == MOST_A_DAY


def test_an_alarm_is_taken_by_one_and_told_by_each_way(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    two[0].ask("vdab-golf.be", TIMES)
    (alarm,) = store.take_alarms(lease=LEASE)
    assert alarm.ways == ("mail", "webhook")
    assert store.take_alarms(lease=LEASE) == ()
    store.alarm_told(alarm.id, ["mail"], retry_at=clock() + timedelta(seconds=30))
    assert store.take_alarms(lease=LEASE) == ()
    clock.now += timedelta(seconds=31)
    (again,) = store.take_alarms(lease=LEASE)
    assert again.ways == ("mail",)
    store.alarm_told(alarm.id, [], retry_at=clock())
    clock.now += timedelta(hours=1)
    assert store.take_alarms(lease=LEASE) == ()


def test_a_taker_that_died_leaves_it_to_another(
    store: ReportStore, clock: Clock, two: tuple[Asking, Asking]
) -> None:
    two[0].ask("vdab-golf.be", TIMES)
    assert len(store.take_alarms(lease=LEASE)) == 1
    clock.now += LEASE + timedelta(seconds=1)
    assert len(store.take_alarms(lease=LEASE)) == 1
