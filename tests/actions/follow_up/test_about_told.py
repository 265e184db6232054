"""Talk about something told without an address uses what was said, and waves no sign away."""

import pytest

from tests.actions.talking import Said, Talk

CALLED: Said = ("iemand belde mij van de overheid", "check_channel")
AT_DOOR: Said = ("er staat een man aan de deur van de watermaatschappij", "check_channel")
STICKER: Said = ("er hangt een qr-code op een lantaarnpaal", "check_channel")
WRITTEN: Said = ("ik kreeg een brief dat ik moet betalen", "check_channel")
HIDDEN: Said = ("geen nummer, het was verborgen", "deny")
ASKS_AGAIN = ("Plak die hier", "Typ het hier over", "Welk nummer zag u")


def asks_for_address(told: str) -> bool:
    return any(each in told for each in ASKS_AGAIN)


@pytest.mark.parametrize("before", [CALLED, WRITTEN])
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ben je daar zeker van", "ask_if_sure"),
        ("en dan nog iets over die zaak", "tell_more"),
        ("ze waren met zijn tweeën", "point_out"),
    ],
)
def test_who_has_no_address_is_not_asked_for_one_again(
    talk: Talk, before: Said, text: str, intent: str
):
    assert not asks_for_address(talk(before, HIDDEN, (text, intent)))


@pytest.mark.parametrize(
    "text",
    [
        "they want me to pay with gift cards",
        "ik vroeg een officiële mail en die willen ze niet sturen",
        "la caméra était coupée pendant l'entretien",
        "das sei vertraulich, bis ich unterschreibe",
    ],
)
def test_a_bad_sign_is_called_one(talk: Talk, text: str):
    told = talk(CALLED, (text, "out_of_scope")).casefold()
    assert any(
        each in told for each in ("slecht teken", "bad sign", "mauvais signe", "schlechtes zeichen")
    )


def test_a_second_bad_sign_gets_another_sentence(talk: Talk):
    first = ("ze willen alleen via whatsapp praten", "out_of_scope")
    second = ("hij wou zijn naam niet geven", "out_of_scope")
    assert talk(CALLED, first) != talk(CALLED, first, second)


def test_a_number_that_costs_money_is_known_by_its_digits(talk: Talk):
    assert "090-nummer" in talk(WRITTEN, ("alleen een nummer, 0905 12 34", "tell_more"))


@pytest.mark.parametrize(
    ("before", "says"), [(CALLED, "Hang op"), (AT_DOOR, "Laat niemand binnen"), (WRITTEN, "brief")]
)
def test_a_sentence_to_pass_on_is_given_as_it_came(talk: Talk, before: Said, says: str):
    assert says in talk(before, ("geef mij een tekstje om door te sturen", "share"))


def test_a_code_to_scan_is_no_secret(talk: Talk):
    told = talk(("er moet een qr-code op die automaat kleven zeggen ze mij", "check_channel"))
    assert "wachtwoord" not in told


def test_what_another_did_is_a_loss_of_another(talk: Talk):
    neighbour = ("ik heb niets gescand maar mijn gebuur wel", "deny")
    asked = ("hij moest zijn bankkaart ingeven", "tell_more")
    told = talk(STICKER, neighbour, asked, ("en hij heeft dat gedaan", "tell_more"))
    assert "Card Stop" in told


@pytest.mark.parametrize(
    "text",
    [
        "er gaat een filmpje rond dat iedereen 1200 euro energiesteun krijgt",
        "ma fille a vu une vidéo, on offre un chèque scolaire de 300 euros",
    ],
)
def test_a_video_that_promises_support_is_not_about_investing(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert "vlaanderen.be" in told
    assert "FSMA" not in told


def test_what_others_knew_was_not_given(talk: Talk):
    told = talk(CALLED, ("hij wist wel mijn naam, hoe kan dat als het niet echt is", "point_out"))
    assert "Blokkeer" not in told


def test_who_saw_no_number_did_not_do_well(talk: Talk):
    told = talk(CALLED, ("ze gaf geen nummer, het was een privénummer", "tell_more"))
    assert "niet nakijken" in told


def test_a_neighbour_who_paid_is_not_the_citizen(talk: Talk):
    told = talk(
        ("il y a un code QR collé sur l'horodateur", "check_channel"),
        ("mon voisin l'a scanné et il a payé", "point_out"),
        language="fr",
    )
    assert "votre banque" not in told
    assert "la banque" in told


@pytest.mark.parametrize(
    "text", ["moet ik eerst betalen om te mogen beginnen werken", "ik moet een startpakket kopen"]
)
def test_who_must_pay_first_hears_no(talk: Talk, text: str):
    assert "Nee, betaal niet" in talk(CALLED, (text, "ask_permission"))


def test_who_names_an_account_number_is_asked_for_it(talk: Talk):
    has_one = "geen website, enkel een rekeningnummer"
    assert "Typ of plak het hier" in talk(WRITTEN, (has_one, "tell_more"))


def test_who_must_pay_first_hears_that_it_looks_like_a_scam(talk: Talk):
    pays = ("ik moet een startpakket kopen", "tell_more")
    assert "lijkt sterk op oplichting" in talk(CALLED, pays, ("dus het is vals", "ask_if_sure"))


def test_what_another_did_is_told_as_of_another(talk: Talk):
    neighbour = ("ik heb niets gescand maar mijn gebuur wel", "deny")
    told = talk(STICKER, neighbour, ("hij heeft zijn kaart ingegeven", "tell_more"))
    assert "voor uw buur" in told


@pytest.mark.parametrize(
    "text",
    [
        "er is gisteren iemand van de energiemaatschappij binnen geweest bij mijn moeder",
        "somebody came in last week to look at the meter",
    ],
)
def test_a_visit_that_is_over_is_not_told_as_one_at_the_door(talk: Talk, text: str):
    told = talk((text, "out_of_scope"))
    assert not any(each in told for each in ("niet open", "niemand binnen", "Let nobody"))
    assert any(each in told for each in ("gestuurd was", "sent somebody"))


@pytest.mark.parametrize(
    ("wanted", "did", "says"),
    [
        ("ik kreeg telefoon van VDAB, ze vroegen mijn pincode", "heb ik gedaan", "078 170 170"),
        ("VDAB called me and asked for my PIN", "I did", "078 170 170"),
        ("la VDAB m'a appelé et voulait mon code PIN", "je l'ai fait", "078 170 170"),
        ("VDAB hat mich angerufen und wollte meine PIN", "hab ich gemacht", "078 170 170"),
        ("VDAB belde, ze vroegen mijn wachtwoord", "heb ik gedaan", "Zeg mij wat"),
    ],
)
def test_who_did_it_gave_what_was_wanted_or_did_what_we_said(
    talk: Talk, wanted: str, did: str, says: str
):
    told = talk((wanted, "check_channel"), (did, "tell_done"))
    assert says in told
    safe = ("niets verloren", "nothing is lost", "rien n'est perdu", "nichts verloren")
    assert any(each in told for each in safe)
