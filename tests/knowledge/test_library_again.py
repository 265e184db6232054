"""A library built on the one before is the same as one built from nothing."""

import gc
import hashlib
import random
import weakref
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.large_register import write_large_register
from knowledge.encoder.encoder import Vectors
from knowledge.encoder.networks import NetworksRecipe
from knowledge.files.snapshot import Snapshot, take_snapshot
from knowledge.library import Librarian, Library
from knowledge.matching.presenting import as_json
from knowledge.matching.search import kinds
from knowledge.matching.search.letters import Letters
from knowledge.register.loading import RegisterError
from tests.knowledge.small_folder import KNOWLEDGE, WORK, write_folder

TODAY = date(2026, 11, 25)
ORGANISATIONS = 160
QUESTIONS = (
    "is @vdab_be op x echt?", "vdab-jobs.be", "https://www.vdap.be/", "@vdab_jobs op instagram",
    "info@vlaanderem.be", "werkdienst-jobs.be", "waar vraag ik een premie voor mijn woning?",
    "studietoelage", "ik zoek werk bij de vdabb", "vlaamse belastingdienst", "https://delijm.be",
)  # fmt: skip


class Encoder:
    """Gives every text a vector of its own, and counts what it is asked."""

    name = "counting"
    dimension = 24

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        rows = [np.random.default_rng(_number(text)).normal(size=self.dimension) for text in texts]
        vectors = np.array(rows, np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(autouse=True)
def _learn_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the vectors of chance teach is the same each time, however little."""
    recipe = NetworksRecipe(count=1, hidden=4, decay=0.1, epochs=1, at_once=4096)
    monkeypatch.setattr(kinds, "RECIPE", recipe)


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def librarian(cache: Path, encoder: Encoder | None = None) -> Librarian:
    return Librarian(encoder=encoder, today=lambda: TODAY, cache=cache)


def told(library: Library, names: Sequence[str]) -> list[object]:
    """Gives what a library answers, in full."""
    search = library.search
    answers: list[object] = [library.registry.register]
    for text in (*QUESTIONS, *names):
        answers.append(as_json(library.checker.check(text), library.catalogue, "nl"))
        answers.append(library.names.find(text))
        found = search.organisations(text, 5), search.answers(text, 5), search.asked(text, 5)
        for hits in found:
            scores = [(hit.id, pytest.approx(hit.score, abs=1e-5)) for hit in hits]
            answers.append(scores)
    return answers


def edited(snapshot: Snapshot, all_files: Snapshot, chance: random.Random) -> Snapshot:
    """Gives a snapshot with some files changed, gone or come, as staff would."""
    files = [name for name in snapshot.contents if "/groot-" in name]
    changes: dict[str, bytes | None] = {}
    for name in chance.sample(files, 3):
        text = snapshot.contents[name].decode()
        word = f"Nieuwe{chance.randint(1000, 9999)}"
        changes[name] = chance.choice([
            text.replace("short_name: ", f"short_name: {word} "),
            text.replace("topics:\n", f"topics:\n  - {word} aanvragen\n"),
            text.replace("status: active\n", "status: abolished\n", 1),
            text.replace("address: 'https://www.", f"address: 'https://www.{word}", 1),
            text + "# niets\n",
        ]).encode()  # fmt: skip
    changes[chance.choice(files)] = None
    come = chance.choice([name for name in all_files.contents if name not in snapshot.contents])
    changes[come] = all_files.contents[come]
    return snapshot.instead(changes)


@pytest.mark.slow
@pytest.mark.parametrize("with_encoder", [False, True])
def test_building_on_the_one_before_gives_what_building_from_nothing_gives(
    tmp_path: Path, *, with_encoder: bool
):
    folder = tmp_path / "register"
    write_large_register(folder, like=KNOWLEDGE, organisations=ORGANISATIONS, channels=5)
    chance = random.Random(7)  # noqa: S311  # the same edits each time
    all_files = take_snapshot(folder)
    later = [name for name in all_files.contents if "/groot-" in name][-20:]
    snapshot = all_files.instead(dict.fromkeys(later))
    one = librarian(tmp_path / "one", Encoder() if with_encoder else None)
    one.build(snapshot)
    built = 0
    for _ in range(12):
        after = edited(snapshot, all_files, chance)
        try:
            library = one.build(after)
        except RegisterError:
            continue  # the edits collide: as good as any mistake
        built += 1
        anew = librarian(tmp_path / "two", Encoder() if with_encoder else None).build(after)
        names = [each.name for each in library.registry.register.organisations.values()][-15:]
        assert told(library, names) == told(anew, names)
        snapshot = after
    assert built >= 4


def test_only_new_texts_are_encoded(tmp_path: Path):
    folder, encoder = write_folder(tmp_path / "register"), Encoder()
    one = librarian(tmp_path, encoder)
    one.build(take_snapshot(folder))
    encoder.encoded.clear()

    changed = WORK.replace("Helpt werkzoekenden.", "Helpt wie werk zoekt.").encode()
    one.build(take_snapshot(folder).instead({"organisations/werkdienst.yml": changed}))
    assert encoder.encoded == ["Werkdienst: Helpt wie werk zoekt."]

    encoder.encoded.clear()
    librarian(tmp_path, encoder).build(
        take_snapshot(folder).instead({"organisations/werkdienst.yml": changed})
    )
    assert encoder.encoded == []


def test_what_did_not_change_is_the_same_object(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    one = librarian(tmp_path)
    before = one.build(take_snapshot(folder)).registry.register.organisations
    broken = {"organisations/busdienst.yml": None, "organisations/werkdienst.yml": b"name: ["}
    with pytest.raises(RegisterError):
        one.build(take_snapshot(folder).instead(broken))
    changed = {"organisations/werkdienst.yml": (WORK + "# x\n").encode()}
    after = one.build(take_snapshot(folder).instead(changed)).registry.register.organisations

    assert after["werkdienst"] == before["werkdienst"]
    assert after["werkdienst"] is not before["werkdienst"]
    assert after["busdienst"] is before["busdienst"]


def test_every_part_of_an_old_library_goes_without_the_collector(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    one = librarian(tmp_path)
    library = one.build(take_snapshot(folder))
    library.checker.check("werkdienst.be")
    library.search.organisations("werk", 2)
    parts = ("registry", "checker", "finder", "names", "search", "addresses", "platforms")
    old = {name: weakref.ref(getattr(library, name)) for name in parts}
    gc.collect()
    gc.disable()
    try:
        del library
        platforms = take_snapshot(folder).contents["platforms.yml"] + b"# x\n"
        one.build(take_snapshot(folder).instead({"platforms.yml": platforms}))
        assert [name for name, part in old.items() if part()] == []
    finally:
        gc.enable()


def test_letters_weigh_as_those_of_scikit_learn():
    texts = ["premie voor de woning", "rijbewijs", "studietoelage aanvragen", "école", "rijbewijs"]
    questions = ["een woningpremie", "ecole", "xyz", "", "rijbewijs rijbewijs"]
    theirs = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, strip_accents="unicode"
    )
    matrix = theirs.fit_transform(texts)
    ours = Letters(texts, Letters(["rijbewijs B", "premie voor de woning", "iets anders"]))

    for question in questions:
        expected = (matrix @ theirs.transform([question]).T).toarray().ravel()
        assert ours.nearness(question) == pytest.approx(expected, abs=1e-6)
