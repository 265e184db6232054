"""What was told keeps its way, its service and its signs in the turns after it."""

import pytest

from actions.cues.objections import Objections
from actions.follow_up.asked_beside import questions_beside
from knowledge.matching.subject import Subject, SubjectKind, with_story
from tests.actions.talking import Said, Talk

PAGE: Said = ("win een gratis jaarabonnement van de lijn op facebook", "check_channel")
CALL: Said = ("iemand belde mij van De Watergroep over een betaling", "check_channel")
VISIT: Said = ("er stond een man van Fluvius aan de deur", "check_channel")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ze bellen mij al drie keer van De Watergroep", "Hang op"),
        ("De Watergroep calls me every day about a bill", "Hang up"),
        (
            "quelqu'un m'appelle chaque jour, soi-disant De Watergroep, et je dois payer",
            "Raccrochez",
        ),
        ("die rufen mich jeden Tag von De Watergroep an", "Legen Sie auf"),
    ],
)
def test_a_call_is_no_message_with_a_link(talk: Talk, text: str, says: str):
    told = talk((text, "check_channel"))
    assert says in told
    assert not any(each in told for each in ("klik niet", "do not click", "cliquez", "Klicken"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ze dreigen aan de telefoon dat ze morgen de stroom afsluiten", "laatste factuur"),
        ("they called and said they will cut our electricity tonight", "last bill"),
        ("on menace de me couper le courant si je ne paie pas aujourd'hui", "dernière facture"),
        ("am Telefon hieß es, der Strom wird heute abgestellt", "letzten Rechnung"),
        ("in de sms staat dat de politie komt als we niet terugbetalen", "Schrik niet"),
        ("they write that I will be arrested if I do not pay the money back", "frightened"),
        ("on m'écrit que je serai arrêté si je ne paie pas", "N'ayez pas peur"),
        ("man schreibt mir, ich werde verhaftet, wenn ich nicht zahle", "Keine Angst"),
    ],
)
def test_a_threat_gets_calm_advice(talk: Talk, text: str, says: str):
    assert says in talk((text, "check_channel"))


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("geef mij een tekstje om door te sturen", "nl", "in naam van De Lijn: het is niet"),
        ("geef mij een tekstje om door te sturen", "en", "it is not confirmed"),
        ("geef mij een tekstje om door te sturen", "fr", "Ce n'est pas confirmé"),
        ("geef mij een tekstje om door te sturen", "de", "nicht bestätigt"),
    ],
)
def test_a_warning_names_the_service_the_place_and_the_offer(
    talk: Talk, text: str, language: str, says: str
):
    told = talk(PAGE, (text, "share"), language=language)
    assert says in told
    assert "De Lijn" in told
    assert "Facebook" in told
    assert "https://www.delijn.be/" in told


def test_who_asks_for_a_warning_twice_gets_it_once_more(talk: Talk):
    share: Said = ("geef mij een tekstje om door te sturen", "share")
    assert "nog eens" in talk(PAGE, share, share)


def test_who_has_no_link_but_wants_a_text_gets_the_text(talk: Talk):
    assert "Dit mag u doorsturen" in talk(PAGE, ("nee geen link, geef mij een tekstje", "share"))


def test_a_number_keeps_the_service_that_was_told(talk: Talk):
    assert "https://www.dewatergroep.be/" in talk(CALL, ("0465 12 88 31", "check_channel"))


def test_who_did_not_let_him_in_is_not_asked_for_a_card(talk: Talk):
    told = talk(VISIT, ("ik liet hem buiten, en nu", "ask_after_incident"))
    assert "Card Stop" not in told
    assert "deur" in told


def test_who_let_him_in_is_not_told_to_keep_him_out(talk: Talk):
    told = talk(("ik heb hem gisteren binnengelaten, hij had een badge", "check_channel"))
    assert "niemand binnenlaten" not in told
    assert "vraag of iemand gestuurd was" in told


@pytest.mark.parametrize("text", ["ist 1700 da ek moe bellen dan?", "moet ik dan 1700 bellen?"])
def test_who_asks_to_call_the_helpline_is_told_yes(talk: Talk, text: str):
    assert talk(VISIT, (text, "check_channel")).startswith("Ja")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "mo jong ik sprak over dien van Fluvius, nie van nen deurwaarder. wat is hun nummer",
            "dien van Fluvius . wat is hun nummer",
        ),
        ("non, je parle de Kind en Gezin, pas de la police", "Kind en Gezin,"),
        ("I was talking about the tax, not about the bank. what now", "the tax . what now"),
        ("nein, ich meine die Steuer. was nun", "die Steuer. was nun"),
        ("ge zegt just hetzelfde. hoe weet ze dat?", "hoe weet ze dat?"),
        ("you keep saying the same. who pays", "who pays"),
    ],
)
def test_what_is_set_right_leaves_what_was_meant(text: str, left: str):
    heard = Objections.load()
    assert heard.complains(text)
    assert heard.without_complaint(text).replace("non, ", "") == left


def test_what_a_message_is_not_of_is_no_complaint():
    assert not Objections.load().complains("ik kreeg een mail, niet van de bank")


def test_a_question_after_a_conjunction_is_one():
    text = "de link is a-b.be. en kunnen die mij zomaar afsluiten"
    assert questions_beside(text, ["a-b.be"]) == ["en kunnen die mij zomaar afsluiten"]


def test_a_question_on_the_service_does_not_end_the_story():
    told = Subject(SubjectKind.TOLD, organisation="vreg", topic="door", said=("told",))
    now = with_story(told, Subject(SubjectKind.ORGANISATION, organisation="vreg", said=("who",)))
    assert now.has_story
    assert now.story.kind is SubjectKind.TOLD
    assert now.story.topic == "door"
    other = Subject(SubjectKind.ORGANISATION, organisation="vdab")
    assert not with_story(told, other).has_story


@pytest.mark.parametrize(
    "text",
    [
        "ik heb 101 gebeld",
        "ik belde Card Stop, op 078 170 170",
        "I called 101 and they are coming",
        "j'ai appelé le 101",
        "ich habe 101 angerufen",
    ],
)
def test_a_number_of_ours_that_was_called_is_not_judged(talk: Talk, text: str):
    told = talk(VISIT, (text, "check_channel"))
    assert not any(each in told for each in ("nagemaakt", "forged", "imité", "gefälscht"))


@pytest.mark.parametrize(
    "text",
    [
        "078 170 170 belde mij, is dat echt?",
        "call from 078 170 170",
        "ik belde ook 078 170 170 dat in de sms stond, is dat nummer echt van Card Stop?",
        "ik heb 078 170 170 gebeld, dat nummer stond in de mail",
    ],
)
def test_one_that_called_the_citizen_is(talk: Talk, text: str):
    assert "Card Stop" in talk((text, "check_channel"))


def test_an_own_call_beside_a_question_after_a_real_one_is_no_message(talk: Talk):
    text = "ik heb 101 gebeld. hoe herken ik een volgende keer een echte?"
    told = talk(("er staat een man van fluvius aan de deur", "check_channel"), (text, "tell_done"))
    assert "Reageer niet" not in told
