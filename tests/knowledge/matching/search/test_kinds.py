"""Kinds of question are learnt from examples, and told apart from what is none of them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.matching.search import kinds as learning
from knowledge.matching.search.kinds import Example, Kinds, bare, by_words

DIMENSION = 16
TOPICS = ("pay", "report", "why", "weather")


class Topics:
    """Encodes a text as its topic, which it begins with, and a little of the rest."""

    name = "topics"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_queries(self, texts: Any) -> Any:
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Any:
        noise = np.random.default_rng(sum(map(ord, text))).normal(scale=0.1, size=DIMENSION)
        vector = np.eye(DIMENSION)[TOPICS.index(text.split()[0])] + noise
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def examples(count: int = 30) -> list[Example]:
    kinds = {"pay": "asked/pay", "report": "report/report", "why": "asked/why", "weather": "~off"}
    return [Example(kind, f"{topic} {n}") for n in range(count) for topic, kind in kinds.items()]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few examples have to be seen often."""
    recipe = learning.NetworksRecipe(count=1, hidden=32, decay=0.01, epochs=60)
    monkeypatch.setattr(learning, "RECIPE", recipe)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("pay now", "asked/pay"), ("report it", "report/report"), ("why is that", "asked/why")],
)
def test_a_new_sentence_is_of_the_kind_that_it_is_near(tmp_path: Path, text: str, kind: str):
    encoder = Topics()
    learnt = Kinds.of(examples(), encoder, tmp_path)
    likely = learnt.likelihoods(text, encoder.encode_queries([text])[0])
    assert likely[kind] > 0.9
    assert sum(likely.values()) == pytest.approx(1)


def test_what_is_none_of_them_is_of_no_kind(tmp_path: Path):
    encoder = Topics()
    learnt = Kinds.of(examples(), encoder, tmp_path)
    likely = learnt.likelihoods("weather tomorrow", encoder.encode_queries(["weather tomorrow"])[0])
    assert sum(share for name, share in likely.items() if not name.startswith("~")) < 0.1


def test_what_was_learnt_is_kept_for_the_next_process(tmp_path: Path):
    first = Kinds.of(examples(), Topics(), tmp_path)
    encoder = Topics()
    again = Kinds.of(examples(), encoder, tmp_path)
    assert encoder.encoded == []
    np.testing.assert_array_equal(first.networks.outer, again.networks.outer)


def test_only_new_examples_are_encoded(tmp_path: Path):
    before = Kinds.of(examples(), Topics(), tmp_path)
    encoder = Topics()
    after = Kinds.of([*examples(), Example("asked/pay", "pay it all")], encoder, tmp_path, before)
    assert encoder.encoded == ["pay it all"]
    assert after.digest != before.digest


def test_the_same_examples_are_not_learnt_twice_in_a_process(tmp_path: Path):
    before = Kinds.of(examples(), Topics(), tmp_path)
    assert Kinds.of(examples()[::-1], Topics(), tmp_path / "other", before) is before


@pytest.mark.parametrize("name", [learning.WEIGHTS_FILE, learning.VECTORS_FILE])
def test_a_damaged_file_is_made_anew(tmp_path: Path, name: str):
    Kinds.of(examples(), Topics(), tmp_path)
    (tmp_path / name).write_bytes(b"no arrays")
    encoder = Topics()
    learnt = Kinds.of(examples(), encoder, tmp_path)
    assert learnt.likelihoods("pay now", encoder.encode_queries(["pay now"])[0])["asked/pay"] > 0.9


def test_what_cannot_be_kept_is_learnt_all_the_same(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    learnt = Kinds.of(examples(), Topics(), tmp_path / "file" / "cache")
    assert set(learnt.names) == {each.kind for each in examples()}


def test_of_several_processes_one_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made: list[Any] = []
    learn = learning.Networks.trained

    def counted(*arguments: Any) -> Any:
        made.append(arguments)
        return learn(*arguments)

    monkeypatch.setattr(learning.Networks, "trained", counted)
    with ThreadPoolExecutor(4) as several:
        found = several.map(lambda _: Kinds.of(examples(), Topics(), tmp_path).digest, range(4))
        assert len(set(found)) == 1
    assert len(made) == 1


def test_an_example_is_found_by_its_bare_words():
    found = by_words([Example("asked/why", "Hoezo dan?"), Example("~off", "mooi weer")])
    assert found[bare("  hoezo DAN ?!")] == {"asked/why"}
    assert bare("mooi weer") not in found
