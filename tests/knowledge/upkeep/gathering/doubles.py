"""The organisation register, Wikidata and iTunes as they answer over HTTP."""

import json
import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.knowledge.upkeep.watching.network import Internet

REGISTER = "api.wegwijs.vlaanderen.be"
WIKIDATA = "query.wikidata.org"
ITUNES = "itunes.apple.com"


def organisation_register(net: Internet, *entries: Mapping[str, Any]) -> None:
    """Answer as `SearchController` of organisation-registry: query strings of Elasticsearch."""

    async def search(request: web.Request) -> web.Response:
        question = request.query["q"]
        wanted = {each.casefold() for each in re.findall(r'"((?:[^"\\]|\\.)*)"', question)}
        code = question.removeprefix("ovoNumber:")
        # As full text, it finds more than was asked.
        found = [
            {name: each[name] for name in request.query["fields"].split(",") if name in each}
            for each in entries
            if each.get("ovoNumber") == code
            or any(word in name for name in _names(each) for word in wanted)
        ]
        return web.json_response(found[: int(request.query["limit"])])

    net.site(REGISTER)
    net.pages[f"{REGISTER}/v1/search/organisations?*"] = search


def entry(name: str, code: str, **changes: Any) -> dict[str, Any]:
    """Give an `OrganisationDocument` in camel case."""
    return {
        "id": f"00000000-0000-0000-0000-{code[3:]:0>12}", "name": name, "ovoNumber": code,
        "shortName": "", "validity": {"start": "2000-01-01"}, "labels": [], "contacts": [],
        "relations": [], **changes,
    }  # fmt: skip


def contact(kind: str, value: str, **validity: str) -> dict[str, Any]:
    return {
        "organisationContactId": "cfbbe351-83d3-b26c-df76-85508b355de2",
        "contactTypeId": "f611e91d-a811-4519-afa6-08f0e9dcdd9b",
        "contactTypeName": kind, "value": value, "validity": validity,
    }  # fmt: skip


def wikidata(net: Internet, items: Mapping[str, Mapping[str, list[str]]]) -> None:
    """Answer SPARQL 1.1 JSON results for items, each with its values by property."""

    async def sparql(request: web.Request) -> web.Response:
        query = request.query["query"]
        sites = set(re.findall(r"<(https?://[^>]+)>", query))
        asked = set(re.findall(r"wd:(P\d+)", query))
        rows = [
            {
                "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"},
                "site": {"type": "uri", "value": site},
                "property": {"type": "uri", "value": f"http://www.wikidata.org/entity/{key}"},
                "value": {"type": "literal", "value": value},
            }
            for item, told in items.items()
            for site in told["P856"]
            if site in sites
            for key in told
            if key in asked
            for value in told[key]
        ]
        content = {"head": {"vars": ["item", "site", "property", "value"]},
                   "results": {"bindings": rows}}  # fmt: skip
        return web.Response(
            text=json.dumps(content), content_type="application/sparql-results+json"
        )

    net.site(WIKIDATA)
    net.pages[f"{WIKIDATA}/sparql?*"] = sparql


def itunes(net: Internet, numbers: Mapping[str, int]) -> None:
    """Answer look-ups by bundle id."""

    async def lookup(request: web.Request) -> web.Response:
        bundle = request.query["bundleId"]
        results = [
            {"wrapperType": "software", "bundleId": name, "trackId": number}
            for name, number in numbers.items()
            if name == bundle
        ]
        content = {"resultCount": len(results), "results": results}
        return web.Response(text=json.dumps(content), content_type="text/javascript")

    net.site(ITUNES)
    net.pages[f"{ITUNES}/lookup?*"] = lookup


def _names(each: Mapping[str, Any]) -> list[str]:
    return [each["name"].casefold(), *(label["value"].casefold() for label in each["labels"])]
