"""Pages of others, well made and hostile, over real connections."""

import asyncio
import gzip
import zlib

import pytest
from aiohttp import web

from knowledge.upkeep.watching.fetching import Fetched, Limits, Trouble
from knowledge.upkeep.watching.reachability import is_public
from tests.knowledge.upkeep.watching.network import QUICK, Internet, page, redirect


async def fetch(net: Internet, url: str, limits: Limits = QUICK) -> Fetched:
    async with net.fetcher(limits) as fetcher:
        return await fetcher.get(url)


async def test_a_page_is_read_over_tls_and_we_say_who_we_are(net: Internet) -> None:
    net.site("www.dienst.be", {"/": "<p>dag</p>"})
    found = await fetch(net, "https://www.dienst.be/")
    assert (found.text, found.status, found.trouble) == ("<p>dag</p>", 200, None)
    assert net.agents == {"Kanaalcheck/1.0 (+https://kc.example/open-data)"}


async def test_redirects_are_followed_and_told(net: Internet) -> None:
    net.site("dienst.be", {"/": redirect("https://www.dienst.be/start")})
    net.site("www.dienst.be", {"/start": redirect("nl#boven", 302), "/nl": "<p>dag</p>"})
    found = await fetch(net, "https://dienst.be/")
    assert found.hops == (
        "https://dienst.be/",
        "https://www.dienst.be/start",
        "https://www.dienst.be/nl",
    )
    assert found.text == "<p>dag</p>"


@pytest.mark.parametrize(
    ("target", "trouble"),
    [
        ("https://dienst.be/", Trouble.TOO_MANY_REDIRECTS),
        ("javascript:alert(1)", Trouble.BAD_REDIRECT),
        ("file:///etc/passwd", Trouble.BAD_REDIRECT),
        ("https://[", Trouble.BAD_REDIRECT),
        ("https://", Trouble.TOO_MANY_REDIRECTS),
        ("https://" + "a" * 300 + ".be/", Trouble.LOOKUP_FAILED),
        ("https://xn--a-.be/", Trouble.BAD_REDIRECT),
        ("//weg.be/", Trouble.NO_SUCH_HOST),
        ("http://10.0.0.1/", Trouble.PRIVATE_ADDRESS),
        ("http://169.254.169.254/latest/meta-data", Trouble.PRIVATE_ADDRESS),
        ("http://[::ffff:10.0.0.1]/", Trouble.PRIVATE_ADDRESS),
        ("http://2130706433/", Trouble.NO_SUCH_HOST),
        ("http://binnen.be/", Trouble.PRIVATE_ADDRESS),
        ("http://half.be/", Trouble.PRIVATE_ADDRESS),
    ],
)
async def test_a_redirect_leads_nowhere_it_should_not(
    net: Internet, target: str, trouble: Trouble
) -> None:
    net.site("dienst.be", {"/": redirect(target)})
    net.names.known["binnen.be"] = ("192.168.1.1",)
    net.names.known["half.be"] = ("127.0.0.1", "10.1.2.3")
    found = await fetch(net, "https://dienst.be/")
    assert (found.trouble, found.text) == (trouble, None)


async def test_a_chain_that_never_ends_is_left(net: Internet) -> None:
    async def further(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"/?n={len(net.requests)}"})

    net.site("dienst.be", {"/": further})
    net.pages |= {f"dienst.be/?n={count}": further for count in range(50)}
    found = await fetch(net, "https://dienst.be/")
    assert found.trouble is Trouble.TOO_MANY_REDIRECTS
    assert len(net.requests) == 1 + QUICK.redirects + 1  # robots.txt, and every hop


@pytest.mark.parametrize(
    ("wrong", "detail"),
    [
        ("expired", "certificate has expired"),
        ("of_another", "Hostname mismatch, certificate is not valid for 'dienst.be'."),
        ("unknown_to_us", "certificate signature failure"),
    ],
)
async def test_a_certificate_that_is_wrong_is_told(net: Internet, wrong: str, detail: str) -> None:
    net.site("dienst.be", {"/": "<p>dag</p>"})
    getattr(net.ca, wrong).add("dienst.be")
    found = await fetch(net, "https://dienst.be/")
    assert (found.trouble, found.detail) == (Trouble.TLS, detail)


