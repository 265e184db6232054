"""What the files of `others/` must say together, and what they may not say of the register."""

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.addresses.address import Addresses
from knowledge.addresses.reach import pages_above, parents
from knowledge.files.documents import Placed
from knowledge.files.problem import Problem, mistake
from knowledge.files.rows import PartialRegister
from knowledge.linting.checked import Checked, Rule
from knowledge.model import Address, OfficialChannel, OtherChannel, OtherMatch

_SITE = (OtherMatch.HOST_ONLY, OtherMatch.HOST_AND_SUBDOMAINS, OtherMatch.EXACT)
_PAGE = (OtherMatch.PATH_PREFIX, OtherMatch.EXACT)


def other_kind(checked: Checked) -> Iterator[Problem]:
    """One kind has one file, which is named after it."""
    for step in checked.draft.next_steps:
        name = step.value.kind.replace("_", "-")
        if PurePath(step.document.file).stem != name:
            message = f"dit bestand hoort {name}.yml te heten, of een andere kind te hebben"
            yield mistake(step.document.at(("kind",)), message, "other-kind")


def other_match(checked: Checked) -> Iterator[Problem]:
    """How far an address reaches fits what it is."""
    for channel in checked.draft.other_channels:
        allowed = _matches(channel.value.address, checked.addresses)
        if channel.value.match not in allowed:
            message = f"dit past niet bij dit adres; kies {' of '.join(allowed)}"
            yield mistake(channel.at("match"), message, "other-match")


def other_platform_host(checked: Checked) -> Iterator[Problem]:
    """A website at a platform would make everybody's accounts theirs; one page of it does not."""
    for channel in checked.draft.other_channels:
        address = channel.value.address
        is_page = channel.value.match is OtherMatch.EXACT
        if is_page or not _is_web(address, checked.addresses) or not address.host:
            continue
        platform = checked.addresses.platforms.of_host(address.host)
        if platform:
            name = platform.name["nl"]
            message = f"dit is een adres op {name}; kies dat platform en schrijf het account"
            yield mistake(channel.at("address"), message, "other-platform-host")


def other_duplicate(checked: Checked) -> Iterator[Problem]:
    """One address belongs to one body."""
    seen: dict[tuple[str, str], Placed[OtherChannel]] = {}
    for channel in checked.draft.other_channels:
        first = seen.setdefault(_place(channel.value.address, checked.addresses), channel)
        if first is not channel:
            place = f"{first.document.file}:{first.at('address').line}"
            message = f"dit adres staat al in {place}; houd één rij over"
            yield mistake(channel.at("address"), message, "other-duplicate")


def other_listed(checked: Checked) -> Iterator[Problem]:
    """Nothing is both the Flemish government's and somebody else's."""
    listed = _Listed(checked.draft, checked.addresses)
    for channel in checked.draft.other_channels:
        official = listed.holding(channel.value.address)
        if official:
            place = f"{official.document.file}:{official.at('address').line}"
            message = (
                f"dit adres is van {official.value.organisation} ({place}); "
                "het kan niet ook van iemand anders zijn"
            )
            yield mistake(channel.at("address"), message, "other-listed")


def next_step_point(checked: Checked) -> Iterator[Problem]:
    """What a next step names is a reporting point, with its source."""
    known = {each.value.id for each in checked.draft.reporting_points}
    for step in checked.draft.next_steps:
        for index, point in enumerate(step.value.points):
            if point not in known:
                message = f"meldpunt '{point}' staat niet in reporting.yml"
                yield mistake(step.at("points", index), message, "next-step-point")


OTHER_RULES: tuple[Rule, ...] = (
    other_kind,
    other_match,
    other_platform_host,
    other_duplicate,
    other_listed,
    next_step_point,
)


class _Listed:
    """The official channels, to find the one that an address is or stands under."""

    def __init__(self, draft: PartialRegister, addresses: Addresses) -> None:
        self._addresses = addresses
        self._channels: dict[tuple[str, str], Placed[OfficialChannel]] = {}
        self._with_all_hosts: dict[str, Placed[OfficialChannel]] = {}
        for channel in draft.channels:
            address = channel.value.address
            self._channels.setdefault(_place(address, addresses), channel)
            if channel.value.includes_subdomains and address.host:
                self._with_all_hosts.setdefault(address.host, channel)

    def holding(self, address: Address) -> Placed[OfficialChannel] | None:
        platform, key = _place(address, self._addresses)
        places = [(platform, key)]
        if platform == "email":
            places.append((platform, f"@{address.host}"))
        if platform == "website":
            places += [(platform, above) for above in pages_above(address)]
        found = (self._channels.get(place) for place in places)
        return next((each for each in found if each), None) or self._above(address, platform)

    def _above(self, address: Address, platform: str) -> Placed[OfficialChannel] | None:
        if platform != "website" or not address.host:
            return None
        hosts = parents(address.host, self._addresses)
        return next(
            (self._with_all_hosts[each] for each in hosts if each in self._with_all_hosts), None
        )


def _matches(address: Address, addresses: Addresses) -> tuple[OtherMatch, ...]:
    if _is_web(address, addresses):
        return _PAGE if address.path else _site_matches(address, addresses)
    is_mail_domain = address.platform == "email" and not address.handle
    return (OtherMatch.HOST_ONLY,) if is_mail_domain else (OtherMatch.EXACT,)


def _site_matches(address: Address, addresses: Addresses) -> tuple[OtherMatch, ...]:
    # Below a suffix such as github.io everybody has hosts of their own.
    is_shared = not address.host or "." in addresses.suffix(address.host)
    return (OtherMatch.HOST_ONLY, OtherMatch.EXACT) if is_shared else _SITE


def _place(address: Address, addresses: Addresses) -> tuple[str, str]:
    return ("website" if _is_web(address, addresses) else address.platform), address.key


def _is_web(address: Address, addresses: Addresses) -> bool:
    return addresses.platforms.get(address.platform).kind == "web"
