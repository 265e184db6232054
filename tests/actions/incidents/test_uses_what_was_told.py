"""What somebody has just told is used by the answer, and never contradicted by it."""

import pytest

from tests.actions.talking import Said, Talk

CARD: dict[str, Said] = {
    "nl": ("mijn moeder heeft haar kaartnummer en code gegeven", "ask_after_incident"),
    "en": ("my mother gave her card number and PIN", "ask_after_incident"),
    "fr": ("ma mère a donné son numéro de carte et son code", "ask_after_incident"),
    "de": ("meine Mutter hat ihre Kartennummer und PIN durchgegeben", "ask_after_incident"),
}
ITSME: dict[str, Said] = {
    "nl": ("ik heb mijn itsme code doorgegeven", "ask_after_incident"),
    "en": ("I approved it in itsme", "ask_after_incident"),
    "fr": ("j'ai confirmé dans itsme", "ask_after_incident"),
    "de": ("ich habe es in itsme bestätigt", "ask_after_incident"),
}


@pytest.mark.parametrize(
    ("language", "asks"),
    [
        ("nl", "de bank is gesloten, wie bel ik eerst?"),
        ("en", "The bank is closed. Who do I call first?"),
        ("fr", "La banque est fermée. Qui j'appelle en premier?"),
        ("de", "Die Bank ist geschlossen. Wen rufe ich zuerst an?"),
    ],
)
def test_a_closed_bank_does_not_go_before_card_stop(talk: Talk, language: str, asks: str):
    told = talk(CARD[language], (asks, "ask_contact"), language=language)
    assert "078 170 170" in told


@pytest.mark.parametrize(
    ("language", "asks", "knows"),
    [
        ("nl", "moet ik dan mijn kaart blokkeren?", "vraag de bank of uw kaart ook dicht moet"),
        ("en", "must I block my card then?", "ask the bank whether your card must be blocked"),
        ("fr", "dois-je bloquer ma carte?", "demandez à la banque si la vôtre"),
        ("de", "muss ich meine Karte sperren?", "fragen Sie die Bank, ob Ihre Karte"),
    ],
)
def test_a_card_that_was_not_given_is_for_the_bank_to_say(
    talk: Talk, language: str, asks: str, knows: str
):
    told = talk(ITSME[language], (asks, "ask_after_incident"), language=language)
    assert knows in told
    assert not told.startswith(("Ja", "Yes", "Oui"))


def test_who_asks_again_hears_it_in_other_words(talk: Talk):
    asks = ("moet ik mijn kaart blokkeren?", "ask_after_incident")
    assert talk(ITSME["nl"], asks) != talk(ITSME["nl"], asks, asks)


@pytest.mark.parametrize(
    "asks", ["hoe blokkeer ik itsme", "how do I block itsme", "itsme sperren, wie mache ich das"]
)
def test_how_to_block_what_was_not_given_is_told(talk: Talk, asks: str):
    hacked = ("mijn account is gehackt, ze hebben mijn wachtwoord", "ask_after_incident")
    assert "support.itsme-id.com" in talk(hacked, (asks, "ask_next_step"))


@pytest.mark.parametrize(
    ("language", "asks", "again"),
    [
        ("nl", "bank gebeld. krijg ik mijn geld trug?", "Bel dan meteen de bank"),
        ("en", "called the bank. do I get my money back?", "Call the bank at once"),
    ],
)
def test_who_called_the_bank_is_not_told_to_call_it(
    talk: Talk, language: str, asks: str, again: str
):
    told = talk(ITSME[language], (asks, "ask_after_incident"), language=language)
    assert again not in told


@pytest.mark.parametrize(
    ("language", "clicked", "asks", "rest"),
    [
        ("nl", "ik heb op de link geklikt", "mag ik nu gaan slapen", "U gaf niets waarmee"),
        ("en", "I clicked the link", "can I rest tonight", "You gave nothing that lets"),
        ("fr", "j'ai cliqué sur le lien", "je peux me reposer cette nuit", "Vous n'avez rien"),
        (
            "de",
            "ich habe auf den Link geklickt",
            "kann ich heute Nacht ruhig schlafen",
            "nichts gegeben, womit",
        ),
    ],
)
def test_who_only_clicked_hears_of_nothing_blocked(
    talk: Talk, language: str, clicked: str, asks: str, rest: str
):
    told = talk((clicked, "ask_after_incident"), (asks, "ask_permission"), language=language)
    assert rest in told


