"""How fast the bot at Telegram answers 2,000 updates of 500 chats, and whether any goes wrong.

`python -m bench.telegram`: starts `python -m bot run` against a Bot API server of our own. The pace
that Telegram asks for, 30 messages a second, is kept; so 67 seconds is the least.
"""

import asyncio
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.server import free_port, python, served
from bench.table import as_table
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.bot.channels.telegram.load import CHATS, UPDATES, outcome, write_all

_SECONDS = 600


def measure() -> dict[str, Any]:
    """Start the server, let everybody write at once, and count."""
    return asyncio.run(_measure())


async def _measure() -> dict[str, Any]:
    api = BotApi()
    await api.start()
    with tempfile.TemporaryDirectory(prefix="kc-telegram-") as name, ExitStack() as running:
        folder, port = Path(name), free_port()
        server = await asyncio.to_thread(
            running.enter_context,
            served(
                [python(), "-m", "bot", "run"],
                port=port,
                ready_path="/health/ready",
                folder=folder,
                environment={
                    "TELEGRAM_TOKEN": TOKEN,
                    "TELEGRAM_API_BASE": api.base,
                    "KANAALCHECK_PORT": str(port),
                    "KANAALCHECK_DATABASE_URL": f"sqlite:///{folder}/bot.db",
                    "KANAALCHECK_SPOOL": str(folder / "spool"),
                    "KANAALCHECK_RATE_LIMIT": "0",
                },
            ),
        )
        await api.until(lambda: api.polls > 0, seconds=60)
        expected = write_all(api, "is vdab-{}.be echt?")
        begin = time.perf_counter()
        await api.until(lambda: len(api.sent) >= UPDATES and not api.waiting, seconds=_SECONDS)
        seconds = time.perf_counter() - begin
        memory = server.memory_mb()
        await asyncio.to_thread(running.close)
    await api.stop()
    return {
        "updates": UPDATES,
        "chats": CHATS,
        "seconds": round(seconds, 1),
        "answers_per_second": round(UPDATES / seconds, 1),
        "memory_mb": memory,
        **asdict(outcome(api, expected)),
    }


if __name__ == "__main__":
    measured = measure()
    print(json.dumps(measured, indent=2))
    print(as_table(measured), file=sys.stderr)
