"""Disks that are full: what the citizen sees, what operators are told."""

import io
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import FormData
from PIL import Image

from tests.bot.faults.conftest import REPORT, Installation
from tests.disks import KIB, small_disk

Install = Callable[..., Awaitable[Installation]]


async def test_a_full_disk_of_var_refuses_reports_loudly_and_goes_on_checking(
    install: Install, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with small_disk(tmp_path / "var") as disk:
        here = await install()
        kept = (await (await here.report()).json())["reference"]
        disk.fill()
        refused = await here.report(address="vdab-hulp.be")
        assert refused.status == 503
        assert refused.headers["Retry-After"] == "30"
        assert (await refused.json())["type"] == "/problems/no-reports-now"
        assert await here.checks()
        parts = await here.parts()
        assert (parts["database"], parts["spool"], parts["disk"]) == ("down", "down", "down")
        assert await here.metric('kanaalcheck_reports_total{outcome="refused"}') == 1
        assert await here.metric('kanaalcheck_part_up{part="spool"}') == 0
        told = [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]
        assert any("a report is refused" in each and "free the disk" in each for each in told)
        assert not any("goes to the spool" in each or "went to the spool" in each for each in told)
        assert not list((tmp_path / "var" / "spool").glob("*.unfinished"))
        disk.free()
        here.reporting.desk._away_until = None  # five seconds later
        assert (await here.report(address="vdab-hulp.be")).status == 201
        assert (await here.parts())["spool"] == "up"
        status = await here.client.get(f"/api/v1/reports/{kept}")
        assert status.status == 200


async def test_a_full_disk_of_the_database_alone_spools_reports(install: Install, tmp_path: Path):
    with small_disk(tmp_path / "database") as disk:
        here = await install(database_url=f"sqlite:///{disk.folder}/kc.db")
        disk.fill()
        taken = await here.report()
        assert taken.status == 201
        reference = (await taken.json())["reference"]
        assert await here.metric('kanaalcheck_reports_total{outcome="spooled"}') == 1
        parts = await here.parts()
        assert (parts["database"], parts["spool"]) == ("down", "up")
        assert await here.metric('kanaalcheck_spooled_reports{where="waiting"}') == 1
        disk.free()
        here.reporting.desk.replay()
        assert here.reporting.store.receipt(reference)


async def test_a_full_disk_of_images_loses_the_picture_and_never_the_report(
    install: Install, tmp_path: Path
):
    with small_disk(tmp_path / "images") as disk:
        here = await install(images=disk.folder)
        disk.fill(but=4 * KIB)
        sent = await here.client.post("/api/v1/reports", data=with_picture())
        assert sent.status == 201
        told = await sent.json()
        assert told["status"] == "new"
        assert "afbeelding" in told["advice"][0]
        (case,), _ = here.reporting.store.queue(search=told["reference"])
        (report,) = here.reporting.store.reports_of(case.id)
        assert report.images == ()
        assert "[afbeelding niet bewaard]" in report.what_happened
        assert [each.name for each in disk.folder.iterdir()] == [".ballast"]
        page = await here.client.post("/melden", data=form_with_picture())
        assert page.status == 201
        assert "afbeelding konden we niet bewaren".lower() in await page.text()
        assert await here.metric("kanaalcheck_images_lost_total") == 2


def picture() -> bytes:
    data = io.BytesIO()
    Image.effect_noise((64, 64), 100).save(data, "PNG")
    return data.getvalue()


def with_picture() -> FormData:
    form = FormData()
    form.add_field("report", json.dumps(REPORT), content_type="application/json")
    form.add_field("image", picture(), filename="x.png", content_type="image/png")
    return form


def form_with_picture() -> FormData:
    form = FormData()
    for name, value in REPORT.items():
        form.add_field(name, value)
    form.add_field("image", picture(), filename="x.png", content_type="image/png")
    return form
