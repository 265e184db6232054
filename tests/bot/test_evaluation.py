import copy
import json

import pytest

from bot.evaluation import (
    CrisisCase,
    IntentCase,
    SearchCase,
    confusions,
    evaluate_crisis,
    evaluate_intents,
    evaluate_search,
    evaluate_verdicts,
    intent_baseline,
    read_crisis_cases,
    read_intent_cases,
    read_search_cases,
    report,
    score_intents,
    search_baselines,
    shortcomings,
)
from knowledge.model import AliasKind, Verdict
from tests.knowledge.small_register import organisation

CASES = (
    IntentCase("hallo", "greet", "nl"),
    IntentCase("wat wordt het weer", "out_of_scope", "nl"),
    IntentCase("hello", "greet", "en"),
    IntentCase("what is the weather", "out_of_scope", "en"),
)


def test_scores_are_kept_per_language_and_together():
    scores = score_intents(CASES, ["greet", "out_of_scope", "greet", "greet"])
    assert scores["nl"].accuracy == scores["nl"].macro_f1 == scores["nl"].out_of_scope_recall == 1
    assert scores["en"].accuracy == 0.5
    assert scores["en"].out_of_scope_recall == 0
    assert scores["all"].sentences == 4
    assert scores["all"].out_of_scope_recall == 0.5


def test_an_intent_that_is_never_understood_counts_in_the_mean():
    scores = score_intents(CASES[:2], ["greet", "greet"])
    assert scores["nl"].macro_f1 == pytest.approx((2 / 3 + 0) / 2)


def test_mistakes_are_counted_without_the_sentences():
    assert confusions(CASES, ["greet", "greet", "greet", "greet"]) == [("out_of_scope", "greet", 2)]


def test_every_system_understands_the_same_sentences():
    results = evaluate_intents(
        CASES,
        {
            "kanaalcheck": lambda _: ["greet", "out_of_scope"] * 2,
            "always_greet": lambda texts: ["greet" for _ in texts],
        },
    )
    assert results["kanaalcheck"]["all"]["accuracy"] == 1
    assert results["always_greet"]["all"]["accuracy"] == 0.5
    assert results["confusions"] == []


def test_the_baseline_learns_from_the_training_data(tmp_path):
    (tmp_path / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n'
        "- intent: greet\n  examples: |\n    - hallo daar\n    - hallo jij daar\n"
        "- intent: thank\n  examples: |\n    - dank u wel\n    - dank je wel\n"
    )
    assert intent_baseline(tmp_path)(["hallo", "dank"]) == ["greet", "thank"]


def test_cases_carry_the_language_of_their_file(tmp_path):
    (tmp_path / "fr.yml").write_text("- {text: bonjour, intent: greet, note: short}\n")
    assert read_intent_cases(tmp_path) == (IntentCase("bonjour", "greet", "fr"),)


def test_crisis_is_measured_by_kind_and_language(tmp_path):
    (tmp_path / "nl.yml").write_text(
        "named: [zelfmoord]\nveiled: [ik wil weg]\nidioms: [doodmoe]\n"
    )
    (tmp_path / "en.yml").write_text("danger: [he hits me]\n")
    cases = read_crisis_cases(tmp_path)
    assert cases[0] == CrisisCase("he hits me", "danger", "en")
    taken = {"zelfmoord": "crisis", "he hits me": "crisis", "doodmoe": "crisis"}
    measured = evaluate_crisis(cases, lambda texts: [taken.get(text, "greet") for text in texts])
    assert measured["nl"] == {"named": 1.0, "veiled": 0.0, "cries": 0.5, "idioms": 1.0}
    assert measured["en"] == {"danger": 1.0}
    assert measured["all"] == {**measured["nl"], **measured["en"]}


def test_a_question_may_have_several_right_organisations(tmp_path):
    (tmp_path / "nl.yml").write_text(
        "- {text: werk, organisation: vdab}\n- {text: kind, organisation: [opgroeien, k-g]}\n"
    )
    assert read_search_cases(tmp_path) == (
        SearchCase("werk", frozenset({"vdab"}), "nl"),
        SearchCase("kind", frozenset({"opgroeien", "k-g"}), "nl"),
    )


