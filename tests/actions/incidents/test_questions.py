"""A question after something happened is answered, or said not to be known; no list of steps."""

import pytest

from actions.cues.facts import FactsReader
from tests.actions.talking import Said, Talk

CARD: Said = ("ik heb mijn kaartnummer ingevuld", "ask_after_incident")
PAID: Said = ("ik heb 300 euro overgeschreven naar een valse verhuurder", "ask_after_incident")
TAKEN_OVER: Said = ("ze zitten in mijn computer, de muis bewoog vanzelf", "ask_after_incident")
FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
NOT_KNOWN = "weet ik niet zeker"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("en woa kan 'k da zien?", "ask_why"),
        ("hoe lang duurt een nieuwe kaart", "out_of_scope"),
        ("hoeveel mensen werken er bij Card Stop?", "ask_permission"),
        ("wie zegt dat aan haar kinderen?", "tell_more"),
    ],
)
def test_what_nobody_knows_is_said_not_to_be_known(talk: Talk, text: str, intent: str):
    told = talk(CARD, (text, intent))
    assert NOT_KNOWN in told
    assert "Daarna" not in told


def test_what_is_not_known_is_said_in_other_words_the_second_time(talk: Talk):
    first = ("hoe lang duurt een nieuwe kaart", "out_of_scope")
    told = talk(CARD, first, ("en wie betaalt die nieuwe kaart?", "ask_why"))
    assert NOT_KNOWN not in told
    assert "1700" in told


@pytest.mark.parametrize("text", ["waarom moet dat zo vlug?", "hoezo is dat nodig", "waarom"])
def test_a_real_why_gets_the_reason(talk: Talk, text: str):
    assert "hoe eerder de bank" in talk(CARD, (text, "ask_why"))


@pytest.mark.parametrize("text", ["wat nu?", "en dan", "moet ik nu nog iets doen"])
def test_the_next_step_is_told_to_who_asks_it(talk: Talk, text: str):
    assert "code meer door" in talk(CARD, (text, "ask_next_step"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Krijg ik dat terug of niet, eerlijk zeggen", "ask_permission"),
        ("zie ik mijn geld nog terug", "ask_next_step"),
        ("ben ik dat voorgoed kwijt?", "out_of_scope"),
        ("will I get it back", "ask_permission"),
        ("je vais revoir mes sous ?", "ask_permission"),
        ("bekomme ich das Geld zurück", "ask_why"),
    ],
)
def test_who_asks_for_the_money_hears_what_decides_it(talk: Talk, text: str, intent: str):
    told = talk(PAID, (text, intent))
    assert any(each in told for each in ("grof nalatig", "grossly", "négligence", "grober"))


def test_an_account_that_is_asked_back_is_no_money(talk: Talk):
    assert "grof nalatig" not in talk(PAID, ("krijg ik mijn account terug?", "ask_permission"))


def test_a_question_beside_what_is_done_is_answered(talk: Talk):
    told = talk(TAKEN_OVER, ("Bank gebeld. Kan dat toestel nog kapot gaan?", "tell_done"))
    assert told.startswith("Goed dat dat al gedaan is")
    assert "Card Stop" not in told


def test_after_the_bank_a_device_alone_asks_for_no_card_stop(talk: Talk):
    done = ("ik heb de bank gebeld", "tell_done")
    assert "Card Stop" not in talk(TAKEN_OVER, done)
    assert "Card Stop" in talk(TAKEN_OVER, ("ik gaf ook mijn pincode", "tell_more"), done)


def test_what_is_named_comes_first(talk: Talk):
    told = talk(TAKEN_OVER, ("wat eerst, bank of politie?", "ask_next_step"))
    assert "bank" in told
    assert "Card Stop" not in told


def test_what_others_can_do_is_not_taken_for_giving(talk: Talk):
    told = talk(CARD, ("kunnen ze betalen zonder mijn pincode?", "ask_permission"))
    assert "Nee, nooit" not in told