async def test_two_names_on_one_address_each_show_their_own_certificate(net: Internet) -> None:
    net.site("goed.be", {"/": "<p>goed</p>"})
    net.site("fout.be", {"/": "<p>fout</p>"})
    net.ca.of_another.add("fout.be")
    async with net.fetcher() as fetcher:
        assert (await fetcher.get("https://goed.be/")).text == "<p>goed</p>"
        assert (await fetcher.get("https://fout.be/")).trouble is Trouble.TLS


async def test_a_name_that_answers_otherwise_the_second_time_changes_nothing(
    net: Internet,
) -> None:
    net.site("dienst.be", {"/": "<p>dag</p>"})
    async with net.fetcher() as fetcher:
        assert (await fetcher.get("https://dienst.be/")).text == "<p>dag</p>"
        net.names.known["dienst.be"] = ("10.0.0.1",)
        assert (await fetcher.get("https://dienst.be/")).trouble is Trouble.PRIVATE_ADDRESS


async def test_names_that_cannot_be_had_are_told_apart(net: Internet) -> None:
    net.names.broken.add("stuk.be")
    net.names.known["leeg.be"] = ()
    assert (await fetch(net, "https://weg.be/")).trouble is Trouble.NO_SUCH_HOST
    assert (await fetch(net, "https://leeg.be/")).trouble is Trouble.NO_SUCH_HOST
    quick = Limits(seconds=8.0, pause=0.0)
    assert (await fetch(net, "https://stuk.be/", quick)).trouble is Trouble.LOOKUP_FAILED


async def test_a_server_that_is_down_is_told(net: Internet) -> None:
    net.site("dienst.be")
    net.ports[443] = 1
    assert (await fetch(net, "https://dienst.be/")).trouble is Trouble.NOT_REACHABLE


async def test_a_slow_answer_is_left_even_when_it_keeps_dripping(net: Internet) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x")
            await asyncio.sleep(0.05)
        return response

    net.site("dienst.be", {"/": drip})
    found = await fetch(net, "https://dienst.be/", Limits(seconds=0.4, pause=0.0))
    assert found.trouble is Trouble.TIMEOUT


async def test_an_endless_answer_is_left(net: Internet) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while sent < 100_000_000:
            await response.write(b"x" * 65_536)
            sent += 65_536
        return response

    net.site("dienst.be", {"/": endless})
    assert (await fetch(net, "https://dienst.be/")).trouble is Trouble.TOO_LARGE
    assert sent < 20_000_000


async def test_a_bomb_is_not_unpacked(net: Internet) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000, mtime=0))
    flat = gzip.compress(b"\0" * 50_000_000, mtime=0)
    net.site("dienst.be", {"/": page(flat, Content_Encoding="gzip")})
    net.site("twee.be", {"/": page(bomb, Content_Encoding="gzip, gzip")})
    assert (await fetch(net, "https://dienst.be/")).trouble is Trouble.TOO_LARGE
    assert (await fetch(net, "https://twee.be/")).trouble is Trouble.UNREADABLE


@pytest.mark.parametrize(
    ("body", "packing", "text"),
    [
        (gzip.compress(b"<p>dag</p>", mtime=0), "gzip", "<p>dag</p>"),
        (gzip.compress(b"<p>dag</p>", mtime=0)[:-8], "gzip", "<p>dag</p>"),
        (b"geen gzip", "gzip", None),
        (zlib.compress(b"x"), "deflate", None),
        (b"x", "br", None),
        (b"<p>dag</p>", "identity", "<p>dag</p>"),
    ],
)
async def test_packed_answers(net: Internet, body: bytes, packing: str, text: str | None) -> None:
    net.site("dienst.be", {"/": page(body, Content_Encoding=packing)})
    found = await fetch(net, "https://dienst.be/")
    assert found.text == text
    assert (found.trouble is None) == (text is not None)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("één".encode("latin-1"), "text/html; charset=iso-8859-1", "één"),
        ("één".encode(), "text/html", "één"),
        ("\ufeffeen".encode(), "text/html; charset=latin-1", "een"),
        ("één".encode("latin-1"), "text/html; charset=utf-8", "\ufffd\ufffdn"),
        (b"dag", "text/html; charset=zlib_codec", "dag"),
        (b"dag", "text/html; charset=idna", "dag"),
        (b"dag", "text/html; charset=nooit", "dag"),
        (b"dag", "text/html; charset=", "dag"),
        (b"dag", "application/xhtml+xml", "dag"),
    ],
)
async def test_charsets(net: Internet, body: bytes, content_type: str, text: str) -> None:
    net.site("dienst.be", {"/": page(body, content_type)})
    found = await fetch(net, "https://dienst.be/")
    assert found.text == text


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf", "text/plain", "x" * 200])
async def test_what_is_no_page_is_not_read(net: Internet, content_type: str) -> None:
    net.site("dienst.be", {"/": page(b"x", content_type)})
    assert (await fetch(net, "https://dienst.be/")).trouble is Trouble.NOT_A_PAGE


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
async def test_an_error_of_the_server_is_told(net: Internet, status: int) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=status)

    net.site("dienst.be", {"/": refuse})
    found = await fetch(net, "https://dienst.be/")
    assert (found.trouble, found.status) == (Trouble.HTTP_ERROR, status)
    assert found.detail == f"HTTP {status}"


