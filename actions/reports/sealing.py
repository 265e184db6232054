"""Sealing the audit log: a chain of SHA-256, so that a line that is gone or changed is seen.

Lines are sealed some time after they were written, by whichever process comes first: a chain that
every line had to join would let one report wait for the other. Who can change the database as they
like can also make a new chain: compare its newest digest with the one in the logs of the process.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection, Row

from actions.reports.database.connection import PATIENT
from actions.reports.database.tables import events, seals

SETTLED = timedelta(seconds=3 * PATIENT)
"""After that no transaction is open that has taken a number: they end after `PATIENT` at most."""

_ADVISORY_LOCK = 0x4B43_0002
_BEGINNING = "0" * 64
_e = events.c


@dataclass(frozen=True, slots=True)
class Seal:
    """What the audit log was up to a line.

    Attributes:
        last_event: Number of the last line in it.
        events: How many lines it adds to the seal before.
        digest: Follows from these lines and the digest before, 64 hex digits.
    """

    last_event: int
    events: int
    digest: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of the audit log.

    Attributes:
        seals: How many were looked at.
        head: The newest digest; None where nothing is sealed yet.
        lines: How many lines they hold.
        unsealed: How many lines came after.
        broken: The first line numbers that are not what was sealed, both ends included.
        digests: Of every seal, oldest first.
    """

    seals: int
    head: str | None
    lines: int
    unsealed: int
    broken: tuple[int, int] | None
    digests: tuple[str, ...]


def seal(connection: Connection, now: datetime) -> Seal | None:
    """Seal the lines that were added; None where there are none.

    On PostgreSQL a line with a lower number may still be on its way: the youngest wait.
    """
    rows_until = None
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        rows_until = now - SETTLED
    before = _newest(connection)
    rows = _settled(_after(connection, before.last_event, None), rows_until)
    if not rows:
        return None
    made = Seal(rows[-1].id, len(rows), _digest(before.digest, rows))
    connection.execute(
        insert(seals).values(
            last_event=made.last_event, events=made.events, digest=made.digest, sealed_at=now
        )
    )
    return made


def examine(connection: Connection) -> Examined:
    """Compute every seal anew from the lines that are there."""
    before, lines, broken = Seal(0, 0, _BEGINNING), 0, None
    digests = []
    kept = connection.execute(select(seals).order_by(seals.c.id)).all()
    for row in kept:
        found = _after(connection, before.last_event, row.last_event)
        is_as_it_was = len(found) == row.events and _digest(before.digest, found) == row.digest
        if not is_as_it_was and broken is None:
            broken = (before.last_event + 1, row.last_event)
        before = Seal(row.last_event, row.events, row.digest)
        lines += len(found)
        digests.append(row.digest)
    total = connection.execute(select(func.count()).select_from(events)).scalar_one()
    head = digests[-1] if digests else None
    return Examined(len(kept), head, lines, total - lines, broken, tuple(digests))


def _newest(connection: Connection) -> Seal:
    row = connection.execute(select(seals).order_by(seals.c.id.desc()).limit(1)).first()
    return Seal(row.last_event, row.events, row.digest) if row else Seal(0, 0, _BEGINNING)


def _settled(rows: list[Row], until: datetime | None) -> list[Row]:
    """Leave out the first young line and all after it."""
    if until is None:
        return rows
    return list(takewhile(lambda row: row.at < until, rows))


def _after(connection: Connection, first: int, last: int | None) -> list[Row]:
    asked = select(events).where(_e.id > first).order_by(_e.id)
    if last is not None:
        asked = asked.where(_e.id <= last)
    return list(connection.execute(asked))


def _digest(before: str, rows: Iterable[Row]) -> str:
    digest = hashlib.sha256(before.encode())
    for row in rows:
        line = [
            row.id,
            row.at.astimezone(UTC).isoformat(),
            row.actor,
            row.what,
            row.case_id,
            dict(row.details),
        ]
        digest.update(json.dumps(line, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()
