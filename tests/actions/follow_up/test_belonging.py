"""Whose something else is that is named beside a judged address, and what was said of each."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://delijn-tickets.shop/", "check_channel")
LISTED: Said = ("is delijn.be echt?", "check_channel")
THEIRS = "is bpost ook van Vlaanderen"


@pytest.mark.parametrize("before", [FAKE, LISTED])
@pytest.mark.parametrize("intent", ["check_channel", "ask_variation", "out_of_scope"])
def test_a_body_that_we_know_is_not_the_governments(talk: Talk, before: Said, intent: str):
    assert talk(before, (THEIRS, intent)).startswith("Nee, bpost hoort niet bij")


def test_who_it_is_then_can_be_asked_next(talk: Talk):
    assert "bpost" in talk(LISTED, (THEIRS, "check_channel"), ("wie is het dan", "ask_real_one"))


def test_an_app_in_the_list_is_theirs(talk: Talk):
    assert talk(FAKE, ("en hun app, is die ook van hen", "ask_variation")).startswith("Ja")


def test_what_is_not_listed_is_not_known(talk: Talk):
    told = talk(FAKE, ("zijn die ook van jullie of van iemand anders", "ask_variation"))
    assert told.startswith("Dat weet ik niet")


def test_each_address_is_told_to_who_asks_whether_they_understood(talk: Talk):
    told = talk(LISTED, FAKE, ("heb ik het goed begrepen", "ask_permission"))
    assert "delijn.be: staat in onze lijst" in told
    assert "delijn-tickets[.]shop/: vertrouw het niet" in told


def test_another_body_does_not_become_whom_the_address_is_of(talk: Talk):
    safe = ("langs waar log ik dan best in", "ask_permission")
    assert "delijn.be" in talk(LISTED, (THEIRS, "check_channel"), safe)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("nl", "hoe kom ik dan wel veilig op mijn dossier", "Typ zelf https://www.delijn.be/"),
        ("en", "where do I look up my fine", "Type https://www.delijn.be/ yourself"),
        ("fr", "où puis-je vérifier mon amende alors", "Tapez vous-même https://www.delijn.be/"),
        ("de", "wie melde ich mich sicher an", "Geben Sie https://www.delijn.be/ selbst ein"),
    ],
)
def test_the_safe_way_is_told_with_the_real_site(talk: Talk, language: str, text: str, says: str):
    assert says in talk(FAKE, (text, "ask_after_incident"), language=language)


def test_a_page_that_nobody_named_is_not_called_theirs(talk: Talk):
    told = talk(FAKE, ("is die facebookpagina ook van hen", "out_of_scope"))
    assert "alleen dit kennen we op Facebook" in told
    assert "Plak het hier" in told


def test_what_was_doubted_beside_its_message_stays_so(talk: Talk):
    hidden = ("ik kreeg [www.vdab.be](https://evil-login.com)", "check_channel")
    told = talk(hidden, ("heb ik het goed begrepen", "ask_permission"))
    assert "evil-login[.]com: vertrouw het niet" in told


@pytest.mark.parametrize("address", ["onweb.be", "verdacht@safe0nweb.be", "verdacht@safeonweb.b"])
def test_only_the_mailbox_itself_is_not_judged(talk: Talk, address: str):
    asked = (f"mag ik mijn schermafdruk sturen naar {address}?", "ask_permission")
    assert "stuur hem door naar verdacht@" not in talk(FAKE, asked)


@pytest.mark.parametrize("text", ["is De Lijn van de Vlaamse overheid of privé"])
def test_whom_the_address_is_of_is_in_our_list_itself(talk: Talk, text: str):
    told = talk(FAKE, (text, "check_channel"))
    assert told.startswith("De Lijn staat in onze lijst")
    assert "Plak" not in told


def test_what_nobody_knows_is_not_theirs_for_their_name_beside_it(talk: Talk):
    told = talk(FAKE, ("zijn die ook van De Lijn of van iemand anders", "ask_variation"))
    assert not told.startswith("Ja")


def test_another_name_of_whom_it_is_about_may_be_an_ordinary_word(talk: Talk):
    fake = ("groeipakket-toeslag.be", "check_channel")
    told = talk(fake, ("is Fons ook van de overheid of een firma", "out_of_scope"))
    assert told.startswith("Ja, die naam hoort bij het Groeipakket")
