"""Servers under test: started as their own process, measured, stopped."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START_LIMIT_S = 180


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    base_url: str
    pid: int
    seconds_to_ready: float

    def memory_mb(self) -> int:
        """Memory of the process and its children in MiB, what they share counted once."""
        return memory_together_mb(self.pid)


@contextmanager
def served(
    command: Sequence[str],
    *,
    port: int,
    ready_path: str,
    folder: Path,
    environment: Mapping[str, str],
) -> Iterator[Server]:
    """Start a server, give it when it answers 200 on `ready_path`, stop it afterwards.

    Raises:
        RuntimeError: If it ends or does not answer within three minutes.
    """
    log = folder / "server.log"
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            list(command),
            cwd=folder if folder.joinpath("config.yml").exists() else None,
            env={**os.environ, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    base_url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(base_url + ready_path, process, log)
        yield Server(base_url, process.pid, round(time.perf_counter() - begin, 1))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def own_server(workers: int) -> Iterator[Server]:
    """Serve our own bot from a database of its own, without a limit for one client."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as folder:
        environment = {
            "KANAALCHECK_PORT": str(port),
            "KANAALCHECK_WORKERS": str(workers),
            "KANAALCHECK_RATE_LIMIT": "0",
            "KANAALCHECK_LOG_LEVEL": "WARNING",
            "KANAALCHECK_DATABASE_URL": f"sqlite:///{folder}/reports.db",
            "TELEGRAM_TOKEN": "",
        }
        with served(
            [python(), "-m", "bot", "run"],
            port=port,
            ready_path="/health/ready",
            folder=Path(folder),
            environment=environment,
        ) as server:
            yield server


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Give a percentile of times in milliseconds; of times in seconds, at least one."""
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000, 2)


def memory_of_this_process() -> float:
    """Resident memory of the process that runs this, in MiB."""
    return _resident_kib(os.getpid()) / 1024


def free_port() -> int:
    """A TCP port on the loopback interface that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def python() -> str:
    """The interpreter that runs the benchmark runs the servers too."""
    return sys.executable


def own_memory_mb(pid: int) -> dict[str, int]:
    """Memory that each process has for itself, in MiB: the one started, then its children."""
    return {
        str(number): _of_rollup(each, "Private_") // 1024
        for number, each in enumerate([pid, *_children(pid)])
    }


def memory_together_mb(pid: int) -> int:
    """Memory of a process and its children in MiB, what they share counted once."""
    return sum(_of_rollup(each, "Pss:") for each in [pid, *_children(pid)]) // 1024


def cpu_seconds(pid: int) -> float:
    """Seconds of a core that a process and its children took, for a machine that others use too."""
    ticks = [
        sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13]))
        for each in [pid, *_children(pid)]
    ]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _of_rollup(pid: int, beginning: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(beginning))


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer; its output is in {log}")


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def _resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0
