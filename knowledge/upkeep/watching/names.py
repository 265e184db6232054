"""Looking names up in the DNS, with the difference between "is not there" and "cannot tell"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.resolver

SECONDS = 5.0
"""How long one question may take; a resolver that is there answers in well under one."""


class LookupFailedError(Exception):
    """Nobody answered, or the answer makes no sense: the name may exist or not."""


class Resolver(Protocol):
    """Looks names up."""

    async def addresses(self, host: str) -> tuple[str, ...] | None:
        """Give the IP addresses of a name, maybe none; None when the name does not exist.

        Raises:
            LookupFailedError: It cannot be told.
        """


class DnsResolver:
    """Asks the resolver of the machine, or the named ones.

    Args:
        servers: IP addresses of name servers; empty takes those of the machine.
        port: Where they listen.
    """

    def __init__(self, servers: Sequence[str] = (), port: int = 53) -> None:
        self._resolver = dns.asyncresolver.Resolver(configure=not servers)
        self._resolver.lifetime = SECONDS
        if servers:
            self._resolver.nameservers = list(servers)
            self._resolver.port = port

    async def addresses(self, host: str) -> tuple[str, ...] | None:
        """Give the IPv4 and IPv6 addresses of a name.

        Raises:
            LookupFailedError: It cannot be told.
        """
        four = await self._ask(host, "A")
        if four is None:  # of no kind then: one question for the many names that do not exist
            return None
        return (*four, *(await self._ask(host, "AAAA") or ()))

    async def records(self, name: str, kind: str) -> tuple[str, ...] | None:
        """Give the records of one kind (`MX`, `TXT`) as text, maybe none; None without such a name.

        Raises:
            LookupFailedError: It cannot be told.
        """
        return await self._ask(name, kind)

    async def _ask(self, host: str, kind: str) -> tuple[str, ...] | None:
        try:
            answer = await self._resolver.resolve(f"{host}.", kind, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return None
        except (dns.exception.DNSException, OSError) as error:
            raise LookupFailedError(f"{host}: {type(error).__name__}") from error
        return tuple(row.to_text() for row in answer.rrset or ())