def test_search_is_scored_by_the_first_right_organisation():
    cases = [
        SearchCase("werk", frozenset({"vdab"}), "nl"),
        SearchCase("bus", frozenset({"de-lijn", "lantis"}), "nl"),
        SearchCase("maan", frozenset({"esa"}), "nl"),
    ]
    found = evaluate_search(cases, {"kanaalcheck": lambda _: ["vdab", "x", "de-lijn"]})
    assert found["kanaalcheck"]["all"] == pytest.approx(
        {"questions": 3, "recall_at_1": 1 / 3, "recall_at_3": 2 / 3, "mrr": (1 + 1 / 3) / 3}
    )


@pytest.mark.parametrize("name", ["tf_idf", "bm25"])
def test_baselines_find_by_the_words_of_the_register(name):
    register = {
        "vdab": organisation("vdab", "Arbeidsbemiddeling", aliases=[("VDAB", AliasKind.BRAND)]),
        "de-lijn": organisation(
            "de-lijn", "Vervoermaatschappij", aliases=[("bus", AliasKind.BRAND)]
        ),
    }
    rank = search_baselines(register)[name]
    assert rank("de VDAB") == ["vdab", "de-lijn"]
    assert rank("een bus?") == ["de-lijn", "vdab"]


class Checked:
    """Calls everything official that ends in .be."""

    def check(self, text, *, platform=None):
        assert platform in (None, "x")
        self.verdict = Verdict.OFFICIAL if text.endswith(".be") else Verdict.NOT_LISTED
        return self


def test_a_fake_that_is_called_listed_is_counted_on_its_own(tmp_path):
    (tmp_path / "traps.yml").write_text(
        "cases:\n- {text: vdab.be, verdict: official}\n"
        "- {text: fake.be, verdict: lookalike}\n- {text: a.com, verdict: not_listed, platform: x}\n"
    )
    results = evaluate_verdicts(Checked(), tmp_path)
    assert results["cases"] == 3
    assert results["right"] == pytest.approx(2 / 3)
    assert results["fakes_called_listed"] == 1


GOOD = {
    "intents": {
        "kanaalcheck": {"all": {"macro_f1": 0.95, "out_of_scope_recall": 0.92}},
        "confusions": [("greet", "thank", 2)],
    },
    "crisis": {"all": {"cries": 0.98, "named": 1.0, "danger": 0.9, "idioms": 0.01}},
    "search": {
        "kanaalcheck": {
            "nl": {"recall_at_1": 0.8, "recall_at_3": 0.9},
            "all": {"recall_at_1": 0.8, "recall_at_3": 0.95},
        },
        "bm25": {
            "nl": {"recall_at_1": 0.4, "recall_at_3": 0.5},
            "all": {"recall_at_1": 0.4, "recall_at_3": 0.5},
        },
    },
    "verdicts": {"right": 0.98, "fakes_called_listed": 0},
    "conversations": {
        "unseen_follow_ups": {
            "kanaalcheck": {"later_right": 0.9},
            "without_subject": {"later_right": 0.5},
        },
    },
}


def test_good_results_exit_with_zero_and_one_line_of_json(capsys):
    assert report(GOOD) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["not_reached"] == []
    assert "greet→thank 2" in printed.err


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("intents", "kanaalcheck", "all", "macro_f1"), 0.89, "macro-F1"),
        (("intents", "kanaalcheck", "all", "out_of_scope_recall"), 0.89, "out-of-scope"),
        (("crisis", "all", "cries"), 0.89, "cries found"),
        (("crisis", "all", "named"), 0.99, "named cries"),
        (("crisis", "all", "idioms"), 0.03, "false alarms"),
        (("search", "kanaalcheck", "all", "recall_at_3"), 0.89, "recall@3"),
        (("search", "bm25", "nl", "recall_at_1"), 0.8, "baselines"),
        (("verdicts", "right"), None, "verdicts: right"),
        (("verdicts", "fakes_called_listed"), 1, "no fake"),
        (
            ("conversations", "unseen_follow_ups", "kanaalcheck", "later_right"),
            0.6,
            "later turns right",
        ),
        (
            ("conversations", "unseen_follow_ups", "without_subject", "later_right"),
            0.95,
            "without the subject",
        ),
    ],
)
def test_what_falls_short_is_named_and_fails(capsys, path, value, words):
    results = copy.deepcopy(GOOD)
    *parents, last = path
    place = results
    for name in parents:
        place = place[name]
    place[last] = value
    assert [words in threshold for threshold in shortcomings(results)] == [True]
    assert report(results) == 1
    assert "NOT REACHED" in capsys.readouterr().err
