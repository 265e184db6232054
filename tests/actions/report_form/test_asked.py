"""Questions about a report itself are answered first; then comes the question that is open."""

from collections import Counter

import pytest

from actions.conversation.context import load_sentences
from knowledge.matching.search.asked import OF_REPORT_FILE, load_asked
from tests.actions.talking import Said, Talk

OPEN: Said = ("ik wil @vdab_premies op instagram melden", "report_misuse")
STORY: Said = ("ze beloven een premie als je eerst betaalt", "out_of_scope")
FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
SENT = [
    ("meld vdab-jobs.be, ze vroegen geld en ik heb niets betaald, liever anoniem", "report_misuse"),
    ("ja", "affirm"),
]
KINDS = [each for each in load_asked(OF_REPORT_FILE) if not each.elsewhere]


@pytest.mark.parametrize("each", KINDS, ids=lambda each: each.id)
def test_every_question_has_an_answer(each):
    sentences = load_sentences()
    assert any(key.startswith(f"form.asked.{each.id}.") for key in sentences.keys)


def test_no_sentence_waits_for_a_question_that_is_not_there():
    keys = [key.split(".") for key in load_sentences().keys]
    assert {key[2] for key in keys if key[:2] == ["form", "asked"]} == {each.id for each in KINDS}


def test_no_question_hides_one_about_a_message():
    names = Counter(each.id for each in (*load_asked(OF_REPORT_FILE), *load_asked()))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_example_belongs_to_two_questions():
    kinds = (*load_asked(OF_REPORT_FILE), *load_asked())
    examples = Counter(one.casefold() for each in kinds for one in each.questions)
    assert [one for one, count in examples.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("laat ge mij nog iets weten?", "Als u dat wilt"),
        ("ziet de VDAB dit ook?", "De dienst zelf"),
        ("wie leest mijn melding?", "Alleen ons team"),
        ("weet de politie dit nu ook?", "geen aangifte"),
        ("kunt u mij een referentie geven?", "KC-"),
        ("hoeveel vragen nog?", "hoogstens een paar vragen"),
        ("wat moet ik allemaal zeggen?", "Alleen welk adres"),
        ("wat gebeurt er met mijn melding?", "Ons team kijkt het adres na"),
        ("kan ik mijn melding nog annuleren?", "Nu is er nog niets doorgegeven"),
        ("zijn we klaar?", "Bijna"),
        ("mag ik dat voor mijn moeder melden?", "voor iemand anders"),
    ],
)
@pytest.mark.parametrize("intent", ["report_status", "ask_privacy", "report_misuse"])
def test_a_question_is_answered_before_the_open_one(
    reporting_talk: Talk, text: str, answer: str, intent: str
):
    said = reporting_talk(OPEN, STORY, (text, intent))
    assert said.startswith(answer) or answer in said.splitlines()[0]
    assert "geld kwijt" in said


def test_what_is_noted_is_read_back_without_what_is_not(reporting_talk: Talk):
    said = reporting_talk(OPEN, STORY, ("was haben Sie bisher notiert", "ask_overview"))
    assert "@vdab_premies" in said
    assert "Instagram" in said
    assert "premie als je eerst betaalt" in said
    assert "Antwoord aan u" not in said


def test_who_goes_on_later_finds_the_answers_back(reporting_talk: Talk):
    later = ("onthoudt ge dat als ik straks terugkom?", "cancel")
    waits = reporting_talk(OPEN, STORY, later)
    assert waits.startswith("Ja")
    assert "geld kwijt" not in waits
    assert "geld kwijt" in reporting_talk(OPEN, STORY, later, ("ga verder", "affirm"))


def test_to_report_later_does_not_begin_a_report(reporting_talk: Talk):
    said = reporting_talk(FAKE, ("kan ik dat later nog melden?", "report_misuse"))
    assert said.startswith("Ja")
    assert "vdab-jobs[.]be" in said
    assert "Wat gebeurde er" not in said


def test_a_wish_to_report_begins_one(reporting_talk: Talk):
    assert "U meldt" in reporting_talk(FAKE, ("kan ik dit hier melden?", "report_misuse"))


