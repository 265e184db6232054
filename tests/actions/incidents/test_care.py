"""A child whom a stranger approaches, and somebody in need: help first, and nothing else after."""

import pytest

from actions.cues.care import CareWords
from bot.conversation.messages import Heard
from tests.actions.talking import Said, Talk

CHILD: Said = ("hoi ik ben 11 en er stuurt een meneer mij op snapchat", "out_of_scope")
CRY: Said = ("ik wil niet meer leven", "crisis")
CHILD_FOCUS = "116 000"


@pytest.mark.parametrize(
    "intent", ["out_of_scope", "greet", "list_channels", "check_channel", "ask_after_incident"]
)
@pytest.mark.parametrize(
    "text",
    [
        "iemand van de vlaamse overheid staat aan mijn school en wil dat ik instap",
        "een man van de gemeente wacht aan mijn school",
        "ik ben 10 jaar en iemand wil mij ontmoeten",
        "iemand van kind en gezin wil afspreken met mij",
        "An 11 year old girl here, a man from Kind en Gezin messages me",
        "I'm twelve and somebody on roblox wants pictures",
        "hoi ik ben 9 en er is een vreemde meneer",
        "er volgt mij een auto na school",
        "a stranger on instagram wants nudes from me im 14",
        "j'ai 13 ans et un monsieur de l'ONE m'écrit",
        "un homme veut que je monte dans sa voiture",
        "ich bin 12 und jemand vom Amt wartet vor der Schule",
        "ein Mann will mich treffen",
        "een meisje van 13 krijgt berichten van een oude man op tiktok",
        "ik zit in het vijfde leerjaar en een man wacht altijd aan de poort",
        "un monsieur du VDAB m'attend à la sortie de l'école",
    ],
)
def test_a_child_is_helped_before_anything_else(talk: Talk, text: str, intent: str):
    told = talk((text, intent))
    assert CHILD_FOCUS in told
    assert "101" in told


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 16 euro kwijt aan een man",
        "ik woon hier al 12 jaar en een vrouw belt mij",
        "ik ben 43 en een man stuurt mij berichten",
        "een meneer van fluvius belde over mijn meter",
        "ik ben 17 en zoek een vakantiejob bij de VDAB",
        "ze chanteren mij met foto's",
        "mijn zoon van 14 heeft een foto van mijn kaart gestuurd naar een account van De Lijn",
    ],
)
def test_who_is_no_child_is_not_taken_for_one(text: str):
    assert not CareWords.load().tells_of_child(text)


@pytest.mark.parametrize(
    ("text", "intent", "wanted"),
    [
        ("hij zegt dat hij van opgroeien is en wil afspreken", "find_organisation", "spreek niet"),
        ("hij zegt dat hij voor de VDAB werkt", "list_channels", "niet veilig"),
        ("hij vraagt fotos", "ask_privacy", "geen foto"),
        ("ik heb al een foto gestuurd", "ask_after_incident", "schuld"),
        ("mag ik het aan mama zeggen", "ask_permission", "Ja, zeg het"),
        ("mag ik het tegen de juf zeggen", "out_of_scope", "Ja, zeg het"),
        ("hij zegt dat ik het geheim moet houden", "check_channel", "geen geheim"),
        ("mag ik hem zeggen waar ik naar school ga", "ask_permission", "Nee, geef"),
        ("hij wil het kaartnummer van mama", "tell_more", "Nee, geef"),
        ("kan je die man checken", "check_channel", CHILD_FOCUS),
        ("ik durf niet meer buiten", "crisis", "112"),
        ("hij weet waar ik woon", "point_out", "101"),
        ("ok", "affirm", CHILD_FOCUS),
        ("ben jij een robot die mij helpt", "bot_challenge", CHILD_FOCUS),
    ],
)
def test_a_child_keeps_being_helped(talk: Talk, text: str, intent: str, wanted: str):
    assert wanted in talk(CHILD, (text, intent))


@pytest.mark.parametrize(
    ("first", "text", "language", "wanted"),
    [
        ("im 11 and a man texts me", "can i tell my mum", "en", "Yes, always tell"),
        ("j'ai 12 ans et un homme m'écrit", "il veut des photos", "fr", "pas de photo"),
        ("ich bin 12 und ein Mann schreibt mir", "darf ich es Mama sagen", "de", "Ja, immer"),
    ],
)
def test_a_child_keeps_being_helped_in_its_language(
    talk: Talk, first: str, text: str, language: str, wanted: str
):
    told = talk((first, "out_of_scope"), (text, "out_of_scope"), language=language)
    assert wanted in told


def test_an_address_of_the_stranger_is_judged_below_the_help(talk: Talk):
    told = talk(CHILD, ("hij stuurt mij https://vdab-jobs.be/login", "check_channel"))
    assert told.index(CHILD_FOCUS) < told.index("vdab-jobs[.]be")


@pytest.mark.parametrize(
    ("turn", "wanted"),
    [
        (("https://vdab-jobs.be/login", "check_channel"), "vdab-jobs[.]be"),
        (("welke facebook heeft de VDAB", "list_channels"), "facebook.com/vdab"),
        (("welke sites heeft de VDAB", "list_channels"), "vdab.be"),
        (("hoeveel ministers zitten op X?", "ask_overview"), "ministers"),
    ],
)
@pytest.mark.parametrize("before", [CHILD, CRY])
def test_something_clearly_else_is_answered(talk: Talk, before: Said, turn: Said, wanted: str):
    told = talk(before, turn)
    assert wanted in told
    assert CHILD_FOCUS not in told


