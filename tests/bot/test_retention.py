"""Forgetting contact details and images some days after closing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from actions.reports.images import Images
from actions.reports.model import Purged, Status
from actions.reports.store import ReportStore
from bot import retention
from bot.settings import Settings
from knowledge.library import Library
from tests.bot.reports import CONTACT, Clock, file
from tests.servers import free_port

DAYS = 30
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
    assert retention.purge(store, images, days=DAYS, clock=clock) == Purged(0, ())
    assert contact(store, case) == CONTACT
    assert images.open(name)
    clock.forward(days=2)
    assert retention.purge(store, images, days=DAYS, clock=clock) == Purged(1, (name,))
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
    retention.purge(store, images, days=DAYS, clock=clock)
    assert contact(store, case) == CONTACT
    assert images.open(name)


def test_the_log_tells_how_much_once(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    closed(store, library, images, "vdab-bonus.be")
    clock.forward(days=DAYS + 1)
    for _ in range(2):
        retention.purge(store, images, days=DAYS, clock=clock)
    (event,) = [each for each in store.events() if each.what == retention.PURGED]
    assert dict(event.details) == {"contacts": "1", "images": "1"}


def test_an_image_that_is_gone_already_does_not_keep_the_others(
    store: ReportStore, library: Library, images: Images, clock: Clock
) -> None:
    _, gone = closed(store, library, images, "vdab-bonus.be")
    _, other = closed(store, library, images, "vdab-premie2.be")
    images.delete(gone)
    clock.forward(days=DAYS + 1)
    retention.purge(store, images, days=DAYS, clock=clock)
    with pytest.raises(FileNotFoundError):
        images.open(other)


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
            Settings(), database_url=url, images=tmp_path / "images", retention_days=DAYS
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
