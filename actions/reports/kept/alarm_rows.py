"""Unlisted addresses that many ask for within minutes: counted by the minute, told once a day.

The minutes hold keyed hashes and numbers alone and are gone after `WINDOW`; an address is written
down readable when it is told of, which is far above what the weekly counts ask for.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from actions.reports.database.tables import alarms, asked_minutes
from actions.reports.kept import audit
from actions.reports.model import Alarm, AskedCount, Event

TIMES = 20
WINDOW = timedelta(minutes=10)
RAISED = "asked_often"
MOST_A_DAY = 50  # who asks for invented ones cannot fill a mailbox
AT_ONCE = 500  # rows of one statement

_m, _a = asked_minutes.c, alarms.c


def count(
    connection: Connection, rows: Iterable[AskedCount], *, ways: Collection[str], now: datetime
) -> None:
    """Add counts to this minute, and raise an alarm for what was asked for often enough.

    Args:
        connection: A transaction.
        rows: As they are written down for the week.
        ways: By which staff are told.
        now: In UTC.
    """
    ordered = sorted(rows, key=lambda row: row.digest)
    purge_minutes(connection, now=now)
    minute = now.replace(second=0, microsecond=0)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        _add(connection, part, minute)
        for row, times in _often(connection, part):
            _raise(connection, row, times, ways=ways, now=now)


def purge_minutes(connection: Connection, *, now: datetime) -> None:
    """Delete the minutes that no window reaches any more."""
    connection.execute(delete(asked_minutes).where(_m.minute <= now - WINDOW))


def purge(connection: Connection, *, before: date) -> None:
    """Delete the alarms of days before one."""
    connection.execute(delete(alarms).where(_a.day < before))


def take(connection: Connection, *, now: datetime, lease: timedelta) -> tuple[Alarm, ...]:
    """Take the alarms that are still to be told; nobody else gets them until the lease ends."""
    due = select(alarms).where(_a.due_at <= now).order_by(_a.id)
    rows = connection.execute(due.with_for_update(skip_locked=True)).all()
    if rows:
        ids = [row.id for row in rows]
        connection.execute(update(alarms).where(_a.id.in_(ids)).values(due_at=now + lease))
    return tuple(_as_alarm(row) for row in rows)


def told(connection: Connection, number: int, left: Collection[str], *, retry_at: datetime) -> None:
    """Note by which ways an alarm is still to be told; by none, it is done."""
    values = {"left": sorted(left), "due_at": retry_at if left else None}
    connection.execute(update(alarms).where(_a.id == number).values(**values))


def newest(connection: Connection, *, since: datetime) -> tuple[Alarm, ...]:
    """Give the alarms since a moment, newest first."""
    asked = select(alarms).where(_a.raised_at >= since).order_by(_a.id.desc())
    return tuple(_as_alarm(row) for row in connection.execute(asked))


def _add(connection: Connection, rows: Sequence[AskedCount], minute: datetime) -> None:
    times: dict[str, int] = {}
    for row in rows:
        times[row.digest] = times.get(row.digest, 0) + row.times
    is_sqlite = connection.dialect.name == "sqlite"
    adding = (sqlite if is_sqlite else postgresql).insert(asked_minutes)
    connection.execute(
        adding.on_conflict_do_update(
            index_elements=[_m.digest, _m.minute],
            set_={"times": _m.times + adding.excluded.times},
        ),
        [{"digest": each, "minute": minute, "times": count} for each, count in times.items()],
    )


def _often(connection: Connection, rows: Sequence[AskedCount]) -> list[tuple[AskedCount, int]]:
    by_digest = {row.digest: row for row in rows}
    asked = (
        select(_m.digest, func.sum(_m.times))
        .where(_m.digest.in_(by_digest))
        .group_by(_m.digest)
        .having(func.sum(_m.times) >= TIMES)
    )
    return [(by_digest[digest], int(times)) for digest, times in connection.execute(asked)]


def _raise(
    connection: Connection, row: AskedCount, times: int, *, ways: Collection[str], now: datetime
) -> None:
    today = select(_a.digest).where(_a.day == now.date())
    raised = set(connection.execute(today).scalars())
    if row.digest in raised or len(raised) >= MOST_A_DAY:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    adding = (sqlite if is_sqlite else postgresql).insert(alarms)
    made = connection.execute(
        adding.values(
            digest=row.digest,
            day=now.date(),
            platform=row.platform,
            shown=row.shown,
            times=times,
            raised_at=now,
            left=sorted(ways),
            due_at=now if ways else None,
        ).on_conflict_do_nothing(index_elements=[_a.digest, _a.day])
    )
    if made.rowcount == 1:
        details = {"shown": row.shown, "times": str(times)}
        audit.write(connection, Event(now, audit.SYSTEM, RAISED, details=details))


def _as_alarm(row: Row) -> Alarm:
    return Alarm(row.id, row.platform, row.shown, row.times, row.raised_at, tuple(row.left))