@pytest.mark.parametrize(
    ("language", "tells", "sign"),
    [
        ("nl", "ze vroegen of ik een eID-lezer in huis had", "slecht teken"),
        ("en", "he asked whether I had a card reader at home", "bad sign"),
        ("fr", "il demandait si j'ai un lecteur de carte", "mauvais signe"),
        ("de", "er fragte, ob ich einen Kartenleser habe", "schlechtes Zeichen"),
    ],
)
def test_a_reader_that_others_ask_for_is_warned_of(
    talk: Talk, language: str, tells: str, sign: str
):
    called = {
        "nl": "iemand van de Vlaamse overheid belde mij over een premie",
        "en": "somebody of the Flemish government called me about a grant",
        "fr": "quelqu'un des autorités flamandes m'a appelé pour une prime",
        "de": "jemand von den flämischen Behörden hat mich wegen einer Prämie angerufen",
    }
    told = talk((called[language], "check_channel"), (tells, "tell_more"), language=language)
    assert sign in told


@pytest.mark.parametrize(
    ("language", "job", "denies"),
    [
        ("nl", "ik moet 70 euro betalen voor mijn contract", "nee niet werk"),
        ("en", "I have to pay for a background check to get hired", "no it's not work"),
        (
            "fr",
            "il me donne du travail mais d'abord je dois verser 40 pour les papiers",
            "non pas du travail",
        ),
        (
            "de",
            "Arbeit für 2000 im Monat, aber zuerst soll ich 45 für die Papiere zahlen",
            "nein keine Arbeit",
        ),
    ],
)
def test_what_we_took_for_told_is_taken_back(talk: Talk, language: str, job: str, denies: str):
    number = (f"{denies}. +32 468 11 22 33", "check_channel")
    told = talk((job, "check_channel"), number, language=language)
    for sign in ("slecht teken", "bad sign", "mauvais signe", "schlechtes Zeichen"):
        assert sign not in told


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 17 en iemand stuurde mij een sms van de Vlaamse overheid",
        "I am 16 and someone texted me in the name of the Flemish government",
        "j'ai 15 ans et quelqu'un m'écrit au nom du VDAB",
        "ich bin 16 und jemand schreibt mir im Namen von Fluvius",
    ],
)
def test_a_message_in_the_name_of_a_service_is_no_stranger(talk: Talk, text: str):
    assert "116 000" not in talk((text, "check_channel"))


def test_who_asks_a_child_for_pictures_is_one_whatever_the_name(talk: Talk):
    text = "ik ben 15 en iemand van de Vlaamse overheid vraagt naaktfoto's"
    assert "116 000" in talk((text, "out_of_scope"))


@pytest.mark.parametrize(
    ("language", "age", "gave", "kind"),
    [
        ("nl", "ik ben 16 en kreeg een sms van Fluvius", "ik heb mijn naam ingevuld", "Rustig"),
        ("en", "I am 16 and got a text from Fluvius", "I filled in my name", "Keep calm"),
        ("fr", "j'ai 16 ans, reçu un sms de Fluvius", "j'ai rempli mon nom", "Du calme"),
        ("de", "ich bin 16, eine SMS von Fluvius", "ich habe meinen Namen angegeben", "ruhig"),
    ],
)
def test_who_is_young_hears_a_kind_word_at_the_loss(
    talk: Talk, language: str, age: str, gave: str, kind: str
):
    turns = ((age, "check_channel"), (gave, "ask_after_incident"))
    assert kind in talk(*turns, language=language)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("nl", "belachelijk, al de derde sms van de Vlaamse overheid deze week", "beu bent"),
        ("en", "ridiculous, the third text from the Flemish government", "fed up"),
        ("fr", "j'en ai marre, troisième sms des autorités flamandes", "assez"),
        ("de", "ich hab es satt, die dritte SMS von den flämischen Behörden", "satthaben"),
    ],
)
def test_anger_gets_one_line_and_no_more(talk: Talk, language: str, text: str, word: str):
    angry = (text, "check_channel")
    assert word in talk(angry, language=language)
    assert word not in talk(angry, (text, "check_channel"), language=language)


