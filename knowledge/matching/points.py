"""What the bot itself points to when something is wrong: it is never doubted."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.reach import pages_above
from knowledge.model import Address, ReportingPoint

KIND = "reporting_point"


@dataclass(frozen=True, slots=True)
class _Door:
    """One address of a reporting point.

    Attributes:
        holds: What stands below it is the same body's.
    """

    point: ReportingPoint
    holds: bool


class ReportingPoints:
    """The addresses of the reporting points of `reporting.yml`, by equality.

    Args:
        points: What the bot points to; addresses that cannot be read are left out.
        addresses: Reads them.
    """

    def __init__(self, points: tuple[ReportingPoint, ...], addresses: Addresses) -> None:
        self._doors: Mapping[tuple[str, str], _Door] = {
            (address.platform, address.key): _Door(point, holds)
            for point in reversed(points)  # the first one names an address best
            for address, holds in _addresses(point, addresses)
        }

    def of(self, address: Address) -> ReportingPoint | None:
        """Find the reporting point that an address is, or whose site holds it."""
        found = self._doors.get((address.platform, address.key))
        if found or address.platform != "website":
            return found.point if found else None
        for key in pages_above(address):
            above = self._doors.get(("website", key))
            if above and above.holds:
                return above.point
        return None


def _addresses(point: ReportingPoint, addresses: Addresses) -> Iterator[tuple[Address, bool]]:
    with suppress(AddressError):
        if point.url:
            page = addresses.from_url(point.url)
            yield page, addresses.shared_whole(page) is None
    mailboxes = ((each, "email") for each in (point.email, *point.email_in.values()))
    for text, platform in (*mailboxes, (point.phone, "phone")):
        with suppress(AddressError):
            if text:
                yield addresses.parse(text, platform), False
