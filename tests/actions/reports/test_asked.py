"""What is counted of the addresses that citizens ask for, and how little of it can be read."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from actions.reports import asked as module
from actions.reports.asked import UnlistedDemand
from actions.reports.database.connection import StoreUnavailable
from actions.reports.kept import asked_rows
from actions.reports.model import AskedCount, Kind, MostAsked
from actions.reports.store import ReportStore
from knowledge.library import Library, build_library
from tests.actions.reports.filings import Clock, filing
from tests.servers import free_port

ROOT = Path(__file__).parents[3]
MONDAY = date(2026, 11, 23)
KEY = b"k" * 32
FAKE = "vdab-jobs-premie.be"
SHOWN = "vdab-jobs-premie[.]be/"

ADD = """
import sys, time
from datetime import UTC, date, datetime
from actions.reports.model import AskedCount
from actions.reports.store import ReportStore
store = ReportStore.open(sys.argv[1], clock=lambda: datetime.now(UTC))
rows = [AskedCount(date(2026, 11, 23), f"{n:064}", "website", f"{n}.be", f"{n}[.]be/", 1)
        for n in range(40)]
for _ in range(10):
    store.count_asked(reversed(rows) if sys.argv[2] == "1" else rows)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("cache")
    return build_library(ROOT / "knowledge", today=lambda: MONDAY, cache=folder)


@pytest.fixture
def asked(clock: Clock) -> UnlistedDemand:
    return UnlistedDemand(KEY, clock)


@pytest.fixture
def away() -> Iterator[ReportStore]:
    store = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=Clock())
    yield store
    store.close()


def ask(asked: UnlistedDemand, library: Library, words: str, times: int = 1, **more: Any) -> None:
    for _ in range(times):
        asked.count(library.checker.check(words), library, **more)


def most(store: ReportStore, weeks: int = 4) -> list[tuple[str, int]]:
    return [(each.shown, each.times) for each in store.most_asked(weeks=weeks, limit=10)]


def everything(database_url: str) -> list[tuple[Any, ...]]:
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM report_asked ORDER BY digest")).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def count(number: int, *, week: date = MONDAY, times: int = 1) -> AskedCount:
    address = f"site{number}.be"
    return AskedCount(week, f"{number:064}", "website", address, address.replace(".", "[.]"), times)


class TestReadable:
    def test_only_from_the_third_time_in_a_week_on(
        self, store: ReportStore, database_url: str, asked: UnlistedDemand, library: Library
    ) -> None:
        ask(asked, library, FAKE, times=2)
        asked.flush(store)
        assert most(store) == []
        assert "vdab" not in str(everything(database_url))
        assert len(everything(database_url)) == 1
        ask(asked, library, FAKE)
        asked.flush(store)
        assert most(store) == [(SHOWN, 3)]

    def test_times_in_different_weeks_are_not_put_together(
        self,
        store: ReportStore,
        database_url: str,
        asked: UnlistedDemand,
        library: Library,
        clock: Clock,
    ) -> None:
        for _ in range(2):
            ask(asked, library, FAKE, times=2)
            asked.flush(store)
            clock.forward(days=7)
        assert most(store) == []
        assert "vdab" not in str(everything(database_url))

    def test_a_readable_one_counts_with_its_other_weeks(
        self, store: ReportStore, asked: UnlistedDemand, library: Library, clock: Clock
    ) -> None:
        ask(asked, library, FAKE, times=3)
        clock.forward(days=7)
        ask(asked, library, FAKE, times=2)
        asked.flush(store)
        assert most(store) == [(SHOWN, 5)]
        assert most(store, weeks=1) == []

    def test_all_at_once_too(
        self, store: ReportStore, asked: UnlistedDemand, library: Library
    ) -> None:
        ask(asked, library, FAKE, times=4)
        ask(asked, library, "info@vdab-jobs-premie.be", times=5)
        asked.flush(store)
        assert most(store) == [("info@vdab-jobs-premie[.]be", 5), (SHOWN, 4)]

    def test_without_the_key_nobody_can_guess_what_was_asked(
        self, store: ReportStore, database_url: str, library: Library, clock: Clock
    ) -> None:
        for key in (KEY, b"o" * 32):
            other = UnlistedDemand(key, clock)
            ask(other, library, FAKE)
            other.flush(store)
        assert len(everything(database_url)) == 2


class TestCounted:
    @pytest.mark.parametrize(
        "words",
        [
            "@vdab_jobs_premie op instagram",
            "https://www.facebook.com/vdabpremiejobs",
            "info@vdab-jobs-premie.be",
            FAKE,
            "https://www.vdab.be.login-veilig.com/start",
        ],
    )
    def test_unlisted_addresses(self, asked: UnlistedDemand, library: Library, words: str) -> None:
        ask(asked, library, words)
        assert asked.waiting == 1

    @pytest.mark.parametrize(
        "words",
        [
            "Ik ben An en ik zoek werk",
            "https://www.vdab.be",
            "https://x.com/vdab_be/status/1750000000000000000",
            "0470 12 34 56",
            "BE68 5390 0754 7034",
            "an.peeters@gmail.com",
            "vdab.premie@outlook.com",
            "@an_peeters_1987",
            "https://wa.me/32470123456",
            "https://t.me/+32470123456",
            "https://site.be/afmelden/an.peeters@gmail.com",
            "https://site.be/bel/0470123456",
            "https://site.be/rekening/BE68539007547034",
            "https://site.be/" + "a" * 400,
        ],
    )
    def test_listed_ones_and_those_of_people_are_not(
        self, asked: UnlistedDemand, library: Library, words: str
    ) -> None:
        ask(asked, library, words, times=3)
        assert asked.waiting == 0

    def test_an_address_counts_once_in_a_message(
        self, store: ReportStore, asked: UnlistedDemand, library: Library
    ) -> None:
        ask(asked, library, f"{FAKE} en https://{FAKE}/ en nog eens {FAKE}", times=3)
        asked.flush(store)
        assert most(store) == [(SHOWN, 3)]

    def test_a_conversation_counts_once_a_week(
        self, store: ReportStore, asked: UnlistedDemand, library: Library, clock: Clock
    ) -> None:
        ask(asked, library, FAKE, times=9, conversation="telegram:1")
        asked.flush(store)
        assert most(store) == []
        for other in ("telegram:2", "web:1"):
            ask(asked, library, FAKE, times=2, conversation=other)
        asked.flush(store)
        assert most(store) == [(SHOWN, 3)]
        clock.forward(days=7)
        ask(asked, library, FAKE, conversation="telegram:1")
        asked.flush(store)
        assert most(store) == [(SHOWN, 4)]


