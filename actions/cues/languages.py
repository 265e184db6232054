"""Language of a message, told by its small words; data in `languages.yml`."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from actions.cues.letter_groups import LetterGroups
from actions.cues.word_list import whole
from actions.cues.words import sentences_in
from actions.reports.reference import without_references
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("languages.yml")
FEWEST_SHARED = 2  # words that more than one language has
SURE_FROM = 2  # words more than the next language, to leave the language of the conversation

FEWEST_WORDS = 3  # letters of fewer tell nothing
SURE_WITH_A_WORD = 0.9  # probability by its letters, where a single word speaks for a language
SURE_ALONE = 0.98  # where no word does
FEW_OF_A_WISH = 4  # words; "Deutsch bitte" tells enough
FEW_WORDS = 3  # "sorry no dutch" tells enough without a verb
MOST_WORDS_BETWEEN = 2  # from a "not" to the language that somebody does not speak

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"\S*(?:\w[./@:_]\w|[@\d]\w*)\S*")
_QUOTED = re.compile(r"[\"“„«‘](?=\S)[^\"”“»’]{12,}[\"”“»’]|(?<!\w)'(?=\S)[^\n]{12,}?'(?!\w)")
_PHRASE_END = re.compile(r"[,.;:!?\n]")


class Languages:
    """Recognises the languages of the product.

    Args:
        words: Words by language.
        names: How each language is called.
        own: Words of somebody who tells or asks, by language.
        not_spoken: Words that refuse a language behind them.
        speaking: Words of speaking or understanding a language.
        others_speaking: Words for others than who is spoken to.
        helping: What others may do in a language.
        to_us: Words for who is spoken to.
        into: Words before the name of a language in which somebody wants to go on.
        wish: Words by which somebody wants something said.
        loans: Words that people borrow, which tell a language only where no other word does.
        between_loans: The language by the word for `or`, where that stands between such words.
    """

    def __init__(
        self,
        words: Mapping[str, list[str]],
        names: Mapping[str, list[str]],
        own: Mapping[str, list[str]],
        not_spoken: Iterable[str],
        speaking: Iterable[str],
        others_speaking: Iterable[str],
        helping: Iterable[str],
        to_us: Iterable[str],
        loans: Iterable[str],
        into: Iterable[str],
        wish: Iterable[str],
        between_loans: Mapping[str, str],
    ) -> None:
        times = Counter(word for each in words.values() for word in set(each))
        self._language_of = {
            word: language for language, each in words.items() for word in each if times[word] == 1
        }
        self._shared = {
            word: [language for language, each in words.items() if word in each]
            for word, number in times.items()
            if number > 1
        }
        self._names = {name: language for language, each in names.items() for name in each}
        self._own = {language: frozenset(each) for language, each in own.items()}
        self._not_spoken = frozenset(not_spoken)
        self._speaking = frozenset(speaking)
        self._others_speaking, self._helping = whole(others_speaking), whole(helping)
        self._to_us = frozenset(to_us)
        self._loans, self._into = frozenset(loans), frozenset(into)
        self._wish, self._between_loans = frozenset(wish), between_loans
        self._letters = LetterGroups(words)

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Languages":
        """Read the words from a file shaped like `languages.yml`."""
        data = load_data(path)
        words = ("words", "names", "own", "not_spoken", "speaking", "others_speaking", "helping")
        beside = ("to_us", "loans", "into", "wish", "between_loans")
        return cls(*(data[each] for each in (*words, *beside)))

    def detected(self, text: str, *, before: str | None) -> str | None:
        """Tell in which language a text is.

        Args:
            text: As the citizen sent it.
            before: Language of the conversation or page, which a short text does not change, nor
                one that is only pasted.

        Returns:
            None when the text does not tell.
        """
        said = without_quotes(text)
        if before is None:
            language, lead = self._counted(words_of(said))
            return language if lead else self._by_letters(said, SURE_ALONE)
        language, lead = self._counted(dict.fromkeys(words_of(said)))
        if language is None or language == before:
            return language
        if not self._is_own(said, language):
            return None
        agrees = lead == 1 and self._by_letters(said, SURE_WITH_A_WORD) == language
        return language if agrees or lead >= SURE_FROM else None

    def _counted(self, words: Collection[str]) -> tuple[str | None, int]:
        """Give the language of most words, and how many more it has than the next."""
        known = [each for each in words if each in self._language_of]
        own = [each for each in known if each not in self._loans]
        if known and not own:  # words that people borrow may be of any language
            between = next(filter(None, map(self._between_loans.get, words)), None)
            return between or self._language_of[known[0]], 1
        found = Counter(self._language_of[each] for each in own)
        ranked = found.most_common(2)
        if not ranked:
            shared = self._counted_shared(words)
            return shared, int(shared is not None)
        lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
        return (ranked[0][0], lead) if lead else (None, 0)

    def _counted_shared(self, words: Collection[str]) -> str | None:
        """Give the one language to which all words belong that several share, as `is VDAB on X`."""
        several = [frozenset(self._shared[each]) for each in words if each in self._shared]
        common = frozenset.intersection(*several) if len(several) >= FEWEST_SHARED else ()
        return next(iter(common)) if len(common) == 1 else None

    def _by_letters(self, text: str, least: float) -> str | None:
        """Give the language that the letters of a text tell, if they are that sure of it."""
        said = without_addresses(text)
        if len(words_of(said)) < FEWEST_WORDS:
            return None
        language, sure = self._letters.ranked(said)[0]
        return language if sure >= least else None

    def _is_own(self, text: str, language: str) -> bool:
        """Tell whether somebody speaks, where a message with an address may be pasted whole."""
        has_address = _ADDRESS.search(text) is not None
        return not has_address or not self._own[language].isdisjoint(words_of(text))

    def tells_of_self(self, text: str) -> bool:
        """Tell whether a text holds a word with which somebody asks or tells, as no pasted one."""
        return any(not words.isdisjoint(words_of(text)) for words in self._own.values())

    def named(self, text: str) -> str | None:
        """Give the language that a text asks for, the last one if it names several."""
        found = [name for name, is_wanted in self._names_in(text) if is_wanted]
        return found[-1] if found else None

    def asked_for(self, text: str) -> str | None:
        """Give the language in which a text asks us to go on.

        A long one that only names it does not, as `my passport is German`.
        """
        name, words = self.named(text), words_of(text)
        if name is None or len(words) <= FEW_OF_A_WISH:
            return name
        before = {one for one, then in pairwise(words) if then in self._names}
        speaks = self._speaking.union(self._to_us, self._wish)
        return name if not speaks.isdisjoint(words) or before & self._into else None

    def of_others(self, text: str) -> str | None:
        """Give the language in which a question asks whether others help.

        As in `do they speak English there`, which does not ask us to speak it.
        """
        asks = any(
            self._others_speaking.search(each) and self._helping.search(each)
            for each in sentences_in(text)
            if each.endswith("?") or self._inverted(each)
        )
        return self.named(text) if asks else None

    def _inverted(self, sentence: str) -> bool:
        """Tell whether it begins as one about what others do, as in `spreken ze daar Frans`.

        One that says so with a full stop only tells it.
        """
        pairs = [(self._helping, self._others_speaking)]
        if not sentence.endswith("."):
            pairs.append((self._others_speaking, self._helping))
        found = ((first.match(sentence), then) for first, then in pairs)
        return any(start and then.search(sentence[start.end() :]) for start, then in found)

    def speaks_to_us(self, text: str) -> bool:
        """Tell whether a text speaks to somebody, as in `can you say that in English`."""
        return not self._to_us.isdisjoint(words_of(text))

    def not_spoken(self, text: str) -> str | None:
        """Give the language of which a text says that somebody does not speak it."""
        words = words_of(text)
        if len(words) > FEW_WORDS and self._speaking.isdisjoint(words):
            return None
        return next((name for name, is_wanted in self._names_in(text) if not is_wanted), None)

    def _names_in(self, text: str) -> Iterator[tuple[str, bool]]:
        """Give the languages that a text names, and whether they are wanted."""
        for phrase in _PHRASE_END.split(text):
            since: int | None = None
            for word in words_of(phrase):
                if word in self._names:
                    yield self._names[word], since is None or since > MOST_WORDS_BETWEEN
                    since = None
                elif word in self._not_spoken:
                    since = 0
                elif since is not None:
                    since += 1


def words_of(text: str) -> list[str]:
    """Give the words of a text in small letters."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:1_000])]


def without_addresses(text: str) -> str:
    """Give a text without addresses, numbers and references: they are in no language."""
    return _ADDRESS.sub(" ", without_references(text))


def without_quotes(text: str) -> str:
    """Give what somebody says around the words that are quoted; all of it when that is all."""
    said = _QUOTED.sub(" ", text)
    return said if words_of(said) else text
