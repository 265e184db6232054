"""Following the register of another server: over real HTTP, and with two real processes."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.settings import AllSettings
from bot.following import Following
from bot.settings import SettingsError
from knowledge.files.snapshot import take_snapshot
from knowledge.publishing.export.signed import verify
from knowledge.upkeep.followed import Followed, Why
from tests.knowledge.small_folder import write_folder
from tests.knowledge.upkeep.test_followed import NOON, Publisher, make_keys
from tests.servers import free_port

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 120
SECONDS_TO_FOLLOW = 40


class Shelf:
    """A plain web server with a copy and its signature."""

    def __init__(self) -> None:
        self.content, self.signature = b"", b""
        self.status = 200
        self.asked: list[tuple[str, str | None]] = []
        self.change: Callable[[], None] = lambda: None

    async def give(self, request: web.Request) -> web.Response:
        tag = f'"{hash(self.content)}"'
        self.asked.append((request.path, request.headers.get("If-None-Match")))
        if request.path.endswith(".sig"):
            return web.Response(body=self.signature)
        if self.status != 200:
            return web.Response(status=self.status, headers={"Location": "http://127.0.0.1:1/"})
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        response = web.Response(body=self.content, headers={"ETag": tag})
        self.change()
        return response


@pytest.fixture
async def shelf() -> AsyncIterator[tuple[Shelf, str]]:
    shelf, app = Shelf(), web.Application()
    app.router.add_get("/{name}", shelf.give)
    server = TestServer(app)
    await server.start_server()
    yield shelf, str(server.make_url("/register.json"))
    await server.close()


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    private, _ = make_keys(tmp_path)
    return Publisher(tmp_path / "published", private)


@pytest.fixture
def followed(tmp_path: Path, publisher: Publisher) -> Followed:
    assert publisher.version
    found = Followed(tmp_path / "followed", (tmp_path / "openbaar.pem").read_bytes())
    found.begin_with(write_folder(tmp_path / "own"))
    return found


async def test_a_copy_is_fetched_once_and_then_only_asked_for(
    shelf: tuple[Shelf, str], followed: Followed, publisher: Publisher
) -> None:
    here, url = shelf
    publisher.edit("nieuw")
    here.content, here.signature = publisher.copy()
    following = Following(url, followed, lambda: NOON)
    for _ in range(3):
        await following.renew()
    assert take_snapshot(followed.register).version == publisher.version
    assert followed.seen.asked_at == NOON
    assert [path for path, _ in here.asked] == ["/register.json", "/register.json.sig"] + [
        "/register.json"
    ] * 2
    assert here.asked[2][1] is not None
    # Another process looks at the whole of it once, for what lies on disk may be harmed.
    await Following(url, followed, lambda: NOON).renew()
    assert here.asked[-2:] == [("/register.json", None), ("/register.json.sig", None)]


async def test_a_copy_that_is_replaced_between_the_requests_is_fetched_again(
    shelf: tuple[Shelf, str], followed: Followed, publisher: Publisher
) -> None:
    here, url = shelf
    publisher.edit("een")
    here.content, here.signature = publisher.copy()

    def replace() -> None:
        here.change = lambda: None
        publisher.edit("twee")
        here.content, here.signature = publisher.copy()

    here.change = replace
    await Following(url, followed, lambda: NOON).renew()
    assert followed.seen.why is None
    assert take_snapshot(followed.register).version == publisher.version


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda here: setattr(here, "status", 500), Why.UNREACHABLE),
        (lambda here: setattr(here, "status", 302), Why.UNREACHABLE),
        (lambda here: setattr(here, "content", here.content + b" "), Why.UNRELIABLE),
        (lambda here: setattr(here, "signature", b""), Why.UNRELIABLE),
        (lambda here: setattr(here, "signature", b"x" * 2000), Why.TOO_LARGE),
        (lambda here: setattr(here, "content", b" " * (65 << 20)), Why.TOO_LARGE),
    ],
)
async def test_what_is_refused_is_told_once_and_changes_nothing(
    shelf: tuple[Shelf, str],
    followed: Followed,
    publisher: Publisher,
    harm: Callable[[Shelf], None],
    why: Why,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here, url = shelf
    here.content, here.signature = publisher.copy()
    following = Following(url, followed, lambda: NOON)
    await following.renew()
    about = followed.about
    here.content, here.signature = publisher.copy(NOON + timedelta(seconds=1))
    harm(here)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            await following.renew()
        assert followed.seen.why is why
        assert (followed.seen.asked_at, followed.about) == (NOON, about)
        ours = [each for each in caplog.records if each.name == "bot.following"]
        assert [each.levelname for each in ours] == ["ERROR"]
        assert why in caplog.text
        here.status = 200
        here.content, here.signature = publisher.copy(NOON + timedelta(minutes=1))
        await following.renew()
    assert followed.seen.why is None
    assert "well again" in caplog.text


async def test_nobody_there_is_unreachable(followed: Followed) -> None:
    url = f"http://127.0.0.1:{free_port()}/register.json"
    await Following(url, followed, lambda: NOON).renew()
    assert followed.seen.why is Why.UNREACHABLE


def test_settings_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    make_keys(tmp_path)
    url = {"KANAALCHECK_REGISTER_URL": "https://a.example/register.json"}
    key = {"KANAALCHECK_REGISTER_KEY": str(tmp_path / "openbaar.pem")}
    assert AllSettings.from_env(url | key).register_key
    for wrong, said in (
        (url, "needs KANAALCHECK_REGISTER_KEY"),
        (url | key | {"KANAALCHECK_KNOWLEDGE_WRITING": "1"}, "are both set"),
        ({"KANAALCHECK_REGISTER_KEY": str(tmp_path / "sleutel.pem")}, "REGISTER_KEY has a value"),
        ({"KANAALCHECK_REGISTER_KEY": str(tmp_path / "nothing.pem")}, "REGISTER_KEY has a value"),
        (
            {"KANAALCHECK_REGISTER_SIGNING_KEY": str(tmp_path / "openbaar.pem")},
            "REGISTER_SIGNING_KEY has a value",
        ),
    ):
        with pytest.raises(SettingsError, match=said):
            AllSettings.from_env(wrong)


# Two real processes


class Process:
    """A running server."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{settings['PORT']}"
        folder.mkdir(exist_ok=True)
        own = {
            "RATE_LIMIT": 0,
            "ENCODER": "none",
            "MODELS": folder / "models",
            "DATABASE_URL": f"sqlite:///{folder}/reports.db",
            "SPOOL": folder / "spool",
            "IMAGES": folder / "images",
            "CACHE": folder / "cache",
            "LAST_GOOD": folder / "last-good",
            "REGISTER_FOLLOWED": folder / "register",
        }
        given = {f"KANAALCHECK_{name}": str(each) for name, each in (own | settings).items()}
        self._log = (folder / "log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=os.environ | given, stderr=self._log
        )
        self.until(self._is_ready, SECONDS_TO_START)

    @property
    def knowledge(self) -> dict[str, object]:
        # Of two workers one may be ready before the other.
        answers = iter(lambda: self.get("/health/ready"), None)
        ready = next(each for each in answers if each.status_code == 200)
        told: dict[str, object] = ready.json()["knowledge"]
        return told

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def get(self, path: str) -> requests.Response:
        return requests.get(f"{self.url}{path}", timeout=20)

    def until(self, happened: Callable[[], object], seconds: float = SECONDS_TO_FOLLOW) -> None:
        deadline = time.monotonic() + seconds
        while not happened():
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.2)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def _is_ready(self) -> bool:
        try:
            return self.get("/health/ready").status_code == 200
        except requests.ConnectionError:
            return False