def test_the_bank_does_not_hear_it_by_itself(talk: Talk):
    assert "bel uw bank ook zelf" in talk(CARD, ("en mijn bank, weet die dat ook?", "out_of_scope"))


@pytest.mark.parametrize(
    "text",
    [
        "ze heeft al 20 euro gestort op mijn rekening dus dat is echt",
        "she paid ME 20 euro, so it is real",
        "elle m'a payé 20 euros",
        "er hat mir schon 20 Euro überwiesen",
    ],
)
def test_money_that_came_in_was_not_paid(talk: Talk, text: str):
    assert FactsReader.load().read(text).given == ()
    told = talk(FAKE, (text, "ask_after_incident"))
    assert any(each in told for each in ("vertrouwen", "trust", "confiance", "Vertrauen"))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("my dad already invested 1200 euros", "money"),
        ("38 Euro abgebucht statt 3,80", "money"),
        ("he saw me type my pin code", "code"),
        ("they have access to my laptop", "app"),
    ],
)
def test_it_is_read_as_given(text: str, given: str):
    assert given in FactsReader.load().read(text).given


@pytest.mark.parametrize(
    "text", ["moet ik de kaart laten blokkeren?", "müssen wir die Karte sperren lassen?"]
)
def test_what_is_asked_is_not_done(text: str):
    assert FactsReader.load().read(text).done == ()


def test_who_stays_at_the_door_is_for_the_police(talk: Talk):
    visit = ("er staat een meneer aan de deur van Fluvius", "check_channel")
    told = talk(visit, ("hij wil binnen, hij staat met zijn voet tegen de deur", "tell_more"))
    assert "el nu 101" in told
    assert "Zoals ik al zei" not in told


def test_that_is_what_was_suspicious_though_something_real_came_after(reporting_talk: Talk):
    real = ("en www.vdab.be?", "check_channel")
    wish = ("kunt ge dat registreren als melding, voor 14 klanten", "report_misuse")
    assert "vdab-jobs[.]be" in reporting_talk(FAKE, real, wish)


@pytest.mark.parametrize(
    ("before", "text", "starts"),
    [
        (TAKEN_OVER, "mag de computer nog aan blijven?", "Ja, maar zonder internet"),
        (TAKEN_OVER, "l'ordinateur peut rester allumé ?", "Oui, mais sans"),
        (PAID, "they want a fee before they pay me back", "No, pay nothing"),
        (PAID, "sie wollen eine Gebühr, bevor sie erstatten", "Nein, zahlen Sie nichts"),
        (PAID, "en als hij terugbelt, wat zeg ik dan?", "Niets: neem niet op"),
        (CARD, "can I trust Card Stop?", "Card Stop is the Belgian service"),
        (CARD, "je peux la bloquer dans l'application de ma banque ?", "L'app de la banque"),
    ],
)
def test_what_only_a_victim_asks_is_answered_first(
    talk: Talk, before: Said, text: str, starts: str
):
    assert talk(before, (text, "tell_more")).startswith(starts)


def test_an_account_number_is_not_called_harmless_beside_a_card(talk: Talk):
    asked = ("kunnen ze mijn rekening leeghalen met mijn iban?", "ask_why")
    assert "niet leeghalen" not in talk(CARD, asked)


def test_what_only_a_victim_asks_leaves_an_address_alone(talk: Talk):
    assert "zonder internet" not in talk(FAKE, ("mag de computer nog aan blijven?", "ask_why"))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("ik heb een foto van mijn identiteitskaart gestuurd", "lening"),
        ("ik heb mijn wachtwoord gegeven", "wachtwoord"),
        ("ik heb mijn kaartnummer gegeven", "Card Stop"),
        ("ik heb op de link geklikt", "klik"),
    ],
)
def test_what_others_can_do_with_it_depends_on_what_was_given(talk: Talk, told: str, wanted: str):
    heard = talk((told, "ask_after_incident"), ("wat kunnen ze daar nu mee doen", "tell_more"))
    assert wanted in heard