def test_a_sent_report_is_not_read_back(reporting_talk: Talk):
    said = reporting_talk(*SENT, ("geef eens een samenvatting van mijn melding?", "ask_overview"))
    assert "bij ons team" in said
    assert "KC-" in said


@pytest.mark.parametrize(
    "text", ["pas", "sla maar over", "no idea", "je ne sais pas", "weiß nicht"]
)
def test_a_question_may_be_skipped(reporting_talk: Talk, text: str):
    said = reporting_talk(OPEN, (text, "cancel"), language="nl")
    assert "geld kwijt" in said or "lose money" in said or "argent" in said or "Geld" in said
    assert text not in reporting_talk(
        OPEN, (text, "cancel"), ("niets", "deny"), ("nee", "deny"), language="nl"
    )


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("het was niet Instagram maar Threads. Kunt ge dat aanpassen?", "Threads"),
        ("not Instagram but TikTok", "TikTok"),
        ("pas Instagram mais Facebook", "Facebook"),
        ("nicht Instagram, sondern TikTok", "TikTok"),
    ],
)
def test_another_place_is_taken_in(reporting_talk: Talk, text: str, noted: str):
    assert noted in reporting_talk(OPEN, STORY, (text, "point_out")).splitlines()[0]


def test_a_moment_that_is_put_right_is_no_answer_about_a_loss(reporting_talk: Talk):
    said = reporting_talk(OPEN, STORY, ("ik zag het vanmorgen, niet gisteren", "out_of_scope"))
    assert "geld kwijt" in said


def test_nothing_clicked_is_nothing_lost(reporting_talk: Talk):
    said = reporting_talk(OPEN, ("gisteren ontvangen, niks aangeklikt", "out_of_scope"))
    assert "geld kwijt" not in said


def test_who_did_not_pay_in_the_end_has_lost_no_money(reporting_talk: Talk):
    paid = ("ze vroegen 60 euro en ik heb betaald", "out_of_scope")
    right = ("sorry, het was 65 euro en ik heb uiteindelijk niet betaald", "tell_more")
    said = reporting_talk(OPEN, paid, right, ("nee", "deny"))
    assert "Geld of gegevens kwijt: Nee, niets" in said
    assert "Gevraagd bedrag: 65 euro" in said


def test_an_official_channel_that_was_hacked_is_noted_as_that(reporting_talk: Talk):
    said = reporting_talk(
        ("https://x.com/vdab_be is gehackt, ik wil dat melden", "report_misuse"),
        ("ze plaatsen reclame voor munten", "out_of_scope"),
        ("niets kwijt", "deny"),
        ("nee", "deny"),
    )
    assert "overgenomen" in said


def test_a_network_of_one_letter_before_the_account_is_its_place(reporting_talk: Talk):
    said = reporting_talk(("je veux signaler un faux compte X, @Vlaanderen_Aide", "report_misuse"))
    assert "Où avez-vous vu" not in said
    assert "passé" in said


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("anoniem. klaar?", "ask_privacy"),
        ("ik wil niet dat mijn naam of nummer erbij staat", "ask_privacy"),
        ("I do not want my name on it", "out_of_scope"),
    ],
)
def test_a_wish_for_no_name_answers_the_question_how_to_reach_somebody(
    reporting_talk: Talk, text: str, intent: str
):
    nothing: Said = ("nee niets", "deny")
    said = reporting_talk(OPEN, STORY, nothing, (text, intent), language="nl")
    assert "Antwoord aan u: niet nodig" in said


def test_a_question_whether_it_is_anonymous_loses_nothing(reporting_talk: Talk):
    said = reporting_talk(OPEN, STORY, ("mag ik anoniem blijven?", "ask_privacy"))
    assert said.startswith("Uw naam of contact hoeft niet")
    assert "geld kwijt" in said


@pytest.mark.parametrize("text", ["ik moet weg, straks verder", "stop, ik doe straks verder"])
def test_who_leaves_for_a_while_finds_the_report_again(reporting_talk: Talk, text: str):
    assert "24 uur" in reporting_talk(OPEN, STORY, (text, "cancel"))
    back = reporting_talk(OPEN, STORY, (text, "cancel"), ("ik ben terug", "greet"))
    assert "geld kwijt" in back


