"""What the register holds: organisations, official channels, rules, fakes.

Pure data: no I/O, no clock. Every other module speaks in these words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

LANGUAGES: tuple[str, ...] = ("nl", "en", "fr", "de")

Texts = Mapping[str, str]
"""One sentence in every language of `LANGUAGES`."""


class Verdict(StrEnum):
    """Our answer about one mention, worst first; a message gets the worst of its mentions."""

    CONFIRMED_FAKE = "confirmed_fake"
    COMPROMISED = "compromised"
    LOOKALIKE = "lookalike"
    NOT_LISTED = "not_listed"
    NEEDS_PLATFORM = "needs_platform"
    OTHER_BODY = "other_body"
    RETIRED = "retired"
    PLANNED = "planned"
    OFFICIAL_STALE = "official_stale"
    OFFICIAL = "official"

    @cached_property
    def rank(self) -> int:
        """Its place in the order, 0 for the worst."""
        return tuple(Verdict).index(self)

    @property
    def is_trusted(self) -> bool:
        """Whether the address is the organisation's own and in use."""
        return self in (Verdict.OFFICIAL, Verdict.OFFICIAL_STALE)


def worst_of(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Give the verdict that a citizen has to know first; None of none."""
    return min(verdicts, key=lambda each: each.rank, default=None)


class ChannelStatus(StrEnum):
    """Where an official channel is in its life."""

    ACTIVE = "active"
    PLANNED = "planned"
    RETIRED = "retired"
    COMPROMISED = "compromised"


class OrganisationKind(StrEnum):
    """What sort of public body an organisation is."""

    DEPARTMENT = "department"
    AGENCY = "agency"
    SERVICE = "service"
    COMPANY = "company"
    COUNCIL = "council"
    PARLIAMENT = "parliament"
    MINISTER = "minister"
    UMBRELLA = "umbrella"
    OTHER = "other"


class OrganisationStatus(StrEnum):
    """Whether an organisation still exists under this name; or is minister no longer."""

    ACTIVE = "active"
    MERGED = "merged"
    ABOLISHED = "abolished"
    LEFT_OFFICE = "left_office"


class AliasKind(StrEnum):
    """Why an organisation is also known by another name."""

    ABBREVIATION = "abbreviation"
    EVERYDAY = "everyday"
    FORMER = "former"
    TRANSLATION = "translation"
    BRAND = "brand"


class VerificationMethod(StrEnum):
    """How a team convinced itself that a channel is the organisation's own."""

    LINKED_FROM_OFFICIAL_SITE = "linked_from_official_site"
    CONFIRMED_BY_ORGANISATION = "confirmed_by_organisation"
    PLATFORM_BADGE = "platform_badge"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file that staff edit; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Address:
    """The normal form of a URL, handle, number, mailbox, sender name or IBAN.

    Two addresses are the same channel when `platform` and `key` are equal, and only then.

    Attributes:
        platform: Key of `platforms.yml`, such as `x`, `website`, `phone`.
        value: Canonical text that people may read, such as `https://x.com/vdab_be`.
        key: Folded form for comparing, such as `vdab_be` or `vdab.be/jobs`.
        host: ASCII host of a website or the domain of a mailbox, without trailing dot.
        handle: Account name on a social platform, local part of a mailbox, sender name.
        path: Path of a website below the host, without leading or trailing slash.
    """

    platform: str
    value: str = field(compare=False)
    key: str
    host: str | None = field(default=None, compare=False)
    handle: str | None = field(default=None, compare=False)
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from.

    Attributes:
        url: Web address, or a reference in words where the source has none.
        date: As precise as the source gives it: `2022`, `2022-04` or `2022-04-25`.
        quote: The words in the source that prove the fact, at most 120 characters.
    """

    url: str
    date: str | None = None
    quote: str | None = None


WATCH = "watch"
"""Stands as the team of a confirmation where no team looked: see `Verification.is_by_watch`."""


@dataclass(frozen=True, slots=True)
class Verification:
    """A confirmation by a team (never a person) that a channel is the organisation's."""

    date: date
    by: str
    method: VerificationMethod

    @property
    def is_by_watch(self) -> bool:
        """Whether the watcher saw the link on the organisation's own site, and nobody else."""
        return self.by.strip().casefold() == WATCH


@dataclass(frozen=True, slots=True)
class OfficialChannel:
    """One address that an organisation uses, will use or used.

    Attributes:
        organisation: Id of the organisation whose channel this is.
        includes_subdomains: For a website: every host below this one counts too.
        shared: The same address is knowingly listed at another organisation as well.
        personal: A politician's own account, not one of the administration.
        label: What the channel is for, where the address does not tell.
        sources: At least one; the most telling first.
        since: For `planned`: when it starts; for `compromised`: since when, where known.
        replaced_by: Address (canonical text) of the channel that took over.
    """

    organisation: str
    address: Address
    status: ChannelStatus
    sources: tuple[Source, ...]
    verified: Verification | None = None
    languages: tuple[str, ...] = ()
    includes_subdomains: bool = False
    shared: bool = False
    personal: bool = False
    label: str | None = None
    platform_id: str | None = None
    since: date | None = None
    retired_on: date | None = None
    replaced_by: str | None = None
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an organisation."""

    name: str
    kind: AliasKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """What an organisation itself told about its social media (the seed's questions 2 to 4)."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a team of an organisation declared: the register lists all its accounts there.

    Attributes:
        platforms: Keys of `platforms.yml`.
        date: It counts from here on, as long as a confirmation of a channel there does.
        by: A team, never a person.
    """

    platforms: tuple[str, ...]
    date: date
    by: str


class OversightBasis(StrEnum):
    """What shows that an organisation comes under a minister, the strongest first."""

    STATED = "stated"
    NAME = "name"
    TASK = "task"
    POLICY_DOMAIN = "policy_domain"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Oversight:
    """One minister whom an organisation comes under.

    Attributes:
        minister: Id of the organisation that stands for the minister.
        competence: Words of the minister's title that the organisation comes under.
        since: From when, where the source tells.
        source: Of the title, or of what states it in so many words.
    """

    minister: str
    competence: str
    basis: OversightBasis
    source: Source
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A public body.

    Attributes:
        id: Slug and file name, such as `vdab`.
        name: Full official name in Dutch.
        short_name: What citizens call it, where that differs.
        article: By language, what stands before that name in a sentence: an article alone
            (`de`), or an article and the name in that language (`les autorités flamandes`).
        topics: What citizens come to it for, in everyday words, any language.
        merged_into: Id of the organisation that took over, for `merged`.
        ministers: Whom it comes under; more than one where its tasks are shared, none where no
            source tells.
        complete: Where the list of channels is declared complete.
    """

    id: str
    name: str
    kind: OrganisationKind
    status: OrganisationStatus
    policy_domain: str
    description: str
    source: Source
    short_name: str | None = None
    article: Mapping[str, str] = field(default_factory=dict, hash=False)
    ovo_code: str | None = None
    parent: str | None = None
    merged_into: str | None = None
    ministers: tuple[Oversight, ...] = ()
    aliases: tuple[Alias, ...] = ()
    topics: tuple[str, ...] = ()
    channels: tuple[OfficialChannel, ...] = ()
    complete: tuple[Completeness, ...] = ()
    evaluation: PolicyAnswer | None = None
    reactions: PolicyAnswer | None = None
    content_policy: PolicyAnswer | None = None
    misuse: PolicyAnswer | None = None
    misuse_watch: PolicyAnswer | None = None
    position: Position | None = field(default=None, compare=False)

    @property
    def display_name(self) -> str:
        """The name that citizens know: the short one, else the full one."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that staff still have to check; never official."""

    organisation: str
    address: Address
    source: Source | None
    reason: str
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Takeover:
    """A listed channel that staff report as taken over, beside what the register says of it.

    Attributes:
        address: Normal form of the channel.
        since: ISO date on which they said so.
    """

    address: Address
    since: str


@dataclass(frozen=True, slots=True)
class Impersonation:
    """A fake that staff confirmed.

    Attributes:
        imitates: Id of the imitated organisation; None when it is not one of ours.
        seen_since: First known sighting, as precise as the source gives it.
    """

    address: Address
    imitates: str | None
    seen_since: str
    source: Source
    note: str | None = None
    position: Position | None = field(default=None, compare=False)


class RuleKind(StrEnum):
    """What sort of fact a rule states."""

    DOMAIN = "domain"
    BEHAVIOUR = "behaviour"
    NORM = "norm"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the government does or never does, with its source.

    Attributes:
        organisations: Ids it applies to; empty means every organisation.
        platforms: Platforms of a mention on which the rule bears; empty means any.
        keywords: Words in a message on which the rule bears, and phrases of which all words are in
            one sentence, in any order; empty means none needed.
        endings: Ends of the name of a site on which the rule bears too, without dot.
    """

    id: str
    kind: RuleKind
    statement: Texts
    source: Source
    organisations: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingPoint:
    """Where a citizen can turn to.

    Attributes:
        purposes: Machine-readable situations, such as `suspicious_message`, `money_lost`,
            `fake_account`, `question`, `complaint`.
        email_in: By language, another mailbox than `email`.
        platforms: For `fake_account`: the platform whose form this is.
    """

    id: str
    name: str
    purposes: tuple[str, ...]
    when: Texts
    source: Source
    url: str | None = None
    email: str | None = None
    email_in: Mapping[str, str] = field(default_factory=dict)
    phone: str | None = None
    platforms: tuple[str, ...] = ()

    def mailbox(self, language: str) -> str | None:
        """Give the mailbox for whoever speaks a language."""
        return self.email_in.get(language, self.email)


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A known case of misuse, as told by a public source."""

    date: str | None
    what_happened: str
    imitated: str
    medium: str
    source: Source
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A citizen question that is not about one organisation.

    Attributes:
        id: File name of `answers/<id>.yml`.
        intents: Rasa intents that this answer serves directly.
        questions: Example questions in every language, for the semantic search only.
        short: It answers one question within a conversation, in a few sentences.
        words: A message that holds one of them gets this answer before any search.
        needs: Only a message that holds one of them is given this answer by search.
    """

    id: str
    title: Texts
    text: Texts
    source: Source
    intents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    short: bool = False
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    position: Position | None = field(default=None, compare=False)


class OtherKind(StrEnum):
    """What sort of body somebody outside the Flemish government is; one file of `others/` each."""

    BANK = "bank"
    CHARITY = "charity"
    COMMUNITY_OTHER = "community_other"
    DIGITAL_SERVICE = "digital_service"
    EMPLOYER_SERVICES = "employer_services"
    ENERGY = "energy"
    EU = "eu"
    FEDERAL = "federal"
    FIRE = "fire"
    HEALTH_INSURER = "health_insurer"
    HELPLINE = "helpline"
    HOSPITAL = "hospital"
    INSURER = "insurer"
    INTERMUNICIPAL = "intermunicipal"
    JUSTICE = "justice"
    MUNICIPALITY = "municipality"
    OCMW = "ocmw"
    PARCEL = "parcel"
    PAYMENT = "payment"
    PLATFORM = "platform"
    POLICE = "police"
    POST = "post"
    PRESS = "press"
    PROVINCE = "province"
    REGION_OTHER = "region_other"
    RESEARCH = "research"
    RETAIL = "retail"
    TELECOM = "telecom"
    TRANSPORT = "transport"
    UNIVERSITY = "university"
    WASTE = "waste"
    WATER = "water"


class OtherMatch(StrEnum):
    """How far an address of somebody else reaches."""

    HOST_AND_SUBDOMAINS = "host_and_subdomains"
    HOST_ONLY = "host_only"
    PATH_PREFIX = "path_prefix"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class OtherChannel:
    """One address of somebody outside the Flemish government.

    Attributes:
        match: What else is theirs: a website's pages, and the hosts below it. The address of a
            mail domain (`@kbc.be`) stands for every mailbox on it and needs `host_only`.
    """

    address: Address
    match: OtherMatch
    source: Source
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OtherSaying:
    """What a body itself says about fakes in its name."""

    text: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class OtherBody:
    """Somebody outside the Flemish government.

    Attributes:
        names: By language; Dutch is always there.
        aliases: Other names, such as an abbreviation.
        also_called: Words that people put before the name instead of its first word, such as
            `Stad` for `Gemeente`; the same for the whole kind.
        channels: At least one; several of them may be sites.
        report_to: Where this body itself wants to hear of fakes; among its channels.
        says: What it says about fakes, where we know it.
    """

    names: Mapping[str, str]
    kind: OtherKind
    channels: tuple[OtherChannel, ...]
    aliases: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    report_to: tuple[Address, ...] = ()
    says: OtherSaying | None = None
    position: Position | None = field(default=None, compare=False)

    def name(self, language: str) -> str:
        """Give the name in a language, else the Dutch one."""
        return self.names.get(language) or self.names["nl"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What somebody can do who doubts a message of one kind of body.

    Attributes:
        points: Ids of the reporting points that the text names.
    """

    kind: OtherKind
    text: Texts
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Everything in the folder `knowledge/`, read whole and checked.

    Attributes:
        others: Bodies outside the Flemish government, whose addresses are never official.
        next_steps: By kind, one for every kind of which there are others.
    """

    organisations: Mapping[str, Organisation]
    candidates: tuple[Candidate, ...]
    impersonations: tuple[Impersonation, ...]
    rules: tuple[Rule, ...]
    reporting_points: tuple[ReportingPoint, ...]
    cases: tuple[KnownCase, ...]
    answers: tuple[Answer, ...]
    version: str
    others: tuple[OtherBody, ...] = ()
    next_steps: Mapping[str, NextStep] = field(default_factory=dict)
