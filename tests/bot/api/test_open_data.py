import csv
import io
import json
from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.running.application import SERVED
from knowledge.publishing.export.open_data import FORMULA_STARTS, harmless

Start = Callable[..., Awaitable[TestClient[web.Request, web.Application]]]


@pytest.mark.parametrize("value", ["=1+1", "+32 2 508 38 11", "-1", "@vdab.be", "\tx", "\rx", "'x"])
def test_a_formula_is_made_text_and_can_be_had_back(value: str) -> None:
    assert harmless(value) == f"'{value}"
    assert harmless(value).removeprefix("'") == value


@pytest.mark.parametrize("value", ["", "https://www.vdab.be/", "1700", "a=b"])
def test_what_is_no_formula_stays_as_it_is(value: str) -> None:
    assert harmless(value) == value


async def test_csv_and_json_hold_the_same_whole_register(start: Start) -> None:
    client = await start()
    text = await (await client.get("/api/v1/channels.csv")).text()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    channels = json.loads(await (await client.get("/api/v1/channels.json")).read())["channels"]
    organisations = client.app[SERVED].library.registry.register.organisations.values()
    assert len(rows) == len(channels) == sum(len(each.channels) for each in organisations) > 300
    for row, channel in zip(rows, channels, strict=True):
        assert row["address"].removeprefix("'") == channel["address"]
        assert (row["personal"] == "true") == channel["personal"]
        assert channel["source_url"]
        assert not any(value.startswith(FORMULA_STARTS[:-1]) for value in row.values())
    assert text.count("\r\n") == len(rows) + 1


async def test_csv_says_what_it_is(start: Start) -> None:
    client = await start()
    headers = (await client.get("/api/v1/channels.csv")).headers
    assert headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert "attachment" in headers["Content-Disposition"]


KEPT = (
    "/api/v1/channels.csv",
    "/api/v1/channels.json",
    "/api/v1/organisations.jsonld",
    "/api/v1/organisations/vdab.jsonld",
    "/api/v1/organisations/vdab/trust.txt",
    "/api/v1/dcat.jsonld",
    "/api/v1/changes.atom",
    "/trust.txt",
    "/.well-known/trust.txt",
)
TYPES = {
    ".jsonld": "application/ld+json",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".json": "application/json",
}


@pytest.mark.parametrize("path", KEPT)
async def test_a_document_says_what_it_is_and_is_sent_once(start: Start, path: str) -> None:
    client = await start()
    first = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert first.status == 200
    assert first.content_type == TYPES[f".{path.rpartition('.')[2]}"]
    assert first.headers["Cache-Control"] == "public, max-age=300"
    for header, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        again = await client.get(path, headers={condition: first.headers[header]})
        assert again.status == 304
        assert await again.read() == b""
        assert again.headers["ETag"] == first.headers["ETag"]
    packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert await packed.read() == await first.read()
    assert (await client.head(path)).headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("path", KEPT[:7])
async def test_other_sites_may_read_it(start: Start, path: str) -> None:
    response = await (await start()).get(path, headers={"Origin": "https://www.example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


async def test_a_tag_goes_before_a_date(start: Start) -> None:
    client = await start()
    later = "Tue, 01 Jan 2036 00:00:00 GMT"
    headers = {"If-None-Match": '"another"', "If-Modified-Since": later}
    assert (await client.get("/api/v1/dcat.jsonld", headers=headers)).status == 200


async def test_names_stand_under_the_public_address(start: Start) -> None:
    client = await start(public_url="https://kanaalcheck.example/k")
    one = json.loads(await (await client.get("/api/v1/organisations/vdab.jsonld")).read())
    assert one["@id"] == "https://kanaalcheck.example/k/overzicht/vdab#organisatie"
    feed = await (await client.get("/api/v1/changes.atom?language=de")).text()
    assert "https://kanaalcheck.example/k/api/v1/changes.atom?language=de" in feed
    assert 'xml:lang="de"' in feed


async def test_without_a_public_address_they_stand_where_it_was_asked(start: Start) -> None:
    client = await start(behind_tls=True)
    for host in ("Kanaalcheck.Example", "localhost:9", "[::1]:80", "kanaalcheck.example"):
        response = await client.get("/api/v1/dcat.jsonld", headers={"Host": host})
        assert json.loads(await response.read())["@id"] == (
            f"https://{host.lower()}/open-data#catalogus"
        )


@pytest.mark.parametrize("host", ["a b", "a/b", 'a"b', "<script>", "a:b", "a@b", ""])
async def test_a_host_that_makes_no_address_is_refused(start: Start, host: str) -> None:
    client = await start()
    for path in ("/api/v1/dcat.jsonld", "/trust.txt", "/open-data"):
        assert (await client.get(path, headers={"Host": host})).status == 400


async def test_freshness_is_judged_on_the_day(start: Start) -> None:
    client = await start(today=date(2030, 1, 1))
    one = json.loads(await (await client.get("/api/v1/organisations/vdab.jsonld")).read())
    assert {each["verdict"] for each in one["channel"]} == {"official_stale"}


async def test_an_unknown_organisation_is_told(start: Start) -> None:
    client = await start()
    for path in ("nooit.jsonld", "nooit/trust.txt", ".jsonld", "vdab.jsonld.jsonld"):
        response = await client.get(f"/api/v1/organisations/{path}")
        assert response.status == 404
        assert response.content_type == "application/problem+json"


async def test_every_address_in_the_description_for_portals_is_served(start: Start) -> None:
    client = await start()
    described = json.loads(await (await client.get("/api/v1/dcat.jsonld")).read())
    base = str(client.make_url("")).rstrip("/")
    distributions = described["dcat:dataset"]["dcat:distribution"]
    assert len(distributions) == 4
    for each in distributions:
        address = each["dcat:downloadURL"]["@id"]
        response = await client.get(address.removeprefix(base))
        assert response.status == 200
        assert each["dcat:mediaType"]["@id"].endswith(response.content_type)
    assert (await client.get("/open-data")).status == 200
