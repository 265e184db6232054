"""Processes are restarted one after the other behind the documented proxies: nobody is refused."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
PROXIES = ROOT / "docs" / "proxies"
SECONDS_TO_START = 150
PAUSE_S = 0.02

pytestmark = pytest.mark.slow


def until(happened: Callable[[], object], seconds: float = SECONDS_TO_START) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def status(url: str) -> int | None:
    try:
        return requests.get(url, timeout=20).status_code
    except requests.RequestException:
        return None


class Replica:
    """One process without model and encoder, which starts sooner."""

    def __init__(self, folder: Path, **more: object) -> None:
        self.port = free_port()
        self._folder = folder
        self._more = more
        folder.mkdir()
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        settings = {
            "PORT": self.port,
            "ENCODER": "none",
            "MODELS": self._folder / "models",
            "DATABASE_URL": f"sqlite:///{self._folder}/reports.db",
            "SPOOL": self._folder / "spool",
            "IMAGES": self._folder / "images",
            "RATE_LIMIT": 0,
            "LOG_LEVEL": "ERROR",
            **self._more,
        }
        named = {f"KANAALCHECK_{name}": str(value) for name, value in settings.items()}
        command = [sys.executable, "-m", "bot", "run"]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **named})

    @property
    def is_ready(self) -> bool:
        assert self.process.poll() is None
        return status(f"http://127.0.0.1:{self.port}/health/ready") == 200

    def restart(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0
        self.process = self._started()
        until(lambda: self.is_ready)


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Replica]]:
    folder = tmp_path_factory.mktemp("replicas")
    replicas = [Replica(folder / name) for name in ("one", "two")]
    try:
        for each in replicas:
            until(lambda each=each: each.is_ready)
        yield replicas
    finally:
        for each in replicas:
            each.process.kill()
            each.process.wait()


def with_ports(text: str, replicas: list[Replica]) -> str:
    for port, replica in zip((8081, 8082), replicas, strict=True):
        assert f"127.0.0.1:{port}" in text
        text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{replica.port}")
    return text


def nginx(text: str, port: int, folder: Path) -> tuple[str, list[str]]:
    text = re.sub(r"(?m)^ *ssl_certificate.*\n", "", text).replace("443 ssl", f"127.0.0.1:{port}")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}"
    file = folder / "nginx.conf"
    return f"{whole}\nhttp {{ {places}\n{text} }}", ["nginx", "-c", str(file), "-p", str(folder)]


def haproxy(text: str, port: int, folder: Path) -> tuple[str, list[str]]:
    text = re.sub(r"bind .*", f"bind 127.0.0.1:{port}", text)
    return text, ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")]


def caddy(text: str, port: int, folder: Path) -> tuple[str, list[str]]:
    text = text.replace("kanaalcheck.example", f"http://127.0.0.1:{port}")
    whole = f"{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}\n}}\n{text}"
    file = str(folder / "Caddyfile")
    return whole, ["caddy", "run", "--config", file, "--adapter", "caddyfile"]


@contextmanager
def proxied(name: str, replicas: list[Replica], folder: Path) -> Iterator[str]:
    """Run a proxy by its documented file, but without TLS, and give its address."""
    make, file = {
        "nginx": (nginx, "nginx.conf"),
        "haproxy": (haproxy, "haproxy.cfg"),
        "caddy": (caddy, "Caddyfile"),
    }[name]
    assert shutil.which(name), f"{name} is missing: .make/test-servers.sh installs it"
    port = free_port()
    written = with_ports((PROXIES / file).read_text("utf-8"), replicas)
    content, command = make(written, port, folder)
    (folder / file).write_text(content, "utf-8")
    home = {"HOME": str(folder)}
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, env={**os.environ, **home}, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: status(f"{url}/health/ready") == 200, 20)
        yield url
    finally:
        process.terminate()
        process.wait(20)


class Citizens:
    """Write and check without a pause, on connections that stay open, until told to stop."""

    def __init__(self, url: str) -> None:
        self.statuses: Counter[tuple[str, int | str]] = Counter()
        self._url = url
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(4)]

    def __enter__(self) -> "Citizens":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        with requests.Session() as session:
            while not self._is_over.wait(PAUSE_S):
                kind = ("chat", "check")[number % 2]
                try:
                    self.statuses[kind, self._once(session, kind, number)] += 1
                except requests.RequestException as error:
                    self.statuses[kind, type(error).__name__] += 1

    def _once(self, session: requests.Session, kind: str, number: int) -> int:
        if kind == "check":
            return session.get(f"{self._url}/api/v1/check?q=vdab.be", timeout=30).status_code
        body = {"sender": f"citizen {number}", "message": "is vdab-jobs.be echt?"}
        url = f"{self._url}/webhooks/rest/webhook"
        return session.post(url, json=body, timeout=30).status_code


@pytest.mark.parametrize("proxy", ["nginx", "haproxy", "caddy"])
def test_a_rolling_restart_refuses_nobody(
    replicas: list[Replica], tmp_path: Path, proxy: str
) -> None:
    with proxied(proxy, replicas, tmp_path) as url, Citizens(url) as citizens:
        until(lambda: sum(citizens.statuses.values()) > 20)
        for replica in replicas:
            replica.restart()
            time.sleep(1)
    assert {status for _, status in citizens.statuses} == {200}, citizens.statuses
    assert all(citizens.statuses[kind, 200] > 20 for kind in ("chat", "check"))


def test_who_is_leaving_says_so_and_answers_meanwhile(replicas: list[Replica]) -> None:
    replica = replicas[0]
    url = f"http://127.0.0.1:{replica.port}"
    with requests.Session() as session:
        assert session.get(f"{url}/api/v1/check?q=vdab.be", timeout=20).status_code == 200
        replica.process.send_signal(signal.SIGTERM)
        until(lambda: status(f"{url}/health/ready") == 503, 20)
        answer = session.get(f"{url}/api/v1/check?q=vdab.be", timeout=20)
        assert (answer.status_code, answer.headers["Connection"]) == (200, "close")
    assert replica.process.wait(60) == 0
