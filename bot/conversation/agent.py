"""The trained Rasa agent, in this process, with its actions beside it."""

import logging
import time
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import structlog
from rasa.core import processor as processing
from rasa.core.actions import action as actions_of_rasa
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.policies import rule_policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import USER, SlotMappingType
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.utils import common
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions.answers.about_us import parts_asked
from actions.conversation.certain import asks_elsewhere
from actions.conversation.draft import PREFIX, REQUESTED_SLOT, Step
from actions.cues.languages import Languages
from actions.follow_up.about_register import FEW_WORDS
from actions.follow_up.asked import MOST_WORDS
from actions.follow_up.asked_beside import questions_beside
from bot.conversation.memory import Conversations
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.quick_letters import count_letters_quickly
from bot.conversation.several import joined, pieces_of, without_complaint
from bot.conversation.straight_runner import StraightRunner
from bot.conversation.trackers import LeanTrackerStore
from bot.nlu.certain_intents import CHECK_CHANNEL
from bot.nlu.courtesy import behind_courtesy
from bot.nlu.mention_extractor import ENTITY as ADDRESS
from bot.nlu.organisation_linker import ENTITY as ORGANISATION
from bot.nlu.sources import NotEncodedError, only_remembered
from bot.nlu.subject_kinds import FEATURE
from bot.tracing import span, traced
from knowledge.matching.subject import SubjectKind

SEARCHED = frozenset(
    {
        "ask_content_policy",
        "ask_evaluation",
        "ask_next_step",
        "ask_privacy",
        "ask_security",
        "bot_challenge",
        "find_organisation",
        "help",
        "out_of_scope",
    }
)
"""Intents whose answer is mostly searched for in own words, which needs the vector.

It is made beside the event loop, where others do not wait for it. Where another intent is answered
by a search all the same, the search makes the vector itself.
"""

SEARCHED_WITHOUT_A_NAME = frozenset({"ask_misuse_cases", "list_channels", "list_planned_channels"})

ASKED_ABOUT = frozenset(
    {
        SubjectKind.FAKE,
        SubjectKind.UNKNOWN,
        SubjectKind.LISTED,
        SubjectKind.TOLD,
        SubjectKind.INCIDENT,
        SubjectKind.ORGANISATION,
    }
)
"""What a conversation is about where each short message may be one of many questions on it."""

TOLD_IN_OWN_WORDS = frozenset(PREFIX + step for step in (Step.KIND, Step.WHAT_HAPPENED, Step.LOSS))
"""What a report asks that a citizen may answer with a story."""

HEARD_WHOLE = frozenset({"crisis", "forget_me"})
"""Intents of a message that stays whole however much it asks."""

ASKED_OTHERWISE = frozenset({"ask_simpler", "ask_after_incident"})
"""Intents that ask none of these, but after something happened."""

ANSWERED_WHOLE = frozenset(
    {
        "ask_after_incident",
        "change_language",
        "check_channel",
        "crisis",
        "forget_me",
        "report_misuse",
    }
)
"""Intents of messages of which the parts are hardly ever looked up by themselves."""

MOST_PLACES = 4_096  # in a conversation where rules were looked for

_rules_of: WeakKeyDictionary[RulePolicy, dict[str, frozenset[str]]] = WeakKeyDictionary()


def silence_rasa() -> None:
    """Keep Rasa from logging: its lines quote messages, and cost more time than a turn."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=True,
    )
    for name in ("rasa", "rasa_sdk", "matplotlib", "apscheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def trust_own_actions() -> None:
    """Skip Rasa's check of what an action answers: 44 ms each time, for our own code."""
    RemoteAction._validate_action_result = lambda *_: True


def copy_slots_plainly() -> None:
    """Copy a slot by its fields: Rasa copies all five times a turn, as if to pickle them."""

    def copied(slot: Slot) -> Slot:
        other = object.__new__(type(slot))
        other.__dict__.update(slot.__dict__)
        return other

    Slot.__copy__ = copied


