"""Each row of the table: what a short message means beside the last answer."""

import pytest

from actions.follow_up import resolution
from tests.actions.talking import Talk

FAKE = ("https://vdab-jobs.be/login", "check_channel")
GAVE = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
MINISTERS = ("hoeveel ministers zitten op X?", "ask_overview")
STRANGER = ("ik ben 12 en een man volgt mij", "list_channels")
FILED = [
    ("meld vdab-jobs.be, ze vroegen geld en ik heb niets betaald, liever anoniem", "report_misuse"),
    ("ja", "affirm"),
]
ROWS = {
    "speaks as a child": ([STRANGER], "116 000"),
    "is still in need": ([STRANGER, ("hij wil fotos", "ask_privacy")], "geen foto"),
    "points at a piece of the address": (
        [
            ("https://vdab.be.gratis-cursus.com/", "check_channel"),
            ("maar vdab.be staat erin", "deny"),
        ],
        "gratis-cursus[.]com",
    ),
    "is in danger": ([FAKE, ("ze zeggen dat ze naar mijn huis komen", "ask_privacy")], "101"),
    "says what was given": (
        [FAKE, ("ik heb mijn wachtwoord ingevuld", "out_of_scope")],
        "wachtwoord",
    ),
    "asks how to report on the network": (
        [("kan ik dat niet bij facebook zelf melden", "contact_human")],
        "drie puntjes",
    ),
    "asks after their own report": (
        [*FILED, ("wat was mijn nummer ook weer", "ask_contact")],
        "KC-",
    ),
    "adds to the report that was filed": (
        [*FILED, ("het was trouwens op instagram, en ze vroegen 60 euro", "tell_more")],
        "doorgegeven bij uw melding",
    ),
    "tells only where or when it was": ([GAVE, ("via facebook", "tell_more")], "Via Facebook"),
    "is still called": ([("hij hangt nog aan de lijn", "out_of_scope")], "Hang nu op"),
    "says that nothing was given": ([FAKE, ("k heb nog ni betaald", "deny")], "Goed, betaal"),
    "asks about the bank": ([GAVE, ("moek nu mijn bank belle", "ask_next_step")], "Ja, bel nu"),
    "asks where to send it": (
        [FAKE, ("waar kan ik dat naartoe sturen", "ask_real_one")],
        "verdacht@safeonweb.be",
    ),
    "says that they were deceived": ([("ik ben opgelicht", "out_of_scope")], "Card Stop"),
    "asks to give a secret": ([("mag ik mijn pincode geven", "out_of_scope")], "Nee, nooit"),
    "asks who it is then": ([FAKE, ("c'est qui alors ?", "bot_challenge")], "www.vdab.be"),
    "tells something in words that we do not read": (
        [("vdab-jobs.be gerçek mi bu mesaj", "check_channel"), ("kartımı verdim", "tell_done")],
        "078 170 170",
    ),
    "says what is done": ([GAVE, ("card stop is al gebeld", "contact_human")], "Goed dat u dat"),
    "asks whether it is so": ([FAKE, ("echt waar?", "affirm")], "Vertrouw het niet"),
    "agrees or refuses though nothing was asked": ([FAKE, ("neen", "deny")], "vdab-jobs[.]be"),
    "asks how to reach them": ([FAKE, ("hun nummer aub", "find_organisation")], "0800 30 700"),
    "asks what comes next": ([GAVE, ("en dan", "list_channels")], "Daarna"),
    "tells of something received": (
        [("ik kreeg bericht dat mijn groeipakket verandert", "report_status")],
        "Plak",
    ),
    "names somebody": ([GAVE, ("van fluvius zogezegd", "list_channels")], "Daarna"),
    "asks after no report": ([FAKE, ("ik geloof er niks van", "report_status")], "vdab-jobs[.]be"),
    "asks the list about another platform": (
        [MINISTERS, ("en op facebook", "list_channels")],
        "Facebook",
    ),
}


def test_every_row_is_tried():
    assert {row.name for row in resolution.TABLE} == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_row(reporting_talk: Talk, name: str):
    turns, expected = ROWS[name]
    assert expected in reporting_talk(*turns)


@pytest.mark.parametrize("intent", ["affirm", "deny"])
@pytest.mark.parametrize("before", [FAKE, GAVE, MINISTERS, ("hallo", "greet")])
def test_a_question_is_never_answered_with_good(talk: Talk, before: tuple[str, str], intent: str):
    assert not talk(before, ("is dat zo?", intent)).startswith("Goed.")
