"""Lines of the log, and the id that ties those of one request together."""

import json
import logging
import re
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.http import request_ids
from bot.http.log_lines import JsonLines, TextLines
from tests.bot.conftest import Client

Start = Callable[..., Awaitable[Client]]
MADE = re.compile(r"[0-9a-f]{16}")


class Kept(logging.Handler):
    """Keeps lines as the process writes them."""

    def __init__(self, lines: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(lines)
        self.addFilter(request_ids.note)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Kept:
    handler = Kept(JsonLines())
    logger = logging.getLogger("bot")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before)


async def test_a_request_is_one_line_with_fields_and_nothing_of_what_was_asked(
    start: Start, kept: Kept
):
    client = await start()
    response = await client.get("/api/v1/check", params={"q": "vdab-jobs.be"})
    (line,) = [json.loads(each) for each in kept.lines if '"route"' in each]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/check", 200)
    assert line["ms"] > 0
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert MADE.fullmatch(line["request_id"])
    assert datetime.fromisoformat(line["time"]).utcoffset() is not None
    assert "vdab-jobs" not in "".join(kept.lines)


async def test_each_request_has_an_id_of_its_own_on_one_connection_and_in_refusals(start: Start):
    client = await start()
    given = [
        (await client.get(path)).headers["X-Request-Id"]
        for path in ("/health/live", "/nothing", "/api/v1/check")
    ]
    assert len(set(given)) == 3


@pytest.mark.parametrize(
    ("proxies", "sent", "is_taken"),
    [
        ("127.0.0.0/8", "proxy-0123456789", True),
        ("", "proxy-0123456789", False),
        ("10.0.0.0/8", "proxy-0123456789", False),
        ("127.0.0.0/8", "x", False),
        ("127.0.0.0/8", "a b c d e f g h", False),
        ("127.0.0.0/8", "x" * 65, False),
    ],
)
async def test_the_id_of_a_trusted_proxy_is_taken_and_no_other(
    start: Start, proxies: str, sent: str, is_taken: bool
):
    client = await start(trusted_proxies=proxies)
    response = await client.get("/health/live", headers={"X-Request-Id": sent})
    assert (response.headers["X-Request-Id"] == sent) is is_taken


def test_a_line_for_people_has_zone_and_exception():
    try:
        int("no")
    except ValueError:
        record = logging.getLogger("bot").makeRecord(
            "bot", logging.ERROR, __file__, 1, "it %s", ("fails",), sys.exc_info()
        )
    line = TextLines().format(record)
    assert re.match(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d ERROR bot: it fails\n", line
    )
    assert "ValueError: invalid" in line
    assert "ValueError: invalid" in json.loads(JsonLines().format(record))["exception"]