@pytest.mark.parametrize(
    ("language", "line"), [("nl", "1813"), ("en", "1813"), ("fr", "0800 32 123"), ("de", "108")]
)
@pytest.mark.parametrize(
    "turn",
    [
        ("niemand gelooft mij", "bot_challenge"),
        ("wat nu", "ask_next_step"),
        ("ik durf niet bellen", "out_of_scope"),
        ("mijn man slaat mij", "out_of_scope"),
        ("het doet zo'n pijn", "ask_after_incident"),
        ("ja", "affirm"),
        ("bedankt", "thank"),
    ],
)
def test_after_a_cry_for_help_the_line_stays(talk: Talk, turn: Said, language: str, line: str):
    told = talk(CRY, turn, language=language)
    assert line in told
    assert "112" in told
    assert "Kanaalcheck" not in told
    assert "078" not in told


def test_help_is_never_told_in_the_same_words_twice(talk: Talk):
    yes = ("ja", "affirm")
    assert talk(CRY, yes) != talk(CRY, yes, yes)
    assert talk(CHILD, yes) != talk(CHILD, yes, yes)


@pytest.mark.parametrize(("before", "line"), [(CRY, "1813"), (CHILD, CHILD_FOCUS)])
def test_another_language_says_the_help_again(talk: Talk, before: Said, line: str):
    told = talk(before, ("in english please", "change_language"))
    assert "English" in told
    assert line in told


@pytest.fixture
def guessing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every intent be one that the model guesses, not one that a phrase says."""
    certain = Heard.as_parsed
    monkeypatch.setattr(Heard, "as_parsed", lambda heard, intent: certain(heard, intent, 0.6))


@pytest.mark.usefixtures("guessing")
def test_an_address_beside_a_guessed_cry_of_a_child_is_judged_once(talk: Talk):
    told = talk(CHILD, ("hij stuurt https://vdab-jobs.be/login en ik ben bang", "crisis"))
    assert told.count("\N{WARNING SIGN}") == 1
    assert CHILD_FOCUS in told


@pytest.mark.usefixtures("guessing")
def test_who_was_deceived_is_asked_what_was_given(talk: Talk):
    assert "078 170 170" in talk(("mijn kleinzoon zegt dat ik opgelicht ben", "crisis"))


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("mijn man slaat mij", "nl", "1712"),
        ("er staat een man met een mes aan het raam", "nl", "1712"),
        ("my husband hits me", "en", "1712"),
        ("j'ai reçu des menaces de mort", "fr", "1712"),
        ("mein Mann schlägt mich", "de", "1712"),
    ],
)
def test_danger_from_others_gets_the_police_and_no_suicide_line(
    talk: Talk, text: str, language: str, wanted: str
):
    told = talk((text, "crisis"), language=language)
    assert wanted in told
    assert "101" in told
    for line in ("1813", "0800 32 123", "108"):
        assert line not in told


def test_a_child_in_danger_gets_its_own_line_though_a_phrase_says_danger(talk: Talk):
    told = talk(("ik ben 12 en er staat een man met een mes aan school", "crisis"))
    assert CHILD_FOCUS in told


def test_danger_after_a_cry_keeps_both_lines(talk: Talk):
    told = talk(CRY, ("mijn man slaat mij", "crisis"))
    assert "1813" in told
    assert "101" in told


LOSS: Said = ("ik betaalde 3000 euro aan een valse belastingdienst", "ask_after_incident")


@pytest.mark.parametrize(
    ("text", "intent", "wanted"),
    [
        ("krijg ik dat geld nog terug van de bank?", "ask_next_step", "bank"),
        ("moet ik ook naar de politie", "ask_permission", "aangifte"),
        ("wie kan mij helpen met dat geld dan", "ask_contact", "bank"),
        ("wat zeg ik aan de bank?", "ask_next_step", "opgelicht"),
        ("mijn kaart is nog niet geblokkeerd", "tell_done", "bank"),
    ],
)
def test_who_is_in_need_is_helped_with_a_loss_too(talk: Talk, text: str, intent: str, wanted: str):
    told = talk(LOSS, CRY, (text, intent))
    assert wanted in told
    assert told.rstrip().endswith("dag en nacht.")
    assert "1813" in told
    assert "Goed dat dat al gedaan is" not in told


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ik wil dood, het geld is toch weg", "crisis"),
        ("mijn man slaat mij, moet ik naar de politie", "ask_permission"),
    ],
)
def test_a_loss_never_goes_before_a_cry(talk: Talk, text: str, intent: str):
    told = talk(LOSS, CRY, (text, intent))
    assert told.startswith(("U ", "Dat mag", "Is er nu gevaar", "Goed dat u het zegt"))


def test_a_loss_that_nobody_told_of_is_no_loss(talk: Talk):
    assert "geld weg" not in talk(CRY, ("moet ik naar de politie", "ask_permission"))


@pytest.mark.parametrize(
    ("cry", "denial", "says", "listens"),
    [
        ("ik wil dood", "ik heb niks over zelfmoord gezegd, wat nu?", "verkeerd", "1813"),
        ("je veux mourir", "je ne suis pas suicidaire, et maintenant ?", "mal compris", "0800"),
        ("ich will sterben", "ich bin nicht lebensmüde, was jetzt?", "falsch verstanden", "108"),
    ],
)
def test_who_was_taken_wrong_is_answered_and_the_talk_goes_on(
    talk: Talk, cry: str, denial: str, says: str, listens: str
):
    clicked: Said = ("ik heb op delijn-tickets.shop geklikt", "ask_after_incident")
    told = talk(clicked, (cry, "crisis"), (denial, "ask_next_step"))
    assert says in told
    assert listens in told
    assert not told.startswith(says)
    after = talk(
        clicked, (cry, "crisis"), (denial, "ask_next_step"), ("bedankt", "thank"), language="nl"
    )
    assert "1813" not in after
