"""From a register to a report: what is looked at, what is kept, what is told."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
from tqdm import tqdm

from knowledge.model import Organisation
from knowledge.register.registry import Registry
from knowledge.upkeep.saving.keeper import Keeper
from knowledge.upkeep.watching import report as showing
from knowledge.upkeep.watching.fetching import Fetcher, Limits
from knowledge.upkeep.watching.journal import Journal
from knowledge.upkeep.watching.lookalikes import names_near, official_domains, tells_the_truth
from knowledge.upkeep.watching.names import DnsResolver, Resolver
from knowledge.upkeep.watching.proposing import Proposer, sites_of, with_days
from knowledge.upkeep.watching.reachability import Allowed, GuardedTransport, is_public
from knowledge.upkeep.watching.renewal_report import Renewing, without_renewed
from knowledge.upkeep.watching.renewing import Renewer
from knowledge.upkeep.watching.watcher import ask_for_names, look_at_sites

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LYING = (
    "De naamserver vindt ook namen die niet bestaan: namen die op een officiële lijken zijn niet"
    " opgezocht. Kies een andere met --name-server.\n"
)


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round, as it is asked for.

    Attributes:
        organisations: Whose websites are looked at.
        organisation: Only names near the domains of this one; None for all.
        neighbours: Real domains of others.
        sites: Whether to look at websites.
        names: Whether to look for lookalikes.
        state: Folder of the journal.
        goes_on: Keeps what an interrupted round saw.
        today: Day of the report.
        keeper: Writes what is renewed; None renews nothing.
    """

    registry: Registry
    organisations: tuple[Organisation, ...]
    neighbours: frozenset[str]
    sites: bool
    names: bool
    organisation: str | None
    state: Path
    goes_on: bool
    today: date
    keeper: Keeper | None = None

    async def go(
        self,
        *,
        contact: str,
        pause: float,
        servers: tuple[str, ...] = (),
        allowed: tuple[Network, ...] = (),
    ) -> Mapping[str, str]:
        """Go round on the real network.

        Args:
            contact: Page that websites see as who we are.
            pause: Seconds between two requests to one host.
            servers: Name servers; empty takes those of the machine.
            allowed: Networks of our own that may be reached.
        """
        resolver = DnsResolver(servers)
        async with real_fetcher(resolver, contact, pause, allowed) as fetcher:
            return await self.with_means(fetcher, resolver)

    async def with_means(self, fetcher: Fetcher, resolver: Resolver) -> Mapping[str, str]:
        """Go round with these means, and give the files of the report by name."""
        journal = Journal(self.state, goes_on=self.goes_on)
        untold = 0
        if self.sites:
            await self._look(fetcher, journal)
        if self.names:
            untold = await self._ask(resolver, journal)
        appeared = with_days(journal.asked, journal.known_since(self.today), self.today)
        proposals = Proposer(self.registry).propose(
            journal.sightings,
            self.organisations,
            appeared,
            asked=len(journal.asked) + untold,
            unasked=untold,
        )
        renewing = self._renew(journal)
        proposals = without_renewed(proposals, renewing.renewals)
        return {
            "report.txt": showing.as_text(proposals, self.today, renewing.as_text()),
            "report.json": showing.as_json(proposals, self.today, renewing.as_rows()),
            "renewals.patch": renewing.patch,
            "candidates.yml": showing.as_candidates(proposals, self.registry.addresses, self.today),
            "confirm.sh": showing.as_commands(proposals),
        }

    def _renew(self, journal: Journal) -> Renewing:
        if self.keeper is None or not self.sites:
            return Renewing.nothing()
        renewer = Renewer(self.registry, self.today)
        return Renewing.of(renewer.judge(journal.sightings, self.organisations), self.keeper)

    async def _look(self, fetcher: Fetcher, journal: Journal) -> None:
        sites = dict.fromkeys(
            channel.address.value for each in self.organisations for channel in sites_of(each)
        )
        with _bar(total=len(sites), desc="websites") as bar:
            await look_at_sites(sites, fetcher, journal, bar.update, self.today)

    async def _ask(self, resolver: Resolver, journal: Journal) -> int:
        if not await tells_the_truth(resolver):
            sys.stderr.write(LYING)
            return 0
        domains = official_domains(
            self.registry.register, self.registry.addresses, self.organisation
        )
        names = list(names_near(_bar(domains, "domeinen"), self.registry, self.neighbours))
        with _bar(total=len(names), desc="namen") as bar:
            return await ask_for_names(names, resolver, journal, bar.update)


def real_fetcher(
    resolver: Resolver, contact: str, pause: float, allowed: tuple[Network, ...] = ()
) -> Fetcher:
    """Give a fetcher for the real network; see `Round.go`."""
    transport = GuardedTransport(resolver, httpx.create_ssl_context(), _allowing(allowed))
    return Fetcher(transport, contact or "", limits=Limits(pause=pause))


def _bar(rows: Iterable[str] | None = None, desc: str = "", total: int | None = None) -> tqdm[str]:
    """Show how far we are, to whoever sits at a terminal."""
    return tqdm(rows, desc=desc, total=total, file=sys.stderr, leave=False, disable=None)


def _allowing(networks: tuple[Network, ...]) -> Allowed:
    def allowed(number: str) -> bool:
        return is_public(number) or any(
            ipaddress.ip_address(number) in network for network in networks
        )

    return allowed
