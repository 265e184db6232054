"""What is deleted: at a citizen's word, and some time after a case was closed."""

from datetime import datetime

from sqlalchemy import and_, delete, null, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement, Select

from actions.reports.database.tables import cases, outbox, reports
from actions.reports.model import Purged

_FORGOTTEN = {"contact": None, "notify": False, "conversation": None}
_UNNEEDED = {"idempotency_key": None, "images": null()}


def forget(connection: Connection, conversation: str) -> int:
    """Delete how to reach the citizen of a conversation; gives the number of reports."""
    asked = select(reports.c.id).where(reports.c.conversation == conversation)
    ids = connection.execute(asked).scalars().all()
    connection.execute(delete(outbox).where(outbox.c.report_id.in_(ids)))
    connection.execute(update(reports).where(reports.c.id.in_(ids)).values(**_FORGOTTEN))
    return len(ids)


def purge(
    connection: Connection, *, before: datetime, reported_before: datetime | None = None
) -> Purged:
    """Delete what is no longer needed of cases that were closed before a moment.

    So it is of a report from before another moment, though nobody closed its case.

    What was to be told and never could be goes at the same age.
    """
    c = reports.c
    which = (
        _is_over(before, reported_before),
        or_(
            *(
                each.is_not(None)
                for each in (c.contact, c.conversation, c.idempotency_key, c.images)
            )
        ),
    )
    rows = connection.execute(select(c.contact, c.conversation, c.images).where(*which)).all()
    connection.execute(update(reports).where(*which).values(**_FORGOTTEN, **_UNNEEDED))
    connection.execute(
        delete(outbox).where(or_(outbox.c.case_id.in_(_closed(before)), outbox.c.due_at < before))
    )
    return Purged(
        contacts=sum(row.contact is not None or row.conversation is not None for row in rows),
        images=tuple(name for row in rows for name in row.images or ()),
    )


def _is_over(before: datetime, reported_before: datetime | None) -> ColumnElement[bool]:
    closed = reports.c.case_id.in_(_closed(before))
    return (
        closed if reported_before is None else or_(closed, reports.c.received_at < reported_before)
    )


def named_images(connection: Connection) -> frozenset[str]:
    """Give the names of the images of all reports."""
    asked = select(reports.c.images).where(reports.c.images.is_not(None))
    return frozenset(name for names in connection.execute(asked).scalars() for name in names)


def _closed(before: datetime) -> Select:
    """Select the cases that stood closed at a moment, with those merged into them."""
    standing = cases.alias()
    return (
        select(cases.c.id)
        .outerjoin(standing, cases.c.merged_into == standing.c.id)
        .where(
            or_(
                and_(cases.c.merged_into.is_(None), cases.c.closed_at < before),
                standing.c.closed_at < before,
            )
        )
    )
