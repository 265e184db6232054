import pytest

from bot.nlu.certain_intents import CertainIntents
from bot.nlu.crisis import CrisisPhrases


@pytest.fixture
def decided(understood):
    """Gives the intent after code had its say about one that the classifier took for a thanks."""
    component = CertainIntents(CrisisPhrases.load())

    def decide(text):
        message = understood(text)
        guess = {"name": "thank", "confidence": 0.6}
        message.set("intent", guess)
        message.set("intent_ranking", [guess, {"name": "check_channel", "confidence": 0.4}])
        component.process([message])
        return message

    return decide


@pytest.mark.parametrize(
    "text",
    [
        "@vdab_be",
        "vdab-jobs.be",
        " https://www.vdab.be/ ?",
        "@vdab_be op Instagram",
        "Instagram @vdab_be",
    ],
)
def test_only_an_address_asks_to_check_it(decided, text):
    message = decided(text)
    assert message.get("intent") == {"name": "check_channel", "confidence": 1.0}
    assert [one["name"] for one in message.get("intent_ranking")] == ["check_channel", "thank"]


@pytest.mark.parametrize(
    "text",
    ["meld vdab-jobs.be", "bedankt", "@vdab_be is wel echt hoor", "op instagram", "", "VDAB"],
)
def test_words_beside_the_address_are_the_classifiers(decided, text):
    assert decided(text).get("intent") == {"name": "thank", "confidence": 0.6}


def test_a_crisis_goes_before_an_address(decided):
    intent = {"name": "crisis", "confidence": 1.0, "side": "self"}
    assert decided("ik wil dood. @vdab_be").get("intent") == intent
    assert decided("hij slaat mij @vdab_be").get("intent") == {**intent, "side": "others"}


@pytest.mark.parametrize(
    ("text", "kind", "intent"),
    [
        ("Uw identiteit is misbruikt, bel +31 70 123 45 67", "nothing", "check_channel"),
        ("someone abused your account, call 0470 12 34 56", "fake", "check_channel"),
        ("ik wil 0470 12 34 56 melden", "nothing", "report_misuse"),
        ("je veux signaler 0470 12 34 56", "nothing", "report_misuse"),
        ("dat was 0470 12 34 56", "question", "report_misuse"),  # an answer in a report
        ("iemand doet zich voor als de VDAB", "nothing", "report_misuse"),
    ],
)
def test_what_others_wrote_starts_no_report(understood, text, kind, intent):
    message = understood(text)
    message.set("intent", {"name": "report_misuse", "confidence": 0.9})
    message.set("subject_kind", kind)
    CertainIntents(CrisisPhrases.load()).process([message])
    assert message.get("intent")["name"] == intent


@pytest.mark.parametrize(
    ("guess", "text", "intent"),
    [
        ("dispute_answer", "Beste, uw premie staat klaar: 0470 12 34 56", "check_channel"),
        ("dispute_answer", "dat klopt niet, 0470 12 34 56 is wel echt", "dispute_answer"),
        ("forget_me", "uw gegevens worden gewist, bel 0470 12 34 56", "check_channel"),
        ("forget_me", "vergeet mij en 0470 12 34 56", "forget_me"),
        ("ask_after_incident", "ik gaf mijn kaart aan 0470 12 34 56", "ask_after_incident"),
    ],
)
def test_what_others_wrote_is_not_obeyed(understood, guess, text, intent):
    message = understood(text)
    message.set("intent", {"name": guess, "confidence": 0.9})
    CertainIntents(CrisisPhrases.load()).process([message])
    assert message.get("intent")["name"] == intent


def test_who_denies_a_cry_is_heard_on_what_is_asked_else(understood):
    message = understood("ich bin nicht lebensmüde, wo kann ich den anruf melden?")
    cry, asked = {"name": "crisis", "confidence": 0.9}, {"name": "ask_contact", "confidence": 0.1}
    message.set("intent", cry)
    message.set("intent_ranking", [cry, asked])
    CertainIntents(CrisisPhrases.load()).process([message])
    assert message.get("intent") == {**asked, "need": "denied"}
    assert message.get("intent_ranking") == [asked]


@pytest.mark.parametrize(("confidence", "intent"), [(0.1, "ask_contact"), (0.6, "crisis")])
def test_the_word_alone_is_a_cry_unless_the_model_is_rather_sure_of_another(
    understood, confidence, intent
):
    message = understood("zelfmoordlijn?? 't gaat over ne sms van de vdab, wie bel ik")
    asked = {"name": "ask_contact", "confidence": 1 - confidence}
    ranking = [asked, {"name": "crisis", "confidence": confidence}]
    message.set("intent", asked)
    message.set("intent_ranking", ranking)
    CertainIntents(CrisisPhrases.load()).process([message])
    assert message.get("intent")["name"] == intent
    assert message.get("intent").get("need") == (None if intent == "crisis" else "denied")


@pytest.mark.parametrize(
    ("kind", "confidence", "side", "intent", "need"),
    [
        ("told", 0.8, "self", "ask_permission", "unsure"),
        ("incident", 0.55, "self", "ask_permission", "unsure"),
        ("told", 0.96, "self", "crisis", None),
        ("told", 0.8, "others", "crisis", None),
        ("told", 0.4, "self", "ask_permission", None),
        ("nothing", 0.8, "self", "crisis", None),
        ("list", 0.8, "self", "crisis", None),
    ],
)
def test_a_victim_who_may_be_in_need_is_answered_and_told_who_listens(
    understood, kind, confidence, side, intent, need
):
    message = understood("er belt weer iemand, moet ik opnemen of niet")
    cry = {"name": "crisis", "confidence": confidence, "side": side}
    asked = {"name": "ask_permission", "confidence": 1 - confidence}
    ranking = sorted([cry, asked], key=lambda each: -each["confidence"])
    message.set("intent", cry if confidence >= 0.66 else asked)
    message.set("intent_ranking", ranking)
    message.set("subject_kind", kind)
    CertainIntents(CrisisPhrases.load()).process([message])
    assert message.get("intent")["name"] == intent
    assert message.get("intent").get("need") == need
