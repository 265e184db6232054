"""Who of staff there is: made on the command line, or when somebody first logs in elsewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from bot.staff.access import passwords
from bot.staff.access.database import StaffDatabase
from bot.staff.access.roles import Role
from bot.staff.access.tables import LONGEST_NAME, accounts, passkeys, recovery, sessions
from bot.staff.access.tokens import stored

_NAME = re.compile(rf"[a-z0-9][a-z0-9._@-]{{1,{LONGEST_NAME - 1}}}")
_PARTS = re.compile(r"[._@-]+")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9._@-]+")
RESERVED = frozenset({"citizen", "system", "unknown"})
"""Actors of the audit log that are nobody of staff."""


class AccountError(ValueError):
    """What was asked of an account cannot be done."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of staff.

    Attributes:
        is_elsewhere: Logs in with OpenID Connect and has no password here.
        has_app: Is asked for the code of an app after that.
        passkeys: How many it can use instead.
    """

    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None
    is_elsewhere: bool = False
    has_app: bool = False
    passkeys: int = 0

    @property
    def has_second(self) -> bool:
        """Say whether there is a second step."""
        return self.has_app or self.passkeys > 0


class Accounts:
    """The accounts in the database."""

    def __init__(self, database: StaffDatabase, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, name: str, role: Role, password: str) -> Account:
        """Make an account with a password.

        Raises:
            AccountError: The name is taken, or is no name.
            PasswordError: It is too short, too long or easily guessed.
        """
        name = name.lower()
        if not _NAME.fullmatch(name) or name in RESERVED:
            raise AccountError(
                f"{name!r} is no account name: take 2 to {LONGEST_NAME} of a-z, 0-9, . _ @ -"
            )
        kept = passwords.hashed(passwords.accepted(password, _about(name)))
        account = self._insert(name, role, password=kept)
        if account is None:
            raise AccountError(f"there is an account {name!r} already")
        return account

    def all(self) -> tuple[Account, ...]:
        """Give every account, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.name))
            return tuple(as_account(row) for row in rows)

    def active_names(self) -> tuple[str, ...]:
        """Give the names of those who can come in."""
        return tuple(each.name for each in self.all() if each.disabled_at is None)

    def disable(self, name: str) -> None:
        """Let an account in no more, from this moment on.

        Raises:
            AccountError: There is no such account.
        """
        self._change(name, disabled_at=self._clock())
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.account == name.lower()))

    def enable(self, name: str) -> None:
        """Let an account in again.

        Raises:
            AccountError: There is no such account.
        """
        self._change(name, disabled_at=None)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and log it out everywhere.

        Raises:
            AccountError: There is no such account, or it logs in elsewhere.
            PasswordError: The password is too short, too long or easily guessed.
        """
        found = self._row(accounts.c.name == name.lower())
        if found is not None and found.subject is not None:
            raise AccountError(f"{name!r} logs in with OpenID Connect and has no password here")
        kept = passwords.hashed(passwords.accepted(password, _about(name)))
        self._change(name, password=kept)
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.account == name.lower()))

    def remove_second(self, name: str) -> None:
        """Ask an account for no code or passkey any more, and log it out everywhere.

        Raises:
            AccountError: There is no such account, or it has no second step.
        """
        found = self._row(accounts.c.name == name.lower())
        if found is not None and not as_account(found).has_second:
            raise AccountError(f"{name!r} is asked for no code")
        self._change(name, second_secret=None, second_used=None, passkeys=0)
        with self._database.writing() as connection:
            for table in (recovery, passkeys, sessions):
                connection.execute(sa.delete(table).where(table.c.account == name.lower()))

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role; it holds from its next request on.

        Raises:
            AccountError: There is no such account.
        """
        self._change(name, role=role.value)

    def verified(self, name: str, password: str) -> Account | None:
        """Give the account if this is its password; takes as long when there is none."""
        found = self._row(accounts.c.name == name.lower())
        if not passwords.matches(found.password if found else None, password):
            return None
        if found is None or found.disabled_at is not None:
            return None
        if passwords.is_outdated(found.password):
            self._change(found.name, password=passwords.hashed(password))
        return as_account(found)

    def from_elsewhere(self, issuer: str, subject: str, name: str, role: Role) -> Account | None:
        """Give the account of somebody who logged in with OpenID Connect; made the first time.

        Args:
            issuer: Who says so.
            subject: Whom the issuer means; never changes, unlike a name.
            name: What to call a new account; made another when it is taken.
            role: From the claim; replaces the one from before.

        Returns:
            None when the account is disabled.
        """
        key = stored(f"{issuer} {subject}")
        found = self._row(accounts.c.subject == key) or self._made(key, name, role)
        if found.disabled_at is not None:
            return None
        if found.role != role.value:
            self.set_role(found.name, role)
        return replace(as_account(found), role=role)

    def _made(self, key: str, name: str, role: Role) -> Row:
        base = _NOT_IN_A_NAME.sub("-", name.lower()).strip("-._@")[: LONGEST_NAME - 9] or "account"
        # The name of another account is never taken over: such a newcomer gets a tail.
        for candidate in (base, f"{base}-{key[:8]}"):
            if _NAME.fullmatch(candidate) and candidate not in RESERVED:
                self._insert(candidate, role, subject=key)
            found = self._row(accounts.c.subject == key)
            if found:
                return found
        raise AccountError(f"no account could be made for {base!r}")

    def _insert(self, name: str, role: Role, **values: str) -> Account | None:
        now = self._clock()
        row = {"name": name, "role": role.value, "created_at": now, **values}
        try:
            with self._database.writing() as connection:
                connection.execute(sa.insert(accounts).values(row))
        except IntegrityError:
            return None
        return Account(name, role, now)

    def _row(self, condition: ColumnElement) -> Row | None:
        with self._database.reading() as connection:
            return connection.execute(sa.select(accounts).where(condition)).one_or_none()

    def _change(self, name: str, **values: object) -> None:
        change = sa.update(accounts).where(accounts.c.name == name.lower()).values(values)
        with self._database.writing() as connection:
            if connection.execute(change).rowcount == 0:
                raise AccountError(f"there is no account {name!r}: see python -m bot staff list")


def _about(name: str) -> list[str]:
    """Give what a password may not be made of: the name of its account, whole and in parts."""
    return [name, *_PARTS.split(name)]


def as_account(row: Row) -> Account:
    """Give the account of a row that holds the columns of `staff_accounts`."""
    return Account(
        row.name,
        Role(row.role),
        row.created_at,
        row.disabled_at,
        is_elsewhere=row.subject is not None,
        has_app=row.second_secret is not None,
        passkeys=row.passkeys,
    )
