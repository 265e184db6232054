"""One round: every source asked once about every organisation, and the report of it."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from tqdm import tqdm

from knowledge.model import Address, Organisation
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering import (
    apps,
    mail_domains,
    organisation_register,
    showing,
    sites,
    wikidata,
)
from knowledge.upkeep.gathering.finding import Finding, Told, Voice
from knowledge.upkeep.gathering.journal import Journal
from knowledge.upkeep.gathering.judging import Judge, Judged, Strength
from knowledge.upkeep.gathering.showing import Gathered
from knowledge.upkeep.watching.fetching import Fetcher
from knowledge.upkeep.watching.journal import Journal as Sightings
from knowledge.upkeep.watching.names import DnsResolver
from knowledge.upkeep.watching.proposing import sites_of
from knowledge.upkeep.watching.watcher import look_at_sites

AT_ONCE = 8
"""Hosts that are asked at the same time; each of them gets one request after another."""

Ask = Callable[[], Awaitable[Told]]


class Choice(StrEnum):
    """What can be asked."""

    SITES = "sites"
    REGISTER = "register"
    WIKIDATA = "wikidata"
    APPS = "apps"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the interfaces are."""

    register: str = organisation_register.BASE
    wikidata: str = wikidata.BASE
    itunes: str = apps.ITUNES


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round, as it is asked for.

    Attributes:
        organisations: Who is asked about.
        choices: What is asked.
        state: Folder of the journals.
        goes_on: Keeps what an interrupted round gathered.
        today: Day of the report.
    """

    registry: Registry
    organisations: tuple[Organisation, ...]
    choices: tuple[Choice, ...]
    state: Path
    goes_on: bool
    today: date
    places: Places = Places()

    async def go(self, fetcher: Fetcher, resolver: DnsResolver) -> Gathered:
        """Ask everything, and judge it; a source that does not answer keeps no other waiting."""
        journal = Journal(self.state, goes_on=self.goes_on)
        findings: list[Finding] = []
        asked: Counter[str] = Counter()
        if Choice.SITES in self.choices:
            findings += await self._look(fetcher)
            asked[Choice.SITES] = sum(1 for _ in self._sites())
        asks = dict(self._asks(fetcher, resolver))
        asks |= self._asks_back(findings, fetcher)
        await self._ask_all(asks, journal)
        for name in asks:
            asked[name.partition(" ")[0]] += 1
        told = [journal.told[name] for name in asks]
        findings += [each for one in told for each in one.findings]
        judged = Judge(self.registry).judge(findings)
        return Gathered(
            self._only_asked(judged),
            tuple(dict.fromkeys(each for one in told for each in one.facts)),
            {key.value: asked[key.value] for key in self.choices if asked[key.value]},
            tuple(dict.fromkeys(one.trouble for one in told if one.trouble)),
        )

    async def _look(self, fetcher: Fetcher) -> list[Finding]:
        sightings = Sightings(self.state, goes_on=self.goes_on)
        wanted = dict.fromkeys(site for _, site in self._sites())
        with _bar(len(wanted), "websites") as bar:
            await look_at_sites(wanted, fetcher, sightings, bar.update, self.today)
        return list(sites.findings(self.registry, self.organisations, sightings.sightings))

    def _sites(self) -> Iterator[tuple[str, str]]:
        for each in self.organisations:
            for site in sites_of(each):
                yield each.id, site.address.value

    def _asks(self, fetcher: Fetcher, resolver: DnsResolver) -> Iterator[tuple[str, Ask]]:
        if Choice.REGISTER in self.choices:
            for each in self.organisations:
                yield f"register {each.id}", self._of_register(each, fetcher)
        if Choice.WIKIDATA in self.choices:
            # Of all: a website that several have is nobody's.
            owners = wikidata.owners_of_sites(self.registry.register.organisations.values())
            for chunk in wikidata.chunks(self.organisations):
                yield f"wikidata {' '.join(chunk)}", self._of_wikidata(chunk, owners, fetcher)
        if Choice.APPS in self.choices:
            for owner, host in self._hosts():
                yield f"apps {owner} {host}", self._of_apps(owner, host, fetcher)
        if Choice.MAIL in self.choices:
            wanted = {each.id for each in self.organisations}
            every = self.registry.register.organisations.values()
            for owner, domain in mail_domains.domains_of(every, self.registry.addresses):
                if owner in wanted:
                    yield f"mail {owner} {domain}", self._of_mail(owner, domain, resolver)

    def _of_register(self, organisation: Organisation, fetcher: Fetcher) -> Ask:
        base, today = self.places.register, self.today
        return lambda: organisation_register.ask_about(organisation, today, fetcher, base)

    def _of_wikidata(
        self, chunk: tuple[str, ...], owners: Mapping[str, str], fetcher: Fetcher
    ) -> Ask:
        addresses, base = self.registry.addresses, self.places.wikidata
        return lambda: wikidata.ask_about(chunk, owners, addresses, fetcher, base)

    def _of_apps(self, owner: str, host: str, fetcher: Fetcher) -> Ask:
        return lambda: apps.ask_at(owner, host, fetcher, self.places.itunes)

    def _of_mail(self, owner: str, domain: str, resolver: DnsResolver) -> Ask:
        return lambda: mail_domains.ask_about(owner, domain, resolver)

    def _asks_back(self, findings: Iterable[Finding], fetcher: Fetcher) -> dict[str, Ask]:
        """Ask the accounts on servers of their own whether they say the same."""
        asks: dict[str, Ask] = {}
        for each in findings:
            platform = self.registry.platforms.get(each.platform or "website")
            if platform.federated and each.voice in (Voice.PLAIN, Voice.DECLARED):
                account = self.registry.addresses.parse(each.text, platform.key)
                hosts = tuple(host for owner, host in self._hosts() if owner == each.organisation)
                name = f"profile {each.organisation} {account.value}"
                asks[name] = self._of_profile(each.organisation, account, hosts, fetcher)
        return asks

    def _of_profile(
        self, owner: str, account: Address, hosts: tuple[str, ...], fetcher: Fetcher
    ) -> Ask:
        bare = tuple(host.removeprefix("www.") for host in hosts)
        return lambda: sites.ask_back(owner, account, bare, fetcher)

    def _hosts(self) -> Iterator[tuple[str, str]]:
        """Give the hosts that an organisation lists whole, with whose they are."""
        for each in self.organisations:
            for site in sites_of(each):
                if not site.address.path and site.address.host:
                    yield each.id, site.address.value.removeprefix("https://").rstrip("/")

    async def _ask_all(self, asks: Mapping[str, Ask], journal: Journal) -> None:
        queue = iter(asks.items())
        with _bar(len(asks), "bronnen") as bar:

            async def work() -> None:
                for name, ask in queue:
                    if name not in journal.told:
                        journal.keep(name, await ask())
                    bar.update()

            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(work())

    def _only_asked(self, judged: Judged) -> Judged:
        wanted = {each.id for each in self.organisations}
        kept = tuple(each for each in judged.proposals if each.organisation in wanted)
        return Judged(kept, judged.refused, judged.known)


def report_of(gathered: Gathered, today: date) -> Mapping[str, str]:
    """Give the files of the report by the end of their name; an empty one is not there."""
    rows = [
        showing.candidate_of(each, today)
        for each in gathered.judged.proposals
        if each.strength is not Strength.WEAK and not each.is_candidate
    ]
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000) if rows else ""
    return {
        "txt": showing.as_text(gathered, today),
        "json": showing.as_json(gathered, today),
        "candidates.yml": "".join(f"  {line}\n" for line in text.splitlines()),
    }


def _bar(total: int, title: str) -> Any:  # noqa: ANN401  # tqdm ships no types
    """Show how far we are, to whoever sits at a terminal."""
    if not total:
        return nullcontext(tqdm(disable=True))
    return tqdm(total=total, desc=title, file=sys.stderr, leave=False, disable=None)
