"""The register as linked data: JSON-LD 1.1 with the terms of schema.org.

`sameAs` names what the register vouches for today and nothing else. Every channel, a retired one
too, is described apart, with its status and the verdict that a citizen would read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.model import AliasKind, OfficialChannel, Organisation, OrganisationKind, Source
from knowledge.publishing.export import licence
from knowledge.publishing.export.urls import JSON_LD, Places
from knowledge.publishing.export.vouched import Vouched

Node = dict[str, Any]

CONTENT_TYPE = "application/ld+json; charset=utf-8"

_DATE = "http://www.w3.org/2001/XMLSchema#date"
_CONTACTS = {"phone": "telephone", "email": "email"}


def describe_all(standing: Vouched, places: Places) -> Node:
    """Describe every organisation, and the data set that they are."""
    register = standing.register
    ordered = [register.organisations[name] for name in sorted(register.organisations)]
    graph = [_data_set(standing, places)]
    graph += [_organisation(each, standing, places) for each in ordered]
    return {"@context": _context(places), "@graph": graph}


def describe_one(organisation: Organisation, standing: Vouched, places: Places) -> Node:
    """Describe one organisation with its channels."""
    node = _organisation(organisation, standing, places)
    node["subjectOf"] = {"@id": f"{places.reuse}#register"}
    return {"@context": _context(places), **node}


def _context(places: Places) -> Node:
    """Say in the document itself what its words mean: nothing has to be fetched to read it."""
    ours = places.vocabulary
    return {
        "@version": 1.1,
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in ("sameAs", "url", "license", "contentUrl")},
        "channel": f"{ours}channel",
        "Channel": f"{ours}Channel",
        **{name: f"{ours}{name}" for name in ("platform", "address", "status", "verdict")},
        **{name: f"{ours}{name}" for name in ("verifiedBy", "verifiedMethod", "replacedBy")},
        **{
            name: {"@id": f"{ours}{name}", "@type": _DATE}
            for name in ("verifiedOn", "since", "retiredOn")
        },
        **{name: f"{ours}{name}" for name in ("personal", "shared", "includesSubdomains")},
        **{name: f"{ours}{name}" for name in ("source", "sourceUrl", "sourceDate")},
        **{name: f"{ours}{name}" for name in ("kind", "policyDomain", "organisationStatus")},
        "mergedInto": {"@id": f"{ours}mergedInto", "@type": "@id"},
    }


def _data_set(standing: Vouched, places: Places) -> Node:
    return {
        "@id": f"{places.reuse}#register",
        "@type": "Dataset",
        "name": "Kanaalcheck",
        "url": places.reuse,
        "version": standing.register.version,
        "license": licence.URL,
        "isAccessibleForFree": True,
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": places.document(JSON_LD),
            "encodingFormat": "application/ld+json",
        },
    }


def _organisation(organisation: Organisation, standing: Vouched, places: Places) -> Node:
    is_person = organisation.kind is OrganisationKind.MINISTER
    parent = organisation.parent
    sites = standing.sites(organisation)
    return _told(
        {
            "@id": places.organisation(organisation.id),
            "@type": "Person" if is_person else "GovernmentOrganization",
            "name": organisation.name,
            "alternateName": list(_other_names(organisation)),
            "description": organisation.description,
            "identifier": list(_identifiers(organisation)),
            "mainEntityOfPage": {"@id": places.page(organisation.id)},
            "url": sites[0].address.value if sites else None,
            "sameAs": [each.address.value for each in standing.profiles(organisation)],
            "contactPoint": list(_contacts(organisation, standing)),
            "affiliation" if is_person else "parentOrganization": (
                {"@id": places.organisation(parent)} if parent else None
            ),
            "kind": organisation.kind,
            "policyDomain": organisation.policy_domain,
            "organisationStatus": organisation.status,
            "mergedInto": (
                places.organisation(organisation.merged_into) if organisation.merged_into else None
            ),
            "source": _source(organisation.source),
            "channel": [_channel(each, standing, places) for each in organisation.channels],
        }
    )


def _other_names(organisation: Organisation) -> Iterator[str | Node]:
    if organisation.short_name:
        yield organisation.short_name
    for alias in organisation.aliases:
        if alias.kind is AliasKind.FORMER or alias.name == organisation.short_name:
            continue
        yield (
            {"@value": alias.name, "@language": alias.language} if alias.language else alias.name
        )


def _identifiers(organisation: Organisation) -> Iterator[Node]:
    if organisation.ovo_code:
        yield {"@type": "PropertyValue", "propertyID": "OVO", "value": organisation.ovo_code}
    yield {"@type": "PropertyValue", "propertyID": "Kanaalcheck", "value": organisation.id}


def _contacts(organisation: Organisation, standing: Vouched) -> Iterator[Node]:
    for channel in standing.own(organisation):
        field = _CONTACTS.get(channel.address.platform)
        is_mailbox = field == "email" and channel.address.key.startswith("@")
        if field and not is_mailbox:
            yield _told(
                {
                    "@type": "ContactPoint",
                    field: channel.address.key,
                    "contactType": channel.label,
                    "availableLanguage": list(channel.languages),
                }
            )


def _channel(channel: OfficialChannel, standing: Vouched, places: Places) -> Node:
    verified = channel.verified
    return _told(
        {
            "@id": places.channel(channel.organisation, channel.address),
            "@type": "Channel",
            "name": channel.label,
            "platform": channel.address.platform,
            "address": channel.address.value,
            "status": channel.status,
            "verdict": standing.verdict(channel),
            "since": channel.since.isoformat() if channel.since else None,
            "retiredOn": channel.retired_on.isoformat() if channel.retired_on else None,
            "replacedBy": channel.replaced_by,
            "includesSubdomains": channel.includes_subdomains or None,
            "personal": channel.personal or None,
            "shared": channel.shared or None,
            "inLanguage": list(channel.languages),
            "verifiedOn": verified.date.isoformat() if verified else None,
            "verifiedBy": verified.by if verified else None,
            "verifiedMethod": verified.method if verified else None,
            "source": [_source(each) for each in channel.sources],
        }
    )


def _source(source: Source) -> Node:
    return _told({"sourceUrl": source.url, "sourceDate": source.date})


def _told(node: Mapping[str, Any]) -> Node:
    """Leave out what is not known."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
