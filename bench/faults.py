"""`python -m bench.faults`: what a citizen sees while a part of the installation is broken.

One real process, with PostgreSQL, Redis and small disks of its own, which are broken one after
another. Prints a table, and ends with 1 when a check failed, a verdict was wrong, an acknowledged
report was lost, or a fault was not told. Needs what the tests need, and root or sudo for the disks.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import requests

from bench.server import Server, free_port, python, served
from tests import disks, servers

FAKE = "vdab-jobs.be"
SECONDS_TO_BE_SEEN = 9.0  # the parts are looked at every five seconds, and one may hang for two
SECONDS_TO_MEND = 60.0
ROUNDS = 3
REPORTERS = 4
SECONDS_OF_REPORTING = 3.0
REPORT = {"address": FAKE, "what_happened": "Ze vroegen mijn kaartcode."}


@dataclass(frozen=True)
class Answered:
    """What one request got.

    Attributes:
        ms: Milliseconds until it was there.
    """

    status: int
    verdict: str | None
    ms: int


@dataclass
class Row:
    """One fault.

    Attributes:
        down: Parts that health calls down meanwhile.
        mended_s: Seconds until every part was up again and no report waited.
    """

    fault: str
    checks: list[Answered]
    turns: list[Answered]
    reports: list[Answered]
    down: list[str]
    mended_s: float


@dataclass
class Citizen:
    """Asks as citizens do, and remembers what was acknowledged."""

    url: str
    acknowledged: list[str] = field(default_factory=list)

    def check(self) -> Answered:
        """Check an address that is false."""
        return self._asked("get", "/api/v1/check", lambda told: told["verdict"], params={"q": FAKE})

    def turn(self) -> Answered:
        """Ask about it in a new conversation."""
        question = {"sender": os.urandom(8).hex(), "message": f"is {FAKE} echt?"}
        return self._asked(
            "post",
            "/webhooks/rest/webhook",
            lambda told: told[0].get("custom", {}).get("verdict"),
            json=question,
        )

    def report(self) -> Answered:
        """Report it."""
        answered = self._asked(
            "post", "/api/v1/reports", lambda told: told.get("reference"), json=REPORT
        )
        if answered.status == 201 and answered.verdict:
            self.acknowledged.append(answered.verdict)
        return answered

    def lost(self, url: str) -> list[str]:
        """Give the references that nobody knows any more at a server."""
        path = f"{url}/api/v1/reports"
        return [
            each
            for each in self.acknowledged
            if requests.get(f"{path}/{each}", timeout=10).status_code != 200
        ]

    def _asked(self, method: str, path: str, read: Callable, **more: object) -> Answered:
        began = time.perf_counter()
        try:
            response = requests.request(method, self.url + path, timeout=30, **more)
        except requests.RequestException:
            return Answered(0, None, round((time.perf_counter() - began) * 1000))
        ms = round((time.perf_counter() - began) * 1000)
        told = read(response.json()) if response.status_code < 300 else None
        return Answered(response.status_code, told, ms)


@dataclass(frozen=True)
class Place:
    """What one process runs on."""

    database: servers.Postgres
    redis: servers.Redis
    var: disks.SmallDisk
    images: disks.SmallDisk
    register: Path

    def faults(self) -> dict[str, tuple[Callable[[], AbstractContextManager[None]], set[str]]]:
        """Give how to break each part, and which parts health has to call down."""
        return {
            "nothing": (_nothing, set()),
            "PostgreSQL hangs": (self.database.hanging, {"database"}),
            "PostgreSQL is away": (self._without_database, {"database"}),
            "PostgreSQL only reads": (self._read_only, {"database"}),
            "Redis hangs": (self.redis.hanging, {"redis"}),
            "disk of the spool full": (self._full(self.var), {"spool"}),
            "disk of images full": (self._full(self.images), set()),
            "spool full, database away": (self._both, {"spool", "database"}),
            "register with a mistake": (self._mistake, set()),
        }

    @contextmanager
    def _without_database(self) -> Iterator[None]:
        self.database.stop()
        try:
            yield
        finally:
            self.database.start()

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        self._set_read_only("on")
        try:
            yield
        finally:
            self._set_read_only("off")

    def _set_read_only(self, value: str) -> None:
        connection = psycopg2.connect(self.database.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
            cursor.execute("SELECT pg_reload_conf()")
        connection.close()

    def _full(self, disk: disks.SmallDisk) -> Callable[[], AbstractContextManager[None]]:
        @contextmanager
        def full() -> Iterator[None]:
            disk.fill()
            try:
                yield
            finally:
                disk.free()

        return full

    @contextmanager
    def _both(self) -> Iterator[None]:
        with self._full(self.var)(), self._without_database():
            yield

    @contextmanager
    def _mistake(self) -> Iterator[None]:
        path = self.register / "rules.yml"
        before = path.read_bytes()
        path.write_bytes(before + b"\n- nothing: [")
        try:
            yield
        finally:
            path.write_bytes(before)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def main() -> int:
    """Break everything once.

    Returns:
        0; 1 when something was not as it should be.
    """
    rows: list[Row] = []
    wrong: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="kc-faults-") as folder,
        _place(Path(folder)) as place,
    ):
        with _server(place, Path(folder)) as server:
            citizen = Citizen(server.base_url)
            _until_well(server)
            for name, (breaking, expected) in place.faults().items():
                print(f"[faults] {name}", file=sys.stderr, flush=True)
                row = _broken(name, breaking, citizen, server)
                rows.append(row)
                wrong += [f"{name}: {each}" for each in _wrong(row, expected)]
            print("[faults] killed amid reports", file=sys.stderr, flush=True)
            _kill_amid_reports(server, citizen)
        with _server(place, Path(folder)) as server:
            _until_well(server)
            lost = citizen.lost(server.base_url)
    print(_table(rows))
    print(f"\nacknowledged {len(citizen.acknowledged)} reports, lost {len(lost)}")
    wrong += [f"lost {each}" for each in lost]
    print("\n".join(wrong) or "as it should be")
    return int(bool(wrong))


def _kill_amid_reports(server: Server, citizen: Citizen) -> None:
    """Kill the process while several citizens report; what got a reference has to be there."""
    with ThreadPoolExecutor(REPORTERS) as threads:
        reporting = [threads.submit(_report_on, citizen) for _ in range(REPORTERS)]
        time.sleep(SECONDS_OF_REPORTING)
        os.kill(server.pid, signal.SIGKILL)
        for each in reporting:
            each.result()


def _report_on(citizen: Citizen) -> None:
    while citizen.report().status == 201:
        pass


def _broken(
    name: str,
    breaking: Callable[[], AbstractContextManager[None]],
    citizen: Citizen,
    server: Server,
) -> Row:
    with breaking():
        citizen.turn()  # the first one meets the fault; what is broken is left alone afterwards
        time.sleep(SECONDS_TO_BE_SEEN)
        checks = [citizen.check() for _ in range(ROUNDS)]
        turns = [citizen.turn() for _ in range(ROUNDS)]
        reports = [citizen.report() for _ in range(ROUNDS)]
        checks += [citizen.check() for _ in range(ROUNDS)]
        time.sleep(SECONDS_TO_BE_SEEN)
        told = _ready(server)
    down = [part for part, state in told["parts"].items() if state == "down"]
    if told["knowledge"]["error"]:
        down.append("register")
    return Row(name, checks, turns, reports, down, _until_well(server))


def _wrong(row: Row, expected: set[str]) -> Iterator[str]:
    for each in row.checks:
        if (each.status, each.verdict) != (200, "lookalike"):
            yield f"a check got {each}"
    for each in row.turns:
        if (each.status, each.verdict) != (200, "lookalike"):
            yield f"a turn got {each}"
    takes = {201} if {"spool", "database"} - expected else {503}
    for each in row.reports:
        if each.status not in takes:
            yield f"a report got {each}"
    missing = expected - set(row.down)
    if missing:
        yield f"health does not say that {', '.join(sorted(missing))} is down"
    if row.fault.startswith("register") and "register" not in row.down:
        yield "health does not say that the register has a mistake"


def _until_well(server: Server) -> float:
    """Wait until every part is up, but for disks: these are small on purpose."""
    began = time.monotonic()
    while time.monotonic() < began + SECONDS_TO_MEND:
        told = _ready(server)
        parts = {part: state for part, state in told.get("parts", {}).items() if part != "disk"}
        spooled = 'kanaalcheck_spooled_reports{where="waiting"} 0.0'
        metrics = requests.get(f"{server.base_url}/metrics", timeout=10).text
        is_well = parts and "down" not in parts.values() and spooled in metrics
        if is_well and told["knowledge"]["error"] is None:
            return round(time.monotonic() - began, 1)
        time.sleep(0.5)
    return SECONDS_TO_MEND


def _ready(server: Server) -> dict:
    return dict(requests.get(f"{server.base_url}/health/ready", timeout=30).json())


@contextmanager
def _place(folder: Path) -> Iterator[Place]:
    register = folder / "register"
    shutil.copytree("knowledge", register, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (
        servers.postgres() as database,
        servers.redis() as redis,
        disks.small_disk(folder / "var", kib=8_192) as var,
        disks.small_disk(folder / "images") as images,
    ):
        yield Place(database, redis, var, images, register)


def _server(place: Place, folder: Path) -> AbstractContextManager[Server]:
    port = free_port()
    environment = {
        "KANAALCHECK_PORT": str(port),
        "KANAALCHECK_RATE_LIMIT": "0",
        "KANAALCHECK_DATABASE_URL": place.database.url,
        "KANAALCHECK_REDIS_URL": place.redis.url,
        "KANAALCHECK_SPOOL": str(place.var.folder / "spool"),
        "KANAALCHECK_IMAGES": str(place.images.folder / "images"),
        "KANAALCHECK_KNOWLEDGE": str(place.register),
    }
    return served(
        [python(), "-m", "bot", "run"],
        port=port,
        ready_path="/health/ready",
        folder=folder / "log",
        environment=environment,
    )


def _table(rows: list[Row]) -> str:
    lines = [
        "fault | check | turn | report | health says down | well again",
        "--- | --- | --- | --- | --- | ---",
    ]
    for row in rows:
        cells = [row.fault, *map(_cell, (row.checks, row.turns, row.reports))]
        lines.append(" | ".join([*cells, ", ".join(row.down) or "-", f"{row.mended_s} s"]))
    return "\n".join(lines)


def _cell(answered: list[Answered]) -> str:
    statuses = "/".join(sorted({str(each.status) for each in answered}))
    return f"{statuses}, at most {max(each.ms for each in answered)} ms"


if __name__ == "__main__":
    sys.exit(main())
