"""What an action says and remembers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, Restarted, SlotSet

from actions.report_form.draft import FORM
from actions.turn import Turn
from knowledge.model import Organisation, Texts
from knowledge.naming import named

Button = tuple[str, str]
"""What stands on a button, and the message that it sends."""


class Reply:
    """Gathers the messages and the memory of one turn.

    Args:
        dispatcher: Rasa's collector of messages.
        turn: What is replied to.

    Attributes:
        forgets: The conversation is to be deleted.
    """

    def __init__(self, dispatcher: Any, turn: Turn) -> None:  # noqa: ANN401  # rasa_sdk is untyped
        self._dispatcher = dispatcher
        self._remembered: dict[str, str | None] = {}
        self.forgets = False
        self.turn = turn

    def text(self, key: str, **values: str | Texts) -> str:
        """Give a sentence of the catalogue in the citizen's language."""
        return self.turn.context.sentences.text(key, self.turn.language, **values)

    def day(self, iso: str) -> str:
        """Write out a date of any precision."""
        return self.turn.context.library.catalogue.written_date(iso, self.turn.language)

    def send(
        self,
        parts: Iterable[str],
        buttons: Sequence[Button] = (),
        custom: dict[str, Any] | None = None,
    ) -> None:
        """Send one message of several lines."""
        self._dispatcher.utter_message(
            text="\n".join(part for part in parts if part),
            buttons=[{"title": title, "payload": payload} for title, payload in buttons],
            json_message=custom or {},
        )

    def utter(self, response: str) -> None:
        """Send a whole reply of the domain."""
        self._dispatcher.utter_message(response=response)

    def remember(self, **slots: str | None) -> None:
        """Keep something for the next message."""
        self._remembered.update(slots)

    def about(self, organisation: Organisation, platform: str | None = None) -> None:
        """Keep what the conversation is about."""
        self.remember(organisation=organisation.id, platform=platform)

    def forget(self) -> None:
        """Let the conversation be deleted with all that it remembers."""
        self.forgets = True

    @property
    def events(self) -> list[Any]:
        """Rasa's events for what changed, or for forgetting; then it listens."""
        if self.forgets:
            return [Restarted()]
        before = asdict(self.turn.memory)
        changed = [
            SlotSet(name, value)
            for name, value in self._remembered.items()
            if value != before[name]
        ]
        # Rasa takes a form that let another action answer for refused, until it is begun anew.
        resumed = [ActiveLoop(FORM)] if self.turn.draft else []
        # Without asking the policy, which would say so too.
        return [*changed, *resumed, FollowupAction("action_listen")]

    def button(self, key: str, intent: str, **fields: str) -> Button:
        """Make a button with words of the catalogue."""
        return self.text(f"button.{key}"), payload(intent, **fields)

    def channels_button(self, organisation: Organisation) -> Button:
        """Make the button that lists an organisation's channels."""
        title = self.text("button.channels", **named(organisation))
        return title, payload("list_channels", organisation=organisation.id)


def payload(intent: str, **fields: str) -> str:
    """Write the message that a button sends."""
    known = {name: value for name, value in fields.items() if value}
    return f"/{intent}" + (json.dumps(known, ensure_ascii=False) if known else "")
