"""All that one message tells for a report, and what it does to what is known already."""

from dataclasses import replace
from typing import Any

import pytest

from actions.conversation.context import Context, load_sentences
from actions.conversation.draft import HERE, NONE, ReportDraft, Step
from actions.conversation.turn import Memory, Turn
from actions.cues.facts import Facts
from actions.report_form.outcome import Ending
from actions.report_form.reading import read_all, without_own_contact
from actions.report_form.steps import begin, take
from actions.reports.model import Loss
from knowledge.library import Library
from tests.actions.talking import TODAY

KNOWN = {"kind": "misuse", "address": "@vdab_premies", "seen_on": "instagram"}


@pytest.fixture(scope="module")
def context(register_library: Library) -> Context:
    return Context(register_library, load_sentences(), lambda: TODAY)


def heard(
    context: Context,
    text: str,
    draft: ReportDraft | None = None,
    facts: Facts | None = None,
    language: str = "nl",
) -> Turn:
    memory = Memory(facts=facts or Facts())
    intent = "out_of_scope" if draft else "report_misuse"
    turn = Turn(context, intent, text, language, memory, {}, "test:a", draft)
    return without_own_contact(turn)


def asked(step: Step, **more: Any) -> ReportDraft:
    return ReportDraft(**{**KNOWN, **more}, asked=step)


ONE_BREATH = [
    (
        "ik wil @vdab_premies op instagram melden, ze vroegen gisteren 50 euro dossierkosten "
        "en ik heb die betaald, mail mij op jan.peeters@example.com",
        "nl",
        ("@vdab_premies", "instagram", Loss.MONEY, "50", "gisteren", "jan.peeters@example.com"),
    ),
    (
        "I want to report @flanders_grants on X, they called me last Monday and I paid 120 euros, "
        "you can reach me at ann@example.org",
        "en",
        ("@flanders_grants", "x", Loss.MONEY, "120", "last Monday", "ann@example.org"),
    ),
    (
        "je veux signaler @vlaanderen_prime sur instagram, hier ils m'ont demandé 80 euros "
        "et j'ai payé, pas de suivi",
        "fr",
        ("@vlaanderen_prime", "instagram", Loss.MONEY, "80", "hier", NONE),
    ),
    (
        "Ich möchte @vlaanderen_hilfe auf Facebook melden, gestern habe ich dort 200 Euro "
        "bezahlt, keine Rückmeldung nötig",
        "de",
        ("@vlaanderen_hilfe", "facebook", Loss.MONEY, "200", "gestern", NONE),
    ),
]


@pytest.mark.parametrize(("text", "language", "wanted"), ONE_BREATH)
def test_one_message_leaves_only_the_summary(
    context: Context, text: str, language: str, wanted: tuple[str, ...]
):
    outcome = begin(heard(context, text, language=language))
    draft, facts = outcome.draft, outcome.facts
    assert facts is not None
    known = (draft.address, draft.seen_on, draft.loss, facts.amount, facts.when, draft.contact)
    assert known == wanted
    assert draft.asked is Step.CONFIRMED
    assert draft.what_happened


@pytest.mark.parametrize(
    "text",
    [
        "ik wil @vdab_premies op instagram melden",
        "meld dit even: @vdab_premies op instagram",
        "hallo, kan ik hier @vdab_premies op instagram melden?",
        "I want to report @vdab_premies on instagram please",
        "je voudrais signaler @vdab_premies sur instagram",
    ],
)
def test_the_wish_to_report_is_no_story(context: Context, text: str):
    assert begin(heard(context, text)).draft.asked is Step.WHAT_HAPPENED


def test_nobody_is_warned_of_their_own_mailbox(context: Context):
    turn = heard(context, "mail mij op jan@example.com", asked(Step.LOSS, what_happened="a"))
    assert turn.own_contact == "jan@example.com"
    assert turn.judged.verdict is None
    outcome = take(turn.draft or ReportDraft(), turn)
    assert outcome is not None
    assert outcome.draft.contact == "jan@example.com"
    assert not outcome.tells_verdict