@pytest.mark.parametrize(
    ("language", "text", "never"),
    [
        ("nl", "ze vroegen mijn rijksregisternummer", "Geef dat nooit"),
        ("en", "they asked me for my national number", "Never give that"),
        ("fr", "on m'a demandé mon numéro de registre national", "Ne donnez jamais"),
        ("de", "sie wollten meine Nationalregisternummer", "nie"),
    ],
)
def test_what_was_only_asked_for_was_not_given(talk: Talk, language: str, text: str, never: str):
    assert never in talk((text, "out_of_scope"), language=language)


@pytest.mark.parametrize(
    ("language", "text", "shut"),
    [
        ("nl", "een mail van de Vlaamse overheid met een bijlage, mag ik die opendoen", "dicht"),
        ("en", "an e-mail came with an attachment, may I open it", "closed"),
        ("fr", "un mail de VLAIO avec une pièce jointe, je peux l'ouvrir", "n'ouvrez pas"),
        ("de", "eine Mail von VLAIO mit Anhang, darf ich den öffnen", "zu"),
    ],
)
def test_an_attachment_stays_shut(talk: Talk, language: str, text: str, shut: str):
    assert shut in talk((text, "check_channel"), language=language)


@pytest.mark.parametrize(
    ("language", "asks", "sentence"),
    [
        ("nl", "mijn baas wil betalen, wa zeg ik hem?", "We betalen en geven niets tot"),
        ("en", "my boss wants to pay, what do I tell him?", "We pay and give nothing until"),
        ("fr", "mon patron veut payer, que dois-je lui dire?", "Nous ne payons"),
        ("de", "mein Chef will zahlen, was sage ich ihm?", "Wir zahlen und geben nichts"),
    ],
)
def test_what_to_tell_the_boss_is_a_sentence_to_say(
    talk: Talk, language: str, asks: str, sentence: str
):
    judged = ("BE68 5390 0754 7034", "check_channel")
    assert sentence in talk(judged, (asks, "check_channel"), language=language)
    again = (asks, "ask_permission")
    assert sentence not in talk(judged, (asks, "check_channel"), again, language=language)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Je n'ai rien payé! Je demande le site de VLAIO.", "vlaio.be"),
        ("Ik heb niks betaald! Ik vraag de website van VLAIO.", "vlaio.be"),
    ],
)
def test_a_wish_beside_a_denial_is_not_lost(talk: Talk, text: str, wants: str):
    lost = ("ik heb een foto van mijn identiteitskaart gestuurd", "ask_after_incident")
    assert wants in talk(lost, (text, "ask_contact"))


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("nl", "een sms van Fluvius, weet niet of ik geklikt heb", "Klikken alleen is zelden"),
        ("en", "a text from Fluvius, not sure whether I clicked", "A click alone is seldom"),
        ("fr", "un sms de Fluvius, je ne sais pas si j'ai cliqué", "Un clic seul est rarement"),
        ("de", "eine SMS von Fluvius, weiß nicht ob ich geklickt habe", "Ein Klick allein ist"),
    ],
)
def test_who_may_have_clicked_hears_what_a_click_does(
    talk: Talk, language: str, text: str, line: str
):
    assert line in talk((text, "check_channel"), language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "vlaanderen-premie.com, en als ik toch geklikt heb?"),
        ("en", "vlaanderen-premie.com, and if I clicked?"),
        ("fr", "vlaanderen-premie.com, et si j'ai cliqué?"),
        ("de", "vlaanderen-premie.com, was ist wenn ich geklickt habe?"),
    ],
)
def test_a_verdict_leaves_room_for_a_click(talk: Talk, language: str, text: str):
    line = {"nl": "Klikken alleen", "en": "A click alone", "fr": "Un clic seul", "de": "Ein Klick"}
    assert line[language] in talk((text, "ask_after_incident"), language=language)


