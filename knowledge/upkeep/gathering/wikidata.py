"""Channels of organisations in Wikidata, found by the websites that the register lists.

An item is an organisation's when its official website (P856) is exactly a website that the
register lists at that one organisation. Anybody can change Wikidata: it is the weakest witness.
Results: SPARQL 1.1 Query Results JSON Format.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.addresses.address import AddressError, Addresses
from knowledge.data import load_data
from knowledge.model import Organisation
from knowledge.upkeep.gathering.finding import Finding, Source, Told
from knowledge.upkeep.gathering.interfaces import NotToldError, ask, texts
from knowledge.upkeep.watching.fetching import Fetcher
from knowledge.upkeep.watching.proposing import sites_of

BASE = "https://query.wikidata.org"
PROPERTIES = Path(__file__).with_name("wikidata.yml")
SITES_AT_ONCE = 10
"""Each is asked in eight spellings, and a query has to fit in an address."""

_ENTITY = "http://www.wikidata.org/entity/"
_QUERY = """SELECT ?item ?site ?property ?value WHERE {
VALUES ?site { %(sites)s }
?item wdt:P856 ?site .
VALUES (?property ?claim ?is) { %(properties)s }
?item ?claim ?statement . ?statement ?is ?value ; wikibase:rank ?rank .
FILTER(?rank != wikibase:DeprecatedRank)
FILTER NOT EXISTS { ?statement pq:P582 ?ended }
FILTER NOT EXISTS { ?item wdt:P576 ?dissolved }
}"""


def chunks(organisations: Iterable[Organisation]) -> Iterator[tuple[str, ...]]:
    """Give the websites to ask for, some at once."""
    sites = sorted({site.address.value for each in organisations for site in sites_of(each)})
    for start in range(0, len(sites), SITES_AT_ONCE):
        yield tuple(sites[start : start + SITES_AT_ONCE])


async def ask_about(
    sites: Sequence[str], owners: Mapping[str, str], addresses: Addresses, fetcher: Fetcher,
    base: str = BASE,
) -> Told:  # fmt: skip
    """Ask what Wikidata says of those whose official website is one of these.

    Args:
        sites: Listed websites.
        owners: By key of a website, who has it.
        addresses: Reads addresses.
        fetcher: Fetches politely.
        base: Where the query service is.
    """
    try:
        answer = await ask(fetcher, f"{base}/sparql", query=query(sites), format="json")
    except NotToldError as error:
        return Told(trouble=f"Wikidata: {error}")
    results = answer.get("results") if isinstance(answer, dict) else None
    rows = texts(results.get("bindings") if isinstance(results, dict) else None)
    return Told(tuple(_findings(rows, owners, addresses)))


def owners_of_sites(organisations: Iterable[Organisation]) -> Mapping[str, str]:
    """Give by key of a website who has it; not those that several have."""
    owners: dict[str, set[str]] = defaultdict(set)
    for each in organisations:
        for site in sites_of(each):
            owners[site.address.key].add(each.id)
    return {key: next(iter(found)) for key, found in owners.items() if len(found) == 1}


def query(sites: Iterable[str]) -> str:
    """Write the query for some websites."""
    spellings = " ".join(f"<{each}>" for site in sites for each in _spellings(site))
    properties = " ".join(f"(wd:{key} p:{key} ps:{key})" for key in _properties())
    return _QUERY % {"sites": spellings, "properties": properties}


def _findings(
    rows: Iterable[Mapping[str, Any]], owners: Mapping[str, str], addresses: Addresses
) -> Iterator[Finding]:
    for row in rows:
        item, site, key, value = (
            _value(row, name) for name in ("item", "site", "property", "value")
        )
        found = _properties().get(key.removeprefix(_ENTITY))
        owner = _owner(site, owners, addresses)
        if not (found and owner and value and item.startswith(_ENTITY)):
            continue
        text = found["address"].replace("{}", value.removeprefix("mailto:").removeprefix("tel:"))
        number = item.removeprefix(_ENTITY)
        yield Finding(
            owner, found["platform"], text, Source.WIKIDATA,
            f"https://www.wikidata.org/wiki/{number}", f"{key.removeprefix(_ENTITY)} van {number}",
        )  # fmt: skip


def _owner(site: str, owners: Mapping[str, str], addresses: Addresses) -> str | None:
    try:
        return owners.get(addresses.from_url(site).key)
    except AddressError:
        return None


def _value(row: Mapping[str, Any], name: str) -> str:
    cell = row.get(name)
    value = cell.get("value") if isinstance(cell, dict) else None
    return value if isinstance(value, str) else ""


def _spellings(site: str) -> Iterator[str]:
    bare = site.removeprefix("https://").removeprefix("www.").rstrip("/")
    for scheme in ("https", "http"):
        for host in (f"www.{bare}", bare):
            yield f"{scheme}://{host}"
            yield f"{scheme}://{host}/"


@cache
def _properties() -> Mapping[str, Mapping[str, str]]:
    data: Mapping[str, Mapping[str, str]] = load_data(PROPERTIES)
    return data
