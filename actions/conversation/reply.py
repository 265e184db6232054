"""What an action says and remembers."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, Restarted, SlotSet

from actions.conversation.draft import FORM
from actions.conversation.turn import FACTS, SUBJECT, Turn
from actions.cues.facts import Facts
from actions.cues.other_languages import OtherLanguages
from knowledge.matching.answer import Answer, Did
from knowledge.matching.presenting import as_short_text, as_text
from knowledge.matching.subject import Subject, SubjectKind, with_story
from knowledge.model import Organisation, Source, Texts
from knowledge.wording.naming import named
from knowledge.wording.sources import in_words

Button = tuple[str, str]
"""What stands on a button, and the message that it sends."""

MOST_WORDS_AGAIN = 30  # words; a longer text is not said a second time
_DIGEST = 12  # hexadecimal digits
_AGAIN = "again "
_WORD = re.compile(r"\w+")
LITTLE_WORD = 4  # letters of a word that many sentences begin with


class Reply:
    """Gathers the messages and the memory of one turn.

    Args:
        dispatcher: Rasa's collector of messages.
        turn: What is replied to.

    Attributes:
        forgets: The conversation is to be deleted.
        insists: What is said is a fact that was asked for, such as a number: it is said again.
        trim: Takes out of a text what need not be said any more, such as to do what is done.
    """

    def __init__(self, dispatcher: Any, turn: Turn) -> None:  # noqa: ANN401  # rasa_sdk is untyped
        self._dispatcher = dispatcher
        self._remembered: dict[str, str | None] = {}
        self._subject: Subject | None = None
        self._facts: Facts | None = None
        self._unspoken = turn.unspoken if turn.is_first_in_it else None
        self._lines: list[str] = []
        self._opening = ""
        self._misses = False
        self.forgets = False
        self.insists = False
        self.trim: Callable[[str], str] = str
        self.turn = turn

    def text(self, key: str, **values: str | Texts) -> str:
        """Give a sentence of the catalogue in the citizen's language."""
        return self.turn.context.sentences.text(key, self.turn.language, **values)

    @contextmanager
    def of_part(self, text: str) -> Iterator[None]:
        """Answer a part of the message as if it were the whole, as one of several questions."""
        with self.of_turn(replace(self.turn, text=text)):
            yield

    @contextmanager
    def of_turn(self, turn: Turn) -> Iterator[None]:
        """Answer the message as another reading of it."""
        whole, self.turn = self.turn, turn
        try:
            yield
        finally:
            self.turn = whole

    @property
    def page(self) -> str:
        """The page that shows the whole register."""
        return self.turn.context.overview_page

    def day(self, iso: str) -> str:
        """Write out a date of any precision."""
        return self.turn.context.library.catalogue.written_date(iso, self.turn.language)

    def source(self, source: Source) -> str:
        """Say in a citizen's words where a fact stands."""
        return in_words(source, self.turn.context.library.catalogue, self.turn.language)

    def send(self, parts: Iterable[str], buttons: Sequence[Button] = ()) -> None:
        """Send one message of several lines; the same neither twice in a row nor in one turn."""
        fresh = [part for part in parts if part not in self._lines]
        self._lines += fresh
        text = _joined(map(self.trim, fresh))
        if any(fresh) and not text:
            text = self.text("follow_up.step.was_done")
        if not text:
            return
        if self._was_said(text):
            text = self._otherwise(text)
        opening = "" if _begin_alike(self._opening, text) else self._opening
        text, self._opening = _joined((opening, text)), ""
        self._say(self._plain_answer(buttons), buttons, text=text)

    def miss(self, parts: Iterable[str], buttons: Sequence[Button] = ()) -> None:
        """Send that no answer was found; who said that the one before did not fit hears no sorry.

        A sorry before another one that does not fit is worse than none.
        """
        self.own_up()
        self.send(parts, buttons)

    def unsay_miss(self) -> None:
        """Take back what said that no answer was found, for one was found beside it."""
        told = self._dispatcher.messages
        told[:] = [each for each in told if each.get("answer", {}).get("did") != Did.MISSED]

    def own_up(self) -> None:
        """Let what is said next be that no answer was found."""
        if self.turn.complained:
            self._opening = ""
        self._misses = True

    def open_with(self, sentence: str) -> None:
        """Put a sentence before the first message that is sent this turn."""
        self._opening = sentence

    def ask(self, parts: Iterable[str], buttons: Sequence[Button], question: str) -> None:
        """Send a question, known by a name to whoever draws it."""
        subject = Subject(SubjectKind.QUESTION, topic=question)
        answer = replace(self._plain_answer(buttons), did=Did.ASKED, subject=subject)
        opening, self._opening = self._opening, ""
        self._say(answer, buttons, text=_joined((opening, *parts)))

    def tell(
        self,
        answer: Answer,
        buttons: Sequence[Button] = (),
        custom: Mapping[str, Any] | None = None,
    ) -> None:
        """Send what is judged.

        Args:
            answer: As data; what can be asked beside the buttons is in it.
            buttons: What a citizen may want next.
            custom: The verdict in the shape of the API.
        """
        can_ask = dict.fromkeys((*_intents(buttons), *answer.can_ask))
        if self._was_said(as_text(answer)) and not answer.summary:
            answer = replace(answer, summary=self.text("follow_up.neutral.said"))
        whole = replace(answer, can_ask=tuple(can_ask))
        self._say(whole, buttons, text=as_short_text(answer), json_message=dict(custom or {}))

    def utter(
        self, response: str, did: Did | None = None, *, again: str = "follow_up.neutral.again"
    ) -> None:
        """Send a whole reply of the domain.

        Args:
            response: Its name.
            did: What it does beside saying something.
            again: Key of what is said instead, where it was said last.
        """
        if did is None and self._was_said(f"{response} {self.turn.language}"):
            self._say(self._plain_answer(()), text=self.text(again))
            return
        answer = self._plain_answer(())
        self._say(replace(answer, did=did) if did else answer, response=response)

    def _was_said(self, text: str) -> bool:
        """Tell whether this is what was said last; a form may ask the same again.

        What is said first in this turn is remembered as its digest, never as text.
        """
        digest = _digest(text)
        is_asking = self.turn.draft is not None and self.turn.draft.asked is not None
        if "last_said" in self._remembered or is_asking:
            return False
        was_said = digest == self.turn.memory.last_said
        self.remember(last_said=f"{_AGAIN}{digest}" if was_said else digest)
        return was_said

    def not_said_last(self, texts: Sequence[str]) -> str:
        """Choose the first of several wordings that was not said last, and remember it."""
        digests = [_digest(each) for each in texts]
        fresh = (place for place, each in enumerate(digests) if each != self.turn.memory.last_said)
        chosen = next(fresh, 0)
        self.remember(last_said=digests[chosen])
        return texts[chosen]

    def _otherwise(self, text: str) -> str:
        """Give what can be said instead of the same once more."""
        if (
            self.turn.complained and not self.insists
        ):  # who says that it did not fit does not hear it again
            self._opening = ""
            return self.text("follow_up.alarm.not_answered")
        if len(text.split()) > MOST_WORDS_AGAIN and not self.insists:
            return self.text("follow_up.neutral.again")
        return f"{self.text('follow_up.neutral.said')} {text}"

    def _plain_answer(self, buttons: Sequence[Button]) -> Answer:
        did = Did.MISSED if self._misses else None
        return Answer(self.turn.language, did=did, can_ask=_intents(buttons), subject=self._subject)

    def _say(self, answer: Answer, buttons: Sequence[Button] = (), **message: Any) -> None:  # noqa: ANN401
        self._tell_language()
        # As a member of its own, which Rasa passes on: it would send `json_message` as text.
        self._dispatcher.utter_message(
            buttons=[{"title": title, "payload": payload} for title, payload in buttons],
            answer=answer.as_json(),
            **message,
        )
        self._misses = False

    def _tell_language(self) -> None:
        """Say once, in a language that we do not speak, that the answer is in English."""
        unspoken, self._unspoken = self._unspoken, None
        sentence = OtherLanguages.load().sentence(unspoken) if unspoken else None
        if sentence:
            switched = Answer(self.turn.language, did=Did.SWITCHED_LANGUAGE)
            self._dispatcher.utter_message(text=sentence, answer=switched.as_json())

    def remember(self, **slots: str | None) -> None:
        """Keep something for the next message."""
        self._remembered.update(slots)

    def about(self, organisation: Organisation, platform: str | None = None) -> None:
        """Keep what the conversation is about."""
        self.remember(organisation=organisation.id, platform=platform)

    @property
    def subject(self) -> Subject:
        """What the conversation is about, as far as this turn got."""
        return self._subject or self.turn.subject

    def leave(self, subject: Subject) -> None:
        """Make this the subject of the conversation, from the next message of this turn on.

        The addresses that were counted stay known whatever it is about.
        """
        before = self.turn.memory.subject
        kept = subject.beside or before.beside
        self._subject = replace(with_story(before, subject), beside=kept)

    @property
    def facts(self) -> Facts:
        """What is known of what happened, as far as this turn got."""
        return self._facts or self.turn.memory.facts

    def know(self, facts: Facts) -> None:
        """Keep what is known of what happened."""
        self._facts = facts

    def forget(self) -> None:
        """Let the conversation be deleted with all that it remembers."""
        self.forgets = True

    @property
    def kept(self) -> list[Any]:
        """Rasa's events for what changed in what is remembered."""
        memory = self.turn.memory
        changed = [
            SlotSet(name, value)
            for name, value in self._remembered.items()
            if value != getattr(memory, name)
        ]
        if self._subject and self._subject != memory.subject:
            changed.append(SlotSet(SUBJECT, self._subject.as_slot()))
        if self._facts is not None and self._facts != memory.facts:
            changed.append(SlotSet(FACTS, self._facts.as_slot()))
        return changed

    @property
    def events(self) -> list[Any]:
        """Rasa's events for what changed, or for forgetting; then it listens."""
        if self.forgets:
            return [Restarted()]
        # Rasa takes a form that let another action answer for refused, until it is begun anew.
        resumed = [ActiveLoop(FORM)] if self.turn.draft else []
        # Without asking the policy, which would say so too.
        return [*self.kept, *resumed, FollowupAction("action_listen")]

    def button(self, key: str, intent: str, **fields: str) -> Button:
        """Make a button with words of the catalogue."""
        return self.text(f"button.{key}"), payload(intent, **fields)

    def channels_button(self, organisation: Organisation) -> Button:
        """Make the button that lists an organisation's channels."""
        title = self.text("button.channels", **named(organisation))
        return title, payload("list_channels", organisation=organisation.id)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_DIGEST]


def _begin_alike(opening: str, text: str) -> bool:
    """Tell whether two sentences begin with the same word, as two that say sorry do.

    One that says little, as `that`, does not count without the next.
    """
    before, after = (_WORD.findall(each)[:2] for each in (opening, text))
    is_same = bool(before) and before[:1] == after[:1]
    return is_same and (len(before[0]) > LITTLE_WORD or before == after)


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _intents(buttons: Iterable[Button]) -> tuple[str, ...]:
    """Give the intents that buttons press; a button may also send words."""
    pressed = (meant[1:].partition("{")[0] for _, meant in buttons if meant.startswith("/"))
    return tuple(dict.fromkeys(pressed))


def payload(intent: str, **fields: str) -> str:
    """Write the message that a button sends."""
    known = {name: value for name, value in fields.items() if value}
    return f"/{intent}" + (json.dumps(known, ensure_ascii=False) if known else "")
