"""Which addresses citizens ask for that the register does not know: counted, not written down.

In memory an address stands under a keyed hash, with its readable form beside it until the next
flush. The database gets the readable form from the third time in a week on (`asked_rows.py`): what
one citizen asks once is never kept.
"""

import hmac
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from threading import Lock

from actions.reports.database.connection import StoreUnavailable
from actions.reports.database.tables import storable
from actions.reports.intake.redaction import redacted
from actions.reports.kept.figures import monday
from actions.reports.model import AskedCount
from actions.reports.store import ReportStore
from knowledge.addresses import shared_hosts
from knowledge.addresses.address import POST_LINK
from knowledge.library import Library
from knowledge.matching.verdict import MentionVerdict, MessageVerdict, defanged
from knowledge.model import Address, Verdict

MOST_IN_MEMORY = 10_000  # addresses between two flushes; a few megabytes
MOST_ASKERS = 100_000  # numbers, which say nothing about anybody
LONGEST = 300  # characters of an address

_UNLISTED = frozenset({Verdict.NOT_LISTED, Verdict.LOOKALIKE})
_PERSONS_OWN = frozenset({"phone", "iban"})  # kinds of platforms
_PHONE_ACCOUNT = re.compile(r"\+?\d{8,15}")
_NAMED_BY_NUMBER = frozenset({"whatsapp", "telegram"})


class UnlistedDemand:
    """Counts in memory, from any thread; somebody flushes it every now and then.

    Args:
        key: Makes the hashes; the same in every process whose counts have to add up.
        clock: The time in UTC.
        ways: By which staff are told of what many ask for within minutes.
    """

    def __init__(
        self, key: bytes, clock: Callable[[], datetime], *, ways: Collection[str] = ()
    ) -> None:
        self._key = key
        self._clock = clock
        self._ways = tuple(ways)
        self._rows: dict[tuple[date, str], AskedCount] = {}
        self._askers: set[int] = set()
        self._lock = Lock()

    @property
    def waiting(self) -> int:
        """How many addresses are to be written down."""
        return len(self._rows)

    def count(
        self, judged: MessageVerdict, library: Library, *, conversation: str | None = None
    ) -> None:
        """Count the addresses of one message that are not listed, each once.

        Args:
            judged: Our answer.
            library: What it was judged by.
            conversation: Counts once a week for an address, however often it repeats it; None
                where nobody knows who asks.
        """
        found = (each.address for each in judged.mentions if self._counts(each, library))
        addresses = tuple(dict.fromkeys(each for each in found if each))
        if not addresses:
            return
        week = monday(self._clock().date())
        rows = [_row(week, self._digest(each), each) for each in addresses]
        with self._lock:
            self._add(row for row in rows if not self._repeats(row, conversation))

    def flush(self, store: ReportStore) -> None:
        """Write down what was counted since the last time.

        Raises:
            StoreUnavailable: The database is away: the counts are kept. Where it went away in the
                very moment of writing, they may count twice.
        """
        with self._lock:
            rows, self._rows = self._rows, {}
        if not rows:
            return
        try:
            store.count_asked(tuple(rows.values()), ways=self._ways)
        except StoreUnavailable:
            with self._lock:
                self._add(rows.values())
            raise

    def _counts(self, judged: MentionVerdict, library: Library) -> bool:
        """Tell whether an address is unlisted, and none that may be a private person's own."""
        address = judged.address
        if judged.verdict not in _UNLISTED or address is None or len(address.value) > LONGEST:
            return False
        # A link to one post is judged as unlisted even where its account is listed.
        if POST_LINK in judged.mention.traps and library.registry.listed(address):
            return False
        kind = library.platforms.get(address.platform).kind
        if kind in _PERSONS_OWN:
            return False
        if kind == "email":
            host = address.host or ""
            domain = library.addresses.registrable_domain(host) or host
            return not shared_hosts.gives_mail_to_anybody(domain)
        return not _holds_personal_data(address)

    def _repeats(self, row: AskedCount, conversation: str | None) -> bool:
        if conversation is None:
            return False
        asker = hash((conversation, row.week, row.digest))  # Python keys it anew in each process
        if asker in self._askers:
            return True
        if len(self._askers) >= MOST_ASKERS:
            self._askers.clear()
        self._askers.add(asker)
        return False

    def _add(self, rows: Iterable[AskedCount]) -> None:
        for row in rows:
            name = row.week, row.digest
            known = self._rows.get(name)
            if known:
                self._rows[name] = replace(known, times=known.times + row.times)
            elif len(self._rows) < MOST_IN_MEMORY:
                self._rows[name] = row

    def _digest(self, address: Address) -> str:
        name = storable(f"{address.platform}\n{address.key}")
        return hmac.new(self._key, name.encode(), sha256).hexdigest()


def _row(week: date, digest: str, address: Address) -> AskedCount:
    shown = defanged(address.value)
    return AskedCount(week, digest, address.platform, address.key, shown, times=1)


def _holds_personal_data(address: Address) -> bool:
    """Tell whether a link or account has a mailbox or a number of a person in it."""
    if address.platform in _NAMED_BY_NUMBER or address.platform == "sms":
        return _PHONE_ACCOUNT.fullmatch(address.key) is not None
    pieces = address.value.replace("/", " ") if address.host else ""
    return redacted(pieces) != pieces
