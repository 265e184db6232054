"""The annex as a table: one row for each organisation, as CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.matching.verdict import defanged
from knowledge.publishing.export.open_data import harmless
from knowledge.publishing.overview.model import (
    ANSWERS,
    Overview,
    OverviewChannel,
    OverviewOrganisation,
)

COLUMNS = ("domain", "organisation", "in_use", "planned", "past", *ANSWERS)
"""What the annex of 2016 told of each organisation, and which channels it no longer uses."""


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in words, by column of `COLUMNS`.

    Attributes:
        cells: Text of each column; several lines where there are several channels.
    """

    id: str
    cells: tuple[str, ...]


def rows(overview: Overview) -> Iterator[Row]:
    """Give the table in Dutch, in the order of the overview."""
    for each in overview.organisations:
        cells = (
            each.domain.name["nl"],
            each.organisation.display_name,
            _lines(each.in_use),
            _lines(each.planned),
            _lines(each.past),
            *(_answer(each, name) for name in ANSWERS),
        )
        yield Row(each.organisation.id, cells)


def as_csv(overview: Overview) -> str:
    """Give the table as CSV (RFC 4180) that no spreadsheet runs, with the version in each row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("id", *COLUMNS, "day", "knowledge"))
    for row in rows(overview):
        cells = (row.id, *row.cells, overview.day.isoformat(), overview.version)
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def as_json(overview: Overview) -> str:
    """Give the overview as a JSON document that says which register it is, and of which day."""
    content = {
        "knowledge": {"version": overview.version},
        "day": overview.day.isoformat(),
        "organisations": [_described(each) for each in overview.organisations],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def shown_address(channel: OverviewChannel) -> str:
    """Give an address as people may read it: only one in use can be followed."""
    address = channel.channel.address.value
    return address if channel.in_use else defanged(address)


def _lines(channels: Iterable[OverviewChannel]) -> str:
    return "\n".join(f"{each.platform.name['nl']}: {shown_address(each)}" for each in channels)


def _answer(each: OverviewOrganisation, name: str) -> str:
    found = each.answer(name)
    if found is None:
        return ""
    dated = f", {found.source.date}" if found.source.date else ""
    return f"{found.text} (bron: {found.source.url}{dated})"


def _described(each: OverviewOrganisation) -> dict[str, object]:
    organisation = each.organisation
    return {
        "id": organisation.id,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind,
        "status": organisation.status,
        "policy_domain": {"id": each.domain.key, "name": dict(each.domain.name)},
        "complete_platforms": [platform.key for platform in each.complete],
        "channels": [_channel(channel) for channel in each.channels],
        "answers": {name: _answered(each, name) for name in ANSWERS},
    }


def _channel(each: OverviewChannel) -> dict[str, object]:
    channel, verified = each.channel, each.channel.verified
    return {
        "platform": each.platform.key,
        "address": channel.address.value,
        "status": channel.status,
        "verdict": each.standing,
        "verified_on": verified.date.isoformat() if verified else None,
        "first_year": each.first_year,
        "since": channel.since.isoformat() if channel.since else None,
        "retired_on": channel.retired_on.isoformat() if channel.retired_on else None,
        "replaced_by": channel.replaced_by,
        "personal": channel.personal,
        "source": {"url": channel.sources[0].url, "date": channel.sources[0].date},
    }


def _answered(each: OverviewOrganisation, name: str) -> dict[str, object] | None:
    found = each.answer(name)
    if found is None:
        return None
    return {"text": found.text, "source": {"url": found.source.url, "date": found.source.date}}
