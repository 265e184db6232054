"""What the organisations' own listed sites link to; and whether an account links back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.model import Address, Organisation
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.finding import Finding, Source, Told, Voice
from knowledge.upkeep.watching.fetching import Fetcher
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.pages import Where, page_of
from knowledge.upkeep.watching.proposing import sites_of
from knowledge.upkeep.watching.renewing import DECLARED, names
from knowledge.upkeep.watching.witnesses import Said, Witnesses, host_of

KINDS = frozenset({"social", "email", "phone", "app"})
"""Of platform. A site links to many sites, and hardly ever to one of its own on another host."""

_VOICES = {
    Where.PAGE: Voice.LOOSE,
    Where.PARTNER: Voice.PARTNER,
    Where.GUEST: Voice.GUEST,
    Where.WARNING: Voice.WARNING,
}


def findings(
    registry: Registry, organisations: Iterable[Organisation], sightings: Mapping[str, Sighting]
) -> Iterator[Finding]:
    """Give what every organisation's sites link to.

    Args:
        registry: The register with its indexes.
        organisations: Those whose sites were looked at.
        sightings: By address of the website in the register.
    """
    witnesses = Witnesses(registry)
    for organisation in organisations:
        for site in sites_of(organisation):
            seen = sightings.get(site.address.value)
            if seen is None:
                continue
            is_named = names(organisation, seen.says)
            for said in witnesses.said(organisation.id, seen):
                if registry.platforms.get(said.address.platform).kind in KINDS:
                    found = _finding(organisation, said)
                    is_weak = not is_named and found.voice in (Voice.PLAIN, Voice.DECLARED)
                    yield replace(found, voice=Voice.NAMELESS) if is_weak else found


async def ask_back(
    organisation: str, account: Address, hosts: Iterable[str], fetcher: Fetcher
) -> Told:
    """Ask whether the profile of an account says that one of these hosts is its own (rel=me).

    Mastodon shows on a profile only those links whose pages link back to it.

    Args:
        organisation: Whose it would be.
        account: On a server of its own.
        hosts: Of listed websites, without `www.`.
        fetcher: Fetches politely.
    """
    page = await fetcher.get(account.value)
    if page.text is None:
        return Told()
    wanted = set(hosts)
    back = [
        link.url
        for link in page_of(page.text, page.final).links
        if link.where is Where.REL_ME and host_of(link.url) in wanted
    ]
    if not back or host_of(page.final) != account.host:
        return Told()
    finding = Finding(
        organisation, account.platform, account.value, Source.PROFILE, page.final,
        f"het profiel verwijst terug naar {host_of(back[0])} (rel=me)", Voice.TWO_WAY,
    )  # fmt: skip
    return Told((finding,))


def _finding(organisation: Organisation, said: Said) -> Finding:
    where = said.link.where
    voice = Voice.DECLARED if where in DECLARED else _VOICES.get(where, Voice.PLAIN)
    return Finding(
        organisation.id, said.address.platform, said.address.value, Source.SITE,
        said.link.page, where.value, voice,
    )  # fmt: skip
