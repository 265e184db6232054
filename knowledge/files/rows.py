"""Documents to the model: every row becomes an object that remembers where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from knowledge.addresses.address import AddressError, Addresses
from knowledge.files.documents import Document, NodePath, Placed
from knowledge.files.problem import Problem, mistake
from knowledge.model import (
    Address,
    Alias,
    AliasKind,
    Answer,
    Candidate,
    ChannelStatus,
    Completeness,
    Impersonation,
    KnownCase,
    NextStep,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    OtherBody,
    OtherChannel,
    OtherKind,
    OtherMatch,
    OtherSaying,
    Oversight,
    OversightBasis,
    PolicyAnswer,
    Register,
    ReportingPoint,
    Rule,
    RuleKind,
    Source,
    Verification,
    VerificationMethod,
)

Row = Mapping[str, Any]

_BLAMED = {
    "unknown_platform": ("platform", "platform-unknown"),
    "shared_host": ("address", "shared-host"),
}
"""Field and rule of an address that cannot stand, by its reason, where that is not the usual."""


@dataclass
class PartialRegister:
    """A register that still has to be checked, with the place of everything in it."""

    organisations: list[Placed[Organisation]] = field(default_factory=list)
    channels: list[Placed[OfficialChannel]] = field(default_factory=list)
    candidates: list[Placed[Candidate]] = field(default_factory=list)
    impersonations: list[Placed[Impersonation]] = field(default_factory=list)
    rules: list[Placed[Rule]] = field(default_factory=list)
    reporting_points: list[Placed[ReportingPoint]] = field(default_factory=list)
    cases: list[Placed[KnownCase]] = field(default_factory=list)
    answers: list[Placed[Answer]] = field(default_factory=list)
    others: list[Placed[OtherBody]] = field(default_factory=list)
    other_channels: list[Placed[OtherChannel]] = field(default_factory=list)
    next_steps: list[Placed[NextStep]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def register(self, version: str) -> Register:
        """Give what was read as one read-only register.

        Args:
            version: Content hash of the files.
        """
        return Register(
            organisations=MappingProxyType(
                {each.value.id: each.value for each in self.organisations}
            ),
            candidates=_values(self.candidates),
            impersonations=_values(self.impersonations),
            rules=_values(self.rules),
            reporting_points=_values(self.reporting_points),
            cases=_values(self.cases),
            answers=_values(self.answers),
            version=version,
            others=_values(self.others),
            next_steps=MappingProxyType({each.value.kind: each.value for each in self.next_steps}),
        )


def merged(parts: Iterable[PartialRegister]) -> PartialRegister:
    """Put what single files hold together, in their order."""
    whole = PartialRegister()
    for part in parts:
        for each in fields(PartialRegister):
            getattr(whole, each.name).extend(getattr(part, each.name))
    return whole


_FRONT_PAGE = frozenset({OtherMatch.HOST_ONLY, OtherMatch.EXACT})
"""Matches of others that claim nothing below a host: strangers may share what is below."""


class Builder:
    """Fills a draft from documents that keep the schema.

    Args:
        addresses: Reads the addresses; one that is none becomes a problem and is left out.
    """

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self.draft = PartialRegister()

    def organisation(self, document: Document) -> None:
        """Add `organisations/<id>.yml` with its channels."""
        data = document.data
        identifier = PurePath(document.file).stem
        channels = tuple(self._channels(document, identifier))
        made = Organisation(
            id=identifier,
            name=data["name"],
            kind=OrganisationKind(data["kind"]),
            status=OrganisationStatus(data["status"]),
            policy_domain=data["policy_domain"],
            description=data["description"],
            source=_source(data["source"]),
            short_name=data.get("short_name"),
            article=dict(data.get("article", {})),
            ovo_code=data.get("ovo_code"),
            parent=data.get("parent"),
            merged_into=data.get("merged_into"),
            ministers=tuple(_oversight(each) for each in data.get("ministers", ())),
            aliases=tuple(_alias(each) for each in data.get("aliases", ())),
            topics=tuple(data.get("topics", ())),
            channels=channels,
            complete=tuple(_completeness(each) for each in data.get("complete", ())),
            evaluation=_policy_answer(data.get("evaluation")),
            reactions=_policy_answer(data.get("reactions")),
            content_policy=_policy_answer(data.get("content_policy")),
            misuse=_policy_answer(data.get("misuse")),
            misuse_watch=_policy_answer(data.get("misuse_watch")),
            position=document.at(()),
        )
        self.draft.organisations.append(Placed(made, document))

    def candidates(self, document: Document) -> None:
        """Add the rows of `candidates.yml`."""
        for path, row in _rows(document, "candidates"):
            address = self._address(document, path, row)
            if address is None:
                continue
            candidate = Candidate(
                organisation=row["organisation"],
                address=address,
                source=_source(row["source"]) if "source" in row else None,
                reason=row["reason"],
                position=document.at((*path, "address")),
            )
            self.draft.candidates.append(Placed(candidate, document, path, row["address"]))

    def impersonations(self, document: Document) -> None:
        """Add the rows of `impersonations.yml`."""
        for path, row in _rows(document, "impersonations"):
            address = self._address(document, path, row)
            if address is None:
                continue
            fake = Impersonation(
                address=address,
                imitates=row.get("imitates"),
                seen_since=row["seen_since"],
                source=_source(row["source"]),
                note=row.get("note"),
                position=document.at((*path, "address")),
            )
            self.draft.impersonations.append(Placed(fake, document, path, row["address"]))

    def rules(self, document: Document) -> None:
        """Add the rows of `rules.yml`."""
        for path, row in _rows(document, "rules"):
            rule = Rule(
                id=row["id"],
                kind=RuleKind(row["kind"]),
                statement=_texts(row["statement"]),
                source=_source(row["source"]),
                organisations=tuple(row.get("organisations", ())),
                platforms=tuple(row.get("platforms", ())),
                keywords=tuple(row.get("keywords", ())),
                endings=tuple(row.get("endings", ())),
            )
            self.draft.rules.append(Placed(rule, document, path))

    def reporting(self, document: Document) -> None:
        """Add the rows of `reporting.yml`."""
        for path, row in _rows(document, "reporting_points"):
            point = ReportingPoint(
                id=row["id"],
                name=row["name"],
                purposes=tuple(row["purposes"]),
                when=_texts(row["when"]),
                source=_source(row["source"]),
                url=row.get("url"),
                email=row.get("email"),
                email_in=dict(row.get("email_in", {})),
                phone=row.get("phone"),
                platforms=tuple(row.get("platforms", ())),
            )
            self.draft.reporting_points.append(Placed(point, document, path))

    def cases(self, document: Document) -> None:
        """Add the rows of `cases.yml`."""
        for path, row in _rows(document, "cases"):
            case = KnownCase(
                date=row.get("date"),
                what_happened=row["what_happened"],
                imitated=row["imitated"],
                medium=row["medium"],
                source=_source(row["source"]),
                organisations=tuple(row.get("organisations", ())),
            )
            self.draft.cases.append(Placed(case, document, path))

    def answer(self, document: Document) -> None:
        """Add `answers/<id>.yml`."""
        data = document.data
        made = Answer(
            id=PurePath(document.file).stem,
            title=_texts(data["title"]),
            text=_texts(data["text"]),
            source=_source(data["source"]),
            intents=tuple(data.get("intents", ())),
            questions=tuple(data["questions"]),
            short=data.get("short", False),
            words=tuple(data.get("words", ())),
            needs=tuple(data.get("needs", ())),
            position=document.at(()),
        )
        self.draft.answers.append(Placed(made, document))

    def others(self, document: Document) -> None:
        """Add `others/<kind>.yml` with its bodies."""
        data = document.data
        kind = OtherKind(data["kind"])
        step = data["next_step"]
        made = NextStep(kind, _texts(step["text"]), tuple(step["points"]))
        self.draft.next_steps.append(Placed(made, document, ("next_step",)))
        sources = {key: _source(row) for key, row in data["sources"].items()}
        also_called = tuple(data.get("also_called", ()))
        for path, row in _rows(document, "bodies"):
            channels = tuple(self._other_channels(document, path, row, sources))
            says = row.get("says")
            body = OtherBody(
                names=MappingProxyType(row["name"]),
                kind=kind,
                channels=channels,
                aliases=tuple(row.get("aliases", ())),
                also_called=also_called,
                report_to=self._report_to(document, path, row, channels),
                says=says
                and OtherSaying(
                    _texts(says["text"]),
                    self._other_source(document, (*path, "says"), says, sources),
                ),
                position=document.at(path),
            )
            self.draft.others.append(Placed(body, document, path))

    def _other_channels(
        self, document: Document, path: NodePath, body: Row, sources: Mapping[str, Source]
    ) -> Iterator[OtherChannel]:
        for index, row in enumerate(body["channels"]):
            place = (*path, "channels", index)
            address = self._address(document, place, row, front_page=row["match"] in _FRONT_PAGE)
            source = self._other_source(document, place, row, sources)
            if address is None:
                continue
            channel = OtherChannel(
                address=address,
                match=OtherMatch(row["match"]),
                source=source,
                position=document.at((*place, "address")),
            )
            self.draft.other_channels.append(Placed(channel, document, place, row["address"]))
            yield channel

    def _other_source(
        self, document: Document, path: NodePath, row: Row, sources: Mapping[str, Source]
    ) -> Source:
        """Give a source by its key, with the words of this row."""
        found = sources.get(row["source"])
        if found is None:
            message = f"bron '{row['source']}' staat niet bij sources van dit bestand"
            place = document.at((*path, "source"))
            self.draft.problems.append(mistake(place, message, "source-unknown"))
            return Source(row["source"])
        quote = row.get("quote")
        return Source(found.url, found.date, quote) if quote else found

    def _report_to(
        self,
        document: Document,
        path: NodePath,
        row: Row,
        channels: tuple[OtherChannel, ...],
    ) -> tuple[Address, ...]:
        written = {each["address"]: each["platform"] for each in row["channels"]}
        known = {channel.address for channel in channels}
        found = []
        for index, text in enumerate(row.get("report_to", ())):
            with suppress(AddressError, KeyError):
                address = self._addresses.parse(text, written[text])
                if address in known:
                    found.append(address)
                    continue
            message = f"'{text}' staat niet bij channels van deze instelling"
            place = document.at((*path, "report_to", index))
            self.draft.problems.append(mistake(place, message, "report-to-unknown"))
        return tuple(found)

    def _channels(self, document: Document, identifier: str) -> Iterator[OfficialChannel]:
        for path, row in _rows(document, "official_channels"):
            address = self._address(document, path, row)
            if address is None:
                continue
            channel = OfficialChannel(
                organisation=identifier,
                address=address,
                status=ChannelStatus(row["status"]),
                sources=tuple(_source(each) for each in row["sources"]),
                verified=_verification(row.get("verified")),
                languages=tuple(row.get("languages", ())),
                includes_subdomains=row.get("includes_subdomains", False),
                shared=row.get("shared", False),
                personal=row.get("personal", False),
                label=row.get("label"),
                platform_id=row.get("platform_id"),
                since=_day(row.get("since")),
                retired_on=_day(row.get("retired_on")),
                replaced_by=self._canonical(row),
                position=document.at((*path, "address")),
            )
            self.draft.channels.append(Placed(channel, document, path, row["address"]))
            yield channel

    def _address(
        self, document: Document, path: NodePath, row: Row, *, front_page: bool = False
    ) -> Address | None:
        try:
            return self._addresses.parse(row["address"], row["platform"], front_page=front_page)
        except AddressError as error:
            field, rule = _BLAMED.get(error.code, ("address", "address-unreadable"))
            self.draft.problems.append(mistake(document.at((*path, field)), str(error), rule))
            return None

    def _canonical(self, row: Row) -> str | None:
        """Give `replaced_by` in the form in which the register shows it, where it is readable."""
        text: str | None = row.get("replaced_by")
        if text is None:
            return None
        try:
            return self._addresses.parse(text, row["platform"]).value
        except AddressError:
            # What took over may live on another platform.
            with suppress(AddressError):
                return self._addresses.from_url(text).value
        return text


def _values(rows: list[Placed[Any]]) -> tuple[Any, ...]:
    return tuple(each.value for each in rows)


def _rows(document: Document, name: str) -> Iterator[tuple[NodePath, Row]]:
    for index, row in enumerate(document.data.get(name, ())):
        yield (name, index), row


def _source(row: Row) -> Source:
    return Source(row["url"], row.get("date"), row.get("quote"))


def _alias(row: Row) -> Alias:
    return Alias(row["name"], AliasKind(row["kind"]), row.get("language"))


def _oversight(row: Row) -> Oversight:
    return Oversight(
        row["minister"],
        row["competence"],
        OversightBasis(row["basis"]),
        _source(row["source"]),
        _day(row.get("since")),
    )


def _completeness(row: Row) -> Completeness:
    return Completeness(tuple(row["platforms"]), date.fromisoformat(row["date"]), row["by"])


def _policy_answer(row: Row | None) -> PolicyAnswer | None:
    return PolicyAnswer(row["text"], _source(row["source"])) if row else None


def _verification(row: Row | None) -> Verification | None:
    if row is None:
        return None
    return Verification(
        date.fromisoformat(row["date"]), row["by"], VerificationMethod(row["method"])
    )


def _texts(row: Row) -> Mapping[str, str]:
    return MappingProxyType({language: text.strip() for language, text in row.items()})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
