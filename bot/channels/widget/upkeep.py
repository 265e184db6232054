"""What goes on beside the widgets: renewing the notice, writing down opinions, deleting orphans."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from actions.conversation.context import ATTACHED
from bot.channels.widget.feedback import FEEDBACK
from bot.notifying.notice_board import BOARD, SECONDS_BETWEEN
from bot.running import background
from bot.running.background import Job

if TYPE_CHECKING:
    from actions.reports.intake.images import Images
    from actions.reports.store import ReportStore

SECONDS_BETWEEN_COUNTS = 10.0
SECONDS_BETWEEN_DELETIONS = 60.0


def look_after(app: web.Application, *, store: ReportStore, images: Images) -> None:
    """Keep what the widgets show and gather up to date for as long as an application runs.

    Args:
        app: Holds what `prepare` put there.
        store: Has the notices, and takes the counts.
        images: Where images are kept.
    """
    renew = Job(
        "renewing the notice", SECONDS_BETWEEN, partial(asyncio.to_thread, app[BOARD].renew, store)
    )
    count = Job(
        "counting opinions",
        SECONDS_BETWEEN_COUNTS,
        partial(asyncio.to_thread, app[FEEDBACK].flush, store),
    )
    delete = Job(
        "deleting images of no report", SECONDS_BETWEEN_DELETIONS, partial(delete_orphans, images)
    )
    jobs = [renew, count, delete]
    app.cleanup_ctx.append(partial(background.running, renew, jobs, [count]))


async def delete_orphans(images: Images) -> None:
    """Delete the images that were sent and that no report took."""
    await asyncio.to_thread(_delete_all, images, tuple(ATTACHED.orphans()))


def _delete_all(images: Images, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):  # the daily deletion finds it
            images.delete(name)
