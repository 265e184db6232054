"""What operators are woken by: each fault, and the alarms that it sets off."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from actions.reports.closing_rows import ClosedChannel
from bot.conversation.closing import CLOSINGS
from bot.reporting import utc_now
from bot.running.application import DESK, SERVED
from bot.running.background import JOBS
from bot.running.condition import CONDITION
from bot.running.publishing import FOLLOWED
from knowledge.upkeep.followed import Seen, Why
from tests.bot.conftest import ROOT
from tests.bot.faults.alarms import RULES, names, promtool, rules, sound
from tests.bot.faults.conftest import Installation
from tests.bot.faults.test_database import postgres_url as postgres_url
from tests.bot.faults.test_database import read_only
from tests.bot.faults.test_disks import with_picture
from tests.disks import KIB, small_disk
from tests.knowledge.upkeep.test_followed import make_keys
from tests.servers import free_port

Install = Callable[..., Awaitable[Installation]]
MANY = 40
DASHBOARD = ROOT / "docs" / "deploy" / "grafana-dashboard.json"
OURS = re.compile(r"\bkanaalcheck_\w+|\bprocess_\w+")


MEMORY = 1.0e9
"""Bytes of a process that is well."""


async def scrape(here: Installation, *, memory: float = MEMORY) -> str:
    """Gives the metrics; the process is that of the tests, so that its memory is told instead."""
    here.client.app[CONDITION].renew()
    told = await (await here.client.get("/metrics")).text()
    assert "\nprocess_resident_memory_bytes " in told
    return re.sub(r"(?m)^(process_resident_memory_bytes) .*", rf"\1 {memory}", told)


async def ordinary(here: Installation) -> None:
    """Goes on beside every fault, so that one refusal is not one in two."""
    for _ in range(MANY):
        assert await here.checks()


async def test_where_nothing_is_wrong_no_alarm_sounds(install: Install, tmp_path: Path):
    here = await install()
    before = await scrape(here)
    assert (await here.report()).status == 201
    await ordinary(here)
    sound(tmp_path, before, await scrape(here), set())


async def test_a_full_disk_of_var(install: Install, tmp_path: Path):
    with small_disk(tmp_path / "var") as disk:
        here = await install()
        before = await scrape(here)
        disk.fill()
        assert (await here.report()).status == 503
        await ordinary(here)
        expected = {"ReportsRefused", "DatabaseDown", "SpoolDown", "DiskFull"}
        sound(tmp_path, before, await scrape(here), named(expected))


async def test_a_process_that_takes_too_much_memory(install: Install, tmp_path: Path):
    here = await install()
    before = await scrape(here)
    sound(tmp_path, before, await scrape(here, memory=4e9), named({"Memory"}))


async def test_a_full_disk_of_images(install: Install, tmp_path: Path):
    with small_disk(tmp_path / "images") as disk:
        here = await install(images=disk.folder)
        before = await scrape(here)
        disk.fill(but=4 * KIB)
        assert (await here.client.post("/api/v1/reports", data=with_picture())).status == 201
        await ordinary(here)
        sound(tmp_path, before, await scrape(here), named({"ImagesLost", "DiskFull"}))


async def test_a_database_that_takes_nothing(install: Install, tmp_path: Path, postgres_url: str):
    here = await install(database_url=postgres_url)
    before = await scrape(here)
    with read_only(postgres_url):
        assert (await here.report()).status == 201
        await ordinary(here)
        sound(tmp_path, before, await scrape(here), named({"DatabaseDown", "SpoolWaits"}))


async def test_redis_encoder_and_model_that_are_away(install: Install, tmp_path: Path):
    here = await install(
        redis_url=f"redis://127.0.0.1:{free_port()}/0", encoder=str(tmp_path / "nothing")
    )
    here.client.app[SERVED].dialogue.is_trained = False
    before = await scrape(here)
    here.client.app[SERVED].dialogue.untrained_turns = 10
    expected = {"RedisDown", "EncoderDown", "ModelDown", "UntrainedTurns"}
    sound(tmp_path, before, await scrape(here), named(expected))


async def test_a_clock_that_is_wrong(install: Install, tmp_path: Path, postgres_url: str):
    here = await install(database_url=postgres_url, clock=lambda: utc_now() - timedelta(days=2))
    before = await scrape(here)
    sound(tmp_path, before, await scrape(here), named({"ClockWrong"}))


async def test_a_mistake_of_ours_and_a_report_put_aside(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here = await install()
    (here.settings.spool / "aside").mkdir(parents=True)
    before = await scrape(here)
    (here.settings.spool / "aside" / "KC-1.none.json").write_text("{}")

    def broken(_filing: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(here.client.app[DESK], "file", broken)
    assert (await here.report()).status == 500
    await ordinary(here)
    sound(tmp_path, before, await scrape(here), named({"Errors", "SpoolAside"}))


async def test_a_register_that_is_refused_and_a_process_that_is_not_ready(
    install: Install, tmp_path: Path
):
    here = await install()
    here.client.app[SERVED].knowledge_error = "organisations/vdab.yml:1:1: …"
    here.client.app[SERVED].is_ready = False
    seen = await scrape(here)
    sound(tmp_path, seen, seen, named({"RegisterRefused", "NotReady"}))


def elsewhere(folder: Path) -> dict[str, object]:
    """Settings to follow a register that nobody publishes."""
    make_keys(folder)
    return {
        "register_url": f"http://127.0.0.1:{free_port()}/register.json",
        "register_key": folder / "openbaar.pem",
        "register_followed": folder / "register",
    }


async def test_a_register_that_cannot_be_followed(install: Install, tmp_path: Path):
    here = await install(**elsewhere(tmp_path))
    seen = await scrape(here)
    sound(tmp_path, seen, seen, named({"RegisterNotFollowed"}))


async def test_a_register_that_somebody_else_signed(install: Install, tmp_path: Path):
    here = await install(**elsewhere(tmp_path))
    here.client.app[FOLLOWED].note(Seen(utc_now(), Why.UNRELIABLE))
    seen = await scrape(here)
    sound(tmp_path, seen, seen, named({"RegisterSource"}))


async def test_a_process_that_is_gone(tmp_path: Path):
    sound(tmp_path, "", "", named({"Down"}), is_up=False)


def test_the_rules_are_right_and_each_has_its_page():
    promtool("check", "rules", RULES)
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    for rule in rules():
        page = runbook.partition(f"\n## {rule['alert']}\n")[2].partition("\n## ")[0]
        for part in ("**Citizens notice**", "**Look**", "**Do**"):
            assert part in page, f"{rule['alert']}: {part}"
    pages = re.findall(r"^## (Kanaalcheck\w+)$", runbook, re.MULTILINE)
    assert sorted(pages) == sorted(str(rule["alert"]) for rule in rules())


async def test_rules_and_dashboard_ask_for_what_a_process_shows(install: Install, tmp_path: Path):
    url = f"redis://127.0.0.1:{free_port()}/0"
    here = await install(redis_url=url, **elsewhere(tmp_path))
    store = here.reporting.store
    store.close_channel(ClosedChannel("all", "proef", "els", utc_now()))
    here.client.app[CLOSINGS].renew(store)
    await here.checks()
    shown = names(await scrape(here))
    asked = [str(rule["expr"]) for rule in rules()]
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked += [each["expr"] for panel in dashboard["panels"] for each in panel.get("targets", ())]
    assert len(asked) > len(rules()) + 10
    for expression in asked:
        for name in OURS.findall(expression):
            assert name in shown, expression
    assert {job.name for job in here.client.app[JOBS]}


def named(alarms: set[str]) -> set[str]:
    return {f"Kanaalcheck{each}" for each in alarms}
