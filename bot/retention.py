"""Forgetting: contact details and images go a number of days after a case was closed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from actions.reports.audit import SYSTEM
from actions.reports.database import StoreUnavailable
from actions.reports.model import Event, Purged

if TYPE_CHECKING:
    from actions.reports.images import Images
    from actions.reports.store import ReportStore
    from bot.settings import Settings

PURGED = "purged"
FAILED = 1


def purge(
    store: ReportStore, images: Images, *, days: int, clock: Callable[[], datetime]
) -> Purged:
    """Delete what is kept no longer; may be repeated, and by several processes.

    Args:
        store: Holds contact details, conversations and names of images.
        images: Holds the images themselves.
        days: Days after closing.
        clock: The time in UTC.

    Raises:
        StoreUnavailable: The database is away.
    """
    now = clock()
    purged = store.purge(before=now - timedelta(days=days))
    for name in purged.images:
        images.delete(name)
    if purged.contacts or purged.images:
        counts = {"contacts": str(purged.contacts), "images": str(len(purged.images))}
        store.record(Event(now, SYSTEM, PURGED, None, counts))
    return purged


def main(settings: Settings) -> int:
    """Delete what is kept no longer, and say how much that was.

    Returns:
        Exit code: 0, or 1 when the database is away.
    """
    from actions.reports.images import Images
    from actions.reports.store import ReportStore

    def clock() -> datetime:
        return datetime.now(UTC)

    try:
        store = ReportStore.open(settings.database_url, clock=clock)
        purged = purge(store, Images(settings.images), days=settings.retention_days, clock=clock)
    except StoreUnavailable:
        sys.stderr.write(
            "The database is away, so nothing was deleted: check KANAALCHECK_DATABASE_URL"
            " and try again.\n"
        )
        return FAILED
    sys.stdout.write(
        f"Deleted: contact details of {purged.contacts} reports, {len(purged.images)} images."
        f" Kept until {settings.retention_days} days after closing.\n"
    )
    return 0
