"""A false alarm of ours is taken back, and what the bank said is heard."""

import pytest

from tests.actions.talking import Talk

CLICKED = ("ik heb op de link geklikt", "ask_after_incident")
ACCOUNT = ("j'ai donné mon numéro de compte", "ask_after_incident")
CARD = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
ITSME = ("I approved the itsme request", "ask_after_incident")


def test_who_only_clicked_and_is_frightened_hears_that_nothing_is_lost(talk: Talk):
    told = talk(CLICKED, ("ge maakt mij bang, ik heb toch niks kwijt?!", "tell_more"))
    assert "niets kwijt" in told
    assert "schrikken. Het is niet uw fout" not in told


def test_without_a_card_card_stop_is_taken_back(talk: Talk):
    told = talk(ACCOUNT, ("je n'ai donné ni carte ni code !", "point_out"))
    assert "Card Stop n'est pas nécessaire" in told


def test_a_card_that_was_given_stays_urgent(talk: Talk):
    told = talk(CARD, ("maar ik heb geen code gegeven!", "tell_more"))
    assert "Doe dit dus toch" in told
    assert "078 170 170" in told


def test_after_itsme_alone_the_bank_comes_first(talk: Talk):
    told = talk(ITSME, ("I never gave a card number", "tell_more"))
    assert "Card Stop does not come first" in told
    assert "Call your bank now" in told


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (ACCOUNT, "la banque dit que rien n'a disparu", "bonne nouvelle"),
        (ITSME, "the bank says nothing is gone", "That is good news"),
        (CARD, "de bank zegt dat er niks weg is", "Card Stop"),
    ],
)
def test_what_the_bank_said_counts_as_having_called_it(
    talk: Talk, before: tuple[str, str], text: str, expected: str
):
    told = talk(before, (text, "tell_more"))
    assert expected in told
    assert "Bel nu uw bank" not in told


def test_money_that_the_bank_saw_gone_is_disputed_and_not_told_to_it_again(talk: Talk):
    told = talk(CARD, ("de bank zegt dat er 380 euro weg is. en nu?", "ask_next_step"))
    assert "betwisten" in told
    assert "Bel opnieuw" not in told


def test_a_call_from_a_false_card_stop_is_no_call_to_it(talk: Talk):
    told = talk(("on m'a appelé de Card Stop et j'ai donné mon code", "ask_after_incident"))
    assert "déjà fait" not in told
    assert "078 170 170" in told


def test_who_says_twice_that_it_did_not_fit_gets_the_question_again(talk: Talk):
    told = talk(CARD, ("dat was mijn vraag niet. moet ik naar de politie?", "point_out"))
    assert told.startswith("Sorry dat ik u verkeerd begreep")
    assert "politie" in told


def test_a_bare_complaint_hears_who_knows_more(talk: Talk):
    assert "1700" in talk(CARD, ("ge helpt mij niet", "out_of_scope"))


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (ACCOUNT, "rien d'autre", "ce n'est pas si grave"),
        (("ma mère a donné son numéro national", "ask_after_incident"), "rien d'autre", "reste là"),
    ],
)
def test_nothing_else_is_heard(talk: Talk, before: tuple[str, str], text: str, expected: str):
    assert expected in talk(before, (text, "deny"))


def test_who_is_frightened_and_asks_gets_the_answer(talk: Talk):
    told = talk(CARD, ("ge maakt mij bang, moet ik naar de politie?", "tell_more"))
    assert told.startswith("Sorry dat ik u liet schrikken")
    assert "politie" in told


def test_a_code_that_was_of_whatsapp_asks_for_no_card_stop(talk: Talk):
    code = ("ich habe einen Code weitergegeben", "ask_after_incident")
    told = talk(code, ("es war der WhatsApp-Code", "tell_more"), ("was jetzt?", "ask_next_step"))
    assert "Card Stop" not in told


def test_after_a_harmless_detail_the_bank_need_not_know(talk: Talk):
    gave = ("I gave my name and date of birth", "ask_after_incident")
    assert "not needed" in talk(gave, ("should I call my bank?", "ask_permission"))


def test_thanks_after_taking_it_back_are_no_thing_that_was_done(talk: Talk):
    gave = ("I gave my name and date of birth", "ask_after_incident")
    told = talk(gave, ("you're freaking me out", "tell_more"), ("ok thank you", "thank"))
    assert "did that already" not in told


PAID = ("ik heb betaald op die site", "ask_after_incident")
PAID_TOO = {
    "nl": (("ik gaf mijn rekeningnummer en ik heb betaald", "ask_after_incident"), "wat nu?"),
    "en": (("I gave my account number and I paid", "ask_after_incident"), "what now?"),
    "fr": (("j'ai donné mon numéro de compte et j'ai payé", "ask_after_incident"), "que faire ?"),
    "de": (
        ("ich habe meine Kontonummer angegeben und bezahlt", "ask_after_incident"),
        "was jetzt?",
    ),
}


