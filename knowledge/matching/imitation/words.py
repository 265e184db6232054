"""Words that tell an ordinary name from an imitation: ordinary, luring and added ones."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("generic_words.yml")
SHORTEST_REST = 3  # letters of the word before or after a luring one
_LONGEST = 24  # letters; longer than any word in the file, so that splitting stays linear
_SPLIT_AGAIN = 512  # texts: one message asks ten times for the same; few are asked for twice


@dataclass(frozen=True)
class OrdinaryWords:
    """The word lists of `generic_words.yml`.

    Attributes:
        generic: Ordinary words; alone they never make a resemblance.
        umbrella: OrdinaryWords for the whole Flemish government.
        lures: OrdinaryWords that swindlers bait with.
        heads: Luring words that lure in any compound.
        baits: OrdinaryWords that lure in the name of an account only.
        claims: OrdinaryWords by which imitations say that they are the service itself.
        neutral: OrdinaryWords that a body adds to its own name as well as anybody else.
        articles: Articles with which a name may begin.
        affixes: OrdinaryWords that imitations put before or after an official name.
        first_names: Names of people that are short official names too.
    """

    generic: frozenset[str]
    umbrella: frozenset[str]
    lures: frozenset[str]
    heads: frozenset[str]
    baits: frozenset[str]
    claims: frozenset[str]
    neutral: frozenset[str]
    articles: frozenset[str]
    affixes: frozenset[str]
    first_names: frozenset[str]
    added: frozenset[str] = field(init=False)
    ordinary: frozenset[str] = field(init=False)
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "added", self.affixes | self.lures | self.claims | self.baits)
        object.__setattr__(self, "ordinary", self.generic | self.umbrella)
        object.__setattr__(self, "known", self.added | self.ordinary)

    @classmethod
    def load(cls, path: Path = WORDS_FILE) -> "OrdinaryWords":
        """Read the lists."""
        lists = load_data(path)
        return cls(**{name: frozenset(words) for name, words in lists.items()})

    def is_ordinary(self, name: str) -> bool:
        """Tell whether a plain name is one ordinary word."""
        return name in self.ordinary

    def is_compound(self, name: str) -> bool:
        """Tell whether a plain name consists of ordinary words only."""
        return split_into(name, self.ordinary) is not None

    def are_added(self, text: str, *, ordinary_too: bool) -> bool:
        """Tell whether all of a text is words or digits that imitations add; nothing counts too."""
        stripped = text.strip("0123456789")
        vocabulary = self.known if ordinary_too else self.added
        return split_into(stripped, vocabulary) is not None

    def split(self, word: str) -> tuple[str, ...]:
        """Split a plain word into known words; one that cannot be split is left whole."""
        stripped = word.strip("0123456789")
        return split_into(stripped, self.known) or (word,)

    def lures_in(self, text: str) -> bool:
        """Tell whether a plain text is a luring compound, or known words one of which lures."""
        return not self.lures.isdisjoint(self.split(text)) or self._is_luring_compound(text)

    def baits_in(self, text: str) -> bool:
        """Tell whether a plain text in the name of an account lures."""
        return self.lures_in(text) or not self.baits.isdisjoint(self.split(text))

    def _is_luring_compound(self, text: str) -> bool:
        stripped = text.strip("0123456789")
        ends = range(SHORTEST_REST, len(stripped))
        return any(stripped[end:] in self.heads or stripped[:-end] in self.heads for end in ends)

    def lures_or_claims_in(self, text: str) -> bool:
        """Tell whether a plain text consists of known words, one of which lures or claims."""
        found = self.split(text)
        return not (self.lures.isdisjoint(found) and self.claims.isdisjoint(found))


@lru_cache(_SPLIT_AGAIN)
def split_into(text: str, vocabulary: frozenset[str]) -> tuple[str, ...] | None:
    """Split a text into as few words of a vocabulary as can be; None when it cannot be split."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None:
                continue
            word = text[start:end]
            if word not in vocabulary:
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = (*before, word)
    return best[-1]
