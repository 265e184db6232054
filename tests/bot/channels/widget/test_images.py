"""Pictures in the widget: their QR codes are checked, and they go with a report."""

import asyncio
import io
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import TestClient

from actions.conversation.context import ATTACHED
from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from bot.channels.widget.upkeep import delete_orphans
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.script import Script
from bot.conversation.untrained import Untrained
from bot.running.application import IMAGES, SERVED
from knowledge.library import Library
from knowledge.model import LANGUAGES
from tests.bot.channels.widget.test_pages_and_messages import Widget, refused
from tests.bot.conftest import SETTINGS, TODAY, now
from tests.bot.pages.test_report_form import only_report, shot

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]


@pytest.fixture
def store(tmp_path: Path) -> ReportStore:
    return ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=now)


@pytest.fixture
async def client(start: Start, store: ReportStore, library: Library, tmp_path: Path) -> Client:
    desk = Desk(store, Spool(tmp_path / "spool"), now)
    client = await start(desk=desk, images=tmp_path / "images")
    share(replace(SETTINGS, today=TODAY), library, None, desk)
    script = Script.load()
    untrained = Untrained(script, load_executor(), Conversations(time.monotonic))
    client.app[SERVED].dialogue = Dialogue(script, None, untrained, None)
    return client


@pytest.fixture
async def widget(client: Client) -> Widget:
    return await Widget(client).begin()


def form(widget: Widget, *images: bytes, message: str = "", **fields: str) -> FormData:
    data = FormData()
    known = {
        "conversation": widget.conversation,
        "id": message or str(uuid.uuid4()),
        "language": "nl",
    }
    for name, value in (known | fields).items():
        data.add_field(name, value, content_type="text/plain")
    for image in images:
        data.add_field("image", io.BytesIO(image), filename="a.png", content_type="image/png")
    return data


async def show(widget: Widget, *images: bytes, **fields: str) -> ClientResponse:
    return await widget.client.post(
        "/widget/images", data=form(widget, *images, **fields), headers=widget.headers
    )


async def shown(widget: Widget, *images: bytes, **fields: str) -> dict[str, Any]:
    response = await show(widget, *images, **fields)
    assert response.status == 200, await response.text()
    answer: dict[str, Any] = await response.json()
    return answer


def texts(answer: dict[str, Any]) -> str:
    return "\n".join(each["text"] for each in answer["messages"])


