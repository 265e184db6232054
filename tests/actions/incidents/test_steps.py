"""After something happened: the steps for exactly what was given, then the next ones."""

import pytest

from tests.actions.talking import Said, Talk


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("ik gaf mijn kaartnummer", "078 170 170", "wachtwoord"),
        ("ik heb geld overgeschreven", "bank", "078 170 170"),
        ("ik heb mijn wachtwoord ingevuld", "Verander", "078 170 170"),
        ("ik stuurde een foto van mijn identiteitskaart", "00800 2123 2123", "078 170 170"),
        ("ik heb alleen geklikt", "Geen paniek", "078 170 170"),
        ("I approved it in itsme", "support.itsme-id.com", "DocStop"),
        ("j'ai donné mon mot de passe", "Changez", "078 170 170"),
        ("ich habe Geld überwiesen", "Bank", "DocStop"),
        ("whatsapp code gegeven", "WhatsApp", "078 170 170"),
        ("I gave my WhatsApp code", "Warn your contacts", "078 170 170"),
        ("ik gaf de sms-code van de bank via whatsapp", "078 170 170", "WhatsApp"),
        ("ik gaf de sms-code van itsme", "support.itsme-id.com", "WhatsApp"),
        ("ik gaf de codes van cadeaukaarten", "kassabon", "078 170 170"),
        ("ik gaf mijn rekeningnummer en mijn pincode", "078 170 170", "alleen een rekeningnummer"),
        ("j'ai donné mon numéro de compte et le code de la banque", "078 170 170", "seul numéro"),
    ],
)
def test_steps_for_what_was_given(talk: Talk, text: str, wanted: str, unwanted: str):
    told = talk((text, "ask_after_incident"))
    assert wanted in told
    assert unwanted not in told


def test_steps_go_on_and_end(talk: Talk):
    gave, on = ("ik gaf mijn code", "ask_after_incident"), ("en dan", "ask_next_step")
    told = [talk(gave, *[on] * count) for count in range(5)]
    assert len(set(told)) == len(told)
    assert "politie" in told[1]


def test_a_taken_whatsapp_is_secured_after_it_is_back(talk: Talk):
    gave, on = ("whatsapp code gegeven", "ask_after_incident"), ("en dan", "ask_next_step")
    assert "twee stappen" in talk(gave, on)
    assert "in uw naam" in talk(gave, ("wat kunnen ze daarmee doen", "ask_why"))


def test_what_is_done_is_not_told(talk: Talk):
    gave = ("ik gaf mijn kaartnummer, card stop is al gebeld", "ask_after_incident")
    assert "078 170 170" not in talk(gave)


def test_what_was_given_later_brings_its_step(talk: Talk):
    paid = ("ik heb betaald", "ask_after_incident")
    assert "078 170 170" in talk(paid, ("en mijn code gegeven ook", "tell_more"))


def test_without_knowing_it_asks(talk: Talk):
    assert "Zeg mij wat u gaf" in talk(("er is iets ergs gebeurd", "ask_after_incident"))


def test_something_told_without_address_asks_one_question(talk: Talk):
    told = talk(("ik kreeg een mail van de VDAB over mijn dossier", "check_channel"))
    assert "VDAB" in told
    assert "Plak" in told
    assert "http" not in told


MOTHER = ("mijn ma is opgelicht", "ask_after_incident")
CODE = ("ze heeft haar code gegeven", "tell_more")
PAID = ("en ook 800 euro overgeschreven", "tell_more")
BLOCKED = ("ze heeft haar kaart al geblokkeerd", "tell_done")


def test_what_is_told_over_several_turns_is_kept_and_used(talk: Talk):
    assert "Wat erg voor uw moeder" in talk(MOTHER)
    assert "samen" in talk(MOTHER, CODE)
    paid = talk(MOTHER, CODE, PAID)
    assert "de betaling van 800 euro" in paid
    assert "078 170 170" not in paid
    blocked = talk(MOTHER, CODE, PAID, BLOCKED)
    assert blocked.startswith("Goed dat")
    assert "Bel nu de bank" in blocked
    assert "078 170 170" not in blocked
    assert "aangifte" in talk(MOTHER, CODE, PAID, BLOCKED, ("wat nu", "ask_next_step"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("my client transferred money to a fake tax office", "your client"),
        ("hello, I am an accountant and my colleague paid a fake invoice", "your colleague"),
        ("mon père a donné son code", "votre père"),
        ("meine Mutter hat Geld überwiesen", "Ihre Mutter"),
        ("ik bel voor mijn oma, ze heeft haar pincode gegeven", "uw grootmoeder"),
    ],
)
def test_somebody_else_is_named(talk: Talk, text: str, named: str):
    assert named in talk((text, "ask_after_incident"))


