"""Chat turns over HTTP: Kanaalcheck beside Rasa's own starter bot, in the same run.

The starter bot is what `rasa init` gives, trained as it comes; both are served on the loopback
interface and asked through the same REST channel by the same load.
"""

import asyncio
import itertools
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.load import LoadResult, Request, run_load
from bench.server import Server, free_port, python, served

_WEBHOOK = "/webhooks/rest/webhook"
_TURNS = {1: 300, 16: 1500}

_QUESTIONS = (
    "is @{handle}_{n} op instagram echt van de overheid?",
    "ik kreeg een mail van info{n}@{handle}.be, klopt die?",
    "https://{handle}-{n}.be/login is dat van jullie",
    "op welke sociale media zit dienst {n} van {handle}?",
    "bij wie moet ik zijn voor premie nummer {n}, {handle} misschien",
    "hoe herken ik een vals bericht {n} van {handle}",
    "ik heb op de link van {handle} geklikt, wat nu ({n})",
    "is er misbruik bekend van {handle} in {n}?",
    "wat wordt het weer {n} in {handle}",
    "hallo {n} {handle}",
)
_SEED = 664
_HANDLES = ("vdab", "delijn", "ovam", "fluvius", "vrt", "inbo", "kindengezin", "wegenenverkeer")
_STARTER_MESSAGES = ("hello", "i am sad", "great", "are you a bot?", "yes", "no", "goodbye")


def questions(count: int) -> list[str]:
    """Different messages, so that nothing is answered from a cache of earlier messages.

    Of each ten every question is one, in an order drawn anew: whatever the number of people they
    are shared out to, nobody asks the same ten times.
    """
    drawing = random.Random(_SEED)  # noqa: S311 - an order, no secret
    tens = (drawing.sample(_QUESTIONS, len(_QUESTIONS)) for _ in itertools.count())
    asked = itertools.islice(itertools.chain.from_iterable(tens), count)
    return [
        question.format(handle=_HANDLES[n % len(_HANDLES)], n=n)
        for n, question in enumerate(asked, start=1)
    ]


def measure_chat(work: Path) -> dict[str, Any]:
    """Turns of both bots with 1 and 16 clients, memory, time to ready; ours on two workers too."""
    ours = _measure_ours(work / "kanaalcheck", workers=1)
    on_two = _measure_ours(work / "kanaalcheck", workers=2)
    starter = _measure_starter(work / "starter")
    turns = starter["clients_16"]["per_second"]
    return {
        "kanaalcheck": ours,
        "kanaalcheck_2_workers": on_two,
        "rasa_starter_bot": starter,
        "times_faster_p50": round(starter["clients_1"]["p50_ms"] / ours["clients_1"]["p50_ms"], 1),
        "times_more_turns": round(ours["clients_16"]["per_second"] / turns, 1),
        "times_more_turns_2_workers": round(on_two["clients_16"]["per_second"] / turns, 1),
    }


def _measure_ours(folder: Path, workers: int) -> dict[str, Any]:
    port = free_port()
    environment = {
        "KANAALCHECK_PORT": str(port),
        "KANAALCHECK_WORKERS": str(workers),
        "KANAALCHECK_RATE_LIMIT": "0",
        "TELEGRAM_TOKEN": "",
    }
    command = [python(), "-m", "bot", "run"]
    with served(
        command, port=port, ready_path="/health/ready", folder=folder, environment=environment
    ) as server:
        texts = iter(questions(sum(_TURNS.values()) + 50))
        result = _turns(server, texts)
        result["check"] = _measure_check(server)
        result["memory_mb"] = server.memory_mb()
    return result


def _measure_check(server: Server) -> dict[str, Any]:
    results = {}
    for clients, count in _TURNS.items():
        requests = [Request("/api/v1/check", {"text": text}) for text in questions(count)]
        results[f"clients_{clients}"] = _as_dict(
            asyncio.run(run_load(server.base_url, requests, clients=clients))
        )
    return results


def _measure_starter(folder: Path) -> dict[str, Any]:
    environment = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    rasa = str(Path(sys.executable).with_name("rasa"))
    trained = None
    if not list(folder.glob("models/*.tar.gz")):
        print("  training Rasa's starter bot (about a minute)", flush=True)
        begin = time.perf_counter()
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(  # noqa: S603 - a fixed command
            [rasa, "init", "--no-prompt", "--init-dir", str(folder)],
            check=True,
            capture_output=True,
            env={**os.environ, **environment},
        )
        trained = round(time.perf_counter() - begin, 1)
    port = free_port()
    command = [rasa, "run", "-p", str(port), "-i", "127.0.0.1"]
    with served(
        command, port=port, ready_path="/", folder=folder, environment=environment
    ) as server:
        texts = itertools.cycle(_STARTER_MESSAGES)
        result = _turns(server, texts)
        result["memory_mb"] = server.memory_mb()
    return result | {"train_s": trained}


def _turns(server: Server, texts: Iterator[str]) -> dict[str, Any]:
    results: dict[str, Any] = {"ready_s": server.seconds_to_ready}
    asyncio.run(run_load(server.base_url, _conversation(texts, 40, 1), clients=1))
    for clients, count in _TURNS.items():
        requests = _conversation(texts, count, clients)
        load = asyncio.run(run_load(server.base_url, requests, clients=clients))
        results[f"clients_{clients}"] = _as_dict(load)
    return results


def _conversation(texts: Iterator[str], count: int, senders: int) -> list[Request]:
    """Requests of `senders` people, ten turns in a conversation, as people do."""
    names = [uuid.uuid4().hex for _ in range(max(senders, count // 10))]
    return [
        Request(_WEBHOOK, {"sender": names[n % len(names)], "message": next(texts)})
        for n in range(count)
    ]


def _as_dict(load: LoadResult) -> dict[str, Any]:
    return {
        "requests": load.requests,
        "failures": load.failures,
        "p50_ms": load.p50_ms,
        "p99_ms": load.p99_ms,
        "per_second": load.per_second,
    }
