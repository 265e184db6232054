"""What was gathered, as staff read it, as programs do, and as rows of `candidates.yml`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.matching.verdict import defanged
from knowledge.upkeep.gathering.finding import Fact, Finding
from knowledge.upkeep.gathering.judging import Judged, Proposal, Refused, Strength, Why
from knowledge.upkeep.watching.report import plain

FILE = Path(__file__).with_name("words.yml")

_DEFANGED = frozenset({Why.FAKE, Why.COMPROMISED})
_SHOWN = 3
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one round has to tell.

    Attributes:
        asked: Number of things that were asked, by source.
        troubles: What could not be told, in Dutch.
    """

    judged: Judged
    facts: tuple[Fact, ...]
    asked: Mapping[str, int]
    troubles: tuple[str, ...]


def as_text(gathered: Gathered, today: date) -> str:
    """Write the report for staff."""
    judged = gathered.judged
    asked = ", ".join(f"{_word('source_choice', key)}: {n}" for key, n in gathered.asked.items())
    parts = [
        f"Wat bronnen van kanalen weten, {today}\n"
        "Dit zijn voorstellen. Er is niets in het register gezet.\n"
        f"Gevraagd: {asked or 'niets'}. {judged.known} kanalen die bronnen noemen, staan er al.\n"
    ]
    strong = [each for each in judged.proposals if each.strength is not Strength.WEAK]
    weak = [each for each in judged.proposals if each.strength is Strength.WEAK]
    sections: tuple[tuple[str, list[str]], ...] = (
        ("Wat niet gevraagd kon worden", [f"- {each}" for each in gathered.troubles]),
        ("Voorstellen, per organisatie", list(_by_organisation(strong))),
        ("Zwakke voorstellen: kijk goed na", list(_by_organisation(weak))),
        ("Over de organisaties zelf", [_fact(each) for each in gathered.facts]),
        ("Niet voorgesteld", [_refused(each) for each in judged.refused]),
    )
    counts = {
        "Voorstellen, per organisatie": len(strong),
        "Zwakke voorstellen: kijk goed na": len(weak),
    }
    for title, lines in sections:
        if lines:
            head = f"{title} ({counts.get(title, len(lines))})"
            parts.append("\n".join((head, *map(plain, lines))) + "\n")
    return "\n".join(parts)


def as_json(gathered: Gathered, today: date) -> str:
    """Write the report for programs; staff pages read the proposals from it."""
    judged = gathered.judged
    content = {
        "date": today.isoformat(),
        "asked": dict(gathered.asked),
        "troubles": list(gathered.troubles),
        "known": judged.known,
        "proposals": [_row(each) for each in judged.proposals],
        "facts": [asdict(each) for each in gathered.facts],
        "refused": [
            {**asdict(each.finding), "why": each.why, "why_detail": each.detail}
            for each in judged.refused
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def candidate_of(proposal: Proposal, today: date) -> dict[str, Any]:
    """Give a proposal as a row of `candidates.yml`."""
    return {
        "organisation": proposal.organisation,
        "platform": proposal.address.platform,
        "address": proposal.address.value,
        "reason": f"Voorstel van gather: {told(proposal)}; nog na te kijken.",
        "source": source_of(proposal, today),
    }


def source_of(proposal: Proposal, today: date) -> dict[str, str]:
    """Give the strongest evidence as a source of the register."""
    best = proposal.evidence[0]
    quote = plain(f"{_word('source', best.source)}: {best.detail}")[:_LONGEST_QUOTE]
    return {"url": plain(best.page), "date": today.isoformat(), "quote": quote}


def told(proposal: Proposal) -> str:
    """Say how strong a proposal is, and what makes it weak."""
    doubts = ", ".join(_word("doubt", each) for each in proposal.doubts)
    return doubts or _word("strength", proposal.strength)


def evidence_of(finding: Finding) -> str:
    """Say where something stands."""
    return f"{_word('source', finding.source)}, {finding.detail} ({finding.page})"


def _by_organisation(proposals: Iterable[Proposal]) -> Iterator[str]:
    for owner, rows in groupby(proposals, key=lambda each: each.organisation):
        yield owner
        for row in rows:
            yield f"- {row.address.platform}  {row.address.value}: {told(row)}"
            for finding in row.evidence[:_SHOWN]:
                yield f"    {evidence_of(finding)}"


def _fact(fact: Fact) -> str:
    return f"- {fact.organisation}  {fact.field}: {fact.text} ({fact.page})"


def _refused(refused: Refused) -> str:
    finding = refused.finding
    shown = defanged(finding.text) if refused.why in _DEFANGED else finding.text
    detail = f" ({refused.detail})" if refused.detail else ""
    why = f"{_word('why', refused.why)}{detail}"
    return f"- {finding.organisation}  {shown}: {why}; {evidence_of(finding)}"


def _row(proposal: Proposal) -> dict[str, Any]:
    return {
        "organisation": proposal.organisation,
        "platform": proposal.address.platform,
        "address": proposal.address.value,
        "strength": proposal.strength,
        "doubts": list(proposal.doubts),
        "candidate": proposal.is_candidate,
        "told": told(proposal),
        "evidence": [asdict(each) for each in proposal.evidence],
    }


def _word(group: str, key: str) -> str:
    return _words()[group][str(key)]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = load_data(FILE)
    return words