def test_asking_whether_it_can_be_withdrawn_withdraws_nothing(reporting_talk: Talk):
    asked: Said = ("kan ik mijn melding intrekken?", "report_status")
    assert reporting_talk(*SENT, asked).startswith("Ja. Zeg")
    assert "intrekt" in reporting_talk(*SENT, ("trek mijn melding in", "cancel"))


def test_more_of_what_happened_is_added_to_the_summary(reporting_talk: Talk):
    said = reporting_talk(
        SENT[0], ("ik heb met overschrijving gewerkt, betaald via KBC", "tell_more")
    )
    assert "overschrijving" in said


def test_a_link_that_is_gone_is_no_answer_to_how_to_reach_somebody(reporting_talk: Talk):
    nothing: Said = ("nee niets", "deny")
    said = reporting_talk(OPEN, STORY, nothing, ("no link anymore, deleted it", "deny"))
    assert "Klopt dit" not in said


def test_who_has_no_link_of_a_page_is_told_how_to_get_it(reporting_talk: Talk):
    begun: Said = ("ik wil een valse facebookpagina melden op facebook", "report_misuse")
    assert "kopieer" in reporting_talk(begun, ("ik heb geen link", "deny")).casefold()
    assert "niets doorgegeven" in reporting_talk(begun, ("geen adres", "deny"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("kan ik een schermafdruk doorsturen?", "een afbeelding"),
        ("niets. en het screenshot dan?", "een afbeelding"),
        ("niets gegeven. bewaart u mijn IP-adres?", "IP-adres"),
        (
            "niks kwijt. kan de oplichter zien dat ik hem gemeld heb?",
            "niets over u",
        ),
    ],
)
def test_a_picture_and_we_ourselves_are_asked_about_in_a_report(
    reporting_talk: Talk, text: str, answer: str
):
    assert answer in reporting_talk(OPEN, STORY, (text, "out_of_scope")).splitlines()[0]


SUMMARY: list[Said] = [OPEN, STORY, ("nee niets", "deny"), ("nee, dat hoeft niet", "deny")]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ja, geef het door. Komt die oplichter te weten dat ik het was?", "niets over u"),
        ("Yes, pass it on. Will they know that I reported them?", "niets over u"),
        ("Oui. Est-ce qu'ils sauront que c'est moi?", "niets over u"),
        ("Ja. Erfährt der Betrüger, dass ich das war?", "niets over u"),
        ("Ja, geef het door. Hoe laat is het in Japan?", "Uw vraag erbij"),
    ],
)
def test_a_yes_with_a_question_sends_the_report_and_answers(
    reporting_talk: Talk, text: str, answer: str
):
    said = reporting_talk(*SUMMARY, (text, "ask_privacy"), language="nl")
    assert "KC-" in said
    assert answer in said


def test_another_address_stands_in_the_story_too(reporting_talk: Talk):
    tells = "meld vdab-jobs.be, op vdab-jobs.be vroegen ze geld en ik heb niets betaald, anoniem"
    said = reporting_talk(
        (tells, "report_misuse"),
        ("wacht, het adres was fout, ik bedoel vdab-jobz.be", "check_channel"),
    )
    assert "vdab-jobz[.]be" in said
    assert "vdab-jobs" not in said.split("Uw melding")[-1]


@pytest.mark.parametrize(
    ("wants", "names"),
    [
        ("ik wil een valse facebookpagina melden", "geen link, alleen de naam: Premies Nu"),
        ("I want to report a fake Facebook page", "no link, it's called Premies Nu"),
        ("je veux signaler une fausse page Facebook", "pas de lien, juste le nom: Premies Nu"),
        ("ich will eine falsche Facebook-Seite melden", "kein Link, nur den Namen: Premies Nu"),
    ],
)
def test_a_page_without_a_link_is_reported_by_its_name(
    reporting_talk: Talk, wants: str, names: str
):
    told = reporting_talk((wants, "report_misuse"), (names, "deny"))
    assert "Premies Nu" in told.splitlines()[0]
