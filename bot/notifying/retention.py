"""Forgetting: contact details and images go a number of days after a case was closed.

So do reminders to organisations after they were handled or ended, images that no report names,
because a process died at the wrong moment, and outcomes of reports that nobody came to hear.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from actions.reports.database.connection import StoreUnavailable
from actions.reports.kept.audit import SYSTEM
from actions.reports.model import Event, Purged

if TYPE_CHECKING:
    from actions.reports.intake.images import Images
    from actions.reports.store import ReportStore
    from bot.notifying.reminding.store import Reminders
    from bot.settings import Settings

PURGED = "purged"
WEEKS_ASKED = 26  # that counts of asked addresses are kept
FAILED = 1
TO_BE_FILED = timedelta(days=1)
"""So old an image is of no report that is being filed."""
TO_BE_HEARD = timedelta(days=30)


def purge(
    store: ReportStore,
    images: Images,
    spooled: Callable[[], Collection[str]],
    *,
    days: int,
    open_days: int,
    clock: Callable[[], datetime],
) -> Purged:
    """Delete what is kept no longer; may be repeated, and by several processes.

    Args:
        store: Holds contact details, conversations and names of images.
        images: Holds the images themselves.
        spooled: Gives the names of images of reports that wait on disk.
        days: Days after closing.
        open_days: Days after a report, though its case is open.
        clock: The time in UTC.

    Raises:
        StoreUnavailable: The database is away.
    """
    now = clock()
    # Each process knows its own spool alone: the others see by its age that an image is needed.
    # First of all, since a report is in the spool for as long as the database is away.
    images.touch(spooled(), now)
    store.purge_asked(before=(now - timedelta(weeks=WEEKS_ASKED)).date())
    purged = store.purge(
        before=now - timedelta(days=days), reported_before=now - timedelta(days=open_days)
    )
    left = frozenset(images.older_than(now - TO_BE_FILED)) - store.named_images()
    purged = replace(purged, images=tuple(sorted(left.union(purged.images))))
    for name in purged.images:
        images.delete(name)
    store.drop_unheard(before=now - TO_BE_HEARD)
    if purged.contacts or purged.images:
        counts = {"contacts": str(purged.contacts), "images": str(len(purged.images))}
        store.record(Event(now, SYSTEM, PURGED, None, counts))
    return purged


def purge_reminders(
    reminders: Reminders, *, days: int, open_days: int, clock: Callable[[], datetime]
) -> int:
    """Delete reminders to organisations, and what these answered; give their number.

    Args:
        reminders: Holds them.
        days: Days after they were handled, or ended without an answer.
        open_days: Days after an answer, though staff did not handle it.
        clock: The time in UTC.

    Raises:
        StoreUnavailable: The database is away.
    """
    now = clock()
    return reminders.purge(
        over_before=now - timedelta(days=days), open_before=now - timedelta(days=open_days)
    )


def main(settings: Settings) -> int:
    """Delete what is kept no longer, and say how much that was.

    Returns:
        Exit code: 0, or 1 when the database is away.
    """
    from actions.reports.intake.images import Images
    from actions.reports.intake.spool import Spool
    from actions.reports.shared_clock import SharedClock
    from actions.reports.store import ReportStore
    from bot.notifying.reminding.store import Reminders
    from bot.reporting import utc_now

    clock = SharedClock(utc_now)
    try:
        store = ReportStore.open(settings.database_url, clock=clock)
        clock.agree(store.now)
        purged = purge(
            store,
            Images(settings.images),
            Spool(settings.spool).named_images,
            days=settings.retention_days,
            open_days=settings.retention_open_days,
            clock=clock,
        )
        reminders = Reminders(settings.database_url)
        gone = purge_reminders(
            reminders,
            days=settings.retention_days,
            open_days=settings.retention_open_days,
            clock=clock,
        )
        reminders.close()
    except StoreUnavailable:
        sys.stderr.write(
            "The database is away, so nothing was deleted: check KANAALCHECK_DATABASE_URL"
            " and try again.\n"
        )
        return FAILED
    sys.stdout.write(
        f"Deleted: contact details of {purged.contacts} reports, {len(purged.images)} images,"
        f" {gone} reminders to organisations."
        f" Kept until {settings.retention_days} days after closing.\n"
    )
    return 0
