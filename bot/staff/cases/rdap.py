"""Who registered a domain: RDAP (RFC 9082, 9083), asked only when somebody of staff asks.

Which server knows a domain stands in the list of IANA (RFC 9224). What is kept is the registrar,
where it takes complaints, dates and name servers; nothing of whoever holds the domain.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import Addresses

SECONDS = 10
LARGEST = 512 * 1024  # bytes of one answer; the list of IANA is a tenth of it
MOST_REDIRECTS = 3
MOST_NAMESERVERS = 6
LONGEST = 200  # characters of one value
ACCEPT = "application/rdap+json, application/json"


class RdapFault(StrEnum):
    """Why there is no answer; the sentences stand in `texts.yml`."""

    NO_SERVER = "no_server"
    UNKNOWN_DOMAIN = "unknown_domain"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"


class RdapError(Exception):
    """There is no usable answer."""

    def __init__(self, kind: RdapFault) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Registration:
    """What a registry says of a domain; empty where it says nothing.

    Attributes:
        domain: In ASCII.
        abuse: Mailbox of the registrar for complaints.
        registered: As the registry writes the moment.
        nameservers: Separated by a space.
        source: Address of the answer.
    """

    domain: str
    registrar: str
    abuse: str
    registered: str
    nameservers: str
    source: str


def domain_to_ask(addresses: Addresses, host: str | None) -> str | None:
    """Give the public domain of a host; None of a number, a local name or a host of strangers."""
    if not host or host.replace(".", "").isdigit() or ":" in host:
        return None
    suffix = addresses.suffix(host)
    # A suffix that somebody registered, as `github.io`, gives out names that no registry knows.
    if not suffix or shared_hosts.kind_of(suffix) or shared_hosts.kind_of(host):
        return None
    return addresses.owned_domain(host)


class Rdap:
    """Asks registries.

    Args:
        bootstrap: Address of the list of IANA, or of one in its shape.
    """

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._scheme = urlsplit(bootstrap).scheme

    async def ask(self, domain: str) -> Registration:
        """Ask for one domain.

        Args:
            domain: A registrable domain, in ASCII.

        Raises:
            RdapError: There is no server, no answer in time, or none that can be used.
        """
        try:
            async with (
                asyncio.timeout(SECONDS),
                ClientSession(timeout=ClientTimeout(SECONDS)) as session,
            ):
                server = _server_of(await self._get(session, self._bootstrap), domain)
                source = f"{server.rstrip('/')}/domain/{domain}"
                return _read(await self._get(session, source), domain, source)
        except (ClientError, TimeoutError, OSError) as error:
            raise RdapError(RdapFault.NO_ANSWER) from error

    async def _get(self, session: ClientSession, url: str) -> Any:  # noqa: ANN401
        if urlsplit(url).scheme not in {"https", self._scheme}:
            raise RdapError(RdapFault.NO_ANSWER)
        async with session.get(
            url, headers={"Accept": ACCEPT}, max_redirects=MOST_REDIRECTS
        ) as answer:
            if answer.status == 404:
                raise RdapError(RdapFault.UNKNOWN_DOMAIN)
            if answer.status != 200:
                raise RdapError(RdapFault.NO_ANSWER)
            body = await _limited(answer.content)
        try:
            return json.loads(body)
        except ValueError as error:
            raise RdapError(RdapFault.UNREADABLE) from error


async def _limited(content: Any) -> bytes:  # noqa: ANN401  # a stream of aiohttp
    body = bytearray()
    async for chunk in content.iter_chunked(16 * 1024):
        body += chunk
        if len(body) > LARGEST:
            raise RdapError(RdapFault.UNREADABLE)
    return bytes(body)


def _server_of(bootstrap: Any, domain: str) -> str:  # noqa: ANN401
    """Find the server of the longest ending of a domain (RFC 9224, 4)."""
    found: dict[str, str] = {}
    for service in _list(_mapping(bootstrap).get("services")):
        endings, servers = (*_list(service), [], [])[:2]
        secure = sorted(map(str, _list(servers)), key=lambda url: not url.startswith("https"))
        if secure:
            found |= {str(ending).lower(): secure[0] for ending in _list(endings)}
    ending = domain
    while ending:
        if ending in found:
            return found[ending]
        ending = ending.partition(".")[2]
    raise RdapError(RdapFault.NO_SERVER)


def _read(answer: Any, domain: str, source: str) -> Registration:  # noqa: ANN401
    read = _mapping(answer)
    if str(read.get("ldhName", "")).lower().rstrip(".") != domain:
        raise RdapError(RdapFault.UNREADABLE)
    entities = list(_entities(read))
    registrar = next((each for each in entities if "registrar" in _list(each.get("roles"))), {})
    abuse = [
        each for each in (*_entities(registrar), *entities) if "abuse" in _list(each.get("roles"))
    ]
    names = (str(_mapping(each).get("ldhName", "")) for each in _list(read.get("nameservers")))
    events = (_mapping(each) for each in _list(read.get("events")))
    dates = {str(each.get("eventAction")): str(each.get("eventDate", "")) for each in events}
    return Registration(
        domain=domain,
        registrar=_of_card(registrar, "fn"),
        abuse=next(filter(None, (_of_card(each, "email") for each in abuse)), ""),
        registered=dates.get("registration", "")[:LONGEST],
        nameservers=" ".join(filter(None, list(names)[:MOST_NAMESERVERS]))[:LONGEST],
        source=source,
    )


def _entities(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (_mapping(each) for each in _list(holder.get("entities")))


def _of_card(entity: Mapping[str, Any], name: str) -> str:
    """Give a property of a jCard (RFC 7095): `["vcard", [[name, {}, type, value], …]]`."""
    card = _list(entity.get("vcardArray"))
    for line in _list(card[1]) if len(card) > 1 else ():
        fields = _list(line)
        if len(fields) > 3 and fields[0] == name and isinstance(fields[3], str):
            return fields[3].strip()[:LONGEST]
    return ""


def _mapping(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else []
