"""The project's own search set: needs in own words, beside simple baselines on the same texts."""

from dataclasses import replace
from datetime import date

import pytest

from bot.evaluation import (
    MIN_RECALL_AT_1,
    MIN_RECALL_AT_3,
    RANKED,
    TOGETHER,
    evaluate_search,
    read_search_cases,
    search_baselines,
)
from bot.opening import open_library
from bot.settings import Settings

OURS = "ours"

pytestmark = [pytest.mark.model, pytest.mark.slow]


def test_needs_in_own_words_find_their_organisation():
    library = open_library(replace(Settings(), today=date(2026, 11, 24)))
    systems = search_baselines(library.registry.register.organisations)
    systems[OURS] = lambda text: [hit.id for hit in library.search.organisations(text, RANKED)]
    cases = read_search_cases()

    scores = evaluate_search(cases, systems)

    for name, languages in scores.items():
        for language, row in languages.items():
            print(f"{name:8} {language:4}", {key: round(value, 3) for key, value in row.items()})
    known = set(library.registry.register.organisations)
    assert cases
    assert {each for case in cases for each in case.organisations} <= known
    assert scores[OURS][TOGETHER]["recall_at_1"] >= MIN_RECALL_AT_1
    assert scores[OURS][TOGETHER]["recall_at_3"] >= MIN_RECALL_AT_3
    for language, row in scores[OURS].items():
        for name in systems.keys() - {OURS}:
            assert row["recall_at_1"] > scores[name][language]["recall_at_1"], (name, language)
