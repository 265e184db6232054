"""PostgreSQL stops, hangs and comes back while reports are filed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore, StoreUnavailable
from tests import servers
from tests.actions.reports.filings import filing

HEARD_WITHIN = 3.5  # seconds; three, and what a busy machine adds
CITIZENS = 6


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[servers.Postgres]:
    with servers.postgres() as started:
        yield started


@contextmanager
def filing_without_end(desk: Desk) -> Iterator[list[tuple[str, str]]]:
    """Let citizens file all the while; gives the keys and references that they got."""
    acknowledged: list[tuple[str, str]] = []
    stopped = threading.Event()

    def file(citizen: int) -> None:
        number = 0
        while not stopped.is_set():
            number += 1
            key = f"{citizen}-{number}"
            receipt = desk.file(filing(f"vals_{number % 5}", idempotency_key=key))
            acknowledged.append((key, receipt.reference))
            time.sleep(0.05)

    threads = [threading.Thread(target=file, args=[citizen]) for citizen in range(CITIZENS)]
    for thread in threads:
        thread.start()
    try:
        yield acknowledged
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def grown(acknowledged: list[tuple[str, str]], by: int) -> None:
    """Wait until so many more were acknowledged."""
    wanted, until = len(acknowledged) + by, time.monotonic() + 30
    while len(acknowledged) < wanted:
        assert time.monotonic() < until, "nothing is acknowledged any more"
        time.sleep(0.02)


def emptied(desk: Desk, spool: Path) -> int:
    filed, until = 0, time.monotonic() + 60
    while list(spool.glob("*.json")):
        assert time.monotonic() < until, "the spool is not emptied"
        filed += desk.replay()
        time.sleep(0.1)
    return filed


def test_no_report_is_lost_or_doubled_when_the_database_stops(
    server: servers.Postgres, tmp_path: Path
) -> None:
    url = server.create_database("stopped")
    store = ReportStore.open(url, clock=now)
    desk = Desk(store, Spool(tmp_path), now)
    with filing_without_end(desk) as acknowledged:
        for _ in range(2):
            grown(acknowledged, 20)
            server.stop()
            try:
                grown(acknowledged, 60)
            finally:
                server.start()
            desk.replay()
            grown(acknowledged, 30)
    assert emptied(desk, tmp_path) > 0
    exported = [each.report.reference for each in store.export()]
    assert len(exported) == len(set(exported))
    assert set(exported) == {reference for _, reference in acknowledged}
    assert sum(case.reports for case in store.queue()[0]) == len(acknowledged)
    assert not list((tmp_path / "aside").glob("*"))
    store.close()


@contextmanager
def hanging(url: str) -> Iterator[None]:
    """Stop every process of the server as a debugger would: connections stay, answers do not."""
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        postmaster = int(Path(f"/proc/{backend}/stat").read_text().split()[3])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    processes = [postmaster, *map(int, children)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
        engine.dispose()


def test_a_database_that_hangs_is_given_up_in_time(
    server: servers.Postgres, tmp_path: Path
) -> None:
    url = server.create_database("hanging")
    store = ReportStore.open(url, clock=now)
    desk = Desk(store, Spool(tmp_path), now)
    before = desk.file(filing()).reference
    with hanging(url):
        begin = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.queue()
        assert time.monotonic() - begin < HEARD_WITHIN
        begin = time.monotonic()
        during = desk.file(filing()).reference
        assert time.monotonic() - begin < HEARD_WITHIN
        begin = time.monotonic()
        at_once = desk.file(filing()).reference
        assert time.monotonic() - begin < 0.5
    emptied(desk, tmp_path)
    found = {each.report.reference for each in store.export()}
    assert found == {before, during, at_once}
    store.close()


def test_a_statement_under_way_is_given_up_in_time(server: servers.Postgres) -> None:
    url = server.create_database("locked")
    store = ReportStore.open(url, clock=now)
    store.file(filing())
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE report_case IN ACCESS EXCLUSIVE MODE"))
        begin = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.file(filing())
        assert time.monotonic() - begin < HEARD_WITHIN
    engine.dispose()
    assert store.queue()[1] == 1
    store.close()


def test_a_database_that_is_away_at_the_start_is_made_ready_later(
    server: servers.Postgres, tmp_path: Path
) -> None:
    url = server.create_database("late")
    server.stop()
    try:
        store = ReportStore.open(url, clock=now)
        desk = Desk(store, Spool(tmp_path), now)
        receipt = desk.file(filing())
        with pytest.raises(StoreUnavailable):
            store.ping()
    finally:
        server.start()
    assert desk.replay() == 1
    assert store.receipt(receipt.reference)
    store.close()
