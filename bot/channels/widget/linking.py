"""Links in what the bot says: only to what the register calls official now, or names as a door.

A text is looked through for addresses exactly as the register writes them. Nothing that a citizen
wrote becomes a link because it looks like one, and neither does a page below an official address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.library import Library
from knowledge.model import OfficialChannel

# An address of the web, a mailbox, or a number: whatever of these it is, it is looked up.
_ADDRESS = re.compile(
    r"https?://[^\s<>\"'«»“”„()\[\]]+"
    r"|(?<![\w@.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w@/.,:+-])\+?\d(?:[ ./-]?\d){3,14}(?![\w@]|[.,/-]\d)"
)
_AFTER = ".,;:!?…"  # of the sentence, not of the address
_GAPS = re.compile(r"[ ./-]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line.

    Attributes:
        href: Where it leads; None of plain text.
    """

    text: str
    href: str | None = None

    def as_json(self) -> dict[str, str]:
        """Give it in the shape of the protocol."""
        return {"text": self.text} | ({"href": self.href} if self.href else {})


class Links:
    """What may be a link, by how the register writes it.

    Args:
        library: The register.
        today: The date to judge freshness by, asked anew each time.
    """

    def __init__(self, library: Library, today: Callable[[], date]) -> None:
        self.library = library
        self._today = today
        self._doors = dict(_doors(library))
        self._channels = {
            _written(channel.address.value): channel
            for organisation in library.registry.register.organisations.values()
            for channel in organisation.channels
        }

    def segments(self, line: str) -> list[Segment]:
        """Split a line into plain text and links."""
        segments: list[Segment] = []
        end = 0
        for found in _ADDRESS.finditer(line):
            text = found.group().rstrip(_AFTER)
            href = self._href(text)
            if href:
                segments += [Segment(line[end : found.start()]), Segment(text, href)]
                end = found.start() + len(text)
        segments.append(Segment(line[end:]))
        return [each for each in segments if each.text]

    def channel(self, address: str) -> OfficialChannel | None:
        """Give the channel that the register writes exactly so, whatever its status."""
        return self._channels.get(_written(address))

    def of_channel(self, channel: OfficialChannel) -> str | None:
        """Give where an official channel is reached; None unless it is official now."""
        registry = self.library.registry
        listing = registry.listed(channel.address)
        if listing is None or registry.impersonation(channel.address):
            return None
        platform = self.library.platforms.get(channel.address.platform)
        if not registry.standing(listing.channel, self._today()).is_trusted:
            return None
        return _href(channel.address.value, platform.kind)

    def _href(self, text: str) -> str | None:
        written = _written(text)
        door = self._doors.get(written)
        if door:
            return door
        channel = self._channels.get(written)
        return self.of_channel(channel) if channel else None


def _doors(library: Library) -> Iterator[tuple[str, str]]:
    """Give the ways to the reporting points, such as Card Stop and 1700."""
    for point in library.registry.register.reporting_points:
        ways = [("web", point.url), ("email", point.email), ("phone", point.phone)]
        ways += [("email", mailbox) for mailbox in point.email_in.values()]
        for kind, address in ways:
            href = _href(address, kind) if address else None
            if address and href:
                yield _written(address), href


def _href(address: str, kind: str) -> str | None:
    match kind:
        case "web" | "social":
            return address if address.startswith("https://") else None
        case "email":
            return f"mailto:{address}"
        case "phone":
            return f"tel:{_GAPS.sub('', address)}"
    return None


def _written(address: str) -> str:
    """Give an address without what differs between two ways to write the same characters."""
    is_number = address.removeprefix("+")[:1].isdigit() and "@" not in address
    return _GAPS.sub("", address) if is_number else address
