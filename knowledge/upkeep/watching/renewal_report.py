"""What became of renewals, as staff read it and as programs do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.model import OfficialChannel
from knowledge.upkeep.saving.keeper import Keeper, Outcome, RejectedError
from knowledge.upkeep.saving.work_tree import SavingError, TouchedError
from knowledge.upkeep.watching.pages import Link
from knowledge.upkeep.watching.proposing import Proposals
from knowledge.upkeep.watching.renewing import (
    DECLARED,
    Hindered,
    Hindrance,
    Renewal,
    Renewals,
    kept,
)
from knowledge.upkeep.watching.report import places, plain

HINDRANCES: Mapping[Hindrance, str] = {
    Hindrance.SITE_NOT_CONFIRMED: "bevestig eerst zelf {site}; daarna vernieuwt watch dit kanaal",
    Hindrance.SITE_NAMES_NOBODY: "{site} noemt de organisatie niet: is die site nog van haar?",
    Hindrance.NOT_OWN_VOICE: "de link staat niet waar de site over zichzelf spreekt; kijk zelf",
    Hindrance.WARNED: "bij de link staat een waarschuwing; lees wat de site zegt",
}
NOTHING_CHANGED = "Dit zijn voorstellen. Er is niets veranderd in het register.\n"


@dataclass(frozen=True, slots=True)
class Renewing:
    """Renewals with what became of them.

    Attributes:
        outcome: None when nothing was written.
        trouble: Why nothing could be written, in Dutch; empty when nothing stood in the way.
    """

    renewals: Renewals
    outcome: Outcome | None
    trouble: str = ""

    @classmethod
    def nothing(cls) -> Renewing:
        """Give what a round has that renews nothing."""
        return cls(Renewals((), ()), None)

    @classmethod
    def of(cls, renewals: Renewals, keeper: Keeper) -> Renewing:
        """Write renewals, and keep what became of it."""
        try:
            return cls(renewals, kept(renewals.renewed, keeper))
        except TouchedError as error:
            trouble = f"in {error.path} staan wijzigingen zonder commit"
        except RejectedError as error:
            trouble = f"het register heeft fouten: {error}"
        except SavingError as error:
            trouble = f"git zegt: {error}"
        return cls(renewals, None, trouble)

    @property
    def patch(self) -> str:
        """The renewals for a colleague to commit, where they were not committed; else empty."""
        return self.outcome.patch if self.outcome and self.outcome.commit is None else ""

    def as_text(self) -> str:
        """Write the part of the report; empty when there is nothing to tell."""
        if not (self.renewals.renewed or self.renewals.hindered):
            return ""
        renewed = [_renewed(row) for row in self.renewals.renewed]
        hindered = [_hindered(row) for row in self.renewals.hindered]
        return "\n".join(
            (
                self._what_became(),
                *_section("Vernieuwd: de eigen site verwijst er vandaag naar", renewed),
                *_section("Niet vernieuwd", hindered),
                "",
            )
        )

    def as_rows(self) -> Mapping[str, Any]:
        """Give the same for programs."""
        return {
            "renewal_commit": self.outcome.commit if self.outcome else None,
            "renewed": [
                _row(row.channel, row.site, row.links)
                | {"day": row.day.isoformat(), "declared": row.is_declared}
                for row in self.renewals.renewed
            ],
            "not_renewed": [
                _row(row.channel, row.site, row.links) | {"why": row.why}
                for row in self.renewals.hindered
            ],
        }

    def _what_became(self) -> str:
        if self.trouble:
            return f"Er is niets vernieuwd: {plain(self.trouble)}.\n"
        if self.outcome is None:
            return NOTHING_CHANGED
        if self.outcome.commit:
            return f"Bevestigingen zijn vernieuwd in commit {self.outcome.commit[:12]}.\n"
        return (
            "Bevestigingen zijn vernieuwd in renewals.patch, want het register is hier geen"
            " werkmap van git: een collega bewaart dat met git am.\n"
        )


def without_renewed(proposals: Proposals, renewals: Renewals) -> Proposals:
    """Leave out what a team need not confirm any more."""
    done = {id(row.channel) for row in renewals.renewed}
    left = tuple(row for row in proposals.evidence if id(row.channel) not in done)
    return replace(proposals, evidence=left)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join((f"{title} ({len(lines)})", *map(plain, lines))) + "\n"


def _renewed(row: Renewal) -> str:
    declared = dict.fromkeys(link.where.value for link in row.links if link.where in DECLARED)
    told = f"; zo verklaard met {', '.join(declared)}" if declared else ""
    return f"- {_named(row.channel)}: {places(row.links)}{told}"


def _hindered(row: Hindered) -> str:
    why = HINDRANCES[row.why].format(site=row.site.address.value)
    return f"- {_named(row.channel)}: {why}; {places(row.links)}"


def _named(channel: OfficialChannel) -> str:
    return f"{channel.organisation}  {channel.address.platform}  {channel.address.value}"


def _row(
    channel: OfficialChannel, site: OfficialChannel, links: tuple[Link, ...]
) -> dict[str, Any]:
    return {
        "organisation": channel.organisation,
        "platform": channel.address.platform,
        "address": channel.address.value,
        "site": site.address.value,
        "links": [asdict(link) for link in links],
    }
