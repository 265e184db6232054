"""How long it takes to confirm a hundred channels on the staff pages, and one by one beside it.

`python -m bench.bulk`: the real register in a git work tree of its own, over HTTP on this machine.
"""

import asyncio
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.settings import AllSettings
from bot.staff.access.roles import Role
from bot.staff.office import OFFICE
from knowledge.library import build_library
from tests.bot.staff.conftest import Clock, Staff, staff_app

ROWS = 100
ONE_BY_ONE = 10
"""Confirmed one after the other; the time of a hundred is ten times theirs."""
KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
TEAM = {"by": "team communicatie", "method": "platform_badge"}
DUE = "/staff/knowledge/due"


def _git(top: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Bench", "-c", "user.email=bench@localhost", *arguments]
    done = subprocess.run(command, cwd=top, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


def _tree(top: Path) -> Path:
    """Put the real register in a work tree of its own."""
    folder = top / "knowledge"
    shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    _git(top, "init", "--quiet", "--initial-branch=main")
    _git(top, "add", ".")
    _git(top, "commit", "--quiet", "--message=Het register")
    return folder


async def _measure(top: Path) -> dict[str, Any]:
    folder = _tree(top)
    library = build_library(folder, today=lambda: date(2026, 11, 25), cache=top / "cache")
    settings = replace(
        AllSettings(),
        knowledge=folder,
        knowledge_writing=True,
        database_url=f"sqlite:///{top}/staff.db",
        images=top / "images",
        rate_limit=0,
    )
    clock = Clock()
    app = staff_app(settings, library, clock)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        staff = Staff(client, app[OFFICE], clock)
        session = staff.log_in(Role.TRIAGER)
        text = await staff.text(DUE)
        start = time.perf_counter()
        text = await staff.text(DUE)
        page = time.perf_counter() - start
        boxes = list(dict.fromkeys(re.findall(r'name="(on\.\w+)"', text)))[:ROWS]
        before = int(_git(top, "rev-list", "--count", "HEAD"))
        start = time.perf_counter()
        answer = await staff.post(DUE, session, **TEAM, **dict.fromkeys(boxes, "1"))
        many = time.perf_counter() - start
        if answer.status != 303:
            raise RuntimeError(await answer.text())
        commits = int(_git(top, "rev-list", "--count", "HEAD")) - before
        start = time.perf_counter()
        for number in range(ONE_BY_ONE):
            text = await staff.text("/staff/knowledge")
            choices = re.findall(r'name="channel" value="([^"]+)"', text)
            answer = await staff.post(
                "/staff/knowledge/confirm", session, **TEAM, channel=unescape(choices[0])
            )
            if answer.status != 303:
                raise RuntimeError(f"row {number}: {await answer.text()}")
        one = (time.perf_counter() - start) / ONE_BY_ONE
    return {
        "rows": len(boxes),
        "commits": commits,
        "page_s": round(page, 2),
        "bulk_s": round(many, 2),
        "one_s": round(one, 2),
        "one_by_one_s": round(one * ROWS, 1),
    }


def measure() -> dict[str, Any]:
    """Measure once."""
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as folder:
        return asyncio.run(_measure(Path(folder)))


if __name__ == "__main__":
    found = measure()
    print(json.dumps(found, indent=2))
    print(
        f"{found['rows']} rows confirmed in {found['bulk_s']} s, {found['commits']} commit; one by"
        f" one {found['one_by_one_s']} s for a hundred",
        file=sys.stderr,
    )
