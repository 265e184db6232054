"""What staff confirm in one process, every other process warns of within two seconds."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from actions.reports.model import Marking, Status
from actions.reports.store import ReportStore
from knowledge.library import Library
from tests.bot.reports import file
from tests.servers import Postgres, free_port

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
SECONDS_TO_WARN = 2
SLACK_S = 3  # of a machine that does much else
FAKE = "vdab-bonus.be"
TAKEN = "https://www.facebook.com/vdab.be"

Start = Callable[[], "Process"]


@dataclass
class Process:
    """A running server."""

    url: str
    running: subprocess.Popen[bytes]

    def verdict(self, text: str) -> str:
        answer = requests.get(f"{self.url}/api/v1/check", params={"q": text}, timeout=10)
        return str(answer.json()["verdict"])

    def say(self, text: str) -> str:
        """Take a turn in the one conversation of these tests."""
        answers = requests.post(
            f"{self.url}/webhooks/rest/webhook",
            json={"sender": "abc", "message": text, "metadata": {"language": "nl"}},
            timeout=20,
        )
        return "\n".join(each.get("text", "") for each in answers.json())

    def seconds_until(self, verdict: str, text: str = FAKE) -> float:
        begin = time.monotonic()
        while self.verdict(text) != verdict:
            assert time.monotonic() - begin < SECONDS_TO_WARN + SLACK_S, f"never {verdict}"
            time.sleep(0.02)
        return time.monotonic() - begin


@contextmanager
def process(folder: Path, database_url: str) -> Iterator[Process]:
    port = free_port()
    settings = {
        "PORT": str(port),
        "DATABASE_URL": database_url,
        "ENCODER": "none",
        "RATE_LIMIT": "0",
        "SPOOL": str(folder / f"spool-{port}"),
        "IMAGES": str(folder / "images"),
        "CACHE": str(folder / f"cache-{port}"),
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.one_process"],
        cwd=ROOT,
        env=os.environ | {f"KANAALCHECK_{name}": value for name, value in settings.items()},
        stderr=subprocess.PIPE,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, running)
        yield Process(url, running)
    finally:
        running.kill()
        running.communicate()


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert running.poll() is None, running.stderr and running.stderr.read().decode()
        try:
            requests.get(f"{url}/health/live", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("it does not start")


@pytest.fixture
def database_url(postgres_server: Postgres) -> str:
    return postgres_server.create_database(f"two_{uuid.uuid4().hex}")


@pytest.fixture
def store(database_url: str) -> Iterator[ReportStore]:
    store = ReportStore.open(database_url, clock=lambda: datetime.now(UTC))
    yield store
    store.close()


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as running:
        yield lambda: running.enter_context(process(tmp_path, database_url))


@pytest.mark.slow
def test_confirmed_in_one_warned_of_by_all(start: Start, store: ReportStore) -> None:
    processes = [start(), start()]
    answer = requests.post(
        f"{processes[0].url}/api/v1/reports",
        json={"address": FAKE, "what_happened": "Ze vroegen mijn kaartcode."},
        timeout=10,
    )
    ((case,), _) = store.queue(search=answer.json()["reference"])
    assert [each.verdict(FAKE) for each in processes] == ["lookalike"] * 2

    store.set_status(case.id, Status.CONFIRMED_FAKE, actor="jan")
    assert max(each.seconds_until("confirmed_fake") for each in processes) < (
        SECONDS_TO_WARN + SLACK_S
    )
    assert start().verdict(FAKE) == "confirmed_fake"  # from its first answer on

    store.undo(case.id, actor="jan")
    assert max(each.seconds_until("lookalike") for each in processes) < SECONDS_TO_WARN + SLACK_S


@pytest.mark.slow
def test_a_takeover_is_told_by_all_in_every_way_until_it_ends(
    start: Start, store: ReportStore
) -> None:
    processes = [start(), start()]
    before = [each.verdict(TAKEN) for each in processes]
    assert set(before) <= {"official", "official_stale"}
    marking = Marking("facebook", "vdabbe", "facebook[.]com/vdab[.]be", "vdab")
    number = store.mark_taken_over(marking, actor="jan")
    longest = max(each.seconds_until("compromised", TAKEN) for each in processes)
    assert longest < SECONDS_TO_WARN + SLACK_S
    for each in processes:
        assert "Nee, nu niet: medewerkers melden" in each.say(f"is {TAKEN} echt?")
        page = requests.get(f"{each.url}/overzicht/vdab", timeout=20)
        assert "overgenomen, niet vertrouwen" in page.text.lower()
    assert start().verdict(TAKEN) == "compromised"  # from its first answer on
    store.end_takeover(number, actor="jan")
    assert max(each.seconds_until(before[0], TAKEN) for each in processes) < (
        SECONDS_TO_WARN + SLACK_S
    )


@pytest.mark.slow
def test_goes_on_warning_without_the_database_and_stops_cleanly(
    start: Start, store: ReportStore, library: Library, postgres_server: Postgres
) -> None:
    case = file(store, library, FAKE)
    store.set_status(case, Status.CONFIRMED_FAKE, actor="jan")
    server = start()
    postgres_server.stop()
    try:
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:  # several rounds without a database
            assert server.verdict(FAKE) == "confirmed_fake"
            time.sleep(0.1)
        server.running.send_signal(signal.SIGTERM)
        _, errors = server.running.communicate(timeout=20)
    finally:
        postgres_server.start()
    assert server.running.returncode == 0
    assert b"Traceback" not in errors
    assert b"StoreUnavailable" in errors
