"""What is shared: nothing but what citizens are told is fake, and nothing of who reported it.

A fake that the register or a body outside it has a say about stays here: what is answered
otherwise than `confirmed_fake` is not shared, and a host below which somebody real lives is shared
as an address but never blocked as a host.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from actions.reports.model import ConfirmedFake
from bot.notifying.warnings import impersonations
from knowledge.library import Library
from knowledge.model import Address, Impersonation, Organisation

NAMESPACE = UUID("6a0f8f0e-6f0a-5f7c-9c1e-0d3a5b7c9e11")
"""Of the ids of what is shared: the same fake has the same id in every export."""


@dataclass(frozen=True, slots=True)
class SharedFake:
    """A confirmed fake as others get it.

    Attributes:
        id: The same in every export.
        kind: Of its platform, such as `web`, `social`, `email`, `phone`, `iban`.
        value: The address itself, not defanged.
        host: Of a website or mailbox.
        is_host: It is a whole host, and nothing real is known to live below it.
        imitates: Whose name it abuses, as citizens know it; None where that is nobody of ours.
        legitimate: Site in use of that organisation.
        seen_since: Day, the first one of the month or year where no more is known.
        confirmed_at: When staff confirmed it; None of one that stands in the register.
    """

    id: UUID
    platform: str
    kind: str
    value: str
    host: str | None
    is_host: bool
    imitates: str | None
    legitimate: str | None
    seen_since: datetime
    confirmed_at: datetime | None


def shared_fakes(library: Library, confirmed: Iterable[ConfirmedFake]) -> tuple[SharedFake, ...]:
    """Give what is shared, oldest first, each address once.

    Args:
        library: With what staff confirmed laid over it; see `bot/notifying/warnings.py`.
        confirmed: What staff confirmed.
    """
    confirmed = tuple(confirmed)
    laid = impersonations(confirmed, library.addresses)
    moments = {
        (fake.address.platform, fake.address.key): each.confirmed_at
        for fake, each in zip(laid, confirmed, strict=True)
    }
    found: dict[UUID, SharedFake] = {}
    for fake in (*library.registry.register.impersonations, *laid):
        address = fake.address
        if address.platform not in library.platforms or not _is_told(library, address):
            continue
        moment = moments.get((address.platform, address.key))
        each = _shared(library, fake, moment)
        found.setdefault(each.id, each)
    return tuple(sorted(found.values(), key=lambda each: (each.seen_since, each.value)))


def _is_told(library: Library, address: Address) -> bool:
    """Tell whether a citizen who asks for it reads that it is fake."""
    registry = library.registry
    return registry.impersonation(address) is not None and registry.other_body(address) is None


def _shared(library: Library, fake: Impersonation, moment: datetime | None) -> SharedFake:
    address = fake.address
    kind = library.platforms.get(address.platform).kind
    organisation = library.registry.organisation(fake.imitates) if fake.imitates else None
    is_host = kind == "web" and not address.path and bool(address.host)
    return SharedFake(
        id=uuid5(NAMESPACE, f"{address.platform}\n{address.key}"),
        platform=address.platform,
        kind=kind,
        value=address.value
        if kind != "web" or "://" in address.value
        else f"https://{address.key}",
        host=address.host,
        is_host=is_host and not any(_real_below(library, address)),
        imitates=organisation.display_name if organisation else None,
        legitimate=_site(library, organisation),
        seen_since=_first_day(fake.seen_since),
        confirmed_at=moment,
    )


def _real_below(library: Library, address: Address) -> Iterator[Address]:
    register = library.registry.register
    known = [
        channel.address for each in register.organisations.values() for channel in each.channels
    ]
    known += [channel.address for body in register.others for channel in body.channels]
    return library.registry.held_by(address, known)


def _site(library: Library, organisation: Organisation | None) -> str | None:
    site = library.checker.site_of(organisation)
    return site.address.value if site else None


def _first_day(text: str) -> datetime:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)
