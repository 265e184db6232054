"""Two thousand updates of five hundred chats: none lost, doubled or out of order."""

import pytest

from tests.bot.channels.telegram.bot_api import BotApi
from tests.bot.channels.telegram.conftest import StartBot
from tests.bot.channels.telegram.load import UPDATES, Outcome, outcome, trouble, write_all

NOTHING_WRONG = Outcome(lost=0, doubled=0, out_of_order=0)
SECONDS = 150


@pytest.mark.slow
@pytest.mark.parametrize("failures", [0, 200])
async def test_by_asking(api: BotApi, start_bot: StartBot, failures: int) -> None:
    expected = write_all(api)
    api.fail("sendMessage", *trouble(failures))
    api.fail("getUpdates", *trouble(failures // 50))
    await start_bot()
    await api.until(lambda: len(api.sent) >= UPDATES and not api.waiting, seconds=SECONDS)
    assert outcome(api, expected) == NOTHING_WRONG


@pytest.mark.slow
async def test_by_asking_with_restarts(api: BotApi, start_bot: StartBot) -> None:
    expected = write_all(api)
    for part in range(1, 4):
        client = await start_bot()
        await api.until(lambda: len(api.sent) >= part * UPDATES // 4, seconds=SECONDS)  # noqa: B023
        await client.close()
    await start_bot()
    await api.until(lambda: len(api.sent) >= UPDATES and not api.waiting, seconds=SECONDS)
    assert outcome(api, expected) == NOTHING_WRONG


@pytest.mark.slow
async def test_by_webhook(api: BotApi, start_bot: StartBot) -> None:
    expected = write_all(api)
    client = await start_bot(telegram_webhook_url="http://127.0.0.1/telegram")
    await api.until(lambda: bool(api.webhook["url"]))
    api.webhook["url"] = str(client.make_url("/telegram"))
    statuses = await api.deliver(at_once=40)
    assert set(statuses) <= {200, 503}
    await api.until(lambda: len(api.sent) >= UPDATES, seconds=SECONDS)
    assert outcome(api, expected) == NOTHING_WRONG
