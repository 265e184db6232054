"""Open data: the whole register, one row per official channel, as CSV or JSON.

Addresses such as `@vdab.be` and `+32 2 …` begin as a formula does, and a spreadsheet would run
one. In CSV such a value gets an apostrophe before it, which spreadsheets hide and programs can
strip; the JSON has every value as it is.
"""

import csv
import io
import json
from collections.abc import Iterator

from knowledge.model import OfficialChannel, Organisation, Register

Row = dict[str, str | bool | None]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def channel_rows(register: Register) -> Iterator[Row]:
    """Give every official channel as one row, by organisation."""
    for identifier in sorted(register.organisations):
        organisation = register.organisations[identifier]
        for channel in organisation.channels:
            yield _row(organisation, channel)


def as_csv(register: Register) -> str:
    """Give all rows as CSV (RFC 4180, with a header)."""
    rows = list(channel_rows(register))
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def as_json(register: Register) -> str:
    """Give all rows as a JSON document that says which register it is."""
    content = {
        "channels": list(channel_rows(register)),
        "knowledge": {"version": register.version},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def harmless(value: str) -> str:
    """Give a value as a spreadsheet can show it without running it."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _cell(value: str | bool | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
    return harmless(value)


def _row(organisation: Organisation, channel: OfficialChannel) -> Row:
    verified, source = channel.verified, channel.sources[0]
    return {
        "organisation": organisation.id,
        "organisation_name": organisation.display_name,
        "ovo_code": organisation.ovo_code,
        "platform": channel.address.platform,
        "address": channel.address.value,
        "label": channel.label,
        "status": channel.status,
        "since": channel.since.isoformat() if channel.since else None,
        "retired_on": channel.retired_on.isoformat() if channel.retired_on else None,
        "replaced_by": channel.replaced_by,
        "includes_subdomains": channel.includes_subdomains,
        "shared": channel.shared,
        "personal": channel.personal,
        "languages": " ".join(channel.languages),
        "verified_date": verified.date.isoformat() if verified else None,
        "verified_by": verified.by if verified else None,
        "verified_method": verified.method if verified else None,
        "source_url": source.url,
        "source_date": source.date,
    }
