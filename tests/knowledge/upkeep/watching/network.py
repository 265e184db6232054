"""A small internet on this machine: name server, websites over HTTP and HTTPS, a CA of its own."""

import asyncio
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from aiohttp import web
from aiohttp.test_utils import unused_port
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from knowledge.upkeep.watching.fetching import Fetcher, Limits
from knowledge.upkeep.watching.names import DnsResolver
from knowledge.upkeep.watching.reachability import GuardedTransport

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HERE = "127.0.0.1"
QUICK = Limits(seconds=1.0, size=100_000, redirects=5, pause=0.0)


class NameServer(asyncio.DatagramProtocol):
    """Answers what it was told; every other name does not exist."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}
        self.records: dict[tuple[str, str], tuple[str, ...]] = {}
        self.broken: set[str] = set()
        self.finds_everything = False
        self.asked: Counter[str] = Counter()

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        (question,) = query.question
        name = question.name.to_text(omit_final_dot=True)
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked[name] += 1
        answer = dns.message.make_response(query, recursion_available=True)
        numbers = self.known.get(name, (HERE,) if self.finds_everything else None)
        if numbers is None and any(name == known for known, _ in self.records):
            numbers = ()
        if name in self.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif numbers is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            right = list(self.records.get((name, kind), ()))
            if kind in ("A", "AAAA"):
                right = [each for each in numbers if (":" in each) == (kind == "AAAA")]
            if right:
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *right))
        self._transport.sendto(answer.to_wire(), address)


@dataclass
class Internet:
    """What a test sets up and looks at afterwards.

    Attributes:
        pages: Handlers by `host/path`, by `http://host/path` for one scheme alone, or by
            `host/path?*` for any query.
        requests: How often each `host/path` was asked for.
        at_once: The most requests that one host had at the same moment.
    """

    names: NameServer
    resolver: DnsResolver
    ca: "Authority"
    ports: dict[int, int]
    pages: dict[str, Handler] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: Counter[str] = field(default_factory=Counter)
    now: Counter[str] = field(default_factory=Counter)

    def site(self, host: str, pages: dict[str, str | Handler] | None = None) -> None:
        """Put a site on the net; a text is a page of HTML, or of the type its name tells."""
        self.names.known[host] = (HERE,)
        for path, content in (pages or {}).items():
            handler = _said(path, content) if isinstance(content, str) else content
            self.pages[f"{host}{path}"] = handler

    def fetcher(self, limits: Limits = QUICK, **changes: object) -> Fetcher:
        """Give a fetcher that may reach this machine."""
        transport = GuardedTransport(
            self.resolver, self.ca.trust(), lambda number: number in (HERE, "::1"), self.ports
        )
        return Fetcher(transport, "https://kc.example/open-data", limits=limits, **changes)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        place = f"{request.host.partition(':')[0]}{request.path_qs}"
        host = place.partition("/")[0]
        self.requests.append(place)
        self.agents.add(request.headers.get("User-Agent", ""))
        self.now[host] += 1
        self.at_once[host] = max(self.at_once[host], self.now[host])
        try:
            whole = f"{host}{request.path}"
            names = (f"{request.scheme}://{place}", place, f"{whole}?*")
            handler = next((self.pages[name] for name in names if name in self.pages), None)
            return await handler(request) if handler else web.Response(status=404)
        finally:
            self.now[host] -= 1


def redirect(target: str, status: int = 301) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": target})

    return answer


def page(
    body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers: str
) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=raw, headers={"Content-Type": content_type, **named})

    return answer


def _said(path: str, content: str) -> Handler:
    is_text = path.endswith((".txt", "atproto-did"))
    return page(content, "text/plain" if is_text else "text/html")


@asynccontextmanager
async def internet(folder: Path) -> AsyncIterator[Internet]:
    """Start everything, and stop it."""
    loop = asyncio.get_running_loop()
    port = unused_port()
    endpoint, names = await loop.create_datagram_endpoint(NameServer, local_addr=(HERE, port))
    ca = Authority(folder)
    net = Internet(names, DnsResolver([HERE], port), ca, {})
    runner = web.ServerRunner(web.Server(net.answer))
    await runner.setup()
    for usual, tls in ((80, None), (443, ca.server_context())):
        net.ports[usual] = unused_port()
        await web.TCPSite(runner, HERE, net.ports[usual], ssl_context=tls).start()
    yield net
    await runner.cleanup()
    endpoint.close()


class Authority:
    """Makes certificates: a right one for every host, but for those that are asked to be wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Testers")])
        self._root = self._certificate(self._name, self._key, None, 1)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.expired: set[str] = set()
        self.of_another: set[str] = set()
        self.unknown_to_us: set[str] = set()

    def trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=self._root.public_bytes(Encoding.PEM).decode())
        return context

    def server_context(self) -> ssl.SSLContext:
        context = self._context("nobody.example")
        context.sni_callback = self._choose
        return context

    def _choose(self, connection: ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> None:
        connection.context = self._context(host or "nobody.example")

    def _context(self, host: str) -> ssl.SSLContext:
        if host not in self._contexts:
            key = ec.generate_private_key(ec.SECP256R1())
            name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
            signer = ec.generate_private_key(ec.SECP256R1()) if host in self.unknown_to_us else None
            shown = "another.example" if host in self.of_another else host
            days = -1 if host in self.expired else 1
            certificate = self._certificate(name, key, shown, days, signer)
            file = self._folder / f"{host}.pem"
            file.write_bytes(
                key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
                + certificate.public_bytes(Encoding.PEM)
            )
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file)
            self._contexts[host] = context
        return self._contexts[host]

    def _certificate(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        host: str | None,
        days: int,
        signer: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=9))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host:
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
            builder = builder.add_extension(names, critical=False)
        return builder.sign(signer or self._key, hashes.SHA256())
