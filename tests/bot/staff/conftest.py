"""The staff pages on a database of their own, with a clock that tests move."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from actions.reports.intake.images import Images
from actions.reports.model import AskedCount, Filing, Subject
from actions.reports.store import ReportStore
from bot.capacity.limits import RateLimiter
from bot.channels.page import chat as page
from bot.channels.settings import AllSettings
from bot.http.metrics import Metrics
from bot.http.parts import UPLOADS, Uploads
from bot.http.problems import ProblemCatalogue
from bot.process.guard import guard
from bot.running.application import LIMITER, METRICS, PROBLEMS, SERVED, SETTINGS, UNLIMITED, Served
from bot.staff import setup
from bot.staff.access.accounts import Account
from bot.staff.access.roles import Role
from bot.staff.access.sessions import Session
from bot.staff.office import OFFICE, Office
from knowledge.library import Library

Client = TestClient[web.Request, web.Application]
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **passed: float) -> None:
        self.now += timedelta(**passed)


@dataclass
class Staff:
    """A running application with the staff pages, and somebody of staff who uses it."""

    client: Client
    office: Office
    clock: Clock

    def account(self, name: str, role: Role = Role.TRIAGER) -> Account:
        """Makes an account without a password: hashing one takes time."""
        account = self.office.accounts.from_elsewhere("https://tests", name, name, role)
        assert account
        return account

    def log_in(self, role: Role = Role.TRIAGER, name: str | None = None) -> Session:
        session = self.office.sessions.start(self.account(name or f"{role}.an", role))
        jar = self.client.session.cookie_jar
        jar.clear()
        jar.update_cookies({"kanaalcheck-staff": session.token}, URL(str(self.url("/"))))
        return session

    def url(self, path: str) -> URL:
        return self.client.make_url(path)

    async def get(self, path: str, **more: Any) -> Any:
        return await self.client.get(path, allow_redirects=False, **more)

    async def post(self, path: str, session: Session | None, **fields: str) -> Any:
        form = {**({"form_token": session.form_token} if session else {}), **fields}
        return await self.client.post(path, data=form, allow_redirects=False)

    async def text(self, path: str) -> str:
        response = await self.get(path)
        text = await response.text()
        assert response.status == 200, text
        return str(text)


def filing(address: str = "vdab-jobs.be", **changes: Any) -> Filing:
    """Gives a report about an imitation of VDAB."""
    subject = Subject(
        platform="website",
        key=address,
        shown=address.replace(".", "[.]") + "/",
        imitates="vdab",
        difference="brand_in_other_domain",
        verdict="lookalike",
        reach=20,
    )
    told = "Ze vroegen mijn kaartnummer."
    return replace(
        Filing(subject=subject, address=f"https://{address}/", what_happened=told), **changes
    )


def file_one(staff: Staff, address: str = "vdab-jobs.be", **changes: Any) -> int:
    """Files a report and gives the number of its case."""
    receipt = staff.office.store.file(filing(address, **changes))
    (case,), _ = staff.office.store.queue(search=receipt.reference)
    return case.id


def count_asked(staff: Staff, address: str, times: int) -> None:
    """Counts that an address was asked for this week."""
    monday = date(2026, 11, 23)
    shown = address.replace(".", "[.]") + "/"
    digest = sha256(address.encode()).hexdigest()
    row = AskedCount(monday, digest, "website", address, shown, times)
    staff.office.store.count_asked([row])


def staff_app(settings: AllSettings, library: Library, clock: Clock) -> web.Application:
    app = web.Application(middlewares=[guard])
    app[SETTINGS] = settings
    app[METRICS] = Metrics()
    app[PROBLEMS] = ProblemCatalogue.load()
    app[SERVED] = Served(library, None, is_ready=False)
    app[LIMITER] = RateLimiter(0, clock=lambda: 0.0)
    app[UNLIMITED] = set()
    app[UPLOADS] = Uploads()
    app[page.ASSET_DOCUMENTS] = page.load_assets()
    app.router.add_get("/assets/{name}", page.asset)
    store = ReportStore.open(settings.database_url, clock=clock)
    setup(
        app,
        settings=settings,
        store=store,
        images=Images(settings.images),
        library_of=lambda: library,
        clock=clock,
    )

    async def close(_app: web.Application) -> None:
        store.close()

    app.on_cleanup.append(close)
    return app


@pytest.fixture
async def start_staff(
    library: Library, tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[Staff]]]:
    """Starts the staff pages with other settings than the usual ones."""
    clients: list[Client] = []

    async def start(
        port: int | None = None,
        more: Callable[[web.Application], None] | None = None,
        **changes: Any,
    ) -> Staff:
        usual = {
            "database_url": f"sqlite:///{tmp_path}/staff.db",
            "images": tmp_path / "images",
            "rate_limit": 0,
        }
        settings = replace(AllSettings(), **{**usual, **changes})
        clock = Clock()
        app = staff_app(settings, library, clock)
        if more:
            more(app)
        client = TestClient(TestServer(app, port=port), cookie_jar=CookieJar(unsafe=True))
        await client.start_server()
        clients.append(client)
        return Staff(client, app[OFFICE], clock)

    yield start
    for client in clients:
        await client.close()


@pytest.fixture
async def staff(start_staff: Callable[..., Awaitable[Staff]]) -> Staff:
    return await start_staff()


def form_token(html: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', html)
    assert found
    return found[1]