def copy_trackers_plainly() -> None:
    """Copy a conversation by its fields: Rasa tells the copy all events anew, twice a turn."""

    def copied(tracker: DialogueStateTracker) -> DialogueStateTracker:
        other = object.__new__(type(tracker))
        other.__dict__.update(tracker.__dict__)
        other.events = tracker.events.copy()
        other.slots = {name: copy(slot) for name, slot in tracker.slots.items()}
        other.active_loop = copy(tracker.active_loop)
        return other

    DialogueStateTracker.copy = copied


def read_no_rules_by_words() -> None:
    """Leave out rules on a citizen's words, for which Rasa goes through a turn once more."""
    found = RulePolicy._find_action_from_rules

    def by_intent(
        policy: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False
        rule: tuple[str | None, str | None, bool] = found(policy, tracker, domain, False)
        return rule

    if found.__name__ != by_intent.__name__:
        RulePolicy._find_action_from_rules = by_intent


def fill_only_what_an_action_fills(domain: Domain) -> None:
    """Leave out slots that our actions set by themselves: Rasa asks each time what fills them."""
    for slot in domain.slots:
        slot.mappings = [each for each in slot.mappings if not _fills_nothing(each)]


def _fills_nothing(mapping: Mapping[str, Any]) -> bool:
    return bool(mapping["type"] == SlotMappingType.CUSTOM.value and not mapping.get("action"))


def scan_rules_once() -> None:
    """Remember which rules apply where: Rasa compares all with each turn, twice."""
    scanned = RulePolicy._get_possible_keys

    def remembered(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
        known = _rules_of.setdefault(policy, {})
        states = list(map(_without_words, states))
        place = f"{id(lookup)} {states}"
        if place not in known:
            if len(known) >= MOST_PLACES:
                known.clear()
            known[place] = frozenset(scanned(policy, lookup, states))
        return set(known[place])

    if scanned.__name__ != remembered.__name__:
        RulePolicy._get_possible_keys = remembered


def _without_words(state: State) -> State:
    """Take a citizen's words out of a state: none of our rules speaks of any."""
    user = state.get(USER, {})
    return {**state, USER: {**user, TEXT: ""}} if TEXT in user else state


def look_classes_up_once() -> None:
    """Remember the kinds of events and slots: Rasa walks through all classes for each of them."""
    if not hasattr(common.all_subclasses, "cache_info"):
        common.all_subclasses = cache(common.all_subclasses)


def make_default_actions_once() -> None:
    """Remember Rasa's own actions: it makes them all for each action that it looks up."""
    if not hasattr(actions_of_rasa.default_actions, "cache_info"):
        actions_of_rasa.default_actions = lru_cache(1)(actions_of_rasa.default_actions)


class _Uncopied:
    """Stands for the module `copy` where copies are made for log lines alone."""

    @staticmethod
    def deepcopy(value: Any) -> Any:  # noqa: ANN401 - as the module has it
        return value


LOGGING_MODULES = (processing, rule_policy)
"""Modules of Rasa 3.6 that copy events, slots and states deeply, but only to log them."""


def copy_nothing_for_logs() -> None:
    """Keep Rasa from copying what it logs: nobody reads those lines."""
    for module in LOGGING_MODULES:
        module.copy = _Uncopied


def look_for_nothing_unseen(processor: MessageProcessor) -> None:
    """Leave out a warning: Rasa makes an empty domain for each message to compare ours with.

    It would tell of an intent or entity that the domain lacks, which training tells.
    """
    processor._check_for_unseen_features = lambda _: None


def log_no_slots(processor: MessageProcessor) -> None:
    """Leave out lines with the values of all slots, which are put together for nobody."""
    processor._log_slots = lambda _: None


def listen_after_one_action(processor: MessageProcessor) -> None:
    """End a turn with its action where no form is open: Rasa asks its rules, and all say so.

    That the bot listens is known of a conversation that waits for its next message.
    """
    run = processor._run_action

    async def run_and_tell(
        action: Action,
        tracker: DialogueStateTracker,
        *more: Any,  # noqa: ANN401 - as Rasa has it
        **named: Any,  # noqa: ANN401
    ) -> bool:
        goes_on: bool = await run(action, tracker, *more, **named)
        is_of_form = tracker.active_loop_name or action.name() in processor.domain.form_names
        return goes_on and bool(is_of_form or tracker.followup_action)

    processor._run_action = run_and_tell


class ActionsBeside(EndpointConfig):
    """An action server that is a function call."""

    __hash__ = object.__hash__

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__(url="in-process:actions")
        self._executor = executor

    async def request(self, *_arguments: Any, **call: Any) -> Any:  # noqa: ANN401
        """Run the action that Rasa would have posted."""
        with span("action", **{"kanaalcheck.action": str(call["json"]["next_action"])}):
            return await self._executor.run(call["json"])


class Gathering(OutputChannel):
    """Gathers what the bot says in one turn."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[BotMessage] = []

    def name(self) -> str:
        """Give the channel that it stands for."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        """Keep one message whole: Rasa would send its card apart."""
        self.messages.append(BotMessage.of(message))


def _searches(parsed: Mapping[str, Any]) -> bool:
    intent = parsed["intent"]["name"]
    named = {each["entity"] for each in parsed["entities"]}
    if intent in SEARCHED_WITHOUT_A_NAME and ORGANISATION not in named:
        return True
    is_elsewhere = asks_elsewhere(
        intent, parsed["intent"]["confidence"], is_named=ORGANISATION in named
    )
    may_ask_on = ADDRESS not in named and not is_elsewhere
    return intent in SEARCHED or (may_ask_on and _asks_on(parsed, intent))


def _asks_on(parsed: Mapping[str, Any], intent: str) -> bool:
    """Tell whether a message is looked up among the questions on what the talk is about."""
    about = parsed.get(FEATURE)
    is_other = intent in ASKED_OTHERWISE and about != SubjectKind.INCIDENT
    words = len(parsed["text"].split())
    may_be_of_list = about == SubjectKind.LIST and words > FEW_WORDS
    may_be = may_be_of_list or (about in ASKED_ABOUT and not is_other)
    return may_be and words <= MOST_WORDS


def _asked_beside(parsed: Mapping[str, Any]) -> list[str]:
    """Give the questions beside an address, which are looked up by themselves."""
    text = parsed["text"]
    spots = (each for each in parsed["entities"] if each["entity"] == ADDRESS)
    return questions_beside(text, [text[each["start"] : each["end"]] for each in spots])


def _looked_up(parsed: Mapping[str, Any]) -> list[str]:
    """Give the texts that are looked up by meaning: a message that searches, and its parts."""
    if not _searches(parsed):
        return _asked_beside(parsed)
    text = parsed["text"]
    has_address = any(each["entity"] == ADDRESS for each in parsed["entities"])
    is_whole = has_address or parsed["intent"]["name"] in ANSWERED_WHOLE
    return [text] if is_whole else [text, *parts_asked(text)]


class Encode(Protocol):
    """Makes the vectors of texts, after which the components remember them."""

    async def __call__(self, *texts: str) -> None:
        """Make those that are not remembered."""


class TrainedAgent:
    """A mind that was trained."""

    def __init__(self, model: Path, executor: ActionExecutor) -> None:
        """Load a model archive; conversations stay in memory until they are kept elsewhere.

        Raises:
            RasaException: The archive cannot be read, or was made by another version.
        """
        trust_own_actions()
        copy_slots_plainly()
        copy_trackers_plainly()
        read_no_rules_by_words()
        scan_rules_once()
        look_classes_up_once()
        copy_nothing_for_logs()
        make_default_actions_once()
        self._agent = Agent.load(
            model,
            tracker_store=LeanTrackerStore(Conversations(time.monotonic)),
            lock_store=InMemoryLockStore(),
            action_endpoint=ActionsBeside(executor),
        )
        fill_only_what_an_action_fills(self._agent.domain)
        processor = self._processor
        look_for_nothing_unseen(processor)
        log_no_slots(processor)
        listen_after_one_action(processor)
        count_letters_quickly(processor.graph_runner)
        processor.graph_runner = StraightRunner(processor.graph_runner)
        self._parse = processor.parse_message
        processor.parse_message = self._parsed
        predict = processor.predict_next_with_tracker_if_should
        processor.predict_next_with_tracker_if_should = traced("policy", predict)
        self._encode: Encode | None = None

    def encode_with(self, encode: Encode) -> None:
        """Encode messages with this from now on, and only those that need it.

        Args:
            encode: Makes vectors beside the event loop.
        """
        self._encode = encode

    @property
    def _processor(self) -> MessageProcessor:
        return self._agent.processor

    def keep_in(self, trackers: TrackerStore, locks: LockStore) -> None:
        """Keep conversations and their order in other stores from now on."""
        safe = Agent._create_tracker_store(trackers, self._agent.domain)
        safe.domain = self._agent.domain
        for holder in (self._agent, self._processor):
            holder.tracker_store, holder.lock_store = safe, locks

    async def answer(self, heard: Heard) -> list[BotMessage]:
        """Answer one message of a conversation, each of its questions by itself."""
        heard, pieces = await self._taken_apart(heard)
        if len(pieces) == 1:
            return await self._answer(heard)
        answers = [await self._answer(replace(heard, text=pieces[0]))]
        rest = replace(heard, complained="")
        answers += [await self._answer(replace(rest, text=each)) for each in pieces[1:]]
        return joined(pieces, answers)

    async def _taken_apart(self, heard: Heard) -> tuple[Heard, list[str]]:
        """Take out a complaint about the answer before, and cut what is left into its questions.

        A cry for help stays whole, and so does what tells in a report what happened.
        """
        whole = heard, [heard.text]
        if heard.pressed:
            return whole
        left, complained = without_complaint(heard.text)
        pieces = pieces_of(left)
        if left == heard.text and len(pieces) == 1:
            return whole
        before = await self._agent.tracker_store.retrieve(heard.sender)
        asked = before.get_slot(REQUESTED_SLOT) if before else None
        if asked in TOLD_IN_OWN_WORDS or (complained and (before is None or asked)):
            return whole
        if len(pieces) > 1 and await self._stays_whole(left):
            pieces = [left]
        return replace(heard, text=left, complained=complained), pieces

    async def _stays_whole(self, text: str) -> bool:
        """Tell whether a message is a cry, or likely one that somebody else wrote."""
        intent = (await self.parse(text))["intent"]["name"]
        is_pasted = intent == CHECK_CHANNEL and not Languages.load().tells_of_self(text)
        return is_pasted or intent in HEARD_WHOLE

    async def _answer(self, heard: Heard) -> list[BotMessage]:
        gathering = Gathering(heard.channel)
        message = UserMessage(
            heard.text,
            gathering,
            heard.sender,
            input_channel=heard.channel,
            metadata=heard.metadata,
            parse_data=heard.as_parsed(heard.pressed.intent) if heard.pressed else None,
        )
        await self._agent.handle_message(message)
        return gathering.messages

    async def parse(self, text: str) -> dict[str, Any]:
        """Give what is understood of a text, in Rasa's parse shape."""
        parsed: dict[str, Any] = await self._agent.parse_message(text)
        return parsed

    async def _parsed(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a message by its letters, and with its vector where they leave doubt.

        What searches in own words afterwards finds the vector ready too.
        """
        asked = (message, tracker, only_output_properties)
        with span("understanding"):
            return await self._parsed_soon(*asked)

    async def _parsed_soon(self, *asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as Rasa has it
        message: UserMessage = asked[0]
        if self._encode is None:
            return await self._understood(*asked)
        try:
            with only_remembered():
                parsed = await self._understood(*asked)
        except NotEncodedError:
            await self._encode(*filter(None, (message.text, behind_courtesy(message.text))))
            parsed = await self._understood(*asked)
        texts = _looked_up(parsed)
        if texts:
            await self._encode(*texts)
        return parsed

    async def _understood(self, *asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as Rasa has it
        parsed: dict[str, Any] = await self._parse(*asked)
        return parsed
