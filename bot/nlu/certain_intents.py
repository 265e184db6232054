"""Intents that code decides: a clear crisis, only an address, what is pasted or only told."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.cues.danger import CLEAR, KEY, NEED, OF_A_SCAM, Need, Side, side_of
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from bot.nlu import mention_extractor, sources
from bot.nlu.crisis import CrisisPhrases
from bot.nlu.subject_kinds import FEATURE
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.subject import SubjectKind

CRISIS = "crisis"
CHECK_CHANNEL = "check_channel"
LEAST_NAMED = 0.3
"""Confidence of the model below which the word suicide alone is no cry; no named one is lower."""
MAY_BE_CRY = 0.5
"""Confidence of the model from which a victim of a scam is told who listens below the answer.

From `CLEAR` on, help goes first.

Of 200 frightened messages about a scam 2.5 % lie between after such a subject, of 132 veiled cries
6 %; 1 % and 89 % lie above.
"""

_OF_A_VICTIM = OF_A_SCAM | {SubjectKind.REPORT}

OBEYED = frozenset({"report_misuse", "dispute_answer", "forget_me"})
"""Intents that start or end something: only the citizen's own words may."""

_WORD = re.compile(r"[^\W_]+")
_PLACE_WORDS = FinderData.load().words["place_words"]  # "@vdab_be op Instagram"


def only_addresses(text: str, entities: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a message is nothing but mentions, perhaps with their platform in words."""
    spots = [one for one in entities if one["entity"] == mention_extractor.ENTITY]
    rest = text
    for spot in sorted(spots, key=lambda one: -one["start"]):
        rest = rest[: spot["start"]] + " " + rest[spot["end"] :]
    words = [word for word in _WORD.findall(rest) if word.lower() not in _PLACE_WORDS]
    if not spots or len(words) > 1:
        return False
    return not words or sources.finder().platform_in(words[0]) is not None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CertainIntents(GraphComponent, IntentClassifier):
    """Goes last: what it recognises stands, whatever the classifier thinks."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Mentions must have been found."""
        return [mention_extractor.MentionExtractor]

    def __init__(self, phrases: CrisisPhrases) -> None:
        self._crisis = phrases

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "CertainIntents":
        """Make the component (Rasa's constructor)."""
        return cls(CrisisPhrases.load())

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message that leaves no choice."""
        for message in messages:
            text, entities = message.get(TEXT) or "", message.get(ENTITIES, [])
            side = self._crisis.side_of(text)
            is_reproach = side is Side.SELF and self._is_reproach(message, text)
            if side and not is_reproach:
                _set(message, CRISIS, **{KEY: str(side)})
            elif (
                only_addresses(text, entities)
                or _is_pasted(message, text, entities)
                or _is_told(message, text)
            ):
                _set(message, CHECK_CHANNEL)
            if is_reproach or (side is None and self._crisis.denied_in(text)):
                _answer_beside(message, Need.DENIED)
            elif side is None and _may_be_cry_of_victim(message):
                _answer_beside(message, Need.UNSURE)
        return messages

    def _is_reproach(self, message: Message, text: str) -> bool:
        cry = _cry_in(message)
        is_unlikely = cry is not None and cry["confidence"] < LEAST_NAMED
        return is_unlikely and self._crisis.only_named_in(text)


def _is_pasted(message: Message, text: str, entities: Iterable[Mapping[str, Any]]) -> bool:
    """Tell a message of others, whose words seem to ask for something, from one of the citizen.

    What others wrote is not obeyed: its address is judged, and buttons offer the rest.
    """
    intent = (message.get(INTENT) or {}).get("name")
    has_address = any(one["entity"] == mention_extractor.ENTITY for one in entities)
    is_answer = message.get(FEATURE) == SubjectKind.QUESTION
    if intent not in OBEYED or not has_address or is_answer:
        return False
    return not ConversationWords.load().says(intent, text)


def _is_told(message: Message, text: str) -> bool:
    """Tell a visit or a promise of money that is told from one that somebody asks to report."""
    intent = (message.get(INTENT) or {}).get("name")
    if intent != "report_misuse" or message.get(FEATURE) == SubjectKind.QUESTION:
        return False
    words = TalkWords.load()
    has_source = words.has("stated", text) or words.has("film", text)
    is_told = words.has("at_door", text) or (has_source and words.has("promise", text))
    return is_told and not ConversationWords.load().says("report_misuse", text)


def _cry_in(message: Message) -> dict[str, Any] | None:
    """Give the model's guess of a cry, with its confidence and side; None where it ranks none."""
    ranking = message.get(INTENT_RANKING_KEY) or []
    return next((each for each in ranking if each["name"] == CRISIS), None)


def _may_be_cry_of_victim(message: Message) -> bool:
    """Tell whether the model hears a cry, not clearly, in talk about what may be a scam."""
    cry = _cry_in(message)
    if cry is None or message.get(FEATURE) not in _OF_A_VICTIM:
        return False
    return side_of(cry) is Side.SELF and MAY_BE_CRY <= cry["confidence"] < CLEAR


def _answer_beside(message: Message, need: Need) -> None:
    """Give a message what it asks else than for help; the answer says who listens too."""
    ranking = message.get(INTENT_RANKING_KEY) or []
    others = [each for each in ranking if each["name"] != CRISIS]
    if not others:
        return
    message.set(INTENT, others[0] | {NEED: str(need)}, add_to_output=True)
    message.set(INTENT_RANKING_KEY, others, add_to_output=True)


def _set(message: Message, intent: str, **more: str) -> None:
    certain = {"name": intent, "confidence": 1.0, **more}
    ranking = message.get(INTENT_RANKING_KEY) or []
    others = [entry for entry in ranking if entry["name"] != intent]
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [certain, *others], add_to_output=True)