@pytest.mark.parametrize(
    ("step", "text", "amount", "when", "place"),
    [
        (Step.LOSS, "nee wacht, 60", "60", "gisteren", "instagram"),
        (Step.WHAT_HAPPENED, "nee wacht het was 60 euro", "60", "gisteren", "instagram"),
        (Step.CONTACT, "hang on, I meant 60", "60", "gisteren", "instagram"),
        (Step.LOSS, "60 bedoel ik", "60", "gisteren", "instagram"),
        (Step.CONTACT, "sorry I meant Friday", "50", "Friday", "instagram"),
        (Step.LOSS, "was op facebook, niet instagram", "50", "gisteren", "facebook"),
        (Step.CONFIRMED, "het was op facebook niet instagram", "50", "gisteren", "facebook"),
        (Step.CONFIRMED, "c'était 60 euros, pas 50", "60", "gisteren", "instagram"),
        (Step.CONTACT, "nein, es war auf Facebook", "50", "gisteren", "facebook"),
    ],
)
def test_a_correction_changes_one_thing_and_the_question_stays(
    context: Context, step: Step, text: str, amount: str, when: str, place: str
):
    later = {"what_happened": "ze vroegen geld"} if step is not Step.WHAT_HAPPENED else {}
    more = {"loss": "none", "contact": "none"} if step is Step.CONFIRMED else {}
    more = {"loss": "none"} if step is Step.CONTACT else more
    draft = asked(step, **later, **more)
    turn = heard(context, text, draft, Facts(amount="50", when="gisteren"))
    outcome = take(draft, turn)
    assert outcome is not None
    assert outcome.facts is not None
    assert (outcome.facts.amount, outcome.facts.when) == (amount, when)
    assert outcome.draft.seen_on == place
    assert outcome.draft.asked is step
    assert outcome.draft.what_happened == draft.what_happened
    assert outcome.notes


@pytest.mark.parametrize(
    "text",
    [
        "ze vroegen geld voor een contract",
        "ze wilden dat ik mijn kaart ingaf",
        "they asked for 75 euros in advance",
        "ils voulaient mon numéro de carte",
    ],
)
def test_what_is_only_asked_for_is_not_lost(context: Context, text: str):
    draft = asked(Step.LOSS, what_happened="a")
    outcome = take(draft, heard(context, text, draft))
    assert outcome is not None
    assert outcome.draft.loss is None
    assert outcome.draft.asked is Step.LOSS


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("60 euro", Loss.MONEY),
        ("ja, 60", Loss.MONEY),
        ("mijn paspoort", Loss.DATA),
        ("ik heb die kopie doorgestuurd ja", Loss.DATA),
        ("nee ze vroegen het wel maar ik heb niks gegeven", Loss.NONE),
        ("no, they only asked", Loss.NONE),
        ("nee, 50 euro gevraagd", Loss.NONE),
        ("ze moest 120 euro betalen maar heeft dat niet gedaan", Loss.NONE),
        ("nee, 50 euro", Loss.MONEY),
        ("enkel op de link geklikt", Loss.NONE),
    ],
)
def test_what_was_lost(context: Context, text: str, loss: Loss):
    draft = asked(Step.LOSS, what_happened="a")
    outcome = take(draft, heard(context, text, draft, Facts(asked=("id_photo",))))
    assert outcome is not None
    assert outcome.draft.loss == loss


def test_what_is_worse_than_was_said_is_taken_without_a_correction(context: Context):
    draft = asked(Step.CONTACT, what_happened="a", loss="data")
    turn = heard(context, "actually i also paid 40", draft)
    outcome = take(draft, turn)
    assert outcome is not None
    assert outcome.facts is not None
    assert (outcome.draft.loss, outcome.facts.amount) == (Loss.MONEY, "40")


def test_an_amount_in_the_story_is_not_the_amount_that_was_paid(context: Context):
    draft = asked(Step.WHAT_HAPPENED, loss="money")
    turn = heard(context, "ze beloofden mij een premie van 1000 euro", draft, Facts(amount="150"))
    outcome = take(draft, turn)
    assert outcome is not None
    assert outcome.facts is not None
    assert outcome.facts.amount == "150"


@pytest.mark.parametrize(
    "text",
    ["ga verder", "continue", "ga verder met de melding", "on continue", "weiter bitte", "verder"],
)
def test_going_on_asks_the_same_question(context: Context, text: str):
    draft = asked(Step.CONTACT, what_happened="a", loss="none")
    outcome = take(draft, heard(context, text, draft))
    assert outcome is not None
    assert (outcome.draft, outcome.notes, outcome.ending) == (draft, (), None)


@pytest.mark.parametrize(
    "text", ["nee laat", "stop", "nah leave it", "non laissez", "lassen Sie das", "laat maar"]
)
def test_stops(context: Context, text: str):
    draft = asked(Step.LOSS, what_happened="a")
    outcome = take(draft, heard(context, text, draft))
    assert outcome is not None
    assert outcome.ending is Ending.CANCELLED


@pytest.mark.parametrize("text", ["card stop is al gebeld", "meld het maar", "hm, 50 euro"])
def test_what_sounds_like_stopping_stops_nothing(context: Context, text: str):
    draft = asked(Step.LOSS, what_happened="a")
    turn = replace(heard(context, text, draft), intent="cancel")
    outcome = take(draft, turn)
    assert outcome is None or outcome.ending is None


@pytest.mark.parametrize(
    "text",
    [
        "verstuur",
        "ok verstuur maar",
        "just send it",
        "envoyez",
        "Meteen doorgeven",
        "Send it right away",
        "Transmettre tout de suite",
        "Sofort weitergeben",
    ],
)
def test_what_is_known_can_be_sent_at_once(context: Context, text: str):
    draft = asked(Step.LOSS, what_happened="ze vroegen geld")
    outcome = take(draft, heard(context, text, draft))
    assert outcome is not None
    assert outcome.ending is Ending.COMPLETE
    assert (outcome.draft.loss, outcome.draft.contact) == (Loss.UNKNOWN, NONE)


