"""The language of a message, told by its small words."""

import pytest

from actions.cues.languages import Languages
from actions.cues.other_languages import OtherLanguages

LANGUAGES = Languages.load()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("is dit adres echt van de overheid? ik kreeg een mail", "nl"),
        ("hello, can you check this number for me please?", "en"),
        ("bonjour, est-ce que cette adresse est vraie ?", "fr"),
        ("guten Tag, ist diese Nummer wirklich von der Behörde?", "de"),
    ],
)
@pytest.mark.parametrize("before", [None, "nl", "fr"])
def test_a_sentence_tells_its_language(text: str, language: str, before: str | None):
    assert LANGUAGES.detected(text, before=before) == language


@pytest.mark.parametrize("reference", ["KC-PPNE-VQEE", "kc ppne vqee", "KC-QUEN-DEKA"])
def test_the_reference_of_a_report_is_in_no_language(reference: str):
    assert OtherLanguages.load().detected(reference) is None
    assert LANGUAGES.detected(reference, before="fr") == LANGUAGES.detected("", before="fr")


@pytest.mark.parametrize("text", ["", "@vdab_be", "VDAB Instagram", "123", "😀"])
def test_a_text_without_words_tells_nothing(text: str):
    assert LANGUAGES.detected(text, before=None) is None


def test_one_word_starts_a_conversation_but_does_not_change_it():
    assert LANGUAGES.detected("merci", before=None) == "fr"
    assert LANGUAGES.detected("merci", before="nl") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("english please", "en"),
        ("parlez-vous français ?", "fr"),
        ("kan het in het Duits", "de"),
        ("in Dutch please", "nl"),
        ("wat wordt het weer", None),
    ],
)
def test_a_language_may_be_named_in_any_language(text: str, language: str | None):
    assert LANGUAGES.named(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "sms: VREG uw energiecontract vervalt bel 0903 12 345",
        "VDAB uw dossier vervalt bel nu",
        "heb gebeld t was 10min",
    ],
)
def test_a_short_message_of_ours_is_in_no_other_language(text: str):
    assert OtherLanguages.load().detected(text) is None
    assert LANGUAGES.detected(text, before="nl") in ("nl", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("en spreken ze daar Engels?", "en"),
        ("Est-ce que je peux leur écrire en français ?", "fr"),
        ("do they answer in german?", "de"),
        ("Helfen die dort auf Deutsch?", "de"),
        ("can you answer in english?", None),
        ("kunt u dat in het Frans zeggen?", None),
        ("Ze schrijven in het Frans. Kunt u Nederlands?", None),
        ("they wrote me. in english please", None),
    ],
)
def test_what_others_speak_is_no_wish_of_ours(text: str, language: str | None):
    assert LANGUAGES.of_others(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("me han robado dinero", "es"),
        ("am primit un sms ca trebuie sa platesc", "ro"),
        ("dostalem smsa ze musze zaplacic", "pl"),
        ("param gitti ne yapmaliyim", "tr"),
        ("ola bom dia", "pt"),
    ],
)
def test_a_sentence_without_its_accents_tells_its_language(text: str, language: str):
    assert OtherLanguages.load().detected(text) == language


def test_a_language_that_we_do_not_speak_is_known_by_its_name():
    assert OtherLanguages.load().named("can you speak Turkish") == "tr"
    assert OtherLanguages.load().named("can you speak French") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("legit of scam? dat nummer belde mij", "nl"),
        ("is dat safe of fake", "nl"),
        ("c'est legit ou scam ce compte", "fr"),
        ("legit or a scam?", "en"),
        ("legit?", "en"),
    ],
)
def test_a_borrowed_word_tells_no_language_beside_another(text: str, language: str):
    assert Languages.load().detected(text, before=None) == language


@pytest.mark.parametrize(
    "text",
    [
        "my passport is german, is that a problem",
        "j'ai un compte dans une banque allemand, pas belge",
        "mijn nieuwe pas is duits, kan dat kwaad",
    ],
)
def test_who_only_names_a_language_asks_for_none(text: str):
    assert Languages.load().asked_for(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("German please", "de"),
        ("can you say all of that again in English", "en"),
        ("vous pouvez répéter tout cela en français", "fr"),
        ("kunt u dat nog eens in het Nederlands zeggen", "nl"),
    ],
)
def test_who_asks_to_go_on_in_a_language_gets_it(text: str, language: str):
    assert Languages.load().asked_for(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kunde da in t frans zeggen", "fr"),
        ("in het Engels aub voor mijn schoonmoeder", "en"),
        ("zeg het nog eens in 't Duits voor de buurvrouw", "de"),
        ("en néerlandais pour ma belle-mère s'il vous plaît", "nl"),
        ("de mail die ik kreeg was in het Engels geschreven", None),
        ("ik kreeg een brief in het Frans van de VDAB", None),
    ],
)
def test_a_wish_for_a_language_is_known_by_a_word_of_wishing(text: str, language: str | None):
    assert Languages.load().asked_for(text) == language


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("legit of scam", "en"),
        ("legit of scam", "nl"),
        ("legit or scam", "nl"),
        ("fake of scam?", "fr"),
        ("scam?", "de"),
    ],
)
def test_borrowed_words_alone_change_no_language(text: str, before: str):
    assert Languages.load().detected(text, before=before) in (before, None)
