"""Answering without a language model: by code alone, with the same actions and replies.

Addresses, buttons and a clear crisis are understood for certain; everything else gets help.
"""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import ActionExecutor

from actions.languages import Languages
from actions.turn import SLOTS
from bot.conversations import Conversations
from bot.messages import BotMessage, Heard
from bot.nlu import sources
from bot.nlu.crisis import CrisisPhrases
from bot.script import Script
from knowledge.model import LANGUAGES

CHOOSE_LANGUAGE = "action_choose_language"
UNSURE = 0.0


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
        parsed = heard.as_parsed(self._intent(heard)) | {"metadata": heard.metadata}
        slots = dict(self._conversations.slots(heard.sender) or {})
        self._apply(slots, await self._run(CHOOSE_LANGUAGE, heard, parsed, slots))
        action = self._script.actions[parsed["intent"]["name"]]
        result = await self._run(action, heard, parsed, slots)
        messages = [self._message(each, slots) for each in result["responses"]]
        if self._apply(slots, result):
            self._conversations.keep(heard.sender, slots)
        else:
            self._conversations.forget(heard.sender)
        return messages

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

    def _intent(self, heard: Heard) -> str:
        if heard.pressed:
            return heard.pressed.intent
        if self._crisis.found_in(heard.text):
            return "crisis"
        if sources.finder().find(heard.text):
            return "check_channel"
        if sources.names().find(heard.text):
            return "list_channels"
        languages = Languages.load()
        is_about_language = len(heard.text.split()) <= 3 and languages.named(heard.text)
        return "change_language" if is_about_language else "help"

    async def _run(
        self, action: str, heard: Heard, parsed: Mapping[str, Any], slots: Mapping[str, Any]
    ) -> dict[str, Any]:
        tracker = {
            "sender_id": heard.sender,
            "slots": dict.fromkeys(("language", "language_choice", *SLOTS)) | dict(slots),
            "latest_message": parsed,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
        result: dict[str, Any] = await self._executor.run(
            {"next_action": action, "sender_id": heard.sender, "tracker": tracker, "domain": {}}
        )
        return result

    @staticmethod
    def _apply(slots: dict[str, Any], result: Mapping[str, Any]) -> bool:
        """Put what an action remembers into the slots; False when it asks to forget."""
        for event in result["events"]:
            if event["event"] == "slot":
                slots[event["name"]] = event["value"]
        return all(event["event"] != "restart" for event in result["events"])

    def _message(self, response: Mapping[str, Any], slots: Mapping[str, Any]) -> BotMessage:
        if response.get("response"):
            return self._script.reply(response["response"], slots.get("language") or LANGUAGES[0])
        buttons = tuple((each["title"], each["payload"]) for each in response["buttons"] or ())
        return BotMessage(response["text"] or "", buttons, response["custom"] or None)