def test_nothing_is_sent_without_an_address(context: Context):
    draft = ReportDraft(asked=Step.ADDRESS)
    outcome = take(draft, heard(context, "verstuur", draft))
    assert outcome is None or outcome.ending is not Ending.COMPLETE


def test_the_way_to_answer_is_no_place(context: Context):
    draft = asked(Step.CONTACT, what_happened="a", loss="none")
    outcome = take(draft, heard(context, "liever via e-mail: jan@example.com", draft))
    assert outcome is not None
    assert (outcome.draft.seen_on, outcome.draft.contact) == ("instagram", "jan@example.com")


def test_here_is_said_only_where_it_is_asked(context: Context):
    draft = asked(Step.CONTACT, what_happened="a", loss="none")
    assert read_all(heard(context, "zeg het hier maar", draft)).contact == HERE
    assert read_all(heard(context, "hier kreeg ik dat bericht")).contact is None


@pytest.mark.parametrize(
    "text",
    ["hij zei: bel mij op 0470 12 34 56", "they wrote: text me at 0470 12 34 56, it's urgent"],
)
def test_what_a_cheat_says_is_not_the_citizen_s_number(context: Context, text: str):
    turn = heard(context, text, asked(Step.WHAT_HAPPENED))
    assert turn.own_contact is None
    assert turn.judged.mentions


@pytest.mark.parametrize("text", ["en verder vroegen ze mijn kaart", "send 50 euros to them"])
def test_a_story_sends_nothing_and_is_kept(context: Context, text: str):
    draft = asked(Step.WHAT_HAPPENED)
    outcome = take(draft, heard(context, text, draft))
    assert outcome is not None
    assert outcome.ending is None
    assert outcome.draft.what_happened == text


def test_of_two_numbers_the_one_it_resembles_is_put_right(context: Context):
    known = {"address": "+32 466 00 11 22", "seen_on": "phone", "what_happened": "a"}
    draft = asked(Step.CONFIRMED, **known, loss="none", contact="0478 55 66 77")
    wrong = take(draft, heard(context, "het nummer is +32 466 00 11 23", draft))
    assert wrong is not None
    assert (wrong.draft.address, wrong.draft.contact) == ("+32 466 00 11 23", "0478 55 66 77")
    own = take(draft, heard(context, "nee, 0478 55 66 78", draft))
    assert own is not None
    assert (own.draft.address, own.draft.contact) == ("+32 466 00 11 22", "0478 55 66 78")


def test_an_address_that_is_only_asked_after_is_no_story(context: Context):
    draft = asked(Step.WHAT_HAPPENED)
    turn = heard(context, "wait, is studietoelagen.be legit", draft)
    assert take(draft, replace(turn, intent="check_channel")) is None


@pytest.mark.parametrize("text", ["yes, that is correct, thank you", "ja dat is helemaal juist zo"])
def test_agrees_at_the_end(context: Context, text: str):
    draft = asked(Step.CONFIRMED, what_happened="a", loss="none", contact="none")
    outcome = take(draft, replace(heard(context, text, draft), intent="thank"))
    assert outcome is not None
    assert outcome.ending is Ending.COMPLETE


def test_yes_but_is_no_yes(context: Context):
    draft = asked(Step.CONFIRMED, what_happened="a", loss="none", contact="none")
    outcome = take(draft, heard(context, "ja maar het was op facebook", draft))
    assert outcome is not None
    assert (outcome.ending, outcome.draft.seen_on) == (None, "facebook")


def test_a_slip_in_the_address_is_put_right_before_the_story(context: Context):
    draft = asked(Step.WHAT_HAPPENED, address="opgroeien-premie.com", seen_on="website")
    outcome = take(draft, heard(context, "nee fout, het is opgroeien-premies.com", draft))
    assert outcome is not None
    assert outcome.draft.address == "opgroeien-premies.com"
    assert outcome.draft.what_happened is None
    story = take(draft, heard(context, "het was een link naar vdab-jobs.net", draft))
    assert story is not None
    assert story.draft.address == "opgroeien-premie.com"


def test_who_does_not_know_lost_nothing_for_certain(context: Context):
    draft = asked(Step.LOSS, what_happened="a")
    outcome = take(draft, heard(context, "weet ik eigenlijk niet", draft))
    assert outcome is not None
    assert outcome.draft.loss == Loss.UNKNOWN


def test_what_was_told_before_is_not_made_a_story(context: Context):
    draft = asked(Step.WHAT_HAPPENED)
    outcome = take(draft, heard(context, "hoezo wat gebeurde er, dat zei ik toch al", draft))
    assert outcome is not None
    assert (outcome.draft, [note.key for note in outcome.notes]) == (draft, ["form.said_already"])
