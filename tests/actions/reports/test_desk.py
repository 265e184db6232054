"""What was acknowledged is filed, whatever the database does."""

import json
import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actions.reports.desk import CannotFile, Desk
from actions.reports.intake.spool import Spool
from actions.reports.model import Loss, Status
from actions.reports.reference import normalised
from actions.reports.store import ReportStore, StoreUnavailable
from tests.actions.reports.filings import Clock, filing

KEY = "k" * 64


class Place:
    """A database file that can be taken away, and a spool beside it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self.clock = clock
        self.spool = folder / "spool"
        self.url = f"sqlite:///{folder}/data/reports.db"
        self.store = ReportStore.open(self.url, clock=clock)
        self.desk = self.another_desk()

    def another_desk(self) -> Desk:
        return Desk(self.store, Spool(self.spool), self.clock)

    def lose_database(self) -> None:
        self.store.close()
        (self._folder / "data").rename(self._folder / "away")

    def find_database(self) -> None:
        (self._folder / "away").rename(self._folder / "data")
        self.clock.forward(seconds=6)

    def waiting(self) -> list[Path]:
        return sorted(self.spool.glob("*.json"))


@pytest.fixture
def place(tmp_path: Path, clock: Clock) -> Iterator[Place]:
    made = Place(tmp_path, clock)
    yield made
    made.store.close()


def test_a_report_goes_to_the_database(place: Place) -> None:
    receipt = place.desk.file(filing())
    assert place.store.receipt(receipt.reference)
    assert place.desk.status(receipt.reference.lower()) == place.store.receipt(receipt.reference)
    assert place.waiting() == []
    assert place.desk.replay() == 0


def test_a_report_waits_on_disk_and_is_filed_under_its_reference(place: Place) -> None:
    place.lose_database()
    filed = filing(
        loss=Loss.MONEY, images=("a.webp",), contact="😀", notify=True, conversation="web:1"
    )
    receipt = place.desk.file(filed)
    assert receipt.status is Status.NEW
    assert receipt.is_new
    assert normalised(receipt.reference) == receipt.reference
    waiting = place.desk.status(receipt.reference)
    assert waiting
    assert (waiting.reference, waiting.received_at) == (receipt.reference, receipt.received_at)
    assert place.desk.replay() == 0
    assert len(place.waiting()) == 1
    place.find_database()
    assert place.desk.replay() == 1
    assert place.waiting() == []
    found = place.store.receipt(receipt.reference)
    assert found
    assert found.received_at == receipt.received_at
    (case,), _ = place.store.queue()
    assert case.subject == filed.subject
    assert (case.subject.reach, case.subject.imitates) == (7, "vdab")
    (report,) = place.store.reports_of(case.id)
    assert (report.loss, report.images, report.contact) == (Loss.MONEY, ("a.webp",), "😀")
    assert place.desk.replay() == 0


def test_the_database_is_left_alone_for_some_seconds(place: Place) -> None:
    place.lose_database()
    place.desk.file(filing())
    (place.spool.parent / "away").rename(place.spool.parent / "data")
    place.desk.file(filing())
    assert len(place.waiting()) == 2
    place.clock.forward(seconds=6)
    place.desk.file(filing())
    assert len(place.waiting()) == 2
    assert place.desk.replay() == 2
    assert place.store.queue()[0][0].reports == 3


def test_one_key_waits_once_and_keeps_its_reference(place: Place) -> None:
    place.lose_database()
    first = place.desk.file(filing(idempotency_key=KEY))
    again = place.another_desk().file(filing(idempotency_key=KEY))
    assert (again.reference, again.is_new) == (first.reference, False)
    place.find_database()
    before_replay = place.desk.file(filing(idempotency_key=KEY))
    assert before_replay.reference == first.reference
    place.desk.replay()
    after = place.desk.file(filing(idempotency_key=KEY))
    assert (after.reference, after.is_new) == (first.reference, False)
    assert place.store.queue()[0][0].reports == 1


def test_a_key_that_the_lost_database_knew_gets_a_reference_that_holds(place: Place) -> None:
    first = place.desk.file(filing(idempotency_key=KEY))
    place.lose_database()
    second = place.desk.file(filing(idempotency_key=KEY))
    assert second.reference != first.reference
    place.find_database()
    assert place.desk.replay() == 1
    assert place.desk.status(first.reference)
    assert place.desk.status(second.reference)
    assert place.store.queue()[0][0].reports == 1


def test_one_key_waits_once_under_many_threads(place: Place) -> None:
    place.lose_database()
    desks = [place.another_desk() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda desk: desk.file(filing(idempotency_key=KEY)), desks))
    assert len({receipt.reference for receipt in receipts}) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert len(place.waiting()) == 1


def test_two_that_replay_file_once(place: Place) -> None:
    place.lose_database()
    references = {place.desk.file(filing(f"vals_{n}")).reference for n in range(20)}
    place.find_database()
    desks = [place.another_desk() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        filed = sum(pool.map(Desk.replay, desks))
    assert filed == 20
    assert {each.report.reference for each in place.store.export()} == references
    assert place.store.queue()[1] == 20


def test_a_crash_between_filing_and_deleting_files_once(place: Place) -> None:
    place.lose_database()
    receipt = place.desk.file(filing())
    (waiting,) = place.waiting()
    kept = waiting.read_bytes()
    place.find_database()
    place.desk.replay()
    waiting.write_bytes(kept)
    assert place.desk.replay() == 1
    assert place.waiting() == []
    assert place.store.queue()[0][0].reports == 1
    assert place.desk.status(receipt.reference)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:40],
        lambda _: "",
        lambda _: "[]",
        lambda text: text.replace("misuse", "iets"),
        lambda text: text.replace('"loss"', '"verlies"'),
        lambda text: text.replace("2026-", "gisteren"),
    ],
)
def test_a_spoilt_file_is_put_aside_and_the_others_are_filed(
    place: Place, spoil, caplog: pytest.LogCaptureFixture
) -> None:
    place.lose_database()
    place.desk.file(filing("geheim_adres"))
    (spoilt,) = place.waiting()
    place.desk.file(filing())
    spoilt.write_text(spoil(spoilt.read_text()))
    place.find_database()
    with caplog.at_level(logging.INFO):
        assert place.desk.replay() == 1
    assert place.waiting() == []
    assert [path.name for path in (place.spool / "aside").iterdir()] == [spoilt.name]
    assert "move it back to the spool" in caplog.text
    assert "geheim" not in caplog.text


def test_what_was_put_aside_is_answered_for(place: Place) -> None:
    place.lose_database()
    first = place.desk.file(filing("een"))
    place.find_database()
    document = json.loads(place.waiting()[0].read_text())
    taken = place.store.file(filing("ander"), reference=document["reference"])
    assert taken.reference == first.reference
    assert place.desk.replay() == 0
    assert len(list((place.spool / "aside").iterdir())) == 1
    assert place.desk.status(first.reference)


def test_a_citizen_is_forgotten_on_disk_too(place: Place) -> None:
    mine = {"contact": "an@voorbeeld.be", "notify": True, "conversation": "telegram:1"}
    place.desk.file(filing("een", **mine))
    place.lose_database()
    place.desk.file(filing("twee", **mine))
    place.desk.file(filing("drie", **(mine | {"conversation": "telegram:12"})))
    place.find_database()
    assert place.desk.forget("telegram:1") == 2
    assert sum("an@voorbeeld.be" in path.read_text() for path in place.waiting()) == 1
    assert place.desk.replay() == 2
    assert sum(each.report.contact is not None for each in place.store.export()) == 1


def test_files_are_for_us_alone(place: Place) -> None:
    place.lose_database()
    place.desk.file(filing())
    assert place.spool.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in place.waiting()} == {0o600}


def test_what_was_never_acknowledged_is_swept_away(place: Place) -> None:
    place.lose_database()
    place.desk.file(filing())
    old, new = (place.spool / f"KC-7X4M-9QR{letter}.none.unfinished" for letter in "TU")
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (1, 1))
    place.find_database()
    assert place.desk.replay() == 1
    assert list(place.spool.glob("*.unfinished")) == [new]


def test_a_disk_that_refuses_is_said(place: Place) -> None:
    place.lose_database()
    place.spool.write_text("no folder")
    with pytest.raises(CannotFile, match="free the disk"):
        place.desk.file(filing())


def test_reports_are_taken_without_any_database(tmp_path: Path, clock: Clock) -> None:
    desk = Desk(None, Spool(tmp_path / "spool"), clock)
    receipt = desk.file(filing())
    assert desk.status(receipt.reference)
    assert desk.status("KC-7X4M-9QRT") is None
    assert (desk.replay(), desk.forget("web:1")) == (0, 0)


@pytest.mark.parametrize("reference", ["", "*", "KC-*", "../../etc/passwd", "KC-7X4M-9QR0"])
def test_what_is_no_reference_finds_nothing(place: Place, reference: str) -> None:
    place.lose_database()
    place.desk.file(filing())
    assert place.desk.status(reference) is None


def test_a_database_that_is_away_is_said(place: Place) -> None:
    place.lose_database()
    with pytest.raises(StoreUnavailable):
        place.desk.status("KC-7X4M-9QRT")


def test_a_database_that_comes_after_the_start_is_made_ready(tmp_path: Path, clock: Clock) -> None:
    place = tmp_path / "data"
    place.mkdir()
    store = ReportStore.open(f"sqlite:///{place}/reports.db", clock=clock)
    store.close()
    assert store.queue() == ((), 0)
    store.close()
