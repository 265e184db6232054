"""Warning everybody: what staff confirmed as fake, laid over the register of this process.

Every process asks the database for a version number once a second, and for the fakes themselves
only when it changed. With the database away, the last that is known stays.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from actions.reports.model import ConfirmedFake, Subject
from actions.reports.subject import UNKNOWN
from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses
from knowledge.library import Library
from knowledge.model import Address, Impersonation, Source

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

SECONDS_BETWEEN = 1.0  # every process warns within two seconds

logger = logging.getLogger(__name__)


class Warnings:
    """Keeps the confirmed fakes of one process.

    Args:
        store: Holds what staff confirmed.
        served: Gives the library that is answered from now.
    """

    def __init__(self, store: ReportStore, served: Callable[[], Library]) -> None:
        self._store = store
        self._served = served
        self._version: str | None = None
        self._fakes: tuple[ConfirmedFake, ...] = ()
        self._warned: Library | None = None
        self._one_at_a_time = threading.Lock()

    def renew(self) -> None:
        """Ask for news, and lay it over the library that is served.

        Raises:
            StoreUnavailable: The database is away; a library that is new got what was known.
        """
        with self._one_at_a_time:
            if self._served() is not self._warned:
                self._lay_over(self._served())
            version = self._store.fakes_version()
            if version == self._version:
                return
            self._fakes = self._store.confirmed_fakes()
            self._lay_over(self._served())
            self._version = version
            logger.info("warning of %d confirmed fakes", len(self._fakes))

    def prepare(self, library: Library) -> None:
        """Lay what is known over a library before it is served, so that nothing is forgotten."""
        with self._one_at_a_time:
            library.registry.warn_of(impersonations(self._fakes, library.addresses))

    def _lay_over(self, library: Library) -> None:
        library.registry.warn_of(impersonations(self._fakes, library.addresses))
        self._warned = library


def impersonations(
    fakes: Iterable[ConfirmedFake], addresses: Addresses
) -> tuple[Impersonation, ...]:
    """Write confirmed fakes as if they stood in `impersonations.yml`."""
    return tuple(
        Impersonation(
            _address(fake, addresses),
            fake.imitates,
            fake.seen_since,
            Source(f"case {fake.case}", fake.seen_since),
        )
        for fake in fakes
    )


def shared_by_strangers(subject: Subject, addresses: Addresses) -> str | None:
    """Tell what is reported when it is a whole host that strangers share, in Dutch; else None.

    Confirmed as fake, it would call everybody there fake.
    """
    fake = ConfirmedFake(0, subject.platform, subject.key, subject.shown, None, "")
    kind = addresses.shared_whole(_address(fake, addresses))
    return shared_hosts.kinds()[kind].name if kind else None


def is_account(shown: str) -> bool:
    """Tell an account name without platform from other words of a citizen."""
    return shown.startswith("@") and len(shown.split()) == 1


def _address(fake: ConfirmedFake, addresses: Addresses) -> Address:
    """Give the address with exactly the normal form that was confirmed."""
    platform, shown, key = fake.platform, fake.shown.replace("[.]", "."), fake.key
    if platform == UNKNOWN or platform not in addresses.platforms:
        # Only an account name is asked about again; a text of words is not.
        return Address(UNKNOWN, shown, key, handle=key if is_account(shown) else None)
    match addresses.platforms.get(platform).kind:
        case "web":
            host, _, path = key.partition("/")
            return Address(platform, shown, key, host=host, path=path)
        case "email":
            local, _, host = key.rpartition("@")
            return Address(platform, shown, key, host=host, handle=local or None)
        case "social":
            return _account(fake, shown, addresses)
    return Address(platform, shown, key, handle=key)


def _account(fake: ConfirmedFake, shown: str, addresses: Addresses) -> Address:
    """Read an account again for its name, which its normal form does not always tell."""
    from_key = Address(fake.platform, shown, fake.key, handle=fake.key)
    try:
        read = addresses.parse(shown, fake.platform)
    except AddressError:
        return from_key
    return read if read == from_key else from_key
