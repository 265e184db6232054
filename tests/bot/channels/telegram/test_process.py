"""The whole process with its trained model, killed and stopped while citizens write."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.servers import free_port

ROOT = Path(__file__).parents[4]
SECONDS_TO_START = 120
PORT = free_port()
QUESTIONS = 40
CHATS = 8

pytestmark = [pytest.mark.model, pytest.mark.slow]
Start = Callable[..., Awaitable["Process"]]


class Process:
    """A running server, and all that it wrote."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.written = b""
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.written += line

    async def end(self, number: signal.Signals) -> int:
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(30):
            code = await self.process.wait()
            await self._reading
        return code


@pytest.fixture
async def start(api: BotApi, tmp_path: Path) -> AsyncIterator[Start]:
    running: list[Process] = []

    async def start(**environment: str) -> Process:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": api.base,
            "KANAALCHECK_PORT": str(PORT),
            "KANAALCHECK_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
            "KANAALCHECK_SPOOL": str(tmp_path / "spool"),
            "KANAALCHECK_IMAGES": str(tmp_path / "images"),
            "KANAALCHECK_RATE_LIMIT": "0",
            "KANAALCHECK_LOG_LEVEL": "DEBUG",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env=os.environ | settings | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        running.append(Process(process))
        return running[-1]

    yield start
    for each in running:
        await each.end(signal.SIGKILL)


def ask_all(api: BotApi) -> dict[int, list[str]]:
    """Let chats ask about addresses of their own; gives what each has to hear of, in order."""
    expected: dict[int, list[str]] = {}
    for number in range(QUESTIONS):
        chat = 9_000 + number % CHATS
        api.write(chat, f"is vdab-nr{number}.be echt?")
        expected.setdefault(chat, []).append(f"vdab-nr{number}[.]be")
    return expected


def heard(api: BotApi, chat: int, expected: list[str]) -> list[str]:
    """Give the addresses that a chat heard a verdict about, in order, each as often as that was."""
    return [each for text in api.texts(chat) for each in expected if each in text]


def answered(api: BotApi, expected: dict[int, list[str]]) -> int:
    return sum(len(set(heard(api, chat, each))) for chat, each in expected.items())


def secrets_in(written: bytes) -> list[str]:
    return [each for each in (TOKEN, TOKEN.partition(":")[2]) if each.encode() in written]


async def test_killed_in_the_middle_answers_each_once_and_in_order(
    api: BotApi, start: Start
) -> None:
    first = await start()
    expected = ask_all(api)
    await api.until(lambda: answered(api, expected) >= QUESTIONS // 3, seconds=SECONDS_TO_START)
    await first.end(signal.SIGKILL)
    done = answered(api, expected)
    assert done < QUESTIONS
    second = await start()
    await api.until(lambda: answered(api, expected) == QUESTIONS, seconds=SECONDS_TO_START)
    await asyncio.sleep(2)  # for what would come twice
    for chat, each in expected.items():
        assert heard(api, chat, each) == each
    assert secrets_in(first.written + second.written) == []
    assert b"vdab-nr" not in first.written + second.written


async def test_stopped_under_load_ends_cleanly_and_loses_nothing(api: BotApi, start: Start) -> None:
    first = await start()
    expected = ask_all(api)
    await api.until(lambda: answered(api, expected) >= QUESTIONS // 3, seconds=SECONDS_TO_START)
    assert await first.end(signal.SIGTERM) == 0, first.written.decode()
    assert b"Traceback" not in first.written
    await start()
    await api.until(lambda: answered(api, expected) == QUESTIONS, seconds=SECONDS_TO_START)
    for chat, each in expected.items():
        assert heard(api, chat, each) == each


async def test_a_refused_token_and_no_server_leave_the_web_alone(start: Start) -> None:
    token = "99:geheimgeheimgeheim"
    for base in ({}, {"TELEGRAM_API_BASE": f"http://127.0.0.1:{free_port()}"}):
        process = await start(TELEGRAM_TOKEN=token, **base)
        url = f"http://127.0.0.1:{PORT}"
        async with asyncio.timeout(SECONDS_TO_START), aiohttp.ClientSession() as session:
            while b"the web goes on" not in process.written:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            async with session.get(f"{url}/health/ready") as ready:
                assert ready.status == 200
            async with session.get(f"{url}/api/v1/check", params={"q": "vdab-jobs.be"}) as checked:
                assert (await checked.json())["verdict"] == "lookalike"
        assert await process.end(signal.SIGTERM) == 0
        assert b"geheimgeheim" not in process.written
