"""A store on each database that we run on."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.reports.store import ReportStore
from tests.actions.reports.filings import Clock

_numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/reports.db"
    server = request.getfixturevalue("postgres_server")
    return server.create_database(f"reports_{next(_numbers)}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[ReportStore]:
    opened = ReportStore.open(database_url, clock=clock)
    yield opened
    opened.close()