@pytest.mark.parametrize(
    ("language", "text", "fine"),
    [
        ("nl", "ik heb niks gegeven, alleen opgenomen, van de Vlaamse belasting", "Goed"),
        ("en", "I gave nothing, I only picked up, from the Flemish tax service", "Good"),
        ("fr", "je n'ai rien donné, j'ai juste décroché, un appel des impôts", "Bien"),
        ("de", "ich habe nichts angegeben, nur abgehoben, vom flämischen Steueramt", "Gut"),
    ],
)
def test_who_gave_nothing_is_not_asked_for_a_card(talk: Talk, language: str, text: str, fine: str):
    told = talk((text, "ask_after_incident"), language=language)
    assert fine in told
    assert "078 170 170" not in told


@pytest.mark.parametrize("asks", ["en docstop?", "moet ik een nieuwe kaart vragen"])
def test_a_document_of_elsewhere_stays_one(talk: Talk, asks: str):
    lost = ("ik heb een foto van mijn paspoort gestuurd, een Frans paspoort", "ask_after_incident")
    assert "blokkeert identiteitskaarten" not in talk(lost, (asks, "ask_contact"))


@pytest.mark.parametrize(
    "asks",
    [
        "Nee, een bankkaart heeft hij niet gezien. Moet die geblokkeerd worden?",
        "No, he saw no bank card. Must it be blocked?",
        "Non, pas de carte bancaire. Doit-elle être bloquée?",
        "Nein, eine Bankkarte sah er nicht. Muss die gesperrt werden?",
    ],
)
def test_a_bank_card_that_was_not_seen_is_not_for_docstop(talk: Talk, asks: str):
    lost = ("ik heb een foto van mijn identiteitskaart gestuurd", "ask_after_incident")
    assert "DocStop" not in talk(lost, (asks, "ask_permission"))


@pytest.mark.parametrize(
    "text",
    [
        "de helpdesk neemt niet op",
        "the helpdesk does not answer, I can't reach them",
        "la ligne itsme ne répond pas",
    ],
)
def test_who_does_not_answer_may_be_no_bank(talk: Talk, text: str):
    lost = ("ik heb de bijlage geopend", "ask_after_incident")
    assert "cardstop.be" not in talk(lost, (text, "tell_more"))


def test_money_that_is_gone_too_is_for_the_police(talk: Talk):
    gave = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
    told = talk(gave, ("en er is 900 euro weg", "tell_more"))
    assert "aangifte" in told


def test_a_kind_word_is_not_lost_before_what_begins_alike(talk: Talk):
    lost = ("meine Tochter hat ihren Namen angegeben", "ask_after_incident")
    told = talk(lost, ("sie weint nur noch", "tell_more"), language="de")
    assert "Niemand ist schuld" in told


def test_no_bank_gives_back_a_gift_card(talk: Talk):
    lost = ("mijn zoon heeft google play kaarten gekocht", "ask_after_incident")
    told = talk(lost, ("krijgt hij dat geld terug?", "ask_permission"))
    assert "bank" not in told


def test_a_child_that_fears_anger_at_home_hears_what_to_say_there(talk: Talk):
    lost = ("ik ben 15, ik heb mijn naam ingevuld", "ask_after_incident")
    assert "102" in talk(lost, ("mijn mama gaat zo kwaad zijn", "tell_more"))


def test_a_card_that_was_not_given_is_never_ordered_to_be_blocked_at_once(talk: Talk):
    asks = ("moet die kaart nu geblokkeerd of niet?", "ask_if_sure")
    told = talk(ITSME["nl"], ("moet ik mijn kaart blokkeren?", "ask_permission"), asks)
    assert "Gaf u geen kaart of code?" in told
    assert "Niet wachten" not in told
