"""The register that is served, signed for those who follow it; and what is followed here.

One worker signs, and puts copy and signature where all of them read.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.capacity.giving_way import giving_way
from bot.following import SECONDS_BETWEEN, Following, followed_of, served_folder, show
from bot.http.documents import Document
from bot.running import background
from bot.running.application import IS_FIRST_WORKER, METRICS, SERVED
from bot.running.background import Job, in_thread
from bot.settings import Settings
from knowledge.files.snapshot import take_snapshot
from knowledge.publishing.export.signed import sign, signature_path, written
from knowledge.upkeep.followed import Followed

FOLDER, FILE = "published", "register.json"
SECONDS_BETWEEN_SIGNING = 1.0
SIGNED_ANEW = timedelta(days=1)
"""So that whoever follows sees that nobody keeps newer copies from them."""

FOLLOWED = web.AppKey("followed", Followed)
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Published:
    """The copy that others fetch, as it lies on disk.

    Attributes:
        file: The copy; its signature lies beside it.
        is_wanted: Whether it is given to anybody.
    """

    file: Path
    is_wanted: bool
    _stamps: tuple[int, ...] = ()
    _documents: tuple[Document, Document] | None = None

    def documents(self) -> tuple[Document, Document] | None:
        """Give copy and signature; None where there are none."""
        if not self.is_wanted:
            return None
        try:
            stamps = tuple(
                stamp
                for each in (self.file, signature_path(self.file))
                for stamp in (each.stat().st_ino, each.stat().st_mtime_ns)
            )
            if stamps != self._stamps:
                content, signature = self.file.read_bytes(), signature_path(self.file).read_bytes()
                self._documents = (
                    Document.of(content, "application/json; charset=utf-8"),
                    Document.of(signature, "application/octet-stream"),
                )
                self._stamps = stamps
        except FileNotFoundError:
            return None
        return self._documents


PUBLISHED = web.AppKey("published", Published)


@dataclass(slots=True)
class Signing:
    """Signs what is served whenever that changes, and once a day.

    Attributes:
        version: Gives the version that is served.
        clock: The time in UTC.
    """

    settings: Settings
    file: Path
    version: Callable[[], str]
    clock: Callable[[], datetime]
    _signed: tuple[str, datetime] | None = None

    def renew(self) -> None:
        """Sign when there is something new.

        Raises:
            OSError: The disk does not take it, or the key is gone.
            UnusableKeyError: The key is none any more.
        """
        version, now = self.version(), self.clock().astimezone(UTC)
        key = self.settings.register_signing_key
        if key is None or (self._signed and self._is_known(version, now)):
            return
        snapshot = take_snapshot(served_folder(self.settings))
        if snapshot.version != version:
            return  # it has mistakes, or is about to be served
        from knowledge.register.loading import addresses_in

        with giving_way():
            content = written(snapshot, addresses_in(snapshot), now)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        _replace(self.file, content)
        _replace(signature_path(self.file), sign(content, key.read_bytes()))
        self._signed = version, now
        logger.info("register %s is signed for others to follow", version)

    def _is_known(self, version: str, now: datetime) -> bool:
        signed, at = self._signed or ("", now)
        return signed == version and now < at + SIGNED_ANEW


def prepare(app: web.Application, settings: Settings) -> None:
    """Let an application find the copy that others fetch, whoever signs it."""
    app[PUBLISHED] = Published(settings.cache / FOLDER / FILE, bool(settings.register_signing_key))


def setup(app: web.Application, *, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Let an application publish its register, and follow another, where that is set.

    Args:
        app: Holds `SERVED`, `METRICS`, `PUBLISHED` and `IS_FIRST_WORKER`; gets `FOLLOWED`.
        settings: Whom to follow, and what to sign with.
        clock: The time in UTC.
    """
    jobs: list[Job] = []
    followed = followed_of(settings)
    if followed and settings.register_url:
        app[FOLLOWED] = followed
        show(followed, app[METRICS])
        following = Following(settings.register_url, followed, clock)
        jobs.append(Job("following the register", SECONDS_BETWEEN, following.renew))
    if settings.register_signing_key:
        served = app[SERVED]
        signing = Signing(settings, app[PUBLISHED].file, lambda: served.latest.version, clock)
        jobs.append(Job("signing the register", SECONDS_BETWEEN_SIGNING, in_thread(signing.renew)))
    if not app[IS_FIRST_WORKER]:
        return
    for job in jobs:
        app.cleanup_ctx.append(partial(background.running, job, [job], []))


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
