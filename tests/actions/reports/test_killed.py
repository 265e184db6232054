"""The process is killed at random moments; what it acknowledged exists, once."""

import random
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from tests import servers

REPORTS = 200
LIVES = (3, 20)  # reports that a process files before its end is near
LAST_SECONDS = 0.02  # within which it is killed, whatever it is doing

FILING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from tests.actions.reports.filings import filing

def now():
    return datetime.now(UTC)

desk = Desk(ReportStore.open(sys.argv[1], clock=now), Spool(Path(sys.argv[2])), now)
print("ready", flush=True)
desk.replay()
for line in sys.stdin:
    number = int(line)
    receipt = desk.file(filing(f"vals_{number % 7}", idempotency_key=f"key-{number}"))
    print(number, receipt.reference, flush=True)
"""


class Filer:
    """A process that files what it is told, until it is killed."""

    def __init__(self, url: str, spool: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FILING, url, str(spool)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        assert self._out.readline() == "ready\n"

    def kill_after(self, seconds: float) -> None:
        threading.Timer(seconds, self._process.kill).start()

    def file(self, number: int) -> str | None:
        """Give the reference; None when the process was killed before it answered."""
        try:
            self._in.write(f"{number}\n")
            self._in.flush()
        except BrokenPipeError:
            return None
        answer = self._out.readline()
        return answer.split()[1] if answer.endswith("\n") else None

    def end(self) -> None:
        self._process.wait()
        self._out.close()
        with suppress(BrokenPipeError):
            self._in.close()


def now() -> datetime:
    return datetime.now(UTC)


def file_all(url: str, spool: Path, numbers: range, chance: random.Random) -> tuple[set[str], int]:
    """File every number; a citizen without an answer sends the same once more."""
    acknowledged: set[str] = set()
    kills, number = 0, numbers.start
    while number < numbers.stop:
        filer = Filer(url, spool)
        last = number + chance.randint(*LIVES)
        while number < numbers.stop:
            if number == last:
                filer.kill_after(chance.uniform(0, LAST_SECONDS))
            reference = filer.file(number)
            if reference is None:
                break
            acknowledged.add(reference)
            number += 1
        filer.kill_after(0)
        filer.end()
        kills += 1
    return acknowledged, kills


def check(url: str, spool: Path, acknowledged: set[str]) -> None:
    store = ReportStore.open(url, clock=now)
    desk = Desk(store, Spool(spool), now)
    desk.replay()
    exported = [each.report.reference for each in store.export()]
    assert all(desk.status(reference) for reference in acknowledged)
    assert len(acknowledged) == REPORTS
    assert sorted(exported) == sorted(acknowledged)
    cases, _ = store.queue()
    assert sum(case.reports for case in cases) == REPORTS
    assert all(len(store.reports_of(case.id)) == case.reports for case in cases)
    assert not list(spool.glob("*.json"))
    assert not list(spool.glob("aside/*"))
    store.close()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled(database_url: str, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    acknowledged, kills = file_all(database_url, spool, range(REPORTS), random.Random(3))  # noqa: S311
    assert kills > 3
    check(database_url, spool, acknowledged)


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_while_the_database_is_away_too(tmp_path: Path) -> None:
    spool, chance = tmp_path / "spool", random.Random(4)  # noqa: S311
    with servers.postgres() as server:
        url = server.create_database("killed")
        ReportStore.open(url, clock=now).close()
        server.stop()
        try:
            on_disk, kills = file_all(url, spool, range(REPORTS // 2), chance)
        finally:
            server.start()
        assert len(list(spool.glob("*.json"))) == REPORTS // 2
        in_database, more_kills = file_all(url, spool, range(REPORTS // 2, REPORTS), chance)
        assert min(kills, more_kills) > 1
        check(url, spool, on_disk | in_database)
