"""Real PostgreSQL and Redis servers for tests, on free ports, in folders of their own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_TO_START = 30
POSTGRES_USER = "postgres"


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """One PostgreSQL server, which can be stopped and started as often as a test wants."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._data = folder / "data"
        self._programs = _postgres_programs()
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, POSTGRES_USER)
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", POSTGRES_USER, "--no-sync")

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the empty database."""
        return f"postgresql://{POSTGRES_USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self._folder}"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it hang: it keeps its connections, takes new ones and answers nothing."""
        main = int((self._data / "postmaster.pid").read_text().split()[0])
        with stopped(main, *children_of(main)):
            yield

    def create_database(self, name: str) -> str:
        """Make an empty database and give its SQLAlchemy URL."""
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", POSTGRES_USER)
        self._run("createdb", *where, name)
        return f"postgresql://{POSTGRES_USER}@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", POSTGRES_USER, "--", *command]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a PostgreSQL server."""
    with tempfile.TemporaryDirectory(prefix="kc-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def stopped(*processes: int) -> Iterator[None]:
    """Stop processes where they are, and let them go on afterwards."""
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in reversed(processes):
            os.kill(each, signal.SIGCONT)


def children_of(process: int) -> tuple[int, ...]:
    """Give the processes that a process started and that still run."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return tuple(map(int, listed.split()))


@dataclass(frozen=True)
class Redis:
    """A running Redis server."""

    url: str
    process: int

    def hanging(self) -> AbstractContextManager[None]:
        """Let it hang: it keeps its connections and answers nothing."""
        return stopped(self.process)


@contextmanager
def redis() -> Iterator[Redis]:
    """Run a Redis server."""
    port = free_port()
    program = shutil.which("redis-server")
    assert program, "redis-server is missing: .make/test-servers.sh installs it"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with tempfile.TemporaryDirectory(prefix="kc-redis-") as folder:
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield Redis(f"redis://127.0.0.1:{port}/0", server.pid)
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


def _postgres_programs() -> Path:
    """Find where Debian (one folder a version) or another system keeps initdb."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1] if debian else shutil.which("initdb")
    assert found, "PostgreSQL is missing: .make/test-servers.sh installs it"
    return Path(found).parent
