"""Holding conversations: every message gets an answer, in order, whatever is broken."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from actions.conversation.context import Context, current, held, load_sentences, provide
from actions.reports.asked import UnlistedDemand
from actions.reports.desk import Desk
from bot.capacity.admission import Admission
from bot.capacity.beside import Beside
from bot.conversation.closing import Closings, sentence
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.messages import LONGEST, BotMessage, Heard, Mind, Pressed
from bot.conversation.script import Script
from bot.conversation.training import model_before, model_file
from bot.conversation.undelivered import Unheard
from bot.conversation.untrained import Untrained
from bot.nlu import sources
from bot.nlu.crisis import CrisisPhrases
from bot.opening import open_encoder
from bot.settings import Settings
from knowledge.encoder.encoder import Encoder
from knowledge.library import Library
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.search.names import NameFinder
from knowledge.model import LANGUAGES

if TYPE_CHECKING:
    from bot.conversation.agent import TrainedAgent

__all__ = ["BotMessage", "Dialogue", "Minds"]

ENCODING_THREADS = 2
SHORT_TEXT = 500
"""Characters of a message that is judged in the event loop; it takes milliseconds."""
LONG_IN_QUEUE = 8  # each takes a tenth of a second or two

PATIENT_CHANNELS = frozenset({"telegram"})
"""Whose messages wait in a journal of their own: they are answered late, never sent away."""

HELP = Pressed("help")
FAILURE = "utter_failure"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Minds:
    """What understands and answers; loaded once, and shared by workers that fork afterwards.

    Attributes:
        script: The domain and its replies.
        trained: None when there is no trained model.
        untrained: Answers when there is no trained one, or when it fails.
        encoder: None when there is no encoder.
        is_newest: Whether the model is the newest, and not the one before it.
    """

    script: Script
    trained: "TrainedAgent | None"
    untrained: Mind
    encoder: Encoder | None
    is_newest: bool = True

    @classmethod
    def load(cls, settings: Settings, library: Library) -> "Minds":
        """Load them, with conversations in memory for now.

        Args:
            settings: Where the model and the encoder are.
            library: Shared with the actions and the language components of this process.
        """
        encoder = open_encoder(settings)
        share(settings, library, encoder)
        script, executor = Script.load(), load_executor()
        # In memory on purpose: it serves when the rest does not.
        untrained = Untrained(script, executor, Conversations(time.monotonic))
        trained, is_newest = _trained(settings, executor)
        return cls(script, trained, untrained, encoder, is_newest)

    def keep_conversations(self, settings: Settings) -> None:
        """Keep conversations, and their order, where the settings say."""
        if self.trained is not None:
            from bot.conversation.trackers import lock_store, tracker_store

            self.trained.keep_in(tracker_store(settings), lock_store(settings))


class Dialogue:
    """Answers messages of citizens.

    Attributes:
        untrained_turns: How many turns code alone answered.
        is_newest: Whether the model is the newest, and not the one before it.
        closings: Channels that staff closed.

    Args:
        script: The domain and its replies.
        trained: None when there is no trained model.
        untrained: Answers when there is no trained one, or when it fails.
        encoder: None when there is no encoder.
        unheard: What became of reports; without it citizens hear that by asking alone.
    """

    def __init__(
        self,
        script: Script,
        trained: Mind | None,
        untrained: Mind,
        encoder: Encoder | None,
        unheard: Unheard | None = None,
    ) -> None:
        self._script = script
        self._trained = trained
        self._untrained = untrained
        self._encoder = encoder
        self._unheard = unheard
        self.untrained_turns = 0
        self.is_newest = True
        self.closings = Closings()
        self._crisis = CrisisPhrases.load()
        self._admission, self._admission_of_cries = Admission(), Admission()
        self._admission_of_long = Admission(at_once=1, in_queue=LONG_IN_QUEUE)
        self._beside = Beside()
        self._threads = ThreadPoolExecutor(ENCODING_THREADS, thread_name_prefix="encode")
        self._in_order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def load(
        cls,
        settings: Settings,
        library: Library,
        reports: Desk | None = None,
        unheard: Unheard | None = None,
        asked: UnlistedDemand | None = None,
    ) -> "Dialogue":
        """Load what answers, the trained model if there is one.

        The library is shared with the actions and the language components of this process.

        Args:
            settings: Where the model and the encoder are.
            library: What is answered from.
            reports: Where reports are filed; without it none are taken.
            unheard: What became of reports.
            asked: Counts unlisted addresses; without it nobody does.
        """
        minds = Minds.load(settings, library)
        return cls.of(minds, settings, library, reports, unheard, asked)

    @classmethod
    def of(
        cls,
        minds: Minds,
        settings: Settings,
        library: Library,
        reports: Desk | None = None,
        unheard: Unheard | None = None,
        asked: UnlistedDemand | None = None,
    ) -> "Dialogue":
        """Hold conversations with minds that are loaded; what they mean is as for `load`."""
        share(settings, library, minds.encoder, reports, asked)
        minds.keep_conversations(settings)
        made = cls(minds.script, minds.trained, minds.untrained, minds.encoder, unheard)
        made.is_newest = minds.is_newest
        if minds.trained and minds.encoder:
            minds.trained.encode_with(made._encode)
        return made

    @property
    def is_trained(self) -> bool:
        """Whether a trained model answers."""
        return self._trained is not None

    async def answer(
        self, sender: str, text: str, *, language: str | None = None, channel: str = "rest"
    ) -> list[BotMessage]:
        """Answer one message, after what became of a report of this conversation.

        Messages of one sender are answered in the order in which they came; a message that
        nothing can be done with never stops the others.

        Args:
            sender: Id of the conversation.
            text: What was typed, or the payload of a button.
            language: Of the page or client, one of `LANGUAGES`; None finds it out.
            channel: Where it came in.

        Raises:
            CrowdedError: Too many turns wait already. Cries for help have places of their own.
        """
        heard = self._heard(sender, text, language, channel)
        admission = self._admission_for(heard)
        is_patient = channel in PATIENT_CHANNELS
        with admission.entered(is_patient=is_patient):
            lock = self._in_order.setdefault(sender, asyncio.Lock())
            async with lock, admission.place(is_patient=is_patient):
                with held():
                    if self.closings.is_closed(channel):
                        return await self._while_closed(heard)
                    return [*await self._outcomes(heard), *await self._answers(heard)]

    async def parse(self, text: str) -> dict[str, Any]:
        """Give what is understood of a text, in Rasa's parse shape."""
        mind = self._trained or self._untrained
        with held():
            if _is_long(text):
                return await self._beside.run(mind.parse(text))
            return await mind.parse(text)

    def _admission_for(self, heard: Heard) -> Admission:
        admission = self._admission_of_long if _is_long(heard.text) else self._admission
        if admission.is_full and self._crisis.found_in(heard.text):
            return self._admission_of_cries
        return admission

    def _heard(self, sender: str, text: str, language: str | None, channel: str) -> Heard:
        words = text.strip()[:LONGEST]
        known = language if language in LANGUAGES else None
        if not words:
            return Heard(sender, "/help", known, channel, HELP)
        pressed = self._script.pressed(words)
        if pressed is None and self._script.looks_pressed(words):
            return Heard(sender, "/help", known, channel, HELP)
        if pressed is None:
            # Rasa would read a slash as a button.
            words = words.lstrip("/ ") or "?"
        return Heard(sender, words, known, channel, pressed)

    async def _outcomes(self, heard: Heard) -> list[BotMessage]:
        """Take what became of reports; a cry for help is answered before anything else."""
        unheard = self._unheard
        if unheard is None or not unheard.has(heard.channel, heard.sender):
            return []
        if self._crisis.found_in(heard.text):
            return []
        return await unheard.take(heard.channel, heard.sender)

    async def _while_closed(self, heard: Heard) -> list[BotMessage]:
        """Say that the channel is closed, and judge addresses; who is in danger is helped first."""
        if self._crisis.found_in(heard.text):
            return await self._answers(heard)
        is_check = not heard.pressed and bool(current().library.finder.find(heard.text))
        judged = await self._tried(self._untrained, heard) if is_check else []
        return judged or [BotMessage(sentence(heard.language))]

    async def _answers(self, heard: Heard) -> list[BotMessage]:
        for mind in (self._trained, self._untrained):
            answers = await self._tried(mind, heard) if mind else []
            if answers:
                self.untrained_turns += mind is self._untrained
                return answers
        return [self._script.reply(FAILURE, heard.language or LANGUAGES[0])]

    async def _tried(self, mind: Mind, heard: Heard) -> list[BotMessage]:
        try:
            if _is_long(heard.text):
                return await self._beside.run(mind.answer(heard))
            if mind is not self._trained and not heard.pressed:
                await self._encode(heard.text)
            return await mind.answer(heard)
        except Exception as error:
            # The exception's own text may hold what the citizen wrote.
            logger.error("%s answers nothing: %s", type(mind).__name__, type(error).__name__)  # noqa: TRY400
            return []

    async def _encode(self, *texts: str) -> None:
        """Encode in a thread: the components then find the vectors ready."""
        encoder = self._encoder
        new = [each for each in texts if encoder and encoder.remembered(each) is None]
        if encoder and new:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._threads, encoder.encode_queries, new)


