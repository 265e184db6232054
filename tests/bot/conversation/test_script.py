"""The domain and rules as they are read without Rasa."""

import pytest

from bot.conversation.messages import Pressed
from bot.conversation.script import Script
from bot.nlu.subject_kinds import TALK
from knowledge.model import LANGUAGES

SCRIPT = Script.load()
INTENTS = [
    "check_channel",
    "list_channels",
    "list_planned_channels",
    "find_organisation",
    "ask_overview",
    "ask_evaluation",
    "ask_content_policy",
    "ask_misuse_cases",
    "ask_security",
    "ask_after_incident",
    "report_misuse",
    "report_status",
    "dispute_answer",
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "cancel",
    "help",
    "bot_challenge",
    "ask_privacy",
    "forget_me",
    "change_language",
    "contact_human",
    "crisis",
    "out_of_scope",
]


def test_every_intent_of_the_contract_has_its_rule_and_no_other():
    assert sorted(SCRIPT.actions) == sorted([*INTENTS, *TALK])


def test_talk_about_an_answer_is_answered_by_one_action():
    assert {SCRIPT.actions[intent] for intent in TALK} == {"action_follow_up"}


def test_a_rule_that_goes_on_with_a_form_answers_no_intent():
    assert SCRIPT.forms == {"report_form"}
    assert SCRIPT.actions["report_misuse"] == SCRIPT.actions["dispute_answer"] == "report_form"
    assert "action_submit_report" not in SCRIPT.actions.values()


@pytest.mark.parametrize("name", sorted(SCRIPT.responses))
def test_every_reply_speaks_every_language(name: str):
    texts = {language: SCRIPT.reply(name, language) for language in LANGUAGES}
    assert len({reply.text for reply in texts.values()}) == len(LANGUAGES)
    assert len({len(reply.buttons) for reply in texts.values()}) == 1


@pytest.mark.parametrize("name", sorted(SCRIPT.responses))
def test_buttons_of_replies_work(name: str):
    for language in LANGUAGES:
        for title, payload in SCRIPT.reply(name, language).buttons:
            assert title
            assert not payload.startswith("/") or SCRIPT.pressed(payload)


def test_fixed_replies_exist_for_their_intents():
    fixed = [intent for intent, action in SCRIPT.actions.items() if action == "action_fixed_reply"]
    assert {f"utter_{intent}" for intent in fixed} <= set(SCRIPT.responses)


def test_the_crisis_reply_begins_with_help():
    for language in LANGUAGES:
        reply = SCRIPT.reply("utter_crisis", language)
        assert "1813" in reply.text
        assert "112" in reply.text
        assert not reply.buttons


def test_reads_a_pressed_button():
    payload = '/check_channel{"mention": "@vdab_be", "platform": "x"}'
    assert SCRIPT.pressed(payload) == Pressed(
        "check_channel", {"mention": "@vdab_be", "platform": "x"}
    )
    answer = '/report_misuse{"report_loss": "money"}'
    assert SCRIPT.pressed(answer) == Pressed("report_misuse", {"report_loss": "money"})
    assert SCRIPT.pressed(" /help ") == Pressed("help")
    assert SCRIPT.pressed("/start") == Pressed("greet")


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "/nothing_of_ours",
        "/check_channel{",
        '/check_channel{"verdict": "official"}',
        '/report_misuse{"report_confirmed": "yes"}',
        '/check_channel{"mention": 1}',
        "/check_channel[]",
        "/restart",
        "/session_start",
        '/check_channel{"mention": ' + "[" * 2_000,
        "/EXTERNAL: x",
    ],
)
def test_anything_else_is_no_button(text: str):
    assert SCRIPT.pressed(text) is None
