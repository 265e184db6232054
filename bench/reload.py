"""How soon a saved change of a large register is served, and what citizens notice meanwhile."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp

from bench.large_register import CHANNELS, ORGANISATIONS, write_large_register
from bench.load import LoadResult, Request, run_load
from bench.server import Server, free_port, python, served
from knowledge.files.snapshot import take_snapshot
from knowledge.library import Librarian

EDITS = 8
CLIENTS = 8
SECONDS_BETWEEN_EDITS = 0.5
MOST_SECONDS = 30
_QUESTIONS = (
    "is @vdab_be op x echt?",
    "vdab-jobs.be",
    "https://www.vdab.be/",
    "info@vlaanderen.be",
)


def measure(work: Path) -> dict[str, Any]:
    """Edit one file of a large register again and again, with and without citizens asking."""
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name) / "register"
        write_large_register(folder, like=Path("knowledge"))
        return {
            "organisations": ORGANISATIONS,
            "channels_each": CHANNELS,
            **_in_this_process(folder, Path(name)),
            **_in_a_server(folder, Path(name)),
        }


def _in_this_process(folder: Path, work: Path) -> dict[str, Any]:
    """Time the whole of loading: reading, checking and indexing, by words alone."""
    librarian = Librarian(today=date.today, cache=work / "cache")
    begin = time.perf_counter()
    librarian.build(take_snapshot(folder))
    whole = time.perf_counter() - begin
    path = next((folder / "organisations").glob("groot-*.yml"))
    before = path.read_text("utf-8")
    path.write_text(before.replace("topics:", "topics:\n  - iets anders", 1), "utf-8")
    begin = time.perf_counter()
    librarian.build(take_snapshot(folder))
    path.write_text(before, "utf-8")
    return {"full_load_s": round(whole, 2), "one_file_s": round(time.perf_counter() - begin, 2)}


def _in_a_server(folder: Path, work: Path) -> dict[str, Any]:
    port = free_port()
    environment = {
        "KANAALCHECK_PORT": str(port),
        "KANAALCHECK_KNOWLEDGE": str(folder.resolve()),
        "KANAALCHECK_ENCODER": "none",
        "KANAALCHECK_RATE_LIMIT": "0",
        "KANAALCHECK_DATABASE_URL": f"sqlite:///{work.resolve()}/reports.db",
        "KANAALCHECK_SPOOL": str(work / "spool"),
        "KANAALCHECK_IMAGES": str(work / "images"),
        "KANAALCHECK_CACHE": str(work / "cache"),
    }
    command = [python(), "-m", "bot", "run"]
    ready = "/health/ready"
    with served(
        command, port=port, ready_path=ready, folder=work, environment=environment
    ) as server:
        return asyncio.run(_edited(server, folder))


async def _edited(server: Server, folder: Path) -> dict[str, Any]:
    memory = server.memory_mb()
    quiet = [seconds async for seconds in _edits(server, folder, "rustig")]
    quiet_memory = server.memory_mb()
    stop = asyncio.Event()
    load = asyncio.create_task(_asking(server, stop))
    busy = [seconds async for seconds in _edits(server, folder, "druk")]
    stop.set()
    result = await load
    return {
        "served_after_s": _spread(quiet),
        "served_after_under_load_s": _spread(busy),
        "meanwhile": {
            "clients": result.clients,
            "requests": result.requests,
            "failures": result.failures,
            "p50_ms": result.p50_ms,
            "p99_ms": result.p99_ms,
        },
        "memory_mb": {
            "before": memory,
            f"after_{EDITS}": quiet_memory,
            f"after_{2 * EDITS}": server.memory_mb(),
        },
    }


async def _edits(server: Server, folder: Path, word: str) -> AsyncIterator[float]:
    files = sorted((folder / "organisations").glob("groot-*.yml"))
    async with aiohttp.ClientSession() as session:
        for number in range(EDITS):
            path = files[number * 7]
            site = f"https://www.{word}{number}voorbeeld.be/"
            text = path.read_text("utf-8")
            row = f"  - platform: website\n    address: {site}\n    status: active\n"
            row += "    sources: [{url: 'https://www.vlaanderen.be/'}]\n"
            begin = time.perf_counter()
            path.write_text(text + row, "utf-8")
            while not await _is_listed(session, server, site):
                await asyncio.sleep(0.01)
                if time.perf_counter() > begin + MOST_SECONDS:
                    raise RuntimeError(f"{path} is not served")
            yield time.perf_counter() - begin
            await asyncio.sleep(SECONDS_BETWEEN_EDITS)


async def _is_listed(session: aiohttp.ClientSession, server: Server, site: str) -> bool:
    url = f"{server.base_url}/api/v1/check"
    async with session.get(url, params={"q": site}) as response:
        answer: Mapping[str, Any] = await response.json()
    return bool(answer["verdict"] == "official_stale")


async def _asking(server: Server, stop: asyncio.Event) -> LoadResult:
    def requests() -> Iterator[Request]:
        for text in cycle(_QUESTIONS):
            if stop.is_set():
                return
            yield Request("/api/v1/check", {"text": text})

    return await run_load(server.base_url, requests(), clients=CLIENTS)


def _spread(seconds: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(seconds), 2), "most": round(max(seconds), 2)}
