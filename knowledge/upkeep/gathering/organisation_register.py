"""The Flemish organisation register (Wegwijs): names, OVO codes, mergers and contacts.

Shape: https://github.com/Informatievlaanderen/organisation-registry, `OrganisationDocument`, as
`GET /v1/search/organisations` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.model import Organisation, OrganisationStatus
from knowledge.upkeep.gathering.finding import Fact, Finding, Source, Told
from knowledge.upkeep.gathering.interfaces import NotToldError, ask, texts
from knowledge.upkeep.watching.fetching import Fetcher

BASE = "https://api.wegwijs.vlaanderen.be"
PAGE = "https://wegwijs.vlaanderen.be/#/organisations/{id}"
FIELDS = "id,name,ovoNumber,shortName,validity,labels,contacts,relations"
MOST = 20

PLATFORM_OF = {
    "email": "email", "e-mail": "email", "telefoon": "phone", "telefoonnummer": "phone",
    "gsm": "phone", "website": "website", "facebook": "facebook", "twitter": "x", "x": "x",
    "instagram": "instagram", "linkedin": "linkedin", "youtube": "youtube", "tiktok": "tiktok",
    "bluesky": "bluesky", "mastodon": "mastodon",
}  # fmt: skip
"""By name of a contact type, in lower case, the platform; other sorts (fax) are left out."""

_APART = re.compile(r"[\W_]+")


async def ask_about(
    organisation: Organisation, today: date, fetcher: Fetcher, base: str = BASE
) -> Told:
    """Ask what the register says of an organisation.

    Args:
        organisation: Found by its OVO code, else by exactly its name.
        today: Contacts that ended before are left out.
        fetcher: Fetches politely.
        base: Where the interface is.
    """
    place = f"{base}/v1/search/organisations"
    try:
        answer = await ask(
            fetcher, place, q=_question(organisation), fields=FIELDS, limit=str(MOST)
        )
    except NotToldError as error:
        return Told(trouble=f"Organisatieregister, {organisation.id}: {error}")
    same = [each for each in texts(answer) if _is_same(each, organisation)]
    living = [each for each in same if _is_valid(each, today)] or same
    if len(living) != 1:
        return Told()
    entry = living[0]
    return Told(
        tuple(_findings(entry, organisation, today)), tuple(_facts(entry, organisation, today))
    )


def _question(organisation: Organisation) -> str:
    if organisation.ovo_code:
        return f"ovoNumber:{organisation.ovo_code}"
    name = organisation.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'name:"{name}" OR labels.value:"{name}"'


def _is_same(entry: Mapping[str, Any], organisation: Organisation) -> bool:
    if organisation.ovo_code:
        return bool(entry.get("ovoNumber") == organisation.ovo_code)
    labels = (each.get("value") for each in texts(entry.get("labels")))
    called = {_folded(each) for each in (entry.get("name"), *labels) if isinstance(each, str)}
    return _folded(organisation.name) in called


def _findings(
    entry: Mapping[str, Any], organisation: Organisation, today: date
) -> Iterator[Finding]:
    if not _is_valid(entry, today):
        return
    for contact in texts(entry.get("contacts")):
        kind, value = contact.get("contactTypeName"), contact.get("value")
        if not (isinstance(kind, str) and isinstance(value, str) and _is_valid(contact, today)):
            continue
        platform = PLATFORM_OF.get(kind.strip().lower())
        if platform and value.strip():
            yield Finding(
                organisation.id, platform, value.strip(), Source.REGISTER, _page(entry),
                f"contact '{kind}' van {entry.get('ovoNumber', '')}",
            )  # fmt: skip


def _facts(entry: Mapping[str, Any], organisation: Organisation, today: date) -> Iterator[Fact]:
    code, name = entry.get("ovoNumber"), entry.get("name")
    page = _page(entry)
    if isinstance(code, str) and code and code != organisation.ovo_code:
        yield Fact(organisation.id, "ovo_code", f"OVO-code: {code}", page)
    if isinstance(name, str) and _folded(name) != _folded(organisation.name):
        yield Fact(organisation.id, "name", f"heet daar {name}", page)
    is_active = organisation.status is OrganisationStatus.ACTIVE
    if is_active and not _is_valid(entry, today):
        yield Fact(organisation.id, "status", "bestaat daar niet meer", page)
    for each in texts(entry.get("relations")):
        other, how = each.get("relatedOrganisationName"), each.get("relationName")
        if isinstance(other, str) and isinstance(how, str) and _is_valid(each, today):
            yield Fact(organisation.id, "merged_into", f"{how}: {other}", page)


def _is_valid(row: Mapping[str, Any], today: date) -> bool:
    period = row.get("validity")
    bounds = period if isinstance(period, dict) else {}
    start, end = _day(bounds.get("start")), _day(bounds.get("end"))
    return (start is None or start <= today) and (end is None or today <= end)


def _day(text: Any) -> date | None:  # noqa: ANN401  # JSON
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _page(entry: Mapping[str, Any]) -> str:
    return PAGE.format(id=entry.get("id", ""))


def _folded(text: str) -> str:
    return _APART.sub(" ", text.casefold()).strip()
