"""Search in own words: which organisation a question is for, and which answer serves it.

An organisation and an answer are each many short texts: names, a description, topics, questions.
What counts is how near those texts are to the question, by meaning (the encoder) and by letters
(TF-IDF of character n-grams, which sees through Dutch compounds and typing errors).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path

import numpy as np

from knowledge.encoder.encoder import Encoder, Vectors
from knowledge.matching.search.asked import (
    ASKED_FILE,
    ASKED_LIST_FILE,
    OF_REPORT_FILE,
    Asked,
    Told,
    load_asked,
    load_told,
)
from knowledge.matching.search.letters import Letters, Scores
from knowledge.matching.search.meaning import Meaning, Neighbours, Remembered, Text
from knowledge.matching.search.names import NameFinder
from knowledge.model import Answer, Organisation, OrganisationStatus, Register

# Weighed on 240 questions of strangers that stand in no evaluation: recall@1 0.93, against 0.90
# with a temperature of 0.06, and 0.92 with half or double the weight of letters.
LETTERS_WEIGHT = 0.15
TEMPERATURE = 0.04  # of the soft maximum over an item's texts: high is the mean, low the nearest
GONE_PENALTY = 0.02  # a body that was merged comes after the one that took over
NAMED_BONUS = 1.0
ABSTAIN_BELOW = 0.06  # below: 5 % of training questions for a body, 40 % of what is off topic
CLOSE = 0.01

# Weighed on 180 questions that stand in no answer: at 0.08 67 % are answered, of these 91 % right,
# with 8 % of what is off topic; at 0.09 49 %, 98 % and 3 %.
SURE_WITH_SUBJECT = 0.08  # where the conversation is about a verdict or something that happened
SURE_ALONE = 0.09
# Where the words that an answer needs stand in the message. Beside SURE_ALONE it answers 62 % of
# 300 questions instead of 48 %, of these 96 % right (98 %), with 5.6 % of the off topic of the
# weighing set instead of 4.8 %.
SURE_WITH_WORDS = 0.07
SURE_ORGANISATION = 0.12  # of what is off topic 7 % reaches it, of questions for a body 64 %
AS_NEAR = 0.04  # how much farther a kind may be that has an answer where the nearest has none
SURE_ASKED, SURE_BARE = 0.11, 0.2  # of 118 turns that were read 4 reached it with something else
# Of 4,840 lines off topic 52 reach it, of 1,250 of CLINC150 8; at 0.11 23 and 4. Of 42 questions
# about a list that stand in no data 38 reach it and none as another kind; at 0.11 35.
SURE_ASKED_OF_LIST = 0.1
SURE_OF_REPORT = 0.11
SURE_TOLD, SURE_RECEIVED = 0.1, 0.06  # of 160 lines off topic none reaches the first
SURE_BY_LETTERS = 0.6  # without an encoder
MOST_ASKED = 3  # kinds of question that one message may be at once
ABOUT_AS_SURE = 0.03  # by how much less what is asked beside something in passing may score
MOST_SURE = 5  # short answers that are looked at
REMEMBERED = 16  # scores of texts, of the turns that are answered at the same time
SURELY_ASKED_BY_LETTERS = 0.85  # short questions have many letters in common

ORGANISATIONS, ANSWERS, SHORT = "organisations", "answers", "short answers"
ASKED, TOLD = "asked", "told"
ASKED_LIST, OF_REPORT = "asked of a list", "asked of a report"

_Item = Organisation | Answer | Asked | Told
_Written = tuple[_Item, tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """An organisation or answer that fits a question.

    Attributes:
        score: Higher fits better; comparable within one index only.
    """

    id: str
    score: float


class Search:
    """Ranks organisations and answers for a question in any language.

    Args:
        register: What is searched through.
        encoder: None searches by letters alone.
        cache: Folder where vectors are kept from one start to the next.
        names: The names of the register, where they are indexed already.
        previous: Of a register of which most texts are the same, made with the same encoder: only
            what changed is encoded and indexed.
    """

    _written: dict[str, dict[str, _Written]]
    _indexes: dict[str, "_Index"]

    def __init__(
        self,
        register: Register,
        encoder: Encoder | None,
        cache: Path,
        *,
        names: NameFinder | None = None,
        previous: "Search | None" = None,
    ) -> None:
        self._encoder = encoder
        self._names = names or NameFinder(register)
        before = previous if previous and previous._encoder is encoder else None
        items: dict[str, Iterable[_Item]] = {
            ORGANISATIONS: register.organisations.values(),
            ANSWERS: [each for each in register.answers if not each.short],
            SHORT: [each for each in register.answers if each.short],
            ASKED: [*load_asked(), *_elsewhere(register)],
            TOLD: load_told(),
            ASKED_LIST: load_asked(ASKED_LIST_FILE),
            OF_REPORT: [*load_asked(OF_REPORT_FILE), *load_asked()],
        }
        answered = {ASKED: ASKED_FILE, ASKED_LIST: ASKED_LIST_FILE, OF_REPORT: OF_REPORT_FILE}
        self._answered = {
            name: frozenset(each.id for each in load_asked(file) if not each.elsewhere)
            for name, file in answered.items()
        }
        self._in_passing = frozenset(each.id for each in load_asked() if each.in_passing)
        self._after_loss = frozenset(each.id for each in load_asked() if each.after_loss)
        self._written = {
            name: _written(each, previous._written[name] if previous else {})
            for name, each in items.items()
        }
        remembered = self._remembered(cache, before)
        gone = [
            one.id
            for one in register.organisations.values()
            if one.status is not OrganisationStatus.ACTIVE
        ]
        self._indexes = {
            name: _Index(
                self._texts(name),
                (remembered.vectors, remembered.neighbours.get(name)) if remembered else None,
                before._indexes[name] if before else None,
                penalties=dict.fromkeys(gone, GONE_PENALTY) if name == ORGANISATIONS else {},
            )
            for name in items
        }
        # A message is looked at for several questions in a turn.
        self._scores = lru_cache(REMEMBERED)(partial(_scores, self._indexes, encoder))
        if encoder and remembered:
            self._now_remembered().write(cache, encoder, unless=remembered)

    def organisations(
        self, text: str, top: int, *, vector: Vectors | None = None
    ) -> tuple[Hit, ...]:
        """Rank organisations; those that the text names come first.

        Args:
            text: The question.
            top: How many, at least 1.
            vector: Of the question, shape `(dimension,)`, where it is known already.
        """
        scores = self._indexes[ORGANISATIONS].scores(text, self._vector(text, vector))
        for match in self._names.find(text):
            scores[match.organisation] += NAMED_BONUS * match.score
        return _best(scores, top)

    def answers(self, text: str, top: int, *, vector: Vectors | None = None) -> tuple[Hit, ...]:
        """Rank answers; arguments as for `organisations`."""
        return _best(self._indexes[ANSWERS].scores(text, self._vector(text, vector)), top)

    def short_answers(
        self, text: str, top: int, *, vector: Vectors | None = None
    ) -> tuple[Hit, ...]:
        """Rank short answers; arguments as for `organisations`."""
        if vector is None:
            return _best(self._scores(SHORT, text), top)
        return _best(self._indexes[SHORT].scores(text, vector), top)

    def sure_short_answer(
        self,
        text: str,
        *,
        with_subject: bool,
        has_words: Callable[[str], bool | None] = lambda _: None,
    ) -> Hit | None:
        """Give the short answer that a message asks for; None when nothing surely fits.

        Args:
            text: The message.
            with_subject: The conversation is about something that happened, or was judged.
            has_words: Tells by the id of an answer whether the words that it needs stand in the
                message, None when it needs none. The next best one comes instead of one whose
                words are missing; one whose words are there need not be as near.
        """
        least = SURE_WITH_SUBJECT if with_subject else SURE_ALONE
        least_by_words = {None: least, True: SURE_WITH_WORDS}
        if self._encoder is None:
            least_by_words = dict.fromkeys(least_by_words, SURE_BY_LETTERS)
        ranked = ((hit, has_words(hit.id)) for hit in self.short_answers(text, MOST_SURE))
        sure = (
            hit
            for hit, words in ranked
            if words is not False and hit.score >= least_by_words[words]
        )
        return next(sure, None)

    def asked(self, text: str, top: int) -> tuple[Hit, ...]:
        """Rank kinds of question about a message that was judged or told, as in `asked.yml`.

        What the short answers serve competes, by the id of the answer.
        """
        return _best(self._scores(ASKED, text), top)

    def sure_asked(
        self, text: str, *, is_bare: bool, after_loss: frozenset[str] | None = None
    ) -> Hit | None:
        """Give the kind of question that a message surely is; None when nothing surely fits.

        Args:
            text: The message.
            is_bare: It has so few words that it may ask anything.
            after_loss: Ids of the kinds that are answered once something was lost or given: one
                of them goes before a kind that is as good as near and has no answer then. None
                when nothing was lost; what is asked only after a loss does not count then.
        """
        least = SURE_BARE if is_bare else SURE_ASKED
        if self._encoder is None:
            least = 1.0 if is_bare else SURELY_ASKED_BY_LETTERS
        left_out = self._after_loss if after_loss is None else frozenset()
        return self._surely(ASKED, text, least, left_out, after_loss or frozenset())

    def asked_of_list(self, text: str) -> Hit | None:
        """Give the kind of question about a list of the register that a message surely is.

        None when nothing surely fits, or when another part answers it; kinds as in
        `asked_list.yml`.
        """
        least = SURE_ASKED_OF_LIST if self._encoder else SURELY_ASKED_BY_LETTERS
        return self._surely(ASKED_LIST, text, least)

    def sure_of_report(self, text: str) -> Hit | None:
        """Give the kind of question about reporting that a text surely is, as in `of_report.yml`.

        What people ask about a message competes.
        """
        least = SURE_OF_REPORT if self._encoder else SURELY_ASKED_BY_LETTERS
        return self._surely(OF_REPORT, text, least)

    def _surely(
        self,
        name: str,
        text: str,
        least: float,
        left_out: frozenset[str] = frozenset(),
        first: frozenset[str] = frozenset(),
    ) -> Hit | None:
        """Give the best of an index, if it is good enough and answered there.

        What is asked in passing yields to another kind that the text surely is too, and where
        kinds go `first`, any other one to one of those that is nearly as near.
        """
        ranked = _best(self._scores(name, text), MOST_ASKED + len(left_out))
        hits = [each for each in ranked if each.id not in left_out and each.score >= least]
        best = next(iter(hits), None)
        if best and best.id in self._in_passing:
            firm = self._answered[name] - self._in_passing
            near = (each for each in hits if each.score >= best.score - ABOUT_AS_SURE)
            best = next((each for each in near if each.id in firm), best)
        if best and first and best.id in self._answered[name] - first:
            near = (each for each in hits if each.id in first)
            best = next((each for each in near if each.score >= best.score - AS_NEAR), best)
        return best if best and best.id in self._answered[name] else None

    def told(self, text: str, top: int) -> tuple[Hit, ...]:
        """Rank kinds of thing that people get, as in `told.yml`."""
        return _best(self._scores(TOLD, text), top)

    def sure_told(self, text: str, *, is_received: bool) -> Hit | None:
        """Give what a message surely tells of; None when nothing surely fits.

        Args:
            text: The message.
            is_received: Its words say that something was received.
        """
        least = SURE_RECEIVED if is_received else SURE_TOLD
        if self._encoder is None:
            least = SURE_BY_LETTERS
        best = next(iter(self.told(text, 1)), None)
        return best if best and best.score >= least else None

    def best_organisations(self, text: str, *, vector: Vectors | None = None) -> tuple[Hit, ...]:
        """Give the organisation that a question is for: none when nothing fits, two when close."""
        hits = self.organisations(text, 2, vector=vector)
        if not hits or hits[0].score < ABSTAIN_BELOW:
            return ()
        return tuple(hit for hit in hits if hits[0].score - hit.score <= CLOSE)

    def sure_organisation(self, text: str) -> Hit | None:
        """Give the body that a message surely asks for; None without an encoder."""
        best = next(iter(self.organisations(text, 1)), None) if self._encoder else None
        return best if best and best.score >= SURE_ORGANISATION else None

    def _texts(self, name: str) -> list[Text]:
        return [text for _, its in self._written[name].values() for text in its]

    def _remembered(self, cache: Path, before: "Search | None") -> Remembered | None:
        """Give the vectors of all texts, and what is known of their neighbours."""
        if self._encoder is None:
            return None
        known = before._now_remembered() if before else Remembered.read(cache, self._encoder)
        texts = [text for name in self._written for text in self._texts(name)]
        return known.with_all(texts, self._encoder)

    def _now_remembered(self) -> Remembered:
        meanings = {name: index.meaning for name, index in self._indexes.items() if index.meaning}
        vectors = {
            key: each for meaning in meanings.values() for key, each in meaning.vectors().items()
        }
        return Remembered(vectors, {name: each.neighbours for name, each in meanings.items()})

    def _vector(self, text: str, known: Vectors | None) -> Vectors | None:
        return _vector(self._encoder, text) if known is None else known


class _Index:
    """The texts of items, and how near each is to a question.

    Args:
        texts: Those of one item stand together.
        known: Vectors by key, and the neighbours of texts that are mostly the same.
        before: Of texts that are mostly the same.
        penalties: By item.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        known: tuple[Mapping[str, Vectors], Neighbours | None] | None,
        before: "_Index | None",
        *,
        penalties: Mapping[str, float],
    ) -> None:
        self._items = tuple(dict.fromkeys(text.item for text in texts))
        places = {item: place for place, item in enumerate(self._items)}
        owner = np.array([places[text.item] for text in texts], np.intp)
        self._starts = np.flatnonzero(np.diff(owner, prepend=-1))
        self._penalty = np.array([penalties.get(item, 0.0) for item in self._items], np.float32)
        self._sizes = np.bincount(owner) if texts else np.zeros(0)
        self._texts = texts
        is_same = before is not None and before._texts == texts
        self.meaning: Meaning | None = None
        self._letters: Letters | None = None
        if before and is_same:
            self.meaning, self._letters = before.meaning, before._letters
        elif texts:
            if known:
                self.meaning = Meaning(texts, known[0], owner, self._starts, known[1])
            words = [text.words for text in texts]
            self._letters = Letters(words, before._letters if before else None)

    def scores(self, text: str, vector: Vectors | None) -> dict[str, float]:
        """Score every item."""
        if not self._items or self._letters is None:
            return {}
        nearness = self._letters.nearness(text)
        if vector is None or self.meaning is None:
            scores = np.maximum.reduceat(nearness, self._starts)
        else:
            nearness = LETTERS_WEIGHT * nearness + self.meaning.of_texts(vector)
            scores = self._soft_maximum(nearness) + self.meaning.of_items(vector)
            scores = scores - scores.mean()  # what fits nowhere fits everywhere alike
        return dict(zip(self._items, (scores - self._penalty).tolist(), strict=True))

    def _soft_maximum(self, nearness: Scores) -> Scores:
        """Score items by all their texts, the nearer ones most."""
        top = nearness.max()
        sums = np.add.reduceat(np.exp((nearness - top) / TEMPERATURE), self._starts)
        return np.asarray(top + TEMPERATURE * np.log(sums / self._sizes), np.float32)


