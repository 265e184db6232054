"""Three real processes as on three machines, PostgreSQL, Redis, and an nginx that takes any."""

import io
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from actions.reports.store import ReportStore
from tests.bot.test_rolling import nginx, status, until
from tests.servers import Postgres, Redis, free_port, redis

ROOT = Path(__file__).parents[2]
LIMIT = 240
REPLICAS = 3
SECRET = "one secret for all of them, which is long enough"
REPORTED = re.compile(r"KC-[0-9A-Z]{4}-[0-9A-Z]{4}")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Site:
    """All replicas and what is in front of them."""

    url: str
    replicas: tuple[str, ...]
    database_url: str
    redis: Redis

    def turns(self, channel: str) -> float:
        """How many turns were taken, at all of them together."""
        name = f'kanaalcheck_turns_total{{channel="{channel}"}} '
        texts = [requests.get(f"{each}/metrics", timeout=20).text for each in self.replicas]
        lines = [line for text in texts for line in text.splitlines() if line.startswith(name)]
        return sum(float(line.split()[-1]) for line in lines)

    def images_of(self, reference: str) -> int:
        """How many images went with a report."""
        store = ReportStore.open(self.database_url, clock=lambda: datetime.now(UTC))
        try:
            ((case,), _) = store.queue(search=reference)
            return sum(len(each.images) for each in store.reports_of(case.id))
        finally:
            store.close()


@pytest.fixture(scope="module")
def site(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("replicas")
    database_url = postgres_server.create_database(f"replicas_{uuid.uuid4().hex}")
    with ExitStack() as running:
        server = running.enter_context(redis())
        ports = [free_port() for _ in range(REPLICAS)]
        for port in ports:
            running.callback(_started(folder, port, database_url, server.url))
        urls = tuple(f"http://127.0.0.1:{port}" for port in ports)
        for url in urls:
            until(lambda url=url: status(f"{url}/health/ready") == 200)
        proxy, url = _proxied(folder, ports)
        running.callback(proxy)
        until(lambda: status(f"{url}/health/ready") == 200, 20)
        yield Site(url, urls, database_url, server)


def _started(folder: Path, port: int, database_url: str, redis_url: str) -> Callable[[], object]:
    settings = {
        "PORT": port,
        "ENCODER": "none",
        "MODELS": folder / "models",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET": SECRET,
        "SPOOL": folder / f"spool-{port}",
        "CACHE": folder / f"cache-{port}",
        "LAST_GOOD": folder / f"last-good-{port}",
        "IMAGES": folder / "images",
        "RATE_LIMIT": LIMIT,
        "TRUSTED_PROXIES": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
    }
    named = {f"KANAALCHECK_{name}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env={**os.environ, **named}
    )

    def stop() -> None:
        process.kill()
        process.wait()

    return stop


def _proxied(folder: Path, ports: list[int]) -> tuple[Callable[[], object], str]:
    """Run nginx by its documented file, but without TLS and without keeping anybody anywhere."""
    text = (ROOT / "docs" / "proxies" / "nginx.conf").read_text("utf-8")
    text, found = re.subn(r"(?m)^ *ip_hash;.*\n", "", text)
    text, listed = re.subn(r"(?m)(^ *server 127\.0\.0\.1:808\d.*\n)+", _servers(ports), text)
    assert (found, listed) == (1, 1)
    port = free_port()
    whole, command = nginx(text, port, folder)
    (folder / "nginx.conf").write_text(whole, "utf-8")
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def stop() -> None:
        process.terminate()
        process.wait(20)

    return stop, f"http://127.0.0.1:{port}"


def _servers(ports: list[int]) -> str:
    return "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;\n" for port in ports)


