"""What a filled-in survey changes in the register, and what staff still have to find out."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from openpyxl.utils import get_column_letter

from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.flaws import flaws
from knowledge.addresses.platforms import PERSON
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import (
    Address,
    ChannelStatus,
    Completeness,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    Register,
    Verification,
    VerificationMethod,
)
from knowledge.register.registry import Registry
from knowledge.upkeep.survey.cells import SheetProblem
from knowledge.upkeep.survey.form import ANSWER_COLUMN, TEAM_ROW, Form
from knowledge.upkeep.survey.manners import Manners, details_in, is_written_in_full
from knowledge.upkeep.survey.reading import Filled, FilledAnswer, FilledRow
from knowledge.upkeep.survey.workbook import address_key

_DATES = {"since": ChannelStatus.PLANNED, "retired_on": ChannelStatus.RETIRED}
"""The state that each date belongs to."""


@dataclass(frozen=True, slots=True)
class Written:
    """Fields of one channel as they are to be: None takes a field away."""

    address: Address
    fields: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One channel that the organisation confirmed."""

    address: Address
    verification: Verification


@dataclass(frozen=True, slots=True)
class Added:
    """One channel that is new."""

    address: Address
    fields: Mapping[str, str]
    verification: Verification | None
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that is new or other than before."""

    field: str
    text: str
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """The organisation said that its list is complete on some platforms."""

    said: Completeness


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The organisation said that its list is not complete on some platforms."""

    platforms: tuple[str, ...]


Change = Written | Confirmed | Added | Answered | Declared | Withdrawn


@dataclass
class Outcome:
    """What one workbook comes to.

    Attributes:
        questions: For staff: what no program should decide.
        problems: With any of these nothing of the workbook is written.
    """

    filled: Filled
    changes: list[Change] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def changes_of(
    filled: Filled, register: Register, addresses: Addresses, form: Form, today: date
) -> Outcome:
    """Compare a workbook with the register, and tell every mistake in it.

    Args:
        filled: A workbook of an organisation that the register has.
        register: As it is now; it may have changed since the workbook was made.
        addresses: Reads addresses as people write them.
        form: The questions.
        today: What starts or stops after it is still to come.
    """
    comparing = _Comparing(filled, register, addresses, form, today)
    comparing.run()
    return comparing.outcome


