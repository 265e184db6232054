"""What state the parts of one process are in: database, Redis, spool, disks, encoder, model.

Citizens are answered without most of them, so that health says ready: what is down is told beside.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from redis import Redis
from redis.exceptions import RedisError

from actions.conversation.context import WITHOUT_ENCODER
from actions.reports.database.connection import StoreUnavailable
from actions.reports.intake.spool import Counts
from bot.opening import open_encoder

if TYPE_CHECKING:
    from bot.http.metrics import Metrics
    from bot.reporting import Reporting
    from bot.running.application import Served
    from bot.settings import Settings

SECONDS_BETWEEN = 5.0
SECONDS_TO_ANSWER = 1.0
LITTLE_DISK = 100 * 1024 * 1024
SECONDS_APART = 10.0

logger = logging.getLogger(__name__)


class State(StrEnum):
    """How a part is."""

    UP = "up"
    DOWN = "down"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen when the parts were looked at last."""

    states: Mapping[str, State] = field(default_factory=dict)
    spool: Counts = field(default_factory=partial(Counts, 0, 0))
    free: Mapping[str, int] = field(default_factory=dict)


class Condition:
    """Looks at the parts again and again; reading what was seen costs nothing.

    Args:
        settings: Which parts there are.
        reporting: Database, spool and the clock that is shared.
        served: Holds the dialogue, once it is loaded.
    """

    def __init__(self, settings: Settings, reporting: Reporting, served: Served) -> None:
        self._settings = settings
        self._reporting = reporting
        self._served = served
        self._redis = _redis(settings.redis_url)
        self._seen = Seen()

    def renew(self) -> None:
        """Look at everything; takes seconds when a part hangs."""
        looks = {
            "database": self._database,
            "redis": self._reach_redis,
            "spool": self._spool,
            "disk": self._disk,
            "clock": self._clock,
            "encoder": self._encoder,
            "model": self._model,
        }
        before = self._seen.states
        free = self._free()
        states = {name: look() for name, look in looks.items()}
        self._seen = Seen(states, self._reporting.desk.waiting(), free)
        for name, state in states.items():
            _tell(name, before.get(name), state)

    @property
    def states(self) -> Mapping[str, str]:
        """How each part is: up, down, or off where none is set."""
        return self._seen.states

    def follow(self, metrics: Metrics) -> None:
        """Let metrics show what was seen last."""
        metrics.follow(
            "kanaalcheck_part_up",
            "1 when a part works, 0 when it is down; parts that are off are left out",
            "part",
            lambda: {
                name: float(state is State.UP)
                for name, state in self._seen.states.items()
                if state is not State.OFF
            },
        )
        metrics.follow(
            "kanaalcheck_spooled_reports",
            "Reports on disk: that wait for the database, or were put aside for people",
            "where",
            lambda: {"waiting": self._seen.spool.waiting, "aside": self._seen.spool.aside},
        )
        metrics.follow(
            "kanaalcheck_disk_free_bytes",
            "Free space where reports wait and images are kept",
            "folder",
            lambda: self._seen.free,
        )
        metrics.follow(
            "kanaalcheck_clock_ahead_seconds",
            "How far the clock of this machine is ahead of that of the database",
            None,
            lambda: {"": self._reporting.clock.seconds_ahead},
        )

    def _database(self) -> State:
        try:
            self._reporting.store.try_writing()
            self._reporting.clock.agree(self._reporting.store.now)
        except StoreUnavailable:
            return State.DOWN
        return State.DOWN if self._reporting.desk.is_away else State.UP

    def _reach_redis(self) -> State:
        if self._redis is None:
            return State.OFF
        try:
            self._redis.ping()
        except (RedisError, OSError):
            return State.DOWN
        return State.UP

    def _spool(self) -> State:
        return State.UP if self._reporting.desk.can_spool() else State.DOWN

    def _disk(self) -> State:
        return State.UP if all(each > LITTLE_DISK for each in self._free().values()) else State.DOWN

    def _free(self) -> dict[str, int]:
        folders = {"spool": self._settings.spool, "images": self._settings.images}
        return {name: shutil.disk_usage(_existing(each)).free for name, each in folders.items()}

    def _clock(self) -> State:
        is_near = abs(self._reporting.clock.seconds_ahead) < SECONDS_APART
        return State.UP if is_near else State.DOWN

    def _encoder(self) -> State:
        if self._settings.encoder == WITHOUT_ENCODER:
            return State.OFF
        return State.UP if open_encoder(self._settings) else State.DOWN

    def _model(self) -> State:
        dialogue = self._served.dialogue
        if dialogue is None:
            return State.OFF  # not loaded yet: readiness says so
        return State.UP if dialogue.is_trained and dialogue.is_newest else State.DOWN


CONDITION = web.AppKey("condition", Condition)


def _redis(url: str | None) -> Redis | None:
    if url is None:
        return None
    return Redis.from_url(
        url, socket_timeout=SECONDS_TO_ANSWER, socket_connect_timeout=SECONDS_TO_ANSWER
    )


def _tell(name: str, before: State | None, state: State) -> None:
    if state is State.DOWN and before is not State.DOWN:
        logger.error("%s is down: see docs/runbook.md", name)
    elif before is State.DOWN and state is not State.DOWN:
        logger.info("%s is well again", name)


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.absolute().parents) if each.exists())


def setup(app: web.Application, *, settings: Settings, reporting: Reporting) -> Callable[[], None]:
    """Let an application know how its parts are; gives what has to be done again and again.

    Args:
        app: Holds `SERVED` and `METRICS`; gets `CONDITION`.
        settings: Which parts there are.
        reporting: What is looked at.
    """
    from bot.running.application import METRICS, SERVED

    condition = app[CONDITION] = Condition(settings, reporting, app[SERVED])
    condition.follow(app[METRICS])
    return condition.renew