class TestBounds:
    def test_memory(
        self,
        store: ReportStore,
        asked: UnlistedDemand,
        library: Library,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(module, "MOST_IN_MEMORY", 5)
        for number in range(9):
            ask(asked, library, f"vdab-premie{number}.be", times=3)
        assert asked.waiting == 5
        asked.flush(store)
        assert asked.waiting == 0
        ask(asked, library, "vdab-premie8.be", times=3)
        asked.flush(store)
        assert len(most(store)) == 6

    def test_memory_while_the_database_is_away(
        self,
        store: ReportStore,
        away: ReportStore,
        asked: UnlistedDemand,
        library: Library,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(module, "MOST_IN_MEMORY", 5)
        for number in range(3):
            for each in range(3):
                ask(asked, library, f"vdab-premie{number}{each}.be")
            with pytest.raises(StoreUnavailable):
                asked.flush(away)
            assert asked.waiting <= 5
        ask(asked, library, "vdab-premie00.be", times=2)
        asked.flush(store)
        assert most(store) == [("vdab-premie00[.]be/", 3)]

    def test_a_week_takes_so_many_and_goes_on_counting_those(
        self, store: ReportStore, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asked_rows, "MOST_A_WEEK", 3)
        store.count_asked([count(each) for each in (1, 2)])
        store.count_asked([count(each, times=2) for each in range(6)])
        store.count_asked([count(each) for each in range(6)])
        assert len(everything(database_url)) == 3
        assert sorted(most(store)) == [(f"site{each}[.]be", times) for each, times in
                                       ((0, 3), (1, 4), (2, 4))]  # fmt: skip
        store.count_asked([count(9, week=MONDAY - timedelta(days=7))])
        assert len(everything(database_url)) == 4

    def test_ten_thousand_at_once(self, store: ReportStore, database_url: str) -> None:
        store.count_asked([count(each, times=3) for each in range(10_000)])
        assert len(everything(database_url)) == 10_000
        assert len(store.most_asked(weeks=4, limit=10)) == 10

    def test_old_weeks_are_purged(self, store: ReportStore, database_url: str) -> None:
        for back in range(4):
            store.count_asked([count(1, week=MONDAY - timedelta(weeks=back))])
        assert store.purge_asked(before=MONDAY - timedelta(weeks=2)) == 1
        assert len(everything(database_url)) == 3


@pytest.mark.usefixtures("store")
def test_two_processes_add_up(database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, database_url, name], stderr=subprocess.PIPE, text=True
        )
        for name in "01"
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    rows = everything(database_url)
    assert [row[2] for row in rows] == [20] * 40
    assert all(row[-1] for row in rows)


class TestCase:
    def asked_for(self, store: ReportStore, key: str = "vdab_jobs") -> MostAsked:
        row = AskedCount(MONDAY, "d" * 64, "instagram", key, f"instagram[.]com/{key}", 3)
        store.count_asked([row])
        (found,) = store.most_asked(weeks=1, limit=10)
        return found

    def test_an_address_that_was_reported_leads_to_its_case(self, store: ReportStore) -> None:
        store.file(filing("een"))
        store.file(filing("vdab_jobs", kind=Kind.DISPUTE))
        store.file(filing("vdab_jobs"))
        case = self.asked_for(store).case
        assert case
        found = store.case(case)
        assert found
        assert (found.kind, found.subject.key) == (Kind.MISUSE, "vdab_jobs")

    def test_of_a_merged_one_to_the_one_that_stands_for_it(self, store: ReportStore) -> None:
        for key in ("een", "vdab_jobs"):
            store.file(filing(key))
        ids = {case.subject.key: case.id for case in store.queue()[0]}
        store.merge(ids["vdab_jobs"], ids["een"], actor="an")
        assert self.asked_for(store).case == ids["een"]

    def test_others_have_none(self, store: ReportStore) -> None:
        store.file(filing("een"))
        assert self.asked_for(store).case is None


def test_a_week_begins_on_monday_in_utc(
    store: ReportStore, database_url: str, library: Library
) -> None:
    moments = [datetime(2026, 11, 22, 23, 59, tzinfo=UTC), datetime(2026, 11, 23, 0, 1, tzinfo=UTC)]
    asked = UnlistedDemand(KEY, lambda: moments.pop(0))
    ask(asked, library, FAKE, times=2)
    asked.flush(store)
    assert sorted(str(row[1]) for row in everything(database_url)) == ["2026-11-16", "2026-11-23"]
