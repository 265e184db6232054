"""The draft of the answer, chapter by chapter, from facts alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.matching.verdict import defanged
from knowledge.model import Organisation, Source
from knowledge.publishing.overview.model import ANSWERS, OverviewChannel, OverviewOrganisation
from knowledge.publishing.overview.table import shown_address
from knowledge.publishing.parliament.annex import annex
from knowledge.publishing.parliament.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
    bullets,
    text,
)
from knowledge.publishing.parliament.facts import Facts, social
from knowledge.publishing.parliament.questions import GivenAnswer, Question
from knowledge.publishing.parliament.words import Words
from knowledge.publishing.parliament.writing import listed, long_date, said_where
from knowledge.wording.catalogue import Catalogue

_SCOPE_WIDTHS = (30, 17, 15, 20, 18)
_PLATFORM_WIDTHS = (40, 20, 20, 20)


def compose(facts: Facts, question: Question, *, earlier: str | None = None) -> Document:
    """Write the draft.

    Args:
        facts: What the register knows.
        question: What is answered.
        earlier: What the older version is called, where there is one to compare with.
    """
    return _Draft(facts, question, earlier, Words.load(), Catalogue.load()).document


@dataclass(frozen=True)
class _Draft:
    facts: Facts
    question: Question
    earlier: str | None
    words: Words
    catalogue: Catalogue

    @property
    def document(self) -> Document:
        facts, words = self.facts, self.words
        day = f"{facts.day:%d/%m/%Y}"
        return Document(
            title=words.text("title"),
            subject=self.question.title,
            cover=tuple(self._cover()),
            blocks=tuple(self._blocks()),
            foot=words.text("foot", day=day, version=facts.register.version),
        )

    def _cover(self) -> Iterator[Paragraph]:
        asked, words = self.question, self.words
        yield text(
            words.text(
                "cover",
                "question",
                number=asked.number,
                date=self._day(asked.date),
                asked_by=asked.asked_by,
            )
        )
        minister, domain = self.facts.scope.minister, self.facts.scope.domain
        if minister:
            title = minister.description.rstrip(".")
            yield text(words.text("cover", "minister", name=minister.name, title=title))
            number = asked.asked_to.get(minister.name)
            if number:
                year = asked.date.year
                yield text(
                    words.text(
                        "cover", "own_number", year=year, minister=minister.name, number=number
                    )
                )
        if domain:
            yield text(words.text("cover", "domain", domain=domain.name["nl"]))
        version = self.facts.register.version
        yield text(words.text("cover", "day", day=self._day(self.facts.day), version=version))
        if self.earlier:
            yield text(words.text("cover", "earlier", earlier=self.earlier))
        yield text(words.text("cover", "draft"), note=True)

    def _blocks(self) -> Iterator[Block]:
        yield self._heading("question")
        for number, part in enumerate(self.question.parts, start=1):
            yield text(f"{number}. {part}")
        yield from self._scope()
        yield from self._channels()
        yield self._heading("two")
        yield from self._answers("evaluation", "reactions")
        yield from self._policy()
        yield from self._misuse()
        yield from self._missing()
        yield from self._changed()
        yield from annex(self.facts, self.words, self.catalogue)

    def _scope(self) -> Iterator[Block]:
        yield self._heading("scope")
        minister, domain = self.facts.scope.minister, self.facts.scope.domain
        count = len(self.facts.organisations)
        if domain or minister is None:
            name = domain.name["nl"] if domain else ""
            yield text(self.words.text("scope", "domain", count=count, domain=name))
            yield bullets(self._names(self.facts.organisations))
            return
        key = "minister" if count else "nobody"
        yield text(self.words.text("scope", key, count=count, name=minister.name))
        if not count:
            return
        source = self._where(minister.source)
        yield text(self.words.text("scope", "source", source=source))
        yield text(self.words.text("scope", "derived"), note=True)
        yield Table(
            self.words.text("scope", "caption"),
            self.words.row("scope", "head"),
            tuple(
                self._scope_row(each.organisation, minister) for each in self.facts.organisations
            ),
            _SCOPE_WIDTHS,
        )

    def _scope_row(self, organisation: Organisation, minister: Organisation) -> tuple[Span, ...]:
        row = next(each for each in organisation.ministers if each.minister == minister.id)
        since = self._day(row.since) if row.since else ""
        basis = self.words.text("basis", row.basis)
        others = [
            self.facts.register.organisations[each.minister].name
            for each in organisation.ministers
            if each.minister != minister.id
        ]
        cells = (organisation.display_name, row.competence, since, basis, ", ".join(others))
        return tuple(Span(cell or self.words.text("annex", "not_needed")) for cell in cells)

    def _channels(self) -> Iterator[Block]:
        facts = self.facts
        yield self._heading("one")
        count = len(facts.organisations)
        if facts.users:
            names = listed(self._names(facts.users))
            yield text(
                self.words.text("one", "some", users=len(facts.users), count=count, names=names)
            )
            yield self._per_platform()
            total = sum(row[2] for row in facts.per_platform)
            confirmed = sum(row[3] for row in facts.per_platform)
            yield text(self.words.text("one", "confirmed", confirmed=confirmed, total=total))
        else:
            yield text(self.words.text("one", "none", count=count))
        yield from self._planned()
        if facts.silent:
            names = listed(self._names(facts.silent))
            yield text(self.words.text("one", "silent", names=names))
        yield text(self.words.text("one", "annex"))

    def _per_platform(self) -> Table:
        rows = tuple(
            (Span(platform.name["nl"]), *(Span(str(number)) for number in numbers))
            for platform, *numbers in self.facts.per_platform
        )
        return Table(
            self.words.text("one", "caption"),
            self.words.row("one", "head"),
            rows,
            _PLATFORM_WIDTHS,
        )

    def _planned(self) -> Iterator[Block]:
        rows = [
            self._planned_row(each, channel)
            for each in self.facts.planners
            for channel in social(each.planned)
        ]
        if rows:
            yield text(self.words.text("one", "planned"))
            yield bullets(rows)
        else:
            yield text(self.words.text("one", "no_plans"))

    def _planned_row(self, each: OverviewOrganisation, channel: OverviewChannel) -> str:
        row = self.words.text(
            "one",
            "planned_row",
            organisation=each.organisation.display_name,
            platform=channel.platform.name["nl"],
            address=shown_address(channel),
        )
        since = channel.channel.since
        if since is None:
            return row
        return self.words.text("one", "planned_from", row=row, date=self._day(since))

    def _answers(self, *names: str) -> Iterator[Block]:
        """Give what organisations said, one chapter for each question."""
        count = len(self.facts.organisations)
        for name in names:
            yield Heading(self.words.text("headings", name), 2)
            found = self.facts.answered(name)
            if not found:
                yield text(self.words.text("answers", "nobody", count=count))
                continue
            yield text(self.words.text("answers", "some", answered=len(found), count=count))
            yield Bullets(tuple(self._answer(each, name) for each in found))

    def _answer(self, each: OverviewOrganisation, name: str) -> tuple[Span, ...]:
        answer = each.answer(name)
        assert answer is not None  # noqa: S101  # only who answered is asked
        said = self._where(answer.source, each.organisation)
        return (
            Span(f"{each.organisation.display_name}:", is_strong=True),
            Span(f" {answer.text} {self.words.text('answers', 'source', source=said)}"),
        )

    def _policy(self) -> Iterator[Block]:
        yield self._heading("three")
        yield Heading(self.words.text("headings", "policy"), 2)
        yield from self._then(self.question.answered.policy)
        yield from self._answers("content_policy")

    def _misuse(self) -> Iterator[Block]:
        yield self._heading("four")
        yield Heading(self.words.text("headings", "cases"), 2)
        yield from self._then(self.question.answered.misuse)
        yield from self._cases()
        yield from self._answers("misuse", "misuse_watch")
        yield text(self.words.text("four", "watch"))
        yield Heading(self.words.text("headings", "security"), 2)
        yield from self._then(self.question.answered.security)

    def _cases(self) -> Iterator[Block]:
        facts, words = self.facts, self.words
        if not facts.cases and not facts.fakes:
            yield text(words.text("four", "no_cases"))
        if facts.cases:
            yield text(words.text("four", "cases", count=len(facts.cases)))
            yield bullets(
                [
                    words.text(
                        "four",
                        "case",
                        date=self._written(each.date) or words.text("four", "undated"),
                        what=each.what_happened.rstrip("."),
                        source=self._where(each.source),
                    )
                    for each in facts.cases
                ]
            )
        if facts.fakes:
            yield text(words.text("four", "fakes"))
            yield bullets(
                [
                    words.text(
                        "four",
                        "fake",
                        address=defanged(each.address.value),
                        platform=facts.platforms.get(each.address.platform).name["nl"],
                        date=self._written(each.seen_since),
                        organisation=facts.register.organisations[each.imitates or ""].display_name,
                    )
                    for each in facts.fakes
                ]
            )

    def _then(self, lines: Sequence[str]) -> Iterator[Block]:
        given: GivenAnswer = self.question.answered
        yield text(self.words.text("then", year=given.year, source=given.source))
        yield bullets(lines)

    def _missing(self) -> Iterator[Block]:
        yield self._heading("missing")
        found = [(title, names) for title, names in self._gaps() if names]
        if not found:
            yield text(self.words.text("missing", "everything"))
            return
        yield text(self.words.text("missing", "intro"))
        for title, names in found:
            yield Heading(title, 2)
            yield text(f"{listed(names)}.")

    def _gaps(self) -> Iterator[tuple[str, Sequence[str]]]:
        facts = self.facts
        yield self._gap("unplaced", self._names(facts.unplaced))
        yield self._gap("silent", self._names(facts.silent))
        yield self._gap(
            "unconfirmed",
            [
                self.words.text(
                    "missing",
                    "unconfirmed_row",
                    organisation=each.organisation.display_name,
                    count=count,
                )
                for each, count in facts.unconfirmed
            ],
            count=sum(count for _, count in facts.unconfirmed),
        )
        for names, asked in self._unanswered().items():
            yield self._gap("unanswered", names, questions=listed(asked))
        yield self._gap("without_successor", [one.display_name for one in facts.without_successor])

    def _unanswered(self) -> Mapping[tuple[str, ...], list[str]]:
        """Give who did not answer, with what the same ones left open."""
        found: dict[tuple[str, ...], list[str]] = {}
        for name in ANSWERS:
            names = tuple(self._names(self.facts.unanswered(name)))
            found.setdefault(names, []).append(self.words.text("asked", name))
        return found

    def _gap(self, key: str, names: Sequence[str], **values: object) -> tuple[str, Sequence[str]]:
        return self.words.text("missing", key, **{"count": len(names), **values}), names

    def _changed(self) -> Iterator[Block]:
        if self.facts.changed is None:
            return
        yield self._heading("changed")
        if not self.facts.changed:
            yield text(self.words.text("changed", "none"))
            return
        yield text(self.words.text("changed", "intro", earlier=self.earlier))
        yield bullets([each.text for each in self.facts.changed])

    def _heading(self, key: str) -> Heading:
        return Heading(self.words.text("headings", key), 1)

    def _names(self, organisations: Iterable[OverviewOrganisation]) -> list[str]:
        return [each.organisation.display_name for each in organisations]

    def _where(self, source: Source, organisation: Organisation | None = None) -> str:
        return said_where(source, self.catalogue, organisation)

    def _day(self, day: date) -> str:
        return long_date(day, self.catalogue)

    def _written(self, day: str | None) -> str:
        return self.catalogue.written_date(day, "nl") if day else ""
