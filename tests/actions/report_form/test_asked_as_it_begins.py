"""What is asked of reporting is answered before the first question of a report."""

import pytest

from tests.actions.talking import Talk


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mag ik die pagina aangeven zonder naam?", "anoniem"),
        ("can I report that page without giving my name?", "anonymous"),
        ("puis-je signaler ce compte sans donner mon nom ?", "anonyme"),
        ("kann ich das Profil melden, ohne meinen Namen zu nennen?", "anonym"),
    ],
)
def test_who_asks_to_report_unnamed_hears_so_before_the_first_question(
    reporting_talk: Talk, text: str, says: str
):
    told = reporting_talk((text, "report_misuse"))
    assert says in told.split("\n")[0]
    assert "?" in told.split("\n")[1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("als ik iets aangeef, wat doet ge er dan mee?", "Ons team"),
        ("if I report a page, what comes of it?", "Our team"),
        ("que se passe-t-il si je signale un faux profil ?", "Notre équipe"),
        ("was passiert, wenn ich ein falsches Profil melde?", "Unser Team"),
    ],
)
def test_what_becomes_of_a_report_is_told_without_beginning_one(
    reporting_talk: Talk, text: str, says: str
):
    assert reporting_talk((text, "report_misuse")).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("blokkeren of melden, wat komt eerst?", "Maak eerst een schermafdruk"),
        ("should I block it before or after reporting?", "First take a screenshot"),
        ("je bloque d'abord ou je signale d'abord ?", "Faites d'abord une capture"),
        ("zuerst blockieren oder zuerst melden?", "Machen Sie zuerst einen Screenshot"),
    ],
)
def test_to_block_or_to_report_first_begins_no_report(reporting_talk: Talk, text: str, says: str):
    got = ("https://vdab-jobs.be/login", "check_channel")
    assert reporting_talk(got, (text, "report_misuse")).startswith(says)


def test_a_letter_to_throw_away_or_to_report_is_kept(reporting_talk: Talk):
    got = ("ik kreeg een rare brief van de VDAB", "check_channel")
    asks = ("gooi ik die brief weg of meld ik hem?", "report_status")
    assert reporting_talk(got, asks).startswith("Bewaar de brief")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("het nummer is 8850. als ik iets aangeef, wat doet ge er dan mee?", "Ons team"),
        ("it is 8850. what happens with my report?", "Our team"),
        ("le numéro : 8850. que se passe-t-il avec mon signalement ?", "Notre équipe"),
        ("es ist 8850. was passiert, wenn ich ein falsches Profil melde?", "Unser Team"),
    ],
)
def test_beside_an_address_it_is_told_too_and_begins_no_report(
    reporting_talk: Talk, text: str, says: str
):
    told = reporting_talk((text, "report_misuse"))
    assert "8850" in told
    assert says in told.split("\n")[-1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("u hebt mijn vraag niet beantwoord", "nl"),
        ("you didn't answer my question", "en"),
        ("vous n'avez pas répondu", "fr"),
        ("Sie haben nicht geantwortet", "de"),
    ],
)
def test_who_objects_to_the_first_question_is_let_go(
    reporting_talk: Talk, text: str, language: str
):
    begun = ("melden", "report_misuse")
    told = reporting_talk(begun, (text, "report_misuse"), language=language)
    assert "@" not in told
