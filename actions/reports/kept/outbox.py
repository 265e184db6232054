"""What has to be told, kept in the transaction of what it tells of.

A row is taken for some seconds; when its taker dies, another takes it again. Who must never tell
twice (a chat) calls `sent` before sending and `failed` when that did not work: then a crash between
the two loses one message instead of repeating it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, false, insert, or_, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement

from actions.reports.database.tables import family, outbox, reports
from actions.reports.model import DECIDED, FAKE, DeliveryWay, OutboxRow, Status

ANNOUNCED = frozenset({"misuse", "compromised"})
"""Kinds of case that an organisation hears of; a dispute is ours to settle."""


@dataclass(frozen=True)
class Outbox:
    """Adds rows.

    Attributes:
        notices: What anybody sends; other rows would only pile up.
    """

    notices: frozenset[DeliveryWay]

    def announce(self, connection: Connection, case: Row, now: datetime) -> None:
        """Tell the imitated organisation of a new case, without anything of the citizen."""
        if not case.imitates or case.kind not in ANNOUNCED:
            return
        told = ("kind", "platform", "shown", "imitates", "difference", "verdict")
        payload = {name: getattr(case, name) or "" for name in told}
        payload |= {"case": str(case.id), "reported_at": case.first_reported_at.isoformat()}
        rows = [
            _row(notice, f"{notice}:{case.id}", payload, case.id, None, now)
            for notice in sorted(self.notices - {DeliveryWay.CHAT})
        ]
        _add(connection, rows)

    def tell_outcome(
        self, connection: Connection, case: Row, status: Status, now: datetime
    ) -> None:
        """Tell every reporter of a case who asked for it; the same outcome once at most."""
        if status in DECIDED:
            is_of_case = reports.c.case_id.in_(family(case.id))
            self._tell(connection, case, is_of_case, status, now)

    def tell_reporter(
        self, connection: Connection, case: Row, report_id: int, now: datetime
    ) -> None:
        """Tell who reports an address that is confirmed already."""
        if case.status in FAKE:
            self._tell(connection, case, reports.c.id == report_id, Status.CONFIRMED_FAKE, now)

    def _tell(
        self,
        connection: Connection,
        case: Row,
        which: ColumnElement,
        status: Status,
        now: datetime,
    ) -> None:
        if DeliveryWay.CHAT not in self.notices:
            return
        asked = select(reports).where(which, reports.c.conversation.is_not(None))
        rows = [_chat(case, row, status, now) for row in connection.execute(asked)]
        keys = select(outbox.c.key).join(reports, outbox.c.report_id == reports.c.id).where(which)
        told = set(connection.execute(keys).scalars()) if rows else set()
        # The case is locked: nobody else adds the same meanwhile.
        _add(connection, [row for row in rows if row["key"] not in told])


def _chat(case: Row, report: Row, status: Status, now: datetime) -> dict[str, Any]:
    payload = {
        "reference": report.reference,
        "status": str(status),
        "conversation": report.conversation,
        "language": report.language,
        "shown": case.shown,
    }
    key = f"{DeliveryWay.CHAT}:{report.reference}:{status}"
    return _row(DeliveryWay.CHAT, key, payload, case.id, report.id, now)


def _row(
    kind: DeliveryWay,
    key: str,
    payload: dict[str, str],
    case_id: int,
    report_id: int | None,
    due_at: datetime,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": key,
        "payload": payload,
        "case_id": case_id,
        "report_id": report_id,
        "due_at": due_at,
        "attempts": 0,
    }


def _add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(outbox), rows)


def withdraw(connection: Connection, case_id: int) -> None:
    """Take back what reporters of a case were not told yet."""
    c = outbox.c
    connection.execute(
        delete(outbox).where(
            c.case_id.in_(family(case_id)),
            c.kind == DeliveryWay.CHAT,
            c.sent_at.is_(None),
            c.taken_until.is_(None),
        )
    )


def take(
    connection: Connection,
    kind: DeliveryWay,
    limit: int,
    *,
    channels: Collection[str] | None,
    now: datetime,
    lease_seconds: float,
) -> tuple[OutboxRow, ...]:
    """Take rows that are due, longest waiting first; nobody else gets them until the lease ends."""
    c = outbox.c
    waiting = (
        select(outbox)
        .where(
            c.kind == kind,
            c.due_at <= now,
            _is_free(now),
            *([] if channels is None else [_is_on(channels)]),
        )
        .order_by(c.due_at, c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(waiting).all()
    connection.execute(
        update(outbox)
        .where(c.id.in_([row.id for row in rows]))
        .values(taken_until=now + timedelta(seconds=lease_seconds), attempts=c.attempts + 1)
    )
    return tuple(
        OutboxRow(row.id, DeliveryWay(row.kind), row.payload, row.attempts + 1) for row in rows
    )


def take_unheard(
    connection: Connection, conversation: str, *, now: datetime
) -> tuple[OutboxRow, ...]:
    """Take what waits for the citizen of a conversation to write, as told from now on."""
    c = outbox.c
    # Two questions: in one, a database without statistics would read everything that waits.
    of_conversation = select(reports.c.id).where(reports.c.conversation == conversation)
    ids = connection.execute(of_conversation).scalars().all()
    waiting = (
        select(outbox)
        .where(c.report_id.in_(ids), c.kind == DeliveryWay.CHAT, _is_free(now))
        .order_by(c.id)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(waiting).all()
    for row in rows:
        sent(connection, row.id, now)
    return tuple(
        OutboxRow(row.id, DeliveryWay(row.kind), row.payload, row.attempts + 1) for row in rows
    )


def unheard(connection: Connection) -> frozenset[str]:
    """Give the conversations whose citizens have an outcome to hear."""
    c = outbox.c
    asked = (
        select(reports.c.conversation)
        .join(outbox, c.report_id == reports.c.id)
        .where(c.kind == DeliveryWay.CHAT, c.sent_at.is_(None), reports.c.conversation.is_not(None))
    )
    return frozenset(connection.execute(asked).scalars())


def _is_free(now: datetime) -> ColumnElement:
    c = outbox.c
    return and_(c.sent_at.is_(None), or_(c.taken_until.is_(None), c.taken_until <= now))


def _is_on(channels: Collection[str]) -> ColumnElement:
    conversation = outbox.c.payload["conversation"].as_string()
    # Without any channel nothing is: an empty `or_` would mean nothing to SQL.
    return or_(
        false(), *(conversation.startswith(f"{each}:", autoescape=True) for each in channels)
    )


def sent(connection: Connection, row_id: int, now: datetime) -> None:
    """Note that a row was told: it is not taken again."""
    connection.execute(update(outbox).where(outbox.c.id == row_id).values(sent_at=now))


def failed(connection: Connection, row_id: int, *, retry_at: datetime) -> None:
    """Put a row back, to be taken again from a moment on."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id)
        .values(sent_at=None, taken_until=None, due_at=retry_at)
    )


def drop_unheard(connection: Connection, *, before: datetime) -> None:
    """Delete outcomes that no citizen came to hear: it is old news by now."""
    c = outbox.c
    connection.execute(
        delete(outbox).where(c.kind == DeliveryWay.CHAT, c.sent_at.is_(None), c.due_at < before)
    )


def drop(connection: Connection, report_ids: Iterable[int]) -> None:
    """Delete what names the conversation of reports."""
    connection.execute(delete(outbox).where(outbox.c.report_id.in_(list(report_ids))))
