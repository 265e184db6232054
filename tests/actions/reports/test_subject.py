from datetime import date
from pathlib import Path

import pytest

from actions.reports.subject import UNKNOWN, subject_of
from knowledge.library import Library, build_library

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(KNOWLEDGE, today=lambda: date(2026, 11, 25), cache=cache)


def test_an_account_is_told_with_what_it_imitates(library: Library) -> None:
    subject = subject_of(library, "@vdab_jobs op instagram", None).subject
    assert subject
    assert (subject.platform, subject.key) == ("instagram", "vdab_jobs")
    assert (subject.imitates, subject.verdict) == ("vdab", "lookalike")
    assert subject.difference == "brand_in_handle"
    assert subject.reach == len(library.registry.register.organisations["vdab"].channels)


def test_the_same_address_is_one_subject_however_it_is_written(library: Library) -> None:
    written = (
        "https://vdab-jobs.be/",
        "vdab-jobs[.]be",
        "hxxps://VDAB-jobs.be",
        "ga naar vdab-jobs.be",
    )
    subjects = [subject_of(library, text, None).subject for text in written]
    assert len({(each.platform, each.key) for each in subjects if each}) == 1
    assert all(each and each.shown == "vdab-jobs[.]be/" for each in subjects)


def test_the_worst_mention_is_what_is_reported(library: Library) -> None:
    found = subject_of(library, "www.vdab.be stuurt mij naar vdab-jobs.be", None)
    assert found.subject
    assert found.subject.key == "vdab-jobs.be"
    assert found.judged.verdict == "lookalike"


def test_a_bare_name_waits_for_its_platform(library: Library) -> None:
    bare = subject_of(library, "@vdab_jobs_2026", None).subject
    assert bare
    assert (bare.platform, bare.key, bare.shown) == (UNKNOWN, "vdab_jobs_2026", "@vdab_jobs_2026")
    placed = subject_of(library, "@vdab_jobs_2026", "facebook").subject
    assert placed
    assert placed.platform == "facebook"


def test_words_without_address_are_a_subject_of_their_own(library: Library) -> None:
    first = subject_of(library, "Iemand  belt AAN de deur", None).subject
    second = subject_of(library, "iemand belt aan\nde deur", None).subject
    assert first == second
    assert first
    assert (first.platform, first.key) == (UNKNOWN, "iemand belt aan de deur")
    assert first.verdict is None


def test_a_long_text_is_cut(library: Library) -> None:
    subject = subject_of(library, "woord " * 700, None).subject
    assert subject
    assert max(len(subject.key), len(subject.shown)) <= 200


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_nothing_is_no_subject(library: Library, text: str) -> None:
    assert subject_of(library, text, None).subject is None
