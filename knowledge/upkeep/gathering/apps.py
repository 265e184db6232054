"""Apps that a site declares its own: `assetlinks.json` and `apple-app-site-association`.

Shapes: Digital Asset Links (developers.google.com/digital-asset-links) and Apple's associated
domains; the number of an app in the App Store is looked up by its bundle id at iTunes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.upkeep.gathering.finding import Finding, Source, Told, Voice
from knowledge.upkeep.gathering.interfaces import AbsentError, NotToldError, ask, texts
from knowledge.upkeep.watching.fetching import Fetcher

ITUNES = "https://itunes.apple.com"
ASSET_LINKS = "/.well-known/assetlinks.json"
APPLE = "/.well-known/apple-app-site-association"
MOST_APPS = 10

_OPENS_LINKS = "delegate_permission/common.handle_all_urls"
_TEAM = 10
"""Letters of the team before the bundle id in an app id."""


async def ask_at(organisation: str, host: str, fetcher: Fetcher, itunes: str = ITUNES) -> Told:
    """Ask which apps open the links of a host.

    Args:
        organisation: Whose host it is.
        host: Of a listed website without path.
        fetcher: Fetches politely.
        itunes: Where apps of Apple are looked up.
    """
    found: list[Finding] = []
    try:
        place = f"https://{host}{ASSET_LINKS}"
        for package in list(_android(await _file(fetcher, place)))[:MOST_APPS]:
            text = f"https://play.google.com/store/apps/details?id={package}"
            found.append(_declared(organisation, text, place))
        place = f"https://{host}{APPLE}"
        for bundle in list(_apple(await _file(fetcher, place)))[:MOST_APPS]:
            for number in await _numbers(fetcher, itunes, bundle):
                text = f"https://apps.apple.com/app/id{number}"
                found.append(_declared(organisation, text, place))
    except NotToldError as error:
        return Told(trouble=f"Apps, {host}: {error}")
    return Told(tuple(found))


async def _file(fetcher: Fetcher, place: str) -> Any:  # noqa: ANN401  # JSON
    try:
        return await ask(fetcher, place)
    except AbsentError:  # many sites answer every address with a page
        return None


def _android(told: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    for statement in texts(told):
        target, relation = statement.get("target"), statement.get("relation")
        if not (isinstance(target, dict) and isinstance(relation, list)):
            continue
        package = target.get("package_name")
        is_app = target.get("namespace") == "android_app" and _OPENS_LINKS in relation
        if is_app and isinstance(package, str):
            yield package


def _apple(told: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    links = told.get("applinks") if isinstance(told, dict) else None
    details = links.get("details") if isinstance(links, dict) else None
    seen: set[str] = set()
    for each in texts(details):
        several = each.get("appIDs")
        for identifier in several if isinstance(several, list) else [each.get("appID")]:
            team, _, bundle = str(identifier or "").partition(".")
            if len(team) == _TEAM and bundle and bundle not in seen:
                seen.add(bundle)
                yield bundle


async def _numbers(fetcher: Fetcher, itunes: str, bundle: str) -> list[int]:
    answer = await ask(fetcher, f"{itunes}/lookup", bundleId=bundle, country="be")
    results = texts(answer.get("results") if isinstance(answer, dict) else None)
    return [
        each["trackId"]
        for each in results
        if each.get("bundleId") == bundle and isinstance(each.get("trackId"), int)
    ]


def _declared(organisation: str, text: str, place: str) -> Finding:
    detail = place.rpartition("/")[2]
    return Finding(organisation, "app", text, Source.APPS, place, detail, Voice.DECLARED)