@pytest.mark.parametrize(
    ("before", "text", "language", "starts"),
    [
        (PAID, "wie betaalt dat nu terug", "nl", "Dat beslist eerst de bank"),
        (PAID, "does my insurance cover this", "en", "That depends on your policy"),
        (PAID, "ma banque dit que c'est ma faute", "fr", "Vous ne devez pas simplement"),
        (CARD, "ich finde die Nummer der Bank nicht", "de", "Um eine Karte zu sperren"),
        (CARD, "hij wil niet bellen", "nl", "Dwingen kunt u niet"),
        (CARD, "moet ik nu de bank bellen voor 35 euro", "nl", "Ja"),
        (TAKEN_OVER, "what could he have seen", "en", "I cannot see that"),
        (PAID, "mag ik dat geld terugstorten naar die man", "nl", "Nee, stuur niets"),
    ],
)
def test_what_a_victim_asks_is_answered_first(
    talk: Talk, before: Said, text: str, language: str, starts: str
):
    assert talk(before, (text, "out_of_scope"), language=language).startswith(starts)


def test_the_answer_depends_on_what_was_given(talk: Talk):
    clicked: Said = ("ik heb alleen op de link geklikt", "ask_after_incident")
    asked: Said = ("moet ik mijn gsm nu resetten", "ask_permission")
    assert talk(clicked, asked).startswith("Nee, niet als u alleen")
    assert talk(TAKEN_OVER, asked).startswith("Ja: zet het terug")


def test_a_question_beside_what_was_done_is_not_taken_for_another(talk: Talk):
    done: Said = ("ik heb card stop gebeld. en nu?", "tell_done")
    assert "de Belgische dienst" not in talk(CARD, done)
    gone: Said = ("bank gebeld, ze zeggen dat de overschrijving al doorgegaan is", "tell_done")
    assert talk(PAID, gone).startswith("Dat is hard")


def test_a_few_words_of_when_are_no_amount(talk: Talk):
    told = talk(PAID, ("5 minuten geleden", "tell_more"), ("wat eerst", "ask_next_step"))
    assert "300 euro" in told


def test_a_niece_is_no_german_not():
    assert "money" in FactsReader.load().read("mijn nicht heeft al 200 euro gestort").given


@pytest.mark.parametrize(
    "text",
    [
        "en als ik al betaald heb?",
        "what if I already paid?",
        "et si j'ai déjà payé ?",
        "und wenn ich schon bezahlt habe?",
    ],
)
def test_what_if_it_was_paid_is_answered_as_a_loss(talk: Talk, text: str):
    before: Said = ("is delijn-tickets.shop echt?", "check_channel")
    assert "078 170 170" in talk(before, (text, "ask_after_incident"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("kan ik morgen nog aangifte doen", "Dat mag later"),
        ("can I go to the police tomorrow", "That may be later"),
        ("je peux porter plainte demain", "Cela peut se faire plus tard"),
        ("kann ich morgen noch Anzeige erstatten", "Das darf später sein"),
    ],
)
def test_the_police_may_wait_and_the_bank_may_not(talk: Talk, text: str, wanted: str):
    language = {"Dat": "nl", "That": "en", "Cela": "fr", "Das": "de"}[wanted.split()[0]]
    gave = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
    assert talk(gave, (text, "out_of_scope"), language=language).startswith(wanted)


def test_a_complaint_after_a_loss_is_none_about_a_service(talk: Talk):
    gave = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
    assert "officiële klacht" not in talk(gave, ("moet ik klacht indienen", "out_of_scope"))


