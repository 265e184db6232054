"""How well Kanaalcheck understands, on sentences that no training data holds.

`python -m bot evaluate` prints a table and one JSON, and fails below the thresholds of issue 2.
A simple baseline learns from the same data, to show what the rest adds.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasa.core.agent import load_agent
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, recall_score
from sklearn.pipeline import make_pipeline

OUT_OF_SCOPE = "out_of_scope"
MIN_MACRO_F1 = 0.90  # issue 2, over all languages together
MIN_OUT_OF_SCOPE_RECALL = 0.90  # issue 2, over all languages together
TOGETHER = "all"
MOST_CONFUSIONS = 12

Predict = Callable[[Sequence[str]], Sequence[str]]
"""Sentences in, the names of their intents out."""


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


def read_intent_cases(folder: Path) -> tuple[IntentCase, ...]:
    """Read `<language>.yml` files, each a list of `text` and `intent`."""
    yaml = YAML(typ="safe")
    return tuple(
        IntentCase(row["text"], row["intent"], path.stem)
        for path in sorted(folder.glob("*.yml"))
        for row in yaml.load(path)
    )


def _scores(meant: Sequence[str], understood: Sequence[str]) -> IntentScores:
    labels = sorted(set(meant))
    recall = recall_score(
        meant, understood, labels=[OUT_OF_SCOPE], average="macro", zero_division=0
    )
    return IntentScores(
        sentences=len(meant),
        accuracy=float(accuracy_score(meant, understood)),
        macro_f1=float(f1_score(meant, understood, labels=labels, average="macro")),
        out_of_scope_recall=float(recall),
    )


def score_intents(
    cases: Sequence[IntentCase], understood: Sequence[str]
) -> Mapping[str, IntentScores]:
    """Score per language, and under `all` for all languages together."""
    languages = sorted({case.language for case in cases})
    chosen = {
        language: [place for place, case in enumerate(cases) if case.language == language]
        for language in languages
    }
    chosen[TOGETHER] = list(range(len(cases)))
    return {
        name: _scores([cases[at].intent for at in places], [understood[at] for at in places])
        for name, places in chosen.items()
    }


def confusions(
    cases: Sequence[IntentCase], understood: Sequence[str]
) -> Sequence[tuple[str, str, int]]:
    """Count the mistakes as (meant, understood, times), most frequent first; no sentences."""
    mistakes = Counter(
        (case.intent, intent)
        for case, intent in zip(cases, understood, strict=True)
        if case.intent != intent
    )
    return [(meant, said, times) for (meant, said), times in mistakes.most_common()]


def baseline(data: Path) -> Predict:
    """Train what anyone would try first: character TF-IDF and a logistic regression."""
    examples = load_data(str(data)).intent_examples
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        LogisticRegression(max_iter=200, class_weight="balanced"),
    )
    model.fit([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])
    return lambda texts: [str(intent) for intent in model.predict(list(texts))]


def trained_model(models: Path) -> Predict:
    """Load the newest Rasa model of a folder, the whole pipeline with it."""
    agent = asyncio.run(load_agent(model_path=str(models)))

    async def _understand(texts: Sequence[str]) -> list[str]:
        return [(await agent.parse_message(text))[INTENT]["name"] for text in texts]

    return lambda texts: asyncio.run(_understand(texts))


def evaluate_intents(cases: Sequence[IntentCase], systems: Mapping[str, Predict]) -> dict[str, Any]:
    """Let each system understand all sentences; the first one's mistakes are counted too."""
    texts = [case.text for case in cases]
    understood = {name: predict(texts) for name, predict in systems.items()}
    first = next(iter(understood))
    return {
        "scores": {
            name: {
                language: asdict(scores) for language, scores in score_intents(cases, said).items()
            }
            for name, said in understood.items()
        },
        "confusions": confusions(cases, understood[first])[:MOST_CONFUSIONS],
    }
