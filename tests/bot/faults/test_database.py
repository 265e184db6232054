"""A database that is full, only read, of another version, or of another time."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import update

from actions.reports.database.connection import Database
from actions.reports.database.migrating import FOLDER, TablesTooNew, migrate, newest_revision
from actions.reports.database.tables import compatibility
from actions.reports.kept.audit import SYSTEM
from actions.reports.model import Status
from actions.reports.store import ReportStore
from bot.notifying import retention
from bot.reporting import utc_now
from bot.running.application import IMAGES
from bot.staff.access.accounts import Accounts
from bot.staff.access.database import StaffDatabase
from bot.staff.access.roles import Role
from bot.staff.access.sessions import Sessions
from tests.actions.reports.filings import filing
from tests.bot.conftest import ROOT
from tests.bot.faults.conftest import Installation
from tests.servers import Postgres

Install = Callable[..., Awaitable[Installation]]
_numbers = itertools.count()
TWO_DAYS = timedelta(days=2)


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> str:
    return postgres_server.create_database(f"faults_{next(_numbers)}")


def run(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        cursor.execute(statement)
    connection.close()


@contextmanager
def read_only(url: str) -> Iterator[None]:
    """As a server is that became a replica, or whose owner closed it for writing."""
    name = url.rpartition("/")[2]
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    run(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    run(url, others)
    try:
        yield
    finally:
        run(url, f"ALTER DATABASE {name} RESET default_transaction_read_only")
        run(url, others)


@contextmanager
def full(url: str) -> Iterator[None]:
    """As a server is whose disk is full: it says so at every row."""
    run(
        url,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
        " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$",
    )
    for table in ("report", "report_event", "report_counter", "conversation"):
        run(
            url,
            f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION full_disk()",
        )
    try:
        yield
    finally:
        run(url, "DROP FUNCTION full_disk CASCADE")


@pytest.mark.parametrize("broken", [read_only, full])
async def test_a_database_that_takes_nothing_spools_reports_and_loses_none(
    install: Install, postgres_url: str, broken
):
    here = await install(database_url=postgres_url)
    assert (await here.parts())["database"] == "up"
    with broken(postgres_url):
        taken = await here.report()
        assert taken.status == 201
        reference = (await taken.json())["reference"]
        assert await here.checks()
        assert (await here.client.get(f"/api/v1/reports/{reference}")).status == 200
        assert (await here.parts())["database"] == "down"
        assert await here.metric('kanaalcheck_part_up{part="database"}') == 0
        here.reporting.desk._away_until = None
        here.reporting.desk.replay()
        assert here.reporting.desk.waiting().waiting == 1
    here.reporting.desk._away_until = None
    assert here.reporting.desk.replay() == 1
    assert here.reporting.store.receipt(reference)
    assert (await here.parts())["database"] == "up"


async def test_a_clock_two_days_ahead_forgets_nothing_of_others(
    install: Install, postgres_url: str
):
    here = await install(database_url=postgres_url)
    ahead = await install(database_url=postgres_url, clock=lambda: utc_now() + TWO_DAYS)
    receipt = here.reporting.desk.file(filing(contact="an@voorbeeld.be"))
    (case,), _ = here.reporting.store.queue(search=receipt.reference)
    here.reporting.store.set_status(case.id, Status.GENUINE, actor=SYSTEM)
    staff = StaffDatabase(postgres_url)
    account = Accounts(staff, here.reporting.clock).add("els", Role.ADMIN, "een lang wachtwoord")
    token = Sessions(staff, here.reporting.clock).start(account).token
    retention.purge(
        ahead.reporting.store,
        ahead.client.app[IMAGES],
        lambda: (),
        days=1,
        open_days=1,
        clock=ahead.reporting.clock,
    )
    assert here.reporting.store.reports_of(case.id)[0].contact
    assert Sessions(staff, ahead.reporting.clock).find(token)
    staff.close()
    assert (await ahead.parts())["clock"] == "down"
    assert (await here.parts())["clock"] == "up"
    off = await ahead.metric("kanaalcheck_clock_ahead_seconds")
    assert off == pytest.approx(TWO_DAYS.total_seconds(), abs=5)
    filed = ahead.reporting.desk.file(filing("nog_een"))
    assert abs(filed.received_at - utc_now()) < timedelta(seconds=10)


def as_of_newer(url: str, oldest: str) -> None:
    """Leave a database as a version of after this one would."""
    database = Database(url)
    migrate(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE report_schema SET version_num = '9999'")
        connection.execute(update(compatibility).values(oldest=oldest))
        connection.exec_driver_sql("ALTER TABLE report ADD COLUMN colour varchar(10)")
    database.close()


async def test_an_older_version_goes_on_beside_tables_that_were_added_to(
    install: Install, postgres_url: str, caplog: pytest.LogCaptureFixture
):
    as_of_newer(postgres_url, newest_revision())
    here = await install(database_url=postgres_url)
    assert "newer version" in caplog.text
    taken = await here.report()
    assert taken.status == 201
    assert here.reporting.store.receipt((await taken.json())["reference"])


def test_an_older_version_refuses_tables_that_it_cannot_work_with(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/kc.db"
    as_of_newer(url, "9999")
    with pytest.raises(TablesTooNew):
        ReportStore.open(url, clock=utc_now)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**os.environ, "KANAALCHECK_DATABASE_URL": url, "KANAALCHECK_ENCODER": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "newer version" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_migration_that_takes_something_away_says_who_can_live_with_it():
    takes_away = re.compile(
        r"\bop\.(?:drop_(?!index)|alter_column|rename)|\bDROP (?!INDEX)|\bRENAME"
    )
    for path in sorted((FOLDER / "versions").glob("*.py")):
        text = path.read_text(encoding="utf-8").partition("def upgrade")[2]
        if path.name > "0007" and takes_away.search(text):
            assert "UPDATE report_compatibility" in text, path.name
