"""The questions of one message, cut apart where each stands by itself."""

import pytest

from actions.cues.questions import LONGEST, Questions


def cut(text: str) -> list[str]:
    return Questions.load().cut(text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Waar zie ik of er nog iets openstaat, en moet ik die brief bewaren?",
            ["Waar zie ik of er nog iets openstaat?", "en moet ik die brief bewaren?"],
        ),
        (
            "2019 is oud. Zit ze op Instagram? En minister Weyts?",
            ["2019 is oud. Zit ze op Instagram?", "En minister Weyts?"],
        ),
        (
            "wie leest mijn melding en hoe lang houdt ge da bij",
            ["wie leest mijn melding?", "en hoe lang houdt ge da bij"],
        ),
        ("ok and instagram? and De Lijn?", ["ok and instagram?", "and De Lijn?"]),
        (
            "Hoe bereik ik hen? En wat kost dat? Klopt dat?",
            ["Hoe bereik ik hen?", "En wat kost dat? Klopt dat?"],
        ),
        (
            "Andere vraag: wie zit er op X en van wanneer is die lijst?",
            ["wie zit er op X?", "en van wanneer is die lijst?"],
        ),
        ("Ok, was jetzt? Muss ich zur Bank?", ["Ok, was jetzt?", "Muss ich zur Bank?"]),
        (
            "Is VITO on X? also does Aquafin have a page",
            ["Is VITO on X?", "also does Aquafin have a page"],
        ),
        (
            "je dois payer où, et mes données vont où",
            ["je dois payer où?", "et mes données vont où"],
        ),
        (
            "Bon, où puis-je le dire, et deux élèves ont donné leur nom, que faire?",
            ["Bon, où puis-je le dire?", "et deux élèves ont donné leur nom, que faire?"],
        ),
        (
            "Wer macht diese Liste und von wann ist sie? Danke!",
            ["Wer macht diese Liste?", "und von wann ist sie? Danke!"],
        ),
        (
            "krijg ik dat terug? en hoe lang duurt dat? en moet ik naar de politie?",
            ["krijg ik dat terug?", "en hoe lang duurt dat?", "en moet ik naar de politie?"],
        ),
    ],
)
def test_each_question_goes_with_what_was_told_before_it(text: str, pieces: list[str]):
    assert cut(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "is VITO op Facebook en Instagram?",
        "hoe weet ik wie dat is en wat ze willen?",
        "mag ik dat weggooien of moet ik dat bewaren?",
        "ben ik mijn geld nu kwijt, ja of nee?",
        "kunt u mij helpen? ik weet niet of dit echt is",
        "mag ik iets vragen? is die brief echt",
        "hij vroeg: wat is uw code? en waar woont u?",
        'zij schreef "wie bent u? wat is uw nummer?" en belde dan',
        "heb al betaald, krijg ik dat terug?",
        "heb de bank gebeld en kan niet slapen",
        "Die Bank hat zu. Und wie finde ich heraus, ob das echt war?",
        "wat een gedoe en wat een miserie met die berichten",
        "zit Natuur en Bos ook op TikTok?",
        "wie beslist dat eigenlijk, welke minister",
        "X bij 18? En Facebook dan, dat lijkt me meer?",
        "Welke deur? Het gaat over een mail. Mag ik die openen?",
        "what they want and who they are I do not know",
        "waar meld ik dit? " + "woord " * LONGEST + "en wie leest dat?",
        "",
    ],
)
def test_what_asks_one_thing_or_may_be_somebody_else_stays_whole(text: str):
    assert cut(text) == [text]


def test_more_questions_than_anybody_can_be_answered_at_once_stay_whole():
    text = "wie maakt dit? wat kost dit? waar staat dat? wanneer was dat?"
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("piece", "question"),
    [
        (
            "Dank u voor de uitleg, moet ik die kaart laten blokkeren?",
            "Moet ik die kaart laten blokkeren?",
        ),
        ("Ik gaf mijn naam. en is dat erg?", "Is dat erg?"),
        ("en op Facebook?", "Op Facebook?"),
    ],
)
def test_a_question_is_said_again_without_what_leads_up_to_it(piece: str, question: str):
    assert Questions.load().last_of(piece) == question
