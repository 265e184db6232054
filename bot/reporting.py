"""What one process opens to take reports: the database, and the desk in front of it."""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from actions.reports.asked import UnlistedDemand
from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.model import DeliveryWay
from actions.reports.shared_clock import SharedClock
from actions.reports.store import ReportStore, StoreUnavailable
from bot.secret import secret_of
from bot.settings import Settings


def utc_now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Reporting:
    """Where reports go and come from.

    Attributes:
        desk: What everybody files through.
        asked: Counts unlisted addresses.
        clock: The time in UTC, by the clock of the database where processes share one.
    """

    store: ReportStore
    desk: Desk
    asked: UnlistedDemand
    clock: SharedClock

    @classmethod
    def open(cls, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> "Reporting":
        """Open the database, which may be away, and the folders."""
        _make_file_of(settings.database_url)
        shared = SharedClock(clock)
        store = ReportStore.open(settings.database_url, clock=shared, notices=_notices(settings))
        with suppress(StoreUnavailable):  # it is asked again every few seconds
            shared.agree(store.now)
        desk = Desk(store, Spool(settings.spool), shared)
        asked = UnlistedDemand(asked_key(settings), shared, ways=_alarm_ways(settings))
        return cls(store, desk, asked, shared)


def asked_key(settings: Settings) -> bytes:
    """Derive the key under which asked addresses are counted."""
    return hmac.new(secret_of(settings).encode(), b"asked", hashlib.sha256).digest()


def _make_file_of(database_url: str) -> None:
    """Make a SQLite file and its folder; SQLite would let everybody on the machine read it."""
    scheme, _, path = database_url.partition(":///")
    if scheme.startswith("sqlite") and path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch(mode=0o600)


def _alarm_ways(settings: Settings) -> tuple[str, ...]:
    """Choose by which ways staff are told of what many ask for within minutes."""
    by_mail = settings.alarm_mail and settings.smtp_url and settings.mail_from
    asked = {DeliveryWay.MAIL: by_mail, DeliveryWay.WEBHOOK: settings.notify_webhook}
    return tuple(way for way, wanted in asked.items() if wanted)


def _notices(settings: Settings) -> frozenset[DeliveryWay]:
    """Choose what is put in the outbox: what nobody can deliver would go out as old news later."""
    asked = {
        DeliveryWay.CHAT: True,
        DeliveryWay.MAIL: bool(settings.smtp_url and settings.mail_from),
        DeliveryWay.WEBHOOK: bool(settings.notify_webhook),
    }
    return frozenset(notice for notice, wanted in asked.items() if wanted)