def _is_long(text: str) -> bool:
    return len(text) > SHORT_TEXT


class _SharedSources(sources.Sources):
    """Understanding a message reads from the library that its answer comes from."""

    def __init__(self, encoder: Encoder | None) -> None:
        object.__setattr__(self, "encoder", encoder)

    @property
    def finder(self) -> MentionFinder:
        return current().library.finder

    @property
    def names(self) -> NameFinder:
        return current().library.names

    @property
    def version(self) -> str:
        return current().library.version


def share(
    settings: Settings,
    library: Library,
    encoder: Encoder | None,
    reports: Desk | None = None,
    asked: UnlistedDemand | None = None,
) -> None:
    """Let actions and language components of this process read from a library, until the next."""
    sources.provide(_SharedSources(encoder))
    url = str(settings.public_url) if settings.public_url else None
    sentences = load_sentences()
    provide(Context(library, sentences, settings.current_day, reports, asked, public_url=url))


def _trained(settings: Settings, executor: Any) -> tuple["TrainedAgent | None", bool]:  # noqa: ANN401  # rasa_sdk is untyped
    """Load the newest model, or the one before it; tells whether it is the newest."""
    newest, before = model_file(settings), model_before(settings)
    if not newest.is_file():
        logger.warning("no language model in %s: run make train", newest)
        return None, False
    mind = _loaded(newest, executor)
    if mind or not before.is_file():
        return mind, True
    mind = _loaded(before, executor)
    if mind:
        logger.error("the language model before it, %s, serves: run make train", before)
    return mind, False


def _loaded(model: Path, executor: Any) -> "TrainedAgent | None":  # noqa: ANN401
    try:
        from bot.conversation.agent import (  # rasa takes seconds to import
            TrainedAgent,
            silence_rasa,
        )

        silence_rasa()
        return TrainedAgent(model, executor)
    except Exception:
        logger.exception("the language model in %s cannot be used: run make train", model)
        return None