@pytest.mark.parametrize(
    "text",
    [
        "ik heb 800 euro betaald aan mijn zoon met een nieuw nummer",
        "mijn zoon stuurde een sms en ik heb 800 euro betaald",
        "my daughter has a new number and I paid 900 euros",
    ],
)
def test_who_paid_is_not_who_seemed_to_ask(talk: Talk, text: str):
    told = talk((text, "ask_after_incident"))
    assert "zoon" not in told
    assert "daughter" not in told


@pytest.mark.parametrize(
    ("gave", "on", "wanted"),
    [
        (
            ("ik gaf mijn code", "ask_after_incident"),
            ("en mijn kaart ook", "tell_more"),
            "dringend",
        ),
        (("ik heb betaald", "ask_after_incident"), ("350 euro", "tell_more"), "350 euro"),
        (("ik heb alles ingevuld", "tell_more"), ("kaart en code", "tell_more"), "078 170 170"),
        (("they ask my code", "tell_more"), ("too late", "tell_done"), "Card Stop"),
    ],
)
def test_news_is_answered_and_not_the_same_list(talk: Talk, gave: Said, on: Said, wanted: str):
    told = talk(gave, on)
    assert wanted in told
    assert told != talk(gave)


@pytest.mark.parametrize(
    ("upset", "kind"),
    [
        ("ik zit hier te beven, ik gaf mijn code", "Dat is schrikken"),
        ("I gave my code and I am shaking", "That is a shock"),
        ("ma mère a donné son code et elle pleure", "C'est dur pour votre mère"),
    ],
)
def test_a_kind_word_comes_first_and_once(talk: Talk, upset: str, kind: str):
    gave = (upset, "ask_after_incident")
    assert talk(gave).startswith(kind)
    assert kind not in talk(gave, (f"{upset}!", "tell_more"))


@pytest.mark.parametrize("intent", ["check_channel", "out_of_scope"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "tien dagen geleden heb ik 320 euro betaald aan een website die zogezegd"
            " een premie voor mij ging aanvragen",
            "320 euro",
        ),
        ("ik heb iemand laten overnemen op mijne computer", "internet van dat toestel"),
    ],
)
def test_what_was_done_is_heard_before_what_was_promised(
    talk: Talk, text: str, said: str, intent: str
):
    assert said in talk((text, intent))


def test_money_that_is_taken_off_is_gone(talk: Talk):
    told = talk(("ik gaf mijn code", "ask_after_incident"), ("ze hebben er al 950 euro af", "deny"))
    assert "950 euro" in told


HACKED = ("mijn facebook is gehackt en stuurt berichten naar al mijn vrienden", "check_channel")


def test_who_was_hacked_hears_about_the_account_and_no_card(talk: Talk):
    told = talk(HACKED)
    assert "wachtwoord vergeten" in told
    assert "contacten" in told
    assert "Card Stop" not in told


@pytest.mark.parametrize(
    "text",
    ["ze hebben mijn wachtwoord veranderd", "ik kan er niet meer in", "hoe krijg ik dat terug"],
)
def test_who_is_locked_out_is_sent_to_the_network(talk: Talk, text: str):
    told = talk(HACKED, (text, "tell_more"))
    assert "het netwerk zelf" in told
    assert "Goed dat dat al gedaan is" not in told


def test_an_account_of_the_government_that_was_hacked_is_nobodys_loss(talk: Talk):
    told = talk(("is het account van een minister gehackt geweest", "ask_misuse_cases"))
    assert "wachtwoord vergeten" not in told


FOREIGN = [
    ("nl", "stuurde een foto van mijn paspoort", "het is een buitenlands paspoort", "ambassade"),
    ("en", "I sent a photo of my passport", "it is not a belgian passport", "embassy"),
    ("fr", "j'ai envoyé une copie de mon passeport", "il n'est pas belge", "ambassade"),
    ("de", "ich habe eine Kopie meines Passes geschickt", "es ist kein belgischer", "Botschaft"),
]


@pytest.mark.parametrize(("language", "gave", "text", "wanted"), FOREIGN)
def test_a_document_of_elsewhere_is_for_who_issued_it(
    talk: Talk, language: str, gave: str, text: str, wanted: str
):
    told = talk((gave, "ask_after_incident"), (text, "tell_more"), language=language)
    assert wanted in told


OPENED = [
    ("nl", "mijn collega heeft de bijlage geopend", "IT-dienst"),
    ("en", "my colleague opened the attachment", "IT department"),
    ("fr", "mon collègue a ouvert la pièce jointe", "service informatique"),
    ("de", "mein Kollege hat den Anhang geöffnet", "IT-Abteilung"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), OPENED)
