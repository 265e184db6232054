"""The token in no log, and nothing of Telegram without a token."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from bot.channels.telegram.hiding import CHATTY, Hiding, silence_libraries
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, Fault
from tests.bot.channels.telegram.conftest import StartBot

ROOT = Path(__file__).parents[4]
SECRET = TOKEN.partition(":")[2]


class AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        return json.dumps({"message": record.getMessage(), "trace": trace})


@pytest.mark.parametrize("inner", [logging.Formatter("%(message)s"), AsJson()])
@pytest.mark.parametrize("spelling", [TOKEN, SECRET, TOKEN.replace(":", "%3A")])
def test_neither_in_lines_nor_in_tracebacks(inner: logging.Formatter, spelling: str) -> None:
    error = ValueError(f"https://api.telegram.org/bot{spelling}/getMe")
    trace = (ValueError, error, None)
    record = logging.LogRecord("x", 10, "x", 1, "asked %s", (f"/bot{spelling}/getMe",), trace)
    line = Hiding(inner, TOKEN).format(record)
    assert SECRET not in line
    assert line.count("***") >= 2
    assert SECRET in Hiding(inner, "").format(record)


async def test_libraries_log_nothing_at_any_level(
    api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    silence_libraries()
    await start_bot()
    api.fail("sendMessage", Fault(), Fault(502, is_plain=True))
    api.write(1001, "een geheime vraag")
    await api.until(lambda: len(api.sent) == 1)
    assert SECRET not in caplog.text
    assert "geheime vraag" not in caplog.text
    assert not [each for each in caplog.records if each.name.startswith(CHATTY)]


def test_without_a_token_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys, bot.__main__, bot.process.lifecycle;"
        "sys.exit(bool({'telegram', 'bot.channels.telegram.service'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


async def test_the_bot_is_introduced_in_each_language_once(
    api: BotApi, start_bot: StartBot
) -> None:
    client = await start_bot()
    await api.until(lambda: len(api.asked("setMyDescription")) == 5)
    told = {each.get("language_code"): each["commands"] for each in api.asked("setMyCommands")}
    assert set(told) == {None, "nl", "en", "fr", "de"}
    names = [[command["command"] for command in commands] for commands in told.values()]
    assert all(each == names[0] for each in names)
    assert {
        "start",
        "help",
        "check",
        "kanalen",
        "meld",
        "status",
        "taal",
        "privacy",
        "vergeet",
    } == {*names[0]}
    assert len({str(each) for each in told.values()}) == 4
    await client.close()
    await start_bot()
    await api.until(lambda: len(api.asked("getMyDescription")) == 10)
    for method in ("setMyCommands", "setMyShortDescription", "setMyDescription"):
        assert len(api.asked(method)) == 5


async def test_a_server_without_introductions_stops_nothing(
    api: BotApi, start_bot: StartBot
) -> None:
    unknown = Fault(404, "Not Found: method not found")
    for method in ("getMyCommands", "setMyShortDescription", "setMyDescription"):
        api.fail(method, *[unknown] * 5)
    await start_bot()
    api.write(1001, "een")
    await api.until(lambda: len(api.sent) == 1 and len(api.asked("setMyDescription")) == 5)
    assert len(api.asked("setMyCommands")) == 5
