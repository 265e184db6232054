"""The trained Rasa agent, in this process, with its actions beside it."""

import logging
import time
from pathlib import Path
from typing import Any

import structlog
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.slots import Slot
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.conversation.memory import Conversations
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.straight_runner import StraightRunner
from bot.conversation.trackers import LeanTrackerStore


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


class ActionsBeside(EndpointConfig):
    """An action server that is a function call."""

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__(url="in-process:actions")
        self._executor = executor

    async def request(self, *_arguments: Any, **call: Any) -> Any:  # noqa: ANN401
        """Run the action that Rasa would have posted."""
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


class TrainedAgent:
    """A mind that was trained."""

    def __init__(self, model: Path, executor: ActionExecutor) -> None:
        """Load a model archive; conversations stay in memory until they are kept elsewhere.

        Raises:
            RasaException: The archive cannot be read, or was made by another version.
        """
        trust_own_actions()
        copy_slots_plainly()
        self._agent = Agent.load(
            model,
            tracker_store=LeanTrackerStore(Conversations(time.monotonic)),
            lock_store=InMemoryLockStore(),
            action_endpoint=ActionsBeside(executor),
        )
        processor = self._processor
        processor.graph_runner = StraightRunner(processor.graph_runner)

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
        """Answer one message of a conversation."""
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
