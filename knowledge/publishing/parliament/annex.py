"""The annex "Overzicht sociale media": every organisation with its channels and its own answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.matching.verdict import defanged
from knowledge.model import OfficialChannel, Organisation, Verdict
from knowledge.publishing.overview.model import ANSWERS, OverviewChannel, OverviewOrganisation
from knowledge.publishing.overview.page import can_be_followed
from knowledge.publishing.overview.table import shown_address
from knowledge.publishing.overview.texts import OverviewTexts as OverviewWords
from knowledge.publishing.parliament.blocks import (
    Annex,
    Block,
    Heading,
    Paragraph,
    Span,
    Table,
    text,
)
from knowledge.publishing.parliament.facts import SOCIAL, Facts, social
from knowledge.publishing.parliament.words import Words
from knowledge.publishing.parliament.writing import listed, long_date, said_where
from knowledge.wording.catalogue import Catalogue

_WIDTHS = (13, 27, 15, 14, 14, 17)
_LEGEND_WIDTHS = (25, 75)


def annex(facts: Facts, words: Words, catalogue: Catalogue) -> Iterator[Block]:
    """Give the annex.

    Args:
        facts: What the register knows.
        words: Of the draft.
        catalogue: Writes dates and sources.
    """
    yield Annex(words.text("headings", "annex"))
    yield from organisations_told(facts, words, catalogue)


def organisations_told(facts: Facts, words: Words, catalogue: Catalogue) -> Iterator[Block]:
    """Give what the annex holds: the legend, and every organisation by policy domain."""
    writing = _Annex(facts, words, catalogue, OverviewWords.load())
    yield text(words.text("annex", "intro", day=long_date(facts.day, catalogue)))
    yield Heading(words.text("headings", "legend"), 2)
    yield writing.legend()
    for domain, organisations in facts.overview.by_domain:
        yield Heading(domain.name["nl"], 2)
        for each in organisations:
            yield from writing.organisation(each)


@dataclass(frozen=True)
class _Annex:
    facts: Facts
    words: Words
    catalogue: Catalogue
    overview: OverviewWords

    def legend(self) -> Table:
        rows = tuple(
            (Span(self.overview.standing[each]), Span(self.words.text("annex", "meanings", each)))
            for each in self.overview.standing
        )
        caption = self.words.text("annex", "legend")
        return Table(caption, self.words.row("annex", "legend_head"), rows, _LEGEND_WIDTHS)

    def organisation(self, each: OverviewOrganisation) -> Iterator[Block]:
        name = each.organisation.display_name
        yield Heading(name, 3)
        yield from self._about(each.organisation)
        accounts = social(each.channels)
        if accounts:
            yield self._table("social", name, accounts)
        else:
            yield text(self.words.text("annex", "no_social"))
        others = [one for one in each.channels if one.platform.kind != SOCIAL]
        if others:
            yield self._table("other", name, others)
        yield from self._answers(each)

    def _about(self, organisation: Organisation) -> Iterator[Block]:
        before = self.facts.predecessors(organisation)
        if before:
            names = listed([each.name for each in before])
            yield text(self.words.text("annex", "predecessors", names=names))
        scope = self.facts.scope.minister
        others = [
            self.facts.register.organisations[row.minister].name
            for row in organisation.ministers
            if scope and row.minister != scope.id
        ]
        if others:
            yield text(self.words.text("annex", "shared", names=listed(others)))

    def _table(self, key: str, name: str, channels: Iterable[OverviewChannel]) -> Table:
        return Table(
            self.words.text("annex", key, organisation=name),
            self.words.row("annex", "head"),
            tuple(self._row(each) for each in channels),
            _WIDTHS,
        )

    def _row(self, each: OverviewChannel) -> tuple[Span, ...]:
        address = each.channel.address.value
        owner = self.facts.register.organisations[each.channel.organisation]
        return (
            Span(each.platform.name["nl"]),
            Span(shown_address(each), address if can_be_followed(each) else None),
            Span(self.overview.standing[each.standing]),
            Span(self._dates(each.channel, each.standing)),
            Span(self._successor(each)),
            Span(said_where(each.channel.sources[0], self.catalogue, owner)),
        )

    def _dates(self, channel: OfficialChannel, standing: Verdict) -> str:
        found = []
        if channel.verified:
            found.append(("confirmed", channel.verified.date))
        if channel.since:
            key = "compromised" if standing is Verdict.COMPROMISED else "since"
            found.append((key, channel.since))
        if channel.retired_on:
            found.append(("retired", channel.retired_on))
        parts = [
            self.words.text("annex", key, date=long_date(day, self.catalogue)) for key, day in found
        ]
        return ", ".join(parts) or self.words.text("annex", "no_date")

    def _successor(self, each: OverviewChannel) -> str:
        successor = each.channel.replaced_by
        if successor:
            is_used = successor in self.facts.addresses_in_use
            return successor if is_used else defanged(successor)
        is_over = each.standing is Verdict.RETIRED
        return self.words.text("annex", "no_successor" if is_over else "not_needed")

    def _answers(self, each: OverviewOrganisation) -> Iterator[Block]:
        for name in ANSWERS:
            answer = each.answer(name)
            if answer:
                said = said_where(answer.source, self.catalogue, each.organisation)
                source = self.words.text("answers", "source", source=said)
                column = self.overview.columns[name]
                yield Paragraph(
                    (Span(f"{column}:", is_strong=True), Span(f" {answer.text} {source}"))
                )
        missing = [self.words.text("asked", name) for name in ANSWERS if not each.answer(name)]
        if missing:
            yield text(self.words.text("annex", "unanswered", questions=listed(missing)), note=True)