async def test_robots_txt_is_honoured_once_asked(net: Internet) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: kanaalcheck\nDisallow: /geheim\n"
    net.site(
        "dienst.be",
        {"/robots.txt": rules, "/": "<p>dag</p>", "/geheim": "x", "/deur": redirect("/geheim")},
    )
    async with net.fetcher() as fetcher:
        assert (await fetcher.get("https://dienst.be/")).text == "<p>dag</p>"
        assert (await fetcher.get("https://dienst.be/geheim")).trouble is Trouble.ROBOTS
        assert (await fetcher.get("https://dienst.be/deur")).trouble is Trouble.ROBOTS
    assert net.requests == ["dienst.be/robots.txt", "dienst.be/", "dienst.be/deur"]


async def test_a_broken_robots_txt_means_hands_off(net: Internet) -> None:
    async def broken(_: web.Request) -> web.Response:
        return web.Response(status=503)

    net.site("dienst.be", {"/robots.txt": broken, "/": "<p>dag</p>"})
    assert (await fetch(net, "https://dienst.be/")).text is None
    assert "dienst.be/" not in net.requests


@pytest.mark.parametrize(
    "rules", ["\0\xff\n" * 100, "Disallow: /", "User-agent: *\nDisallow: " + "*" * 5000, "x" * 9999]
)
async def test_odd_robots_txt_breaks_nothing(net: Internet, rules: str) -> None:
    net.site("dienst.be", {"/robots.txt": rules, "/": "<p>dag</p>"})
    found = await fetch(net, "https://dienst.be/")
    assert found.text == "<p>dag</p>" or found.trouble is Trouble.ROBOTS


async def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(net: Internet) -> None:
    waited: list[float] = []
    moment = 100.0

    async def sleep(seconds: float) -> None:
        nonlocal moment
        waited.append(round(seconds, 3))
        moment += seconds
        await asyncio.sleep(0)

    pages = {f"/{count}": "<p>dag</p>" for count in range(5)}
    net.site("dienst.be", {"/robots.txt": "User-agent: *\nCrawl-delay: 7\n", **pages})
    net.site("snel.be", pages)
    async with net.fetcher(
        Limits(seconds=5.0, pause=2.0), clock=lambda: moment, sleep=sleep
    ) as fetcher:
        for host in ("dienst.be", "snel.be"):
            await fetcher.get(f"https://{host}/0")
            waited.clear()
            await asyncio.gather(*(fetcher.get(f"https://{host}/{count}") for count in range(1, 5)))
            assert waited == [7.0 if host == "dienst.be" else 2.0] * 4
    assert net.at_once == {"dienst.be": 1, "snel.be": 1}


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("193.191.212.1", True),
        ("2a02:a03f::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:193.191.212.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_only_the_public_internet_is_public(number: str, public: bool) -> None:
    assert is_public(number) == public


async def test_garbage_on_the_line_is_told(net: Internet) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\x00\xff")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1")
    net.names.known["dienst.be"] = ("127.0.0.1",)
    net.ports[80] = net.ports[443] = server.sockets[0].getsockname()[1]
    plain = await fetch(net, "http://dienst.be/")
    secure = await fetch(net, "https://dienst.be/")
    server.close()
    assert plain.trouble is Trouble.UNREADABLE
    assert secure.trouble in (Trouble.TLS, Trouble.NOT_REACHABLE)
