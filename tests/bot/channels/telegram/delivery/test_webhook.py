"""Updates that Telegram sends to us: only with the secret, acknowledged only when taken in."""

import asyncio
import io
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.channels.telegram.delivery.webhook import HEADER, MAX_BYTES, address_of
from bot.running.application import SERVED
from tests.bot.channels.telegram.bot_api import BotApi
from tests.bot.channels.telegram.conftest import StartBot

AN = 1001
PATH = "/hier/telegram"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(api: BotApi, start_bot: StartBot) -> Client:
    client = await start_bot(
        telegram_webhook_url=f"https://kanaalcheck.example{PATH}", rate_limit=3
    )
    await api.until(lambda: bool(api.webhook["url"]))
    return client


def headers(api: BotApi) -> dict[str, str]:
    return {HEADER: api.webhook["secret_token"]}


def update(api: BotApi, number: int, text: str = "een") -> dict[str, Any]:
    return {"update_id": number, "message": api.message(AN, text)}


@pytest.mark.parametrize(
    ("given", "address", "path"),
    [
        ("https://a.be", "https://a.be/telegram/webhook", "/telegram/webhook"),
        ("https://a.be/x/y", "https://a.be/x/y", "/x/y"),
    ],
)
def test_the_path_is_that_of_the_address(given: str, address: str, path: str) -> None:
    assert address_of(given) == (address, path)


async def test_telegram_is_told_address_secret_and_kinds(api: BotApi, client: Client) -> None:
    assert api.webhook["url"] == f"https://kanaalcheck.example{PATH}"
    assert len(api.webhook["secret_token"]) == 64
    assert "message" in api.webhook["allowed_updates"]
    assert api.asked("getUpdates") == []
    assert (await client.get("/health/live")).status == 200


async def test_with_the_secret_it_is_answered_once_and_never_limited(
    api: BotApi, client: Client
) -> None:
    for number in (1, 2, 3, 3, 2, 1):
        answer = await client.post(PATH, json=update(api, number), headers=headers(api))
        assert answer.status == 200
    await api.until(lambda: len(api.sent) == 3)
    assert api.texts(AN) == ["op een"] * 3


@pytest.mark.parametrize("secret", [None, "", "x" * 64, "é", "A" * 10_000])
async def test_without_it_nothing_is_read(api: BotApi, client: Client, secret: str | None) -> None:
    given = {} if secret is None else {HEADER: secret}
    answer = await client.post(PATH, json=update(api, 1), headers=given)
    assert answer.status in (400, 403)
    assert answer.content_type == "application/problem+json"
    await asyncio.sleep(0.2)
    assert api.sent == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": 1e400}', 400),
        (b'{"update_id": -1}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 5, "message": ' + b'{"a":' * 3_000 + b"1" + b"}" * 3_001, 400),
        (b" " * (MAX_BYTES + 1), 413),
        (b'{"update_id": 9, "message": {"date": "nooit"}}', 200),
    ],
)
async def test_what_is_no_update_breaks_nothing(
    api: BotApi, client: Client, body: bytes, status: int
) -> None:
    answer = await client.post(PATH, data=io.BytesIO(body), headers=headers(api))
    assert answer.status == status
    taken = await client.post(PATH, json=update(api, 10), headers=headers(api))
    assert taken.status == 200
    await api.until(lambda: api.texts(AN) == ["op een"])


async def test_a_long_message_with_a_long_quote_fits(api: BotApi, client: Client) -> None:
    long = update(api, 1, "é" * 4_000)
    long["message"]["reply_to_message"] = api.message(AN, "𝔘" * 4_000)
    answer = await client.post(PATH, json=long, headers=headers(api))
    assert answer.status == 200
    await api.until(lambda: len(api.sent) == 1)


async def test_taken_before_the_dialogue_is_there_and_answered_after(
    api: BotApi, start_bot: StartBot
) -> None:
    first = await start_bot(telegram_webhook_url=f"https://kanaalcheck.example{PATH}")
    await api.until(lambda: bool(api.webhook["url"]))
    await first.close()
    client = await start_bot(
        telegram_webhook_url=f"https://kanaalcheck.example{PATH}", is_ready=False
    )
    for number in (4, 5):
        taken = await client.post(PATH, json=update(api, number, f"{number}"), headers=headers(api))
        assert taken.status == 200
    assert api.sent == []
    client.app[SERVED].is_ready = True
    await api.until(lambda: api.texts(AN) == ["op 4", "op 5"])


async def test_what_cannot_be_written_down_is_not_acknowledged(
    api: BotApi, start_bot: StartBot
) -> None:
    client = await start_bot(
        telegram_webhook_url=f"https://kanaalcheck.example{PATH}",
        database_url="postgresql://niemand@127.0.0.1:1/niets",
    )
    await api.until(lambda: bool(api.webhook["url"]))
    answer = await client.post(PATH, json=update(api, 1), headers=headers(api))
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert api.sent == []


async def test_a_path_of_our_own_is_refused_and_the_web_goes_on(
    api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    client = await start_bot(telegram_webhook_url="https://kanaalcheck.example/api/v1/check")
    assert "KANAALCHECK_TELEGRAM_WEBHOOK_URL" in caplog.text
    assert (await client.get("/health/live")).status == 200
    assert api.requests == []