def test_an_opened_attachment_asks_for_no_card(talk: Talk, language: str, text: str, wanted: str):
    told = talk((text, "ask_after_incident"), language=language)
    assert wanted in told
    assert "078 170 170" not in told


OWED = [
    ("nl", "ik heb 95 euro betaald", "nee dat was de echte factuur van vorige maand"),
    ("en", "I paid 95 euros", "no, that was the real bill from last month"),
    ("fr", "j'ai payé 95 euros", "non c'était la vraie facture du mois passé"),
    ("de", "ich habe 95 Euro bezahlt", "nein, das war die echte Rechnung vom letzten Monat"),
]


@pytest.mark.parametrize(("language", "paid", "text"), OWED)
def test_a_payment_that_was_owed_needs_no_bank(talk: Talk, language: str, paid: str, text: str):
    told = talk((paid, "ask_after_incident"), (text, "tell_more"), language=language)
    assert told.startswith(("Sorry", "Pardon", "Entschuldigung"))
    assert "ank" not in told.replace("Dank", "")


COMES_BACK = [
    ("nl", "ik gaf mijn wachtwoord", "en mijn wachtwoord dan?", "Verander dat wachtwoord"),
    ("en", "I gave my password", "and what about my password?", "Change that password"),
    ("fr", "j'ai donné mon mot de passe", "et mon mot de passe ?", "Changez ce mot de passe"),
    ("de", "ich habe mein Passwort angegeben", "und mein Passwort?", "Ändern Sie das Passwort"),
]


@pytest.mark.parametrize(("language", "gave", "text", "wanted"), COMES_BACK)
@pytest.mark.parametrize("intent", ["ask_permission", "ask_after_incident", "out_of_scope"])
def test_who_comes_back_to_one_thing_hears_what_to_do(
    talk: Talk, language: str, gave: str, text: str, wanted: str, intent: str
):
    assert wanted in talk((gave, "ask_after_incident"), (text, intent), language=language)


def test_what_did_not_fit_is_not_told_over_a_question(talk: Talk):
    gave = ("ik gaf mijn rekeningnummer en itsme en nu is er 640 euro weg", "ask_after_incident")
    told = talk(gave, ("ben ik nu mijn huis kwijt door die mensen?", "ask_after_incident"))
    assert "Daarna" not in told


def test_which_card_is_blocked_is_known_from_what_was_told(talk: Talk):
    gave = ("ik stuurde een foto van mijn identiteitskaart", "ask_after_incident")
    told = talk(gave, ("ze blokkeren mijn kaart", "tell_done"), ("en mijn id kaart?", "ask_why"))
    assert "DocStop" not in told


@pytest.mark.parametrize(
    ("language", "gave", "text", "wanted"),
    [
        ("nl", "ik gaf mijn code", "is dat mijn eigen fout?", "slachtoffer"),
        ("en", "I gave my code", "is it my fault?", "victim"),
        ("fr", "j'ai donné mon code", "c'est ma faute ?", "victime"),
        ("de", "ich habe meinen Code angegeben", "ist das meine Schuld?", "Opfer"),
    ],
)
def test_whose_fault_it_is_asks_for_nothing_again(
    talk: Talk, language: str, gave: str, text: str, wanted: str
):
    told = talk((gave, "ask_after_incident"), (text, "out_of_scope"), language=language)
    assert wanted in told
    assert not any(each in told for each in ("Vertel mij", "Tell me", "Racontez", "Erzählen"))


@pytest.mark.parametrize(
    "text", ["mag ik anydesk er zelf afhalen", "kan ik de app gewoon verwijderen?"]
)
def test_an_app_that_is_there_is_not_forbidden_any_more(talk: Talk, text: str):
    told = talk(("ik heb anydesk geïnstalleerd", "ask_after_incident"), (text, "ask_permission"))
    assert "Installeer geen app" not in told


def test_a_question_on_hanging_up_is_no_deed(talk: Talk):
    gave = ("I installed an app from a text message", "ask_after_incident")
    assert "After that" not in talk(gave, ("hang up what? nobody called", "out_of_scope"))


def test_nothing_is_to_be_forwarded_of_a_visit(talk: Talk):
    gave = ("iemand aan de deur kreeg mijn bankkaart, ik gaf ze", "ask_after_incident")
    on: Said = ("en dan", "ask_next_step")
    assert not any(
        "doorsturen" in each or "safeonweb" in each
        for each in [talk(gave, *[on] * count) for count in range(5)]
    )