@contextmanager
def process(folder: Path, **settings: object) -> Iterator[Process]:
    running = Process(folder, PORT=free_port(), **settings)
    try:
        yield running
    finally:
        running.stop()


@pytest.mark.model
@pytest.mark.slow
def test_a_change_at_one_server_is_served_by_another_and_a_broken_one_is_not(
    tmp_path: Path,
) -> None:
    _, public = make_keys(tmp_path)
    source = write_folder(tmp_path / "source")
    with ExitStack() as running:
        first = running.enter_context(
            process(
                tmp_path / "first",
                KNOWLEDGE=source,
                REGISTER_SIGNING_KEY=tmp_path / "sleutel.pem",
            )
        )
        following = {
            "KNOWLEDGE": ROOT / "knowledge",
            "REGISTER_URL": f"{first.url}/api/v1/register.json",
            "REGISTER_KEY": tmp_path / "openbaar.pem",
            "WORKERS": 2,
        }
        first.until(lambda: first.get("/api/v1/register.json").status_code == 200)
        second = running.enter_context(process(tmp_path / "second", **following))
        # Fetched before anybody was answered.
        assert second.knowledge["version"] == first.knowledge["version"]

        file = source / "organisations" / "busdienst.yml"
        good = file.read_text(encoding="utf-8")
        file.write_text(f"# nieuw\n{good}", encoding="utf-8")
        version = take_snapshot(source).version
        second.until(lambda: served(second) == {version})
        assert second.knowledge["source"]["problem"] is None  # type: ignore[index]
        assert f'version="{version}"' in second.get("/metrics").text

        # Broken at the source: never signed, so that nobody else hears of it.
        file.write_text("name: [\n", encoding="utf-8")
        first.until(lambda: first.knowledge["error"])
        assert (
            verify(
                first.get("/api/v1/register.json").content,
                first.get("/api/v1/register.json.sig").content,
                public,
            ).version
            == version
        )

        # The same port, and somebody else's key.
        other = tmp_path / "other"
        other.mkdir()
        make_keys(other)
        port = first.url.rpartition(":")[2]
        first.stop()
        file.write_text(f"# van een ander\n{good}", encoding="utf-8")
        third = Process(
            tmp_path / "third",
            PORT=port,
            KNOWLEDGE=source,
            REGISTER_SIGNING_KEY=other / "sleutel.pem",
        )
        try:
            second.until(lambda: second.knowledge["source"]["problem"] == "unreliable")  # type: ignore[index]
        finally:
            third.stop()
        assert served(second) == {version}
        assert "is not served (unreliable" in second.log
        assert 'kanaalcheck_register_source_problem{worker="0",problem="unreliable"} 1.0' in (
            second.get("/metrics").text
        )
    with process(tmp_path / "second", **following) as again:  # without anybody to ask
        assert again.knowledge["version"] == version
        assert again.knowledge["source"]["problem"] == "unreachable"  # type: ignore[index]


def served(process: Process) -> set[str]:
    """The versions that the workers serve."""
    lines = process.get("/metrics").text.splitlines()
    name = "kanaalcheck_knowledge_loaded_timestamp_seconds{"
    return {line.split('version="')[1][:12] for line in lines if line.startswith(name)}
