"""Long messages are judged beside the event loop, in the same way."""

import asyncio
import sys
import threading
from contextvars import ContextVar
from typing import Any

import pytest

from bot.capacity.beside import Beside
from bot.capacity.giving_way import SECONDS_OF_A_TURN, giving_way
from bot.conversation.dialogue import LONG_IN_QUEUE, SHORT_TEXT, Dialogue
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.script import Script

LONG = "x" * (SHORT_TEXT + 1)
_told: ContextVar[str] = ContextVar("told")


class Computing:
    """A mind that does not let go of its thread before it is told to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.threads: set[int] = set()

    async def answer(self, heard: Heard) -> list[BotMessage]:
        self.threads.add(threading.get_ident())
        if len(heard.text) > SHORT_TEXT:
            assert self.go_on.wait(20)
        await asyncio.sleep(0)
        return [BotMessage(heard.text[:5])]

    async def parse(self, text: str) -> dict[str, Any]:
        await self.answer(Heard("", text))
        return {"text": text}


@pytest.fixture
def mind() -> Computing:
    return Computing()


@pytest.fixture
def dialogue(mind: Computing) -> Dialogue:
    return Dialogue(Script.load(), None, mind, None)


async def test_others_are_answered_while_long_messages_are_judged(
    dialogue: Dialogue, mind: Computing
) -> None:
    long = [asyncio.create_task(dialogue.answer(f"l{n}", LONG)) for n in range(LONG_IN_QUEUE)]
    parsed = asyncio.create_task(dialogue.parse(LONG))
    await asyncio.sleep(0.05)
    for number in range(50):
        assert await dialogue.answer(f"s{number}", "hallo") == [BotMessage("hallo")]
    assert not any(task.done() for task in (*long, parsed))
    mind.go_on.set()
    assert await asyncio.gather(*long) == [[BotMessage("xxxxx")]] * LONG_IN_QUEUE
    assert await parsed == {"text": LONG}
    assert len(mind.threads) == 2


async def test_messages_of_one_sender_keep_their_order(dialogue: Dialogue, mind: Computing) -> None:
    order: list[str] = []

    async def say(text: str) -> None:
        await dialogue.answer("a", text)
        order.append(text[:5])

    tasks = [asyncio.create_task(say(text)) for text in (LONG, "short")]
    await asyncio.sleep(0.05)
    mind.go_on.set()
    await asyncio.gather(*tasks)
    assert order == ["xxxxx", "short"]


async def test_what_runs_beside_sees_the_context_of_who_asks() -> None:
    _told.set("register 2")

    async def seen() -> tuple[str, bool]:
        return _told.get(), threading.current_thread() is threading.main_thread()

    assert await Beside().run(seen()) == ("register 2", False)


async def test_what_fails_beside_fails_for_who_asked() -> None:
    async def failing() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await Beside().run(failing())


async def test_what_is_given_up_beside_is_stopped() -> None:
    stopped = threading.Event()

    async def waiting() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await Beside().run(waiting())
    assert await asyncio.to_thread(stopped.wait, 5)


def test_giving_way_ends_with_the_last_who_gives_way() -> None:
    usual = sys.getswitchinterval()
    one, other = giving_way(), giving_way()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert sys.getswitchinterval() == pytest.approx(SECONDS_OF_A_TURN)
    other.__exit__(None, None, None)
    assert sys.getswitchinterval() == pytest.approx(usual)
