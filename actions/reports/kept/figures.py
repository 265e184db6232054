"""What the dashboard counts."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from actions.reports.database.tables import cases, reports
from actions.reports.model import CLOSED, Statistics, Status

HOUR = timedelta(hours=1)


def count(connection: Connection, *, weeks: int, now: datetime) -> Statistics:
    """Count the reports of this week and of the ones before it.

    Args:
        connection: A transaction.
        weeks: How many, this one included.
        now: Decides which week this is.
    """
    today = now.astimezone(UTC).date()
    mondays = [monday(today) - timedelta(weeks=back) for back in reversed(range(weeks))]
    start = datetime.combine(mondays[0], datetime.min.time(), UTC)
    return Statistics(
        reports_per_week=_per_week(connection, mondays, start),
        by_platform=_by(connection, cases.c.platform, start),
        by_organisation=_by(connection, cases.c.imitates, start),
        hours_to_decision=_hours(connection, start),
        open_cases=_open(connection),
    )


def _per_week(connection: Connection, mondays: Iterable[date], start: datetime) -> dict[date, int]:
    day = func.date(reports.c.received_at)
    asked = select(day, func.count()).where(reports.c.received_at >= start).group_by(day)
    counted: Counter[date] = Counter()
    for when, number in connection.execute(asked):
        # SQLite has no dates: there it is a text.
        counted[monday(date.fromisoformat(str(when)))] += number
    return {monday: counted[monday] for monday in mondays}


def _by(connection: Connection, column: ColumnElement, start: datetime) -> dict[str, int]:
    """Count reports by a column of their case, most first."""
    number = func.count()
    asked = (
        select(column, number)
        .select_from(reports.join(cases, reports.c.case_id == cases.c.id))
        .where(reports.c.received_at >= start, column.is_not(None))
        .group_by(column)
        .order_by(number.desc(), column)
    )
    return dict(connection.execute(asked).all())


def _hours(connection: Connection, start: datetime) -> dict[date, float]:
    asked = select(cases.c.first_reported_at, cases.c.decided_at).where(
        cases.c.decided_at >= start, cases.c.merged_into.is_(None)
    )
    waited = defaultdict(list)
    for reported, decided in connection.execute(asked):
        waited[monday(decided.date())].append((decided - reported) / HOUR)
    return {week: round(statistics.median(hours), 1) for week, hours in sorted(waited.items())}


def _open(connection: Connection) -> dict[Status, int]:
    asked = (
        select(cases.c.status, func.count())
        .where(cases.c.merged_into.is_(None))
        .group_by(cases.c.status)
    )
    counted = dict(connection.execute(asked).all())
    return {each: counted.get(each, 0) for each in Status if each not in CLOSED}


def monday(day: date) -> date:
    """Give the first day of the week of a day."""
    return day - timedelta(days=day.weekday())
