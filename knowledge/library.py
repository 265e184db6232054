"""Everything that answers questions, built from one folder: the register as a library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.encoder.encoder import Encoder
from knowledge.files.memory import without_collecting
from knowledge.files.problem import Problem
from knowledge.files.snapshot import Snapshot, take_snapshot
from knowledge.matching.answer import Answer, VerdictCard
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.presenting import answer_of, card_of
from knowledge.matching.search.names import NameFinder
from knowledge.matching.search.other_names import OtherNames
from knowledge.matching.search.semantic import Search
from knowledge.matching.verdict import Checker, MentionVerdict, MessageVerdict
from knowledge.model import Register
from knowledge.register.loading import PLATFORMS_FILE, RegisterError, addresses_in, load_snapshot
from knowledge.register.neighbours import neighbours_in
from knowledge.register.pieces import Reader
from knowledge.register.registry import Registry
from knowledge.wording.catalogue import Catalogue


@dataclass(frozen=True)
class Library:
    """One version of the register with all that reads from it; swapped whole.

    Attributes:
        search: Ranks organisations and answers for a question in own words.
        loaded_at: When it was built, in UTC.
    """

    registry: Registry
    checker: Checker
    finder: MentionFinder
    names: NameFinder
    other_names: OtherNames
    search: Search
    catalogue: Catalogue
    addresses: Addresses
    platforms: Platforms
    loaded_at: datetime

    @property
    def version(self) -> str:
        """Content hash of the register."""
        return self.registry.version

    def answer(self, judged: MessageVerdict, language: str) -> Answer:
        """Give what a citizen is told about a message, as data, in one language."""
        return answer_of(judged, self.catalogue, self.platforms, language)

    def card(self, judged: MentionVerdict, language: str) -> VerdictCard:
        """Give what a citizen is told about one address, as data, in one language."""
        return card_of(judged, self.catalogue, self.platforms, language)


class Librarian:
    """Builds one library after the other, of a folder that changes; what stayed the same is kept.

    From one thread at a time.

    Args:
        encoder: None searches by words alone.
        today: The date to judge freshness by, asked anew for every message.
        cache: Folder where embeddings are kept.
        now: The clock for `loaded_at`.
        elsewhere: Messages that ask none of the kinds of question, by what they are.

    Attributes:
        problems: Warnings about the files of the last library.
    """

    def __init__(
        self,
        *,
        encoder: Encoder | None = None,
        today: Callable[[], date],
        cache: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        elsewhere: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._encoder = encoder
        self._elsewhere = elsewhere
        self._today = today
        self._cache = cache
        self._now = now
        self._reader = Reader()
        self._words = OrdinaryWords.load()
        self._catalogue = Catalogue.load()
        self._platforms: tuple[bytes | None, Addresses] | None = None
        self._built: tuple[Library, Lookalikes] | None = None
        self.problems: tuple[Problem, ...] = ()

    def build(self, snapshot: Snapshot) -> Library:
        """Check the files and build every index.

        Raises:
            RegisterError: The register has mistakes; the next is built as if this never was.
        """
        with without_collecting():
            addresses = self._addresses(snapshot)
            result = load_snapshot(snapshot, addresses, reader=self._reader)
            if result.register is None:
                raise RegisterError(result.problems)
            library, lookalikes = self._index(result.register, addresses, neighbours_in(snapshot))
            self._built, self.problems = (library, lookalikes), result.problems
            return library

    def _addresses(self, snapshot: Snapshot) -> Addresses:
        content = snapshot.contents.get(PLATFORMS_FILE)
        if self._platforms is None or self._platforms[0] != content:
            self._platforms = content, addresses_in(snapshot)
        return self._platforms[1]

    def _index(
        self, register: Register, addresses: Addresses, neighbours: Mapping[str, str]
    ) -> tuple[Library, Lookalikes]:
        before, lookalikes_before = self._built or (None, None)
        registry = Registry(register, addresses)
        is_same_platforms = before is not None and before.addresses is addresses
        finder = before.finder if before and is_same_platforms else MentionFinder(addresses)
        names = NameFinder(register, before.names if before else None)
        lookalikes = Lookalikes(
            registry, words=self._words, neighbours=neighbours, previous=lookalikes_before
        )
        checker = Checker(
            registry,
            finder,
            today=self._today,
            organisation_names=lambda text: [match.organisation for match in names.find(text)],
            lookalikes=lookalikes,
        )
        search = Search(
            register,
            self._encoder,
            self._cache,
            names=names,
            elsewhere=self._elsewhere,
            previous=before.search if before else None,
        )
        library = Library(
            registry=registry,
            checker=checker,
            finder=finder,
            names=names,
            other_names=OtherNames(register.others),
            search=search,
            catalogue=self._catalogue,
            addresses=addresses,
            platforms=addresses.platforms,
            loaded_at=self._now(),
        )
        return library, lookalikes


def build_library(
    folder: Path,
    *,
    encoder: Encoder | None = None,
    today: Callable[[], date],
    cache: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Library:
    """Read the register and build every index, once.

    Args:
        folder: The folder `knowledge/`.
        encoder: None searches by words alone.
        today: The date to judge freshness by, asked anew for every message.
        cache: Folder where embeddings are kept.
        now: The clock for `loaded_at`.

    Raises:
        RegisterError: The register has mistakes.
    """
    librarian = Librarian(encoder=encoder, today=today, cache=cache, now=now)
    return librarian.build(take_snapshot(folder))
