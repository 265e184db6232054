"""How fast the queue of reports is with 100,000 of them, beside a scan without index.

`python -m bench.reports [SQLAlchemy URL]`: measures a SQLite file, and the empty PostgreSQL
database that the URL names. Rows are written in bulk, past the store; pages are asked of the store,
as the staff page does. The baseline reads the same rows from a copy of the table without indexes.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import Connection

from actions.reports.database.tables import cases, events, reports
from actions.reports.harm import harm_of
from actions.reports.kept.filing import searched
from actions.reports.model import FAKE, Kind, Loss, Order, Status, Subject
from actions.reports.store import ReportStore
from bench.table import as_table

REPORTS = 100_000
CASES = 90_000
ROUNDS = 25
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_PLATFORMS = ("facebook", "instagram", "x", "website", "email", "phone", "tiktok", "whatsapp")
_ORGANISATIONS = tuple(f"organisatie-{number}" for number in range(300))
_STATUSES = tuple(Status)
_WEIGHTS = (40, 5, 15, 10, 15, 5, 10)
_AT_ONCE = 5_000
_TIDY = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}  # PostgreSQL does so by itself


def measure(postgres: str | None = None) -> dict[str, Any]:
    """Measure SQLite, and PostgreSQL where a URL is given; times in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as folder:
        results = {"sqlite": _measure(f"sqlite:///{Path(folder)}/reports.db")}
    if postgres:
        results["postgresql"] = _measure(postgres)
    return results


def _measure(url: str) -> dict[str, Any]:
    store = ReportStore.open(url, clock=lambda: NOW)
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        fill(connection)
        connection.execute(text("CREATE TABLE scanned AS SELECT * FROM report_case"))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text(_TIDY[engine.dialect.name])
        )
    results: dict[str, Any] = {
        name: _times(lambda number, page=page: page(store, number)) for name, page in _PAGES.items()
    }
    with engine.connect() as connection:
        results["baseline: harm, without index"] = _times(lambda _: _scan(connection))
    engine.dispose()
    store.close()
    return results


_PAGES: dict[str, Callable[[ReportStore, int], object]] = {
    "first page": lambda store, _: store.queue(),
    "to do": lambda store, _: store.queue(statuses={Status.NEW, Status.IN_REVIEW}),
    "one status": lambda store, n: store.queue(statuses={_STATUSES[n % 7]}),
    "one platform": lambda store, n: store.queue(platform=_PLATFORMS[n % 8]),
    "one organisation": lambda store, n: store.queue(imitates=_ORGANISATIONS[n]),
    "organisation, status": lambda store, n: store.queue(
        imitates=_ORGANISATIONS[n], statuses={Status.NEW}
    ),
    "of one person": lambda store, n: store.queue(assignee=f"medewerker{n % 9}"),
    "of nobody": lambda store, _: store.queue(assignee="", statuses={Status.NEW}),
    "newest": lambda store, _: store.queue(order=Order.NEWEST),
    "oldest": lambda store, _: store.queue(order=Order.OLDEST),
    "most reports": lambda store, _: store.queue(order=Order.REPORTS),
    "fakes, newest": lambda store, _: store.queue(statuses=FAKE, order=Order.NEWEST),
    "page 200": lambda store, n: store.queue(offset=10_000 + n * 50),
    "last page": lambda store, n: store.queue(offset=CASES - 50 - n),
    "search, found": lambda store, n: store.queue(search=f"vals-{n * 997}."),
    "search, not found": lambda store, n: store.queue(search=f"bestaat-niet-{n}"),
    "search, common": lambda store, _: store.queue(search="vals"),
    "search, reference": lambda store, n: store.queue(search=_reference(n * 997)),
    "dashboard": lambda store, _: store.statistics(weeks=26),
}


def _times(ask: Callable[[int], object]) -> dict[str, float]:
    ask(0)
    times = []
    for number in range(ROUNDS):
        begin = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _scan(connection: Connection) -> object:
    which = text("merged_into IS NULL")
    table = text("scanned")
    total = connection.execute(select(func.count()).select_from(table).where(which)).scalar()
    page = select(text("*")).select_from(table).where(which).order_by(text("harm DESC, id DESC"))
    return total, connection.execute(page.limit(50)).all()


def fill(connection: Connection, reports_filed: int = REPORTS) -> None:
    """Write that many reports, nine tenths of them about something of their own."""
    chance = random.Random(1)  # noqa: S311
    count = reports_filed * CASES // REPORTS
    of_case = [chance.randrange(count) for _ in range(reports_filed - count)]
    counted = dict.fromkeys(range(count), 1)
    for number in of_case:
        counted[number] += 1
    _insert(connection, cases, (_case(number, counted[number], chance) for number in counted))
    numbers = (*range(count), *of_case)
    _insert(connection, reports, (_report(*pair, chance) for pair in enumerate(numbers)))
    filed = ({"case_id": number + 1, "details": {}} for number in numbers)
    row = {"at": NOW, "actor": "citizen", "what": "filed"}
    _insert(connection, events, (each | row for each in filed))


def _insert(connection: Connection, table: Any, rows: Iterator[dict[str, Any]]) -> None:  # noqa: ANN401
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            connection.execute(table.insert(), waiting)
            waiting = []
    if waiting:
        connection.execute(table.insert(), waiting)


def _case(number: int, count: int, chance: random.Random) -> dict[str, Any]:
    subject = Subject(
        chance.choice(_PLATFORMS),
        f"vals-{number}.be/aanmelden/{chance.randrange(10**9)}",
        f"vals-{number}[.]be/aanmelden",
        imitates=chance.choice(_ORGANISATIONS),
    )
    reported = NOW - timedelta(minutes=chance.randrange(60 * 24 * 365))
    counts = {
        "reports": count,
        "lost_money": int(chance.random() < 0.1),
        "lost_data": int(chance.random() < 0.2),
        "reach": chance.randrange(30),
        "last_reported_at": reported,
    }
    return counts | {
        "id": number + 1,
        "subject": f"{number:064}",
        "kind": Kind.MISUSE,
        "platform": subject.platform,
        "key": subject.key,
        "shown": subject.shown,
        "imitates": subject.imitates,
        "searched": searched(subject),
        "status": chance.choices(_STATUSES, _WEIGHTS)[0],
        "harm": harm_of(**counts),
        "first_reported_at": reported,
        "assignee": f"medewerker{number % 9}" if number % 4 == 0 else None,
    }


def _report(number: int, case: int, chance: random.Random) -> dict[str, Any]:
    return {
        "reference": _reference(number),
        "case_id": case + 1,
        "kind": Kind.MISUSE,
        "address": f"https://vals-{case}.be/aanmelden",
        "what_happened": "Ik kreeg een bericht met een link en moest mijn kaartcode geven. " * 3,
        "loss": Loss.NONE,
        "notify": False,
        "language": "nl",
        "channel": "api",
        "received_at": NOW - timedelta(minutes=chance.randrange(60 * 24 * 365)),
    }


def _reference(number: int) -> str:
    """Write a number in the letters of references."""
    letters = "34679ACDEFGHJKMNPQRTUVWXY"
    written = ""
    for _ in range(8):
        number, letter = divmod(number, len(letters))
        written += letters[letter]
    return f"KC-{written[:4]}-{written[4:]}"


if __name__ == "__main__":
    measured = measure(*sys.argv[1:2])
    print(json.dumps(measured, indent=2))
    print(as_table(measured), file=sys.stderr)
