"""The second step of an account: a code of an app (TOTP, RFC 6238), or one of ten for its loss.

The secret lies in the database sealed with the secret of the installation; a code works once.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import pyotp
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.staff.access.accounts import Account, as_account
from bot.staff.access.database import StaffDatabase
from bot.staff.access.tables import accounts, recovery, sessions
from bot.staff.access.tokens import stored

ISSUER = "Kanaalcheck"
SECONDS = 30
"""How long a code is shown (RFC 6238, section 5.2)."""
DRIFT = 1  # codes before and after: clocks differ
RECOVERY_CODES = 10
RECOVERY_BYTES = 8  # 64 bits: not to be guessed from what the database holds

_SECRET_BYTES = 20  # RFC 4226, section 4: 160 bits
_GROUP = 4


class Way(StrEnum):
    """How the second step was made."""

    APP = "app"
    RECOVERY = "recovery"
    PASSKEY = "passkey"


class SecondStep:
    """The second steps in the database.

    Args:
        database: Of staff.
        clock: The time in UTC.
        secrets: Of the installation, then those of before; the first seals what the apps share
            with us, all of them open it.
    """

    def __init__(
        self, database: StaffDatabase, clock: Callable[[], datetime], *secrets: str
    ) -> None:
        self._database = database
        self._clock = clock
        keys = [hmac.digest(each.encode(), b"second step", hashlib.sha256) for each in secrets]
        self._seal = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
        self._own = keys[0]

    def offered(self, token: str) -> str:
        """Give the secret that a session may set up: the same until that session ends."""
        made = hmac.digest(self._own, f"offer {token}".encode(), hashlib.sha256)
        return base64.b32encode(made[:_SECRET_BYTES]).decode()

    def address(self, account: Account, secret: str) -> str:
        """Give what an app reads: an `otpauth:` address."""
        return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)

    def set_up(self, account: Account, secret: str, code: str) -> tuple[str, ...] | None:
        """Begin to ask for the second step, where the app shows the right code.

        Returns:
            The recovery codes, which nobody can read again; None when the code is wrong.
        """
        moment = self._moment_of(secret, code)
        if moment is None:
            return None
        sealed = self._seal.encrypt(secret.encode()).decode()
        change = {"second_secret": sealed, "second_used": moment}
        with self._database.writing() as connection:
            row = accounts.c.name == account.name
            connection.execute(sa.update(accounts).where(row).values(change))
        return self.renew(account)

    def renew(self, account: Account) -> tuple[str, ...]:
        """Make new recovery codes; those of before work no more."""
        codes = tuple(_grouped(secrets.token_hex(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))
        rows = [{"code": _kept(account.name, code), "account": account.name} for code in codes]
        with self._database.writing() as connection:
            connection.execute(sa.delete(recovery).where(recovery.c.account == account.name))
            connection.execute(sa.insert(recovery), rows)
        return codes

    def passed(self, account: Account, code: str) -> Way | None:
        """Say how a code makes the second step; None when it does not. Each works once."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(accounts).where(accounts.c.name == account.name)
            ).one_or_none()
        if row is None or not as_account(row).has_second:
            return None
        secret = self._opened(row.second_secret) if row.second_secret else None
        moment = self._moment_of(secret, code) if secret else None
        if moment is not None and self._use(account, moment):
            return Way.APP
        return Way.RECOVERY if self._use_recovery(account, code) else None

    def forget(self, account: Account) -> None:
        """Forget the recovery codes of an account, and log it out everywhere."""
        with self._database.writing() as connection:
            for table in (recovery, sessions):
                connection.execute(sa.delete(table).where(table.c.account == account.name))

    def left(self, account: Account) -> int:
        """Give how many recovery codes were not used."""
        count = sa.select(sa.func.count()).select_from(recovery)
        with self._database.reading() as connection:
            found = connection.execute(count.where(recovery.c.account == account.name))
            return int(found.scalar_one())

    def _opened(self, sealed: str) -> str | None:
        """Give the secret; none when the secret of the installation is another one now."""
        try:
            return self._seal.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _moment_of(self, secret: str, code: str) -> int | None:
        """Give the moment, counted in `SECONDS`, whose code this is."""
        digits = "".join(code.split())
        app = pyotp.TOTP(secret, interval=SECONDS)
        now = int(self._clock().timestamp()) // SECONDS
        found = None
        for moment in range(now - DRIFT, now + DRIFT + 1):
            if hmac.compare_digest(app.generate_otp(moment).encode(), digits.encode()):
                found = moment
        return found

    def _use(self, account: Account, moment: int) -> bool:
        """Use up a moment and all before it; of two at once, one comes in."""
        is_new = sa.or_(accounts.c.second_used.is_(None), accounts.c.second_used < moment)
        change = sa.update(accounts).where(accounts.c.name == account.name, is_new)
        with self._database.writing() as connection:
            return bool(connection.execute(change.values(second_used=moment)).rowcount)

    def _use_recovery(self, account: Account, code: str) -> bool:
        row = recovery.c.code == _kept(account.name, code)
        with self._database.writing() as connection:
            return bool(connection.execute(sa.delete(recovery).where(row)).rowcount)


def _kept(account: str, code: str) -> str:
    """Give what the database may know of a recovery code: capitals and signs do not count."""
    letters = "".join(each for each in code.lower() if each.isalnum())
    return stored(f"recovery {account} {letters}")


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
