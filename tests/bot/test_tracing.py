"""Traces at a real receiver: what is timed, how it hangs together, and that no words are in it."""

import asyncio
import builtins
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from bot import tracing
from bot.tracing import TracesMissingError, begin, span
from tests.bot.conftest import SETTINGS, Client
from tests.bot.test_rolling import status, until
from tests.servers import free_port

ROOT = Path(__file__).parents[2]
ASKED = "is vdab-jobs.be echt? mijn naam is An Peeters"


class Receiver:
    """Takes what is sent by OTLP over HTTP."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.status = 200
        here = self

        class Taking(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/json"
                body = self.rfile.read(int(self.headers["Content-Length"]))
                here.bodies.append(body)
                self.send_response(here.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/traces"

    @property
    def spans(self) -> list[dict[str, Any]]:
        return [
            each
            for body in self.bodies
            for resource in json.loads(body)["resourceSpans"]
            for scope in resource["scopeSpans"]
            for each in scope["spans"]
        ]

    def above(self, made: dict[str, Any]) -> list[str]:
        """The names of the spans around one, the nearest first."""
        by_id = {each["spanId"]: each for each in self.spans}
        found = []
        while made := by_id.get(made.get("parentSpanId", ""), {}):
            found.append(made["name"])
        return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever)
    thread.start()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()
    thread.join()


Start = Callable[..., Awaitable[Client]]


async def test_a_request_is_traced_without_words(start: Start, receiver: Receiver) -> None:
    client = await start()
    end = begin(replace(SETTINGS, traces_url=receiver.url, traces_share=1.0))
    try:
        body = {"sender": "een geheime naam", "message": ASKED}
        assert (await client.post("/webhooks/rest/webhook", json=body)).status == 200
        assert (await client.get("/api/v1/check", params={"q": "vdab-jobs.be"})).status == 200
        assert (await client.get("/nothing/vdab-jobs.be")).status == 404
    finally:
        await asyncio.to_thread(end)
    names = [each["name"] for each in receiver.spans]
    assert sorted(names) == [
        "GET /api/v1/check", "GET unknown", "POST /webhooks/rest/webhook",
        "check", "check", "turn",
    ]  # fmt: skip
    checks = [receiver.above(each) for each in receiver.spans if each["name"] == "check"]
    assert sorted(checks) == [["GET /api/v1/check"], ["turn", "POST /webhooks/rest/webhook"]]
    (refused,) = [each for each in receiver.spans if each["name"] == "GET unknown"]
    assert refused["status"]["code"] == 2
    told = b" ".join(receiver.bodies)
    for word in (b"vdab", b"Peeters", b"geheime", b"127.0.0.1"):
        assert word not in told
    # Afterwards nothing is made any more.
    with span("turn"):
        assert tracing._tracer is None


async def test_a_receiver_that_is_away_holds_up_nobody(
    start: Start, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.status = 503
    client = await start()
    end = begin(replace(SETTINGS, traces_url=receiver.url, traces_share=1.0))
    try:
        assert (await client.get("/api/v1/check", params={"q": "vdab.be"})).status == 200
    finally:
        await asyncio.to_thread(end)
    assert "traces are dropped" in caplog.text


def test_without_the_setting_nothing_of_it_is_loaded() -> None:
    program = (
        "import sys, bot.tracing as t; from bot.channels.settings import AllSettings;"
        "t.begin(AllSettings()); print(any('opentelemetry' in each for each in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.startswith("opentelemetry"):
            raise ModuleNotFoundError(name)
        return imported(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(TracesMissingError, match="KANAALCHECK_TRACES_URL"):
        begin(replace(SETTINGS, traces_url="http://127.0.0.1:1/v1/traces"))


@pytest.mark.model
@pytest.mark.slow
def test_a_turn_is_traced_to_its_end(tmp_path: Path, receiver: Receiver) -> None:
    port = free_port()
    settings = {
        "PORT": port,
        "RATE_LIMIT": 0,
        "TRACES_URL": receiver.url,
        "TRACES_SHARE": 1,
        "DATABASE_URL": f"sqlite:///{tmp_path}/reports.db",
        "SPOOL": tmp_path / "spool",
        "IMAGES": tmp_path / "images",
    }
    named = {f"KANAALCHECK_{name}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env={**os.environ, **named}
    )
    try:
        url = f"http://127.0.0.1:{port}"
        until(lambda: status(f"{url}/health/ready") == 200)
        body = {"sender": "abc", "message": ASKED}
        assert requests.post(f"{url}/webhooks/rest/webhook", json=body, timeout=30).ok
        report = {"address": "vdab-jobs.be", "what_happened": "Ze vroegen mijn kaartcode."}
        assert requests.post(f"{url}/api/v1/reports", json=report, timeout=30).ok
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    around = {}
    for each in receiver.spans:
        around.setdefault(each["name"], set()).update(receiver.above(each) or ["nothing"])
    assert "turn" in around["understanding"] & around["policy"] & around["action"]
    assert "action" in around["check"]
    assert "POST /api/v1/reports" in around["database"]
    told = b" ".join(receiver.bodies)
    assert b"vdab" not in told
    assert b"Peeters" not in told
    assert b"kaartcode" not in told
