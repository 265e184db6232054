"""Everything that answers questions, built from one folder: the register as a library."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.address import Addresses
from knowledge.catalogue import Catalogue
from knowledge.loading import read_addresses, read_register
from knowledge.matching.encoder import Encoder
from knowledge.matching.lookalike import Lookalikes
from knowledge.matching.mentions import MentionFinder
from knowledge.matching.names import NameFinder
from knowledge.matching.semantic import Search
from knowledge.matching.verdict import Checker
from knowledge.matching.words import Words
from knowledge.platforms import Platforms
from knowledge.registry import Registry

NEIGHBOURS_FILE = "neighbours.yml"


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
    search: Search
    catalogue: Catalogue
    addresses: Addresses
    platforms: Platforms
    loaded_at: datetime

    @property
    def version(self) -> str:
        """Content hash of the register."""
        return self.registry.version


def build_library(
    folder: Path,
    *,
    encoder: Encoder | None = None,
    today: Callable[[], date],
    cache: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Library:
    """Read the register and build every index.

    Args:
        folder: The folder `knowledge/`.
        encoder: None searches by words alone.
        today: The date to judge freshness by, asked anew for every message.
        cache: Folder where embeddings are kept.
        now: The clock for `loaded_at`.

    Raises:
        RegisterError: The register has mistakes.
    """
    addresses = read_addresses(folder)
    platforms = addresses.platforms
    register = read_register(folder, addresses)
    registry = Registry(register, addresses)
    finder = MentionFinder(addresses)
    names = NameFinder(register)
    checker = Checker(
        registry,
        finder,
        today=today,
        organisation_names=lambda text: [match.organisation for match in names.find(text)],
        lookalikes=Lookalikes(
            registry, words=Words.load(), neighbours=load_neighbours(folder / NEIGHBOURS_FILE)
        ),
    )
    return Library(
        registry=registry,
        checker=checker,
        finder=finder,
        names=names,
        search=Search(register, encoder, cache),
        catalogue=Catalogue.load(),
        addresses=addresses,
        platforms=platforms,
        loaded_at=now(),
    )


def load_neighbours(path: Path) -> dict[str, str]:
    """Read the real domains near official ones: registrable domain and whose it is."""
    if not path.exists():
        return {}
    rows = YAML(typ="safe").load(path)["neighbours"]
    return {domain: row["is"] for domain, row in rows.items()}
