"""The process itself: starts, is ready when warm, stops when asked."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from bot.process.guard import PROTECTION

ROOT = Path(__file__).parents[3]
START_LIMIT_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(url: str) -> int | None:
    try:
        return requests.get(url, timeout=5).status_code
    except requests.ConnectionError:
        return None


def wait_for(url: str, wanted: int, process: subprocess.Popen[bytes]) -> set[int | None]:
    """Ask until the wanted status comes; gives all that came before."""
    seen = set()
    deadline = time.monotonic() + START_LIMIT_S
    while (got := status(url)) != wanted:
        assert process.poll() is None, f"ended with {process.returncode}"
        assert time.monotonic() < deadline
        seen.add(got)
        time.sleep(0.05)
    return seen


@pytest.fixture
def running() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**os.environ, "KANAALCHECK_PORT": str(port), "KANAALCHECK_RATE_LIMIT": "0"},
        stderr=subprocess.PIPE,
    )
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
        process.communicate()


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_is_ready_when_warm_and_stops_cleanly(
    running: tuple[subprocess.Popen[bytes], str], number: signal.Signals
) -> None:
    process, url = running
    wait_for(f"{url}/health/live", 200, process)
    assert status(f"{url}/api/v1/check?q=vdab-jobs.be") == 200
    assert wait_for(f"{url}/health/ready", 200, process) <= {503}
    question = {"sender": "test", "message": "vdab-jobs.be"}
    response = requests.post(f"{url}/webhooks/rest/webhook", json=question, timeout=10)
    mapped = Path(f"/proc/{process.pid}/maps").read_text()
    assert "tensorflow" not in mapped
    assert "torch" not in mapped
    assert response.elapsed.total_seconds() < 1
    assert response.json()[0]["custom"]["verdict"] == "lookalike"
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()


@pytest.mark.model
@pytest.mark.slow
def test_may_be_stopped_while_it_starts(running: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = running
    wait_for(f"{url}/health/live", 200, process)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=START_LIMIT_S)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env={**os.environ, "KANAALCHECK_PORT": str(port)},
            capture_output=True,
            timeout=START_LIMIT_S,
            check=False,
        )
    errors = process.stderr.decode()
    assert process.returncode not in (0, None)
    assert str(port) in errors
    assert "Traceback" not in errors


def answer_to(url: str, raw: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """Send bytes and give status line, headers and body of what comes back."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(raw)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = dict(line.decode().lower().split(": ", 1) for line in lines)
    return status, headers, body


POST = b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"FOO /marker HTTP/1.1\r\nHost: x\r\n\r\n",
        b"get /marker HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /?q=markeré HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"marker" * 1_500 + b"\r\n\r\n",
        POST + b"Content-Length: marker\r\n\r\n",
        POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nmarker\r\n",
        POST + b"Transfer-Encoding: gzip\r\n\r\n",
        POST + b"Content-Encoding: br\r\nContent-Length: 6\r\n\r\nmarker",
        b"GET /marker HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: marker\r\n\r\n",
        POST + b"Expect: marker\r\nContent-Length: 2\r\n\r\n{}",
        b"GET /nothing HTTP/1.1\r\nHost: x\r\nExpect: marker\r\n\r\n",
    ],
    ids=lambda raw: repr(raw[-50:]),
)
def test_what_is_hardly_http_is_refused_as_anything_else_and_not_repeated(
    live_server: str, raw: bytes
) -> None:
    status, headers, body = answer_to(live_server, raw)
    assert status.split()[1] == b"400"
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["type"] == "/problems/bad-request"
    assert b"marker" not in body
    assert headers.keys() >= {name.lower() for name in PROTECTION}
    assert "server" not in headers


@pytest.mark.slow
def test_a_client_that_hangs_up_amid_a_body_is_no_mistake_of_ours(
    running: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, url = running
    wait_for(f"{url}/health/live", 200, process)
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(POST + b"Content-Length: 100\r\n\r\n{")
        time.sleep(0.5)
        at_once = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    deadline = time.monotonic() + 5
    while not _counted(url, "499") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (_counted(url, "499"), _counted(url, "500")) == (1, 0)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=START_LIMIT_S)
    assert b"ERROR" not in errors


def _counted(url: str, status: str) -> int:
    lines = requests.get(f"{url}/metrics", timeout=5).text.splitlines()
    counts = [line for line in lines if f'status="{status}"' in line and "_count" not in line]
    return sum(int(float(line.split()[-1])) for line in counts if "requests_total" in line)


def test_the_library_that_serves_is_not_told(live_server: str) -> None:
    raw = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, headers, _ = answer_to(live_server, raw)
    assert status == b"HTTP/1.1 200 OK"
    assert "server" not in headers
