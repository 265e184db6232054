"""An application with everything beside it, to take parts away from."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.process.app import build_app, handle_reports
from bot.process.lifecycle import HTTP
from bot.reporting import Reporting, utc_now
from bot.running import publishing
from bot.running.condition import CONDITION
from bot.settings import Settings
from knowledge.library import Library
from tests.bot.conftest import SETTINGS, CheckingDialogue, Client, Server

REPORT = {"address": "vdab-jobs.be", "what_happened": "Ze vroegen mijn kaartcode."}


@dataclass
class Installation:
    """One process of an installation, and what it keeps."""

    client: Client
    reporting: Reporting
    settings: Settings

    async def checks(self) -> bool:
        """Whether a citizen who checks an address gets the right verdict."""
        response = await self.client.get("/api/v1/check", params={"q": "vdab-jobs.be"})
        return response.status == 200 and (await response.json())["verdict"] == "lookalike"

    async def report(self, **changed: str) -> Any:
        return await self.client.post("/api/v1/reports", json={**REPORT, **changed})

    async def parts(self) -> dict[str, str]:
        """How health says that the parts are, looked at now."""
        self.client.app[CONDITION].renew()
        response = await self.client.get("/health/ready")
        assert response.status == 200
        parts: dict[str, str] = (await response.json())["parts"]
        return parts

    async def metric(self, line: str) -> float:
        """The value of a metric, by its name and labels as Prometheus shows them."""
        text = await (await self.client.get("/metrics")).text()
        (found,) = [each for each in text.splitlines() if each.startswith(f"{line} ")]
        return float(found.rpartition(" ")[2])


@pytest.fixture
async def install(
    library: Library, tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[Installation]]]:
    """Starts an installation in a folder of its own, with other settings than the usual ones."""
    started: list[Installation] = []

    async def install(clock: Callable[[], Any] = utc_now, **settings: Any) -> Installation:
        chosen = replace(
            SETTINGS,
            database_url=f"sqlite:///{tmp_path}/var/kc.db",
            spool=tmp_path / "var" / "spool",
            images=tmp_path / "var" / "images",
            encoder="none",
        )
        chosen = replace(chosen, **settings)
        reporting = Reporting.open(chosen, clock=clock)
        app = build_app(
            chosen,
            library,
            CheckingDialogue(library),
            desk=reporting.desk,
            asked=reporting.asked,
            clock=reporting.clock,
        )
        handle_reports(app, chosen, reporting)
        publishing.setup(app, settings=chosen, clock=reporting.clock)
        server = Server(app)
        await server.start_server(**HTTP)
        made = Installation(TestClient(server), reporting, chosen)
        started.append(made)
        return made

    yield install
    for each in started:
        await each.client.close()
        each.reporting.store.close()