class Citizen:
    """One who asks from an address of their own."""

    def __init__(self, site: Site, address: str = "") -> None:
        self.site = site
        made = uuid.uuid4().bytes
        self.headers = {"X-Forwarded-For": address or f"10.{made[0]}.{made[1]}.{made[2]}"}

    def begin(self) -> str:
        found = self.post("/widget/conversations", json={}).json()["conversation"]
        return str(found)

    def say(self, conversation: str, text: str, message: str = "", at: str = "") -> Any:
        return self.post(
            "/widget/messages",
            at,
            json={
                "conversation": conversation,
                "id": message or str(uuid.uuid4()),
                "text": text,
                "language": "nl",
            },
        )

    def show(self, conversation: str, at: str) -> Any:
        picture = io.BytesIO()
        Image.effect_noise((64, 64), 50).save(picture, "PNG")
        fields = {"conversation": conversation, "id": str(uuid.uuid4()), "language": "nl"}
        files = {"image": ("a.png", picture.getvalue(), "image/png")}
        return self.post("/widget/images", at, data=fields, files=files)

    def post(self, path: str, at: str = "", **content: Any) -> requests.Response:
        url = f"{at or self.site.url}{path}"
        headers = self.headers | content.pop("headers", {})
        return requests.post(url, headers=headers, timeout=60, **content)


@pytest.fixture
def citizen(site: Site) -> Citizen:
    return Citizen(site)


def test_a_message_that_is_sent_again_anywhere_is_answered_once(
    site: Site, citizen: Citizen
) -> None:
    conversation, message, before = citizen.begin(), str(uuid.uuid4()), site.turns("widget")
    answers = [citizen.say(conversation, "is vdab-jobs.be echt?", message) for _ in range(6)]
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    assert site.turns("widget") - before == 1
    other = citizen.say(conversation, "iets anders", message)
    assert (other.status_code, other.json()["type"].rpartition("/")[2]) == (
        409,
        "message-id-reused",
    )


def test_a_message_that_reaches_all_at_once_is_answered_once(site: Site, citizen: Citizen) -> None:
    before = site.turns("widget")
    for _ in range(10):
        conversation, message = citizen.begin(), str(uuid.uuid4())
        with ThreadPoolExecutor(REPLICAS) as pool:
            asked = [
                pool.submit(citizen.say, conversation, "is vdab-jobs.be echt?", message, at)
                for at in site.replicas
            ]
        answers = [each.result() for each in asked]
        assert {each.status_code for each in answers} == {200}
        assert len({each.content for each in answers}) == 1
    assert site.turns("widget") - before == 10


def test_a_picture_goes_with_the_report_whatever_was_asked_where(
    site: Site, citizen: Citizen
) -> None:
    conversation = citizen.begin()
    one, two, three = site.replicas
    assert citizen.show(conversation, one).status_code == 200
    assert citizen.show(conversation, two).status_code == 200
    said = ""
    for text in (
        "/report_misuse",
        f"https://vdab-{uuid.uuid4().hex[:6]}.be/",
        "Vroeg mijn bankkaart",
        '/report_misuse{"report_loss": "none"}',
        '/report_misuse{"report_contact": "none"}',
        "/affirm",
    ):
        # Without a trained model a report is asked for by one process.
        said = citizen.say(conversation, text, at=three).text
    (reference,) = set(REPORTED.findall(said))
    assert site.images_of(reference) == 2
    for at in site.replicas:
        assert citizen.show(conversation, at).status_code == 200  # room for others again


def test_the_chat_page_shows_what_was_said_elsewhere(site: Site, citizen: Citizen) -> None:
    said = [f"is vdab-{name}.be echt?" for name in ("alfa", "beta", "gamma")]
    conversation, page = "", ""
    for text, at in zip(said, site.replicas, strict=True):
        form = {"message": text, "language": "nl", "conversation": conversation}
        page = citizen.post("/", at, data=form).text
        (conversation,) = set(re.findall(r'name="conversation" value="([^"]+)"', page))
    assert all(text in page for text in said)


def test_what_is_forgotten_is_forgotten_everywhere(site: Site, citizen: Citizen) -> None:
    conversation, message = citizen.begin(), str(uuid.uuid4())
    before = site.turns("widget")
    assert citizen.say(conversation, "is vdab-jobs.be echt?", message).status_code == 200
    assert citizen.say(conversation, "/forget_me").json()["forgotten"]
    for at in site.replicas:
        assert citizen.say(conversation, "is vdab-jobs.be echt?", message, at).status_code == 200
    assert site.turns("widget") - before == 3  # once more, not once for each that remembers it


