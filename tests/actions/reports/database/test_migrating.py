"""The migrations make the tables that the code reads, whoever runs them and how often."""

import subprocess
import sys
import time
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import create_engine, inspect, text

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from actions.reports.database.tables import metadata

OPEN = """
import sys, time
from datetime import UTC, datetime
from actions.reports.store import ReportStore
from tests.actions.reports.filings import filing
while time.time() < float(sys.argv[2]): pass
store = ReportStore.open(sys.argv[1], clock=lambda: datetime.now(UTC))
print(store.file(filing("samen")).reference)
"""


def test_the_newest_migration_leaves_the_tables_that_the_code_reads(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    migrate(database)
    database.close()
    ours = set(metadata.tables)
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or name in ours,
            },
        )
        assert compare_metadata(context, metadata) == []
        assert inspect(connection).has_table("report_schema")
    engine.dispose()


def test_processes_that_start_at_once_do_not_hinder_each_other(database_url: str) -> None:
    begin = str(time.time() + 4)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, database_url, begin],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], answers
    assert len({reference for reference, _ in answers}) == 3
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT reports FROM report_case")).scalars().all() == [3]
        assert len(connection.execute(text("SELECT * FROM report_schema")).all()) == 1
    engine.dispose()


def test_a_database_made_by_hand_is_not_needed(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/nieuwe/map/reports.db")
    migrate(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_the_action_server_imports_all_of_it() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert "action_check_channel" in executor.actions
