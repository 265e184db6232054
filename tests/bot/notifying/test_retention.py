"""Forgetting contact details and images some days after closing."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from actions.reports.database.connection import StoreUnavailable
from actions.reports.desk import Desk
from actions.reports.intake.images import Images
from actions.reports.intake.spool import Spool
from actions.reports.model import AskedCount, Purged, Status
from actions.reports.store import ReportStore
from bot.notifying import retention
from bot.settings import Settings
from knowledge.library import Library
from tests.bot.reports import CONTACT, Clock, file, filing
from tests.servers import free_port

DAYS = 30
OPEN_DAYS = 400
STAFF = "jan"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def images(tmp_path: Path) -> Images:
    return Images(tmp_path / "images")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/reports.db"


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[ReportStore]:
    store = ReportStore.open(url, clock=clock)
    yield store
    store.close()


def picture(images: Images) -> str:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    return images.save(data.getvalue()).name


def purge(store: ReportStore, images: Images, clock: Clock, *spooled: str) -> Purged:
    return retention.purge(
        store, images, lambda: spooled, days=DAYS, open_days=OPEN_DAYS, clock=clock
    )


def stored(images: Images, clock: Clock, *, hours_ago: float) -> str:
    name = picture(images)
    images.touch([name], clock.now - timedelta(hours=hours_ago))
    return name


def closed(store: ReportStore, library: Library, images: Images, text: str) -> tuple[int, str]:
    name = picture(images)
    case = file(store, library, text, images=(name,))
    store.set_status(case, Status.GENUINE, actor=STAFF)
    return case, name


def contact(store: ReportStore, case: int) -> str | None:
    return store.reports_of(case)[0].contact


def test_contact_and_images_go_after_the_days_and_not_before(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    case, name = closed(store, library, images, "vdab-bonus.be")
    clock.forward(days=DAYS - 1)
    assert purge(store, images, clock) == Purged(0, ())
    assert contact(store, case) == CONTACT
    assert images.open(name)
    clock.forward(days=2)
    assert purge(store, images, clock) == Purged(1, (name,))
    assert contact(store, case) is None
    assert store.reports_of(case)[0].images == ()
    with pytest.raises(FileNotFoundError):
        images.open(name)


def test_an_open_case_keeps_them(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    name = picture(images)
    case = file(store, library, "vdab-bonus.be", images=(name,))
    clock.forward(days=10 * DAYS)
    purge(store, images, clock)
    assert contact(store, case) == CONTACT
    assert images.open(name)


def test_the_log_tells_how_much_once(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    closed(store, library, images, "vdab-bonus.be")
    clock.forward(days=DAYS + 1)
    for _ in range(2):
        purge(store, images, clock)
    (event,) = [each for each in store.events() if each.what == retention.PURGED]
    assert dict(event.details) == {"contacts": "1", "images": "1"}


def test_an_image_that_is_gone_already_does_not_keep_the_others(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    _, gone = closed(store, library, images, "vdab-bonus.be")
    _, other = closed(store, library, images, "vdab-premie2.be")
    images.delete(gone)
    clock.forward(days=DAYS + 1)
    purge(store, images, clock)
    with pytest.raises(FileNotFoundError):
        images.open(other)


class TestLeftImages:
    """Of a process that died between two steps."""

    def test_go_after_a_day_when_nothing_names_them(
        self, store: ReportStore, library: Library, images: Images, clock: Clock, tmp_path: Path
    ) -> None:
        left = stored(images, clock, hours_ago=25)
        named = stored(images, clock, hours_ago=25)
        waiting = stored(images, clock, hours_ago=25)
        just_now = stored(images, clock, hours_ago=23)
        other = tmp_path / "images" / "readme.txt"
        other.touch()
        os.utime(other, (0, 0))
        file(store, library, "vdab-bonus.be", images=(named,))
        assert purge(store, images, clock, waiting) == Purged(0, (left,))
        with pytest.raises(FileNotFoundError):
            images.open(left)
        assert all(map(images.open, (named, waiting, just_now)))
        assert other.exists()

    def test_that_were_named_until_a_purge_that_died_go_too(
        self, store: ReportStore, library: Library, images: Images, clock: Clock
    ) -> None:
        _, name = closed(store, library, images, "vdab-bonus.be")
        images.touch([name], clock.now)
        clock.forward(days=DAYS + 1)
        assert store.purge(before=clock.now - timedelta(days=DAYS)).images == (name,)
        assert images.open(name)  # here the process died
        assert purge(store, images, clock).images == (name,)
        with pytest.raises(FileNotFoundError):
            images.open(name)

    def test_of_the_spool_of_another_process_stay(
        self, store: ReportStore, images: Images, clock: Clock
    ) -> None:
        waiting = stored(images, clock, hours_ago=0)
        for _ in range(30):
            clock.forward(hours=1)
            purge(store, images, clock, waiting)
            purge(store, images, clock)
        assert images.open(waiting)

    def test_stay_while_the_database_is_away(self, images: Images, clock: Clock) -> None:
        away = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=clock)
        left, waiting = (stored(images, clock, hours_ago=25) for _ in range(2))
        with pytest.raises(StoreUnavailable):
            purge(away, images, clock, waiting)
        assert images.open(left)
        assert images.older_than(clock.now - timedelta(days=1)) == (left,)

    def test_are_found_in_the_spool_whatever_state_it_is_in(
        self, library: Library, clock: Clock, tmp_path: Path
    ) -> None:
        spool = Spool(tmp_path / "spool")
        desk = Desk(None, spool, clock)
        names = [f"{number:032x}.webp" for number in range(3)]
        assert desk.spooled_images() == frozenset()
        for number, name in enumerate(names):
            desk.file(filing(library, f"vdab-bonus{number}.be", images=(name,)))
        with spool.emptying() as (_, second, third):
            spool.put_aside(second)
            third.write_text(third.read_text()[:-2])
        assert desk.spooled_images() == frozenset(names)


def test_an_outcome_that_nobody_came_to_hear_goes_after_a_month(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    case = file(store, library, "vdab-bonus.be", notify=True, conversation="web:abc")
    store.set_status(case, Status.CONFIRMED_FAKE, actor=STAFF)
    clock.forward(days=30)
    purge(store, images, clock)
    assert store.unheard() == {"web:abc"}
    clock.forward(minutes=1)
    purge(store, images, clock)
    assert store.unheard() == frozenset()
    assert store.take_unheard("web:abc") == ()


def test_counts_of_asked_addresses_go_after_half_a_year(
    store: ReportStore, images: Images, clock: Clock
) -> None:
    row = AskedCount(date(2026, 11, 23), "d" * 64, "website", "fout.be", "fout[.]be/", 3)
    store.count_asked([row])
    for weeks, kept in ((25, 1), (2, 0)):
        clock.forward(weeks=weeks)
        purge(store, images, clock)
        assert len(store.most_asked(weeks=52, limit=10)) == kept


class TestCommand:
    def test_deletes_and_says_how_much(
        self,
        url: str,
        library: Library,
        images: Images,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        long_ago = ReportStore.open(url, clock=lambda: datetime.now(UTC) - timedelta(days=DAYS + 1))
        case, _ = closed(long_ago, library, images, "vdab-bonus.be")
        settings = replace(
            Settings(),
            database_url=url,
            images=tmp_path / "images",
            spool=tmp_path / "spool",
            retention_days=DAYS,
        )
        assert retention.main(settings) == 0
        assert "contact details of 1 reports, 1 images" in capsys.readouterr().out
        assert contact(long_ago, case) is None
        long_ago.close()

    def test_says_what_to_do_when_the_database_is_away(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        away = f"postgresql://kc:geheim@127.0.0.1:{free_port()}/kc"
        assert retention.main(replace(Settings(), database_url=away)) == 1
        said = capsys.readouterr().err
        assert "KANAALCHECK_DATABASE_URL" in said
        assert "geheim" not in said


def test_a_case_that_nobody_closes_keeps_contact_details_for_so_long_and_no_longer(
    store: ReportStore, images: Images, clock: Clock, library: Library
) -> None:
    name = picture(images)
    case = file(store, library, "vdab-jobs.be", images=(name,))
    clock.forward(days=OPEN_DAYS - 1)
    assert purge(store, images, clock) == Purged(0, ())
    clock.forward(days=2)
    assert purge(store, images, clock) == Purged(1, (name,))
    (left,) = store.reports_of(case)
    assert left.contact is None
    assert left.what_happened