def _scores(
    indexes: Mapping[str, _Index], encoder: Encoder | None, name: str, text: str
) -> Mapping[str, float]:
    return indexes[name].scores(text, _vector(encoder, text))


def _vector(encoder: Encoder | None, text: str) -> Vectors | None:
    if encoder is None:
        return None
    return np.asarray(encoder.encode_queries([text])[0], np.float32)


def _elsewhere(register: Register) -> Iterator[Asked]:
    """Give the questions that the short answers serve: what is nearer to one is asked there."""
    for each in register.answers:
        if each.short and each.questions:
            yield Asked(each.id, each.questions, elsewhere=True)


def _best(scores: Mapping[str, float], top: int) -> tuple[Hit, ...]:
    ranked = sorted(scores.items(), key=itemgetter(1), reverse=True)
    return tuple(Hit(item, float(score)) for item, score in ranked[:top])


def _written(items: Iterable[_Item], known: Mapping[str, _Written]) -> dict[str, _Written]:
    """Give the texts of items; those of an item that did not change are kept."""
    found = {}
    for item in items:
        there = known.get(item.id)
        found[item.id] = there if there and there[0] is item else (item, tuple(_texts(item)))
    return found


def _texts(item: _Item) -> Iterator[Text]:
    statements, questions = _said_of(item)
    for words in statements:
        yield Text.of(item.id, words, is_question=False)
    for words in questions:
        yield Text.of(item.id, words, is_question=True)


def _said_of(item: _Item) -> tuple[list[str], tuple[str, ...]]:
    if isinstance(item, Asked | Told):
        return [], item.questions
    return _of_answer(item) if isinstance(item, Answer) else _of_organisation(item)


def _of_organisation(organisation: Organisation) -> tuple[list[str], tuple[str, ...]]:
    names = dict.fromkeys(
        (organisation.display_name, organisation.name, *(one.name for one in organisation.aliases))
    )
    described = f"{organisation.display_name}: {organisation.description}"
    return [described, ", ".join(names)], organisation.topics


def _of_answer(answer: Answer) -> tuple[list[str], tuple[str, ...]]:
    told = answer.text.values() if answer.short else ()  # of a long one every topic is in it
    return [*answer.title.values(), *told], answer.questions