def stored(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / "images").glob("*"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_qr_code_is_judged(widget: Widget, language: str) -> None:
    answer = await shown(widget, shot("https://vdab-jobs.be/x"), language=language)
    first, second = answer["messages"]
    assert "30" in first["text"]
    assert second["card"]["verdict"] == "lookalike"
    assert "vdab-jobs[.]be" in second["text"]
    assert any(each["payload"].startswith("/report_misuse") for each in second["buttons"])


async def test_the_worst_of_several_codes_comes_first(widget: Widget) -> None:
    code = shot("zie https://www.vdab.be/ en https://vdab-jobs.be/x")
    _, second = (await shown(widget, code))["messages"]
    assert [each["verdict"] for each in second["card"]["items"]] == ["lookalike", "official_stale"]


async def test_without_a_code_it_says_so(widget: Widget) -> None:
    assert "geen QR-code" in texts(await shown(widget, shot()))
    assert "geen link" in texts(await shown(widget, shot("zomaar tekst")))


async def test_it_goes_with_the_report_that_is_being_made(
    client: Client, widget: Widget, store: ReportStore, tmp_path: Path
) -> None:
    await widget.say("/report_misuse")
    answer = await shown(widget, shot("https://vdab-jobs.be/x"))
    assert "gaat mee met de melding" in texts(answer)
    assert "Wat gebeurde er?" in texts(answer)  # the code was the address that was asked for
    for text in (
        '/report_misuse{"report_what_happened": "asked_money"}',
        '/report_misuse{"report_seen_on": "facebook"}',
        '/report_misuse{"report_loss": "none"}',
        '/report_misuse{"report_contact": "none"}',
    ):
        last = await widget.say(text)
    last = await widget.say("/affirm")
    assert "KC-" in texts(last)
    report = only_report(store)
    assert report.channel == "widget"
    assert list(report.images) == stored(tmp_path)
    assert client.app[IMAGES].open(report.images[0]).startswith(b"\x89PNG")
    assert "vdab-jobs" in report.address
    # It is with that report alone, and no orphan.
    conversation = widget.conversation.partition(".")[0]
    assert ATTACHED.names(f"widget:{conversation}") == ()
    await delete_orphans(client.app[IMAGES])
    assert list(report.images) == stored(tmp_path)


async def test_the_same_id_is_looked_at_once(widget: Widget, tmp_path: Path) -> None:
    message, image = str(uuid.uuid4()), shot("https://vdab-jobs.be/x")
    answers = await asyncio.gather(*(shown(widget, image, message=message) for _ in range(3)))
    assert answers[0] == answers[1] == answers[2]
    assert len(stored(tmp_path)) == 1
    response = await show(widget, shot(), message=message)
    await refused(response, 409, "message-id-reused")


async def test_a_fourth_one_is_checked_but_not_kept(widget: Widget, tmp_path: Path) -> None:
    for _ in range(3):
        await shown(widget, shot())
    answer = await shown(widget, shot("https://vdab-jobs.be/x"))
    assert "niet bewaard" in texts(answer)
    assert answer["messages"][-1]["card"]["verdict"] == "lookalike"
    assert len(stored(tmp_path)) == 3


async def test_it_goes_when_the_conversation_is_forgotten(
    client: Client, widget: Widget, tmp_path: Path
) -> None:
    await shown(widget, shot())
    assert len(stored(tmp_path)) == 1
    assert (await widget.say("/forget_me"))["forgotten"] is True
    await delete_orphans(client.app[IMAGES])
    assert stored(tmp_path) == []


async def test_where_no_reports_are_taken_it_is_not_kept(start: Start, tmp_path: Path) -> None:
    client = await start(images=tmp_path / "images")
    answer = await shown(await Widget(client).begin(), shot("https://vdab-jobs.be/x"))
    assert "melding" not in answer["messages"][0]["text"]
    assert stored(tmp_path) == []


@pytest.mark.parametrize(
    ("images", "status", "kind"),
    [
        ((), 400, "field-missing"),
        ((b"",), 400, "image-unreadable"),
        ((b"<svg onload=alert(1)>",), 400, "image-unreadable"),
        ((b"\x89PNG\r\n\x1a\n" + b"x" * 99,), 400, "image-unreadable"),
        ((b"x" * (5 * 1024**2 + 1),), 413, "image-too-large"),
        ((shot(), shot()), 400, "too-many-images"),
    ],
    ids=["none", "empty", "svg", "broken", "large", "two"],
)
async def test_what_is_no_image_is_a_problem(
    widget: Widget,
    tmp_path: Path,
    images: tuple[bytes, ...],
    status: int,
    kind: str,
) -> None:
    response = await show(widget, *images)
    await refused(response, status, kind)
    assert response.headers["Access-Control-Allow-Origin"] == widget.headers["Origin"]
    assert stored(tmp_path) == []


async def test_a_refused_image_may_be_sent_again_under_its_id(widget: Widget) -> None:
    message = str(uuid.uuid4())
    await refused(await show(widget, b"no image", message=message), 400, "image-unreadable")
    assert (await shown(widget, shot(), message=message))["messages"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"conversation": "x"}, "conversation-unknown"),
        ({"id": "x"}, "bad-message-id"),
        ({"language": "tr"}, "language-unknown"),
    ],
)
async def test_a_wrong_field_is_a_problem(
    widget: Widget, tmp_path: Path, fields: dict[str, str], kind: str
) -> None:
    response = await show(widget, shot(), **fields)
    assert (await response.json())["type"] == f"/problems/{kind}"
    assert stored(tmp_path) == []
