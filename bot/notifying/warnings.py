"""Warning everybody: what staff confirmed as fake or report as taken over, laid over the register.

Every process asks the database for a version number once a second, and for the warnings themselves
only when it changed. With the database away, the last that is known stays.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from actions.reports.model import ConfirmedFake, MarkedTakeover, Subject
from actions.reports.subject import UNKNOWN
from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses
from knowledge.library import Library
from knowledge.model import Address, Impersonation, Source, Takeover

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

SECONDS_BETWEEN = 1.0  # every process warns within two seconds

logger = logging.getLogger(__name__)


class Warnings:
    """Keeps the warnings of one process.

    Args:
        store: Holds what staff confirmed.
        served: Gives the library that is answered from now.
    """

    def __init__(self, store: ReportStore, served: Callable[[], Library]) -> None:
        self._store = store
        self._served = served
        self._version: str | None = None
        self._fakes: tuple[ConfirmedFake, ...] = ()
        self._takeovers: tuple[MarkedTakeover, ...] = ()
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
            self._fakes, self._takeovers = self._store.confirmed_fakes(), self._store.takeovers()
            self._lay_over(self._served())
            self._version = version
            logger.info(
                "warning of %d confirmed fakes and %d takeovers",
                len(self._fakes),
                len(self._takeovers),
            )

    def prepare(self, library: Library) -> None:
        """Lay what is known over a library before it is served, so that nothing is forgotten."""
        with self._one_at_a_time:
            self._warn(library)

    def _lay_over(self, library: Library) -> None:
        self._warn(library)
        self._warned = library

    def _warn(self, library: Library) -> None:
        library.registry.warn_of_takeovers(takeovers(self._takeovers, library.addresses))
        library.registry.warn_of(impersonations(self._fakes, library.addresses))


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


def takeovers(marked: Iterable[MarkedTakeover], addresses: Addresses) -> tuple[Takeover, ...]:
    """Give the marked channels with exactly the normal form under which they are listed."""
    return tuple(
        Takeover(
            _address_of(each.platform, each.key, each.shown, addresses),
            each.marked_at.date().isoformat(),
        )
        for each in marked
    )


def shared_by_strangers(subject: Subject, addresses: Addresses) -> str | None:
    """Tell what is reported when it is a whole host that strangers share, in Dutch; else None.

    Confirmed as fake, it would call everybody there fake.
    """
    kind = addresses.shared_whole(address_of(subject, addresses))
    return shared_hosts.kinds()[kind].name if kind else None


def address_of(subject: Subject, addresses: Addresses) -> Address:
    """Give the address that would be warned of, if a subject were confirmed as fake."""
    return _address_of(subject.platform, subject.key, subject.shown, addresses)


def is_account(shown: str) -> bool:
    """Tell an account name without platform from other words of a citizen."""
    return shown.startswith("@") and len(shown.split()) == 1


def _address(fake: ConfirmedFake, addresses: Addresses) -> Address:
    return _address_of(fake.platform, fake.key, fake.shown, addresses)


def _address_of(platform: str, key: str, given: str, addresses: Addresses) -> Address:
    """Give the address with exactly the normal form that staff judged."""
    shown = given.replace("[.]", ".")
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
            return _account(platform, key, shown, addresses)
    return Address(platform, shown, key, handle=key)


def _account(platform: str, key: str, shown: str, addresses: Addresses) -> Address:
    """Read an account again for its name, which its normal form does not always tell."""
    from_key = Address(platform, shown, key, handle=key)
    try:
        read = addresses.parse(shown, platform)
    except AddressError:
        return from_key
    return read if read == from_key else from_key
