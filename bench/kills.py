"""`python -m bench.kills [--kills 200] [--workers 4]`: workers are killed while citizens write.

One real service with workers, PostgreSQL and Redis. Citizens report (each report under an
`Idempotency-Key`) and talk in the widget, and send again what got no answer, under the same key or
id, as the widget does. Meanwhile the register is edited every few seconds. One worker after
another gets SIGKILL amid that. Prints figures, and ends with 1 when something acknowledged was
lost, doubled or answered otherwise when sent again, or a worker serves another register at the end.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import requests

from bench.server import Server, free_port, python, served
from knowledge.files.snapshot import take_snapshot
from tests import servers

FAKE = "vdab-jobs.be"
TALK = (f"is {FAKE} echt?", "waarom?", "en wat nu?")
REPORTERS, TALKERS = 3, 3
LIVES_S = 10.5
"""A worker that dies sooner is put back later each time: one that lives so long is killed."""
PAUSE_S = 0.2
SECONDS_BETWEEN_EDITS = 4.0
SECONDS_TO_SERVE = 60.0
LONGEST_S = 120.0
"""What is not acknowledged by then is given up, and counts as lost."""


@dataclass
class Told:
    """What citizens were told, from several threads."""

    reports: dict[str, str] = field(default_factory=dict)
    turns: int = 0
    wrong: int = 0
    otherwise: int = 0
    given_up: int = 0
    edits: int = 0
    tries: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def heard(self, response: requests.Response | None, began: float) -> None:
        """Note what became of one request."""
        self.tries[str(response.status_code) if response is not None else "cut off"] += 1
        self.waits.append(time.monotonic() - began)


def main(arguments: Sequence[str]) -> int:
    """Kill so many workers, and say what that did.

    Returns:
        0; 1 when something was lost, doubled or answered otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    asked = parser.parse_args(arguments)
    told, is_over = Told(), threading.Event()
    with (
        tempfile.TemporaryDirectory(prefix="kc-kills-") as folder,
        servers.postgres() as database,
        servers.redis() as redis,
    ):
        register = Path(folder) / "register"
        shutil.copytree("knowledge", register, ignore=shutil.ignore_patterns("*.py"))
        with _service(Path(folder), database, redis, asked.workers) as server:
            doing = [_report_on] * REPORTERS + [_talk_on] * TALKERS
            citizens = [
                threading.Thread(target=each, args=(server.base_url, told, is_over))
                for each in doing
            ]
            citizens.append(threading.Thread(target=_edit_on, args=(register, told, is_over)))
            for each in citizens:
                each.start()
            began = time.monotonic()
            _kill(server, asked.kills)
            seconds = time.monotonic() - began
            is_over.set()
            for each in citizens:
                each.join()
            is_same = _serve(server.base_url, asked.workers, take_snapshot(register).version)
        kept = _kept(database.url)
    acknowledged = list(told.reports.values())
    lost = len(set(acknowledged) - set(kept)) + told.given_up
    doubled = len(kept) - len(set(acknowledged))
    answered = sum(told.tries.pop(status, 0) for status in ("200", "201"))
    print(
        f"{asked.kills} workers of {asked.workers} killed in {seconds:.0f} s\n"
        f"reports: {len(acknowledged)} acknowledged, {lost} lost, {doubled} doubled\n"
        f"turns of the widget: {told.turns} acknowledged, {told.wrong} with a wrong verdict,"
        f" {told.otherwise} answered otherwise when sent again\n"
        f"requests: {answered} answered, others {dict(told.tries)}\n"
        f"longest wait for one request {max(told.waits):.1f} s\n"
        f"register edited {told.edits} times, {'the last' if is_same else 'NOT the last'} is served"
    )
    is_wrong = bool(lost or doubled or told.wrong or told.otherwise or not is_same)
    print("something is wrong" if is_wrong else "as it should be")
    return int(is_wrong)


def _kill(server: Server, kills: int) -> None:
    """Kill workers that lived long enough, one after another."""
    seen: dict[int, float] = {}
    left = kills
    while left:
        now = time.monotonic()
        there = servers.children_of(server.pid)
        seen = {each: seen.get(each, now) for each in there}
        old = [each for each, since in seen.items() if now - since > LIVES_S]
        if old:
            os.kill(old[left % len(old)], signal.SIGKILL)
            left -= 1
            print(f"\r[kills] {left} left ", end="", file=sys.stderr, flush=True)
        time.sleep(0.1 + left % 7 / 10)
    time.sleep(1)


