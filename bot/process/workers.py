"""Several processes on one port: a parent that loads everything once, forks, and watches over them.

What was loaded before the fork lies in memory once. The parent answers nobody: a worker that dies
is put in its place again, and the others go on.
"""

from __future__ import annotations

import gc
import logging
import os
import random
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.capacity.limits import Buckets
    from bot.channels.settings import AllSettings
    from bot.process.lifecycle import Loaded

SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGCHLD})
SECONDS_TO_STOP = 20.0  # after it drained; then a worker is killed
SOON_S = 10.0
"""A worker that dies sooner after its start than this is put back later each time."""
LONGEST_PAUSE_S = 30.0

logger = logging.getLogger(__name__)


def serve(settings: AllSettings) -> None:
    """Serve with `settings.workers` processes until SIGINT or SIGTERM.

    Nothing listens before all is loaded.

    Raises:
        RegisterError: If the register has mistakes.
        OSError: If the port is taken.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # threads of libraries must not get them
    listening = _bound(settings)

    from bot.capacity.shared_buckets import SharedBuckets
    from bot.process.lifecycle import BACKLOG, load  # what is imported begins threads
    from knowledge.files.memory import give_memory_back, keep_for_good

    loaded = load(settings)
    gc.collect()
    give_memory_back()
    keep_for_good()
    for each in listening:
        each.listen(BACKLOG)
    with _folder() as folder:
        _Parent(settings, loaded, listening, SharedBuckets(), folder).watch()


@dataclass
class _Life:
    """One worker as its parent sees it.

    Attributes:
        process: None between its end and its next start.
        began_at: Of the process that runs or ran last, in seconds of the monotonic clock.
        begins_at: When the next one is started; of use without a process.
        pause_s: Before the next one.
    """

    process: int | None = None
    began_at: float = 0.0
    begins_at: float = 0.0
    pause_s: float = 0.0


class _Parent:
    def __init__(
        self,
        settings: AllSettings,
        loaded: Loaded,
        listening: Sequence[socket.socket],
        buckets: Buckets,
        folder: Path,
    ) -> None:
        self._settings = settings
        self._loaded = loaded
        self._listening = listening
        self._buckets = buckets
        self._folder = folder
        self._lives = [_Life() for _ in range(settings.workers)]
        self._held, self._of_parent = os.pipe()

    def watch(self) -> None:
        """Start the workers and put back those that die, until asked to stop."""
        while True:
            self._start_due()
            told = signal.sigtimedwait(SIGNALS, self._seconds_to_next())
            if told is not None and told.si_signo != signal.SIGCHLD:
                self._stop(signal.Signals(told.si_signo))
                return
            self._bury()

    def _start_due(self) -> None:
        now = time.monotonic()
        for index, life in enumerate(self._lives):
            if life.process is None and life.begins_at <= now:
                self._renew()
                life.process, life.began_at = self._forked(index), time.monotonic()

    def _seconds_to_next(self) -> float:
        waiting = [each.begins_at for each in self._lives if each.process is None]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else 3600.0

    def _bury(self) -> None:
        """Take note of who died."""
        for life in self._lives:
            if life.process is None or os.waitpid(life.process, os.WNOHANG) == (0, 0):
                continue
            now = time.monotonic()
            lived_long = now - life.began_at > SOON_S
            life.pause_s = 0.0 if lived_long else min(life.pause_s * 2 or 0.5, LONGEST_PAUSE_S)
            logger.error("worker %d ended and is started again", life.process)
            life.process, life.begins_at = None, now + life.pause_s

    def _stop(self, number: signal.Signals) -> None:
        self._tell(number)
        until = time.monotonic() + self._settings.drain_seconds + SECONDS_TO_STOP
        while any(each.process for each in self._lives) and time.monotonic() < until:
            signal.sigtimedwait({signal.SIGCHLD}, 0.2)
            for life in self._lives:
                if life.process and os.waitpid(life.process, os.WNOHANG) != (0, 0):
                    life.process = None
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for life in self._lives:
            if life.process:
                os.kill(life.process, number)

    def _renew(self) -> None:
        """Load the register anew if it changed: a new worker begins with what the others serve."""
        from bot.following import served_folder
        from bot.opening import Opened
        from knowledge.files.snapshot import take_snapshot
        from knowledge.register.loading import RegisterError

        try:
            snapshot = take_snapshot(served_folder(self._settings))
            if snapshot.version != self._loaded.opened.library.version:
                library = self._loaded.librarian.build(snapshot)
                self._loaded = replace(self._loaded, opened=Opened(library))
        except (RegisterError, OSError):
            logger.error("the register has mistakes: a new worker begins with the one before")  # noqa: TRY400 - who serves tells them

    def _forked(self, index: int) -> int:
        process = os.fork()
        if process:
            return process
        code = 1
        try:
            os.close(self._of_parent)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            random.seed()
            self._serve(index)
            code = 0
        except BaseException as error:
            # The exception's own text may hold what a citizen wrote.
            logger.error("worker %d fails: %s", os.getpid(), type(error).__name__)  # noqa: TRY400
        finally:
            logging.shutdown()
            os._exit(code)  # what the parent does at its end is not a worker's to do

    def _serve(self, index: int) -> None:
        from bot.process.lifecycle import Worker, serve_as
        from bot.running.siblings import Place

        place = Place(index, self._settings.workers, self._folder)
        worker = Worker(place, self._loaded, self._listening, self._buckets, self._held)
        serve_as(worker, self._settings)


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder that only this user may read: whoever reaches its sockets is believed."""
    folder = Path(tempfile.mkdtemp(prefix="kanaalcheck-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bound(settings: AllSettings) -> list[socket.socket]:
    """Take the port on every address of the host; nothing listens yet.

    Raises:
        OSError: If it is taken.
    """
    sockets = []
    found = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    for family, kind, protocol, _, address in dict.fromkeys(found):
        each = socket.socket(family, kind, protocol)
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        each.bind(address)
        each.setblocking(False)
        sockets.append(each)
    return sockets
