"""The way to a server of somebody else, that never leads into our own network.

The name is looked up once, every address is judged, and the connection goes to the address that
was judged: a name that answers otherwise the second time changes nothing.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Mapping

import httpx

from knowledge.upkeep.watching.names import Resolver

Allowed = Callable[[str], bool]


class UnknownHostError(httpx.TransportError):
    """The name does not exist or has no address."""


class PrivateAddressError(httpx.TransportError):
    """The name leads to a network that is not the public one."""


_TUNNELS = tuple(ipaddress.IPv6Network(each) for each in ("2001::/32", "2002::/16", "64:ff9b::/96"))
"""IPv6 addresses that hold an IPv4 one (RFC 4380, 3056, 6052); no public website has one."""


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address) and _holds_another(address):
        return False
    return address.is_global and not address.is_multicast


def _holds_another(address: ipaddress.IPv6Address) -> bool:
    return address.ipv4_mapped is not None or any(address in tunnel for tunnel in _TUNNELS)


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends a request to a public address of its host.

    Args:
        resolver: Looks names up.
        tls: How certificates are judged.
        allowed: Which IP addresses may be reached.
        ports: Where to knock instead of the port of an address, by that port.
    """

    def __init__(
        self,
        resolver: Resolver,
        tls: ssl.SSLContext,
        allowed: Allowed = is_public,
        ports: Mapping[int, int] | None = None,
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._ports = ports or {}
        # A kept connection would be found by its IP address, and so serve another name on it.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._transport = httpx.AsyncHTTPTransport(verify=tls, limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            UnknownHostError: The host has no address.
            PrivateAddressError: One of its addresses is not public.
            LookupFailedError: The host cannot be looked up.
        """
        host = request.url.raw_host.decode("ascii")  # as it goes over the line
        number = await self._address_of(host)
        asked = httpx.Request(
            method=request.method,
            url=request.url.copy_with(host=number, port=self._port(request.url)),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._transport.handle_async_request(asked)

    def _port(self, url: httpx.URL) -> int | None:
        usual = {"http": 80, "https": 443}.get(url.scheme, 0)
        return self._ports.get(url.port or usual, url.port)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    async def _address_of(self, host: str) -> str:
        numbers = (host,) if _is_number(host) else await self._resolver.addresses(host)
        if not numbers:
            raise UnknownHostError(host)
        if not all(self._allowed(each) for each in numbers):
            raise PrivateAddressError(host)
        return numbers[0]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
