"""How well Kanaalcheck understands, finds and judges, on its own evaluation sets.

`python -m bot evaluate` prints a table and one JSON, and fails below the thresholds below.
Simple baselines stand beside, to show what the rest adds.
"""

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.core.agent import load_agent
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data as load_training_data
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, recall_score
from sklearn.pipeline import make_pipeline

from bot.conversation.agent import silence_rasa
from bot.conversation.dialogue import share
from bot.conversation.training import model_file
from bot.conversation_scores import WITHOUT_SUBJECT, evaluate_conversations
from bot.opening import open_encoder, open_library
from bot.settings import Settings
from knowledge.data import load_data
from knowledge.matching.search.semantic import Search
from knowledge.matching.verdict import Checker
from knowledge.model import Organisation, Verdict

SETS = Path("tests/evaluation")
TRAINING_DATA = Path("bot/data/nlu")
STRANGERS = SETS / "crisis_strangers"  # read by nobody who mends the model

OUT_OF_SCOPE = "out_of_scope"
RANKED = 10  # organisations that are looked through for the right one
TOGETHER = "all"  # beside each language: all sentences together
OURS = "kanaalcheck"
MOST_CONFUSIONS = 12

CRISIS = "crisis"

# What is asked of all languages together.
MIN_MACRO_F1 = 0.90
MIN_OUT_OF_SCOPE_RECALL = 0.90
MIN_CRIES = 0.97  # named and veiled
MIN_NAMED_CRIES = 1.0
MAX_FALSE_ALARMS = 0.02
MIN_RECALL_AT_1 = 0.75
MIN_RECALL_AT_3 = 0.90
MIN_RIGHT_VERDICTS = 0.97
MIN_LATER_TURNS = 0.75  # of conversations that nobody looked at while building
UNSEEN = "unseen_follow_ups"

LISTED = frozenset(
    {
        Verdict.OFFICIAL,
        Verdict.OFFICIAL_STALE,
        Verdict.PLANNED,
        Verdict.RETIRED,
        Verdict.COMPROMISED,
    }
)

Predict = Callable[[Sequence[str]], Sequence[str]]
"""Sentences in, the names of their intents out."""

Rank = Callable[[str], Sequence[str]]
"""A question in, ids of organisations out, best first."""


