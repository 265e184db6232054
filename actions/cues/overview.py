"""What a question about the register as a whole asks to count; its words are in a data file."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz.distance import OSA

from knowledge.addresses.platforms import Platforms
from knowledge.data import load_data
from knowledge.matching.finding.cues.finder_data import MENTIONS_FILE, FinderData
from knowledge.matching.finding.cues.platform_words import ELSEWHERE, PlatformWords
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.selection import State
from knowledge.wording.domains import Domains

WORDS_FILE = Path(__file__).with_name("overview.yml")
SOCIAL = "social"
"""Stands for all social platforms together."""

_TYPED_WRONG_FROM = 6  # letters; one slip in a shorter word often makes another word
_SMALL_NUMBER = re.compile(r"(?<!\w)[1-9]\d?(?!\w)")
_CLAUSE_END = re.compile(r"[.,:;!](?=\s)")
_FEWEST_TO_ASK = 3  # words
_SEVERAL = 2  # platforms that are compared
_NOT_LETTERS = re.compile(r"[^\w]+")


class Asks(StrEnum):
    """What has to be counted, or put in order."""

    @property
    def is_ranking(self) -> bool:
        """Whether it puts something in order, or year by year."""
        return self not in (Asks.ORGANISATIONS, Asks.CHANNELS, Asks.COMPARISON, Asks.TOTALS)

    ORGANISATIONS = "organisations"
    CHANNELS = "channels"
    COMPARISON = "comparison"
    DOMAINS = "domains"
    PLATFORMS = "platforms"
    BUSIEST = "busiest"
    MINISTERS = "ministers"
    GROWTH = "growth"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as far as its words tell.

    Attributes:
        minister: Id of the minister whom the organisations come under.
        platforms: Keys, in the order of the question; `SOCIAL` for all social ones.
        without: It asks who has no such channel.
        fewest: A ranking begins at the other end.
    """

    asks: Asks
    kind: OrganisationKind | None = None
    domain: str | None = None
    platforms: tuple[str, ...] = ()
    state: State = State.IN_USE
    without: bool = False
    fewest: bool = False
    minister: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give it in JSON types, without what is not asked."""
        known = {name: value for name, value in asdict(self).items() if value}
        return known | {"platforms": list(self.platforms)}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Question | None":
        """Read what `as_json` gave; None when another version of the product gave it."""
        try:
            return _ADAPTER.validate_python(data)
        except ValidationError:
            return None


_ADAPTER = TypeAdapter(Question)


class QuestionReader:
    """Reads questions in four languages at once.

    Args:
        words: Content of a file shaped like `overview.yml`.
        platforms: Their names.
        domains: Names of the policy domains.
    """

    def __init__(self, words: Mapping[str, Any], platforms: Platforms, domains: Domains) -> None:
        self._kinds = {OrganisationKind(each): _whole(row) for each, row in words["kinds"].items()}
        self._states = {State(each): _whole(row) for each, row in words["states"].items()}
        self._signs = {name: _whole(row) for name, row in words.items() if isinstance(row, list)}
        self._numbers = {int(number): _whole(row) for number, row in words["numbers"].items()}
        self._domains = domains
        lists = FinderData.load(MENTIONS_FILE).words
        self._platform_words = PlatformWords(
            platforms,
            [*lists["prepositions"], *words["using"]],
            lists["account_words"],
            lists["articles"],
            lists["conjunctions"],
            endings=lists["compound_endings"],
        )
        self._letters = {
            word: each.key for each in platforms for word in each.short_words if len(word) == 1
        }
        self._long_names = {
            word: each.key
            for each in platforms
            for word in each.words
            if each.kind == SOCIAL and len(word) >= _TYPED_WRONG_FROM and " " not in word
        }

    def read(self, text: str) -> Question:
        """Read what a text asks to count."""
        folded = self._signs["ignored"].sub(" ", self._without_who_asks(_folded(text)))
        platforms = self._platforms(folded)
        kind = next((each for each, words in self._kinds.items() if words.search(folded)), None)
        asked_in = self._signs["asked_in"] if kind is OrganisationKind.MINISTER else None
        domains = self._domains.named_in(asked_in.sub(" ", folded) if asked_in else folded)
        question = Question(
            asks=Asks.TOTALS,
            kind=kind,
            domain=domains[0] if domains else None,
            platforms=platforms,
            state=self._state(folded),
            without=self._has("without", folded) and not self._says_no_longer(folded),
            fewest=self._has("fewest", folded),
        )
        asks = self._asked(question, folded)
        return replace(question, asks=asks, kind=None if asks is Asks.MINISTERS else kind)

    def says_already(self, text: str) -> bool:
        """Tell whether a text asks after what is in use by now."""
        return self._has("already", _folded(text))

    def asks_if_still(self, text: str) -> bool:
        """Tell whether a text asks who or what is still there."""
        return self._has("still", _folded(text))

    def asks_both(self, text: str) -> bool:
        """Tell whether one sentence asks who is still there and who left."""
        folded = _folded(text)
        still = self._signs["still"].search(folded)
        join = self._signs["or_else"].search(folded, still.end()) if still else None
        return (
            join is not None and self._states[State.RETIRED].search(folded, join.end()) is not None
        )

    def asks_who(self, text: str) -> bool:
        """Tell whether a text asks which bodies, in any of the four languages."""
        return self._has("bodies", _folded(text))

    def speaks_of_services(self, text: str) -> bool:
        """Tell whether a text speaks of services, as in `no, how many organisations`."""
        return self._has("services", _folded(text))

    def names_parliament(self, text: str) -> bool:
        """Tell whether a text speaks of a question in a parliament."""
        return self._has("asked_in", _folded(text))

    def asks_rest(self, text: str) -> bool:
        """Tell whether a text asks for what a list did not show yet."""
        return self._has("rest", _folded(text))

    def adds(self, text: str) -> bool:
        """Tell whether a text adds something to what is compared."""
        return self._has("added", _folded(text))

    def asks_channels(self, text: str) -> bool:
        """Tell whether a text asks after addresses or accounts."""
        return self._has("channels", _folded(text))

    def asks_count(self, text: str) -> bool:
        """Tell whether a text asks for a number."""
        return self._has("count", _folded(text))

    def asks_source(self, text: str) -> bool:
        """Tell whether a text asks where figures come from."""
        return self._has("source", _folded(text))

    def asks_media(self, text: str) -> bool:
        """Tell whether a text asks which networks, in general."""
        return self._has("media", _folded(text))

    def wants_accounts(self, text: str) -> bool:
        """Tell whether a text asks for accounts themselves, and not for who has them."""
        return self._has("not_bodies", _folded(text))

    def corrects(self, text: str) -> bool:
        """Tell whether a sentence names a platform that was not meant, or not alone."""
        folded = _folded(text)
        return self._has("not_meant", folded) and bool(self._platforms(folded))

    def compares_counts(self, text: str) -> bool:
        """Tell whether a text asks if there are more or fewer than was counted before."""
        return self._has("more_or_fewer", _folded(text))

    def asks_elsewhere(self, text: str) -> bool:
        """Tell whether a text asks where else somebody is."""
        return self._has("elsewhere", _folded(text))

    def counts_channels(self, text: str) -> bool:
        """Tell whether a text asks how many channels or bodies there are of some sort."""
        folded = _folded(text)
        return self._has("count", folded) and (
            self._has("channels", folded) or self._has("bodies", folded)
        )

    def asks_everywhere(self, text: str) -> bool:
        """Tell whether it asks for all platforms together, after one of them."""
        return self._has("everywhere", _folded(text))

    def asks_having(self, text: str) -> bool:
        """Tell whether a text turns from who lacks it to who has it."""
        return self._has("having", _folded(text))

    def names_platforms(self, text: str) -> bool:
        """Tell whether a text speaks of platforms as such, as `op welk netwerk het meest`."""
        return self._has("platforms", _folded(text))

    def number(self, text: str) -> int | None:
        """Give how many a text wants to see, in digits or words; None when it does not say."""
        folded = _folded(text)
        digits = _SMALL_NUMBER.search(folded)
        if digits:
            return int(digits[0])
        return next((each for each, words in self._numbers.items() if words.search(folded)), None)

    def is_about_all(self, text: str) -> bool:
        """Tell whether a text that names no organisation asks after all of some sort."""
        question, folded = self.read(text), _folded(text)
        has_lack = question.without and bool(question.platforms)
        has_domain = question.domain is not None and self._has("bodies", folded)
        return bool(question.kind or has_lack or has_domain or self._has("count", folded))

    def _without_who_asks(self, folded: str) -> str:
        """Leave out the sentence in which somebody says who they are, where more follows."""
        found = self._signs["introducing"].search(folded)
        end = _CLAUSE_END.search(folded, found.end()) if found else None
        if found and end and len(folded[end.end() :].split()) >= _FEWEST_TO_ASK:
            folded = f"{folded[: found.start()]} {folded[end.end() :]}"
        return self._signs["roles"].sub(" ", folded)

    def _asked(self, question: Question, folded: str) -> Asks:
        if self._has("growth", folded):
            return Asks.GROWTH
        ranking = self._ranking(question, folded)
        if ranking:
            return ranking
        if len(question.platforms) > 1 and not question.without:
            is_of_moving = self._has("moving", folded)
            return Asks.ORGANISATIONS if is_of_moving else Asks.COMPARISON
        if self._counts_channels(folded) and not question.without:
            return Asks.CHANNELS
        is_narrow = question.platforms or question.kind or question.domain or question.without
        if is_narrow or question.state is not State.IN_USE:
            return Asks.ORGANISATIONS
        return Asks.TOTALS

    def _counts_channels(self, folded: str) -> bool:
        """Tell `hoeveel pagina's hebben die diensten` from `welke diensten hebben een pagina`."""
        channel = self._signs["channels"].search(folded)
        body = self._signs["bodies"].search(folded)
        return bool(channel and (body is None or channel.start() < body.start()))

    def _ranking(self, question: Question, folded: str) -> Asks | None:
        is_ranked = self._has("most", folded) or question.fewest
        is_of_services = is_ranked and self._has("services", folded)
        of_each = self._has("per", folded) or is_of_services
        if of_each and question.kind is OrganisationKind.MINISTER:
            return Asks.MINISTERS
        if self._has("domains", folded) and (is_ranked or self._has("per", folded)):
            # "in het domein welzijn" names one; then there is nothing to rank.
            return None if question.domain else Asks.DOMAINS
        if not is_ranked:
            asks_each = self._asks_each_platform(folded) or self._has("elsewhere", folded)
            return Asks.PLATFORMS if asks_each else None
        if self._asks_which_body(question, folded):
            return Asks.BUSIEST
        if self._has("platforms", folded) or len(question.platforms) > 1:
            return Asks.PLATFORMS
        return Asks.BUSIEST if self._has("bodies", folded) else Asks.PLATFORMS

    def _asks_which_body(self, question: Question, folded: str) -> bool:
        """Tell whether it asks for one body that is on most networks, and names it first."""
        body, place = (
            self._signs["one_body"].search(folded),
            self._signs["platforms"].search(folded),
        )
        is_first = body is not None and (place is None or body.start() < place.start())
        return is_first and len(question.platforms) < _SEVERAL

    def _asks_each_platform(self, folded: str) -> bool:
        return self._has("per", folded) and self._has("platforms", folded)

    def _state(self, folded: str) -> State:
        found = (state for state, words in self._states.items() if words.search(folded))
        # Whoever moved from one place to another stopped there.
        return next(found, State.RETIRED if self._has("moving", folded) else State.IN_USE)

    def _says_no_longer(self, folded: str) -> bool:
        """Tell whether `niet meer op X` is about leaving, not about never having been there."""
        return self._state(folded) is State.RETIRED

    def _has(self, sign: str, folded: str) -> bool:
        return self._signs[sign].search(folded) is not None

    def _platforms(self, folded: str) -> tuple[str, ...]:
        words = self._platform_words.find(folded)
        found = [word.platform for word in words if word.platform != ELSEWHERE]
        if not found:
            found = [key for word in _NOT_LETTERS.split(folded) if (key := self._loosely(word))]
        if not found and self._has(SOCIAL, folded):
            found = [SOCIAL]
        return tuple(dict.fromkeys(found))

    def _loosely(self, word: str) -> str | None:
        """Give the platform whose name a word is with one slip, or that is one letter."""
        if len(word) < _TYPED_WRONG_FROM:
            return self._letters.get(word)
        near = (key for name, key in self._long_names.items() if OSA.distance(word, name) == 1)
        return next(near, None)


@lru_cache(maxsize=2)
def question_reader(platforms: Platforms) -> QuestionReader:
    """Give the reader for the platforms of one register."""
    words = load_data(WORDS_FILE)
    return QuestionReader(words, platforms, Domains.load())


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    parts = [
        re.escape(word).replace(r"\*", r"\w*")
        for word in sorted(map(_folded, words), key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _folded(text: str) -> str:
    """Give a text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", str(text).casefold().replace("’", "'"))
    return "".join(part for part in parts if not unicodedata.combining(part))
