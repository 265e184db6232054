"""Where reports are kept: one object for everything that is done with them.

Synchronous: code that runs in an event loop calls it through `asyncio.to_thread`. Each method is
one transaction, committed when it returns.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from secrets import token_hex

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from actions.reports import closing_rows, sealing
from actions.reports.closing_rows import ClosedChannel
from actions.reports.database.connection import PATIENT, SECONDS_TO_WAIT, Database, StoreUnavailable
from actions.reports.database.locking import NoSuchCase, find
from actions.reports.database.migrating import TablesTooNew, migrate
from actions.reports.database.tables import cases, counters, family, reports
from actions.reports.kept import (
    alarm_rows,
    asked_rows,
    audit,
    case_queue,
    feedback_rows,
    figures,
    filing,
    filter_rows,
    notice_rows,
    outbox,
    retention,
    takeover_rows,
    triage,
)
from actions.reports.kept.feedback_rows import FeedbackCount, Helpfulness
from actions.reports.kept.notice_rows import EmergencyNotice
from actions.reports.kept.outbox import Outbox
from actions.reports.kept.rows import as_case, as_report
from actions.reports.kept.triage import StatusError
from actions.reports.model import (
    FAKE,
    Alarm,
    AskedCount,
    Case,
    ConfirmedFake,
    DeliveryWay,
    Event,
    Exported,
    Filing,
    Filters,
    Kind,
    MarkedTakeover,
    Marking,
    MostAsked,
    Order,
    OutboxRow,
    Purged,
    Receipt,
    Report,
    SavedFilter,
    Statistics,
    Status,
    Subject,
)
from actions.reports.reference import new_reference
from actions.reports.sealing import Examined, Seal

__all__ = ["NoSuchCase", "ReferenceTaken", "ReportStore", "StatusError", "StoreUnavailable"]

SECONDS_TO_COUNT = 5  # thousands of addresses; a process that stops waits for it
ATTEMPTS = 5  # at a filing that met another one with the same key or reference
AT_ONCE = 500  # rows of an export in one transaction
EVERYTHING = Filters()
_log = logging.getLogger(__name__)


class ReferenceTaken(Exception):  # noqa: N818 - reads as what is the case
    """Another report has this reference already."""


class ReportStore:
    """Keeps reports, cases, the audit log and the outbox.

    Args:
        database: Where.
        clock: Gives the moment, in UTC.
        notices: What anybody sends; rows for others are not made.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        notices: Collection[DeliveryWay] = frozenset(DeliveryWay),
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = Outbox(frozenset(notices))
        self._is_migrated = False

    @classmethod
    def open(
        cls,
        database_url: str,
        *,
        clock: Callable[[], datetime],
        notices: Collection[DeliveryWay] = frozenset(DeliveryWay),
    ) -> "ReportStore":
        """Open the database and bring its tables up to date.

        A database that is away now is no error: the first call that finds it does the rest.

        Raises:
            TablesTooNew: A newer version made the tables, and this one cannot work with them.
        """
        store = cls(Database(database_url), clock=clock, notices=notices)
        try:
            store.ping()
        except TablesTooNew:
            store.close()
            raise
        except StoreUnavailable as error:
            _log.warning("the database of reports is away (%s): reports go to the spool", error)
        return store

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def ping(self) -> None:
        """Ask for a sign of life.

        Raises:
            StoreUnavailable: There is none.
        """
        with self._reading() as connection:
            connection.execute(select(1))

    def try_writing(self) -> None:
        """Write something that changes nothing.

        Raises:
            StoreUnavailable: The database is away, or takes nothing now.
        """
        with self._writing() as connection:
            connection.execute(update(counters).values(value=counters.c.value))

    def now(self) -> datetime | None:
        """Give what the clock of the database shows; None where that is our own.

        Raises:
            StoreUnavailable: The database is away.
        """
        if self._database.is_sqlite:
            return None
        with self._reading() as connection:
            shown: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return shown

    def closed_channels(self) -> tuple[ClosedChannel, ...]:
        """Give the channels that are closed now."""
        with self._reading() as connection:
            return closing_rows.standing(connection)

    def close_channel(self, closed: ClosedChannel) -> None:
        """Close a channel; the audit log says who did it and why."""
        with self._writing() as connection:
            closing_rows.close(connection, closed)

    def open_channel(self, channel: str, *, actor: str) -> bool:
        """Open a channel again; False when it was not closed."""
        with self._writing() as connection:
            return closing_rows.reopen(connection, channel, actor=actor, now=self._clock())

    def file(self, filed: Filing, *, reference: str | None = None) -> Receipt:
        """Write a report down; committed when this returns.

        Args:
            filed: What the citizen filed; its idempotency key files once.
            reference: Made beforehand; the same report under it is filed once.

        Raises:
            ReferenceTaken: Another report has this reference.
            StoreUnavailable: The database is away. Whether the report was written is unknown: file
                it again with the same reference.
        """
        now = self._clock()
        return self._file(filed, reference, received_at=now, now=now)

    def file_acknowledged(self, filed: Filing, *, reference: str, received_at: datetime) -> Receipt:
        """Write down what a citizen got this reference for while the database was away.

        Where the same key had filed it before, this reference leads to that report.

        Raises:
            ReferenceTaken: Another report has this reference.
            StoreUnavailable: The database is away again.
        """
        receipt = self._file(filed, reference, received_at=received_at, now=self._clock())
        if receipt.reference == reference or filed.idempotency_key is None:
            return receipt
        with self._writing() as connection:
            if filing.receipt_of(connection, reference) is None:
                filing.add_alias(connection, reference, filed.idempotency_key)
        return replace(receipt, reference=reference)

    def _file(
        self, filed: Filing, reference: str | None, *, received_at: datetime, now: datetime
    ) -> Receipt:
        attempts = 0
        while True:
            known = self._known(filed, reference)
            if known:
                return known
            try:
                with self._writing() as connection:
                    return filing.write_report(
                        connection,
                        filed,
                        reference or new_reference(),
                        received_at=received_at,
                        now=now,
                        outbox=self._outbox,
                    )
            except IntegrityError:  # the same key or reference was filed at this very moment
                attempts += 1
                if attempts == ATTEMPTS:
                    raise

    def _known(self, filed: Filing, reference: str | None) -> Receipt | None:
        with self._reading() as connection:
            if filed.idempotency_key:
                known = filing.receipt_of_key(connection, filed.idempotency_key)
                if known:
                    return known
            known = filing.receipt_of(connection, reference) if reference else None
            if known and reference and not filing.is_filed(connection, filed, reference):
                raise ReferenceTaken(f"{reference} is another report; file it under a new one")
            return known

    def receipt(self, reference: str) -> Receipt | None:
        """Give what the citizen with this reference may know; None when nobody got it."""
        with self._reading() as connection:
            return filing.receipt_of(connection, reference)

    def case(self, case_id: int) -> Case | None:
        """Give a case; None when there is none with this number."""
        with self._reading() as connection:
            try:
                return as_case(find(connection, case_id), self._clock())
            except NoSuchCase:
                return None

    def reports_of(self, case_id: int) -> tuple[Report, ...]:
        """Give the reports of a case and of those merged into it, newest first."""
        asked = (
            case_queue.reports_with_case()
            .where(reports.c.case_id.in_(family(case_id)))
            .order_by(reports.c.received_at.desc(), reports.c.id.desc())
        )
        with self._reading() as connection:
            return tuple(as_report(row) for row in connection.execute(asked))

    def images_of(self, reference: str) -> tuple[str, ...]:
        """Give the names of the images of a report."""
        asked = select(reports.c.images).where(reports.c.reference == reference)
        with self._reading() as connection:
            return tuple(connection.execute(asked).scalar() or ())

    def timeline(self, case_id: int) -> tuple[Event, ...]:
        """Give what happened to a case, first things first."""
        with self._reading() as connection:
            return audit.timeline(connection, case_id)

    def queue(
        self,
        *,
        statuses: Collection[Status] | None = None,
        platform: str | None = None,
        imitates: str | None = None,
        assignee: str | None = None,
        kind: Kind | None = None,
        search: str | None = None,
        in_text: bool = False,
        kin: str | None = None,
        pattern: str | None = None,
        overdue: tuple[datetime, datetime, datetime] | None = None,
        order: Order | str = Order.HARM,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[tuple[Case, ...], int]:
        """Give a page of cases, and how many there are on all pages; see `Filters`."""
        filters = Filters(
            frozenset(statuses or ()),
            platform,
            imitates,
            assignee,
            kind,
            search,
            in_text,
            kin,
            pattern,
            overdue,
        )
        now = self._clock()
        with self._reading() as connection:
            rows, total = case_queue.page(
                connection, filters, Order(order), offset=offset, limit=limit
            )
        return tuple(as_case(row, now) for row in rows), total

    def export(self, filters: Filters = EVERYTHING) -> Iterator[Exported]:
        """Give the reports of the cases that fit, first filed first."""
        last = 0
        while True:
            with self._reading(seconds=PATIENT) as connection:
                found = case_queue.reports_after(connection, filters, last, limit=AT_ONCE)
            now = self._clock()
            yield from (Exported(as_report(row), as_case(case, now)) for row, case in found)
            if len(found) < AT_ONCE:
                return
            last = found[-1][0].id

    def set_status(
        self,
        case_id: int,
        status: Status,
        *,
        actor: str,
        note: str | None = None,
        by_two: bool = False,
    ) -> Case:
        """Move a case on and queue what its reporters hear.

        Args:
            case_id: The case, or one that was merged into it.
            status: Where it goes.
            actor: Who does it.
            note: For the timeline.
            by_two: The first who would have citizens warned only proposes it.

        Raises:
            StatusError: It cannot go there from where it stands.
            NoSuchCase: There is none.
        """
        with self._changing() as (connection, now):
            stands = triage.set_status(
                connection,
                case_id,
                status,
                actor=actor,
                note=note,
                now=now,
                telling=self._outbox,
                by_two=by_two,
            )
            return as_case(find(connection, stands), now)

    def decide_many(
        self,
        case_ids: Collection[int],
        status: Status,
        *,
        actor: str,
        note: str | None = None,
        by_two: bool = False,
    ) -> str:
        """Move several cases on, all of them or none; gives the name that `undo_many` takes.

        Raises:
            StatusError: One of them cannot go there; none has moved.
            NoSuchCase: One of them does not exist.
        """
        batch = token_hex(8)
        with self._changing() as (connection, now):
            for case_id in sorted(case_ids):
                triage.set_status(
                    connection,
                    case_id,
                    status,
                    actor=actor,
                    note=note,
                    now=now,
                    telling=self._outbox,
                    by_two=by_two,
                    batch=batch,
                )
        return batch

    def undo_many(self, batch: str, *, actor: str) -> int:
        """Take back what was decided together; gives how many cases that were.

        Raises:
            StatusError: Somebody moved one of them on since, or it is taken back already; all
                stay where they are.
        """
        with self._changing() as (connection, now):
            return triage.undo_batch(connection, batch, actor=actor, now=now)

    def assign_many(self, case_ids: Collection[int], assignee: str | None, *, actor: str) -> None:
        """Give several cases to an account, or to nobody; all of them or none.

        Raises:
            NoSuchCase: One of them does not exist.
        """
        with self._changing() as (connection, now):
            for case_id in sorted(case_ids):
                triage.assign(connection, case_id, assignee, actor=actor, now=now)

    def kin_counts(self, kins: Collection[str]) -> dict[str, int]:
        """Count the cases that share each of these; see `grouping.py`."""
        with self._reading() as connection:
            return case_queue.kin_counts(connection, kins)

    def alike(self, case_id: int, *, limit: int) -> tuple[tuple[Case, str], ...]:
        """Give cases that resemble one, each with why: `kin` or `pattern`."""
        now = self._clock()
        with self._reading() as connection:
            found = case_queue.alike(connection, find(connection, case_id), limit=limit)
        return tuple((as_case(row, now), why) for row, why in found)

    def merged(self, case_id: int) -> tuple[Case, ...]:
        """Give the cases that were merged into one."""
        asked = select(cases).where(cases.c.merged_into == case_id).order_by(cases.c.id)
        now = self._clock()
        with self._reading() as connection:
            return tuple(as_case(row, now) for row in connection.execute(asked))

    def saved_filters(self, owner: str) -> tuple[SavedFilter, ...]:
        """Give the filters that somebody keeps, by name."""
        with self._reading() as connection:
            return filter_rows.of(connection, owner)

    def save_filter(self, owner: str, name: str, query: str) -> bool:
        """Keep a filter under a name; False when somebody keeps too many."""
        with self._writing() as connection:
            return filter_rows.save(connection, owner, name, query)

    def remove_filter(self, owner: str, number: int) -> None:
        """Forget a filter of somebody."""
        with self._writing() as connection:
            filter_rows.remove(connection, owner, number)

    def undo(self, case_id: int, *, actor: str) -> Case:
        """Take back the last change of status, or of a case that was merged: the merge.

        Raises:
            StatusError: There is nothing to take back.
            NoSuchCase: There is none.
        """
        with self._changing() as (connection, now):
            stands = triage.undo(connection, case_id, actor=actor, now=now)
            return as_case(find(connection, stands), now)

    def assign(self, case_id: int, assignee: str | None, *, actor: str) -> Case:
        """Give a case to an account, or to nobody.

        Raises:
            NoSuchCase: There is none.
        """
        with self._changing() as (connection, now):
            stands = triage.assign(connection, case_id, assignee, actor=actor, now=now)
            return as_case(find(connection, stands), now)

    def note(self, case_id: int, text: str, *, actor: str) -> None:
        """Add a note to the timeline of a case.

        Raises:
            NoSuchCase: There is none.
        """
        with self._changing() as (connection, now):
            stands = find(connection, case_id)
            audit.write(connection, Event(now, actor, "note", stands.id, {"text": text}))

    def merge(self, case_id: int, into: int, *, actor: str, by_two: bool = False) -> Case:
        """Let one case stand for another too, which leaves the queue; gives the one that stays.

        Raises:
            StatusError: They are of different kinds, the same one, or merged already; with
                `by_two` also when citizens would be warned of what nobody confirmed.
            NoSuchCase: One of them does not exist.
        """
        with self._changing() as (connection, now):
            stays = triage.merge(connection, case_id, into, actor=actor, now=now, by_two=by_two)
            return as_case(find(connection, stays), now)

    def confirmed_fakes(self) -> tuple[ConfirmedFake, ...]:
        """Give every address to warn of, those merged into a confirmed case too.

        Only of misuse: a listed channel that was taken over is not fake.
        """
        standing = cases.alias()
        asked = (
            select(
                cases,
                func.coalesce(standing.c.decided_at, cases.c.decided_at).label("confirmed_at"),
            )
            .outerjoin(standing, cases.c.merged_into == standing.c.id)
            .where(
                cases.c.kind == Kind.MISUSE,
                func.coalesce(standing.c.status, cases.c.status).in_(sorted(FAKE)),
            )
            .order_by(cases.c.id)
        )
        with self._reading() as connection:
            return tuple(
                ConfirmedFake(
                    case=row.merged_into or row.id,
                    platform=row.platform,
                    key=row.key,
                    shown=row.shown,
                    imitates=row.imitates,
                    seen_since=row.first_reported_at.date().isoformat(),
                    confirmed_at=row.confirmed_at,
                )
                for row in connection.execute(asked)
            )

    def subjects_of(self, case_id: int) -> tuple[Subject, ...]:
        """Give the addresses that a case stands for: its own and those merged into it."""
        asked = select(cases).where(cases.c.id.in_(family(case_id))).order_by(cases.c.id)
        now = self._clock()
        with self._reading() as connection:
            return tuple(as_case(row, now).subject for row in connection.execute(asked))

    def mark_taken_over(self, marking: Marking, *, actor: str) -> int:
        """Warn that a listed channel is taken over; gives the number of the warning."""
        with self._changing() as (connection, now):
            return takeover_rows.mark(connection, marking, actor=actor, now=now)

    def end_takeover(self, number: int, *, actor: str) -> bool:
        """End such a warning; False when it is not there, or ended before."""
        with self._changing() as (connection, now):
            return takeover_rows.end(connection, number, actor=actor, now=now)

    def takeovers(self) -> tuple[MarkedTakeover, ...]:
        """Give the warnings of takeovers that stand now."""
        with self._reading() as connection:
            return takeover_rows.standing(connection)

    def ended_takeovers(self, *, limit: int) -> tuple[MarkedTakeover, ...]:
        """Give the warnings of takeovers that ended last, newest first."""
        with self._reading() as connection:
            return takeover_rows.ended(connection, limit=limit)

    def fakes_version(self) -> str:
        """Give what differs whenever `confirmed_fakes` or `takeovers` do; costs one row."""
        asked = select(counters.c.value).where(counters.c.name == triage.FAKES)
        with self._reading() as connection:
            return str(connection.execute(asked).scalar_one())

    def events(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        actor: str | None = None,
        what: str | None = None,
        case: int | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> tuple[Event, ...]:
        """Give lines of the audit log, newest first; `until` itself is left out."""
        wanted = audit.Wanted(since, until, actor, what, case)
        with self._reading() as connection:
            return audit.page(connection, wanted, offset=offset, limit=limit)

    def record(self, event: Event) -> None:
        """Add a line to the audit log."""
        with self._writing() as connection:
            audit.write(connection, event)

    def seal_log(self) -> Seal | None:
        """Seal the lines of the audit log that were added; None where there are none."""
        with self._writing(seconds=SECONDS_TO_COUNT) as connection:
            return sealing.seal(connection, self._clock())

    def examine_log(self) -> Examined:
        """Tell whether the audit log is what it was when it was sealed."""
        with self._reading(seconds=PATIENT) as connection:
            return sealing.examine(connection)

    def statistics(self, *, weeks: int) -> Statistics:
        """Count for the dashboard, this week and the ones before it."""
        with self._reading(seconds=PATIENT) as connection:
            return figures.count(connection, weeks=weeks, now=self._clock())

    def count_asked(self, rows: Iterable[AskedCount], *, ways: Collection[str] = ()) -> None:
        """Add how often unlisted addresses were asked for.

        Args:
            rows: Since the last time.
            ways: By which staff are told of what many ask for within minutes.
        """
        rows = tuple(rows)
        with self._writing(seconds=SECONDS_TO_COUNT) as connection:
            asked_rows.add(connection, rows)
        # Apart: each has its own seconds, and ten thousand addresses take some.
        with self._writing(seconds=SECONDS_TO_COUNT) as connection:
            alarm_rows.count(connection, rows, ways=ways, now=self._clock())

    def take_alarms(self, *, lease: timedelta) -> tuple[Alarm, ...]:
        """Take the alarms that staff are still to be told of; nobody else gets them meanwhile."""
        with self._changing() as (connection, now):
            return alarm_rows.take(connection, now=now, lease=lease)

    def alarm_told(self, number: int, left: Collection[str], *, retry_at: datetime) -> None:
        """Note by which ways an alarm is still to be told, from a moment on."""
        with self._writing() as connection:
            alarm_rows.told(connection, number, left, retry_at=retry_at)

    def alarms(self, *, since: datetime) -> tuple[Alarm, ...]:
        """Give the alarms since a moment, newest first."""
        with self._reading() as connection:
            return alarm_rows.newest(connection, since=since)

    def most_asked(self, *, weeks: int, limit: int) -> tuple[MostAsked, ...]:
        """Give the unlisted addresses asked for most, this week and the ones before it."""
        with self._reading(seconds=PATIENT) as connection:
            return asked_rows.most(connection, weeks=weeks, limit=limit, now=self._clock())

    def purge_asked(self, *, before: date) -> int:
        """Delete the counts of weeks that began before a day; gives the number of rows."""
        with self._writing(seconds=PATIENT) as connection:
            alarm_rows.purge(connection, before=before)
            alarm_rows.purge_minutes(connection, now=self._clock())
            return asked_rows.purge(connection, before=before)

    def count_feedback(self, rows: Iterable[FeedbackCount]) -> None:
        """Add what citizens think of answers; all of it, or nothing."""
        with self._writing() as connection:
            feedback_rows.add(connection, rows)

    def helpfulness(self, *, since: date) -> tuple[Helpfulness, ...]:
        """Give what citizens think of each kind of answer, from a day on."""
        with self._reading(seconds=PATIENT) as connection:
            return feedback_rows.totals(connection, since=since)

    def set_notice(self, notice: EmergencyNotice) -> int:
        """Tell every citizen something; gives the number of the notice."""
        with self._changing() as (connection, now):
            return notice_rows.write(connection, notice, now=now)

    def withdraw_notice(self, number: int, *, actor: str) -> bool:
        """Withdraw a notice; False when it is not there, or was withdrawn before."""
        with self._changing() as (connection, now):
            return notice_rows.withdraw(connection, number, actor=actor, now=now)

    def standing_notices(self) -> tuple[EmergencyNotice, ...]:
        """Give the notices that are in force or will be, newest first."""
        with self._reading() as connection:
            return notice_rows.standing(connection, now=self._clock())

    def newest_notices(self, *, limit: int) -> tuple[EmergencyNotice, ...]:
        """Give the last notices, whatever became of them, newest first."""
        with self._reading() as connection:
            return notice_rows.newest(connection, limit=limit)

    def take_outbox(
        self,
        kind: DeliveryWay,
        limit: int,
        *,
        lease_seconds: float,
        channels: Collection[str] | None = None,
    ) -> tuple[OutboxRow, ...]:
        """Take what is due to be told; see `outbox.py` for telling at most once.

        Args:
            kind: By which way.
            limit: How many rows at most.
            lease_seconds: How long nobody else gets them.
            channels: Those whose conversations are told of; None when that does not matter.
        """
        with self._changing() as (connection, now):
            return outbox.take(
                connection, kind, limit, channels=channels, now=now, lease_seconds=lease_seconds
            )

    def take_unheard(self, conversation: str) -> tuple[OutboxRow, ...]:
        """Take the outcomes of a conversation whose citizen writes; they count as told."""
        with self._changing() as (connection, now):
            return outbox.take_unheard(connection, conversation, now=now)

    def unheard(self) -> frozenset[str]:
        """Give the conversations, as `web:abc`, whose citizens have an outcome to hear."""
        with self._reading() as connection:
            return outbox.unheard(connection)

    def drop_unheard(self, *, before: datetime) -> None:
        """Delete outcomes that waited since before a moment and were never told."""
        with self._writing(seconds=PATIENT) as connection:
            outbox.drop_unheard(connection, before=before)

    def outbox_sent(self, row_id: int) -> None:
        """Note that a row was told."""
        with self._changing() as (connection, now):
            outbox.sent(connection, row_id, now)

    def outbox_failed(self, row_id: int, *, retry_at: datetime) -> None:
        """Put a row back, to be taken again from a moment on."""
        with self._writing() as connection:
            outbox.failed(connection, row_id, retry_at=retry_at)

    def forget(self, conversation: str) -> int:
        """Delete how to reach the citizen of a conversation; gives the number of reports."""
        with self._writing(seconds=PATIENT) as connection:
            return retention.forget(connection, conversation)

    def purge(self, *, before: datetime, reported_before: datetime | None = None) -> Purged:
        """Delete contacts, conversations and images of cases closed before a moment.

        So it does for reports from before another moment, though nobody closed their case.

        The caller deletes the image files that are named.
        """
        with self._writing(seconds=PATIENT) as connection:
            return retention.purge(connection, before=before, reported_before=reported_before)

    def named_images(self) -> frozenset[str]:
        """Give the names of the images of all reports."""
        with self._reading(seconds=PATIENT) as connection:
            return retention.named_images(connection)

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, datetime]]:
        with self._writing() as connection:
            yield connection, self._clock()

    @contextmanager
    def _reading(self, *, seconds: int = SECONDS_TO_WAIT) -> Iterator[Connection]:
        self._migrated()
        with self._database.reading(seconds=seconds) as connection:
            yield connection

    @contextmanager
    def _writing(self, *, seconds: int = SECONDS_TO_WAIT) -> Iterator[Connection]:
        self._migrated()
        with self._database.writing(seconds=seconds) as connection:
            yield connection

    def _migrated(self) -> None:
        if not self._is_migrated:
            migrate(self._database)
            self._is_migrated = True
