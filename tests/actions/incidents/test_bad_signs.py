"""What is typical of fraud is said at once, in any language, and asked about afterwards."""

import pytest

from tests.actions.talking import Said, Talk

CARDS: Said = ("een man belde, ik moet steamkaarten kopen van 200 euro", "check_channel")
NO_SERVICE = ("geen dienst", "no service", "aucun service", "keine behorde", "keine behörde")


def says_bad_sign(told: str) -> bool:
    told = told.casefold()
    return any(
        each in told for each in ("slecht teken", "bad sign", "mauvais signe", "schlechtes zeichen")
    )


@pytest.mark.parametrize(
    "text",
    [
        "een dame van de belastingen wil dat ik apple kaarten koop",
        "a lady rang and wants me to buy Steam cards and read her the codes",
        "on me demande d'acheter des cartes iTunes pour payer une amende",
        "ein Mann vom Amt rief an, ich soll Amazon Karten kaufen",
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "ask_security", "ask_misuse_cases"])
def test_who_must_buy_cards_hears_at_once_that_no_service_asks_that(
    talk: Talk, text: str, intent: str
):
    told = talk((text, intent)).casefold()
    assert says_bad_sign(told)
    assert any(each in told for each in NO_SERVICE)


def test_who_is_called_again_is_told_not_to_pick_up(talk: Talk):
    text = "een man belde, ik moet steamkaarten kopen, hij belt straks terug"
    assert "Neem niet op" in talk((text, "check_channel"))


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een gsm gewonnen maar moet eerst 2 euro betalen",
        "a man says I get 1200 euros if I first transfer 85 euros",
        "j'ai gagné un lot mais je dois d'abord payer 75 euros",
        "ich habe gewonnen und soll zuerst 89 Euro zahlen",
    ],
)
def test_who_is_asked_to_pay_first_has_paid_nothing(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert says_bad_sign(told)
    assert "Card Stop" not in told


def test_who_asks_if_it_is_a_scam_is_not_taken_for_deceived(talk: Talk):
    text = "on me demande de verser 50 € pour débloquer mes gains. C'est une arnaque ?"
    told = talk((text, "check_channel"))
    assert "votre banque" not in told
    assert told.startswith("Cela ressemble fort à une escroquerie")


def test_yes_or_no_is_answered_by_what_was_told(talk: Talk):
    asks = ("is het oplichting, ja of nee?", "ask_if_sure")
    assert "lijkt sterk op oplichting" in talk(CARDS, asks)


def test_whoever_asks_if_it_is_a_scam_does_not_hear_no_first(talk: Talk):
    got = ("ik kreeg een sms over mijn groeipakket", "check_channel")
    assert not talk(got, ("is het oplichting?", "ask_if_sure")).startswith("Nee")


def test_the_next_thing_is_to_answer_no_more(talk: Talk):
    assert "Antwoord niet meer" in talk(CARDS, ("wat moet ik doen", "ask_next_step"))


def test_a_kind_word_of_the_caller_makes_it_no_safer(talk: Talk):
    assert "niet veiliger" in talk(CARDS, ("zij zijn met veel", "tell_more"))


@pytest.mark.parametrize(
    "text",
    [
        "een sms zegt dat de deurwaarder morgen komt",
        "a text says a bailiff takes my car tomorrow",
        "un sms dit que l'huissier viendra demain",
        "eine SMS sagt, morgen kommt der Gerichtsvollzieher",
    ],
)
def test_a_bailiff_in_a_message_is_no_letter_of_one(talk: Talk, text: str):
    told = talk((text, "check_channel")).casefold()
    assert any(each in told for each in ("bewijst niet", "not prove", "ne prouve pas", "beweist"))
    assert not any(each in told for each in ("aangetekend", "116 000", "registered"))


def test_a_letter_of_a_bailiff_stays_one(talk: Talk):
    assert "aangetekende brief" in talk(("ik kreeg een brief van een deurwaarder", "check_channel"))


def test_who_hears_that_water_is_bad_is_told_whom_to_ask(talk: Talk):
    rumour = ("op facebook staat dat het kraanwater vergiftigd is, klopt dat", "check_channel")
    told = talk(rumour)
    assert "waterbedrijf" in told
    assert "betaal" not in told.casefold()


def test_a_question_on_water_in_the_world_is_no_alarm(talk: Talk):
    assert "waterbedrijf" not in talk(("ik drink graag water bij het eten", "out_of_scope"))


@pytest.mark.parametrize(
    "text",
    [
        "een man op whatsapp zegt dat hij werk voor mij heeft, 180 euro per dag",
        "man on whatsapp say he have work for me, 150 euro each day",
        "un monsieur sur WhatsApp me propose un travail à 180 euros par jour",
        "ein Mann auf WhatsApp bietet mir Arbeit für 180 Euro am Tag",
        "iemand belde van het groeipakket en ik moet anydesk installeren",
        "someone from the tax office wants me to install AnyDesk",
        "quelqu'un des allocations veut que j'installe AnyDesk",
        "eine Dame am Telefon sagt, ich soll TeamViewer herunterladen",
        "op facebook staat een pagina die 400 euro belooft als ge uw gegevens invult",
        "a Facebook page promises 400 euros if you fill in your details",
        "une page Facebook promet 400 euros si on remplit ses données",
        "auf Facebook verspricht eine Seite 400 Euro, wenn man seine Daten ausfüllt",
        "dat account vraagt een gsm-nummer om een tablet te winnen",
        "the account asks pupils for their phone number to win a phone",
        "le compte demande le numéro de téléphone pour gagner une tablette",
        "das Konto fragt nach der Handynummer, um ein Tablet zu gewinnen",
    ],
)
def test_what_is_typical_of_fraud_is_a_bad_sign_without_an_address(talk: Talk, text: str):
    assert says_bad_sign(talk((text, "check_channel")))


LISTING = (
    "ik kreeg een brief dat mijn zaak 320 euro moet betalen voor een inschrijving in een register",
    "a letter asks my shop for 320 euros for a company register",
    "un courrier demande 320 euros à mon commerce pour un registre d'entreprises",
    "ein Brief verlangt von meinem Laden 320 Euro für ein Firmenregister",
)


@pytest.mark.parametrize("text", LISTING)
def test_a_letter_that_asks_money_for_a_register_has_no_link_to_click(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert says_bad_sign(told)
    assert not any(each in told for each in ("klik", "click", "clique", "Klicken"))


def test_whoever_is_told_so_by_letter_keeps_it_as_proof(talk: Talk):
    told = talk((LISTING[0], "check_channel"), ("wat moet ik doen", "ask_next_step"))
    assert "Bewaar de brief" in told


def test_what_is_told_before_the_question_whether_it_is_true_counts(talk: Talk):
    text = "een man op whatsapp zegt dat hij werk voor mij heeft, 180 euro per dag, is dat waar?"
    assert says_bad_sign(talk((text, "check_channel")))


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("ben ik veilig zolang ik er niet op duw", "Ja:"),
        ("am I safe as long as I don't touch it", "Yes:"),
        ("je suis en sécurité si je n'ouvre pas le lien", "Oui :"),
        ("bin ich sicher, solange ich nicht draufdrücke", "Ja:"),
    ],
)
def test_who_only_read_it_is_safe(talk: Talk, text: str, yes: str):
    got = ("https://vdab-jobs.be/login", "check_channel")
    assert talk(got, (text, "ask_after_incident")).startswith(yes)


