"""Passkeys of staff accounts (WebAuthn level 2): kept, and asked to sign what we just thought up.

A browser signs for the site that it really shows: a page that only looks like ours gets nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import webauthn
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from yarl import URL

from bot.staff.access.accounts import Account
from bot.staff.access.database import StaffDatabase
from bot.staff.access.tables import LONGEST_LABEL, accounts, passkeys, sessions
from bot.staff.access.tokens import stored

NAME = "Kanaalcheck"
MOST = 10
"""Of one account."""
LONGEST_ANSWER = 20_000  # characters of what a browser sends; attestations of some keys are long

_LOCAL = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where browsers find the staff pages.

    Attributes:
        site: The host that passkeys belong to (rp id).
        origin: Scheme, host and port, as a browser signs it.
    """

    site: str
    origin: str

    @classmethod
    def of(cls, public_url: str | None, asked: URL) -> Place | None:
        """Tell where we are; None where no browser makes passkeys.

        Args:
            public_url: As operators set it; none without.
            asked: What a request asked for; believed only of this machine.
        """
        url = URL(public_url) if public_url else asked
        if not url.host or (not public_url and url.host not in _LOCAL):
            return None
        if url.scheme != "https" and url.host not in _LOCAL:
            return None
        return cls(url.host, str(url.origin()))


@dataclass(frozen=True, slots=True)
class Passkey:
    """What an account made, on one device or in one vault.

    Attributes:
        id: Hash of the credential id.
        label: What its owner calls it.
    """

    id: str
    label: str
    created_at: datetime
    used_at: datetime | None


class Passkeys:
    """The passkeys in the database.

    Args:
        database: Of staff.
        clock: The time in UTC.
        secret: Of the installation: names an account to authenticators without its name.
    """

    def __init__(self, database: StaffDatabase, clock: Callable[[], datetime], secret: str) -> None:
        self._database = database
        self._clock = clock
        self._key = hmac.digest(secret.encode(), b"passkeys", hashlib.sha256)

    def of(self, account: Account) -> tuple[Passkey, ...]:
        """Give the passkeys of an account, the oldest first."""
        query = sa.select(passkeys).where(passkeys.c.account == account.name)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(passkeys.c.created_at, passkeys.c.id))
            return tuple(Passkey(row.id, row.label, row.created_at, row.used_at) for row in rows)

    def creation(self, account: Account, place: Place, token: str) -> str:
        """Give what a browser needs to make a passkey, as JSON.

        Args:
            account: Whose it will be.
            place: Where we are.
            token: Of the session, which may answer once.
        """
        user = hmac.digest(self._key, account.name.encode(), hashlib.sha256)
        options = webauthn.generate_registration_options(
            rp_id=place.site,
            rp_name=NAME,
            user_id=user,
            user_name=account.name,
            exclude_credentials=self._descriptors(account),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
        self._expect(token, options.challenge)
        return webauthn.options_to_json(options)

    def add(self, account: Account, place: Place, token: str, answer: str, label: str) -> bool:
        """Keep the passkey that a browser made; tell whether the answer was right.

        Args:
            account: Whose it is.
            place: Where we are.
            token: Of the session.
            answer: What the browser gave, as JSON.
            label: What its owner calls it.
        """
        challenge = self._taken(token)
        if challenge is None:
            return False
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=place.site,
                expected_origin=place.origin,
            )
        except Exception:  # whatever hostile bytes make the library raise
            return False
        row = {
            "id": _id_of(made.credential_id),
            "account": account.name,
            "label": label[:LONGEST_LABEL],
            "credential": bytes_to_base64url(made.credential_id),
            "public_key": bytes_to_base64url(made.credential_public_key),
            "sign_count": made.sign_count,
            "created_at": self._clock(),
        }
        try:
            with self._database.writing() as connection:
                connection.execute(sa.insert(passkeys).values(row))
                connection.execute(_counted(account))
        except IntegrityError:  # known already, here or at another account
            return False
        return True

    def request(self, account: Account, place: Place, token: str) -> str:
        """Give what a browser needs to sign with a passkey of an account, as JSON."""
        options = webauthn.generate_authentication_options(
            rp_id=place.site,
            allow_credentials=self._descriptors(account),
            user_verification=UserVerificationRequirement.PREFERRED,
        )
        self._expect(token, options.challenge)
        return webauthn.options_to_json(options)

    def passed(self, account: Account, place: Place, token: str, answer: str) -> bool:
        """Tell whether a browser signed with a passkey of the account; each challenge once."""
        challenge = self._taken(token)
        if challenge is None:
            return False
        try:
            given = webauthn.helpers.parse_authentication_credential_json(answer)
            row = self._row(account, given.raw_id)
            if row is None:
                return False
            checked = webauthn.verify_authentication_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=place.site,
                expected_origin=place.origin,
                credential_public_key=base64url_to_bytes(row.public_key),
                credential_current_sign_count=row.sign_count,
            )
        except Exception:  # whatever hostile bytes make the library raise
            return False
        return self._used(row, checked.new_sign_count)

    def remove(self, account: Account, identifier: str) -> bool:
        """Forget a passkey of an account; tell whether there was one."""
        gone = sa.delete(passkeys).where(
            passkeys.c.id == identifier, passkeys.c.account == account.name
        )
        with self._database.writing() as connection:
            is_gone = bool(connection.execute(gone).rowcount)
            connection.execute(_counted(account))
        return is_gone

    def _row(self, account: Account, credential: bytes) -> sa.engine.Row | None:
        query = sa.select(passkeys).where(
            passkeys.c.id == _id_of(credential), passkeys.c.account == account.name
        )
        with self._database.reading() as connection:
            return connection.execute(query).one_or_none()

    def _used(self, row: sa.engine.Row, count: int) -> bool:
        """Write down a use; of two at once with the same count, one comes in."""
        change = sa.update(passkeys).where(
            passkeys.c.id == row.id, passkeys.c.sign_count == row.sign_count
        )
        with self._database.writing() as connection:
            values = {"sign_count": count, "used_at": self._clock()}
            return bool(connection.execute(change.values(values)).rowcount)

    def _descriptors(self, account: Account) -> list[PublicKeyCredentialDescriptor]:
        query = sa.select(passkeys.c.credential).where(passkeys.c.account == account.name)
        with self._database.reading() as connection:
            found = connection.execute(query).scalars().all()
        return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in found]

    def _expect(self, token: str, challenge: bytes) -> None:
        """Write down what a session has to sign next; what it had to sign before is over."""
        row = sa.update(sessions).where(sessions.c.token == stored(token))
        with self._database.writing() as connection:
            connection.execute(row.values(challenge=bytes_to_base64url(challenge)))

    def _taken(self, token: str) -> bytes | None:
        """Give what a session had to sign, once."""
        this = sessions.c.token == stored(token)
        with self._database.writing() as connection:
            found = connection.execute(sa.select(sessions.c.challenge).where(this)).scalar()
            if not found:
                return None
            mine = sa.update(sessions).where(this, sessions.c.challenge == found)
            if not connection.execute(mine.values(challenge=None)).rowcount:
                return None
        return base64url_to_bytes(found)


def _counted(account: Account) -> sa.sql.Update:
    """Write down how many passkeys an account has."""
    count = sa.select(sa.func.count()).where(passkeys.c.account == account.name)
    this = sa.update(accounts).where(accounts.c.name == account.name)
    return this.values(passkeys=count.scalar_subquery())


def _id_of(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()
