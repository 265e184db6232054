"""Answering without a language model: by code alone, with the same actions and replies.

Addresses, buttons, a clear crisis and a few plain words are understood; all else gets help.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from rasa_sdk.executor import ActionExecutor

from actions.conversation import draft
from actions.conversation.draft import REQUESTED_SLOT
from actions.conversation.turn import SLOTS, SUBJECT
from actions.cues.danger import KEY, NEED, Need
from actions.cues.languages import Languages
from actions.cues.words import ConversationWords
from actions.reports.reference import normalised
from bot.conversation.memory import ACTIVE_LOOP, Conversations
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.script import Script
from bot.nlu import sources
from bot.nlu.crisis import CrisisPhrases
from knowledge.model import LANGUAGES

CHOOSE_LANGUAGE = "action_choose_language"
SUBMIT = "action_submit_report"
CONFIRMED = "report_confirmed"
UNSURE = 0.0
MOST_WORDS_FOR_LANGUAGE = 3
BESIDE_A_MENTION = frozenset({"report_misuse", "dispute_answer", "forget_me", "ask_after_incident"})
"""Intents that a message with an address may have too."""


class Untrained:
    """A mind that needs no trained model."""

    def __init__(
        self, script: Script, executor: ActionExecutor, conversations: Conversations
    ) -> None:
        self._script = script
        self._executor = executor
        self._conversations = conversations
        self._crisis = CrisisPhrases.load()

    async def answer(self, heard: Heard) -> list[BotMessage]:
        """Answer one message of a conversation."""
        slots = dict(self._conversations.slots(heard.sender) or {})
        form = slots.get(ACTIVE_LOOP)
        has_subject = bool(slots.get(SUBJECT))
        intent = self._intent(heard, in_form=form is not None, has_subject=has_subject)
        parsed = self._with_side(heard.as_parsed(intent))
        parsed |= {"metadata": heard.metadata}
        self._apply(slots, await self._run(CHOOSE_LANGUAGE, heard, parsed, slots))
        results = await self._results(form, heard, parsed, slots)
        messages = [self._message(each, slots) for each in chain(*map(_responses, results))]
        if any(map(_asks_to_forget, results)):
            self._conversations.forget(heard.sender)
        else:
            self._conversations.keep(heard.sender, slots)
        return messages

    async def _results(
        self,
        form: str | None,
        heard: Heard,
        parsed: Mapping[str, Any],
        slots: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """Run the open form; what it leaves unread, the action or form of the intent answers."""
        if form:
            results = await self._step(form, heard, parsed, slots)
            if results:
                return results
        action = self._script.actions[parsed["intent"]["name"]]
        if action in self._script.forms:
            return await self._step(action, heard, parsed, slots)
        result = await self._run(action, heard, parsed, slots)
        self._apply(slots, result)
        if _followup(result) in self._script.forms:
            return await self._step(_followup(result), heard, parsed, slots)
        return [result]

    async def _step(
        self, form: str, heard: Heard, parsed: Mapping[str, Any], slots: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Take a step of a form as Rasa does; nothing when the message is not for the form."""
        result = await self._run(f"validate_{form}", heard, parsed, slots)
        if not result["events"]:
            return []
        self._apply(slots, result)
        slots[ACTIVE_LOOP] = form if slots[REQUESTED_SLOT] else None
        if slots[ACTIVE_LOOP] or not slots[CONFIRMED]:
            return [result]
        submitted = await self._run(SUBMIT, heard, parsed, slots)
        self._apply(slots, submitted)
        return [result, submitted]

    async def parse(self, text: str) -> dict[str, Any]:
        """Give what is certain about a text, in Rasa's parse shape."""
        heard = Heard("", text)
        intent = self._intent(heard)
        known = intent != "help"
        parsed = heard.as_parsed(intent if known else "out_of_scope", 1.0 if known else UNSURE)
        mentions = [
            {"entity": "mention", "value": each.text, "start": each.start, "end": each.end}
            for each in sources.finder().find(text)
        ]
        return parsed | {"entities": mentions}

    def _with_side(self, parsed: dict[str, Any]) -> dict[str, Any]:
        """Tell beside the intent where danger comes from, or that nobody means to do harm."""
        side = self._crisis.side_of(parsed["text"])
        if side is None and self._crisis.denied_in(parsed["text"]):
            return parsed | {"intent": {**parsed["intent"], NEED: str(Need.DENIED)}}
        is_crisis = parsed["intent"]["name"] == "crisis" and side
        return parsed | {"intent": {**parsed["intent"], KEY: str(side)}} if is_crisis else parsed

    def _intent(self, heard: Heard, *, in_form: bool = False, has_subject: bool = False) -> str:
        if heard.pressed:
            return heard.pressed.intent
        if self._crisis.found_in(heard.text):
            return "crisis"
        return _by_words(heard.text, has_subject=has_subject) or (
            "out_of_scope" if in_form else "help"
        )

    async def _run(
        self, action: str, heard: Heard, parsed: Mapping[str, Any], slots: Mapping[str, Any]
    ) -> dict[str, Any]:
        tracker = {
            "sender_id": heard.sender,
            "slots": dict.fromkeys(("language", "language_choice", *SLOTS, *draft.SLOTS))
            | dict(slots),
            "latest_message": parsed,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {"name": slots[ACTIVE_LOOP]} if slots.get(ACTIVE_LOOP) else {},
            "latest_action_name": None,
        }
        result: dict[str, Any] = await self._executor.run(
            {"next_action": action, "sender_id": heard.sender, "tracker": tracker, "domain": {}}
        )
        return result

    @staticmethod
    def _apply(slots: dict[str, Any], result: Mapping[str, Any]) -> None:
        """Put what an action remembers into the slots."""
        for event in result["events"]:
            if event["event"] == "slot":
                slots[event["name"]] = event["value"]

    def _message(self, response: Mapping[str, Any], slots: Mapping[str, Any]) -> BotMessage:
        if response.get("response"):
            language = slots.get("language") or LANGUAGES[0]
            whole = self._script.reply(response["response"], language)
            return replace(whole, answer=BotMessage.of(response).answer)
        return BotMessage.of(response)


def _by_words(text: str, *, has_subject: bool = False) -> str | None:
    """Tell the intent by mentions, names and plain words."""
    words = ConversationWords.load()
    said = words.intent_in(text, has_subject=has_subject)
    if sources.finder().find(text):
        return said if said in BESIDE_A_MENTION else "check_channel"
    if normalised(text):
        return "report_status"
    languages = Languages.load()
    if len(text.split()) <= MOST_WORDS_FOR_LANGUAGE and languages.named(text):
        return "change_language"
    if said:
        return said
    return "list_channels" if sources.names().find(text) else None


def _responses(result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    responses: Sequence[Mapping[str, Any]] = result["responses"]
    return responses


def _followup(result: Mapping[str, Any]) -> str:
    """Give the action or form that is to run next."""
    names = (each["name"] for each in result["events"] if each["event"] == "followup")
    return str(next(names, ""))


def _asks_to_forget(result: Mapping[str, Any]) -> bool:
    return any(event["event"] == "restart" for event in result["events"])
