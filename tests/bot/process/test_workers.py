"""`KANAALCHECK_WORKERS`: several real processes on one port, and a parent that watches."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.servers import children_of, free_port

ROOT = Path(__file__).parents[3]
SECONDS_TO_START = 150
WORKERS = 2
MOST_OWN_MB = 450

pytestmark = [pytest.mark.model, pytest.mark.slow]


@dataclass
class Service:
    process: subprocess.Popen[bytes]
    url: str
    knowledge: Path

    @property
    def workers(self) -> set[int]:
        return set(children_of(self.process.pid))

    def ask(self, path: str) -> requests.Response:
        return requests.get(f"{self.url}{path}", timeout=20)

    def say(self, sender: str, message: str) -> requests.Response:
        body = {"sender": sender, "message": message}
        return requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=20)

    def per_worker(self, metric: str) -> dict[str, float]:
        lines = [line for line in self.ask("/metrics").text.splitlines() if line.startswith(metric)]
        return {line.split('worker="')[1].split('"')[0]: float(line.split()[-1]) for line in lines}


def until(happened: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    port = free_port()
    settings = {
        "PORT": port,
        "RATE_LIMIT": 0,
        "WORKERS": WORKERS,
        "KNOWLEDGE": knowledge,
        "DATABASE_URL": f"sqlite:///{tmp_path}/reports.db",
        "SPOOL": tmp_path / "spool",
        "IMAGES": tmp_path / "images",
    }
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=os.environ | {f"KANAALCHECK_{name}": str(each) for name, each in settings.items()},
            stderr=log,
        )
    service = Service(process, f"http://127.0.0.1:{port}", knowledge)
    try:
        until(lambda: _is_ready(service), SECONDS_TO_START)
        yield service
    finally:
        process.kill()
        process.wait()


def _is_ready(service: Service) -> bool:
    assert service.process.poll() is None
    try:
        return service.per_worker("kanaalcheck_ready{") == {"0": 1.0, "1": 1.0}
    except requests.ConnectionError:
        return False


def _own_mb(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def test_workers_hold_conversations_together_and_are_put_back(service: Service) -> None:
    senders = [f"sender {number}" for number in range(12)]
    for sender in senders:
        assert service.say(sender, "is vdab-jobs.be echt?").json()[0]["custom"]["verdict"]
    for sender in senders:  # over other connections: the home knows what it was about
        assert "vergelijk" in service.say(sender, "waarom?").json()[0]["text"]
    turns = service.per_worker("kanaalcheck_turns_total{")
    assert set(turns) == {"0", "1"}
    assert all(_own_mb(worker) < MOST_OWN_MB for worker in service.workers)

    killed = min(service.workers)
    os.kill(killed, signal.SIGKILL)
    statuses = [service.ask("/api/v1/check?q=vdab-jobs.be").status_code for _ in range(20)]
    assert statuses == [200] * 20
    until(lambda: len(service.workers) == WORKERS and killed not in service.workers)
    until(lambda: _is_ready(service))

    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(30) == 0
    with pytest.raises(requests.ConnectionError):
        service.ask("/health/live")


def test_a_new_register_is_served_by_all_of_them_and_by_who_comes_later(service: Service) -> None:
    before = service.ask("/health/ready").json()["knowledge"]["version"]
    file = service.knowledge / "organisations" / "vdab.yml"
    text = file.read_text(encoding="utf-8")
    assert "VDAB" in text
    file.write_text(text + "# looked at again\n", encoding="utf-8")

    def versions() -> set[str]:
        lines = service.ask("/metrics").text.splitlines()
        loaded = [line for line in lines if "knowledge_loaded_timestamp_seconds{" in line]
        assert len(loaded) == WORKERS
        return {line.split('version="')[1].split('"')[0] for line in loaded}

    until(lambda: before not in versions() and len(versions()) == 1)
    now = versions()
    os.kill(max(service.workers), signal.SIGKILL)
    until(lambda: len(service.workers) == WORKERS)
    until(lambda: _is_ready(service))
    assert versions() == now


def test_workers_end_with_their_parent(service: Service) -> None:
    workers = service.workers
    service.process.kill()
    service.process.wait()
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in workers))