def test_an_opinion_counts_once_wherever_it_is_given(site: Site, citizen: Citizen) -> None:
    conversation, message = citizen.begin(), str(uuid.uuid4())
    citizen.say(conversation, "is vdab-jobs.be echt?", message)
    given = {"conversation": conversation, "id": message, "helpful": True}
    before = opinions(site)
    for at in site.replicas:
        assert citizen.post("/widget/feedback", at, json=given).status_code == 204
    assert opinions(site) - before == 1


def opinions(site: Site) -> float:
    texts = [requests.get(f"{each}/metrics", timeout=20).text for each in site.replicas]
    name = 'kanaalcheck_feedback_total{helpful="yes"} '
    lines = [line for text in texts for line in text.splitlines() if line.startswith(name)]
    return sum(float(line.split()[-1]) for line in lines)


def test_a_key_names_one_report_of_one_client_at_all_of_them(site: Site, citizen: Citizen) -> None:
    def file(who: Citizen, what: str, at: str) -> str:
        body = {"address": "vdab-jobs.be", "what_happened": what}
        answer = who.post("/api/v1/reports", at, json=body, headers={"Idempotency-Key": "1"})
        assert answer.status_code == 201
        return str(answer.json()["reference"])

    def at_once(who: Citizen, what: str) -> set[str]:
        with ThreadPoolExecutor(REPLICAS) as pool:
            return set(pool.map(lambda at: file(who, what, at), site.replicas))

    first = at_once(citizen, "Ze vroegen mijn kaartcode.")
    other = at_once(citizen, "Ze vroegen mijn wachtwoord.")
    another = at_once(Citizen(site), "Ze vroegen mijn kaartcode.")
    assert len(first) == len(other) == len(another) == 1
    assert len(first | other | another) == REPLICAS


def test_a_client_gets_no_more_by_asking_all_of_them(site: Site, citizen: Citizen) -> None:
    allowed, began = 0, time.monotonic()
    with requests.Session() as session:
        for number in range(3 * LIMIT):
            url = f"{site.replicas[number % REPLICAS]}/api/v1/check"
            answer = session.get(url, params={"q": "vdab.be"}, headers=citizen.headers, timeout=20)
            assert answer.status_code in (200, 429)
            allowed += answer.status_code == 200
            time.sleep(0.002)
    seconds = time.monotonic() - began
    fills_again = LIMIT / 60 * seconds
    of_half_a_second = 3 * LIMIT / seconds  # what is sent before the others know, twice over
    assert allowed <= LIMIT + fills_again + of_half_a_second
    # Another client is not refused for it.
    assert Citizen(site).post("/api/v1/check", json={"text": "vdab.be"}).status_code == 200


def test_without_redis_each_goes_on_with_what_it_knows(site: Site, citizen: Citizen) -> None:
    conversation, message, at = citizen.begin(), str(uuid.uuid4()), site.replicas[0]
    with site.redis.hanging():
        for _ in range(2):
            answer = citizen.say(conversation, "is vdab-jobs.be echt?", message, at)
            assert answer.status_code == 200
        began = time.monotonic()
        assert citizen.post("/api/v1/check", at, json={"text": "vdab.be"}).status_code == 200
        assert time.monotonic() - began < 1


def test_redis_holds_no_words_and_no_names(site: Site, citizen: Citizen) -> None:
    from redis import Redis as Client

    conversation = citizen.begin()
    time.sleep(6)  # what was left alone while Redis hung
    citizen.say(conversation, "is vdab-jobs.be echt?")
    with Client.from_url(site.redis.url) as client:
        keys = client.keys("*")
        assert keys
        for key in keys:
            assert client.ttl(key) >= 0
            kept = client.hgetall(key) if client.type(key) == b"hash" else {b"": client.get(key)}
            held = b" ".join([key, *kept, *(each or b"" for each in kept.values())])
            assert b"vdab" not in held
            assert citizen.headers["X-Forwarded-For"].encode() not in held
            assert conversation.encode() not in held
