"""What was told for a report is put right in one message, whatever explains it."""

import pytest

from tests.actions.talking import Said, Talk

PUT_RIGHT = ("Aangepast.", "Changed.", "Modifié.", "Geändert.")
BEGUN: tuple[Said, ...] = (
    ("ik wil een valse sms melden", "report_misuse"),
    ("vdab-jobs.be/login, maandag gekregen, ze vroegen 438 euro", "check_channel"),
)
ON_INSTAGRAM: tuple[Said, ...] = (
    ("ik wil een vals account melden", "report_misuse"),
    ("@vdab_premies_be op instagram", "check_channel"),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("pardon 348, ik heb het op een briefje staan", "348"),
        ("niet 438 maar 348", "348"),
        ("excuseer 21 euro, ik had het verkeerd gelezen", "21 euro"),
        ("no 30, i got it wrong", "30 euro"),
        ("pardon c'est 900 euros pas 438", "900 euro"),
        ("Stopp, 98 Euro, ich hab die Zahlen verdreht", "98 euro"),
        ("nee wacht, dinsdag was het, maandag was ik bij de tandarts", "dinsdag"),
        ("nee wacht niet maandag, dinsdag was het", "dinsdag"),
        ("no sorry it came tuesday, monday was the dentist", "tuesday"),
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "deny"])
def test_what_comes_first_replaces_what_was_told(
    reporting_talk: Talk, text: str, wanted: str, intent: str
):
    told = reporting_talk(*BEGUN, (text, intent))
    assert any(each in told for each in PUT_RIGHT)
    assert wanted in told.casefold()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ah nee wacht het was op facebook, die van instagram is van mijn zus", "Facebook"),
        ("sorry i mean it was on whatsapp, the instagram one is my sister's", "WhatsApp"),
        ("pardon c'était sur facebook, instagram c'est ma soeur", "Facebook"),
        ("Moment, es war auf Facebook, das auf Instagram ist von meiner Schwester", "Facebook"),
    ],
)
def test_where_it_was_is_put_right_beside_what_explains_it(
    reporting_talk: Talk, text: str, wanted: str
):
    told = reporting_talk(*ON_INSTAGRAM, (text, "out_of_scope"))
    assert any(each in told for each in PUT_RIGHT)
    assert f": {wanted}" in told


def test_what_somebody_does_elsewhere_puts_no_place_right(reporting_talk: Talk):
    told = reporting_talk(*ON_INSTAGRAM, ("nee, ik heb zelf geen facebook", "deny"))
    assert "Gezien op" not in told


@pytest.mark.parametrize(
    "text",
    [
        "oke wat hebt ge nu juist opgeschreven",
        "lees ne keer voor wat ge hebt",
        "ok back to the report, what have you got so far",
        "qu'est-ce que vous avez noté finalement",
        "Gut, dann bitte die Meldung vorlesen",
    ],
)
def test_what_is_noted_is_read_back_however_it_is_asked(reporting_talk: Talk, text: str):
    told = reporting_talk(*BEGUN, (text, "out_of_scope"))
    assert "vdab-jobs[.]be" in told
    assert "438 euro" in told.casefold()


def test_a_question_before_a_remark_is_answered_beside_the_report(reporting_talk: Talk):
    asked = "heeft de vdab een facebookpagina? mijn vrouw zegt van wel"
    assert "genoteerd" not in reporting_talk(*BEGUN, (asked, "list_channels"))


@pytest.mark.parametrize(
    "text", ["kga da melden, en 't was op messenger, niet op facebook zelf", "meld het, niet op x"]
)
def test_where_it_was_not_is_no_wish_to_report_there(reporting_talk: Talk, text: str):
    assert "bij Facebook zelf" not in reporting_talk(BEGUN[1], (text, "report_misuse"))
