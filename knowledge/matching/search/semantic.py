"""Search in own words: which organisation a question is for, and which answer serves it.

An organisation and a long answer are each many short texts: names, a description, topics,
questions. What counts is how near those texts are to the question, by meaning (the encoder) and by
letters (TF-IDF of character n-grams, which sees through Dutch compounds and typing errors).

Which kind of question it is, and which short answer that has, is learnt from examples. Without an
encoder letters alone decide there too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as remember_all
from functools import lru_cache, partial
from itertools import compress
from operator import itemgetter
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np

from knowledge.encoder.encoder import Encoder, Vectors
from knowledge.matching.search.asked import (
    ASKED_FILE,
    ASKED_LIST_FILE,
    OF_REPORT_FILE,
    Asked,
    Told,
    kinds_asked,
    load_asked,
    load_told,
)
from knowledge.matching.search.index import Index
from knowledge.matching.search.kinds import NONE_OF_THEM, Example, Kinds, bare, by_words
from knowledge.matching.search.meaning import Remembered, Text
from knowledge.matching.search.names import NameFinder
from knowledge.model import Answer, Organisation, OrganisationStatus, Register

GONE_PENALTY = 0.02  # a body that was merged comes after the one that took over
NAMED_BONUS = 1.0
ABSTAIN_BELOW = 0.06  # below: 5 % of training questions for a body, 40 % of what is off topic
CLOSE = 0.01

# How likely a kind must be; weighed as in `kinds.py`.
SURE_WITH_SUBJECT = 0.3  # where the conversation is about a verdict or something that happened
SURE_ALONE = 0.4
SURE_WITH_WORDS = 0.2  # where the words that a short answer needs stand in the message
SURE_WITHOUT_WORDS = 0.75  # where they are missing
SURE_ORGANISATION = 0.12  # a nearness: of what is off topic 7 % reaches it, of questions 64 %
SURE_ASKED, SURE_BARE = 0.5, 0.7
SURE_ASKED_OF_LIST = 0.4
SURE_OF_REPORT = 0.4
SURELY_DONE = 0.8
SURE_TOLD, SURE_RECEIVED = 0.4, 0.2
SURE_BY_LETTERS, SURELY_BY_LETTERS = 0.72, 1.01  # without an encoder
MAY_BE = 0.05  # of what a text is at least not unlike
MOST_SELDOM = 0.3  # of the scores, where what is seldom asked is taken out
LEAST_LEFT = 0.5  # of the scores, where what is known already is taken out
MAY_BE_TOO = 0.15  # of another kind that a text surely is too, or that goes first after a loss
NEAR_TO_ASKED = 0.15  # of a kind that is offered to choose from
MOST_NEAR = 6
MOST_ASKED = 3  # kinds of question that one message may be at once
MOST_SURE = 5  # short answers that are looked at
REMEMBERED = 16  # scores of texts, of the turns that are answered at the same time
SURELY_ASKED_BY_LETTERS = 0.85  # short questions have many letters in common
MAY_BE_BY_LETTERS = 0.55

ORGANISATIONS, ANSWERS = "organisations", "answers"
SHORT, ASKED, TOLD = "short", "asked", "told"
ASKED_LIST, OF_REPORT = "list", "report"

_TOGETHER = {
    ASKED: (ASKED, SHORT),  # what is nearer to a short answer is asked there
    ASKED_LIST: (ASKED_LIST,),
    OF_REPORT: (OF_REPORT, ASKED),
    TOLD: (TOLD,),
    SHORT: (SHORT,),
}
"""The kinds that compete where one of some is looked for."""

_SELDOM_LOST = frozenset(
    f"{NONE_OF_THEM}{each}"
    for each in ("list_planned_channels", "ask_evaluation", "ask_overview", "ask_content_policy")
)
"""What the register is asked, and seldom by who just lost something."""

_TELLING = (f"{NONE_OF_THEM}check_channel", f"{NONE_OF_THEM}report_misuse")
"""Messages that ask no kind of question, but tell of something as the kinds of these do."""

_TOLD_OF = frozenset({TOLD})

_indexed_by_letters: WeakValueDictionary[tuple[Text, ...], Index] = WeakValueDictionary()
"""Of the same texts one index is enough for a process: 200 MB, and five seconds."""

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
        elsewhere: Messages that ask none of the kinds of question, by what they are.
        previous: Of a register of which most texts are the same, made with the same encoder: only
            what changed is encoded and indexed.
    """

    _written: dict[str, dict[str, _Written]]
    _indexes: dict[str, Index]
    _competing: dict[str, Sequence[_Item]]
    _by_letters: Callable[[str], Index]

    def __init__(
        self,
        register: Register,
        encoder: Encoder | None,
        cache: Path,
        *,
        names: NameFinder | None = None,
        elsewhere: Mapping[str, Sequence[str]] | None = None,
        previous: "Search | None" = None,
    ) -> None:
        self._encoder = encoder
        self._names = names or NameFinder(register)
        before = previous if previous and previous._encoder is encoder else None
        of_kinds = _kinds_in(register)
        items: dict[str, Iterable[_Item]] = {
            ORGANISATIONS: register.organisations.values(),
            ANSWERS: [each for each in register.answers if not each.short],
        }
        answered = {ASKED: ASKED_FILE, ASKED_LIST: ASKED_LIST_FILE, OF_REPORT: OF_REPORT_FILE}
        self._answered = {
            name: frozenset(each.id for each in load_asked(file) if not each.elsewhere)
            for name, file in answered.items()
        }
        self._in_passing = frozenset(each.id for each in load_asked() if each.in_passing)
        self._after_loss = frozenset(each.id for each in load_asked() if each.after_loss)
        self._written = {
            name: _written(each, previous._written.get(name, {}) if previous else {})
            for name, each in items.items()
        }
        remembered = self._remembered(cache, before)
        gone = [
            one.id
            for one in register.organisations.values()
            if one.status is not OrganisationStatus.ACTIVE
        ]
        self._indexes = {
            name: Index(
                self._texts(name),
                (remembered.vectors, remembered.neighbours.get(name)) if remembered else None,
                before._indexes[name] if before else None,
                penalties=dict.fromkeys(gone, GONE_PENALTY) if name == ORGANISATIONS else {},
            )
            for name in items
        }
        examples = [*_examples_of(of_kinds), *_none_of_them(elsewhere or {})]
        self._kinds: Kinds | None = None
        if encoder and remembered:
            self._now_remembered().write(cache, encoder, unless=remembered)
            self._kinds = Kinds.of(examples, encoder, cache, before._kinds if before else None)
        short = [each for each in register.answers if each.short]
        competing = _competing(of_kinds) | {SHORT: short}
        self._competing = competing
        if previous and previous._competing == competing:
            self._by_letters = previous._by_letters
        else:
            self._by_letters = remember_all(partial(_by_letters, competing))
        # A message is looked at for several questions in a turn.
        self._likely = lru_cache(REMEMBERED)(partial(_likely, self._kinds, encoder))
        self._scores = lru_cache(REMEMBERED)(
            partial(_scored, self._by_letters, by_words(examples), self._likely)
        )

    def index_by_letters(self) -> None:
        """Index the kinds of question now, seconds before one is asked without an encoder."""
        if self._encoder is None:
            for name in _TOGETHER:
                self._by_letters(name)

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

    def short_answers(self, text: str, top: int) -> tuple[Hit, ...]:
        """Rank short answers; arguments as for `organisations`."""
        return _best(self._scores(SHORT, text), top)

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
                message, None when it needs none. One whose words are there need not be as likely,
                one whose words are missing must be asked beyond doubt: else the next one comes.
        """
        least = SURE_WITH_SUBJECT if with_subject else SURE_ALONE
        least_by_words = {None: least, True: SURE_WITH_WORDS, False: SURE_WITHOUT_WORDS}
        if self._encoder is None:
            by_letters = dict.fromkeys(least_by_words, SURE_BY_LETTERS)
            least_by_words = by_letters | {False: SURELY_BY_LETTERS}
        ranked = ((hit, has_words(hit.id)) for hit in self.short_answers(text, MOST_SURE))
        return next((hit for hit, words in ranked if hit.score >= least_by_words[words]), None)

    def tells_short(self, text: str, answers: frozenset[str]) -> str | None:
        """Give which of some short answers a message surely tells of, though it asks nothing."""
        likely = self._likely(text) or {}
        left = 1 - sum(likely.get(each, 0.0) for each in _TELLING)
        sure = (each for each in sorted(answers) if likely.get(f"{SHORT}/{each}", 0) >= left / 2)
        return next(sure, None) if likely else None

    def asked(self, text: str, top: int) -> tuple[Hit, ...]:
        """Rank kinds of question about a message that was judged or told, as in `asked.yml`.

        What the short answers serve competes, by the id of the answer.
        """
        return _best(self._scores(ASKED, text), top)

    def near_asked(self, text: str) -> tuple[str, ...]:
        """Give the kinds of question that a text may be though none is sure, the likeliest first.

        None without an encoder, as letters say too little, or where the text has no vector yet.
        """
        if self._encoder is None or self._encoder.remembered(text) is None:
            return ()
        ranked = _best(self._scores(ASKED, text), MOST_NEAR)
        return tuple(each.id for each in ranked if each.score >= NEAR_TO_ASKED)

    def examples_near(self, kind: str, text: str) -> tuple[str, ...]:
        """Give the examples of a kind of question, the nearest to a text first."""
        vector = self._vector(text, None)
        name = f"{ASKED}/{kind}"
        if self._kinds is None or vector is None or name not in self._kinds.names:
            return ()
        return self._kinds.nearest(name, vector)

    def may_ask(self, text: str, kinds: frozenset[str], elsewhere: str | None = None) -> bool:
        """Tell whether a message may be a question of one of these kinds, as in `asked.yml`.

        Args:
            text: The message.
            kinds: Their ids.
            elsewhere: What messages are, given beside them, that count too; None for none.
        """
        likely = self._likely(text)
        if likely is None:
            near = self.asked(text, MOST_ASKED)
            return any(hit.id in kinds and hit.score >= MAY_BE_BY_LETTERS for hit in near)
        wanted = {f"{ASKED}/{each}" for each in kinds} | {f"{NONE_OF_THEM}{elsewhere}"}
        return sum(share for name, share in likely.items() if name in wanted) >= MAY_BE

    def sure_asked(
        self,
        text: str,
        *,
        is_bare: bool,
        after_loss: frozenset[str] | None = None,
        known: frozenset[str] = frozenset(),
    ) -> Hit | None:
        """Give the kind of question that a message surely is; None when nothing surely fits.

        Args:
            text: The message.
            is_bare: It has so few words that it may ask anything.
            after_loss: Ids of the kinds that are answered once something was lost or given: one
                of them goes before a kind that is as good as near and has no answer then. None
                when nothing was lost; what is asked only after a loss does not count then.
            known: Ids of short answers for who gave what is known already: it asks something else.
        """
        least = SURE_BARE if is_bare else SURE_ASKED
        if self._encoder is None:
            least = 1.0 if is_bare else SURELY_ASKED_BY_LETTERS
        if after_loss is None:
            return self._surely(self._scores(ASKED, text), ASKED, least, self._after_loss)
        scores = self._scores(ASKED, text)
        if self._kinds:
            scores = _lost(scores, known, _seldom(self._likely(text) or {}))
        return self._surely(scores, ASKED, least, first=after_loss)

    def asked_of_list(self, text: str) -> Hit | None:
        """Give the kind of question about a list of the register that a message surely is.

        None when nothing surely fits, or when another part answers it; kinds as in
        `asked_list.yml`.
        """
        least = SURE_ASKED_OF_LIST if self._encoder else SURELY_ASKED_BY_LETTERS
        return self._surely(self._scores(ASKED_LIST, text), ASKED_LIST, least)

    def sure_of_report(self, text: str) -> Hit | None:
        """Give the kind of question about reporting that a text surely is, as in `of_report.yml`.

        What people ask about a message competes.
        """
        least = SURE_OF_REPORT if self._encoder else SURELY_ASKED_BY_LETTERS
        return self._surely(self._scores(OF_REPORT, text), OF_REPORT, least)

    def _surely(
        self,
        scores: Mapping[str, float],
        name: str,
        least: float,
        left_out: frozenset[str] = frozenset(),
        first: frozenset[str] = frozenset(),
    ) -> Hit | None:
        """Give the best of an index, if it is good enough and answered there.

        What is asked in passing yields to another kind that the text may be too, and where kinds
        go `first`, any other one to one of those.
        """
        ranked = _best(scores, MOST_ASKED + len(left_out))
        hits = [each for each in ranked if each.id not in left_out]
        best = next((each for each in hits if each.score >= least), None)
        may_be_too = MAY_BE_TOO if self._encoder else MAY_BE_BY_LETTERS
        too = [each for each in hits if each.score >= min(least, may_be_too)]
        if best and best.id in self._in_passing:
            firm = self._answered[name] - self._in_passing
            best = next((each for each in too if each.id in firm), best)
        if best and first and best.id in self._answered[name] - first:
            best = next((each for each in too if each.id in first), best)
        return best if best and best.id in self._answered[name] else None

    def surely_done(self, text: str) -> str | None:
        """Give the id of the short answer for what a text surely says that somebody did.

        Without an encoder only for the examples of such answers, to the letter.
        """
        least = SURELY_DONE if self._encoder else 1.0
        hit = next(iter(self.short_answers(text, 1)), None)
        return hit.id if hit and hit.score >= least else None

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


def _likely(kinds: Kinds | None, encoder: Encoder | None, text: str) -> Mapping[str, float] | None:
    """Give how likely a text is of each kind of any index; None without an encoder."""
    vector = _vector(encoder, text)
    return None if kinds is None or vector is None else kinds.likelihoods(text, vector)


def _by_letters(competing: Mapping[str, Sequence[_Item]], name: str) -> Index:
    """Index the texts of kinds by their letters: asked for without an encoder alone."""
    texts = tuple(text for item in competing[name] for text in _texts(item))
    found = _indexed_by_letters.get(texts)
    if found is None:
        found = _indexed_by_letters[texts] = Index(texts, None, None, penalties={})
    return found


def _scored(
    by_letters: Callable[[str], Index],
    exactly: Mapping[str, frozenset[str]],
    likely: Callable[[str], Mapping[str, float] | None],
    name: str,
    text: str,
) -> Mapping[str, float]:
    """Score the kinds of an index; an example of one surely is of it."""
    groups = _TOGETHER[name]
    known = [each.partition("/") for each in sorted(exactly.get(bare(text), ()))]
    if sure := [id_ for group, _, id_ in known if group in groups]:
        return dict.fromkeys(sure, 1.0)
    found = likely(text)
    if found is None:
        return by_letters(name).scores(text, None)
    parts = [(each.partition("/"), share) for each, share in found.items()]
    left = 1 - (sum(found.get(each, 0.0) for each in _TELLING) if name in _TOLD_OF else 0.0)
    return {id_: share / left for (group, _, id_), share in parts if group in groups}


def _lost(scores: Mapping[str, float], known: frozenset[str], seldom: float) -> Mapping[str, float]:
    """Give scores after a loss: some kinds of question mean another one, and some are known.

    Args:
        scores: By the id of a kind.
        known: Ids of short answers that are asked for no more.
        seldom: Share of what nobody asks then.
    """
    kinds, found = kinds_asked(), dict[str, float]()
    left = max(1.0 - seldom - sum(scores.get(each, 0.0) for each in known), LEAST_LEFT)
    for name, score in scores.items():
        if name in known:
            continue
        kind = kinds.get(name)
        meant = (kind and kind.lost_as) or name
        found[meant] = min(1.0, found.get(meant, 0.0) + score / left)
    return found


def _seldom(likely: Mapping[str, float]) -> float:
    """Give the share of what is seldom asked after a loss, the questions about a list too.

    Not all of it: what is left would seem surer than it is.
    """
    seldom = (name in _SELDOM_LOST or name.startswith(f"{ASKED_LIST}/") for name in likely)
    return min(sum(compress(likely.values(), seldom)), MOST_SELDOM)


def _vector(encoder: Encoder | None, text: str) -> Vectors | None:
    if encoder is None:
        return None
    return np.asarray(encoder.encode_queries([text])[0], np.float32)


def _kinds_in(register: Register) -> dict[str, list[Asked | Told]]:
    """Give all kinds of question and message with their examples, and the short answers'."""
    short = (each for each in register.answers if each.short and each.questions)
    return {
        ASKED: [*load_asked()],
        SHORT: [Asked(each.id, each.questions, elsewhere=True) for each in short],
        ASKED_LIST: [*load_asked(ASKED_LIST_FILE)],
        OF_REPORT: [*load_asked(OF_REPORT_FILE)],
        TOLD: [*load_told()],
    }


def _competing(of_kinds: Mapping[str, list[Asked | Told]]) -> dict[str, Sequence[_Item]]:
    return {
        name: [each for group in groups for each in of_kinds[group]]
        for name, groups in _TOGETHER.items()
    }


def _examples_of(of_kinds: Mapping[str, list[Asked | Told]]) -> Iterator[Example]:
    for name, kinds in of_kinds.items():
        for kind in kinds:
            yield from (Example(f"{name}/{kind.id}", words) for words in kind.questions)


def _none_of_them(elsewhere: Mapping[str, Sequence[str]]) -> Iterator[Example]:
    for name, sentences in elsewhere.items():
        yield from (Example(f"{NONE_OF_THEM}{name}", words) for words in sentences)


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
