"""Workers with PostgreSQL and Redis: what a citizen said and was told outlives the worker."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bench import kills
from tests.bot.process.test_workers import (
    ROOT,
    SECONDS_TO_START,
    WORKERS,
    Service,
    _is_ready,
    until,
)
from tests.servers import Postgres, free_port, redis

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def service(tmp_path: Path, postgres_server: Postgres) -> Iterator[Service]:
    port = free_port()
    with redis() as server, (tmp_path / "log").open("wb") as log:
        settings = {
            "PORT": port,
            "RATE_LIMIT": 0,
            "WORKERS": WORKERS,
            "DATABASE_URL": postgres_server.create_database(f"workers_{uuid.uuid4().hex}"),
            "REDIS_URL": server.url,
            "SPOOL": tmp_path / "spool",
            "IMAGES": tmp_path / "images",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=os.environ | {f"KANAALCHECK_{name}": str(each) for name, each in settings.items()},
            stderr=log,
        )
        found = Service(process, f"http://127.0.0.1:{port}", ROOT / "knowledge")
        try:
            until(lambda: _is_ready(found), SECONDS_TO_START)
            yield found
        finally:
            process.kill()
            process.wait()


def widget(service: Service, path: str, **body: object) -> Any:
    response = requests.post(f"{service.url}/widget/{path}", json=body, timeout=30)
    assert response.status_code in (200, 201), response.text
    return response.json()


def test_two_conversations_go_on_when_their_worker_is_killed(service: Service) -> None:
    asked = {"is vdab-jobs.be echt?": "vdab", "is delijn-boete.be echt?": "delijn"}
    talks = {text: str(widget(service, "conversations")["conversation"]) for text in asked}
    sent = {text: str(uuid.uuid4()) for text in asked}

    def say(text: str, of: str, message: str = "") -> Any:
        given = message or str(uuid.uuid4())
        return widget(
            service, "messages", conversation=talks[of], id=given, text=text, language="nl"
        )

    with ThreadPoolExecutor(2) as pool:
        first = list(pool.map(lambda each: say(each, each, sent[each]), asked))
    for worker in service.workers:
        os.kill(worker, signal.SIGKILL)
    until(lambda: len(service.workers) == WORKERS)
    until(lambda: _is_ready(service))
    # Sent again: the answer that it got, not another one.
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda each: say(each, each, sent[each]), asked)) == first
        why = list(pool.map(lambda each: say("waarom?", each), asked))
    for answer, word in zip(why, asked.values(), strict=True):
        assert word in str(answer["messages"]).lower()
        assert "vergelijk" in str(answer["messages"]).lower()


def test_nothing_acknowledged_is_lost_or_doubled(capfd: pytest.CaptureFixture[str]) -> None:
    assert kills.main(["--kills", "4", "--workers", "2"]) == 0, capfd.readouterr().out
    said = capfd.readouterr().out
    assert "0 lost, 0 doubled" in said
    assert "reports: 0 acknowledged" not in said
