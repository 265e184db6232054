"""Upgrade and rollback with real processes behind a proxy: the tables change, nobody is refused."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from actions.reports.store import ReportStore
from bot.reporting import utc_now
from tests.bot.faults.test_database import as_of_newer, newest_revision
from tests.bot.test_rolling import Citizens, Replica, proxied, until
from tests.servers import Postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def database_url(postgres_server: Postgres) -> str:
    return postgres_server.create_database(f"upgrade_{uuid.uuid4().hex}")


@pytest.fixture
def replicas(tmp_path: Path, database_url: str) -> Iterator[list[Replica]]:
    started = [Replica(tmp_path / name, DATABASE_URL=database_url) for name in ("one", "two")]
    try:
        for each in started:
            until(lambda each=each: each.is_ready)
        yield started
    finally:
        for each in started:
            each.process.kill()
            each.process.wait()


def report(url: str) -> str:
    body = {"address": "vdab-jobs.be", "what_happened": "Ze vroegen mijn kaartcode."}
    answer = requests.post(f"{url}/api/v1/reports", json=body, timeout=30)
    assert answer.status_code == 201
    return str(answer.json()["reference"])


def test_tables_of_a_newer_version_come_while_older_ones_serve_and_start(
    replicas: list[Replica], tmp_path: Path, database_url: str
) -> None:
    references = []
    with proxied("nginx", replicas, tmp_path) as url, Citizens(url) as citizens:
        references.append(report(url))
        # The first process of a newer version migrates; these two go on beside it.
        as_of_newer(database_url, newest_revision())
        references += [report(f"http://127.0.0.1:{each.port}") for each in replicas]
        # Rolled back: the older version starts on what the newer one left.
        for replica in replicas:
            replica.restart()
            references.append(report(f"http://127.0.0.1:{replica.port}"))
            time.sleep(1)
    assert {status for _, status in citizens.statuses} == {200}, citizens.statuses
    store = ReportStore.open(database_url, clock=utc_now)
    try:
        assert all(store.receipt(each) for each in references)
    finally:
        store.close()
