"""The proposals as staff read them, as programs read them, and as they can be pasted.

What comes from pages of others is shown without control characters: a page must not be able to
write on the terminal of whoever reads about it.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import yaml

from knowledge.addresses.address import AddressError, Addresses
from knowledge.matching.verdict import defanged
from knowledge.model import Address
from knowledge.upkeep.watching.fetching import Trouble
from knowledge.upkeep.watching.look import UNREACHED
from knowledge.upkeep.watching.pages import Link
from knowledge.upkeep.watching.proposing import (
    Appeared,
    Evidence,
    Found,
    Listed,
    Proposals,
    SiteMoved,
    SiteTrouble,
    Unlinked,
)

TROUBLES = {
    Trouble.NO_SUCH_HOST: "de domeinnaam bestaat niet (meer)",
    Trouble.LOOKUP_FAILED: "de domeinnaam kon niet opgezocht worden",
    Trouble.PRIVATE_ADDRESS: "de domeinnaam leidt naar een eigen netwerk; niet bekeken",
    Trouble.TLS: "de beveiligde verbinding klopt niet",
    Trouble.NOT_REACHABLE: "de server antwoordt niet",
    Trouble.TIMEOUT: "de server antwoordt te traag",
    Trouble.TOO_LARGE: "de pagina is te groot om te lezen",
    Trouble.TOO_MANY_REDIRECTS: "de site blijft doorverwijzen",
    Trouble.BAD_REDIRECT: "de site verwijst door naar iets dat geen webadres is",
    Trouble.ROBOTS: "robots.txt vraagt om de site niet te bekijken",
    Trouble.HTTP_ERROR: "de server geeft een fout",
    Trouble.NOT_A_PAGE: "dit is geen webpagina",
    Trouble.UNREADABLE: "het antwoord is onleesbaar",
}
LISTED = {
    Listed.NEW: "staat nog niet in het register",
    Listed.CANDIDATE: "staat al bij de kandidaten",
    Listed.OTHER_OWNER: "staat bij een andere organisatie",
    Listed.RETIRED: "staat als stopgezet: de site verwijst er nog naar",
    Listed.COMPROMISED: "staat als overgenomen: laat de link van de site halen",
    Listed.FAKE: "is bevestigde namaak: laat de link meteen van de site halen",
}
MOST_URGENT = (
    Listed.FAKE, Listed.COMPROMISED, Listed.RETIRED, Listed.NEW, Listed.CANDIDATE,
    Listed.OTHER_OWNER,
)  # fmt: skip

_DEFANGED = frozenset({Listed.FAKE, Listed.COMPROMISED})
_SHOWN_LINKS = 3


UNCHANGED = "Dit zijn voorstellen. Er is niets veranderd in het register.\n"


def as_text(proposals: Proposals, today: date, renewed: str = "") -> str:
    """Write the report for staff.

    Args:
        proposals: What was found.
        today: Day of the round.
        renewed: What became of renewals, where there are any.
    """
    parts = [
        f"Wat er buiten te zien is, {today}\n"
        f"{renewed or UNCHANGED}"
        f"{proposals.looked_at} websites bekeken, {proposals.asked} domeinnamen opgezocht"
        + (f", {proposals.unasked} zonder antwoord" if proposals.unasked else "")
        + ".\n"
    ]
    if _nothing_answers(proposals):
        parts.append("Geen enkele website antwoordt: heeft dit toestel wel internet?\n")
    sections: tuple[tuple[str, Iterable[Any], Callable[[Any], str]], ...] = (
        ("Websites waar iets mee is", proposals.troubles, _trouble),
        ("Websites die naar een andere site leiden", proposals.moved, _moved),
        ("Nieuwe domeinnamen die op een officiële lijken", _new(proposals.appeared), _appeared),
        ("Links die niet kloppen met het register", _urgent(proposals.found), _found),
        ("Gezien op de eigen site: klaar om te bevestigen", proposals.evidence, _evidence),
        ("Niet gezien op de eigen site: kijk na", proposals.unlinked, _unlinked),
        ("Domeinnamen die er vroeger al waren", _old(proposals.appeared), _appeared),
    )
    for title, rows, shown in sections:
        lines = [plain(shown(row)) for row in rows]
        if lines:
            parts.append("\n".join((f"{title} ({len(lines)})", *lines)) + "\n")
    return "\n".join(parts)


def _nothing_answers(proposals: Proposals) -> bool:
    without_answer = [row for row in proposals.troubles if row.seen.trouble in UNREACHED]
    return 1 < proposals.looked_at == len({row.site for row in without_answer})


def as_json(proposals: Proposals, today: date, renewed: Mapping[str, Any] | None = None) -> str:
    """Write the report for programs; see `as_text`."""
    content = {
        "date": today.isoformat(),
        "websites": proposals.looked_at,
        "names": proposals.asked,
        "names_without_answer": proposals.unasked,
        "troubles": [
            {
                "organisation": row.organisation,
                "site": row.site,
                "final": row.seen.final,
                "status": row.seen.status,
                "trouble": row.seen.trouble,
                "detail": row.seen.detail,
            }
            for row in proposals.troubles
        ],
        "moved": [asdict(row) for row in proposals.moved],
        "evidence": [_with_links(row, row.channel.address) for row in proposals.evidence],
        "unlinked": [
            {"organisation": row.organisation, **_named(row.channel.address)}
            for row in proposals.unlinked
        ],
        "found": [
            {**_with_links(row, row.address), "listed": row.standing} for row in proposals.found
        ],
        "lookalikes": [
            {**asdict(row.lookalike), "since": row.since, "is_new": row.is_new}
            for row in proposals.appeared
        ],
        **(renewed or {}),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_candidates(proposals: Proposals, addresses: Addresses, today: date) -> str:
    """Write the new accounts as rows for `candidates.yml`; empty when there are none."""
    rows = [_candidate(row, today) for row in _acceptable(proposals.found, addresses)]
    if not rows:
        return ""
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)
    return "".join(f"  {line}\n" for line in text.splitlines())


def as_commands(proposals: Proposals) -> str:
    """Write what confirms each channel that was seen; a team looks first, and puts its name."""
    lines = []
    for row in proposals.evidence:
        address = row.channel.address
        parts = (
            "python -m knowledge confirm",
            shlex.quote(row.organisation),
            shlex.quote(plain(address.value)),
            f"--platform {shlex.quote(address.platform)}",
            '--by "TEAM" --method linked_from_official_site',
        )
        lines.append(" ".join(parts))
    return "".join(f"{line}\n" for line in lines)


def plain(text: str) -> str:
    """Give a text without characters that do something instead of showing."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _trouble(row: SiteTrouble) -> str:
    told = TROUBLES[row.seen.trouble] if row.seen.trouble else ""
    detail = f" ({row.seen.detail})" if row.seen.detail else ""
    way = f", na doorverwijzing naar {defanged(row.seen.final)}" if row.seen.hops else ""
    return f"- {row.organisation}  {row.site}: {told}{detail}{way}"


