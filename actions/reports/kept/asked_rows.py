"""How often unlisted addresses were asked for, by week: what the database keeps of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from actions.reports.database.tables import asked, cases
from actions.reports.kept.figures import monday
from actions.reports.kept.filing import subject_hash
from actions.reports.model import AskedCount, Kind, MostAsked, Subject

READABLE_FROM = 3
"""Times in one week from which an address is kept readable: less may be one citizen's own."""

MOST_A_WEEK = 100_000  # addresses; whoever asks for invented ones cannot fill the disk
AT_ONCE = 500  # rows of one statement

_c = asked.c


def add(connection: Connection, rows: Iterable[AskedCount]) -> None:
    """Add counts to those of this and other processes."""
    # In one order, so that two processes never wait for each other.
    ordered = sorted(rows, key=lambda row: (row.digest, row.week))
    room = _room(connection, {row.week for row in ordered})
    for start in range(0, len(ordered), AT_ONCE):
        part = tuple(_fitting(connection, ordered[start : start + AT_ONCE], room))
        if part:
            _count(connection, part)
            _make_readable(connection, part)


def most(connection: Connection, *, weeks: int, limit: int, now: datetime) -> tuple[MostAsked, ...]:
    """Give the readable addresses that were asked for most in this week and the ones before it."""
    since = monday(now.date()) - timedelta(weeks=weeks - 1)
    readable = select(_c.digest).where(_c.week >= since, _c.shown.is_not(None))
    times = func.sum(_c.times)
    names = [func.max(column).label(column.name) for column in (_c.platform, _c.key, _c.shown)]
    question = (
        select(times.label("times"), *names)
        .where(_c.week >= since, _c.digest.in_(readable))
        .group_by(_c.digest)
        .order_by(times.desc(), func.max(_c.shown))
        .limit(limit)
    )
    rows = connection.execute(question).all()
    known = _cases(connection, [(row.platform, row.key) for row in rows])
    return tuple(
        MostAsked(row.platform, row.shown, int(row.times), known.get((row.platform, row.key)))
        for row in rows
    )


def purge(connection: Connection, *, before: date) -> int:
    """Delete the weeks that began before a day; gives the number of rows."""
    return int(connection.execute(delete(asked).where(_c.week < before)).rowcount)


def _room(connection: Connection, weeks: Iterable[date]) -> Counter[date]:
    """Give how many new addresses each week can take."""
    full = select(_c.week, func.count()).where(_c.week.in_(weeks)).group_by(_c.week)
    room = Counter(dict.fromkeys(weeks, MOST_A_WEEK))
    room.subtract(dict(connection.execute(full).all()))
    return room


def _fitting(
    connection: Connection, rows: Sequence[AskedCount], room: Counter[date]
) -> Iterator[AskedCount]:
    """Give the rows that are known already, and new ones as long as there is room."""
    known = set(connection.execute(select(_c.digest, _c.week).where(_among(rows))).all())
    for row in rows:
        if (row.digest, row.week) in known:
            yield row
        elif room[row.week] > 0:
            room[row.week] -= 1
            yield row


def _count(connection: Connection, rows: Sequence[AskedCount]) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    adding = (sqlite if is_sqlite else postgresql).insert(asked)
    connection.execute(
        adding.on_conflict_do_update(
            index_elements=[_c.digest, _c.week], set_={"times": _c.times + adding.excluded.times}
        ),
        [{"digest": row.digest, "week": row.week, "times": row.times} for row in rows],
    )


def _make_readable(connection: Connection, rows: Sequence[AskedCount]) -> None:
    """Write down the addresses that were asked for often enough by now."""
    often = select(_c.digest, _c.week).where(
        _among(rows), _c.times >= READABLE_FROM, _c.shown.is_(None)
    )
    found = set(connection.execute(often).all())
    changes = [
        {
            "of_digest": row.digest,
            "of_week": row.week,
            "platform": row.platform,
            "key": row.key,
            "shown": row.shown,
        }
        for row in rows
        if (row.digest, row.week) in found
    ]
    if changes:
        same = and_(_c.digest == bindparam("of_digest"), _c.week == bindparam("of_week"))
        connection.execute(update(asked).where(same), changes)


def _among(rows: Sequence[AskedCount]) -> ColumnElement:
    return and_(
        _c.digest.in_([row.digest for row in rows]), _c.week.in_({row.week for row in rows})
    )


def _cases(
    connection: Connection, addresses: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Give the case of each address that has one; one of misuse goes first."""
    hashes = {
        subject_hash(kind, Subject(platform, key, "")): (platform, key)
        for kind in reversed(Kind)
        for platform, key in addresses
    }
    question = select(cases.c.subject, cases.c.id, cases.c.merged_into).where(
        cases.c.subject.in_(hashes)
    )
    found = {row.subject: row.merged_into or row.id for row in connection.execute(question)}
    return {address: found[name] for name, address in hashes.items() if name in found}