class _Comparing:
    def __init__(
        self, filled: Filled, register: Register, addresses: Addresses, form: Form, today: date
    ) -> None:
        self.outcome = Outcome(filled, problems=list(filled.problems))
        self._today, self._manners = today, Manners.load()
        self._filled, self._form, self._addresses = filled, form, addresses
        self._register = register
        self._organisation: Organisation = register.organisations[filled.organisation]
        self._own = {each.address: each for each in self._organisation.channels}
        self._listed = {
            each.address: each for one in register.organisations.values() for each in one.channels
        }
        self._rows: dict[Address, FilledRow] = {}
        self._source = {
            "url": form.word("source", team=filled.team),
            "date": filled.day.isoformat(),
        }

    def run(self) -> None:
        self._team()
        for row in self._filled.rows:
            self._read_address(row)
        for address, row in self._rows.items():
            known = self._own.get(address)
            if known:
                self._known(known, row)
            else:
                self._new(address, row)
        self._removed()
        self._answers()
        self._complete()
        for each in self._filled.unread:
            cell = f", cel {each.cell}" if each.cell else ""
            self._ask("unread", place=f"blad {each.sheet}{cell}")

    def _team(self) -> None:
        team = self._filled.team
        if team and not self._manners.is_team(team, self._organisation):
            message = self._form.word("errors", "person", value=team)
            cell = f"{get_column_letter(ANSWER_COLUMN)}{TEAM_ROW}"
            self._tell("questions", cell, message)

    def _read_address(self, row: FilledRow) -> None:
        if not row.platform or not row.address:
            return  # told when it was read
        if self._manners.says_nothing(row.address):
            named = {"number": str(row.number), "value": row.address}
            self._ask("nothing", platform=row.platform, **named)
            return
        kind = self._addresses.platforms.get(row.platform).kind
        try:
            address = self._addresses.parse(row.address, row.platform)
        except AddressError as error:
            self._refuse(row, "address", str(error))
            return
        found = [] if address in self._own else list(flaws(row.address, address, self._addresses))
        if address not in self._own and not is_written_in_full(row.address, kind):
            self._wrong(row, "address", "not_full", value=row.address)
        elif found:
            self._refuse(row, "address", "; ".join(each.message for each in found))
        elif address in self._rows:
            self._wrong(row, "address", "repeated", number=str(self._rows[address].number))
        else:
            self._rows[address] = row

    def _known(self, channel: OfficialChannel, row: FilledRow) -> None:
        status = row.status or channel.status
        named = {
            "platform": row.platform,
            "address": channel.address.value,
            "team": self._filled.team,
        }
        if row.ours is False:
            self._ask("not_ours", **named)
            return
        if channel.status is ChannelStatus.COMPROMISED:
            if status is not channel.status:
                self._ask("recovered", status=self._form.statuses[status], **named)
            return
        if status is ChannelStatus.COMPROMISED:
            self._ask("compromised", **named)
            return
        if self._is_untimely(row, status, named, channel):
            return
        wanted = self._wanted(row, status, channel)
        changed = {name: value for name, value in wanted.items() if value != _held(channel, name)}
        if changed:
            self.outcome.changes.append(Written(channel.address, changed))
        verification = self._verification(row, status)
        if verification and (channel.verified is None or channel.verified.date < self._filled.day):
            self.outcome.changes.append(Confirmed(channel.address, verification))

    def _new(self, address: Address, row: FilledRow) -> None:
        elsewhere = self._listed.get(address)
        if elsewhere:
            self._wrong(row, "address", "taken", organisation=elsewhere.organisation)
        self._check_owner(address, row)
        if row.status is None:
            self._wrong(row, "status", "no_status")
            return
        if row.ours is False or row.status is ChannelStatus.COMPROMISED:
            key = "compromised" if row.ours is not False else "not_ours"
            self._ask(key, platform=row.platform, address=address.value, team=self._filled.team)
            return
        named = {"platform": row.platform, "address": address.value, "team": self._filled.team}
        if self._is_untimely(row, row.status, named) or self._is_doubtful(row, address):
            return
        wanted = self._wanted(row, row.status, None)
        fields = {name: value for name, value in wanted.items() if value is not None}
        verification = self._verification(row, row.status)
        self.outcome.changes.append(Added(address, fields, verification, self._source))

    def _check_owner(self, address: Address, row: FilledRow) -> None:
        """Tell what no organisation can have: what is fake, somebody else's or one person's."""
        body = self._registry.other_owner(address)
        sort = self._addresses.platforms.get(address.platform).sort_of(address.key)
        is_minister = self._organisation.kind is OrganisationKind.MINISTER
        if self._registry.impersonation(address):
            self._wrong(row, "address", "fake")
        elif body:
            self._wrong(row, "address", "other_body", name=body.body.name("nl"))
        elif sort == PERSON and not is_minister:
            self._wrong(row, "address", "persons")

    def _is_untimely(
        self,
        row: FilledRow,
        status: ChannelStatus,
        named: Mapping[str, str],
        known: OfficialChannel | None = None,
    ) -> bool:
        """Ask about what has not stopped yet, or should have begun: neither is written."""
        stops, starts = row.retired_on, row.since
        if status is ChannelStatus.RETIRED and stops and stops > self._today:
            self._ask("later", day=f"{stops:%d/%m/%Y}", **named)
            return True
        held = known.since if known else None
        if status is ChannelStatus.PLANNED and starts and starts <= self._today and starts != held:
            self._ask("begun", day=f"{starts:%d/%m/%Y}", **named)
            return True
        return False

    def _is_doubtful(self, row: FilledRow, address: Address) -> bool:
        """Ask about what can be one person's, or anybody's: staff add it themselves."""
        kind = self._addresses.platforms.get(row.platform).kind
        doubt = self._manners.doubt(row.address, address, kind, self._organisation)
        if doubt:
            self._ask(doubt, platform=row.platform, address=address.value)
            return True
        like = self._lookalikes.resembles(address)[:1] if self._may_imitate(address) else ()
        for each in like:
            named = {"like": each.address, "organisation": each.organisation}
            self._ask("lookalike", platform=row.platform, address=address.value, **named)
        return bool(like)

    def _may_imitate(self, address: Address) -> bool:
        """Tell whether an address has a host that no listed domain holds."""
        return bool(address.host) and not self._registry.official_domain(address.host or "")

    @cached_property
    def _registry(self) -> Registry:
        return Registry(self._register, self._addresses)

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        return Lookalikes(self._registry, words=OrdinaryWords.load())

    def _wanted(
        self, row: FilledRow, status: ChannelStatus, known: OfficialChannel | None
    ) -> dict[str, str | None]:
        """Give the fields that a row asks for; what was left empty stays as it is."""
        wanted: dict[str, str | None] = {"status": status.value}
        if row.label:
            wanted["label"] = row.label
        for name, state in _DATES.items():
            day = getattr(row, name)
            held = getattr(known, name) if known else None
            if status is not state and day and day != held:
                self._wrong(row, name, f"needs_{'since' if name == 'since' else 'retired'}")
            said = day or held
            wanted[name] = said.isoformat() if said and status is state else None
        wanted["replaced_by"] = self._replacement(row, known) if _is_over(status) else None
        return wanted

    def _replacement(self, row: FilledRow, known: OfficialChannel | None) -> str | None:
        held = known.replaced_by if known else None
        if not row.replaced_by or row.replaced_by == held:
            return held
        found = self._read_replacement(row)
        taken_over = self._rows.get(found) if found else None
        listed = self._listed.get(found) if found else None
        is_there = (listed and listed.status is not ChannelStatus.RETIRED) or (
            taken_over and taken_over.status in (ChannelStatus.ACTIVE, ChannelStatus.PLANNED)
        )
        if found is None or not is_there:
            self._wrong(row, "replaced_by", "bad_replacement", value=row.replaced_by)
            return held
        return found.value

    def _read_replacement(self, row: FilledRow) -> Address | None:
        """Read the address of a successor, on the same platform or on another one."""
        found = []
        with suppress(AddressError):
            found.append(self._addresses.parse(row.replaced_by, row.platform))
        with suppress(AddressError):
            found.append(self._addresses.from_url(row.replaced_by))
        return next((each for each in found if each in self._listed or each in self._rows), None)

    def _verification(self, row: FilledRow, status: ChannelStatus) -> Verification | None:
        """Give the confirmation, where the organisation said so of a channel in use."""
        if not row.ours or status is not ChannelStatus.ACTIVE:
            return None
        return Verification(
            self._filled.day, self._filled.team, VerificationMethod.CONFIRMED_BY_ORGANISATION
        )

    def _removed(self) -> None:
        for channel in self._organisation.channels:
            is_gone = (
                address_key(channel) in self._filled.prefilled
                and channel.address not in self._rows
                and channel.status is not ChannelStatus.RETIRED
            )
            if is_gone:
                address = channel.address
                self._ask("removed", platform=address.platform, address=address.value)

    def _answers(self) -> None:
        for asked in self._form.answers:
            given = self._filled.answers[asked.field]
            held = getattr(self._organisation, asked.field)
            if held and " ".join(held.text.split()) == given.joined:
                continue
            if self._holds_details(given):
                continue
            text = given.joined
            if given.text and not self._manners.is_answer(
                given.text, follows_choice=bool(given.chosen)
            ):
                self._ask("unclear", question=asked.question, value=given.text)
                text = "" if held else given.chosen
            elif held and not text:
                self._ask("answer_gone", question=asked.question)
            if text:
                self.outcome.changes.append(Answered(asked.field, text, self._source))

    def _holds_details(self, given: FilledAnswer) -> bool:
        """Tell of mailboxes and numbers in an answer that are no official channels."""
        found = [text for platform, text in details_in(given.text) if self._is_own(platform, text)]
        for text in found:
            message = self._form.word("errors", "details", value=text)
            self._tell("questions", given.place, message)
        return bool(found)

    def _is_own(self, platform: str, text: str) -> bool:
        """Tell whether an address can be somebody's own: the register does not list it."""
        try:
            address = self._addresses.parse(text, platform)
        except AddressError:
            return True
        return address not in self._listed

    def _complete(self) -> None:
        held = {key: each.date for each in self._organisation.complete for key in each.platforms}
        day, said = self._filled.day, self._filled.complete
        new = tuple(key for key in said if said[key] and held.get(key, date.min) < day)
        over = tuple(key for key in said if not said[key] and held.get(key, date.max) <= day)
        if new:
            self.outcome.changes.append(Declared(Completeness(new, day, self._filled.team)))
        if over:
            self.outcome.changes.append(Withdrawn(over))

    def _ask(self, key: str, **values: str) -> None:
        self.outcome.questions.append(self._form.word("questions", key, **values))

    def _wrong(self, row: FilledRow, column: str, why: str, **values: str) -> None:
        self._refuse(row, column, self._form.word("errors", why, **values))

    def _refuse(self, row: FilledRow, column: str, message: str) -> None:
        self._tell("channels", row.places[column], message)

    def _tell(self, sheet: str, cell: str, message: str) -> None:
        """Note a mistake, unless the cell has one already: mending that may mend this."""
        title = self._form.sheets[sheet]
        if not any((each.sheet, each.cell) == (title, cell) for each in self.outcome.problems):
            self.outcome.problems.append(SheetProblem(self._filled.file, title, cell, message))


def _held(channel: OfficialChannel, name: str) -> str | None:
    value = getattr(channel, name)
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, ChannelStatus) else value
    return str(value.isoformat())


def _is_over(status: ChannelStatus) -> bool:
    return status is ChannelStatus.RETIRED
