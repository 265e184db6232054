"""What is said to somebody in danger, by how sure it is and what else the message holds."""

from collections.abc import Mapping
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.conversation.context import Context, load_sentences
from actions.intents.crisis import CLEAR, ActionCrisis
from knowledge.library import Library
from tests.actions.talking import TODAY

THREAT_OF_MONEY = "help, mijn studietoelage stopt als ik niet betaal op vdab-premie.be"


FAKE = {"kind": "fake", "mention": "groeipakket-toeslag.be", "organisation": "groeipakket-vutg"}


def ran(
    library: Library,
    text: str,
    confidence: float,
    side: str,
    subject: Mapping[str, object] | None = None,
) -> tuple[CollectingDispatcher, Any]:
    intent = {"name": "crisis", "confidence": confidence, "side": side}
    message = {"text": text, "intent": intent, "entities": []}
    slots = {"language": "nl", "subject": subject}
    tracker = Tracker("a", slots, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    with context.providing(Context(library, load_sentences(), lambda: TODAY)):
        events = ActionCrisis().run(dispatcher, tracker, {})
    return dispatcher, events


def said(
    library: Library,
    text: str,
    confidence: float,
    side: str,
    subject: Mapping[str, object] | None = None,
) -> str:
    dispatcher, _ = ran(library, text, confidence, side, subject)
    return "\n".join(each["text"] or each["response"] or "" for each in dispatcher.messages)


def test_who_is_pressed_to_pay_hears_the_verdict_and_not_the_police(
    register_library: Library,
) -> None:
    told = said(register_library, THREAT_OF_MONEY, 0.9, "others")
    assert "vdab-premie[.]be" in told
    assert "Bent u nu in gevaar?" not in told


@pytest.mark.parametrize(
    ("text", "confidence", "side", "help_told"),
    [
        (THREAT_OF_MONEY, CLEAR, "others", "101"),
        ("hij dreigt mij te vermoorden, zie vdab-premie.be", 0.6, "others", "101"),
        (THREAT_OF_MONEY, 0.6, "self", "utter_crisis"),
        ("er is iemand die mij iets wil doen", 0.6, "others", "101"),
    ],
)
def test_help_comes_first_where_it_is_clear_said_or_there_is_no_address(
    register_library: Library, text: str, confidence: float, side: str, help_told: str
) -> None:
    assert help_told in said(register_library, text, confidence, side)


@pytest.mark.parametrize(("confidence", "is_kept"), [(0.8, False), (CLEAR, True), (1.0, True)])
def test_only_a_clear_cry_is_what_the_conversation_goes_on_about(
    register_library: Library, confidence: float, is_kept: bool
) -> None:
    intent = {"name": "crisis", "confidence": confidence, "side": "self"}
    message = {"text": "ik kan zo niet verder", "intent": intent, "entities": []}
    tracker = Tracker("a", {"language": "nl"}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    with context.providing(Context(register_library, load_sentences(), lambda: TODAY)):
        events = ActionCrisis().run(dispatcher, tracker, {})
    assert dispatcher.messages[0]["response"] == "utter_crisis"
    assert any(each.get("name") == "subject" for each in events) == is_kept


WAITS = "mijn dochter wacht op die premie, komt die nog"
RODE = "mijn zoon heeft zwartgereden, hij is 15, wat nu"


@pytest.mark.parametrize(("text", "side"), [(WAITS, "self"), (RODE, "others")])
def test_who_asks_for_a_child_what_a_service_knows_is_in_no_need(
    register_library: Library, text: str, side: str
) -> None:
    told = said(register_library, text, 0.9, side, FAKE)
    assert "utter_crisis" not in told
    assert "101" not in told
    assert "1700" in told


@pytest.mark.parametrize(
    ("text", "confidence", "subject"),
    [(WAITS, CLEAR, FAKE), (WAITS, 0.9, None), ("mijn dochter wil niet meer", 0.9, FAKE)],
)
def test_a_cry_beside_a_verdict_is_heard(
    register_library: Library,
    text: str,
    confidence: float,
    subject: Mapping[str, object] | None,
) -> None:
    assert "utter_crisis" in said(register_library, text, confidence, "self", subject)


def test_a_child_that_is_threatened_is_known_as_one_afterwards(register_library: Library) -> None:
    text = "ik ben 15 en iemand belt dat hij de politie stuurt als ik niet betaal"
    _, events = ran(register_library, text, 0.9, "others")
    facts = next(each["value"] for each in events if each.get("name") == "facts")
    assert "young" in facts["told"]


@pytest.mark.parametrize(
    "text",
    [
        "iemand van Fluvius zegt dat hij naar mijn huis komt voor de meter",
        "someone from VDAB called, they are coming to my house tomorrow",
        "une dame de Kind & Gezin veut venir chez moi demain",
        "jemand von Fluvius will morgen zu mir nach Hause kommen",
    ],
)
def test_a_service_that_announces_a_visit_is_no_danger(register_library: Library, text: str):
    assert "1712" not in said(register_library, text, 0.9, "others")


@pytest.mark.parametrize(
    "text",
    [
        "iemand van Fluvius zegt dat hij naar mijn huis komt als ik niet betaal, ik ben bang",
        "he says he is from VDAB and threatens to come to my house",
        "il dit qu'il va venir chez moi",
        "sie kommen zu mir nach Hause",
    ],
)
def test_who_comes_with_a_threat_or_for_nobody_is_danger(register_library: Library, text: str):
    assert "1712" in said(register_library, text, 0.9, "others")
