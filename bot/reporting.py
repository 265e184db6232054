"""What one process opens to take reports: the database, and the desk in front of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from actions.reports.desk import Desk
from actions.reports.model import Notice
from actions.reports.spool import Spool
from actions.reports.store import ReportStore
from bot.settings import Settings


def utc_now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Reporting:
    """Where reports go and come from.

    Attributes:
        desk: What everybody files through.
    """

    store: ReportStore
    desk: Desk

    @classmethod
    def open(cls, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> "Reporting":
        """Open the database, which may be away, and the folders."""
        _make_folder_of(settings.database_url)
        store = ReportStore.open(settings.database_url, clock=clock, notices=_notices(settings))
        return cls(store, Desk(store, Spool(settings.spool), clock))


def _make_folder_of(database_url: str) -> None:
    """Make the folder of a SQLite file, which SQLite does not."""
    scheme, _, path = database_url.partition(":///")
    if scheme.startswith("sqlite") and path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)


def _notices(settings: Settings) -> frozenset[Notice]:
    """Choose what is put in the outbox: what nobody can deliver would go out as old news later."""
    asked = {
        Notice.CHAT: True,
        Notice.MAIL: bool(settings.smtp_url and settings.mail_from),
        Notice.WEBHOOK: bool(settings.notify_webhook),
    }
    return frozenset(notice for notice, wanted in asked.items() if wanted)