GAVE_ITSME: Said = ("ik heb itsme goedgekeurd voor een oplichter", "ask_after_incident")
GAVE_IBAN: Said = ("ik heb mijn rekeningnummer gegeven aan een oplichter", "ask_after_incident")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "wat kan iemand openen met mijn itsme", "diensten van de overheid"),
        ("en", "what can somebody open with my itsme", "with the authorities too"),
        ("fr", "que peut-on ouvrir avec mon itsme", "auprès des autorités"),
        ("de", "was kann man mit meinem itsme alles öffnen", "bei Behörden"),
        ("nl", "kunnen ze mijn kindergeld naar een andere rekening laten gaan", "weet ik niet"),
        ("en", "can they have my child benefit paid to another account", "I do not know"),
        ("fr", "peuvent-ils faire verser mes allocations sur un autre compte", "je ne le sais"),
        ("de", "können die mein Kindergeld auf ein anderes Konto umleiten", "weiß ich nicht"),
        ("nl", "moet ik mijn echte abonnement nu opzeggen", "niets op te zeggen"),
        ("en", "do I have to cancel my real subscription now", "need not cancel"),
        ("fr", "dois-je résilier mon vrai abonnement maintenant", "ne devez rien résilier"),
        ("de", "muss ich mein echtes Abo jetzt kündigen", "nichts kündigen"),
        ("nl", "hoe stel ik hem gerust", "jouw schuld niet"),
        ("en", "she keeps crying, how do I comfort her", "not your fault"),
        ("fr", "comment le rassurer", "pas ta faute"),
        ("de", "wie beruhige ich ihn", "nicht deine Schuld"),
        ("nl", "mag ik nu slapen of moet ik wakker blijven", "rust mag"),
        ("en", "may I sleep now or do I have to stay up", "do rest"),
        ("fr", "je peux dormir maintenant ou je dois rester éveillé", "reposez-vous"),
        ("de", "darf ich jetzt schlafen oder muss ich wach bleiben", "ruhen Sie sich aus"),
        ("nl", "kost bellen naar card stop iets", "telefoonbedrijf"),
        ("nl", "hoe herkennen we zoiets de volgende keer", "Eén teken is genoeg"),
    ],
)
def test_what_victims_ask_gets_an_answer_and_no_next_step(
    talk: Talk, language: str, text: str, expected: str
):
    told = talk(GAVE_ITSME, (text, "ask_next_step"), language=language)
    assert expected in told
    assert not any(each in told for each in ("Daarna", "After that", "Ensuite :", "Danach"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("en moet ik mijn lidkaart van de bib dan inleveren?", "ask_next_step"),
        ("heeft dat iets met de maan te maken?", "ask_permission"),
        ("wie gaat dat aan de kat vertellen?", "ask_if_sure"),
    ],
)
def test_a_question_that_is_not_understood_gets_no_next_step(talk: Talk, text: str, intent: str):
    told = talk(CARD, (text, intent))
    assert "begrijp uw vraag niet goed" in told
    assert "1." not in told


def test_who_only_tells_on_gets_no_next_step(talk: Talk):
    tells: tuple[Said, ...] = (
        ("het was een vriendelijke stem", "tell_more"),
        ("ik zat net te eten", "tell_more"),
        ("mijn hond blafte ook nog", "tell_more"),
        ("hij sprak met een accent", "tell_more"),
        ("het regende die dag", "tell_more"),
    )
    told = [talk(CARD, *tells[:count]) for count in range(1, len(tells) + 1)]
    assert not any("Daarna" in each or "al zei" in each for each in told)
    assert any("luister" in each for each in told)


def test_an_account_number_beside_a_photo_of_a_card_is_answered(talk: Talk):
    gave = ("ik heb mijn rekeningnummer en een foto van mijn id kaart doorgegeven", "tell_more")
    told = talk(GAVE_IBAN, gave, ("kunnen ze met dat nummer geld afhalen", "ask_permission"))
    assert told.startswith("Nee, met uw rekeningnummer")


def test_a_number_that_we_named_is_judged_no_more_after_a_loss(talk: Talk):
    told = talk(CARD, ("die kaartstop 078 170 170 zegde gij. kost da iets", "check_channel"))
    assert "niet de Vlaamse overheid" not in told


def test_who_asks_whether_it_was_really_them_hears_where_to_ask(talk: Talk):
    told = talk(CARD, ("was dat echt VDAB?", "ask_if_sure"))
    assert "kan ik niet nagaan" in told
    assert "vdab.be" in told
