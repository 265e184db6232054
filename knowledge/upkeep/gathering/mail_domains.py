"""Mail of a domain as its DNS tells it: MX (RFC 5321), SPF (RFC 7208), DKIM (RFC 6376).

It says that mail of the domain is arranged, and by whom; whose the domain is, the register says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.addresses.address import Addresses
from knowledge.model import Organisation
from knowledge.upkeep.gathering.finding import Finding, Source, Told
from knowledge.upkeep.watching.names import DnsResolver, LookupFailedError
from knowledge.upkeep.watching.proposing import sites_of

SELECTORS = ("selector1", "selector2", "default", "google", "k1", "s1", "mail", "dkim")
"""Of DKIM, as the large mail services name theirs; the DNS has no list of a domain's own."""

_NO_MAIL = "0 ."  # RFC 7505


@dataclass(frozen=True, slots=True)
class MailRecords:
    """What the DNS says of mail on a domain.

    Attributes:
        servers: Where its mail goes; empty when it takes none.
        has_spf: It says who may send in its name.
        selectors: Names of DKIM keys that are there.
    """

    servers: tuple[str, ...]
    has_spf: bool
    selectors: tuple[str, ...]

    @property
    def as_words(self) -> str:
        """Give it in words for staff."""
        parts = [f"MX {self.servers[0]}"] if self.servers else ["geen MX"]
        parts.append("SPF" if self.has_spf else "geen SPF")
        if self.selectors:
            parts.append(f"DKIM {', '.join(self.selectors)}")
        return ", ".join(parts)


def domains_of(
    organisations: Iterable[Organisation], addresses: Addresses
) -> Iterator[tuple[str, str]]:
    """Give the domains that one organisation has to itself, each with whose it is."""
    owners: dict[str, set[str]] = {}
    tops: set[str] = set()
    for each in organisations:
        for site in sites_of(each):
            host = site.address.host or ""
            domain = addresses.owned_domain(host)
            if domain:
                owners.setdefault(domain, set()).add(each.id)
                if host.removeprefix("www.") == domain and not site.address.path:
                    tops.add(domain)
    for domain, found in sorted(owners.items()):
        if len(found) == 1 and domain in tops:
            yield next(iter(found)), domain


async def records(domain: str, resolver: DnsResolver) -> MailRecords | None:
    """Look up the mail of a domain; None when the domain does not exist.

    Raises:
        LookupFailedError: It cannot be told.
    """
    servers = await resolver.records(domain, "MX")
    if servers is None:
        return None
    real = sorted(each for each in servers if each != _NO_MAIL)
    told = await resolver.records(domain, "TXT") or ()
    selectors = [each for each in SELECTORS if real and await _has_key(domain, each, resolver)]
    has_spf = any(_joined(each).lower().startswith("v=spf1") for each in told)
    return MailRecords(tuple(real), has_spf, tuple(selectors))


async def ask_about(organisation: str, domain: str, resolver: DnsResolver) -> Told:
    """Ask whether a domain takes mail and says who sends it: then all its mailboxes may be one's.

    Args:
        organisation: Who has the domain to itself.
        domain: Registrable, of a listed website.
        resolver: Looks names up.
    """
    try:
        found = await records(domain, resolver)
    except LookupFailedError:
        return Told(trouble=f"DNS, {domain}: geen antwoord")
    if found is None or not (found.servers and found.has_spf):
        return Told()
    page = f"https://{domain}/"
    finding = Finding(organisation, "email_domain", f"@{domain}", Source.MAIL, page, found.as_words)
    return Told((finding,))


async def _has_key(domain: str, selector: str, resolver: DnsResolver) -> bool:
    told = await resolver.records(f"{selector}._domainkey.{domain}", "TXT") or ()
    return any("p=" in _joined(each) for each in told)


def _joined(text: str) -> str:
    """Give a TXT record whole: a long one comes in quoted pieces."""
    return text.replace('" "', "").strip('"')
