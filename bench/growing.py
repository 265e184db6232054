"""What it costs when something grows: the register, conversations, reports, workers.

`python -m bench.growing register|conversations|reports|workers SIZE` prints one JSON; each size has
a process of its own, so that memory is that size's alone. `python -m bench growth` asks them all.
"""

import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from actions.reports.model import Filing, Loss, Subject
from actions.reports.store import ReportStore
from bench import workers as several
from bench.chat import questions
from bench.large_register import write_large_register
from bench.reports import fill
from bench.server import memory_of_this_process, python
from bot.conversation.tensorflow_fence import keep_out_tensorflow
from bot.opening import open_library
from bot.settings import Settings

Figures = dict[str, Any]

ASKED = 300
FILED = 100


def measured(kind: str, size: int) -> Figures:
    """Measure one size in a process of its own."""
    command = [python(), "-W", "ignore", "-m", "bench.growing", kind, str(size)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    figures: Figures = json.loads(ran.stdout.splitlines()[-1])
    return figures


def register(organisations: int) -> Figures:
    """Read a register of that many organisations, ten channels each, and check messages.

    Without the encoder: making the vectors of made-up texts would be all that is measured.
    """
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as work:
        folder = Path(work, "register")
        write_large_register(folder, like=Path("knowledge"), organisations=organisations)
        settings = replace(
            Settings.from_env(os.environ),
            knowledge=folder,
            encoder="none",
            cache=Path(work, "cache"),
        )
        before, begin = memory_of_this_process(), time.perf_counter()
        library = open_library(settings)
        read = library.registry.register.organisations.values()
        return {
            "channels": sum(len(each.channels) for each in read),
            "read_s": round(time.perf_counter() - begin, 2),
            "check_ms": _median_ms(library.checker.check, questions(ASKED)),
            "memory_mb": round(memory_of_this_process() - before),
        }


def conversations(count: int) -> Figures:
    """Hold that many conversations in one process, then go on with the last ones."""
    keep_out_tensorflow()
    from bot.conversation.dialogue import Dialogue

    settings = Settings.from_env(os.environ)
    dialogue = Dialogue.load(settings, open_library(settings))

    async def held() -> Figures:
        for text in questions(20):
            await dialogue.answer("first", text)
        gc.collect()
        before = memory_of_this_process()
        for number in range(count):
            await dialogue.answer(f"citizen-{number}", several.PRESSED)
        last = range(max(0, count - ASKED), count)
        times = [await _timed(dialogue.answer(f"citizen-{n}", several.PRESSED)) for n in last]
        return {
            "turn_ms": round(statistics.median(times), 2),
            "memory_mb": round(memory_of_this_process() - before),
        }

    return asyncio.run(held())


def reports(count: int) -> Figures:
    """File reports, and open the queue of staff, where that many are in a SQLite file."""
    with _filled(count) as (store, file):
        filings = iter([_filing(number) for number in range(FILED)])
        return {
            "file_ms": _median_ms(lambda _: store.file(next(filings)), range(FILED)),
            "queue_ms": _median_ms(lambda _: store.queue(), range(FILED)),
            "file_mb": round(file.stat().st_size / 2**20, 1),
        }


def workers(count: int) -> Figures:
    """Serve with that many workers on one port."""
    return several.measured(count)


KINDS: dict[str, Callable[[int], Figures]] = {
    "register": register,
    "conversations": conversations,
    "reports": reports,
    "workers": workers,
}


@contextmanager
def _filled(count: int) -> Iterator[tuple[ReportStore, Path]]:
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as folder:
        file = Path(folder, "reports.db")
        store = ReportStore.open(f"sqlite:///{file}", clock=lambda: datetime.now(UTC))
        engine = create_engine(f"sqlite:///{file}", future=True)
        with engine.begin() as connection:
            fill(connection, count)
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield store, file
        engine.dispose()
        store.close()


def _filing(number: int) -> Filing:
    name = f"nieuw-{number}.be"
    subject = Subject("website", name, name.replace(".", "[.]"), imitates="vdab")
    return Filing(
        subject=subject,
        address=f"https://{name}/",
        what_happened="Ze vroegen mijn kaartcode.",
        loss=Loss.NONE,
    )


def _median_ms(ask: Callable[[Any], object], asked: Any) -> float:  # noqa: ANN401 - what it takes
    times = []
    for each in asked:
        begin = time.perf_counter()
        ask(each)
        times.append((time.perf_counter() - begin) * 1000)
    return round(statistics.median(times), 2)


async def _timed(answer: Awaitable[object]) -> float:
    begin = time.perf_counter()
    await answer
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    print(json.dumps({"size": int(sys.argv[2]), **KINDS[sys.argv[1]](int(sys.argv[2]))}))
