"""The words of reports: what a citizen filed, the case that it belongs to, what staff decided.

A report is one citizen's; a case is one address, however often it is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a report is about."""

    MISUSE = "misuse"
    COMPROMISED = "compromised"  # a listed channel that seems taken over
    DISPUTE = "dispute"  # an answer of ours that a citizen thinks wrong


class Loss(StrEnum):
    """What the citizen lost; worst last."""

    UNKNOWN = "unknown"
    NONE = "none"
    DATA = "data"
    MONEY = "money"


class Status(StrEnum):
    """Where a case stands; a report has the status of its case."""

    NEW = "new"
    IN_REVIEW = "in_review"
    CONFIRMED_FAKE = "confirmed_fake"
    GENUINE = "genuine"
    NOT_ENOUGH = "not_enough"
    REPORTED_TO_PLATFORM = "reported_to_platform"
    TAKEN_DOWN = "taken_down"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.IN_REVIEW, Status.CONFIRMED_FAKE, Status.GENUINE,
                           Status.NOT_ENOUGH}),
    Status.IN_REVIEW: frozenset({Status.CONFIRMED_FAKE, Status.GENUINE, Status.NOT_ENOUGH}),
    Status.CONFIRMED_FAKE: frozenset({Status.REPORTED_TO_PLATFORM, Status.TAKEN_DOWN}),
    Status.REPORTED_TO_PLATFORM: frozenset({Status.TAKEN_DOWN}),
    Status.TAKEN_DOWN: frozenset({Status.CONFIRMED_FAKE}),
    Status.GENUINE: frozenset({Status.IN_REVIEW}),
    Status.NOT_ENOUGH: frozenset({Status.IN_REVIEW}),
}  # fmt: skip
"""Where a case may go from each status; `undo` goes back whence it came."""

FAKE = frozenset({Status.CONFIRMED_FAKE, Status.REPORTED_TO_PLATFORM, Status.TAKEN_DOWN})
"""While a case stands here, its address is answered with `confirmed_fake`."""

DECIDED = frozenset({Status.CONFIRMED_FAKE, Status.GENUINE, Status.NOT_ENOUGH})
"""What a citizen who asked for it hears of."""

CLOSED = frozenset({Status.GENUINE, Status.NOT_ENOUGH, Status.TAKEN_DOWN})
"""From here the days of retention are counted."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported, in normal form; equal subjects are one case.

    Attributes:
        platform: Key of the platform, or `unknown` for a bare account name or text.
        key: Normal form of the address; of a text without address, the folded text itself.
        shown: Canonical address as people read it, never a link.
        imitates: Id of the organisation that it imitates or belongs to, if the check found one.
        difference: How it imitates (`Difference`), if it does.
        verdict: What the check said when it was filed; None where no address was found.
        reach: How many official channels that organisation has; weighs in `harm.py`.
        kin: What it shares with other addresses of one owner; see `grouping.py`.
    """

    platform: str
    key: str
    shown: str = field(compare=False)
    imitates: str | None = field(default=None, compare=False)
    difference: str | None = field(default=None, compare=False)
    verdict: str | None = field(default=None, compare=False)
    reach: int = field(default=0, compare=False)
    kin: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Filing:
    """What a citizen files; texts are already redacted.

    Attributes:
        address: What was pasted.
        seen_on: Key of a platform, or None.
        contact: How to reach the citizen, only if offered.
        notify: The citizen asked to hear the outcome in the conversation.
        conversation: Channel and sender of that conversation (`telegram:123`), only if `notify`.
        idempotency_key: Hash of the key that the client gave; the same key files once.
        images: Stored image names, at most three.
    """

    subject: Subject
    address: str
    what_happened: str
    kind: Kind = Kind.MISUSE
    seen_on: str | None = None
    loss: Loss = Loss.UNKNOWN
    contact: str | None = None
    notify: bool = False
    conversation: str | None = None
    language: str = "nl"
    channel: str = "api"
    idempotency_key: str | None = None
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen keeps.

    Attributes:
        reference: `KC-XXXX-XXXX`.
        is_new: False when the same key had filed it before.
    """

    reference: str
    status: Status
    received_at: datetime
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One filed report as staff see it."""

    reference: str
    case: int
    kind: Kind
    address: str
    what_happened: str
    seen_on: str | None
    loss: Loss
    contact: str | None
    notify: bool
    language: str
    channel: str
    received_at: datetime
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All reports of one address.

    Attributes:
        harm: Orders the queue, highest first; see `harm.py`.
        merged_into: Id of the case that took this one over.
        proposed_by: Who wants it confirmed as fake, and waits for somebody else to agree.
    """

    id: int
    kind: Kind
    subject: Subject
    status: Status
    harm: float
    reports: int
    lost_money: int
    lost_data: int
    first_reported_at: datetime
    last_reported_at: datetime
    decided_at: datetime | None = None
    assignee: str | None = None
    merged_into: int | None = None
    proposed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline and of the audit log; never changed.

    Attributes:
        actor: Account name, or `citizen` or `system`.
        what: `filed`, `status`, `note`, `assigned`, `merged`, `undone`, `exported`, `login`, …
        case: Id of the case, where it is about one.
        details: Values that were changed; no personal data of citizens.
    """

    at: datetime
    actor: str
    what: str
    case: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConfirmedFake:
    """An address that staff confirmed to be fake; what every process warns of."""

    case: int
    platform: str
    key: str
    shown: str
    imitates: str | None
    seen_since: str
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """A listed channel that somebody of staff reports as taken over.

    Attributes:
        platform: Of the listed channel, as the register writes it.
        key: Its normal form.
        shown: Its address as people read it.
        organisation: Id of whose it is.
        case: Id of the case that told of it, where there is one.
        reason: For staff alone.
    """

    platform: str
    key: str
    shown: str
    organisation: str
    case: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedTakeover:
    """A warning that a listed channel is taken over, with who gave and who ended it."""

    id: int
    platform: str
    key: str
    shown: str
    organisation: str
    case: int | None
    reason: str | None
    marked_by: str
    marked_at: datetime
    ended_by: str | None
    ended_at: datetime | None


