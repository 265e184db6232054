import pytest

from knowledge.matching.imitation.words import OrdinaryWords, split_into

WORDS = OrdinaryWords.load()


@pytest.mark.parametrize("word", ["zorg", "sport", "omgeving", "vlaanderen", "klasse", "kind"])
def test_ordinary_words(word):
    assert WORDS.is_ordinary(word)


@pytest.mark.parametrize("name", ["vdab", "fluvius", "delijn", "wegenenverkeer"])
def test_names_are_no_ordinary_words(name):
    assert not WORDS.is_ordinary(name)


def test_a_name_of_ordinary_words_is_known_as_such():
    assert WORDS.is_compound("wegenenverkeer")
    assert not WORDS.is_compound("fluvius")


def test_a_text_is_split_into_as_few_words_as_can_be():
    assert split_into("belastingdienst", frozenset({"belasting", "dienst"})) == (
        "belasting",
        "dienst",
    )
    assert split_into("belastingdienst", WORDS.known) == ("belastingdienst",)
    assert split_into("belastingxdienst", WORDS.known) is None


@pytest.mark.parametrize(
    ("text", "added"), [("jobs", True), ("24", True), ("", True), ("xq", False)]
)
def test_added_words(text, added):
    assert WORDS.are_added(text, ordinary_too=False) is added


def test_luring_words_are_found_inside_a_longer_word():
    assert WORDS.lures_in("energiepremie2026")
    assert not WORDS.lures_in("energie")


def test_words_are_written_as_they_are_compared():
    for word in WORDS.known:
        assert word.isascii()
        assert word.isalnum()
        assert word.islower()


@pytest.mark.parametrize(
    "word",
    ["huurpremie", "schoolbonus", "verkeersboete", "koopkrachtcheque", "premieloket", "refund"],
)
def test_a_luring_word_lures_in_any_compound(word):
    assert WORDS.lures_in(word)


@pytest.mark.parametrize("word", ["premier", "huur", "vlaanderen", "info", "jobs"])
def test_another_word_does_not(word):
    assert not WORDS.lures_in(word)


def test_work_and_help_lure_in_the_name_of_an_account_only():
    assert WORDS.baits_in("jobs")
    assert WORDS.baits_in("helpdesk2026")
    assert not WORDS.baits_in("nieuws")