@pytest.mark.parametrize(
    "text",
    [
        "wat schrijf ik in het groepje van de ouders",
        "what do I write in the parents' group",
        "j'écris quoi dans le groupe de la classe",
        "was schreibe ich in die Elterngruppe",
    ],
)
def test_whoever_warns_others_gets_a_text_with_the_service_in_it(talk: Talk, text: str):
    page = ("op facebook staat een pagina van Kind en Gezin die 400 euro belooft", "check_channel")
    assert "kindengezin.be" in talk(page, (text, "out_of_scope"))


@pytest.mark.parametrize(
    "text",
    [
        "een zogezegde minister stuurde mij een vriendschapsverzoek en wil mij 3000 euro geven",
        "a minister's profile sent me a friend request and offers me a grant of 3000",
        "un ministre m'a envoyé une demande d'ami et veut me donner 3000 euros",
        "ein Minister schickte mir eine Freundschaftsanfrage und will mir 3000 Euro geben",
    ],
)
def test_money_that_is_promised_by_chat_is_a_bad_sign(talk: Talk, text: str):
    assert says_bad_sign(talk((text, "check_channel")))


def test_who_paid_somebody_of_the_government_hears_of_the_bank_first(talk: Talk):
    text = "I transferred 300 euros to a man who claimed to be from the tax office"
    told = talk((text, "ask_after_incident"))
    assert "bank" in told
    assert not says_bad_sign(told)


@pytest.mark.parametrize(
    "text",
    [
        "ik kreeg een brief van de vlaamse belastingdienst, 89 euro voor mijn auto, met qr-code",
        "I got a letter from the tax office, 89 euros for my car, with a QR code",
        "j'ai reçu une lettre des impôts, 89 euros pour ma voiture, avec un code QR",
        "ich habe einen Brief vom Finanzamt, 89 Euro für mein Auto, mit QR-Code",
    ],
)
def test_a_tax_letter_asks_for_no_registration(talk: Talk, text: str):
    assert not says_bad_sign(talk((text, "check_channel")))
