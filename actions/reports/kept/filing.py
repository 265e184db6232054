"""Writing a report down: with its case, its line in the audit log and what has to be told."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from actions.reports.database.locking import find, lock_standing
from actions.reports.database.tables import aliases, cases, reports, storable
from actions.reports.grouping import pattern_of
from actions.reports.harm import harm_of
from actions.reports.kept import audit
from actions.reports.kept.outbox import Outbox
from actions.reports.model import Event, Filing, Kind, Loss, Receipt, Status, Subject

REOPENS = {
    Status.GENUINE: Status.NEW,
    Status.NOT_ENOUGH: Status.NEW,
    Status.TAKEN_DOWN: Status.CONFIRMED_FAKE,  # it is up again
}
"""Where a new report puts a closed case."""


def receipt_of(connection: Connection, reference: str) -> Receipt | None:
    """Give what the citizen with this reference may know; None when nobody got it."""
    alias = select(aliases.c.report_id).where(aliases.c.reference == reference).scalar_subquery()
    return _receipt(
        connection, (reports.c.reference == reference) | (reports.c.id == alias), reference
    )


def receipt_of_key(connection: Connection, idempotency_key: str) -> Receipt | None:
    """Give the receipt that was given for this key; None when it is new."""
    return _receipt(connection, reports.c.idempotency_key == idempotency_key)


def _receipt(connection: Connection, which: Any, reference: str | None = None) -> Receipt | None:  # noqa: ANN401
    standing = cases.alias()
    asked = (
        select(reports.c.reference, reports.c.received_at, cases.c.status, standing.c.status)
        .join(cases, reports.c.case_id == cases.c.id)
        .outerjoin(standing, cases.c.merged_into == standing.c.id)
        .where(which)
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
    return Receipt(reference or row[0], Status(row[3] or row[2]), row[1], is_new=False)


def is_filed(connection: Connection, filing: Filing, reference: str) -> bool:
    """Tell whether this very report stands under this reference."""
    asked = select(reports).where(reports.c.reference == reference)
    row = connection.execute(asked).first()
    same = ("address", "what_happened", "kind", "channel")
    return row is not None and all(
        getattr(row, name) == storable(getattr(filing, name)) for name in same
    )


def add_alias(connection: Connection, reference: str, idempotency_key: str) -> None:
    """Let a second reference lead to the report of a key."""
    asked = select(reports.c.id).where(reports.c.idempotency_key == idempotency_key)
    connection.execute(
        insert(aliases).values(
            reference=reference, report_id=connection.execute(asked).scalar_one()
        )
    )


def write_report(
    connection: Connection,
    filing: Filing,
    reference: str,
    *,
    received_at: datetime,
    now: datetime,
    outbox: Outbox,
) -> Receipt:
    """Add a report to its case, which is made or opened again where needed.

    Raises:
        IntegrityError: The reference or the idempotency key is taken.
    """
    own_case, is_first = _own_case(connection, filing, received_at)
    case = lock_standing(connection, own_case)
    report_id = _add_report(connection, filing, reference, own_case, received_at)
    status = _count(connection, case, filing, received_at)
    audit.write(connection, Event(now, audit.CITIZEN, "filed", case.id, {"reference": reference}))
    if status != case.status:
        change = {"from": case.status, "to": str(status)}
        audit.write(connection, Event(now, audit.SYSTEM, "reopened", case.id, change))
    case = find(connection, case.id)
    if is_first:
        outbox.announce(connection, case, now)
    outbox.tell_reporter(connection, case, report_id, now)
    return Receipt(reference, status, received_at)


def _own_case(connection: Connection, filing: Filing, at: datetime) -> tuple[int, bool]:
    """Find the case of the address, or make it; tells whether it was made."""
    subject = subject_hash(filing.kind, filing.subject)
    is_sqlite = connection.dialect.name == "sqlite"
    inserting = (sqlite if is_sqlite else postgresql).insert(cases)
    made = connection.execute(
        inserting.values(subject=subject, **_new_case(filing, at)).on_conflict_do_nothing(
            index_elements=[cases.c.subject]
        )
    )
    asked = select(cases.c.id).where(cases.c.subject == subject)
    return connection.execute(asked).scalar_one(), made.rowcount == 1


def _new_case(filing: Filing, at: datetime) -> dict[str, Any]:
    subject = filing.subject
    return {
        "kind": filing.kind,
        "platform": subject.platform,
        "key": subject.key,
        "shown": subject.shown,
        "imitates": subject.imitates,
        "difference": subject.difference,
        "verdict": subject.verdict,
        "reach": subject.reach,
        "searched": searched(subject),
        "kin": subject.kin,
        "status": Status.NEW,
        "harm": 0.0,
        "reports": 0,
        "lost_money": 0,
        "lost_data": 0,
        "first_reported_at": at,
        "last_reported_at": at,
    }


def searched(subject: Subject) -> str:
    """Give the text that a search looks through, folded."""
    seen = subject.shown.replace("[.]", ".")
    words = dict.fromkeys((subject.key, seen, subject.shown, subject.imitates or ""))
    return "\n".join(words).casefold()


def _add_report(
    connection: Connection, filing: Filing, reference: str, case_id: int, at: datetime
) -> int:
    made = connection.execute(
        insert(reports).values(
            reference=reference,
            case_id=case_id,
            kind=filing.kind,
            address=filing.address,
            what_happened=filing.what_happened,
            seen_on=filing.seen_on,
            loss=filing.loss,
            contact=filing.contact,
            notify=filing.notify,
            conversation=filing.conversation if filing.notify else None,
            language=filing.language,
            channel=filing.channel,
            idempotency_key=filing.idempotency_key,
            images=list(filing.images) or None,
            received_at=at,
            pattern=pattern_of(filing.address, filing.what_happened),
        )
    )
    return int(made.inserted_primary_key[0])


def _count(connection: Connection, case: Row, filing: Filing, at: datetime) -> Status:
    """Count a report in its case; gives where the case stands afterwards."""
    status = REOPENS.get(Status(case.status), Status(case.status))
    counts = {
        "reports": case.reports + 1,
        "lost_money": case.lost_money + (filing.loss is Loss.MONEY),
        "lost_data": case.lost_data + (filing.loss is Loss.DATA),
        "reach": max(case.reach, filing.subject.reach),
        "last_reported_at": max(case.last_reported_at, at),
    }
    values = {
        **counts,
        "harm": harm_of(**counts),
        "first_reported_at": min(case.first_reported_at, at),
        "imitates": case.imitates or filing.subject.imitates,
        "kin": case.kin or filing.subject.kin,
    }
    if status != case.status:
        values |= {"status": status, "closed_at": None}
        if status is Status.NEW:
            values["decided_at"] = None
    connection.execute(update(cases).where(cases.c.id == case.id).values(**values))
    return status


def subject_hash(kind: Kind, subject: Subject) -> str:
    """Name an address within the length of an index."""
    parts = (kind, subject.platform, subject.key)
    return sha256("\0".join(map(storable, parts)).encode()).hexdigest()
