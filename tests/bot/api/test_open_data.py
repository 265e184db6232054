import csv
import io
import json
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.served import SERVED
from knowledge.export.open_data import FORMULA_STARTS, harmless

Start = Callable[..., Awaitable[TestClient[web.Request, web.Application]]]


@pytest.mark.parametrize("value", ["=1+1", "+32 2 508 38 11", "-1", "@vdab.be", "\tx", "\rx", "'x"])
def test_a_formula_is_made_text_and_can_be_had_back(value: str) -> None:
    assert harmless(value) == f"'{value}"
    assert harmless(value).removeprefix("'") == value


@pytest.mark.parametrize("value", ["", "https://www.vdab.be/", "1700", "a=b"])
def test_what_is_no_formula_stays_as_it_is(value: str) -> None:
    assert harmless(value) == value


async def test_csv_and_json_hold_the_same_whole_register(start: Start) -> None:
    client = await start()
    text = await (await client.get("/api/v1/channels.csv")).text()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    channels = json.loads(await (await client.get("/api/v1/channels.json")).read())["channels"]
    organisations = client.app[SERVED].library.registry.register.organisations.values()
    assert len(rows) == len(channels) == sum(len(each.channels) for each in organisations) > 300
    for row, channel in zip(rows, channels, strict=True):
        assert row["address"].removeprefix("'") == channel["address"]
        assert (row["personal"] == "true") == channel["personal"]
        assert channel["source_url"]
        assert not any(value.startswith(FORMULA_STARTS[:-1]) for value in row.values())
    assert text.count("\r\n") == len(rows) + 1


async def test_csv_says_what_it_is(start: Start) -> None:
    client = await start()
    headers = (await client.get("/api/v1/channels.csv")).headers
    assert headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert "attachment" in headers["Content-Disposition"]
