"""trust.txt: who a website says it is tied to (draft-org-trust-relationship-protocol-00).

In such a file `social=` means "these accounts are ours", `member=` "these belong to our
association". A register vouches for accounts of others, so the file of this server claims neither:
it says who to ask and leads to one file for each organisation, which only counts once that
organisation publishes it on a website of its own.
"""

from collections.abc import Iterator

from knowledge.model import Organisation, Verdict
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched
from knowledge.register.registry import Registry

CONTENT_TYPE = "text/plain; charset=utf-8"
SPECIFICATION = "https://datatracker.ietf.org/doc/draft-org-trust-relationship-protocol/00/"


def for_server(registry: Registry, standing: Vouched, places: Places) -> str:
    """Write the file of the server that publishes the register.

    An operator whose own website is listed is named: the register says whose it is.
    """
    register = standing.register
    lines = [
        f"# trust.txt of Kanaalcheck ({SPECIFICATION})",
        "# The accounts in the register belong to the organisations, not to this website:",
        "# so this file holds no social= and no member=. Version of the register:",
        f"# {register.version}",
        *_operator(registry, standing, places),
        f"contact={places.base}/",
        f"disclosure={places.reuse}",
        "",
        "# What each organisation can publish as its own trust.txt:",
        *(
            f"# {places.trust(name)}"
            for name in sorted(register.organisations)
            if any(standing.profiles(register.organisations[name]))
        ),
    ]
    return "\n".join(lines) + "\n"


def for_organisation(organisation: Organisation, standing: Vouched, places: Places) -> str:
    """Write the file that an organisation can put on its own main website."""
    sites = standing.sites(organisation)
    profiles = tuple(standing.profiles(organisation))
    unconfirmed = [each for each in profiles if standing.verdict(each) is Verdict.OFFICIAL_STALE]
    lines = [
        f"# trust.txt for {organisation.id}, made from {places.page(organisation.id)}",
        f"# Version of the register: {standing.register.version}, judged on {standing.today}.",
        "# It counts for nothing here: the organisation checks it and publishes it as",
        f"# {sites[0].address.value if sites else 'https://…/'} + .well-known/trust.txt",
        *(f"# Not confirmed of late: {each.address.value}" for each in unconfirmed),
        *_parent(organisation, standing),
        *(f"control={each.address.value}" for each in sites[1:]),
        *(f"social={each.address.value}" for each in profiles if standing.is_account(each)),
        *(f"contact={each}" for each in _contacts(organisation, standing)),
    ]
    return "\n".join(lines) + "\n"


def _operator(registry: Registry, standing: Vouched, places: Places) -> Iterator[str]:
    here = registry.addresses.from_url(places.base)
    listing = registry.listed(here)
    if listing is None or listing.channel not in tuple(standing.own(listing.organisation)):
        return
    main_site = standing.sites(listing.organisation)[0].address
    if main_site != here:
        yield f"controlledby={main_site.value}"


def _parent(organisation: Organisation, standing: Vouched) -> Iterator[str]:
    parent = standing.register.organisations.get(organisation.parent or "")
    sites = standing.sites(parent) if parent else []
    if sites:
        yield f"controlledby={sites[0].address.value}"


def _contacts(organisation: Organisation, standing: Vouched) -> Iterator[str]:
    for channel in standing.own(organisation):
        if channel.address.platform == "email" and channel.address.handle:
            yield f"mailto:{channel.address.value}"