def _moved(row: SiteMoved) -> str:
    if row.is_listed:
        return f"- {row.organisation}  {row.site} leidt naar {row.final}, dat in het register staat"
    return (
        f"- {row.organisation}  {row.site} leidt naar {defanged(row.final)}, dat NIET in het"
        " register staat: is het domein nog van de organisatie?"
    )


def _appeared(row: Appeared) -> str:
    found = row.lookalike
    where = ", ".join(found.numbers[:_SHOWN_LINKS]) or "nog zonder server"
    return (
        f"- {defanged(found.domain)}  lijkt op {found.near} ({found.how}), {where},"
        f" gezien sinds {row.since}"
    )


def _found(row: Found) -> str:
    value = row.address.value
    shown = defanged(value) if row.standing in _DEFANGED else value
    told = LISTED[row.standing]
    return f"- {row.organisation}  {row.address.platform}  {shown}: {told}; {places(row.links)}"


def _evidence(row: Evidence) -> str:
    address = row.channel.address
    return f"- {row.organisation}  {address.platform}  {address.value}: {places(row.links)}"


def _unlinked(row: Unlinked) -> str:
    address = row.channel.address
    return f"- {row.organisation}  {address.platform}  {address.value}"


def places(links: Sequence[Link]) -> str:
    """Say where links were seen, the most telling places first."""
    seen = dict.fromkeys(f"{link.page} ({link.where})" for link in links)
    more = len(seen) - _SHOWN_LINKS
    told = ", ".join(list(seen)[:_SHOWN_LINKS])
    return f"gezien op {told}" + (f" en nog {more}" if more > 0 else "")


def _new(rows: Iterable[Appeared]) -> Iterator[Appeared]:
    return (row for row in rows if row.is_new)


def _old(rows: Iterable[Appeared]) -> Iterator[Appeared]:
    return (row for row in rows if not row.is_new)


def _urgent(rows: Iterable[Found]) -> list[Found]:
    return sorted(rows, key=lambda row: MOST_URGENT.index(row.standing))


def _acceptable(rows: Iterable[Found], addresses: Addresses) -> Iterator[Found]:
    """Give what lint would accept: what a page holds is not always an account that can exist."""
    for row in rows:
        if row.standing is not Listed.NEW:
            continue
        try:
            same = addresses.parse(row.address.value, row.address.platform) == row.address
        except AddressError:
            continue
        if same:
            yield row


def _candidate(row: Found, today: date) -> dict[str, Any]:
    link = row.links[0]
    return {
        "organisation": row.organisation,
        "platform": row.address.platform,
        "address": row.address.value,
        "reason": f"Gezien op de eigen site ({link.where}); nog na te kijken.",
        "source": {"url": plain(link.page), "date": today.isoformat()},
    }


def _with_links(row: Evidence | Found, address: Address) -> dict[str, Any]:
    links = [asdict(link) for link in row.links]
    return {"organisation": row.organisation, **_named(address), "links": links}


def _named(address: Address) -> dict[str, str]:
    return {"platform": address.platform, "address": address.value}