class Order(StrEnum):
    """How the queue is sorted."""

    HARM = "harm"
    NEWEST = "newest"
    OLDEST = "oldest"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases are looked for; what is None or empty does not matter.

    Attributes:
        assignee: Account name; an empty text asks for cases of nobody.
        search: Part of an address or of an organisation's id, or a reference.
        in_text: Search in what citizens pasted and told too.
        kin: What a case shares with others; see `grouping.py`.
        pattern: The same words were pasted.
        overdue: Only what nobody decided and was first reported before these moments, where money
            was lost, where data was, and else.
    """

    statuses: frozenset[Status] = frozenset()
    platform: str | None = None
    imitates: str | None = None
    assignee: str | None = None
    kind: Kind | None = None
    search: str | None = None
    in_text: bool = False
    kin: str | None = None
    pattern: str | None = None
    overdue: tuple[datetime, datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter of the queue that somebody keeps.

    Attributes:
        query: Of the address of the queue, as `status=new&platform=x`.
    """

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Exported:
    """One report with its case, for police, a platform or the CCB."""

    report: Report
    case: Case


class DeliveryWay(StrEnum):
    """By which way somebody is told."""

    CHAT = "chat"
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to tell.

    Attributes:
        payload: Of `chat`: reference, status, conversation, language, shown. Of the others: case,
            kind, platform, shown, imitates, difference, reported_at; nothing of the citizen.
        attempts: How often it was taken, this time included.
    """

    id: int
    kind: DeliveryWay
    payload: Mapping[str, str]
    attempts: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the dashboard draws; a week is named by its Monday.

    Attributes:
        hours_to_decision: Median, of the cases decided in that week; without a decision no entry.
        open_cases: Cases that are not closed, by status.
    """

    reports_per_week: Mapping[date, int]
    by_platform: Mapping[str, int]
    by_organisation: Mapping[str, int]
    hours_to_decision: Mapping[date, float]
    open_cases: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How often one unlisted address was asked for since this was last written down.

    Attributes:
        week: Its Monday.
        digest: Keyed hash of platform and key: what the address is kept under.
        shown: Canonical address as people read it, never a link; kept from the third time on.
    """

    week: date
    digest: str
    platform: str
    key: str
    shown: str
    times: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """An unlisted address that many asked for within ten minutes.

    Attributes:
        shown: As people read it, never a link.
        times: How often, when it was raised.
        ways: By which staff are still to be told.
    """

    id: int
    platform: str
    shown: str
    times: int
    raised_at: datetime
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MostAsked:
    """An unlisted address that many ask for, for the dashboard.

    Attributes:
        case: Id of the case that stands for it; None when nobody reported it.
    """

    platform: str
    shown: str
    times: int
    case: int | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted after the days of retention.

    Attributes:
        contacts: Number of reports whose contact or conversation is gone.
        images: Names of the files that the caller has to delete.
    """

    contacts: int
    images: tuple[str, ...]
