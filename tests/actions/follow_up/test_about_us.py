"""Who doubts us is answered what they ask, and no other thing of us."""

import pytest

from tests.actions.talking import Said, Talk

ASKS_US = "bot_challenge"
EXAMPLE: Said = ("geef een voorbeeld van een valse sms", "ask_security")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("wie heeft u gemaakt", "nl", "Het team van Kanaalcheck"),
        ("who made you", "en", "The Kanaalcheck team"),
        ("qui vous a fabriqué", "fr", "L'équipe de Kanaalcheck"),
        ("wer hat Sie gemacht", "de", "Das Team von Kanaalcheck"),
        ("zijt ge AI", "nl", "Ja, ik ben een computerprogramma"),
        ("waarom zou ik u vertrouwen", "nl", "Dat hoeft u niet"),
    ],
)
def test_what_is_asked_of_us_is_answered(talk: Talk, text: str, language: str, wanted: str):
    assert talk((text, ASKS_US), language=language).startswith(wanted)


def test_two_questions_about_us_get_two_answers(talk: Talk):
    told = talk(("Wie heeft u gemaakt? Waarom zou ik u vertrouwen?", ASKS_US))
    assert "Het team van Kanaalcheck" in told
    assert "kijk na wat ik zeg" in told


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("wie heeft u gemaakt? of een firma die mijn data verkoopt", "nl", "geef ik niet door"),
        ("who made you? or a firm that sells my data", "en", "do not pass"),
        ("qui vous a fabriqué ? une firme qui revend les données ?", "fr", "ne transmets pas"),
        ("wer hat Sie gemacht? eine Firma, die Daten verkauft?", "de", "gebe ich nicht"),
    ],
)
def test_whether_what_is_typed_is_sold_is_answered_too(
    talk: Talk, text: str, language: str, wanted: str
):
    assert wanted in talk((text, ASKS_US), language=language)


def test_what_a_swindler_sells_is_no_question_about_us(talk: Talk):
    lost = ("ik gaf mijn kaartnummer", "ask_after_incident")
    told = talk(lost, ("verkopen ze nu mijn gegevens?", "out_of_scope"))
    assert "geef ik niet door" not in told


def test_who_we_are_is_no_promise_that_we_are_the_government(talk: Talk):
    assert "niet bewijzen" in talk(("wie heeft u gemaakt", ASKS_US))


class TestExamples:
    @pytest.mark.parametrize("intent", ["ask_security", "check_channel"])
    def test_an_example_is_given_and_called_made_up(self, talk: Talk, intent: str):
        told = talk(("geef een voorbeeld van een valse sms", intent))
        assert "Zelf bedacht" in told
        assert "overheid-vlaanderen (" in told

    def test_another_one_is_another(self, talk: Talk):
        told = talk(EXAMPLE, ("nog een voorbeeld", "ask_variation"))
        assert "Nog een, ook zelf bedacht" in told

    def test_why_it_is_fake_is_told_of_the_example(self, talk: Talk):
        assert "drie slechte tekens" in talk(EXAMPLE, ("waarom is dat vals", "ask_why"))

    def test_a_real_one_we_have_not(self, talk: Talk):
        told = talk(EXAMPLE, ("hoe ziet een echte sms eruit", "ask_misuse_cases"))
        assert told.startswith("De tekst van een echt bericht heb ik niet")

    def test_a_class_may_practise(self, talk: Talk):
        asks = ("mogen mijn leerlingen hier oefenen", "ask_privacy")
        assert talk(EXAMPLE, asks).startswith("Ja, graag")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("bewaart u mijn IP-adres", "nl", "komt niet in onze logboeken"),
        ("do you keep my IP address", "en", "does not go into our logs"),
        ("mon adresse IP, vous la gardez", "fr", "ne va pas dans nos journaux"),
        ("speichern Sie meine IP-Adresse", "de", "nicht in unsere Protokolle"),
        ("waar gaan mijn woorden naartoe", "nl", "Uw woorden geef ik niet door"),
        ("where do my words go", "en", "I do not pass on your words"),
        ("qui vous paie", "fr", "je ne le sais pas"),
        ("wer bezahlt Sie", "de", "weiß ich nicht"),
        ("moeten de ouders toestemming geven", "nl", "vraag het de school"),
        ("do parents have to agree", "en", "ask the school"),
        ("qui est responsable des données", "fr", "L'équipe de Kanaalcheck"),
        ("wer ist für die Daten verantwortlich", "de", "Das Team von Kanaalcheck"),
        ("zijn er voor leerkrachten lesmaterialen over phishing", "nl", "Klasse"),
        ("is there teaching material about phishing", "en", "safeonweb.be"),
        ("à quoi vous servez alors", "fr", "Je vérifie si"),
        ("wozu sind Sie dann da", "de", "Ich prüfe, ob"),
    ],
)
@pytest.mark.parametrize("intent", [ASKS_US, "ask_privacy", "out_of_scope"])
def test_what_nobody_asked_before_is_answered_or_owned_up_to(
    talk: Talk, text: str, language: str, wanted: str, intent: str
):
    assert wanted in talk((text, intent), language=language)


@pytest.mark.parametrize("before", ["https://vdab-jobs.be/login", "ik kreeg een sms van de VDAB"])
def test_questions_about_us_are_answered_beside_a_message(talk: Talk, before: str):
    asks = ("Wie heeft u gemaakt? En waar gaan mijn woorden naartoe?", ASKS_US)
    told = talk((before, "check_channel"), asks)
    assert "Het team van Kanaalcheck" in told
    assert "Uw woorden geef ik niet door" in told


def test_the_ip_of_who_was_robbed_is_about_the_robbers(talk: Talk):
    told = talk(
        ("ik heb mijn kaartnummer gegeven", "ask_after_incident"),
        ("maar ze hebben nu mijn IP-adres", "out_of_scope"),
    )
    assert "elke website die u bezoekt" in told
