"""Who is logged in: for half an hour of silence at most, and a working day at most."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement

from bot.staff.access.accounts import Account, as_account
from bot.staff.access.database import StaffDatabase
from bot.staff.access.tables import accounts, sessions
from bot.staff.access.tokens import derived, is_derived, new_token, stored

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
BETWEEN_WRITES = timedelta(minutes=1)
HALF = timedelta(minutes=5)
"""How long one may look for the code of the second step."""

FRESH = timedelta(minutes=10)
"""How long after logging in one may change how one logs in (NIST SP 800-63B, 4.1.3)."""

MOST = 5
"""Browsers in which one account is logged in; one more logs the oldest out."""

FORM = "form"
ID = 16  # characters


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is logged in.

    Attributes:
        is_fresh: They logged in a short while ago: who sits there now is likely the same person.
    """

    token: str
    account: Account
    is_fresh: bool = True

    @property
    def form_token(self) -> str:
        """What every form of this session has to bring along."""
        return derived(self.token, FORM)

    def is_form_token(self, given: str) -> bool:
        """Say whether a form came from a page of this session."""
        return is_derived(given, self.token, FORM)


@dataclass(frozen=True, slots=True)
class Opened:
    """A browser in which an account is logged in, as its owner sees it.

    Attributes:
        id: Begin of the hash of its token: tells it from the others, and opens nothing.
        is_this: Whether it is the one that asks.
    """

    id: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


class Sessions:
    """The sessions in the database, under the hash of their token."""

    def __init__(self, database: StaffDatabase, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def start(self, account: Account) -> Session:
        """Log somebody in, under a token that was never used before."""
        token, now = new_token(), self._clock()
        row = {"token": stored(token), "account": account.name, "created_at": now, "seen_at": now}
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(_is_over(now)))
            connection.execute(sa.insert(sessions).values(row))
            connection.execute(sa.delete(sessions).where(_is_too_many(account)))
        return Session(token, account)

    def start_half(self, account: Account) -> str:
        """Remember that somebody gave the right password; the code is still to come."""
        token, now = new_token(), self._clock()
        row = {"token": stored(token), "account": account.name, "created_at": now, "seen_at": now}
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(_is_over(now)))
            connection.execute(sa.insert(sessions).values({**row, "is_half": True}))
        return token

    def find_half(self, token: str) -> Account | None:
        """Give who gave the right password a short while ago, and no code yet."""
        query = (
            sa.select(accounts)
            .join(sessions, sessions.c.account == accounts.c.name)
            .where(
                sessions.c.token == stored(token),
                sessions.c.is_half,
                sessions.c.created_at > self._clock() - HALF,
                accounts.c.disabled_at.is_(None),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return as_account(row) if row else None

    def find(self, token: str) -> Session | None:
        """Give the session of a token, unless it is over or its account is disabled."""
        now = self._clock()
        of_token = sessions.c.token == stored(token)
        query = (
            sa.select(accounts, sessions.c.seen_at, sessions.c.created_at.label("began_at"))
            .join(sessions, sessions.c.account == accounts.c.name)
            .where(of_token, ~sessions.c.is_half, ~_is_over(now), accounts.c.disabled_at.is_(None))
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if now - row.seen_at >= BETWEEN_WRITES:
            with self._database.writing() as connection:
                connection.execute(sa.update(sessions).where(of_token).values(seen_at=now))
        return Session(token, as_account(row), is_fresh=now - row.began_at < FRESH)

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token == stored(token)))

    def opened(self, session: Session) -> tuple[Opened, ...]:
        """Give every browser in which the account of a session is logged in, the newest first."""
        whole = sa.select(sessions).where(
            sessions.c.account == session.account.name,
            ~sessions.c.is_half,
            ~_is_over(self._clock()),
        )
        with self._database.reading() as connection:
            rows = connection.execute(whole.order_by(sessions.c.created_at.desc()))
            this = stored(session.token)
            return tuple(
                Opened(row.token[:ID], row.created_at, row.seen_at, row.token == this)
                for row in rows
            )

    def end_others(self, session: Session, identifier: str | None = None) -> int:
        """Log the account of a session out in other browsers, or in one; tell in how many."""
        others = sa.delete(sessions).where(
            sessions.c.account == session.account.name, sessions.c.token != stored(session.token)
        )
        if identifier is not None:
            others = others.where(sa.func.substr(sessions.c.token, 1, ID) == identifier)
        with self._database.writing() as connection:
            return int(connection.execute(others).rowcount)


def _is_too_many(account: Account) -> ColumnElement:
    whole = sa.and_(sessions.c.account == account.name, ~sessions.c.is_half)
    newest = (
        sa.select(sessions.c.token)
        .where(whole)
        .order_by(sessions.c.created_at.desc(), sessions.c.seen_at.desc())
        .limit(MOST)
    )
    return sa.and_(whole, sessions.c.token.not_in(newest))


def _is_over(now: datetime) -> ColumnElement:
    return sa.or_(sessions.c.seen_at < now - IDLE, sessions.c.created_at < now - ABSOLUTE)
