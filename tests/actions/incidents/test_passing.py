"""Who only tells more after a loss is heard, and asked whether what is urgent is done."""

import pytest

from tests.actions.talking import Said, Talk

GAVE: Said = ("ik gaf mijn kaartnummer", "ask_after_incident")
PAID: Said = ("I paid 85 euros to them", "ask_after_incident")
AND_THEN: Said = ("hij had een vriendelijke stem", "tell_more")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("hij had een vriendelijke stem", "nl", "Is Card Stop al gebeld?"),
        ("he sounded so friendly", "en", "Has Card Stop been called?"),
        ("il avait une voix aimable", "fr", "Card Stop est déjà prévenu ?"),
        ("er klang so freundlich", "de", "Ist Card Stop schon angerufen?"),
    ],
)
@pytest.mark.parametrize("intent", ["tell_more", "tell_done", "ask_after_incident"])
def test_who_tells_more_is_asked_whether_it_is_done(
    talk: Talk, text: str, language: str, wanted: str, intent: str
):
    told = talk(GAVE, (text, intent), language=language)
    assert wanted in told
    assert "1." not in told


def test_what_was_not_done_is_said_again_and_what_was_done_is_not(talk: Talk):
    no = talk(GAVE, AND_THEN, ("nee nog niet", "deny"))
    yes = talk(GAVE, AND_THEN, ("ja", "affirm"))
    assert no.startswith("Eerst dit")
    assert "078 170 170" in no
    assert "078 170 170" not in yes
    assert "bank" in yes


def test_a_yes_to_the_last_one_goes_on_to_what_comes_later(talk: Talk):
    told = talk(PAID, ("he was nice", "tell_more"), ("yes", "affirm"))
    assert "police" in told


def test_who_asks_on_is_told_the_next_thing(talk: Talk):
    assert talk(GAVE, ("en dan", "ask_next_step")).startswith("Daarna")


def test_a_kind_word_goes_before_the_question(talk: Talk):
    told = talk(GAVE, ("ik schaam mij zo", "tell_more"))
    assert told.startswith("Dat is schrikken")
    assert "Is Card Stop al gebeld?" in told


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        (PAID, "by credit card", "078 170 170"),
        (PAID, "not by card but by transfer", "bank"),
    ],
)
def test_a_card_told_after_the_payment_has_to_be_blocked(
    talk: Talk, before: Said, text: str, wanted: str
):
    told = talk(before, (text, "tell_more"))
    assert wanted in told
    assert ("078 170 170" in told) is (wanted == "078 170 170")


@pytest.mark.parametrize(
    "text",
    [
        "er staat een lening op mijn naam, via itsme",
        "somebody took out a loan in my name with my itsme",
        "quelqu'un a pris un crédit à mon nom avec itsme",
        "jemand hat auf meinen Namen einen Kredit aufgenommen, mit itsme",
    ],
)
def test_a_loan_in_ones_name(talk: Talk, text: str):
    told = talk((text, "ask_after_incident"))
    assert "support.itsme-id.com" in told
    assert "078 170 170" not in told


def test_the_codes_of_gift_cards_are_no_codes_of_the_bank(talk: Talk):
    bought = ("ik heb cadeaubonnen gekocht voor hen", "ask_after_incident")
    told = talk(bought, ("ik heb de codes voorgelezen", "tell_done"))
    assert "078 170 170" not in told
    assert "Goed dat dat al gedaan is" not in told


def test_what_a_neighbour_got_is_theirs_over_several_turns(talk: Talk):
    got: Said = ("mijn buurman heeft een sms gekregen over een premie", "check_channel")
    told = talk(got, ("hij heeft zijn kaart ingegeven", "ask_after_incident"))
    assert told.startswith("Wat erg voor uw buur")
    own = talk(got, ("ik heb mijn kaart ingegeven", "ask_after_incident"))
    assert "uw buur" not in own


def test_it_is_asked_once_whether_something_is_done(talk: Talk):
    told = talk(GAVE, AND_THEN, ("hij wist veel van mij", "tell_more"))
    assert "al gebeld" not in told


def test_who_did_something_is_not_asked_whether_the_rest_is_done(talk: Talk):
    told = talk(GAVE, ("bank gebeld", "tell_done"), ("zo'n vriendelijke man ook", "tell_more"))
    assert "al gebeld" not in told


@pytest.mark.parametrize(
    ("language", "gave", "text", "wanted"),
    [
        ("nl", "ik gaf mijn kaartnummer", "ik kan er niet van slapen", "Het is niet uw fout"),
        ("en", "I gave my card number", "I still feel shaky", "It is not your fault"),
        ("fr", "j'ai donné mon numéro de carte", "je ne dors plus", "Ce n'est pas votre faute"),
        (
            "de",
            "ich habe meine Kartennummer angegeben",
            "ich schlafe nicht mehr",
            "nicht Ihre Schuld",
        ),
    ],
)
def test_who_cannot_sleep_hears_a_kind_word(
    talk: Talk, language: str, gave: str, text: str, wanted: str
):
    told = talk((gave, "ask_after_incident"), (text, "out_of_scope"), language=language)
    assert wanted in told
    assert "1." not in told
