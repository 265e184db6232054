"""Questions about the service behind a message: what it is, how it writes, what it asks."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://fluvius-terugbetaling.net/", "check_channel")
LISTED: Said = ("is www.vdab.be echt?", "check_channel")
UNKNOWN: Said = ("is bakkerij-janssens-mol.be echt?", "check_channel")
PAID: Said = ("ik moet 0903 12 345 bellen", "check_channel")


def test_how_a_service_writes_is_told_in_its_own_words(talk: Talk):
    asked = ("hoe laat die dienst normaal iets weten, via sms", "ask_security")
    told = talk(FAKE, asked)
    assert told.startswith("Of Fluvius zelf zulke berichten stuurt, weet ik niet zeker")
    assert "Fluvius stuurt alleen een sms bij" in told


def test_nobody_says_for_a_service_what_it_did_not_say(talk: Talk):
    told = talk(LISTED, ("hoe laat die dienst normaal iets weten", "ask_security"))
    assert "zei in 2020" not in told
    assert "vdab.be" in told


def test_how_a_fine_comes_is_told_as_far_as_it_is_known(talk: Talk):
    told = talk(UNKNOWN, ("komt een echte boete per brief of per mail", "ask_security"))
    assert "Safeonweb" in told
    assert "zegt 1700 gratis wie ze stuurt en hoe" in told


def test_what_a_service_is_leaves_the_address_in_talk(talk: Talk):
    asked = ("wat is Fluvius eigenlijk, is dat van de staat", "find_organisation")
    assert talk(FAKE, asked).startswith("Dat is Fluvius")
    assert talk(FAKE, asked, ("mag ik de link openen", "ask_permission")).startswith("Nee")


def test_a_name_that_is_a_word_too_is_known_where_it_is_written_as_one(talk: Talk):
    assert talk(UNKNOWN, ("wat is Fons", "ask_real_one")).startswith("Dat is het Groeipakket")
    assert talk(UNKNOWN, ("wat is fons", "ask_real_one")).startswith("Dat weet ik niet")


def test_which_service_does_something_is_not_guessed(talk: Talk):
    told = talk(UNKNOWN, ("welke dienst betaalt die premie dan echt uit", "find_organisation"))
    assert told.startswith("Welke dienst dat echt doet, weet ik niet zeker")


@pytest.mark.parametrize(
    ("before", "text", "says"),
    [
        (UNKNOWN, "is dat gratis bij jullie", "Ja, dit gesprek is gratis"),
        (
            LISTED,
            "vragen ze daar geld voor",
            "Dat weet ik niet: wat iets kost, weet de dienst zelf",
        ),
        (PAID, "wat kost het om naar dat nummer te bellen", "Een nummer dat met 090 begint"),
        (FAKE, "is er één nummer voor alle banken", "078 170 170"),
        (UNKNOWN, "en op Facebook", "Van welke dienst?"),
    ],
)
def test_one_question_gets_its_own_answer(talk: Talk, before: Said, text: str, says: str):
    assert says in talk(before, (text, "ask_variation"))


@pytest.mark.parametrize(
    ("before", "starts"),
    [
        (FAKE, 'Lees dit voor: "Dit is niet te vertrouwen'),
        (UNKNOWN, 'Lees dit voor: "We weten niet of dit echt is'),
        (LISTED, 'Lees dit voor: "Dit adres kennen we'),
    ],
)
@pytest.mark.parametrize("intent", ["ask_simpler", "share"])
def test_one_sentence_to_say_to_somebody(talk: Talk, before: Said, starts: str, intent: str):
    text = "geef mij één zin om aan oma voor te lezen"
    assert talk(before, (text, intent)).startswith(starts)


@pytest.mark.parametrize(
    ("before", "says"),
    [(FAKE, "Dat zeg ik, Kanaalcheck"), (LISTED, "Nog geen team keek het onlangs na")],
)
def test_who_says_so_is_told_by_verdict(talk: Talk, before: Said, says: str):
    assert says in talk(before, ("wie heeft dat bevestigd", "ask_why"))


def test_an_account_that_is_not_listed_elsewhere_stands_beside_what_is(talk: Talk):
    told = talk(
        ("is @vdab op instagram echt?", "check_channel"), ("en op Facebook", "ask_variation")
    )
    assert "Op Facebook kennen we" in told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Geht das bei denen auf Deutsch?"),
        ("de", "Können die mir auf Deutsch schreiben?"),
        ("fr", "on peut le faire en français chez eux ?"),
        ("en", "is the form available in English?"),
    ],
)
def test_the_language_of_a_service_is_asked_and_not_ours(talk: Talk, language: str, text: str):
    told = talk(LISTED, (text, "change_language"), language=language)
    assert "1700" in told or "0800 30 700" in told
    assert not told.startswith(("Gut, ich antworte", "D'accord", "All right"))


def test_a_wish_for_another_language_stays_one(talk: Talk):
    assert "auf Deutsch" in talk(LISTED, ("geht das auf Deutsch?", "change_language"))


ON_FACEBOOK: Said = ("en op Facebook", "ask_variation")


@pytest.mark.parametrize(
    ("text", "intent", "starts"),
    [
        ("waarom is dat vals", "ask_why", "Ik vergelijk het adres"),
        ("moet ik het verwijderen", "ask_permission", "Ja, maar stuur het eerst"),
        ("wie heeft dat bevestigd", "ask_if_sure", "Dat zeg ik"),
    ],
)
def test_talk_comes_back_to_the_address_after_a_question_beside_it(
    talk: Talk, text: str, intent: str, starts: str
):
    assert talk(FAKE, ON_FACEBOOK, (text, intent)).startswith(starts)


@pytest.mark.parametrize("before", [FAKE, UNKNOWN])
def test_a_service_beside_it_makes_no_doubted_address_good(talk: Talk, before: Said):
    channels = ("welke kanalen heeft Fluvius", "list_channels")
    told = talk(before, channels, ("mag ik op de link klikken", "ask_permission"))
    assert told.startswith("Nee, niet via")
    assert "Op https://www.fluvius.be/, dat u zelf intypt, mag het wel" in told


def test_a_listed_address_may_still_be_used_after_such_a_question(talk: Talk):
    told = talk(LISTED, ON_FACEBOOK, ("mag ik op de link klikken", "ask_permission"))
    assert told.startswith("Het adres staat in onze lijst")


@pytest.mark.parametrize("before", [FAKE, LISTED])
def test_a_question_of_its_own_is_not_taken_for_one_on_the_address(talk: Talk, before: Said):
    asked = ("gaan ze daarvoor ook naar mijn werkgever stappen?", "ask_if_sure")
    told = talk(before, asked)
    assert told.startswith("Dat weet ik niet, en ik wil niets verkeerds zeggen")
    assert "https://www." in told


def test_whose_a_doubted_site_is_stays_unknown(talk: Talk):
    told = talk(FAKE, ("wie beheert die site", "ask_real_one"))
    assert told.startswith("Wie hierachter zit, weten we niet")


def test_within_so_many_days_is_about_no_door(talk: Talk):
    told = talk(FAKE, ("moet ik dat binnen de 14 dagen betalen", "ask_permission"))
    assert told.startswith("Nee, betaal niet")


def test_who_is_typing_already_is_stopped_and_heard(talk: Talk):
    typing = ("mijn vrouw is dat nu aan het invullen", "point_out")
    assert talk(FAKE, typing).startswith("Stop en sluit die pagina, nu")
    assert "Card Stop" in talk(FAKE, typing, ("haar kaartnummer", "tell_more"))


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("bel ik 1700 op zaterdag ook?", "nl", "9 tot 19 uur"),
        ("is 1700 open on sunday", "en", "7 pm"),
        ("dank u, tot wanneer kan ik 1700 bellen", "nl", "9 tot 19 uur"),
    ],
)
def test_the_hours_of_1700_are_known(talk: Talk, text: str, language: str, wanted: str):
    assert wanted in talk((text, "check_channel"), language=language)


TAX: Said = ("welke kanalen heeft de Vlaamse Belastingdienst", "list_channels")
BUSES: Said = ("welke kanalen heeft De Lijn", "list_channels")


@pytest.mark.parametrize(
    ("whose", "wanted"),
    [(TAX, "BE02 3751 1109 9940"), (TAX, "BE27 3751 1110 3273"), (BUSES, "https://www.delijn.be/")],
)
def test_on_which_account_a_service_is_paid(talk: Talk, whose: Said, wanted: str):
    told = talk(whose, ("op welk rekeningnummer moet ik dat betalen", "ask_real_one"))
    assert wanted in told


def test_an_account_that_is_not_listed_is_said_to_be_none_of_those_that_are(talk: Talk):
    told = talk(TAX, ("en is BE68 5390 0754 7034 dan vals?", "check_channel"))

    assert "BE68 5390 0754 7034 staat daar niet bij" in told
    assert "BE02 3751 1109 9940" in told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("alles van @vdab.be mag ik dus vertrouwen?", "nl"),
        ("so I can trust everything from @vdab.be?", "en"),
        ("je peux donc faire confiance à tout ce qui vient de @vdab.be ?", "fr"),
        ("kann ich also alles von @vdab.be vertrauen?", "de"),
    ],
)
def test_a_domain_of_a_service_is_no_reason_to_trust_a_mail(talk: Talk, text: str, language: str):
    told = talk((text, "check_channel"), language=language)

    assert told.startswith(("Nee", "No", "Non", "Nein"))
    assert "vdab.be" in told


def test_a_piece_of_another_domain_is_not_called_the_governments(talk: Talk):
    fake = ("mail van premie@vlaanderen.be.cheque-nu.com", "check_channel")
    told = talk(fake, ("het stuk na de @ is toch vlaanderen.be?", "ask_if_sure"))

    assert not told.startswith("Ja")
    assert "cheque-nu[.]com" in told


def test_the_site_and_mailbox_of_a_service_are_told_at_once(talk: Talk):
    told = talk(("geef mij de site en het mailadres van de VDAB", "list_channels"))

    assert "https://www.vdab.be/" in told
    assert "@vdab.be" in told


def test_the_hours_of_a_service_are_told_with_those_of_the_number_of_all(talk: Talk):
    assert "9 tot 19 uur" in talk(LISTED, ("tot hoe laat zijn zij open?", "ask_contact"))


@pytest.mark.parametrize("text", ["en op zaterdag?", "en in het weekend?", "en op kerstdag"])
def test_1700_is_closed_on_days_off(talk: Talk, text: str):
    hours = ("op welke dag is 1700 open?", "out_of_scope")
    assert talk(hours, (text, "ask_variation")).startswith("Nee")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("moet ik 1712 bellen?", "nl"),
        ("tot hoe laat kan ik 1712 bellen?", "nl"),
        ("do I call 1712 then?", "en"),
        ("je dois appeler le 1712 ?", "fr"),
        ("soll ich 1712 anrufen?", "de"),
    ],
)
def test_of_another_helpline_the_hours_of_1700_are_not_told(talk: Talk, text: str, language: str):
    told = talk(FAKE, (text, "check_channel"), language=language)
    assert "1712" in told
    assert "1700" not in told


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("welke dienst van de Vlaamse overheid doet de verkeersbelasting", "Belastingdienst"),
        ("which bit of the Flemish government does road tax?", "Belastingdienst"),
        ("quel service des autorités flamandes gère le précompte immobilier ?", "Belastingdienst"),
        ("Welche Stelle der flämischen Behörden macht die Kfz-Steuer?", "Belastingdienst"),
    ],
)
@pytest.mark.parametrize("told", [(), (("sms van de Vlaamse overheid gekregen", "check_channel"),)])
def test_a_part_of_the_government_is_searched_without_its_name(
    talk: Talk, told: tuple[Said, ...], asks: str, says: str
):
    assert says in talk(*told, (asks, "find_organisation"))
