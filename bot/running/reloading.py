"""Serving the register as it is now: a saved change is checked, indexed beside, and swapped in.

Looking goes by time stamps and, less often, by content: no notification reaches a network file
system, or a folder that was replaced as a whole (docs/adr/0008-live-reload.md). What is wrong is
told, and changes nothing that was saved with it; what is saved beside it later is served.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from bot.capacity.giving_way import giving_way
from bot.following import served_folder
from bot.opening import keep_last_good, last_good, open_encoder
from bot.running.application import ASKED, DESK, SERVED
from bot.running.background import WARNINGS
from knowledge.files.memory import give_memory_back, keep_for_good, without_collecting
from knowledge.files.problem import MISTAKE, Problem, has_mistake, mistake
from knowledge.files.snapshot import Look, Snapshot, State, look_at, take_snapshot
from knowledge.model import Position
from knowledge.register.loading import RegisterError
from knowledge.register.mended import LastSnapshot, broken_files, mended

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from knowledge.library import Librarian, Library

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_BETWEEN_READINGS = 5.0  # for a change that no time stamp tells
SECONDS_QUIET = 0.2  # files that are saved together are one change
MOST_RESTLESS_SECONDS = 5.0  # then whatever is right is served, though files still change
MOST_SECONDS_BETWEEN_LOOKS = 2.0
LEAST_PAUSE = 20  # times what a look takes of one core
SECONDS_OF_THE_THREAD, SECONDS_OF_THE_LOOP = 0.003, 0.002
"""Turns that a thread and a busy event loop get at least, while a register is read."""
SHOWN = 3  # problems on the readiness page; the staff pages have all

logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the files that were looked at last.

    Attributes:
        at: When, in UTC.
        version: Of these files, which are served as they are unless a problem is a mistake.
        problems: Mistakes and warnings, in the order of the files.
    """

    at: datetime
    version: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a snapshot.

    Attributes:
        library: What to serve now; None goes on with what is served.
        held: Files that were saved together with a broken one: they are one change.
        is_final: It will be the same when it is tried again.
    """

    snapshot: Snapshot
    library: Library | None
    problems: tuple[Problem, ...]
    held: frozenset[str] = frozenset()
    is_final: bool = True


class Reloading:
    """Keeps what one application answers from as the folder is.

    Args:
        app: Holds `SERVED`, and `WARNINGS` when it warns of confirmed fakes.
        settings: Where the folder is.
        librarian: Built the library that is served now.
        share: Lets conversations read from a library too; called in the event loop.
        clock: The time in UTC.
        broken: Why the files were not served at the start; none when they are.
    """

    def __init__(
        self,
        app: web.Application,
        settings: Settings,
        librarian: Librarian,
        share: Callable[[Library], None],
        clock: Callable[[], datetime],
        broken: tuple[Problem, ...] = (),
    ) -> None:
        self._app = app
        self._folder = served_folder(settings)
        self._settings = settings
        self._librarian = librarian
        self._share = share
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="register")
        problems = broken or librarian.problems
        self._checked = Checked(clock(), app[SERVED].library.version, problems)
        app[SERVED].knowledge_error = _in_short(broken) if broken else None
        self._state: State = (self._checked.version, (), ())
        self._good = LastSnapshot(partial(last_good, settings))
        self._before: Mapping[str, bytes] | None = None  # the files, while some are broken
        self._held: frozenset[str] = frozenset()
        self._seen: Look | None = None
        self._seconds_to_look = 0.0
        self._read_at = time.monotonic()
        self._restless_since: float | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that are there now; warnings too."""
        return self._checked.problems

    @property
    def checked_at(self) -> datetime:
        """When the files that are there now were checked, in UTC."""
        return self._checked.at

    @property
    def version(self) -> str:
        """Version of the files that are there now, served or not."""
        return self._checked.version

    async def run(self, stopping: asyncio.Event) -> None:
        """Look again and again until asked to stop."""
        is_failing = False
        while not stopping.is_set():
            try:
                await self.look()
                is_failing = False
            except Exception:
                if not is_failing:
                    # No citizen's words are near: what failed may be told whole.
                    logger.exception("looking at %s fails and is tried again", self._folder)
                is_failing = True
            pause = max(SECONDS_BETWEEN_LOOKS, LEAST_PAUSE * self._seconds_to_look)
            try:
                await asyncio.wait_for(stopping.wait(), min(pause, MOST_SECONDS_BETWEEN_LOOKS))
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Look once, and serve what changed when it is right and nothing moves any more."""
        look = await self._look()
        if look == self._seen and time.monotonic() < self._read_at + SECONDS_BETWEEN_READINGS:
            return
        began = time.monotonic()
        snapshot = await self._in_thread(partial(take_snapshot, self._folder))
        if snapshot.state == self._state:
            self._rest(look)
            return
        self._restless_since = self._restless_since or began
        outcome = await self._in_thread(partial(self._outcome, snapshot))
        is_patient = began < self._restless_since + MOST_RESTLESS_SECONDS
        if await self._is_quiet(look, until=began + SECONDS_QUIET) or not is_patient:
            self._rest(look)
            if outcome.is_final:
                self._state = snapshot.state
                self._before = snapshot.contents if has_mistake(outcome.problems) else None
                self._held = outcome.held
            await self._accept(outcome)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _look(self) -> Look:
        look, self._seconds_to_look = await self._in_thread(partial(_timed_look, self._folder))
        return look

    def _rest(self, look: Look) -> None:
        self._seen, self._read_at, self._restless_since = look, time.monotonic(), None

    async def _is_quiet(self, look: Look, *, until: float) -> bool:
        """Tell whether nothing changed since a look; a change while it was read counts too."""
        while await self._look() == look:
            left = until - time.monotonic()
            if left <= 0:
                return True
            await asyncio.sleep(min(left, SECONDS_BETWEEN_LOOKS))
        return False

    def _outcome(self, snapshot: Snapshot) -> _Outcome:
        """Check the files, and build a library of them when they are right; in the thread."""
        served = self._app[SERVED].library
        if snapshot.state == (served.version, (), ()):  # a mistake was taken back
            return _Outcome(snapshot, served, self._librarian.problems)
        with without_collecting(), giving_way():
            try:
                library = self._built(snapshot)
            except RegisterError as error:
                return self._beside(snapshot, error.problems)
            except OSError:
                raise  # of the system, not of the register: looking is tried again
            except Exception as error:
                logger.exception("the register in %s cannot be read", self._folder)
                place = Position(snapshot.shown, 1, 1)
                message = f"dit register kan niet gelezen worden ({type(error).__name__})"
                problem = mistake(place, message, "unexpected")
                # Ours to mend, and perhaps gone at the next reading.
                return _Outcome(snapshot, None, (problem,), is_final=False)
        return _Outcome(snapshot, library, self._librarian.problems)

    def _beside(self, snapshot: Snapshot, problems: tuple[Problem, ...]) -> _Outcome:
        """Serve what was saved after a mistake in another file, which counts as it was before."""
        before = self._contents_before()
        changed = {
            name
            for name in (*before, *snapshot.contents)
            if before.get(name) != snapshot.contents.get(name)
        }
        broken = broken_files(snapshot, problems)
        if not changed or broken & changed or not self._before:
            return _Outcome(snapshot, None, problems, self._held | changed)
        held = self._held - changed
        found = mended(snapshot, problems, self._good, self._built, held=held)
        return _Outcome(snapshot, found[1] if found else None, problems, held)

    def _contents_before(self) -> Mapping[str, bytes]:
        """Give the files as they were looked at last, broken or not."""
        if self._before is not None:
            return self._before
        return {name: self._good.content(name) or b"" for name in self._good.names()}

    def _built(self, snapshot: Snapshot) -> Library:
        """Build a library of files that are right, and keep them.

        Raises:
            RegisterError: They have mistakes.
        """
        served = self._app[SERVED].library
        if snapshot.state == (served.version, (), ()):
            return served
        library = self._librarian.build(snapshot)
        if WARNINGS in self._app:
            self._app[WARNINGS].prepare(library)
        keep_last_good(self._settings, snapshot)
        self._good.keep(snapshot)
        keep_for_good()
        return library

    async def _accept(self, outcome: _Outcome) -> None:
        self._checked = Checked(self._clock(), outcome.snapshot.version, outcome.problems)
        served = self._app[SERVED]
        is_new = outcome.library is not None and outcome.library is not served.library
        if has_mistake(outcome.problems):
            served.knowledge_error = _in_short(outcome.problems)
            beside = " beside what is right in other files" if outcome.library else ""
            logger.error(
                "the register in %s has mistakes; the last good one, %s, is served on%s until they"
                " are mended:\n%s",
                self._folder,
                (outcome.library or served.library).version,
                beside,
                "\n".join(map(str, mistakes_of(outcome.problems))),
            )
        else:
            served.knowledge_error = served.kept_at = None
            logger.info("serving register %s", outcome.snapshot.version)
        if outcome.library is not None and is_new:
            before = [served.library]
            self._share(outcome.library)
            served.library = outcome.library
            # Not here: freeing a large register takes longer than a request may wait.
            await self._in_thread(partial(_free, before))

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        loop = asyncio.get_running_loop()
        return await _in_turns(loop.run_in_executor(self._thread, work))


RELOADING = web.AppKey("reloading", Reloading)


def setup(
    app: web.Application,
    *,
    settings: Settings,
    librarian: Librarian,
    clock: Callable[[], datetime],
    broken: tuple[Problem, ...] = (),
) -> None:
    """Let an application serve what changes in its folder, for as long as it runs.

    Args:
        app: Holds `SERVED`, `DESK` and `ASKED`; gets `RELOADING`.
        settings: Where the folder is.
        librarian: Built the library that is served now.
        clock: The time in UTC.
        broken: Why the files were not served at the start; none when they are.
    """
    share = partial(_share, app, settings)
    app[RELOADING] = Reloading(app, settings, librarian, share, clock, broken)
    app.cleanup_ctx.append(_running)


def mistakes_of(problems: tuple[Problem, ...]) -> list[Problem]:
    """Give the problems that keep a register from being served."""
    return [problem for problem in problems if problem.level == MISTAKE]


async def _running(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    task = asyncio.create_task(_when_ready(app, stopping))
    yield
    stopping.set()
    await task
    app[RELOADING].close()


async def _when_ready(app: web.Application, stopping: asyncio.Event) -> None:
    """Begin when conversations are loaded: they load from the library of that moment."""
    while not app[SERVED].is_ready and not stopping.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), SECONDS_BETWEEN_LOOKS)
    await app[RELOADING].run(stopping)


def _share(app: web.Application, settings: Settings, library: Library) -> None:
    if app[SERVED].dialogue is None:
        return
    from bot.conversation.dialogue import share  # rasa takes seconds to import

    share(settings, library, open_encoder(settings), app[DESK], app[ASKED])


async def _in_turns(work: asyncio.Future[_Result]) -> _Result:
    """Wait for a thread, and leave it the interpreter for a moment again and again.

    A busy event loop gives the interpreter back hundreds of times a second, each time for less than
    another thread takes to wake up: without an end of its own, no thread would get on.
    """
    await asyncio.wait({work}, timeout=SECONDS_OF_THE_LOOP)
    while not work.done():
        time.sleep(SECONDS_OF_THE_THREAD)  # noqa: ASYNC251 - nobody is answered meanwhile
        await asyncio.wait({work}, timeout=SECONDS_OF_THE_LOOP)
    return work.result()


def _timed_look(folder: Path) -> tuple[Look, float]:
    """Give what is seen, and the seconds of one core that it took."""
    began = time.thread_time()
    return look_at(folder), time.thread_time() - began


def _free(libraries: list[Library]) -> None:
    libraries.clear()
    give_memory_back()


def _in_short(problems: tuple[Problem, ...]) -> str:
    mistakes = mistakes_of(problems)
    shown = [str(each) for each in mistakes[:SHOWN]]
    if len(mistakes) > SHOWN:
        shown.append(f"(+ {len(mistakes) - SHOWN})")
    return "\n".join(shown)