def read_cases(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the `.yml` files of an evaluation set, each a list of rows, as (file stem, row)."""
    for path in sorted(folder.glob("*.yml")):
        loaded = load_data(path)
        rows = loaded["cases"] if isinstance(loaded, dict) else loaded
        for row in rows or ():
            yield path.stem, row


# Intents


@dataclass(frozen=True)
class IntentCase:
    """A sentence with the intent that its writer meant."""

    text: str
    intent: str
    language: str


@dataclass(frozen=True)
class IntentScores:
    """How many sentences of one language, or of all, were understood; scores from 0 to 1."""

    sentences: int
    accuracy: float
    macro_f1: float
    out_of_scope_recall: float


def read_intent_cases(folder: Path = SETS / "intents") -> tuple[IntentCase, ...]:
    """Read `<language>.yml` files with rows of `text` and `intent`."""
    return tuple(IntentCase(row["text"], row["intent"], stem) for stem, row in read_cases(folder))


def _intent_scores(meant: Sequence[str], understood: Sequence[str]) -> IntentScores:
    recall = recall_score(
        meant, understood, labels=[OUT_OF_SCOPE], average="macro", zero_division=0
    )
    f1 = f1_score(meant, understood, labels=sorted(set(meant)), average="macro", zero_division=0)
    return IntentScores(
        sentences=len(meant),
        accuracy=float(accuracy_score(meant, understood)),
        macro_f1=float(f1),
        out_of_scope_recall=float(recall),
    )


def _by_language(languages: Sequence[str]) -> dict[str, list[int]]:
    """Give the places of each language in a set, and of all together."""
    places: dict[str, list[int]] = {language: [] for language in sorted(set(languages))}
    for place, language in enumerate(languages):
        places[language].append(place)
    return {**places, TOGETHER: list(range(len(languages)))}


def score_intents(
    cases: Sequence[IntentCase], understood: Sequence[str]
) -> dict[str, IntentScores]:
    """Score per language, and under `all` for all languages together."""
    return {
        language: _intent_scores(
            [cases[at].intent for at in places], [understood[at] for at in places]
        )
        for language, places in _by_language([case.language for case in cases]).items()
    }


def confusions(
    cases: Sequence[IntentCase], understood: Sequence[str]
) -> list[tuple[str, str, int]]:
    """Count the mistakes as (meant, understood, times), most frequent first; no sentences."""
    mistakes = Counter(
        (case.intent, intent)
        for case, intent in zip(cases, understood, strict=True)
        if case.intent != intent
    )
    return [(meant, said, times) for (meant, said), times in mistakes.most_common()]


def intent_baseline(data: Path = TRAINING_DATA) -> Predict:
    """Train what anyone would try first: character TF-IDF and a logistic regression."""
    examples = load_training_data(str(data)).intent_examples
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        LogisticRegression(max_iter=200, class_weight="balanced"),
    )
    model.fit([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])
    return lambda texts: [str(intent) for intent in model.predict(list(texts))]


def trained_model(model: Path) -> Predict:
    """Load a Rasa model, the whole pipeline with it."""
    agent = asyncio.run(load_agent(model_path=str(model)))

    async def understand(texts: Sequence[str]) -> list[str]:
        return [(await agent.parse_message(text))[INTENT]["name"] for text in texts]

    return lambda texts: asyncio.run(understand(texts))


def evaluate_intents(cases: Sequence[IntentCase], systems: Mapping[str, Predict]) -> dict[str, Any]:
    """Let each system understand all sentences; our own mistakes are counted by intent."""
    texts = [case.text for case in cases]
    understood = {name: predict(texts) for name, predict in systems.items()}
    results: dict[str, Any] = {
        name: {language: asdict(scores) for language, scores in score_intents(cases, said).items()}
        for name, said in understood.items()
    }
    return {**results, "confusions": confusions(cases, understood[OURS])[:MOST_CONFUSIONS]}


# Crisis


@dataclass(frozen=True)
class CrisisCase:
    """A sentence of somebody in need, or of nobody.

    Attributes:
        kind: `named` and `veiled` cries, `worry` for others, `danger` from others, or `idioms`,
            `scared` victims, `frightened` people and who `denied` it, who are in no such need.
    """

    text: str
    kind: str
    language: str


def read_crisis_cases(folder: Path = SETS / "crisis") -> tuple[CrisisCase, ...]:
    """Read `<language>.yml` files with a list of sentences for each kind."""
    return tuple(
        CrisisCase(text, kind, path.stem)
        for path in sorted(folder.glob("*.yml"))
        for kind, texts in load_data(path).items()
        for text in texts
    )


def evaluate_crisis(cases: Sequence[CrisisCase], understand: Predict) -> dict[str, Any]:
    """Measure which part of each kind is taken for a crisis, 0 to 1, per language and together.

    `cries` holds the named and the veiled ones.
    """
    said = understand([case.text for case in cases])
    taken: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case, intent in zip(cases, said, strict=True):
        kinds = (case.kind, "cries") if case.kind in ("named", "veiled") else (case.kind,)
        for language in (case.language, TOGETHER):
            for kind in kinds:
                taken[language][kind].append(intent == CRISIS)
    return {
        language: {kind: sum(each) / len(each) for kind, each in kinds.items()}
        for language, kinds in taken.items()
    }


# Search


@dataclass(frozen=True)
class SearchCase:
    """A question in own words with the organisations that would be right."""

    text: str
    organisations: frozenset[str]
    language: str


def read_search_cases(folder: Path = SETS / "search") -> tuple[SearchCase, ...]:
    """Read `<language>.yml` files with rows of `text` and `organisation` (one id or several)."""
    return tuple(_search_case(stem, row) for stem, row in read_cases(folder))


def _search_case(language: str, row: Mapping[str, Any]) -> SearchCase:
    right = row["organisation"]
    return SearchCase(
        row["text"], frozenset([right] if isinstance(right, str) else right), language
    )


def _search_scores(ranks: Sequence[int | None]) -> dict[str, float]:
    """Score by the rank of the first right organisation, from 0; None when it is not found."""
    found = [rank for rank in ranks if rank is not None]
    return {
        "questions": len(ranks),
        "recall_at_1": sum(rank < 1 for rank in found) / len(ranks),
        "recall_at_3": sum(rank < 3 for rank in found) / len(ranks),
        "mrr": sum(1 / (rank + 1) for rank in found) / len(ranks),
    }


def evaluate_search(cases: Sequence[SearchCase], systems: Mapping[str, Rank]) -> dict[str, Any]:
    """Let each system rank the organisations for all questions."""
    languages = _by_language([case.language for case in cases])
    results = {}
    for name, rank in systems.items():
        ranks = [_rank_of(case, rank(case.text)) for case in cases]
        results[name] = {
            language: _search_scores([ranks[at] for at in places])
            for language, places in languages.items()
        }
    return results


def _rank_of(case: SearchCase, ranked: Sequence[str]) -> int | None:
    return next((at for at, one in enumerate(ranked) if one in case.organisations), None)


def _described(organisation: Organisation) -> str:
    aliases = (alias.name for alias in organisation.aliases)
    parts = (organisation.name, organisation.description, *aliases, *organisation.topics)
    return " . ".join(parts)


def search_baselines(organisations: Mapping[str, Organisation]) -> dict[str, Rank]:
    """Make character TF-IDF and BM25 on everything the register says in words."""
    ids = np.array(list(organisations))
    texts = [_described(one) for one in organisations.values()]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    documents = vectorizer.fit_transform(texts)

    def tf_idf(text: str) -> list[str]:
        scores = (documents @ vectorizer.transform([text]).T).toarray().ravel()
        return [str(one) for one in ids[np.argsort(-scores, kind="stable")]]

    return {"tf_idf": tf_idf, "bm25": _bm25(ids, texts)}


def _bm25(ids: Any, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> Rank:  # noqa: ANN401
    """Rank by whole words with the usual constants of Robertson and Spärck Jones."""
    counts = [Counter(text.lower().split()) for text in texts]
    lengths = np.array([sum(count.values()) for count in counts])
    holding: dict[str, list[int]] = defaultdict(list)
    for place, count in enumerate(counts):
        for word in count:
            holding[word].append(place)

    def rank(text: str) -> list[str]:
        scores = np.zeros(len(texts))
        for word in text.lower().rstrip("?!. ").split():
            places = holding.get(word, [])
            rarity = np.log(1 + (len(texts) - len(places) + 0.5) / (len(places) + 0.5))
            for place in places:
                times = counts[place][word]
                fair = k1 * (1 - b + b * lengths[place] / lengths.mean())
                scores[place] += rarity * times * (k1 + 1) / (times + fair)
        return [str(one) for one in ids[np.argsort(-scores, kind="stable")]]

    return rank


# Verdicts


def evaluate_verdicts(checker: Checker, folder: Path = SETS / "verdicts") -> dict[str, Any]:
    """Judge whole messages; a fake that is called listed is counted on its own."""
    right: dict[str, list[bool]] = defaultdict(list)
    fakes_called_listed = 0
    for stem, row in read_cases(folder):
        verdict = checker.check(row["text"], platform=row.get("platform")).verdict
        right[stem].append(verdict == row["verdict"])
        fakes_called_listed += verdict in LISTED and row["verdict"] not in LISTED
    results = [one for each in right.values() for one in each]
    return {
        "cases": len(results),
        "right": sum(results) / len(results) if results else None,
        "fakes_called_listed": fakes_called_listed,
        "by_file": {stem: sum(each) / len(each) for stem, each in right.items()},
    }


# All of it


def shortcomings(results: Mapping[str, Any]) -> list[str]:
    """Name every threshold that was not reached; empty when all were."""
    intents, search, verdicts = results["intents"], results["search"], results["verdicts"]
    crisis = results["crisis"][TOGETHER]
    conversations = results["conversations"][UNSEEN]
    reached = {
        f"intents: macro-F1 at least {MIN_MACRO_F1}": (
            intents[OURS][TOGETHER]["macro_f1"] >= MIN_MACRO_F1
        ),
        f"intents: out-of-scope recall at least {MIN_OUT_OF_SCOPE_RECALL}": (
            intents[OURS][TOGETHER]["out_of_scope_recall"] >= MIN_OUT_OF_SCOPE_RECALL
        ),
        f"crisis: cries found at least {MIN_CRIES}": crisis["cries"] >= MIN_CRIES,
        f"crisis: named cries found at least {MIN_NAMED_CRIES}": crisis["named"] >= MIN_NAMED_CRIES,
        f"crisis: false alarms at most {MAX_FALSE_ALARMS}": crisis["idioms"] <= MAX_FALSE_ALARMS,
        f"search: recall@1 at least {MIN_RECALL_AT_1}": (
            search[OURS][TOGETHER]["recall_at_1"] >= MIN_RECALL_AT_1
        ),
        f"search: recall@3 at least {MIN_RECALL_AT_3}": (
            search[OURS][TOGETHER]["recall_at_3"] >= MIN_RECALL_AT_3
        ),
        "search: recall@1 above the baselines in every language": _above_baselines(search),
        f"verdicts: right at least {MIN_RIGHT_VERDICTS}": (
            (verdicts["right"] or 0) >= MIN_RIGHT_VERDICTS
        ),
        "verdicts: no fake called listed": verdicts["fakes_called_listed"] == 0,
        f"conversations: later turns right at least {MIN_LATER_TURNS}": (
            conversations[OURS]["later_right"] >= MIN_LATER_TURNS
        ),
        "conversations: more later turns right than without the subject": (
            conversations[OURS]["later_right"] > conversations[WITHOUT_SUBJECT]["later_right"]
        ),
    }
    return [threshold for threshold, holds in reached.items() if not holds]


def _above_baselines(search: Mapping[str, Any]) -> bool:
    ours = search[OURS]
    return all(
        ours[language]["recall_at_1"] > scores["recall_at_1"]
        for name, baseline in search.items()
        if name != OURS
        for language, scores in baseline.items()
    )


def _rows(results: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if isinstance(results, Mapping):
        for key, value in results.items():
            yield from _rows(value, f"{path} {key}".strip())
    elif isinstance(results, list):
        yield path, ", ".join(f"{meant}→{said} {times}" for meant, said, times in results)
    else:
        yield path, f"{results:.3f}" if isinstance(results, float) else str(results)


def main(settings: Settings) -> int:
    """Measure everything on the real register and the trained model, and report.

    Returns:
        Exit code: 0, or 1 when there is no model or a threshold was not reached.
    """
    model = model_file(settings)
    if not model.is_file():
        sys.stderr.write(f"There is no trained model in {model}: make it with make train.\n")
        return 1
    silence_rasa()
    library = open_library(settings)
    share(settings, library, open_encoder(settings))
    organisations = library.registry.register.organisations
    systems = {OURS: trained_model(model), "char_tf_idf": intent_baseline()}
    results = {
        "intents": evaluate_intents(read_intent_cases(), systems),
        "crisis": evaluate_crisis(read_crisis_cases(), systems[OURS]),
        "crisis_strangers": evaluate_crisis(read_crisis_cases(STRANGERS), systems[OURS]),
        "search": evaluate_search(
            read_search_cases(),
            {OURS: _ranked_by(library.search), **search_baselines(organisations)},
        ),
        "verdicts": evaluate_verdicts(library.checker),
        "conversations": evaluate_conversations(settings, library),
    }
    return report(results)


def _ranked_by(search: Search) -> Rank:
    return lambda text: [hit.id for hit in search.organisations(text, RANKED)]


def report(results: Mapping[str, Any]) -> int:
    """Print one JSON on standard output, and a table and what falls short on standard error.

    Returns:
        Exit code: 0, or 1 when a threshold was not reached.
    """
    rows = list(_rows(results))
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:<{width}}  {value}" for name, value in rows]
    missed = shortcomings(results)
    lines += [f"NOT REACHED  {threshold}" for threshold in missed]
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stdout.write(json.dumps({**results, "not_reached": missed}, ensure_ascii=False) + "\n")
    return 1 if missed else 0
