"""The steps of a report: what is known and one message in, what is known then out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.conversation.context import Context, load_sentences
from actions.conversation.draft import ReportDraft, Step
from actions.conversation.turn import Memory, Turn
from actions.report_form.steps import ASIDES, Ending, begin, take
from knowledge.library import Library, build_library

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 24)
FULL = ReportDraft(
    kind="misuse",
    address="@vdab_premies",
    seen_on="instagram",
    what_happened="ze vroegen geld",
    loss="none",
    contact="none",
)

Say = Callable[..., Turn]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(ROOT / "knowledge", today=lambda: TODAY, cache=cache)


@pytest.fixture(scope="module")
def say(library: Library) -> Say:
    context = Context(library, load_sentences(), lambda: TODAY)
    library.search.index_by_letters()

    def say(
        text: str,
        intent: str = "out_of_scope",
        draft: ReportDraft | None = None,
        memory: Memory | None = None,
        **fields: str,
    ) -> Turn:
        return Turn(context, intent, text, "nl", memory or Memory(), fields, "test:a", draft)

    return say


def asked(step: Step, **known: Any) -> ReportDraft:
    return ReportDraft(**known, asked=step)


REPORTED = {"kind": "misuse", "address": "vdab-jobs.be", "seen_on": "website"}


def test_takes_over_what_was_checked(say: Say):
    draft = begin(say("", "report_misuse", memory=Memory(mention="vdab-jobs.be"))).draft
    assert (draft.address, draft.kind, draft.asked) == ("vdab-jobs.be", None, Step.SEEN_ON)


def test_does_not_report_a_healthy_channel_that_nobody_means(say: Say):
    memory = Memory(mention="facebook.com/delijn", platform="facebook")
    assert begin(
        say("ik wil een nepaccount melden", "report_misuse", memory=memory)
    ).draft == ReportDraft(asked=Step.ADDRESS)
    meant = begin(say("dit wil ik melden", "report_misuse", memory=memory)).draft
    assert meant.asked is Step.KIND


def test_an_account_that_waits_for_its_platform_is_asked_for_it(say: Say):
    memory = Memory(mention="@vdab_be", pending_mention="@vdab_be")
    draft = begin(say("", "report_misuse", memory=memory)).draft
    assert draft.asked is Step.SEEN_ON
    on_x = take(draft, say("op x", draft=draft))
    assert on_x.draft.asked is Step.KIND  # listed there
    elsewhere = take(draft, say("facebook", draft=draft))
    assert (elsewhere.draft.kind, elsewhere.draft.asked) == ("misuse", Step.WHAT_HAPPENED)


def test_a_corrected_place_is_judged_anew(say: Say):
    draft = asked(
        Step.LOSS, kind="misuse", address="@vdab_be", seen_on="facebook", what_happened="a"
    )
    outcome = take(draft, say("nee, het was op X", draft=draft))
    assert (outcome.draft.seen_on, outcome.draft.kind, outcome.draft.asked) == (
        "x",
        None,
        Step.KIND,
    )


def test_a_corrected_address_gets_its_verdict(say: Say):
    draft = asked(Step.LOSS, **REPORTED, what_happened="a")
    outcome = take(draft, say("sorry, vdab-jobs.net bedoel ik", draft=draft))
    assert (outcome.draft.address, outcome.draft.asked) == ("vdab-jobs.net", Step.LOSS)
    assert outcome.tells_verdict


@pytest.mark.parametrize("intent", sorted(ASIDES - {"check_channel"}))
def test_a_question_is_left_to_its_own_answer(say: Say, intent: str):
    for step in (Step.WHAT_HAPPENED, Step.LOSS, Step.CONTACT, Step.CONFIRMED):
        draft = asked(step, **REPORTED)
        assert take(draft, say("hoe zit dat dan?", intent, draft)) is None


def test_a_story_is_a_story_whatever_it_sounds_like(say: Say):
    draft = asked(Step.WHAT_HAPPENED, **REPORTED)
    for intent in sorted(ASIDES | {"thank", "cancel", "deny", "out_of_scope", "dispute_answer"}):
        story = "ik kreeg een bericht dat ik geld terugkreeg als ik mijn kaart ingaf"
        outcome = take(draft, say(story, intent, draft))
        assert outcome.draft.what_happened == story


@pytest.mark.parametrize("text", ["ja", "nee", "ok", "dank u wel"])
def test_a_courtesy_is_no_story(say: Say, text: str):
    draft = asked(Step.WHAT_HAPPENED, **REPORTED)
    assert take(draft, say(text, "thank" if "dank" in text else "affirm", draft)).draft == draft


def test_an_address_alone_is_checked_and_the_question_stays(say: Say):
    for step in (Step.WHAT_HAPPENED, Step.LOSS, Step.CONTACT):
        draft = asked(step, **REPORTED)
        assert take(draft, say("en vdab-jobs.net", "check_channel", draft)) is None


@pytest.mark.parametrize("text", ["tine@example.com", "0470 12 34 56", "sms naar 0470 12 34 56"])
def test_a_mailbox_or_number_is_the_contact_only_where_it_is_asked(say: Say, text: str):
    draft = asked(Step.CONTACT, **REPORTED, what_happened="a", loss="none")
    outcome = take(draft, say(text, "check_channel", draft))
    assert outcome.draft.contact == text.removeprefix("sms naar ")
    assert not outcome.tells_verdict


def test_a_listed_channel_is_only_reported_as_taken_over(say: Say):
    outcome = begin(say("meld facebook.com/delijn", "report_misuse"))
    assert outcome.draft.asked is Step.KIND
    hacked = take(outcome.draft, say("ja, gehackt", "affirm", outcome.draft)).draft
    assert (hacked.kind, hacked.asked) == ("compromised", Step.WHAT_HAPPENED)
    other = take(outcome.draft, say("nee", "deny", outcome.draft)).draft
    assert (other.address, other.asked) == (None, Step.ADDRESS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report_loss", "everything"),
        ("report_seen_on", "nowhere"),
        ("report_contact", "jan@example.com"),
        ("report_what_happened", "anything"),
        ("report_change", "kind"),
        ("report_change", "confirmed"),
    ],
)
def test_a_made_up_button_changes_nothing(say: Say, name: str, value: str):
    draft = asked(Step.LOSS, **REPORTED, what_happened="a")
    assert take(draft, say("", "report_misuse", draft, **{name: value})).draft == draft


def test_a_button_of_an_earlier_report_begins_none(say: Say):
    outcome = begin(say("", "report_misuse", report_loss="money"))
    assert outcome.ending is Ending.ALREADY_OVER


@pytest.mark.parametrize(
    ("text", "intent", "ending"),
    [
        ("laat maar", "out_of_scope", Ending.CANCELLED),
        ("", "cancel", Ending.CANCELLED),
        ("ja", "affirm", Ending.COMPLETE),
        ("", "affirm", Ending.COMPLETE),
    ],
)
def test_endings_at_the_summary(say: Say, text: str, intent: str, ending: Ending):
    draft = ReportDraft(
        **{name: getattr(FULL, name) for name in FULL.__slots__} | {"asked": Step.CONFIRMED}
    )
    assert take(draft, say(text, intent, draft)).ending is ending


def test_a_draft_survives_its_slots():
    draft = ReportDraft(**REPORTED, asked=Step.LOSS)
    assert ReportDraft.of({event["name"]: event["value"] for event in draft.events()}) == draft


STEPS = st.sampled_from([*Step])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["ja", "nee", "op", "facebook", "x", "vdab-jobs.be", "@a", "laat", "maar", "?", "geld"]
        ),
        min_size=1,
        max_size=8,
    ).map(" ".join),
)
INTENTS = st.sampled_from([*sorted(ASIDES), "affirm", "deny", "cancel", "report_misuse", "crisis",
                           "dispute_answer", "out_of_scope", "thank"])  # fmt: skip


@given(step=STEPS, text=TEXTS, intent=INTENTS)
def test_whatever_is_said_the_form_answers_or_leaves_it_to_an_intent_with_an_answer(
    say: Say, step: Step, text: str, intent: str
):
    draft = replace(FULL, asked=step)
    outcome = take(draft, say(text, intent, draft))
    if outcome is None:
        # Else Rasa would begin the form again, and again.
        assert intent not in ("report_misuse", "dispute_answer")
    elif outcome.ending is None:
        assert outcome.draft.asked is not None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("ik heb de bank al gebeld, wat nog", None),
        ("I already called the bank", None),
        ("iemand belde mij over mijn premie", "call"),
    ],
)
def test_a_call_of_the_citizen_is_not_noted_as_one_to_them(say: Say, text: str, by: str | None):
    assert say(text, "tell_done").news.by == by