@pytest.mark.parametrize(
    ("language", "text", "sorry", "bank"),
    [
        ("nl", "maar ik heb niks betaald!", "u betaalde dus niets", "betaling"),
        ("nl", "300 was beloofd, niet betaald", "u betaalde dus niets", "betaling"),
        ("en", "not paid, I would GET 300", "you paid nothing", "payment"),
        ("fr", "je n'ai PAS payé", "vous n'avez donc rien payé", "paiement"),
        ("de", "ich habe doch nichts bezahlt", "Sie haben also nichts bezahlt", "Zahlung"),
    ],
)
def test_who_denies_a_payment_gets_a_sorry_and_hears_of_it_no_more(
    talk: Talk, language: str, text: str, sorry: str, bank: str
):
    before, asks = PAID_TOO[language]
    denied = (text, "ask_after_incident")
    told = talk(before, denied, language=language)
    assert sorry in told
    assert bank not in told
    assert bank not in talk(before, denied, (asks, "ask_next_step"), language=language)


def test_who_says_so_again_is_right_and_hears_no_step(talk: Talk):
    before, _ = PAID_TOO["nl"]
    again = ("NOG EENS ik heb niks betaald", "ask_after_incident")
    told = talk(before, ("ik heb niks betaald", "tell_more"), again)
    assert told.startswith("Klopt, u betaalde niets")
    assert "Bel" not in told


def test_who_lost_nothing_at_all_need_do_nothing(talk: Talk):
    told = talk(PAID, ("nee ik heb niets betaald", "deny"))
    assert "u betaalde dus niets" in told
    assert "niets kwijt" in told


def test_what_is_denied_is_left_out_before_a_question_is_answered(talk: Talk):
    before, _ = PAID_TOO["nl"]
    told = talk(before, ("ik heb niks betaald. moet ik naar de politie?", "ask_next_step"))
    assert told.startswith("Sorry, ik begreep u verkeerd")
    assert "Er is geld weg" not in told


def test_a_card_that_is_not_named_stays_given(talk: Talk):
    told = talk(
        CARD, ("maar ik heb niks gegeven hoor", "tell_more"), ("wat eerst?", "ask_next_step")
    )
    assert "Card Stop" in told


@pytest.mark.parametrize(
    ("language", "before", "text", "expected", "asks"),
    [
        (
            "nl",
            "ik heb mijn code gegeven aan de bank zogezegd",
            "het was de code van de voordeur, niet van mijn kaart",
            "niets kwijt",
            "dus mijn kaart blokkeren moet niet?",
        ),
        (
            "en",
            "I gave my code to a scammer",
            "it was the code of the gate, not of my card",
            "lost nothing",
            "must I block my card?",
        ),
        (
            "fr",
            "j'ai donné mon code à un escroc",
            "c'était le code de l'alarme, pas de la carte",
            "rien perdu",
            "je dois bloquer ma carte ?",
        ),
        (
            "de",
            "ich habe einem Betrüger meinen Code gegeben",
            "es war der Code der Haustür, nicht von der Bank",
            "nichts verloren",
            "muss ich meine Karte sperren?",
        ),
    ],
)
def test_a_code_that_opens_no_account_asks_for_no_card_stop(
    talk: Talk, language: str, before: str, text: str, expected: str, asks: str
):
    told = talk((before, "ask_after_incident"), (text, "tell_more"), language=language)
    assert expected in told
    turns = ((before, "ask_after_incident"), (text, "tell_more"), (asks, "out_of_scope"))
    assert "078 170 170" not in talk(*turns, language=language)


@pytest.mark.parametrize(
    ("language", "before", "text", "expected"),
    [
        ("nl", "ik heb 900 euro gestort", "vals alarm, het was mijn dochter", "opluchting"),
        ("en", "I paid 900 euro to somebody", "false alarm, it was my daughter", "relief"),
        ("fr", "j'ai payé 900 euros", "fausse alerte, c'était ma fille", "soulagement"),
        ("de", "ich habe 900 Euro überwiesen", "Fehlalarm, es war meine Tochter", "Erleichterung"),
    ],
)
def test_a_false_alarm_is_a_relief_once_it_was_checked(
    talk: Talk, language: str, before: str, text: str, expected: str
):
    told = talk((before, "ask_after_incident"), (text, "tell_more"), language=language)
    assert expected in told
    assert "900" not in told


def test_who_logs_in_to_whatsapp_again_gave_no_password(talk: Talk):
    code = ("Ich habe meinen WhatsApp-Code weitergegeben", "ask_after_incident")
    told = talk(code, ("habe mich schon neu angemeldet", "tell_done"))
    assert "Passwort jetzt" not in told