def _report_on(url: str, told: Told, is_over: threading.Event) -> None:
    while not is_over.is_set():
        key = uuid.uuid4().hex
        body = {"address": FAKE, "what_happened": f"Ze vroegen mijn kaartcode ({key})."}
        headers = {"Idempotency-Key": key}
        answer = _until_answered(told, f"{url}/api/v1/reports", 201, json=body, headers=headers)
        if answer is not None:
            told.reports[key] = answer.json()["reference"]
        time.sleep(PAUSE_S)


def _talk_on(url: str, told: Told, is_over: threading.Event) -> None:
    while not is_over.is_set():
        begun = _until_answered(told, f"{url}/widget/conversations", 201, json={})
        if begun is None:
            continue
        for text in TALK:
            body = {
                "conversation": begun.json()["conversation"],
                "id": str(uuid.uuid4()),
                "text": text,
                "language": "nl",
            }
            answers = [
                _until_answered(told, f"{url}/widget/messages", 200, json=body) for _ in range(2)
            ]
            _compare(told, text, answers)
            time.sleep(PAUSE_S)


def _edit_on(register: Path, told: Told, is_over: threading.Event) -> None:
    """Save a file of the register again and again, as staff do."""
    file = register / "organisations" / "vdab.yml"
    text = file.read_text(encoding="utf-8")
    while not is_over.wait(SECONDS_BETWEEN_EDITS):
        told.edits += 1
        beside = file.with_suffix(".draft")
        beside.write_text(f"{text}# {told.edits}\n", encoding="utf-8")
        beside.replace(file)


def _serve(url: str, workers: int, version: str) -> bool:
    """Wait until every worker serves a version of the register; False when that takes too long."""
    name = "kanaalcheck_knowledge_loaded_timestamp_seconds{"
    until = time.monotonic() + SECONDS_TO_SERVE
    while time.monotonic() < until:
        lines = requests.get(f"{url}/metrics", timeout=30).text.splitlines()
        served = [line for line in lines if line.startswith(name)]
        if len(served) == workers and all(f'version="{version}"' in line for line in served):
            return True
        time.sleep(1)
    return False


def _compare(told: Told, text: str, answers: Sequence[requests.Response | None]) -> None:
    first, again = answers
    if first is None or again is None:
        return
    told.turns += 1
    told.otherwise += first.content != again.content
    if text == TALK[0]:
        card = first.json()["messages"][0].get("card") or {}
        told.wrong += "lookalike" not in str(card)


def _until_answered(
    told: Told, url: str, wanted: int, **content: object
) -> requests.Response | None:
    """Ask until there is an answer; None when that takes too long."""
    began = time.monotonic()
    while time.monotonic() < began + LONGEST_S:
        sent = time.monotonic()
        response = None
        try:
            response = requests.post(url, timeout=30, **content)  # type: ignore[arg-type]
        except requests.RequestException:
            time.sleep(PAUSE_S)
        told.heard(response, sent)
        if response is not None and response.status_code == wanted:
            return response
        time.sleep(PAUSE_S)
    told.given_up += 1
    return None


def _kept(url: str) -> list[str]:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM report")
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def _service(
    folder: Path, database: servers.Postgres, redis: servers.Redis, workers: int
) -> Iterator[Server]:
    port = free_port()
    environment = {
        "KANAALCHECK_PORT": str(port),
        "KANAALCHECK_WORKERS": str(workers),
        "KANAALCHECK_RATE_LIMIT": "0",
        "KANAALCHECK_LOG_LEVEL": "ERROR",
        "KANAALCHECK_DATABASE_URL": database.url,
        "KANAALCHECK_REDIS_URL": redis.url,
        "KANAALCHECK_KNOWLEDGE": str(folder / "register"),
        "KANAALCHECK_LAST_GOOD": str(folder / "last-good"),
        "KANAALCHECK_SPOOL": str(folder / "spool"),
        "KANAALCHECK_IMAGES": str(folder / "images"),
        "TELEGRAM_TOKEN": "",
    }
    with served(
        [python(), "-m", "bot", "run"],
        port=port,
        ready_path="/health/ready",
        folder=folder / "log",
        environment=environment,
    ) as server:
        yield server


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
